"""What an announcement says besides purchases: guidance on the policy rate, and how nervous markets are.

Answers: which expected path of the policy rate does guidance hold at its bound, seen from each date, how much of it
is believed, and how much stronger is the response of premia to holdings while markets are under stress?
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.lab.stage import Stage
from qelab.lab.world import Imposed, World, solve_world
from qelab.macro import Solver, Target
from qelab.policy.parts import Guidance
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
Said = Callable[[Quarter], Guidance | None]
_AT_FLOOR = 1e-9  # percentage points: a solved path this close above the bound is at it


def guided(stage: Stage, said: Said, rule: Array | None = None) -> dict[int, tuple[Target, ...]]:
    """By date, the policy rate expected at its bound up to the quarter that guidance names.

    Anticipated policy shocks hold it there, the smallest that do; a date on which the data show the rate above its
    bound is no longer guided. The bank keeps its word in the quarter of the date; of the later ones people expect

        floor + (1 - believed share) * (rule - floor).

    Parameters
    ----------
    said : the guidance known at a date, or None
    rule : (dates, horizon), deviation of the policy rate, percentage points, expected at each date where there is no
        guidance; needed where less than all of it is believed

    Limits: the rule's path is that of a world without guidance at any date.
    """
    found: dict[int, tuple[Target, ...]] = {}
    floor = stage.model.parameters["elb"]
    for row, date in enumerate(stage.dates):
        guidance = said(date)
        if guidance is None or guidance.until.quarter < date:
            continue
        rate = stage.data["policy_rate"][len(stage.before) + row]
        if np.isfinite(rate) and rate > stage.settings.at_bound_below:
            continue
        values = np.full(guidance.until.quarter - date + 1, floor)
        if rule is not None:
            doubted = (1.0 - guidance.believed_share) * (rule[row, 1 : len(values)] - floor)
            values[1:] = _at_the_floor(floor + doubted, floor)
        found[row] = (Target(variable="i", shock="eps_i", values=values, bound=stage.model.about.bound),)
    return found


def solve_guided(
    stage: Stage,
    problem: Solver,
    state: Array,
    imposed: Imposed,
    said: Said,
    *,
    shocks: Array | None,
    moves: dict[int, tuple[Target, ...]] | None = None,
    guesses: Array | None = None,
) -> World:
    """A world under guidance; where it is believed in part, the same world without it is solved first.

    Parameters
    ----------
    said : the guidance known at a date, or None
    moves : by date, other variables to hold; they take the place of guidance
    state, imposed, shocks, guesses : as ``solve_world`` takes them
    """
    rule = None
    if partly_believed(stage, said):
        plain = solve_world(stage, problem, state, imposed, shocks=shocks, guesses=guesses)
        rule = plain.sequence.expected[:, :, stage.model.index("i")]
    held = {**guided(stage, said, rule), **(moves or {})}
    return solve_world(stage, problem, state, imposed, shocks=shocks, extra_targets=held, guesses=guesses)


def partly_believed(stage: Stage, said: Said) -> bool:
    """Whether some guidance is not believed in full."""
    return any(one is not None and one.believed_share < 1.0 for one in map(said, stage.dates))


def held_as_expected(stage: Stage, expected: Array, quarters: int) -> tuple[Target, ...]:
    """The policy rate held for some quarters on a path that was expected, (horizon,), such as under guidance.

    Empty for no quarters.
    """
    floor = stage.model.parameters["elb"]
    if quarters < 1:
        return ()
    values = _at_the_floor(expected[:quarters], floor)
    return (Target(variable="i", shock="eps_i", values=values, bound=stage.model.about.bound),)


def _at_the_floor(path: Array, floor: float) -> Array:
    return np.where(path <= floor + _AT_FLOOR, floor, path)


def stress_paths(stage: Stage, scenario: Scenario, horizon: int) -> Array | float:
    """The stress index expected at each date, (dates, horizon): the laboratory's own, and the scenario's.

    A stress of the scenario fades by a constant factor a quarter, from the quarter in which it begins.
    """
    levels = np.array([scenario.stress_at(date) for date in stage.dates])
    if not levels.any():
        return stage.settings.stress
    fades = np.array([scenario.stress_fade_at(date) for date in stage.dates])
    ahead = np.arange(horizon, dtype=float)
    return np.asarray(stage.settings.stress + levels[:, None] * np.power(fades[:, None], ahead), dtype=float)
