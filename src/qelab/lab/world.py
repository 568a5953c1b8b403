"""One world: the economy's sequence of information sets, and what it tells the portfolio.

Answers: given expected holdings, what happens and what is expected; and, the other way, which mortgage rates
and which nominal GDP does that imply for each month of the portfolio?
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER, QUARTERS_PER_YEAR, convert
from qelab.lab.stage import Stage
from qelab.macro import InformationSequence, Solver, Target, solve_sequence

Array = NDArray[np.float64]
Imposed = Mapping[str, Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What yields show of a programme beside what the model knows.

    ``flow`` is what purchases press on the ten-year yield of the day; ``parts`` of the programme's premium by maturity
    and part, ``premium`` the whole of it for maturities that do not follow the ten-year's. (dates,) percentage points.
    """

    flow: Array
    parts: Mapping[int, Mapping[str, Array]]
    premium: Mapping[int, Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The economy with or without the programme.

    ``sequence`` covers the dates after the opening; ``imposed`` what was expected at each of them of the model's
    exogenous paths, (dates, horizon) by shock, ``premium`` the name of the instantaneous premium among them; ``beside``
    what its programme does to yields outside the model, None without one.
    """

    sequence: InformationSequence
    imposed: Imposed
    premium: str
    beside: Beside | None = None

    @property
    def tpf(self) -> Array:
        """Expected instantaneous premium, (dates, horizon) percentage points."""
        return self.imposed[self.premium]

    def path(self, name: str) -> Array:
        """Realised up to each date, expected beyond it: (dates, dates + horizon - 1), model's units."""
        index = self.sequence.endogenous.index(name)
        dates, horizon = self.sequence.expected.shape[:2]
        result = np.empty((dates, dates + horizon - 1))
        realised = self.sequence.realised[:, index]
        for row in range(dates):
            ahead = self.sequence.expected[row, :, index]
            result[row, :row] = realised[:row]
            result[row, row : row + horizon] = ahead
            result[row, row + horizon :] = 0.0
        return result


def opening_sequence(
    stage: Stage, problem: Solver, guesses: Array | None = None
) -> InformationSequence:
    """The quarters up to the opening, the same in both worlds, with shocks inverted from the data."""
    shape = (len(stage.before), problem.horizon, len(stage.model.exogenous))
    targets = [stage.targets(position) for position in range(len(stage.before))]
    return solve_sequence(problem, stage.initial_state(), np.zeros(shape), targets, guesses, stage.before)


def solve_world(
    stage: Stage,
    problem: Solver,
    state: Array,
    imposed: Imposed,
    *,
    shocks: Array | None,
    extra_targets: dict[int, tuple[Target, ...]] | None = None,
    guesses: Array | None = None,
) -> World:
    """Solve the dates after the opening.

    Parameters
    ----------
    state : (n,) state at the opening
    imposed : (dates, horizon) expected at each date of the model's exogenous paths, by shock
    shocks : (dates, k) shocks of each date, or None to invert them from the data
    extra_targets : by date, variables to hold (a move of the policy rate, guidance); they take the place of
        the data's where both name one variable
    guesses : (dates, horizon, n) paths to start from
    """
    model, dates = stage.model, len(stage.dates)
    exogenous = np.zeros((dates, problem.horizon, len(model.exogenous)))
    if shocks is not None:
        exogenous[:, 0, :] = shocks
    for name, path in imposed.items():
        exogenous[:, :, model.shock_index(name)] += path
    offset = len(stage.before)
    targets: list[tuple[Target, ...]] = [
        stage.targets(offset + row) if shocks is None else () for row in range(dates)
    ]
    for row, more in (extra_targets or {}).items():
        held = {target.variable for target in more}
        targets[row] = (*(item for item in targets[row] if item.variable not in held), *more)
    sequence = solve_sequence(problem, state, exogenous, targets, guesses, stage.dates)
    return World(sequence=sequence, imposed=dict(imposed), premium=model.about.term_premium_exogenous)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """What is added to the model's deviations so that the reproducing world equals the data.

    ``mortgage_rate`` (dates,) percentage points; ``log_gdp`` (dates,) log of nominal GDP, bn, without the
    model's deviation. Beyond the data the first stays as it was, the second grows with the trend.
    """

    mortgage_rate: Array
    log_gdp: Array


def anchors(stage: Stage, reproducing: World, state: Array) -> Anchors:
    """Add-factors at each date after the opening, from the world that reproduces the data.

    Where data end, they go on from the last; ``state`` (n,) is the model's at the opening.
    """
    offset = len(stage.before)
    trend = quarterly_trend(stage)
    mortgage = stage.data["mortgage_rate_30y"][offset:] - reproducing.sequence["rm"]
    log_gdp = np.log(stage.data["nominal_gdp_bn"][offset:]) - _log_deviation(reproducing)[0]
    opening = stage.opening.economy
    last_rate = opening["mortgage_rate_30y"] - state[stage.model.index("rm")]
    gap = convert(float(state[stage.model.index("y")]), "percent", "decimal")
    last_gdp = float(np.log(opening["nominal_gdp_bn"])) - gap
    for row in range(len(mortgage)):
        mortgage[row] = last_rate if np.isnan(mortgage[row]) else mortgage[row]
        log_gdp[row] = last_gdp + trend if np.isnan(log_gdp[row]) else log_gdp[row]
        last_rate, last_gdp = mortgage[row], log_gdp[row]
    return Anchors(mortgage_rate=mortgage, log_gdp=log_gdp)


def quarterly_trend(stage: Stage) -> float:
    """Trend growth of nominal GDP, log points a quarter."""
    return float(np.log1p(convert(stage.settings.nominal_trend, "percent", "decimal")) / QUARTERS_PER_YEAR)


def _log_deviation(world: World) -> tuple[Array, Array]:
    """Log deviation of nominal GDP: realised (dates,), and as seen from each date (dates, quarters)."""
    prices = convert(world.path("pi"), "percent per annum", "decimal per quarter")
    seen = convert(world.path("y"), "percent", "decimal") + np.cumsum(prices, axis=1)
    return np.diagonal(seen)[: len(seen)].copy(), seen


def monthly_inputs(stage: Stage, world: World, anchor: Anchors, months: int) -> tuple[Array, Array]:
    """Mortgage rate, percent, and nominal GDP, bn at annual rates, by date and month of the portfolio's grid.

    Past quarters are as realised, later ones as expected at each date; a quarter's value holds in its months.
    """
    quarters, dates = months // MONTHS_PER_QUARTER, len(stage.dates)
    ahead = np.maximum(np.arange(quarters)[None, :] - np.arange(dates)[:, None], 0)
    known = np.minimum(np.arange(quarters)[None, :], np.arange(dates)[:, None])
    rate = anchor.mortgage_rate[known] + world.path("rm")[:, :quarters]
    deviation = _log_deviation(world)[1][:, :quarters]
    gdp = np.exp(anchor.log_gdp[known] + quarterly_trend(stage) * ahead + deviation)
    return np.repeat(rate, MONTHS_PER_QUARTER, axis=1), np.repeat(gdp, MONTHS_PER_QUARTER, axis=1)
