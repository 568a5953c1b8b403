"""A figure of the page: heading, what the lines mean, the chart, its source, and its numbers as a table."""

from qelab.report.html.amounts import amount, amount_of, unit_of
from qelab.report.html.chart import Chart, Line, draw
from qelab.report.html.markup import Html, Say, both, joined, quoted, said, tag, words
from qelab.report.html.table import Cell, grid


def figure(chart: Chart) -> Html:
    """The whole figure."""
    source = tag("p", words("html.source"), " ", quoted(chart.source), class_="source") if chart.source else ""
    note = tag("p", chart.note, class_="note") if chart.note else ""
    return tag(
        "figure",
        tag("h3", both(chart.title), id=f"{chart.key}-title"),
        _legend(chart),
        draw(chart),
        tag("figcaption", tag("p", both(chart.description), id=f"{chart.key}-summary", class_="summary"), note, source),
        _numbers(chart),
        id=chart.key,
    )


def figures(charts: list[Chart], *more: Html) -> Html:
    """Figures side by side where there is room, and what else stands beside them."""
    return tag("div", *map(figure, charts), *(tag("div", part) for part in more), class_="figures")


def _legend(chart: Chart) -> Html:
    """What solid, dashed and shaded stand for here."""
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


def _key(kind: str, name: Say) -> Html:
    return tag("span", tag("i", class_=kind), both(name), class_="key")


def _numbers(chart: Chart) -> Html:
    """Every number that is drawn, by point."""
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
    table = grid(header, rows, align="l" + "r" * (len(header) - 1))
    unit = tag("p", words("html.unit", unit=unit_of(chart.unit)), class_="note")
    return tag("details", tag("summary", words("html.numbers")), unit, table)


def _between(chart: Chart, low: float, high: float) -> Say:
    """A range without a word between its ends: it stands in every row."""
    return lambda lang: " … ".join(amount(end, chart.unit, lang, chart.kind) for end in (low, high))


def _column(chart: Chart, line: Line) -> tuple[Say, list[Cell]]:
    return line.name, [amount_of(float(value), chart.unit, chart.kind) for value in line.values]
