"""House prices city by city: one nation's rates and incomes, each city's supply of houses and cost of owning.

    user cost  uc_j = (1 - t)(rm + property tax_j) + upkeep + risk - expected growth_j
    demand     ln H = - e_d ln(P uc) + e_y ln Y          supply   ln H = e_s,j ln P
    hence      d ln P*_j = [e_y d ln Y - e_d theta d ln uc_j] / (e_d + e_s,j)
    and        d p_j = momentum d p_j(-1) + speed (p*_j - p_j(-1))

Answers: where do prices answer rates more than in the nation, where less? How much cities add up to is not decided here:
the damping theta (credit limits, sluggish expectations) is set anew each quarter so that the people of all cities
and of the rest of the country together see the effect of the nation's equation, for rates and for incomes apart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import convert

Array = NDArray[np.float64]

CITIES = Source(
    text="user cost: Himmelberg, Mayer & Sinai 2005, JEP 19(4) (upkeep 2.5 %, risk premium 2 %, income tax 25 %; recalled); supply "
    "elsewhere: mean of the metropolitan areas weighted by people 1.75 (Saiz 2010, recalled) less what the twenty hold of it, "
    "rounded; demand, momentum and speed: chosen within estimates for cities of the United States",
    status=Status.ASSUMPTION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetroHouses:
    """What the cities have in common.

    ``demand_elasticity`` e_d, ``income_elasticity`` e_y (range .8 to 1); ``momentum`` and ``speed`` a quarter; ``income_tax`` t, share, at
    which mortgage interest and property tax are deducted; ``upkeep`` and ``risk_premium`` percent a year;
    ``growth_weight`` share of a city's past growth beyond the nation's that buyers expect to go on (choice, range 0 to
    1: extrapolation against return to the mean); ``least_user_cost`` percent a year, below which no user cost is let
    fall (choice: about the lowest in the estimates by city). Of the rest of the country: ``elsewhere_elasticity`` of
    supply, ``elsewhere_property_tax`` percent a year (about the nation's mean, recalled) and
    ``national_growth`` of real prices, percent a year (mean of the cities 1950 to 2000: Gyourko, Mayer & Sinai 2013,
    AEJ: Economic Policy 5(4), recalled).
    """

    demand_elasticity: float = 0.7
    income_elasticity: float = 0.9
    momentum: float = 0.55
    speed: float = 0.03
    income_tax: float = 0.25
    upkeep: float = 2.5
    risk_premium: float = 2.0
    growth_weight: float = 0.5
    least_user_cost: float = 1.5
    elsewhere_elasticity: float = 2.2
    elsewhere_property_tax: float = 1.1
    national_growth: float = 1.7
    source: Source = CITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Metros:
    """Facts of the cities, (cities,) each, and of all people.

    ``supply_elasticity`` e_s; ``people`` thousands; ``property_tax`` percent of the value a year; ``past_growth`` real,
    percent a year; ``people_in_all`` thousands, of the whole country.
    """

    supply_elasticity: Array
    people: Array
    property_tax: Array
    past_growth: Array
    people_in_all: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The cities and, last, the rest of the country: (regions,) each. ``weight`` shares of people, sum 1."""

    supply_elasticity: Array
    property_tax: Array
    expected_growth: Array
    weight: Array


def regions(metros: Metros, how: MetroHouses) -> Regions:
    """All of the country, the rest of it as one region."""
    growth = how.national_growth + how.growth_weight * (metros.past_growth - how.national_growth)
    rest = metros.people_in_all - metros.people.sum()
    return Regions(
        supply_elasticity=np.append(metros.supply_elasticity, how.elsewhere_elasticity),
        property_tax=np.append(metros.property_tax, how.elsewhere_property_tax),
        expected_growth=np.append(growth, how.national_growth),
        weight=np.append(metros.people, rest) / metros.people_in_all,
    )


def user_cost(where: Regions, how: MetroHouses, mortgage_rate: Array, expected_inflation: Array) -> Array:
    """Cost of owning, (regions, quarters) percent of the value a year.

    Parameters
    ----------
    mortgage_rate, expected_inflation : (quarters,) percent a year; inflation over the life of the loan
    """
    interest = (1.0 - how.income_tax) * (mortgage_rate[None, :] + where.property_tax[:, None])
    growth = where.expected_growth[:, None] + expected_inflation[None, :]
    return np.maximum(interest + how.upkeep + how.risk_premium - growth, how.least_user_cost)


def long_run(where: Regions, how: MetroHouses, user_cost: Array) -> tuple[Array, Array]:
    """d ln P* for one percent more income, and for one percentage point on the user cost, without damping.

    Parameters
    ----------
    user_cost : (2, regions, quarters) percent a year: without the programme, with it

    Returns
    -------
    (regions,) percent for one percent; (regions, quarters) percent for one percentage point, at the mean of both worlds'
    user cost (a change of a fifth is off by .4 % of itself)
    """
    elasticity = how.demand_elasticity + where.supply_elasticity
    slope = convert(1.0 / user_cost.mean(axis=0), "decimal", "percent")
    return how.income_elasticity / elasticity, -how.demand_elasticity * slope / elasticity[:, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetroEffects:
    """Effects on house prices, percent: ``rates`` and ``incomes`` (regions, quarters), the cities first, then the rest of
    the country; weighted by people they are the nation's. ``damping`` (quarters,) theta, NaN where rates do not move."""

    rates: Array
    incomes: Array
    damping: Array

    @property
    def cities(self) -> Array:
        """Effect on each city, (cities, quarters) percent."""
        return (self.rates + self.incomes)[:-1]


def metro_effects(
    where: Regions, how: MetroHouses, user_cost: Array, national_rates: Array, national_incomes: Array
) -> MetroEffects:
    """Effects by region that add up to the nation's, (quarters,) percent each, in every quarter.

    Every region closes its distance to where rates would take it; theta is then the one number for all regions with which
    they add up. Incomes are the same everywhere, so there the long-run answers alone decide who moves more.

    Parameters
    ----------
    user_cost : (2, regions, quarters) percent a year: without the programme, with it

    Limits: one income and one mortgage rate for all; what a city's past boom or bust adds is not in here.
    """
    on_income, on_cost = long_run(where, how, user_cost)
    rates, damping = _rates(where.weight, how, on_cost, user_cost[1] - user_cost[0], national_rates)
    share = on_income / (where.weight @ on_income)
    return MetroEffects(rates=rates, incomes=share[:, None] * national_incomes[None, :], damping=damping)


def _rates(
    weight: Array, how: MetroHouses, on_cost: Array, change: Array, nation: Array
) -> tuple[Array, Array]:
    """Regions' answers to rates (regions, quarters), and theta (quarters,)."""
    prices, damping = np.zeros_like(on_cost), np.full(len(nation), np.nan)
    before = earlier = np.zeros(len(weight))
    share = on_cost / (weight @ on_cost)
    target = weight @ (on_cost * change)
    for quarter, wanted in enumerate(nation):
        base = before + how.momentum * (before - earlier) - how.speed * before
        missing = wanted - weight @ base
        earlier, before = before, base + share[:, quarter] * missing
        prices[:, quarter] = before
        if abs(target[quarter]) > _STILL:
            damping[quarter] = missing / (how.speed * target[quarter])
    return prices, damping


_STILL = 1e-6  # percent: the long-run answer of the nation below which rates are taken not to move
