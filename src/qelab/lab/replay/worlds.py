"""The worlds of a replay: history, and the same shocks without the programmes, in two variants.

Answers: what would have happened without them, (a) if the policy rule reacts under its bound, (b) if the policy
rate keeps the path that was expected in the data's world?
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qelab.lab.felt import own_shocks
from qelab.lab.pipeline import Run, Settled, settle
from qelab.lab.replay.set_up import ReplayStage
from qelab.lab.standing_items import standing_items
from qelab.lab.world import World, monthly_inputs, solve_world
from qelab.macro import InformationSequence, Solver, Target, solve_sequence
from qelab.policy.scenario import Scenario
from qelab.rates.residual_premium import residual_path

Array = NDArray[np.float64]
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """History and the variants without programmes, settled.

    ``rule`` is the run whose counterfactual lets the rule react; ``held`` the same with the policy rate held.
    ``residual`` (quarters,) is e, ``shocks`` (quarters, k) those of the inversion, from the first quarter on.
    """

    rule: Run
    held: Run
    residual: Array
    shocks: Array


def solve_worlds(stage: ReplayStage, problem: Solver, record: Scenario, progress: Progress) -> Worlds:
    """Invert history, then solve without the programmes.

    Raises
    ------
    QelabError QE531 : no path found; QE701 : the fixed point did not settle
    """
    progress("opening", 0.05)
    nothing = np.zeros((len(stage.before), problem.horizon))
    early = stage.residual(nothing, stage.premium[: len(stage.before)], 0.0)
    opening = _opening(stage, problem, early)
    state = opening.realised[-1]
    stage = replace(stage, residual_before=float(early[-1]))
    progress("data", 0.3)
    items = standing_items(stage)
    settled = settle(stage, problem, state, record, items, shocks=None)
    premium = stage.model.shock_index(stage.model.about.term_premium_exogenous)
    inverted = own_shocks(stage, settled.programme)
    rule = Run(
        stage=stage, items=items, opening=opening, state=state, settled=settled, shocks=inverted,
        reproducing=settled.programme, passes=settled.iterations,
    )  # fmt: skip
    progress("without", 0.8)
    held = replace(rule, settled=_held(stage, problem, state, settled, inverted))
    late = settled.counterfactual.tpf[:, 0]
    shocks = np.concatenate([opening.shocks, inverted])
    shocks[:, premium] = 0.0
    return Worlds(rule=rule, held=held, residual=np.concatenate([early, late]), shocks=shocks)


def _opening(stage: ReplayStage, problem: Solver, residual: Array) -> InformationSequence:
    """The quarters up to the opening, the same in all worlds; the residual carries the whole premium."""
    model, count = stage.model, len(stage.before)
    exogenous = np.zeros((count, problem.horizon, len(model.exogenous)))
    exogenous[:, :, model.shock_index(model.about.term_premium_exogenous)] = residual_path(
        residual, stage.definition.premium.persistence, problem.horizon
    )
    targets = [stage.targets(position) for position in range(count)]
    return solve_sequence(problem, stage.initial_state(), exogenous, targets, labels=stage.before)


def _held(stage: ReplayStage, problem: Solver, state: Array, settled: Settled, shocks: Array) -> Settled:
    """Without the programmes, the policy rate at each date on the path expected in the data's world.

    Securities held besides the programmes are those of the first variant; nominal GDP is its own.
    """
    rate = settled.programme.sequence.expected[:, :, stage.model.index("i")]
    ahead = stage.definition.rate_held_quarters
    bound = stage.model.about.bound
    targets = {
        row: (Target(variable="i", shock="eps_i", values=rate[row, :ahead], bound=bound),)
        for row in range(len(stage.dates))
    }
    before = settled.counterfactual
    held: World = solve_world(
        stage, problem, state, before.imposed, shocks=shocks, extra_targets=targets, guesses=before.sequence.expected
    )
    owned = settled.portfolio
    months = owned.gdp_bn.shape[2]
    gdp = monthly_inputs(stage, held, settled.anchor, months)[1]
    portfolio = replace(owned, gdp_bn=np.stack([gdp, owned.gdp_bn[1]]))
    return replace(settled, counterfactual=held, portfolio=portfolio)
