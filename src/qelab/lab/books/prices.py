"""Rates and prices month by month in both worlds, from the quarterly levels of a run.

Answers: at which rates does the portfolio earn and the central bank pay, month by month? A quarter's mean becomes a
path with the same mean; between quarter ends the yields lie on a line. Beyond the packaged consumer prices the prices of
the world itself index inflation-linked securities.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.data import history
from qelab.lab.pipeline import Run
from qelab.portfolio.income.monthly import indexation, monthly_from_quarter_ends, monthly_from_quarterly_means
from qelab.portfolio.income.rates import RatePaths

Array = NDArray[np.float64]
Levels = dict[str, tuple[Array, Array]]

_KNOTS = {"yield_2y": 2.0, "yield_5y": 5.0, "yield_10y": 10.0, "yield_30y": 30.0}
_BILL_YEARS = 0.25


def rate_paths(run: Run, levels: Levels) -> RatePaths:
    """Both worlds, the counterfactual first, in the months of the run.

    Parameters
    ----------
    levels : series by name, (quarters,) each for counterfactual and policy, the opening first

    Limits: three-month bills yield the policy rate.
    """
    means = np.stack(levels["policy_rate"])
    policy_rate = monthly_from_quarterly_means(means[:, 1:], means[:, 0])
    knots = [policy_rate, *(between_quarter_ends(np.stack(levels[name])) for name in _KNOTS)]
    return RatePaths(
        maturities_years=np.array([_BILL_YEARS, *_KNOTS.values()]),
        par_yields=np.stack(knots, axis=-1),
        policy_rate=policy_rate,
        bill_yield=policy_rate,
        mortgage_rate=between_quarter_ends(np.stack(levels["mortgage_rate_30y"])),
        price_growth=indexation(*_price_index(run, np.stack(levels["inflation_4q"]))),
    )


def between_quarter_ends(ends: Array) -> Array:
    """Months on the line between quarter ends: (..., quarters), the opening first, to (..., months after it)."""
    return monthly_from_quarter_ends(ends[..., 1:], ends[..., 0])


def _price_index(run: Run, inflation: Array) -> tuple[Array, Array]:
    """Consumer prices at the opening and after it, (2, 1 + quarters), and a quarter before it, (2,).

    As published where they are; what the programme does to a world's inflation comes on top of the published change.
    Where none is published prices rise with the world's inflation, (2, 1 + quarters) percent over four quarters.
    """
    stage, past = run.stage, history(run.stage.scenario.economy)
    index, first = past.columns["cpi_index"], past.quarters[0]
    quarters = (stage.dates[0] + -1, *stage.dates)
    places = np.array([quarter - first for quarter in quarters])
    inside = (places >= 1) & (places < len(index))
    published = np.full(len(places), np.nan)
    published[inside] = index[places[inside]] / index[places[inside] - 1]
    own, matched = _quarterly(inflation), _quarterly(stage.data["inflation_4q"][len(stage.before) - 1 :])
    growth = np.where(np.isfinite(published * matched), published * own / matched, own)
    growth, before = growth[:, 1:], 1.0 / growth[:, 0]
    levels: Array = np.cumprod(np.concatenate([np.ones((len(growth), 1)), growth], axis=1), axis=1).astype(np.float64)
    return levels, before


def _quarterly(inflation: Array) -> Array:
    """Ratio of prices to the quarter before at this inflation, percent over four quarters."""
    return np.asarray(1.0 + convert(inflation, "percent per annum", "decimal per quarter"), dtype=np.float64)
