"""What a programme does to premia and spreads besides the risk it takes away: scarce reserves, mortgage spread, flow.

Answers: given what both worlds hold, as expected at each date, does run-off make reserves scarce, and how far does the
mortgage spread narrow? Both cross to yields and the economy with expected holdings. And how hard do purchases press on
yields while they are made? That is seen in the yields of the day and goes no further. All are deviations from the world
without the programme, exactly zero where nothing is held differently.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER, convert
from qelab.lab.reserve_price import reserve_demand
from qelab.lab.stage import Stage
from qelab.lab.standing_items import StandingItems, deposits_without, liquidity_besides_securities
from qelab.policy.parts import TRADED
from qelab.portfolio.expected import ExpectedHoldings
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection
from qelab.portfolio.state import BUCKETS
from qelab.portfolio.timetable import Timetable
from qelab.rates.reserve_demand import scarcity_beyond

Array = NDArray[np.float64]
_AGEING = 0.981 ** (1 / MONTHS_PER_QUARTER)  # of ten-year equivalents a month, par constant: 1.9 % a quarter in 2014-17
_MBS = BUCKETS.index("agency_mbs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """As expected at each date, (dates, horizon) percentage points, deviations from the world without the programme.

    ``scarcity`` what scarce reserves add to the rate at which everything is financed
    overnight; ``mortgage`` shocks to the mortgage spread.
    """

    scarcity: Array
    mortgage: Array

    @classmethod
    def none(cls, dates: int, horizon: int) -> "Pressure":
        """No pressure at all."""
        nothing = np.zeros((dates, horizon))
        return cls(scarcity=nothing, mortgage=nothing)

    def distance(self, other: "Pressure") -> Array:
        """Largest difference by date, (dates,) percentage points."""
        pairs = ((self.scarcity, other.scarcity), (self.mortgage, other.mortgage))
        return np.max([np.abs(one - two).max(axis=1) for one, two in pairs], axis=0)

    def keeping(self, settled: NDArray[np.bool_], before: "Pressure") -> "Pressure":
        """The same with the dates that have settled as they were before."""
        chosen = settled[:, None]
        return Pressure(
            scarcity=np.where(chosen, before.scarcity, self.scarcity),
            mortgage=np.where(chosen, before.mortgage, self.mortgage),
        )


def pressure(
    stage: Stage, items: StandingItems, projection: Projection, expected: ExpectedHoldings, gdp_bn: Array,
    stress: Array | float, horizon: int,
) -> Pressure:  # fmt: skip
    """Pressure of a programme.

    Parameters
    ----------
    items : the standing lines of the central bank's sheet
    projection, expected : what both worlds hold, and the deviation that crosses
    gdp_bn : (2, dates, months) nominal GDP at annual rates, bn
    stress : (dates, horizon) index, 0 normal, or one number
    """
    dates = projection.par_bn.shape[1]
    index = np.broadcast_to(stress, (len(stage.dates), horizon))[:dates]
    return Pressure(
        scarcity=_scarcity(stage, items, projection, expected, gdp_bn, horizon),
        mortgage=_mortgage(stage, projection, expected, gdp_bn[PROGRAMME], index),
    )


def flow_pressure(
    stage: Stage, table: Timetable, expected: ExpectedHoldings, gdp_bn: Array, stress: Array
) -> Array:
    """What outright purchases and sales press on the ten-year yield at the end of each date's quarter, (dates,).

    Percentage points.

    Parameters
    ----------
    gdp_bn : (dates, months) nominal GDP of the programme's world at annual rates, bn
    stress : (dates,) index of the day, 0 normal
    """
    bought = bought_pct_gdp(stage, table, expected, gdp_bn)
    dates = np.arange(len(bought)) // MONTHS_PER_QUARTER
    return stage.settings.flow.on_ten_year(bought, stress[dates])[MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]


def bought_pct_gdp(stage: Stage, table: Timetable, expected: ExpectedHoldings, gdp_bn: Array) -> Array:
    """Ten-year equivalents bought outright beyond the reference in each month of the dates' quarters, (months,) % of
    annual GDP, sales negative.

    What is bought in a month is the growth of ten-year equivalents plus what they lose by ageing.

    Parameters
    ----------
    gdp_bn : (dates, months) nominal GDP of the programme's world at annual rates, bn
    """
    steps = np.arange(MONTHS_PER_QUARTER * len(stage.dates))
    dates = steps // MONTHS_PER_QUARTER
    equivalents = (expected.ten_year_equivalents_bn.sum(-1) / gdp_bn)[dates, steps]
    share = convert(equivalents, "share of GDP", "percent of GDP")
    bought = share - _AGEING * np.concatenate([[0.0], share[:-1]])
    trading = np.array([_trades(table, int(date), int(step)) for date, step in zip(dates, steps, strict=True)])
    return np.where(trading, bought, 0.0)


def _trades(table: Timetable, date: int, month: int) -> bool:
    """Whether the plan in force trades outright in a month."""
    plan = int(table.in_force[date, month])
    if plan < 0 or table.in_tail[date, month]:
        return False
    return any(item.acts for item in table.plans[plan].active(month, *TRADED))


def _scarcity(
    stage: Stage, items: StandingItems, projection: Projection, expected: ExpectedHoldings, gdp_bn: Array, horizon: int
) -> Array:
    """Scarcity at each quarter's end: reserves are what securities create beyond the public's other claims.

    The reverse-repo facility counts as empty where reserves are scarce: money that banks want costs more there.
    """
    ends = slice(MONTHS_PER_QUARTER - 1, None, MONTHS_PER_QUARTER)
    par = np.nan_to_num(projection.par_bn.sum(-1)[..., ends])  # what a date does not look ahead to is not asked for
    lost = np.minimum(par[PROGRAMME] - par[REFERENCE], 0.0)
    demand = reserve_demand(stage)
    if demand is None or not lost.any():
        return np.zeros((par.shape[1], horizon))
    gdp = gdp_bn[..., ends]
    liquidity = par + liquidity_besides_securities(stage, items, gdp)
    deposits = deposits_without(items, gdp[REFERENCE])
    held_by_public = 1.0 - stage.settings.sellers.banks
    reserves = np.stack([liquidity[REFERENCE], liquidity[REFERENCE] + lost])
    both = np.stack([deposits, deposits + held_by_public * lost])
    floor = stage.settings.income.lowest_reserves_bn
    scarcity = scarcity_beyond(demand, np.maximum(reserves, floor), both)
    return _from_each_date(scarcity, projection.timetable, expected, horizon)


def _mortgage(
    stage: Stage, projection: Projection, expected: ExpectedHoldings, gdp_bn: Array, stress: Array
) -> Array:
    """Shocks to the mortgage spread from the change of the share held."""
    deviation = projection.par_bn[PROGRAMME, ..., _MBS] - projection.par_bn[REFERENCE, ..., _MBS]
    share = convert(deviation / gdp_bn, "share of GDP", "percent of GDP")
    ends = share[:, MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]
    path = _from_each_date(ends, projection.timetable, expected, stress.shape[1])
    before = np.concatenate([[0.0], path[:-1, 0]])
    return stage.settings.mortgage_spread.shocks(path, before, stress)


def _from_each_date(ends: Array, table: Timetable, expected: ExpectedHoldings, horizon: int) -> Array:
    """Quarter ends by date (dates, quarters) as seen from each date on, (dates, horizon).

    Up to the quarter in which the plan's tail begins they are the projection's; after it the last of them shrinks with the
    exit, for dates in the tail as for those before it, so that nothing is news that was announced.
    """
    tail_after = np.array([plan.tail_after for plan in table.plans] + [-1])[table.in_force[:, -1]]
    last = np.minimum(-(-(tail_after + 1) // MONTHS_PER_QUARTER), ends.shape[1]) - 1
    factor = expected.monthly_tail**MONTHS_PER_QUARTER
    result = np.zeros((len(ends), horizon))
    for row in np.flatnonzero(last >= 0):
        quarters = row + np.arange(horizon)
        beyond = np.maximum(quarters - last[row], 0)
        result[row] = ends[row, np.minimum(quarters, last[row])] * factor[row] ** beyond
    return result
