"""House prices: the nation's by cause, and each city's share in them.

Answers: which part of the effect on the nation's prices comes from rates, which from incomes, and how much is that in
Los Angeles, how much in Dallas? The nation's price is the model's; cities divide it by supply and user cost
(``markets.metros``). Without the programme every city's real price follows the nation's path: the laboratory has no
model of a city's own boom or bust.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.members import members
from qelab.core.units import from_log_percent
from qelab.data.housing import NATION, housing_figure
from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.expected import effect_on, expected, with_opening, worlds
from qelab.lab.pipeline import Run
from qelab.markets.forward_price import check_sum
from qelab.markets.houses import INCOMES, RATES, VARIABLE, causes, memory_of, price_parts
from qelab.markets.logs import in_levels
from qelab.markets.metros import MetroEffects, Metros, metro_effects, regions, user_cost

Array = NDArray[np.float64]
NATIONAL, BY_METRO, DIMENSION = "house_price_index", "house_price_by_metro", "metro"


def houses(run: Run, levels: Levels) -> Found:
    """Parts of the nation's house prices by cause, and house prices by city.

    Raises
    ------
    QelabError QE860 : the causes do not add up to the model's price
    """
    national, nation = national_parts(run), levels[NATIONAL]
    parts = {f"{NATIONAL}.{key}": part for key, part in in_levels(nation[0], national).items()}
    effects = city_effects(run, levels, national)
    path = np.broadcast_to(nation[0], effects.cities.shape)
    panel = np.stack([path, path * from_log_percent(effects.cities)])
    for place, member in enumerate(members(DIMENSION)):
        own = {"rates": effects.rates[place], INCOMES: effects.incomes[place]}
        parts |= {f"{BY_METRO}:{member.id}.{key}": part for key, part in in_levels(nation[0], own).items()}
    return Found(panels={BY_METRO: panel}, parts=parts)


def national_parts(run: Run) -> dict[str, Array]:
    """The effect on the nation's house prices by cause, (quarters,) percent in logs, nothing at the opening."""
    without, policy = (expected(run, world).variables for world in worlds(run))
    model = run.stage.model
    found = price_parts(causes(model, policy - without), memory_of(model))
    check_sum(VARIABLE, found, effect_on(run, VARIABLE)[1:])
    return {key: np.append(0.0, part) for key, part in found.items()}


def city_effects(run: Run, levels: Levels, national: Mapping[str, Array]) -> MetroEffects:
    """Effects by city, and on the rest of the country, from the nation's parts."""
    how = run.stage.settings.markets.metros
    where = regions(_facts(), how)
    inflation = with_opening(run, "pie10") + run.stage.settings.inflation_target
    rate = levels["mortgage_rate_30y"]
    costs = np.stack([user_cost(where, how, rate[world], inflation[world]) for world in range(len(rate))])
    rates = np.sum([national[key] for key in RATES], axis=0)
    return metro_effects(where, how, costs, rates, national[INCOMES])


def _facts() -> Metros:
    """The cities in the order of their members."""
    names = [member.id for member in members(DIMENSION)]

    def column(quantity: str) -> Array:
        return np.array([housing_figure(name, quantity).value for name in names])

    return Metros(
        supply_elasticity=column("supply_elasticity"), people=column("people"), property_tax=column("property_tax"),
        past_growth=column("past_growth"), people_in_all=housing_figure(NATION, "people").value,
    )  # fmt: skip
