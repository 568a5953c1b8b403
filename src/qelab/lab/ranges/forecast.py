"""What could have been expected of inflation on the day of the announcement, shocks and all.

Answers: how likely was deflation, with the programme and without it? From the quarter of the announcement on,
shocks are drawn in blocks from those of the past, the same in both worlds; nothing dated later is used.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, quarters_from
from qelab.data import History
from qelab.lab.guidance import held_as_expected
from qelab.lab.pipeline import Run
from qelab.lab.stage import Stage
from qelab.lab.world import World
from qelab.macro import Solver, Target, solve_sequence

Array = NDArray[np.float64]
FIRST = Quarter.of(1995, 1)  # inflation has been near 2 % since
BLOCK_QUARTERS = 8
AHEAD_QUARTERS = 16
_SHOCKS = ("eps_y", "eps_pi", "eps_i")


@dataclass(frozen=True, slots=True, kw_only=True)
class Residuals:
    """Shocks (quarters, shocks) that reproduce the past, their mean taken off, and their columns in the model."""

    columns: tuple[int, ...]
    values: Array

    def drawn(self, generator: np.random.Generator) -> Array:
        """Shocks of the quarters ahead, (AHEAD_QUARTERS, shocks): blocks of the past, put together anew."""
        blocks = -(-AHEAD_QUARTERS // BLOCK_QUARTERS)
        starts = generator.integers(0, len(self.values) - BLOCK_QUARTERS + 1, size=blocks)
        return np.concatenate([self.values[start : start + BLOCK_QUARTERS] for start in starts])[:AHEAD_QUARTERS]


def past_residuals(stage: Stage, past: History, problem: Solver) -> Residuals:
    """Demand, price and policy shocks from 1995 to the opening, or to the end of the data if that is earlier.

    Inverted with the model's central parameters from the output gap, core inflation and the policy rate.
    """
    last = min(stage.opening.month.quarter, stage.settings.data_end)
    dates = quarters_from(FIRST, last - FIRST + 1)
    model, settings = stage.model, stage.settings
    gap = past.series("output_gap", FIRST, last)
    inflation = past.series("inflation_annualised", FIRST, last) - settings.inflation_target
    rate = past.series("policy_rate", FIRST, last)
    floor = model.parameters["elb"]
    aimed = np.where(rate <= settings.at_bound_below, floor, rate - settings.neutral_policy_rate)
    targets = [
        (
            Target(variable="y", shock="eps_y", values=gap[row : row + 1]),
            Target(variable="pi", shock="eps_pi", values=inflation[row : row + 1]),
            Target(variable="i", shock="eps_i", values=aimed[row : row + 1], bound=model.about.bound),
        )
        for row in range(len(dates))
    ]
    state = model.steady_state.copy()
    state[model.index("i")] = past.at("policy_rate", FIRST + -1) - settings.neutral_policy_rate
    nothing = np.zeros((len(dates), problem.horizon, len(model.exogenous)))
    sequence = solve_sequence(problem, state, nothing, targets, labels=dates)
    columns = tuple(model.shock_index(name) for name in _SHOCKS)
    values = sequence.shocks[:, columns]
    return Residuals(columns=columns, values=values - values.mean(axis=0))


def inflation_ahead(
    run: Run, problem: Solver, residuals: Residuals, inflation: Array, row: int, seed: list[int]
) -> Array | None:
    """One path of four-quarter inflation as it could have gone after the announcement, (2, quarters), percent.

    Counterfactual first; NaN up to the announcement and beyond the quarters ahead; None where nothing of the run lies
    ahead. Purchases go on, and guidance holds the rate, as they were expected on the day.

    Parameters
    ----------
    row : the date of the forecast, the same in all draws
    inflation : (2, quarters) the run's levels, the opening first: what is added to the model's deviations
    """
    ahead = min(AHEAD_QUARTERS, len(run.stage.dates) - row - 1)
    if ahead < 1:
        return None
    shocks = residuals.drawn(np.random.default_rng([*seed, 1]))[:ahead]
    found = np.full_like(inflation, np.nan)
    scenario, date = run.stage.scenario, run.stage.dates[row]
    said = (scenario.standing_guidance(date), scenario.guidance_at(date))
    for world, paths in enumerate((run.settled.counterfactual, run.settled.programme)):
        guidance = said[world]
        until = 0 if guidance is None else guidance.until.quarter - date
        deviation = _deviation(run, problem, paths, row, shocks, residuals.columns, until)
        added = inflation[world, row + 1] - paths.sequence["pi4"][row]
        found[world, row + 2 : row + 2 + ahead] = deviation + added
    return found


def _deviation(
    run: Run, problem: Solver, world: World, row: int, shocks: Array, columns: tuple[int, ...], guided: int
) -> Array:
    """Four-quarter inflation's deviation in the quarters after a date, given drawn shocks, (ahead,).

    For the first ``guided`` of these quarters the policy rate stays where guidance had it expected on the day.
    """
    model, ahead = run.stage.model, len(shocks)
    exogenous = np.zeros((ahead, problem.horizon, len(model.exogenous)))
    exogenous[:, 0, columns] = shocks
    for name, path in world.imposed.items():
        for step in range(ahead):
            left = path[row, step + 1 :]
            exogenous[step, : len(left), model.shock_index(name)] += left
    rate = world.sequence.expected[row, :, model.index("i")]
    targets = [held_as_expected(run.stage, rate[step + 1 :], guided - step) for step in range(ahead)]
    state = world.sequence.realised[row]
    return solve_sequence(problem, state, exogenous, targets)["pi4"]
