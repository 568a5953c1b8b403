"""The same scenario with less in it, or known all at once: what each part of it adds.

Answers: how much of the effect is purchases, how much guidance on the policy rate or stress in markets? And what
would a single path under perfect foresight say, on which everything is known from the first announcement on?
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import convert
from qelab.lab.pipeline import Run, Settled, settle
from qelab.macro import Solver
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
Paths = dict[str, Array]
_VARIABLES = ("tp10", "r10", "y", "u", "pi4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Largest effects in size along the run, with the quarters of the term premium's and of unemployment's.

    ``key`` names the variant in the words: ``run`` is the scenario itself, ``known_at_once`` the single path.
    """

    key: str
    term_premium_bp: float
    term_premium_at: str
    yield_10y_bp: float
    output_percent: float
    unemployment_pp: float
    unemployment_at: str
    inflation_pp: float


def variants(run: Run, problem: Solver) -> tuple[Variant, ...]:
    """The scenario and its variants, the barest first; empty where there is nothing to compare.

    Parts are taken away and put back in the order purchases, stress, guidance; shocks and counterfactual stay.
    """
    scenario, dates = run.stage.scenario, run.stage.dates
    rows = [_variant(key, _effects(run, problem, part), dates) for key, part in _parts(scenario)]
    if len(scenario.announcements) > 1:
        rows.append(_variant("known_at_once", _known_at_once(run, problem), dates))
    if not rows:
        return ()
    return (*rows, _variant("run", _realised(run, run.settled), dates))


def _parts(scenario: Scenario) -> Iterator[tuple[str, Scenario]]:
    """The scenario without its guidance and stress, then without its guidance; only what it has."""
    stress = any(announcement.stress for announcement in scenario.announcements)
    if not any(announcement.moves_the_portfolio for announcement in scenario.announcements):
        return  # words alone: nothing is left without them
    if stress or scenario.has_guidance:
        yield "purchases", scenario.without(guidance=True, stress=True)
    if stress and scenario.has_guidance:
        yield "purchases_stress", scenario.without(guidance=True, stress=False)


def _effects(run: Run, problem: Solver, scenario: Scenario) -> Paths:
    settled = settle(
        run.stage, problem, run.state, scenario, run.items, shocks=run.shocks, without=run.settled.counterfactual,
        anchored_to=run.reproducing,
    )  # fmt: skip
    return _realised(run, settled)


def _realised(run: Run, settled: Settled) -> Paths:
    """Effects that came true; purchases press on the ten-year yield besides."""
    base = run.settled.counterfactual.sequence
    effects = {name: settled.programme.sequence[name] - base[name] for name in _VARIABLES}
    return _pressed(effects, settled)


def _pressed(effects: Paths, settled: Settled) -> Paths:
    beside = settled.programme.beside
    assert beside is not None, "a programme's world knows what it does beside the model"
    return effects | {name: effects[name] + beside.flow for name in ("tp10", "r10")}


def _known_at_once(run: Run, problem: Solver) -> Paths:
    """Effects on two paths on which all shocks, and on one of them all purchases, are known from the start.

    The holdings are those of the run. Not how expectations are formed: shown for contrast.
    """
    model, dates = run.stage.model, len(run.stage.dates)
    exogenous = np.zeros((problem.horizon, len(model.exogenous)))
    exogenous[:dates] = run.shocks
    without = problem.solve(run.state, exogenous, labels=run.stage.dates)
    rest = problem.horizon - dates
    for name, path in run.settled.programme.imposed.items():
        exogenous[:dates, model.shock_index(name)] += path[:, 0]
        exogenous[dates:, model.shock_index(name)] += path[-1, 1 : rest + 1]
    policy = problem.solve(run.state, exogenous, labels=run.stage.dates)
    effects = {name: (policy[name] - without[name])[:dates] for name in _VARIABLES}
    return _pressed(effects, run.settled)


def _variant(key: str, effects: Paths, dates: tuple[Quarter, ...]) -> Variant:
    at = {name: int(np.abs(path).argmax()) for name, path in effects.items()}
    peak = {name: float(path[at[name]]) for name, path in effects.items()}
    return Variant(
        key=key,
        term_premium_bp=float(convert(peak["tp10"], "percentage points", "bp")),
        term_premium_at=str(dates[at["tp10"]]),
        yield_10y_bp=float(convert(peak["r10"], "percentage points", "bp")),
        output_percent=peak["y"],
        unemployment_pp=peak["u"],
        unemployment_at=str(dates[at["u"]]),
        inflation_pp=peak["pi4"],
    )
