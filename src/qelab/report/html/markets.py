"""Part of step 4, the markets: borrowing, shares, houses, who holds what in the end, the dollar."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.members import members
from qelab.core.vocabulary import series
from qelab.report.html.amounts import amount_of, axis_of, effect_in
from qelab.report.html.bars import Bars, Row
from qelab.report.html.causes import by_cause, by_member
from qelab.report.html.chart import Chart
from qelab.report.html.charts import effect, with_and_without
from qelab.report.html.figure import beside, figures
from qelab.report.html.markup import Html, said, tag, words
from qelab.report.members import largest_quarter

if TYPE_CHECKING:
    from qelab.lab.result import Result

_CREDIT = ("mortgage_rate_30y", "corporate_yield", "bank_loans_bn")
_STRESS, _CALM = "stress_index", 0.05  # an index that never reaches it is not drawn
_SHARES, _HOUSES, _DOLLAR = "equity_price_index", "house_price_index", "real_exchange_rate_index"
_VALUATIONS = ("price_earnings_ratio", "cape_ratio")
_CITIES = "house_price_by_metro"
_HELD = ("treasuries_mbs_by_holder_bn", "deposits_by_holder_bn", "corporate_assets_by_holder_bn")
_NOTHING_BN = 0.5


def markets(result: "Result") -> list[Html]:
    """Every market that the result knows, each under its heading."""
    sections: tuple[tuple[str, Callable[[Result], Html | None]], ...] = (
        ("credit", _credit),
        ("shares", _shares),
        ("houses", _houses),
        ("holders", _holders),
        ("dollar", _dollar),
    )
    parts: list[Html] = []
    for key, make in sections:
        found = make(result)
        if found:
            parts += [tag("h3", words(f"html.{key}")), tag("p", words(f"html.{key}.lead")), found]
    return parts


def _credit(result: "Result") -> Html | None:
    """What it costs to borrow, how much is lent, and how nervous markets are."""
    charts = [effect(result, name) for name in _CREDIT if name in result.names]
    if _STRESS in result.names and _highest(result, _STRESS) > _CALM:
        charts.append(with_and_without(result, _STRESS))
    return figures(charts) if charts else None


def _highest(result: "Result", name: str) -> float:
    return max(float(np.nanmax(result.values(name, world))) for world in ("policy", "counterfactual"))


def _shares(result: "Result") -> Html | None:
    """The effect and its causes, and what it does to valuations."""
    if _SHARES not in result.names:
        return None
    levels = [with_and_without(result, name) for name in _VALUATIONS if name in result.names]
    return figures([effect(result, _SHARES), *by_cause(result, _SHARES), *levels])


def _houses(result: "Result") -> Html | None:
    """The nation, and beside it the cities with the nation as a line."""
    if _HOUSES not in result.names:
        return None
    nation = [effect(result, _HOUSES), *by_cause(result, _HOUSES)]
    if _CITIES not in result.panels:
        return figures(nation)
    return beside(nation, [_cities(result)])


def _cities(result: "Result") -> Bars:
    at = largest_quarter(result, _CITIES)
    scale, unit = effect_in(result, _HOUSES)
    value = scale * float(result.values(_HOUSES)[at - result.quarters[0]])
    marker = (value, said("html.houses.nation", effect=amount_of(value, unit, "effect")))
    return by_member(result, _CITIES, at=at, by_size=True, marker=marker)


def _holders(result: "Result") -> Html | None:
    """Securities, deposits and corporate assets by holder, where the first of them moves most."""
    held = [name for name in _HELD if name in result.panels]
    if not held:
        return None
    when = largest_quarter(result, held[0])
    place = when - result.quarters[0]
    rows = []
    for item in members(series(held[0]).dimension):
        values = tuple(float(result.values(f"{name}:{item.id}")[place]) for name in held)
        if max(map(abs, values)) >= _NOTHING_BN:
            rows.append(Row(name=item.label, values=values))
    if not rows:
        return None
    chart = Bars(
        key="members-holders",
        title=said("html.holders.title", at=str(when)),
        axis=axis_of("bn"),
        unit="bn",
        heading=said("dimension.holder"),
        rows=rows,
        parts=[said(f"short.{name}") for name in held],
        description=said("html.holders.summary"),
        source="; ".join(dict.fromkeys(part for name in held for part in series(name).source.split("; "))),
    )
    return figures([chart], tag("p", words("html.holders.read")))


def _dollar(result: "Result") -> Html | None:
    if _DOLLAR not in result.names:
        return None
    charts: list[Chart] = [effect(result, _DOLLAR), *by_cause(result, _DOLLAR)]
    return figures(charts)
