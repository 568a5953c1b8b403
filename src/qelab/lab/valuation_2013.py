"""Why shares were dear in 2013: the cyclically adjusted ratio against its long mean, cause by cause, in log points.

Answers: how far above its mean did it stand, and how much of that is due to purchases? The ratio is the trailing ratio of price to
earnings times trailing earnings over those of ten years, so its distance from the mean is that of the two; published figures say
how large each was, a run of the laboratory what purchases did to each. What is left is called what it is: not explained here.

    log(CAPE / mean) = log(P/E / its mean) + log((E / E10) / its usual value)

The ten years to 2013 contain the collapse of earnings of 2008-09, so earnings of the day stood far above their mean of ten years:
that alone makes shares look dear.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import convert, log_percent
from qelab.data.facts import fact, facts
from qelab.lab.measures import COVERAGE
from qelab.lab.ranges.priors import ELASTICITY, default_priors
from qelab.lab.result import Result

Array = NDArray[np.float64]
YEAR = ("2013Q1", "2013Q2", "2013Q3", "2013Q4")
MEANS = ("1881-2013", "1881-2023", "1960-2013")
MEAN = MEANS[0]
_ENDS = (0.1, 0.9)  # of the middle 80 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause of the distance, in log points, with the ends of its range."""

    key: str
    value: float
    low: float
    high: float


def cape_average() -> float:
    """Mean of the twelve months of 2013."""
    return float(np.mean([one.value for (name, _), one in facts().items() if name == "cape"]))


def cape_in(month: str) -> float:
    """The ratio of a month: of 2013, October 2007 or March 2009."""
    return fact("cape" if month.startswith("2013") else "cape_of_month", month).value


def above_mean(value: float, span: str = MEAN) -> float:
    """Per cent above the mean of a span of years."""
    return float(convert(value / fact("cape_mean", span).value - 1.0, "decimal", "percent"))


def distance(value: float | None = None) -> float:
    """Log points above the mean of 1881 to 2013, by default of the average of 2013."""
    return _logs((cape_average() if value is None else value) / fact("cape_mean", MEAN).value)


def effect_in_logs(result: Result, series: str) -> float:
    """Mean effect in 2013 on the logarithm of a series, log points."""
    places = [Quarter.parse(quarter) - result.quarters[0] for quarter in YEAR]
    without, policy = result.levels[series]
    return float(np.mean(log_percent(policy[places] / without[places])))


def causes(result: Result) -> tuple[Cause, ...]:
    """The distance of 2013 by cause: purchases, the recovery of earnings, and the rest; they add up to ``distance()``.

    Parameters
    ----------
    result : the programmes of 2008-14, with both ratios

    Limits: the range of purchases is that of the draws where there are any, else of the elasticity's prior alone; that of earnings is
    from means or from medians as the usual value; the rest takes what they leave.
    """
    purchases = effect_in_logs(result, "cape_ratio")
    low, high = _range(result, purchases)
    to_earnings = purchases - effect_in_logs(result, "price_earnings_ratio")  # what purchases did to E over E10
    recoveries = sorted(_recovery(centre) - to_earnings for centre in ("mean", "median"))
    earnings = _recovery("mean") - to_earnings
    whole = distance()
    return (
        Cause(key="purchases", value=purchases, low=low, high=high),
        Cause(key="earnings_recovery", value=earnings, low=recoveries[0], high=recoveries[1]),
        Cause(
            key="rest", value=whole - purchases - earnings, low=whole - high - recoveries[1],
            high=whole - low - recoveries[0],
        ),
    )  # fmt: skip


def _recovery(centre: str) -> float:
    """Earnings of the day over those of ten years in 2013, above their usual ratio by means or medians, log points."""
    usual = fact(f"cape_{centre}", "1881-2013").value / fact(f"price_earnings_{centre}", "1871-2013").value
    return _logs(cape_average() / fact("price_earnings", "2013").value / usual)


def _range(result: Result, value: float) -> tuple[float, float]:
    """Ends of the purchases' range: of the draws, or in proportion to the elasticity."""
    if result.draws is None:
        prior = next(one for one in default_priors() if one.parameter == ELASTICITY)
        low, high = (value * prior.at(end, 1.0) / prior.centre for end in _ENDS)
        return low, high
    places = [Quarter.parse(quarter) - result.quarters[0] for quarter in YEAR]
    without, policy = np.moveaxis(result.draws.levels["cape_ratio"], 1, 0)
    drawn = log_percent(policy / without)[:, places].mean(axis=1)
    low, high = result.draws.interval(drawn[:, None], COVERAGE)
    return float(low[0]), float(high[0])


def _logs(ratio: float) -> float:
    return float(log_percent(np.float64(ratio)))
