"""Emerging economies: what the American side of a programme does to three archetypes and to the economies of 2013.

Answers: how much capital flows in, how far do the currency, yields, prices, output and the policy rate move abroad? Every
number is an effect: zero without the programme, since nothing ties these economies to data of their own. An economy of
2013 is a mixture of the archetypes by its current account and its reserves, no estimate of its own.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.members import members
from qelab.data.emerging_markets import emerging_markets
from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.stress import stated_part
from qelab.lab.pipeline import Run
from qelab.world.economies import weights
from qelab.world.response import Abroad, Response, response
from qelab.world.settings import ARCHETYPES, WorldSettings

Array = NDArray[np.float64]
DIMENSION, STRESS = "economy", "stress_index"
HEADLINE = "average"  # the archetype of the series without members
# Public series, and the series of the block; panels add the suffix.
SERIES = {
    "emerging_inflow_pct_gdp": "inflow",
    "emerging_exchange_rate": "currency",
    "emerging_yield_10y": "yield_10y",
    "emerging_equity_price": "equity",
    "emerging_house_price": "houses",
    "emerging_inflation_4q": "inflation_4q",
    "emerging_output_gap": "output",
    "emerging_policy_rate": "policy_rate",
}
SUFFIX = "_by_economy"


def emerging_economies(run: Run, levels: Levels) -> Found:
    """Panels by economy, the average archetype as series, and the parts of each effect.

    Raises
    ------
    QelabError QE880 : policies that leave an economy no bounded path, or many
    """
    found = effects_abroad(abroad(run, levels), run.stage.settings.world)
    ids = tuple(member.id for member in members(DIMENSION))
    panels = {f"{name}{SUFFIX}": _worlds(found.series[own]) for name, own in SERIES.items()}
    series = {name: _worlds(found.series[own][ids.index(HEADLINE)]) for name, own in SERIES.items()}
    parts: dict[str, Array] = {}
    for name, own in SERIES.items():
        for part, values in found.parts[own].items():
            moved = _with_opening(values)
            parts[f"{name}.{part}"] = moved[ids.index(HEADLINE)]
            parts |= {f"{name}{SUFFIX}:{member}.{part}": moved[place] for place, member in enumerate(ids)}
    return Found(series=series, panels=panels, parts=parts)


def effects_abroad(american: Abroad, settings: WorldSettings) -> Response:
    """Effects on every member of the dimension, in its order: the archetypes, then the economies of 2013."""
    return response(american, settings).mixed(mixtures())


@cache
def mixtures() -> Array:
    """Shares of the archetypes in each member, (members, archetypes)."""
    economies = emerging_markets()
    ids = tuple(member.id for member in members(DIMENSION))
    if ids != (*ARCHETYPES, *(one.id for one in economies)):
        raise ValueError("members.csv and emerging_markets_2013.csv name different economies")
    accounts, reserves = (np.array([getattr(one, name) for one in economies]) for name in ("current_account", "reserves"))
    found = np.concatenate([np.eye(len(ARCHETYPES)), weights(accounts, reserves)])
    found.flags.writeable = False
    return found


def abroad(run: Run, levels: Levels) -> Abroad:
    """The programme's effect on the American economy as expected at each date."""
    policy, counterfactual = run.settled.programme, run.settled.counterfactual
    model = run.stage.model

    def expected(name: str) -> Array:
        place = model.index(name)
        return policy.sequence.expected[:, :, place] - counterfactual.sequence.expected[:, :, place]

    premium = policy.tpf - counterfactual.tpf
    return Abroad(
        policy_rate=expected("i"),
        inflation=expected("pi"),
        premium=premium,
        premium_10y=expected("tp10"),
        expected_10y=expected("r10e"),
        output=expected("y"),
        equity=expected("q"),
        stress=_stress(run, levels, premium.shape[1]),
    )


def _stress(run: Run, levels: Levels, horizon: int) -> Array:
    """Effect on stress at each date and as it is expected to fade, (dates, horizon).

    What announcements state fades as they say, the rest by ``stress_fades``.
    """
    scenario, dates = run.stage.scenario, run.stage.dates
    stated = stated_part(run)[1:]
    fades = np.array([scenario.stress_fade_at(date) for date in dates])
    found, ahead = levels.get(STRESS), np.arange(horizon)
    rest = np.zeros(len(dates)) if found is None else (found[1] - found[0])[1:] - stated
    return stated[:, None] * fades[:, None] ** ahead + rest[:, None] * run.stage.settings.world.stress_fades**ahead


def _worlds(effect: Array) -> Array:
    """Both worlds, (2, ..., quarters): nothing without the programme, its effect with it."""
    moved = _with_opening(effect)
    return np.stack([np.zeros_like(moved), moved])


def _with_opening(effect: Array) -> Array:
    """The opening quarter, in which nothing differs, before the dates."""
    return np.concatenate([np.zeros((*effect.shape[:-1], 1)), effect], axis=-1)
