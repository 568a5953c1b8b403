"""The numbers that people ask for first: as tiles at the top, and as a table at the end."""

from typing import TYPE_CHECKING

from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.report.html.amounts import amount_of, effect_in, label_of, unit_of
from qelab.report.html.markup import Html, Say, both, joined, said, tag, words
from qelab.report.html.table import Cell, from_table, grid
from qelab.report.ranges import deflation_text
from qelab.report.tables import exit_table

if TYPE_CHECKING:
    from qelab.lab.result import Result
    from qelab.lab.result_parts import Headline

_TILES = ("reserves_bn", "term_premium_10y", "yield_10y", "output_gap", "unemployment_rate", "inflation_4q")
_COVERAGE = 80


def tiles(result: "Result") -> Html:
    """Six effects at a glance, each with its quarter and its range."""
    found = {item.series: item for item in result.headline()}
    boxes = [_tile(result, found[name]) for name in _TILES if name in found]
    return tag("ul", *boxes, class_="tiles")


def _tile(result: "Result", item: "Headline") -> Html:
    scale, unit = effect_in(result, item.series)
    value = tag(
        "p", tag("b", both(amount_of(scale * item.value, unit, "effect"))), " ", both(unit_of(unit)), class_="value"
    )
    when = tag("p", words(f"html.when.{item.kind}", at=item.at), class_="when")
    parts = [tag("p", both(label_of(item.series)), class_="what"), value, when]
    ends = _ends(result, item)
    if ends is not None:
        parts.append(tag("p", words("html.interval", coverage=_COVERAGE, range=ends), class_="when"))
    return tag("li", *parts)


def _ends(result: "Result", item: "Headline") -> Say | None:
    """The middle of the draws of one headline number, or None without draws."""
    if result.draws is None or item.series not in result.draws.levels:
        return None
    scale, unit = effect_in(result, item.series)
    at = [str(quarter) for quarter in result.quarters].index(item.at)
    low, high = (scale * float(end[at]) for end in result.band(item.series, "effect", _COVERAGE))
    ends = {"low": amount_of(low, unit, "effect"), "high": amount_of(high, unit, "effect")}
    return said("html.range", **ends)


def ranges(result: "Result") -> list[Html]:
    """What the bands are, or that there are none."""
    draws = result.draws
    if draws is None:
        keys = [key for key, *_ in result.notes]
        places = [place for place, key in enumerate(keys) if key.startswith("note.model.beyond")]
        beyond = [both(lambda lang, place=place: result.assumptions(lang)[place]) for place in places]
        return [*beyond, words("html.ranges.none" if result.model == "us_core" else "html.ranges.other_model")]
    found = [
        words("ranges.what", count=draws.count, seed=draws.seed, replaced=draws.replaced),
        words("ranges.parameters", names=lambda lang: word("list.joint", lang).join(draws.parameters)),
    ]
    if deflation_text(result, draws, "en"):
        found.append(both(lambda lang: deflation_text(result, draws, lang)))
    return found


def headlines(result: "Result") -> Html:
    """Without, with, and the difference, a row a number."""
    quarters = [str(quarter) for quarter in result.quarters]
    rows: dict[str, list[list[Cell]]] = {}
    for item in result.headline():
        row, at = series(item.series), quarters.index(item.at)
        scale, unit = effect_in(result, item.series)
        levels = [
            amount_of(float(result.values(item.series, world)[at]), row.unit)
            for world in ("counterfactual", "policy")
        ]
        cells: list[Cell] = [row.label, item.at, *levels, unit_of(row.unit)]
        cells += [amount_of(scale * item.value, unit, "effect"), unit_of(unit)]
        if result.draws is not None:
            cells.append(_ends(result, item) or "")
        rows.setdefault(item.kind, []).append(cells)
    keys = ["series", "quarter", "without", "with", "unit", "effect", "unit"]
    header: list[Cell] = [said(f"column.{key}") for key in keys]
    header += [said("scorecard.range")] if result.draws is not None else []
    align = "llrrlrl" + ("r" if result.draws is not None else "")
    return joined(
        grid(header, found, align=align, caption=said(f"run.headline.{kind}")) for kind, found in rows.items()
    )


def exits(result: "Result") -> Html:
    """How the answer moves with the expected exit."""
    lacking = result.model != "us_core" and result.scenario.policy_rate is None
    nothing = "exit.other_model" if lacking else "exit.none"
    return from_table(lambda lang: exit_table(result, lang)) or tag("p", words(nothing))
