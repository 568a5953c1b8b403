"""What the projected portfolio is worth, and how much interest-rate risk it holds.

Treasuries are valued on the opening's curve and the opening's MBS at the reference world's mortgage rate in both
worlds, so that ten-year equivalents move with quantities and not with the programme's own effect on prices. MBS
issued during the run carry their own world's coupon and are valued at its rate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.portfolio.bonds import BondTable
from qelab.portfolio.duration_table import DurationTable
from qelab.portfolio.state import BUCKETS, State, by_bucket, total
from qelab.portfolio.timetable import Timetable

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """Unit values: Treasuries on the opening's curve, MBS around the opening's mortgage rate."""

    bonds: BondTable
    mortgages: DurationTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Ten-year equivalents (2 worlds, dates, months, buckets) and market value (2, dates, months), bn."""

    ten_year_equivalents_bn: Array
    market_value_bn: Array


class Valued:
    """Values of one projection: Treasuries month by month, MBS for all months at the end.

    ``existing`` is the number of MBS cohorts of the opening.
    """

    def __init__(self, valuation: Valuation, state: State, months: int, existing: int) -> None:
        self._valuation, self._existing = valuation, existing
        worlds, dates, cohorts = state.face.shape
        self._known = np.zeros((months, dates), dtype=bool)
        self._equivalents = np.full((worlds, dates, months, len(BUCKETS)), np.nan)
        self._market = np.full((worlds, dates, months), np.nan)
        self._face, self._wac, self._remaining = (np.zeros((months, dates, worlds, cohorts)) for _ in range(3))

    def record(self, month: int, rows: slice, state: State) -> None:
        """Value the Treasuries and agency debt of a month at some dates, and keep its MBS."""
        bonds = self._valuation.bonds
        self._known[month, rows] = True
        equivalents = self._equivalents[:, rows, month]
        equivalents[..., :-2] = by_bucket(bonds.ten_year_equivalents(state.par, state.coupon))
        bills = slice(0, state.bills.shape[-1])
        equivalents[..., 0] += (state.bills * bonds.duration_par[bills]).sum(-1) / bonds.duration_10y
        coupon = state.agency * bonds.par_coupon
        equivalents[..., -1] = bonds.ten_year_equivalents(state.agency, coupon).sum(-1)
        self._market[:, rows, month] = (
            bonds.market_value(state.par, state.coupon)
            + (state.bills * bonds.price_par[bills]).sum(-1)
            + bonds.market_value(state.agency, coupon)
        )
        kept = self._face[month], self._wac[month], self._remaining[month]
        for values, now in zip(kept, (state.face, state.wac, state.remaining), strict=True):
            values[rows] = np.moveaxis(now, 1, 0)

    def finish(self, mortgage_rate: Array, timetable: Timetable, gdp_growth: Array) -> Values:
        """All values, with MBS, and in the tail the deviation of equivalents exactly by its rule.

        What a date has seen before its own quarter is what happened; beyond what it looks ahead to stands NaN.

        Parameters
        ----------
        mortgage_rate : (2 worlds, dates, months) percent
        gdp_growth : (dates, months) ratio of nominal GDP to the month before
        """
        month, date = np.nonzero(self._known)
        own = mortgage_rate[:, date, month].T[..., None]
        wac, face = self._wac[month, date], self._face[month, date]
        incentive = np.concatenate(
            [wac[..., : self._existing] - own[:, :1], wac[..., self._existing :] - own], axis=-1
        )
        price, slope = self._valuation.mortgages.at(incentive, self._remaining[month, date])
        self._equivalents[:, date, month, -2] = total(face * slope).T / self._valuation.bonds.duration_10y
        self._market[:, date, month] += total(face * price).T
        for month in range(len(self._known)):
            self._finish_month(month, timetable, gdp_growth)
        return Values(ten_year_equivalents_bn=self._equivalents, market_value_bn=self._market)

    def _finish_month(self, month: int, timetable: Timetable, gdp_growth: Array) -> None:
        rows = np.flatnonzero(timetable.in_tail[:, month] & self._known[month])
        if len(rows):
            factor = (timetable.tail_factor(month) * gdp_growth[:, month])[rows, None]
            before = self._equivalents[:, rows, max(month - 1, 0)]
            deviation = factor * (before[1] - before[0]) if month else 0.0
            self._equivalents[1, rows, month] = self._equivalents[0, rows, month] + deviation
        happens = month // MONTHS_PER_QUARTER
        for values in (self._equivalents, self._market):
            values[:, happens + 1 :, month] = values[:, happens : happens + 1, month]
