"""A figure of the page: heading, what the lines mean, the chart, its source, and its numbers as a table."""

from collections.abc import Sequence
from itertools import cycle

from qelab.report.html.amounts import amount, amount_of, unit_of
from qelab.report.html.bars import Bars, draw_bars
from qelab.report.html.chart import Chart, Line, draw
from qelab.report.html.markup import Html, Say, both, joined, quoted, said, tag, words
from qelab.report.html.plot import HUES
from qelab.report.html.table import Cell, grid


def figure(chart: Chart | Bars) -> Html:
    """The whole figure."""
    source = tag("p", words("html.source"), " ", quoted(chart.source), class_="source") if chart.source else ""
    note = tag("p", chart.note, class_="note") if chart.note else ""
    bars = isinstance(chart, Bars)
    return tag(
        "figure",
        tag("h3", both(chart.title), id=f"{chart.key}-title"),
        _legend_of_bars(chart) if bars else _legend(chart),
        draw_bars(chart) if bars else draw(chart),
        tag("figcaption", tag("p", both(chart.description), id=f"{chart.key}-summary", class_="summary"), note, source),
        _numbers(chart.unit, *(_table_of_bars(chart) if bars else _table(chart))),
        id=chart.key,
    )


def figures(charts: Sequence[Chart | Bars], *more: Html) -> Html:
    """Figures side by side where there is room, and what else stands beside them."""
    return tag("div", *map(figure, charts), *(tag("div", part) for part in more), class_="figures")


def beside(one: Sequence[Chart | Bars], other: Sequence[Chart | Bars]) -> Html:
    """Two columns of figures, for a tall one beside several low ones."""
    columns = [tag("div", *map(figure, charts), class_="column") for charts in (one, other)]
    return tag("div", *columns, class_="figures")


def _legend(chart: Chart) -> Html:
    """What solid, dashed and shaded stand for here."""
    if chart.stacked:
        return _legend_of_parts([(line.name, line.hue) for line in chart.lines[1:]], chart.lines[0].name)
    if chart.kind == "effect" and not chart.bands and len(chart.lines) == 1:
        return tag("p", words("html.legend.effect"), class_="legend")
    parts = []
    if chart.kind == "level":
        parts = [_key("solid", said("policy")), _key("dashes", said("counterfactual"))]
    elif len(chart.lines) == 1:
        parts = [_key("solid", said("column.effect"))]
    else:
        parts = [words("html.legend.effect")]
    bands = sorted(chart.bands, key=lambda band: band.coverage)
    for band in bands:
        name = "html.legend.band" if band is bands[-1] else "html.legend.coverage"
        parts.append(_key(f"swatch b{band.coverage}", said(name, coverage=band.coverage)))
    several = chart.kind == "level" and len(chart.lines) > 2
    return tag("p", joined(parts, " "), class_="legend several" if several else "legend")


def _legend_of_bars(chart: Bars) -> Html:
    """The names of the parts; one bar a row needs none."""
    if len(chart.parts) == 1:
        return tag("p", words("html.legend.effect"), class_="legend")
    return _legend_of_parts(list(zip(chart.parts, cycle(HUES), strict=False)), None)


def _legend_of_parts(parts: Sequence[tuple[Say, int]], total: Say | None) -> Html:
    """Colours of the parts, the line of their total, and what they are parts of."""
    keys = [tag("span", words("html.legend.effect"), class_="key")]
    keys += [_key("total", total)] if total else []
    keys += [_key(f"swatch part c{hue}", name) for name, hue in parts]
    return tag("p", joined(keys, " "), class_="legend")


def _key(kind: str, name: Say) -> Html:
    return tag("span", tag("i", class_=kind), both(name), class_="key")


def _numbers(unit: str, header: list[Cell], rows: list[list[Cell]]) -> Html:
    """Every number that is drawn, folded away."""
    table = grid(header, rows, align="l" + "r" * (len(header) - 1))
    named = tag("p", words("html.unit", unit=unit_of(unit)), class_="note")
    return tag("details", tag("summary", words("html.numbers")), named, table)


def _table(chart: Chart) -> tuple[list[Cell], list[list[Cell]]]:
    """A row a point of the chart."""
    columns = [_column(chart, line) for line in chart.lines]
    ranges = sorted(chart.bands, key=lambda band: band.coverage)
    header: list[Cell] = [said("html.point.maturity" if chart.ticks else "column.quarter")]
    header += [name for name, _ in columns]
    header += [said("html.legend.band", coverage=band.coverage) for band in ranges]
    rows = []
    for place, point in enumerate(chart.points):
        row: list[Cell] = [point, *(cells[place] for _, cells in columns)]
        for band in ranges:
            row.append(_between(chart, float(band.low[place]), float(band.high[place])))
        rows.append(row)
    return header, rows


def _table_of_bars(chart: Bars) -> tuple[list[Cell], list[list[Cell]]]:
    """A row a member."""
    header: list[Cell] = [chart.heading, *chart.parts]
    header += [said("explain.total")] if chart.stacked else []
    rows: list[list[Cell]] = []
    for row in chart.rows:
        values = [*row.values, *([sum(row.values)] if chart.stacked else [])]
        rows.append([row.name, *(amount_of(float(value), chart.unit, "effect") for value in values)])
    return header, rows


def _between(chart: Chart, low: float, high: float) -> Say:
    """A range without a word between its ends: it stands in every row."""
    return lambda lang: " … ".join(amount(end, chart.unit, lang, chart.kind) for end in (low, high))


def _column(chart: Chart, line: Line) -> tuple[Say, list[Cell]]:
    return line.name, [amount_of(float(value), chart.unit, chart.kind) for value in line.values]
