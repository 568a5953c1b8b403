"""Corporate earnings from the cycle, and the two ratios in which prices are compared with them.

    E_t = trend * exp(elasticity * gap_t / 100)
    P/E_t = P_t / mean of E over four quarters          CAPE_t = P_t / mean of real E over forty quarters

Answers: when prices rise, how much of it is what firms earn? Both ratios start at a published level and then move with
the real share price and with earnings; the trend is that of output, so that it cancels but for the weights of older years.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import QUARTERS_PER_YEAR, convert, from_log_percent
from qelab.markets.shapley import shapley

Array = NDArray[np.float64]
TRAILING_QUARTERS = QUARTERS_PER_YEAR
CAPE_QUARTERS = 10 * QUARTERS_PER_YEAR
PARTS = ("price", "earnings_so_far")

CHOSEN = Source(
    text="cyclical elasticity of corporate profits to output 2 to 3, trend elasticity 1 (choice; profits before tax fell by "
    "about a sixth in 2008 with output 6 below trend, reported earnings of listed firms by far more)",
    status=Status.ASSUMPTION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """How earnings follow output: ``cyclical_elasticity`` per cent for each per cent of the output gap.

    Limits: reported earnings of listed firms fell by nine tenths in 2008-09, with write-downs of banks that no elasticity
    to output explains. The ratios here are the model's, not the market's.
    """

    cyclical_elasticity: float = 2.5
    source: Source = CHOSEN


def earnings_mean(gap: Array, quarters: int, growth: float, elasticity: float) -> Array:
    """Mean real earnings over the latest quarters, over trend earnings of the last of them, (..., periods).

    Parameters
    ----------
    gap : (..., quarters - 1 + periods) output gap, percent, beginning before the first period
    growth : trend of real earnings, percent a year
    elasticity : per cent of earnings for each per cent of the gap
    """
    level = from_log_percent(elasticity * gap)
    ago = np.arange(quarters)[::-1] / QUARTERS_PER_YEAR
    older = np.exp(-np.log1p(convert(growth, "percent", "decimal")) * ago)
    windows = np.lib.stride_tricks.sliding_window_view(level, quarters, axis=-1)
    return windows @ older / quarters


def price_over_earnings(price: Array, earnings: Array, opening: float) -> Array:
    """The ratio, (..., periods), where it stands at ``opening`` in the first period.

    Parameters
    ----------
    price, earnings : (..., periods) real price and mean earnings, both over trend; the first period is the opening
    """
    return opening * (price / price[..., :1]) / (earnings / earnings[..., :1])


def ratio_parts(price: Array, earnings: Array, opening: float) -> dict[str, Array]:
    """The effect on the ratio by cause, (periods,): the price, and the earnings so far.

    Parameters
    ----------
    price, earnings : (2, periods) counterfactual and policy, as ``price_over_earnings`` takes them
    """
    inputs = np.stack([price, earnings], axis=1)
    parts = shapley(lambda item: price_over_earnings(item[0], item[1], opening), inputs[0], inputs[1])
    return dict(zip(PARTS, parts, strict=True))
