"""Part of step 5, inflation against its target and valuations against where they usually stand."""

from typing import TYPE_CHECKING

from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.data.facts import fact
from qelab.lab.moment import largest
from qelab.lab.settings import Settings
from qelab.report.html.amounts import amount_of, effect_in, with_unit
from qelab.report.html.markup import Html, joined, minus, quoted, said, tag, words
from qelab.report.html.table import Cell, grid
from qelab.report.numbers import number

if TYPE_CHECKING:
    from qelab.lab.result import Result

_INFLATION = "inflation_4q"
# Series with the fact that says where they stand in the long run, and its span.
_MEANS = {"price_earnings_ratio": ("price_earnings_mean", "1871-2013"), "cape_ratio": ("cape_mean", "1881-2023")}


def valuation_section(result: "Result") -> Html:
    """Both worlds in the quarter of the largest effect, where the series usually stands, and how far above each world is."""
    rows, sources = [], []
    if _INFLATION in result.names:
        rows.append(_inflation(result, Settings().inflation_target))
    for name, (item, span) in _MEANS.items():
        if name in result.names:
            mean = fact(item, span)
            rows.append(_ratio(result, name, mean.value, span))
            sources.append(mean.source.text)
    if not rows:
        return Html("")
    keys = ("column.series", "column.quarter", "column.without", "column.with", "column.effect")
    header: list[Cell] = [said(key) for key in keys]
    header += [said(f"html.valuation.{key}") for key in ("mean", "above_without", "above_with")]
    quoted_sources = quoted("; ".join(dict.fromkeys(sources)))
    return joined(
        [
            tag("h3", words("html.valuation")),
            tag("p", words("html.valuation.lead")),
            grid(header, rows, align="llrrrrrr"),
            tag("p", words("html.source"), " ", quoted_sources, class_="source") if sources else "",
        ]
    )


def _inflation(result: "Result", target: float) -> list[Cell]:
    cells, worlds = _both(result, _INFLATION)
    above = [with_unit(value - target, "percentage points", "effect") for value in worlds]
    return [*cells, said("html.valuation.target", value=amount_of(target, "percent")), *above]


def _ratio(result: "Result", name: str, mean: float, span: str) -> list[Cell]:
    cells, worlds = _both(result, name)
    usual = said("html.valuation.of", mean=amount_of(mean, series(name).unit), span=span.replace("-", "–"))
    above = [convert(value / mean - 1.0, "decimal", "percent") for value in worlds]
    return [
        *cells,
        usual,
        *(said("html.percent", value=minus(number(value, signed=True, decimals=0))) for value in above),
    ]


def _both(result: "Result", name: str) -> tuple[list[Cell], list[float]]:
    """Name, quarter, both worlds and the effect, and the two worlds as numbers."""
    at = largest(result.values(name), result.main_announcement() - result.quarters[0])
    scale, unit = effect_in(result, name)
    worlds = [float(result.values(name, world)[at]) for world in ("counterfactual", "policy")]
    cells: list[Cell] = [series(name).label, str(result.quarters[at])]
    cells += [amount_of(value, series(name).unit) for value in worlds]
    cells.append(amount_of(scale * float(result.values(name)[at]), unit, "effect"))
    return cells, worlds
