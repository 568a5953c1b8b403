"""Bars side by side as inline SVG: one row a city, a group, an economy or a holder.

Answers: how are effects on many members compared in one quarter? A row has one bar, or several parts on each other
with their sum, or several bars under each other. Every bar, or its sum, has its number beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from qelab.core.language import Language
from qelab.report.html.amounts import amount_of
from qelab.report.html.markup import Html, Say, both, joined, tag
from qelab.report.html.plot import EDGE, HUES, WIDTH, in_languages, room, room_of, straight, text, tick_words
from qelab.report.html.scale import Scale, nice_ticks
from qelab.report.html.stack import piled
from qelab.report.text import wrap

_TOP, _BOTTOM, _MARKED = 24, 26, 20
_BAR, _PITCH, _LINE = 12.0, 17.0, 16.0  # a bar, from bar to bar, from line to line of a name
_ROW_GAP, _GROUP_GAP, _NUMBER_GAP, _NAME_GAP = 4.0, 10.0, 5.0, 10.0
_WIDE = 1.12  # names and numbers meet in a row: room for fonts that are wider than most
_NAME_COLUMNS = 21  # longer names take two lines
_LEAST = {"bn": 1.0, "bp": 1.0}
_LEAST_EFFECT = 0.05
_MOST_TICKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One member: its values in the order of the chart's parts; ``strong`` names stand out."""

    name: Say
    values: tuple[float, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Rows of bars from zero, effects in ``unit`` in one quarter.

    ``parts`` are the names of a row's values; ``stacked`` puts them on each other, and their sum is the row's
    number. ``heading`` says what the rows are; ``marker`` is a value to compare them with, and its name.
    """

    key: str
    title: Say
    axis: Say
    unit: str
    heading: Say
    rows: Sequence[Row]
    parts: Sequence[Say]
    description: Say
    source: str = ""
    stacked: bool = False
    marker: tuple[float, Say] | None = None
    note: Html = field(default_factory=lambda: Html(""))

    @property
    def number(self) -> int:
        """Bars under each other in a row."""
        return 1 if self.stacked else len(self.parts)

    @property
    def pitch(self) -> float:
        """From row to row."""
        names = max(len(_lines(row.name, lang)) for row in self.rows for lang in Language)
        high = max(self.number * _PITCH, names * _LINE)
        return high + (_GROUP_GAP if self.number > 1 else _ROW_GAP)


def draw_bars(chart: Bars) -> Html:
    """The chart as an ``svg`` element."""
    top = _TOP + (_MARKED if chart.marker else 0)
    high = top + chart.pitch * len(chart.rows) + _BOTTOM
    across, ticks = _across(chart)
    places = [top + (place + 0.5) * chart.pitch for place in range(len(chart.rows))]
    content = [
        *(tag("title", chart.title(lang), lang=lang) for lang in Language),
        *(tag("desc", chart.description(lang), lang=lang) for lang in Language),
        text(EDGE, 13, both(chart.axis, "tspan"), "unit"),
        _grid(chart, ticks, across, top, high - _BOTTOM),
        *(_row(chart, row, place, across) for place, row in zip(places, chart.rows, strict=True)),
        _marker(chart, across, top, high - _BOTTOM),
        *(_numbers(chart, row, place, across) for place, row in zip(places, chart.rows, strict=True)),
    ]
    labelled = f"{chart.key}-title {chart.key}-summary"
    return tag(
        "svg", *content, viewBox=f"0 0 {WIDTH} {high:.0f}", role="img", aria_labelledby=labelled, class_="chart"
    )


def _lines(name: Say, lang: str) -> list[str]:
    return wrap(name(lang), _NAME_COLUMNS)


def _written(chart: Bars, row: Row) -> list[float]:
    """What is written beside the bars of a row."""
    return [float(np.sum(row.values))] if chart.stacked else list(row.values)


def _ends(chart: Bars, row: Row) -> tuple[float, float]:
    """How far to the left and to the right a row's bars reach."""
    if chart.stacked:
        _, ends = piled([np.array([value]) for value in row.values])
        return min(0.0, float(ends.min())), max(0.0, float(ends.max()))
    return min(0.0, *row.values), max(0.0, *row.values)


def _across(chart: Bars) -> tuple[Scale, list[float]]:
    """From values to places, with room for names at the left and for numbers beside the bars."""
    names = _WIDE * max(room(line) for row in chart.rows for lang in Language for line in _lines(row.name, lang))
    ends = [_ends(chart, row) for row in chart.rows]
    marked = (chart.marker[0],) if chart.marker else ()
    low, high = min([low for low, _ in ends] + [*marked]), max([high for _, high in ends] + [*marked])
    least = _LEAST.get(chart.unit, _LEAST_EFFECT)
    if high - low < least:
        high = low + least
    written = [value for row in chart.rows for value in _written(chart, row)]
    beside = _WIDE * max(room_of(amount_of(value, chart.unit, "effect")) for value in written) + _NUMBER_GAP
    left = EDGE + names + _NAME_GAP + (beside if low < 0 else 0)
    right = WIDTH - EDGE - (beside if high > 0 else room("0"))
    ticks = [tick for tick in nice_ticks(low, high, _MOST_TICKS) if low - 1e-12 <= tick <= high + 1e-12]
    return Scale(low=low, high=high, start=left, end=right), ticks


def _grid(chart: Bars, ticks: Sequence[float], across: Scale, top: float, base: float) -> Html:
    parts, last = [], -np.inf
    for tick, words in zip(ticks, tick_words(ticks, chart.unit), strict=True):
        x, half = across(tick), max(map(room, words)) / 2
        parts.append(straight(x, top, x, base, "zero" if abs(tick) < 1e-12 else "grid"))
        if x - half > last:
            parts.append(text(x, base + 18, in_languages(words), "tick x"))
            last = x + half + _NUMBER_GAP
    return joined(parts)


def _row(chart: Bars, row: Row, middle: float, across: Scale) -> Html:
    """A name and its bars."""
    first = middle - chart.number * _PITCH / 2
    bars = _stack(row, first, across) if chart.stacked else _side_by_side(row, first, across)
    return tag("g", _name(row, middle), *bars)


def _numbers(chart: Bars, row: Row, middle: float, across: Scale) -> Html:
    """The numbers of a row, at the ends of its bars; of several bars those that are not nothing."""
    first = middle - chart.number * _PITCH / 2
    nothing = _LEAST.get(chart.unit, _LEAST_EFFECT) / 2 if chart.number > 1 else 0.0
    parts = []
    for place, value in enumerate(_written(chart, row)):
        if abs(value) < nothing:
            continue
        low, high = _ends(chart, row) if chart.stacked else (min(0.0, value), max(0.0, value))
        x, kind = (across(high) + _NUMBER_GAP, "number") if value >= 0 else (across(low) - _NUMBER_GAP, "number y")
        y = first + (place + 0.5) * _PITCH + 4.5
        parts.append(text(x, y, both(amount_of(value, chart.unit, "effect"), "tspan"), kind))
    return joined(parts)


def _name(row: Row, middle: float) -> Html:
    """The name in each language, of one line or two, ending at the same place."""
    found, kind = [], "name strong" if row.strong else "name"
    for lang in Language:
        lines = _lines(row.name, lang)
        first = middle + 4.5 - (len(lines) - 1) * _LINE / 2
        found.append([text(EDGE, first + place * _LINE, line, kind) for place, line in enumerate(lines)])
    if len({joined(lines) for lines in found}) == 1:
        return joined(found[0])
    return joined(tag("g", *lines, lang=lang.value) for lang, lines in zip(Language, found, strict=True))


def _bar(start: float, end: float, y: float, hue: int) -> Html:
    return tag("path", d=f"M{start:.1f} {y:.1f}H{end:.1f}v{_BAR:g}H{start:.1f}z", class_=f"part c{hue}")


def _side_by_side(row: Row, first: float, across: Scale) -> list[Html]:
    inset = (_PITCH - _BAR) / 2
    return [
        _bar(across(0.0), across(value), first + place * _PITCH + inset, HUES[place % len(HUES)])
        for place, value in enumerate(row.values)
        if value
    ]


def _stack(row: Row, first: float, across: Scale) -> list[Html]:
    """The parts of a row, and a mark at their sum where some add and some take away."""
    starts, ends = (side.ravel() for side in piled([np.array([value]) for value in row.values]))
    y = first + (_PITCH - _BAR) / 2
    bars = [
        _bar(across(float(start)), across(float(end)), y, HUES[place % len(HUES)])
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start != end
    ]
    at = across(float(np.sum(row.values)))
    return [*bars, straight(at, y - 2, at, y + _BAR + 2, "sum")]


def _marker(chart: Bars, across: Scale, top: float, base: float) -> Html:
    """A line to compare with; its name stays inside the drawing."""
    if chart.marker is None:
        return Html("")
    value, name = chart.marker
    x, half = across(value), room_of(name) / 2
    place = min(max(x, EDGE + half), WIDTH - EDGE - half)
    return joined([straight(x, top - 4, x, base, "marker"), text(place, top - 8, both(name, "tspan"), "marker x")])
