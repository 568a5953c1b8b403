"""What a programme does to emerging economies as news arrives: every archetype, and mixtures of them.

Answers: given what it does to the American economy, as it happens and as it is expected at each date, what happens
abroad? Everything is an effect: with the programme less without it. The block is linear, so the effects need no levels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.world.block import INPUTS, PARTS, rules_of
from qelab.world.settings import ARCHETYPES, WorldSettings
from qelab.world.system import as_news_arrives

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """The American side of the programme's effect, as expected at each date, (dates, horizon) each.

    Rates, yields and inflation in percentage points a year, output and real share prices in per cent, ``stress`` an index.
    The first column is what happens at the date. Nothing differs before the first date.
    """

    policy_rate: Array
    inflation: Array
    premium: Array
    premium_10y: Array
    expected_10y: Array
    output: Array
    equity: Array
    stress: Array

    def inputs(self) -> Array:
        """The inputs of the block, (dates, horizon, inputs)."""
        expected = np.concatenate([self.inflation[:, 1:], np.zeros((len(self.inflation), 1))], axis=1)
        by_name = {
            "us_real_rate": self.policy_rate - expected,
            "us_premium": self.premium,
            "us_premium_10y": self.premium_10y,
            "us_premium_change": _change(self.premium_10y),
            "us_expected_10y": self.expected_10y,
            "us_output": self.output,
            "us_equity": self.equity,
            "stress": self.stress,
            "stress_change": _change(self.stress),
        }
        return np.stack([by_name[name] for name in INPUTS], axis=-1)


def _change(paths: Array) -> Array:
    """Change from the quarter before: from what had happened then, later on as expected."""
    before = np.concatenate([[0.0], paths[:-1, 0]])
    return paths - np.concatenate([before[:, None], paths[:, :-1]], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Effects by archetype: ``series`` and ``parts`` (archetypes, dates); parts by series and part sum to the series."""

    series: Mapping[str, Array]
    parts: Mapping[str, Mapping[str, Array]]

    def mixed(self, weights: Array) -> "Response":
        """Effects of economies that are mixtures, ``weights`` (economies, archetypes), rows of which sum to one."""
        series = {name: weights @ values for name, values in self.series.items()}
        parts = {name: {part: weights @ values for part, values in rows.items()} for name, rows in self.parts.items()}
        return Response(series=series, parts=parts)


def response(abroad: Abroad, settings: WorldSettings) -> Response:
    """Effects on each archetype at each date.

    Raises
    ------
    QelabError QE880 : policies that leave no bounded path, or many
    """
    inputs = abroad.inputs()
    paths: list[dict[str, Array]] = []
    for name, own in zip(ARCHETYPES, settings.archetypes, strict=True):
        found = rules_of(own, settings, name)
        values = as_news_arrives(found, inputs)
        paths.append({variable: values[:, place] for place, variable in enumerate(found.variables)})

    def of(variable: str) -> Array:
        return np.stack([path[variable] for path in paths])

    return Response(
        series={name: of(name) for name in PARTS},
        parts={name: {part: of(part) for part in rows} for name, rows in PARTS.items()},
    )
