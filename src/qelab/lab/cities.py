"""House prices of a city over a window: what happened, and how much of it purchases, incomes and prices explain.

    ln(end/start) = consumer prices + purchases + incomes without them + the rest

Answers: Los Angeles rose by two fifths from January 2012 to December 2014; what was that? Purchases are the city's effect
in a run, as it grew over the window. Incomes are the nation's real output without what the purchases added, times the
city's long-run answer (growth that goes on as before has no lag left to make up). The rest is named and not
explained: the rebound from the fall before, momentum, mortgage rates that had fallen earlier, credit and investors.
How cities compare in it says nothing about supply: it goes with how far they had fallen.
"""

from dataclasses import dataclass
from itertools import product

from qelab.core.time import Month, Quarter
from qelab.core.units import convert, log_percent
from qelab.data import History, history
from qelab.data.facts import fact
from qelab.data.housing import housing_figure
from qelab.lab.ranges.priors import ELASTICITY, default_priors
from qelab.lab.result import Result
from qelab.markets.metros import MetroHouses

PARTS = ("consumer_prices", "purchases", "incomes", "rest")
WINDOW = ("2012-01", "2014-12")
HIGHEST = {"los_angeles": "2006-09", "seattle": "2007-07"}  # month of the highest index before the fall
# Ends of the ranges (choices): a city's supply elasticity a quarter either way, the income elasticity as its source has it.
_SUPPLY, _INCOME = (0.75, 1.25), (0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CityWindow:
    """Parts of a rise in house prices, in log points; they sum to ``total``.

    ``rise`` per cent as published, ``fall`` per cent from the highest month before to the start; ``parts`` by ``PARTS``;
    ``ranges`` (low, high) of each: the premium's elasticity one standard deviation either way, supply and income
    elasticities at the ends of their ranges.
    """

    city: str
    start: str
    end: str
    rise: float
    fall: float
    total: float
    parts: dict[str, float]
    ranges: dict[str, tuple[float, float]]


def city_window(
    result: Result, city: str, how: MetroHouses | None = None, window: tuple[str, str] = WINDOW
) -> CityWindow:
    """What a city's house prices did in a window.

    Parameters
    ----------
    result : of the programmes whose part is asked for; it must hold the window
    city : a member of ``house_price_by_metro`` with published prices
    how : the numbers behind the run's cities; those of the default laboratory when left out

    Raises
    ------
    QelabError QE101 : no published price of this city and month
    """
    how = how or MetroHouses()
    start, end = (fact(f"house_prices_{city}", month).value for month in window)
    highest = fact(f"house_prices_{city}", HIGHEST.get(city, window[0])).value
    total = float(log_percent(end / start))
    first, last = Month.parse(window[0]).quarter + -1, Month.parse(window[1]).quarter
    past = history(result.scenario.economy)
    prices = _growth(past, "cpi_index", first, last)
    bought = _grown(result, f"house_price_by_metro:{city}", first, last)
    output = _growth(past, "real_gdp_bn", first, last) - _output(result, first, last)
    supply = housing_figure(city, "supply_elasticity").value

    def parts(premium: float, elastic: float, income: float) -> dict[str, float]:
        answer = how.demand_elasticity + elastic * supply
        purchases = bought * premium * (how.demand_elasticity + supply) / answer
        incomes = output * income / answer
        rest = total - prices - purchases - incomes
        return dict(zip(PARTS, (prices, purchases, incomes, rest), strict=True))

    spread = _relative_spread()
    corners = [parts(*corner) for corner in product((1.0 - spread, 1.0 + spread), _SUPPLY, _INCOME)]
    ranges = {key: (min(one[key] for one in corners), max(one[key] for one in corners)) for key in PARTS}
    return CityWindow(
        city=city, start=window[0], end=window[1], rise=_percent(end / start), fall=_percent(start / highest),
        total=total, parts=parts(1.0, 1.0, how.income_elasticity), ranges=ranges,
    )  # fmt: skip


def _grown(result: Result, name: str, first: Quarter, last: Quarter) -> float:
    """Growth of the effect on an index between two quarters, log points."""
    without, policy = result.values(name, "counterfactual"), result.values(name, "policy")
    effects = [float(log_percent(policy[place] / without[place])) for place in _places(result, first, last)]
    return effects[1] - effects[0]


def _output(result: Result, first: Quarter, last: Quarter) -> float:
    """Growth of the effect on real output, per cent of potential."""
    before, after = (float(result.values("output_gap")[place]) for place in _places(result, first, last))
    return after - before


def _places(result: Result, *quarters: Quarter) -> list[int]:
    return [quarter - result.quarters[0] for quarter in quarters]


def _growth(past: History, column: str, first: Quarter, last: Quarter) -> float:
    return float(log_percent(past.at(column, last) / past.at(column, first)))


def _relative_spread() -> float:
    """Standard deviation of the premium's elasticity over its centre."""
    prior = next(item for item in default_priors() if item.parameter == ELASTICITY)
    return prior.spread / prior.centre


def _percent(ratio: float) -> float:
    return float(convert(ratio - 1.0, "decimal", "percent"))
