"""Part of step 5, inflation against its target and valuations against where they usually stand."""

from typing import TYPE_CHECKING

from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.data.facts import fact
from qelab.lab.moment import largest
from qelab.report.html.amounts import amount_of, effect_in
from qelab.report.html.markup import Html, joined, minus, quoted, said, tag, words
from qelab.report.html.table import Cell, grid
from qelab.report.numbers import number

if TYPE_CHECKING:
    from qelab.lab.result import Result

# Series with the fact that says where they stand in the long run, and its span.
_MEANS = {"price_earnings_ratio": ("price_earnings_mean", "1871-2013"), "cape_ratio": ("cape_mean", "1881-2023")}


def valuation_section(result: "Result") -> Html:
    """One row a ratio: both worlds, the mean of the long run, and how far above it each world stands."""
    rows, sources = [], []
    for name, (item, span) in _MEANS.items():
        if name in result.names:
            mean = fact(item, span)
            rows.append(_row(result, name, mean.value, span))
            sources.append(mean.source.text)
    if not rows:
        return Html("")
    keys = ("column.series", "column.quarter", "column.without", "column.with", "column.effect")
    header: list[Cell] = [said(key) for key in keys]
    header += [said("html.valuation.mean"), said("html.valuation.above_without"), said("html.valuation.above_with")]
    source = tag("p", words("html.source"), " ", quoted("; ".join(dict.fromkeys(sources))), class_="source")
    return joined(
        [
            tag("h3", words("html.valuation")),
            tag("p", words("html.valuation.lead")),
            grid(header, rows, align="llrrrrrr"),
            source,
        ]
    )


def _row(result: "Result", name: str, mean: float, span: str) -> list[Cell]:
    at = largest(result.values(name), result.main_announcement() - result.quarters[0])
    scale, unit = effect_in(result, name)
    without, policy = (float(result.values(name, world)[at]) for world in ("counterfactual", "policy"))
    above = [convert(value / mean - 1.0, "decimal", "percent") for value in (without, policy)]
    return [
        series(name).label,
        str(result.quarters[at]),
        *(amount_of(value, unit) for value in (without, policy)),
        amount_of(scale * float(result.values(name)[at]), unit, "effect"),
        said("html.valuation.of", mean=amount_of(mean, unit), span=span.replace("-", "–")),
        *(said("html.percent", value=minus(number(value, signed=True, decimals=0))) for value in above),
    ]
