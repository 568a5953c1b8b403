"""What the portfolio takes from an economy, where there is only its record: rates, nominal GDP, prices.

Answers: at which yields are gilts bought and valued, what does the money cost, how large is GDP? Both worlds share the
record, which contains the programme; what the programme did to yields is not taken out of the counterfactual, since
no model says how much it was. Where the record ends, the last rates go on and nominal GDP grows at its trend.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, quarters_from
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, QUARTERS_PER_YEAR, convert
from qelab.data import History, Opening
from qelab.data.bank_rate import monthly_means
from qelab.lab.books.prices import between_quarter_ends
from qelab.portfolio.income.rates import RatePaths

Array = NDArray[np.float64]
_KNOTS = {"yield_2y": 2.0, "yield_5y": 5.0, "yield_10y": 10.0, "yield_30y": 30.0}
_WORLDS = 2
BILL_YEARS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of an economy over the quarters of a run.

    ``dates`` the quarters after the opening; ``rates`` of both worlds by month; ``gdp_bn`` (months,) at annual rates;
    ``last_data`` the last quarter whose yields are packaged; ``nominal_trend`` percent a year.
    """

    dates: tuple[Quarter, ...]
    rates: RatePaths
    gdp_bn: Array
    last_data: Quarter
    nominal_trend: float

    def growth(self, months: int) -> Array:
        """Nominal GDP over that of the month before, (months,): the record's, then the trend's."""
        trend = (1.0 + convert(self.nominal_trend, "percent", "decimal")) ** (1.0 / MONTHS_PER_YEAR)
        known = self.gdp_bn[:months]
        ratios = np.concatenate([[1.0], known[1:] / known[:-1]])
        return np.append(ratios, np.full(max(0, months - len(ratios)), trend))


def record(opening: Opening, past: History, count: int, nominal_trend: float) -> Record:
    """The record over ``count`` quarters after an opening.

    Parameters
    ----------
    nominal_trend : growth of nominal GDP where the record has ended, percent a year
    """
    dates = quarters_from(opening.month.quarter + 1, count)
    months = count * MONTHS_PER_QUARTER
    policy_rate = np.tile(monthly_means(opening.month + 1, months), (_WORLDS, 1))
    ends = [_held_on(past, f"{name}_end", (dates[0] + -1, *dates)) for name in _KNOTS]
    curve = [policy_rate, *(np.tile(between_quarter_ends(column), (_WORLDS, 1)) for column in ends)]
    known = np.flatnonzero(np.isfinite(past.columns["yield_10y_end"]))
    return Record(
        dates=dates,
        rates=RatePaths(
            maturities_years=np.array([BILL_YEARS, *_KNOTS.values()]),
            par_yields=np.stack(curve, axis=-1),
            policy_rate=policy_rate,
            bill_yield=policy_rate,
            mortgage_rate=np.zeros((_WORLDS, months)),
            price_growth=np.ones((_WORLDS, months)),
        ),
        gdp_bn=np.repeat(_gdp(past, dates, nominal_trend), MONTHS_PER_QUARTER),
        last_data=past.quarters[int(known[-1])],
        nominal_trend=nominal_trend,
    )


def _held_on(past: History, name: str, quarters: tuple[Quarter, ...]) -> Array:
    """A column at these quarters, (quarters,); its last value where the record has ended."""
    last = past.quarters[int(np.flatnonzero(np.isfinite(past.columns[name]))[-1])]
    return np.array([past.at(name, min(quarter, last)) for quarter in quarters])


def _gdp(past: History, dates: tuple[Quarter, ...], nominal_trend: float) -> Array:
    """Nominal GDP by quarter, bn at annual rates."""
    column = past.columns["nominal_gdp_bn"]
    last = past.quarters[int(np.flatnonzero(np.isfinite(column))[-1])]
    beyond = np.maximum([quarter - last for quarter in dates], 0) / QUARTERS_PER_YEAR
    growth = 1.0 + convert(nominal_trend, "percent", "decimal")
    return _held_on(past, "nominal_gdp_bn", dates) * growth**beyond
