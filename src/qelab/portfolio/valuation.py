"""What the projected portfolio is worth, and how much interest-rate risk it holds.

Treasuries are valued on the opening's curve and the opening's MBS at the reference world's mortgage rate in both
worlds, so that ten-year equivalents move with quantities and not with the programme's own effect on prices. MBS
issued during the run carry their own world's coupon and are valued at its rate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.bonds import BondTable
from qelab.portfolio.mortgages import DurationTable
from qelab.portfolio.state import BUCKETS, State, total
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
        self._equivalents = np.zeros((worlds, dates, months, len(BUCKETS)))
        self._market = np.zeros((worlds, dates, months))
        self._face, self._wac, self._remaining = (np.zeros((months, worlds, dates, cohorts)) for _ in range(3))

    def record(self, month: int, state: State, to_buckets: Array) -> None:
        """Value the Treasuries and agency debt of a month, and keep its MBS."""
        bonds = self._valuation.bonds
        equivalents = self._equivalents[:, :, month]
        equivalents[..., :-2] = bonds.ten_year_equivalents(state.par, state.coupon) @ to_buckets
        bills = slice(0, state.bills.shape[-1])
        equivalents[..., 0] += state.bills @ bonds.duration_par[bills] / bonds.duration_10y
        coupon = state.agency * bonds.par_coupon
        equivalents[..., -1] = bonds.ten_year_equivalents(state.agency, coupon).sum(-1)
        self._market[:, :, month] = (
            bonds.market_value(state.par, state.coupon)
            + state.bills @ bonds.price_par[bills]
            + bonds.market_value(state.agency, coupon)
        )
        self._face[month], self._wac[month], self._remaining[month] = state.face, state.wac, state.remaining

    def finish(self, mortgage_rate: Array, timetable: Timetable, gdp_growth: Array) -> Values:
        """All values, with MBS, and in the tail the deviation of equivalents exactly by its rule.

        Parameters
        ----------
        mortgage_rate : (2 worlds, dates, months) percent
        gdp_growth : (dates, months) ratio of nominal GDP to the month before
        """
        own = np.moveaxis(mortgage_rate, -1, 0)[..., None]
        incentive = np.concatenate(
            [self._wac[..., : self._existing] - own[:, :1], self._wac[..., self._existing :] - own], axis=-1
        )
        price, slope = self._valuation.mortgages.at(incentive, self._remaining)
        equivalents = total(self._face * slope) / self._valuation.bonds.duration_10y
        self._equivalents[..., -2] = np.moveaxis(equivalents, 0, -1)
        self._market += np.moveaxis(total(self._face * price), 0, -1)
        for month in np.flatnonzero(timetable.in_tail.any(axis=0)).tolist():
            rows = np.flatnonzero(timetable.in_tail[:, month])
            factor = (timetable.tail_factor(month) * gdp_growth[:, month])[rows, None]
            before = self._equivalents[:, rows, max(month - 1, 0)]
            deviation = factor * (before[1] - before[0]) if month else 0.0
            self._equivalents[1, rows, month] = self._equivalents[0, rows, month] + deviation
        return Values(ten_year_equivalents_bn=self._equivalents, market_value_bn=self._market)
