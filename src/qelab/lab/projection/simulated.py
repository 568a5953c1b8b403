"""Simulated paths of rates around a baseline: quarterly changes of the packaged Treasury curve, drawn again.

Answers: how differently may the balance sheet turn out if rates move as they have since 1990? Each quarter one past
quarter's changes of the three-month, two-, five-, ten- and thirty-year yields is drawn, all five together, without its
mean: the baseline keeps its direction. What has come so far fades.

    deviation(q) = persistence * deviation(q-1) + drawn change

Limits: changes are drawn one by one, so that no hiking cycle goes on; no yield falls below the floor, which lifts the mean
of low baselines; mortgage rates move with the ten-year yield, prices and GDP do not move at all.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import History
from qelab.portfolio.income.monthly import monthly_from_quarter_ends
from qelab.portfolio.income.rates import RatePaths

Array = NDArray[np.float64]
_KNOTS = {
    "yield_3m_end": 0.25,
    "yield_2y_end": 2.0,
    "yield_5y_end": 5.0,
    "yield_10y_end": 10.0,
    "yield_30y_end": 30.0,
}
_TEN = 3  # place of the ten-year yield
PERSISTENCE = 0.97  # of a quarter (assumption): a half-life of six years; estimates since 1990 lie near one
FLOOR = 0.05  # percent


def past_changes(past: History) -> Array:
    """Quarterly changes of the curve less their means, (quarters, 5) percentage points, where all five are known."""
    columns = np.stack([past.columns[name] for name in _KNOTS], axis=-1)
    changes = np.diff(columns, axis=0)
    known = changes[np.isfinite(changes).all(axis=1)]
    return known - known.mean(axis=0)


def simulated_paths(baseline: RatePaths, past: History, paths: int, seed: int) -> RatePaths:
    """Paths around a baseline of one path.

    Parameters
    ----------
    paths : how many; seed : the same seed gives the same paths, and the first of many are those of few
    """
    changes = past_changes(past)
    quarters = -(-baseline.months // MONTHS_PER_QUARTER)
    drawn = np.stack([changes[one.integers(len(changes), size=quarters)] for one in _generators(seed, paths)])
    deviation = np.zeros_like(drawn)
    for quarter in range(quarters):
        before = deviation[:, quarter - 1] if quarter else 0.0
        deviation[:, quarter] = PERSISTENCE * before + drawn[:, quarter]
    knots = np.array(list(_KNOTS.values()))
    monthly = monthly_from_quarter_ends(np.moveaxis(deviation, 1, -1), 0.0)[..., : baseline.months]
    monthly = np.moveaxis(monthly, 1, -1)  # (P, months, 5)
    own = np.stack([_at(monthly, knots, years) for years in baseline.maturities_years], axis=-1)
    short = monthly[..., 0]

    def moved(path: Array, by: Array) -> Array:
        return np.maximum(path + by, np.minimum(path, FLOOR))

    return RatePaths(
        maturities_years=baseline.maturities_years,
        par_yields=moved(baseline.par_yields, own),
        policy_rate=moved(baseline.policy_rate, short),
        bill_yield=moved(baseline.bill_yield, short),
        mortgage_rate=moved(baseline.mortgage_rate, monthly[..., _TEN]),
        price_growth=np.repeat(baseline.price_growth, paths, axis=0),
    )


def _generators(seed: int, paths: int) -> list[np.random.Generator]:
    """One source of chance for each path, whatever their number."""
    return [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(paths)]


def _at(values: Array, knots: Array, years: float) -> Array:
    """Deviations at another maturity, linear between knots and flat outside."""
    weights = np.array([np.interp(years, knots, unit) for unit in np.eye(len(knots))])
    return values @ weights
