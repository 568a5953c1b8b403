"""A chart as inline SVG: axes with units, lines, bands, stacked columns, announcements, labels at the ends of lines.

Answers: how is a chart drawn? Which charts a report has is ``charts``' affair; colours and dashes stand in the
style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qelab.core.language import Language
from qelab.report.html.amounts import amount
from qelab.report.html.markup import Html, Say, both, joined, tag
from qelab.report.html.plot import EDGE, WIDTH, in_languages, room, room_of, straight, text, tick_words
from qelab.report.html.scale import Scale, nice_ticks, spread, widened, year_ticks
from qelab.report.html.stack import columns, piled

Array = NDArray[np.float64]
HEIGHT = 298
_TOP, _BOTTOM = 42, 28
_LABEL_ROOM, _LABEL_GAP = 10.0, 17.0
_BOLD = 1.15  # names at the ends of lines are bold
_LEAST = {"bn": 50.0, "bp": 2.0}  # the smallest span of an axis, by unit
_LEAST_SPAN, _LEAST_EFFECT = 0.2, 0.1
_MARK_ROOM, _MARK_GAP, _FEW_MARKS = 8.0, 2.0, 6
_HALF_YEAR = 12.0  # room for half of a year's digits at the right end
_MOST_YEARS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. ``hue`` is a colour of the style sheet; a dashed one is the world without the programme."""

    name: Say
    values: Array
    hue: int = 1
    dashed: bool = False
    label: Say | None = None
    sign: str = ""

    def spelled(self, lang: str) -> str:
        """What stands before a number where the pointer rests: the short name, and a sign for the world."""
        name = self.label(lang) if self.label and not self.sign else ""
        return f"{name} {self.sign}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The middle ``coverage`` per cent of the draws."""

    coverage: int
    low: Array
    high: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over quarters (``at``: years) or over maturities (``ticks`` with their words).

    ``unit`` is one of ``core.units``; ``axis`` what stands at the vertical axis. ``marks`` are days of
    announcements in years with their numbers; ``floor`` a level with its name; ``shaded`` fills between the
    first two lines. With ``stacked`` the first line is a total and the others, its parts, are columns.
    """

    key: str
    title: Say
    axis: Say
    unit: str
    at: Array
    points: Sequence[str]
    lines: Sequence[Line]
    description: Say
    source: str = ""
    bands: Sequence[Band] = ()
    marks: Sequence[tuple[float, str]] = ()
    floor: tuple[float, Say] | None = None
    shaded: bool = False
    stacked: bool = False
    ticks: Sequence[tuple[float, Say]] = ()
    kind: Literal["level", "effect"] = "level"
    note: Html = field(default_factory=lambda: Html(""))


def draw(chart: Chart) -> Html:
    """The chart as an ``svg`` element."""
    ticks = _value_ticks(chart)
    left = EDGE + max(room(words) for texts in tick_words(ticks, chart.unit) for words in texts)
    labels = [_BOLD * room_of(line.label) + _LABEL_ROOM for line in _labelled(chart) if line.label]
    right = WIDTH - EDGE - max(labels, default=_HALF_YEAR)
    inside = (right - left) / len(chart.at) / 2 if chart.stacked else 4
    across = Scale(low=float(chart.at[0]), high=float(chart.at[-1]), start=left + inside, end=right - inside)
    up = Scale(low=ticks[0], high=ticks[-1], start=HEIGHT - _BOTTOM, end=_TOP)
    content = [
        *(tag("title", chart.title(lang), lang=lang) for lang in Language),
        *(tag("desc", chart.description(lang), lang=lang) for lang in Language),
        _grid(chart, ticks, up, left, right),
        _across(chart, across, left, right),
        _marks(chart, across),
        *_areas(chart, across, up),
        *_columns_of_parts(chart, across, up),
        *(_path(line, across, up, chart.at) for line in _drawn(chart)),
        *_points(chart, across, up),
        _labels(chart, across, up),
        _columns(chart, across, left, right),
    ]
    labelled = f"{chart.key}-title {chart.key}-summary"
    return tag(
        "svg", *content, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_labelledby=labelled, class_="chart"
    )


def _value_ticks(chart: Chart) -> list[float]:
    """Round numbers that hold all lines and bands, and zero for an effect."""
    values = [line.values for line in chart.lines]
    values += [side for band in chart.bands for side in (band.low, band.high)]
    values += list(piled([line.values for line in chart.lines[1:]])[1]) if chart.stacked else []
    low = min(float(np.nanmin(v)) for v in values)
    high = max(float(np.nanmax(v)) for v in values)
    if chart.kind == "level":
        return nice_ticks(*widened(low, high, _LEAST.get(chart.unit, _LEAST_SPAN)))
    least = _LEAST.get(chart.unit, _LEAST_EFFECT)
    if low >= 0 or high <= 0:  # away from zero on one side only
        return nice_ticks(min(low, 0.0 if high > 0 else -least), max(high, 0.0 if low < 0 else least))
    return nice_ticks(*widened(low, high, least))


def _grid(chart: Chart, ticks: Sequence[float], up: Scale, left: float, right: float) -> Html:
    """Horizontal lines, their numbers, the unit above them, and the floor."""
    parts = [text(EDGE, 13, both(chart.axis, "tspan"), "unit")]
    for tick, texts in zip(ticks, tick_words(ticks, chart.unit), strict=True):
        y = up(tick)
        kind = "zero" if abs(tick) < 1e-12 else "grid"
        parts += [straight(left, y, right, y, kind), text(left - 5, y + 4.5, in_languages(texts), "tick y")]
    if chart.floor is not None and ticks[0] <= chart.floor[0] <= ticks[-1]:
        y = up(chart.floor[0])
        parts += [straight(left, y, right, y, "floor"), text(left + 24, y - 6, both(chart.floor[1], "tspan"), "floor")]
    return joined(parts)


def _across(chart: Chart, across: Scale, left: float, right: float) -> Html:
    """The horizontal axis: years at their beginning, or maturities."""
    base = HEIGHT - _BOTTOM
    parts = []
    if chart.ticks:
        found = [(across(at), both(name, "tspan")) for at, name in chart.ticks]
    else:
        years = year_ticks(across.low, across.high, _MOST_YEARS)
        found = [(across(year), joined([str(year)])) for year in years]
    for x, name in found:
        parts += [straight(x, base, x, base + 4, "axis"), text(x, base + 19, name, "tick x")]
    return joined([straight(left, base, right, base, "axis"), *parts])


def _marks(chart: Chart, across: Scale) -> Html:
    """Announcements: a dotted line each, and its number where there is room for it."""
    parts, last = [], -np.inf
    for at, name in chart.marks:
        x = across(at)
        parts.append(straight(x, _TOP - 6, x, HEIGHT - _BOTTOM, "news"))
        room = _MARK_ROOM * len(name) / 2 + _MARK_GAP
        if x - room >= last:
            parts.append(text(x, _TOP - 9, name, "news"))
            last = x + room
    return tag("g", *parts, class_="many" if len(chart.marks) > _FEW_MARKS else None)


def _areas(chart: Chart, across: Scale, up: Scale) -> list[Html]:
    """Bands from wide to narrow, and the area between the two worlds."""
    bands = sorted(chart.bands, key=lambda band: -band.coverage)
    parts = [
        tag("path", d=_around(band.low, band.high, chart.at, across, up), class_=f"band b{band.coverage}")
        for band in bands
    ]
    if chart.shaded and len(chart.lines) >= 2:
        one, other = chart.lines[0], chart.lines[1]
        around = _around(one.values, other.values, chart.at, across, up)
        parts.append(tag("path", d=around, class_=f"between c{one.hue}"))
    return parts


def _around(low: Array, high: Array, at: Array, across: Scale, up: Scale) -> str:
    x, y = np.concatenate([at, at[::-1]]), np.concatenate([low, high[::-1]])
    return f"{_trace(x, y, across, up)}z"


def _trace(at: Array, values: Array, across: Scale, up: Scale) -> str:
    """Straight lines from point to point, in tenths, each relative to the point before: half the letters."""
    known = np.isfinite(values)
    places = np.column_stack([across(at[known]), up(values[known])])
    tenths = np.rint(10 * places).astype(int)
    steps = [_pair(*step) for step in np.diff(tenths, axis=0)]
    return f"M{_pair(*tenths[0])}l{' '.join(steps)}"


def _pair(across: int, up: int) -> str:
    return f"{across / 10:g} {up / 10:g}"


def _columns_of_parts(chart: Chart, across: Scale, up: Scale) -> list[Html]:
    """The parts of a stacked chart."""
    if not chart.stacked:
        return []
    parts = chart.lines[1:]
    return columns([line.values for line in parts], [line.hue for line in parts], chart.at, across, up)


def _drawn(chart: Chart) -> list[Line]:
    """Dashed lines last: where the worlds agree both can be seen."""
    lines = chart.lines[:1] if chart.stacked else chart.lines
    return sorted(lines, key=lambda line: line.dashed)


def _labelled(chart: Chart) -> list[Line]:
    """Lines with a name at their end."""
    return [line for line in chart.lines if line.label]


def _path(line: Line, across: Scale, up: Scale, at: Array) -> Html:
    kind = f"line c{line.hue}" + (" dashed" if line.dashed else "")
    return tag("path", d=_trace(at, line.values, across, up), class_=kind)


def _points(chart: Chart, across: Scale, up: Scale) -> list[Html]:
    """Dots where only a few points are known."""
    if not chart.ticks:
        return []
    return [
        tag("circle", cx=f"{across(x):.1f}", cy=f"{up(y):.1f}", r="3", class_=f"dot c{line.hue}")
        for line in chart.lines
        for x, y in zip(chart.at, line.values, strict=True)
    ]


def _labels(chart: Chart, across: Scale, up: Scale) -> Html:
    """Names at the ends of lines, moved apart where they would touch, with a hair to the line."""
    ends = [(line, up(float(line.values[np.isfinite(line.values)][-1]))) for line in _labelled(chart)]
    places = spread([y for _, y in ends], _LABEL_GAP, _TOP, HEIGHT - _BOTTOM - 2)
    parts, x = [], across.end
    for (line, y), place in zip(ends, places, strict=True):
        if line.label is None:
            continue
        if abs(place - y) > 3:
            parts.append(straight(x + 1, y, x + 9, place, f"hair c{line.hue}"))
        parts.append(text(x + 11, place + 4.5, both(line.label, "tspan"), f"label c{line.hue}"))
    return joined(parts)


def _columns(chart: Chart, across: Scale, left: float, right: float) -> Html:
    """A column a point that names its numbers when a pointer rests on it."""
    middles = [across(float(x)) for x in chart.at]
    edges = [left, *((one + two) / 2 for one, two in pairwise(middles)), right]
    boxes = []
    for start, end in pairwise(round(edge) for edge in edges):
        wide, high = end - start, HEIGHT - _BOTTOM - _TOP
        boxes.append(f"M{start} {_TOP}h{wide}v{high}h-{wide}z")
    groups = []
    for lang in Language:
        texts = [_spelled(chart, place, point, lang) for place, point in enumerate(chart.points)]
        drawn = [tag("path", tag("title", told), d=box) for told, box in zip(texts, boxes, strict=True)]
        groups.append(joined(drawn))
    if len(set(groups)) == 1:
        return tag("g", groups[0], class_="columns")
    found = zip(Language, groups, strict=True)
    return joined(tag("g", drawn, class_="columns", lang=lang.value) for lang, drawn in found)


def _spelled(chart: Chart, place: int, point: str, lang: str) -> str:
    """The numbers of one point in words; of a stack its total, for its parts stand in the table."""
    told = chart.lines[:1] if chart.stacked else chart.lines
    found = [f"{line.spelled(lang)} {amount(line.values[place], chart.unit, lang, chart.kind)}" for line in told]
    return f"{point}  {'  '.join(found)}"
