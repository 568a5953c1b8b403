"""Bars and stacked columns by numbers that can be checked by hand, and inside their drawing whatever the numbers."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.report.html.bars import Bars, Row, draw_bars
from qelab.report.html.chart import Chart, Line, draw
from qelab.report.html.figure import figure
from qelab.report.html.plot import WIDTH, room
from qelab.report.html.stack import piled


def always(text):
    """A text that is the same in every language."""
    return lambda _: text


def bars(rows, parts=("effect",), **more):
    return Bars(
        key="k", title=always("Title"), axis=always("bn"), unit="percent", heading=always("city"),
        rows=[Row(name=always(name), values=values) for name, values in rows],
        parts=[always(part) for part in parts], description=always("Description"), **more,
    )  # fmt: skip


def drawn(svg, hue):
    """Beginnings and ends of the bars of one colour."""
    found = re.findall(rf'd="M([-\d.]+) [-\d.]+H([-\d.]+)v[^"]*" class="part c{hue}"', svg)
    return np.array([[float(start), float(end)] for start, end in found])


def written(svg):
    """Places and texts of the numbers beside the bars."""
    found = re.findall(r'<text x="([-\d.]+)"[^>]*class="number( y)?">([^<]+)<', svg)
    return [(float(x), bool(left), text) for x, left, text in found]


def test_bars_are_as_long_as_their_numbers():
    found = drawn(draw_bars(bars([("a", (1.0,)), ("b", (2.0,)), ("c", (-1.0,))])), 1)
    lengths = found[:, 1] - found[:, 0]
    assert lengths == pytest.approx(np.array([1.0, 2.0, -1.0]) * lengths[0], abs=0.2)
    assert set(found[:, 0]) == {found[0, 0]}


def test_numbers_stand_outside_their_bars():
    svg = draw_bars(bars([("a", (1.5,)), ("b", (-0.5,))]))
    (first, last), (zero, end) = drawn(svg, 1)
    (x, left, text), (other, other_left, other_text) = written(svg)
    assert (text, other_text) == ("+1.50", "−0.50")
    assert (left, other_left) == (False, True)
    assert x > last > first == zero > end > other


def test_parts_stand_on_each_other_and_their_sum_beside_them():
    svg = draw_bars(bars([("a", (2.0, -1.0, 3.0))], parts=("x", "y", "z"), stacked=True))
    (x,), (y,), (z,) = (drawn(svg, hue) for hue in (1, 2, 3))
    unit = (x[1] - x[0]) / 2
    assert z == pytest.approx([x[1], x[1] + 3 * unit], abs=0.2)
    assert y == pytest.approx([x[0], x[0] - unit], abs=0.2)
    assert [text for *_, text in written(svg)] == ["+4.00"]


def test_of_several_bars_only_those_that_are_something_have_a_number():
    svg = draw_bars(bars([("a", (1.0, 0.0)), ("b", (0.0, -2.0))], parts=("x", "y")))
    assert [text for *_, text in written(svg)] == ["+1.00", "−2.00"]
    assert (len(drawn(svg, 1)), len(drawn(svg, 2))) == (1, 1)


def test_a_marker_stands_at_its_value():
    svg = draw_bars(bars([("a", (1.0,)), ("b", (3.0,))], marker=(2.0, always("nation"))))
    place = float(re.findall(r'd="M([\d.]+) [^"]*" class="marker"', svg)[0])
    (zero, one), (_, three) = drawn(svg, 1)
    assert place == pytest.approx((one + three) / 2, abs=0.2)
    assert place > zero
    assert ">nation<" in svg


def test_the_table_behind_has_every_part_and_the_sum():
    page = figure(bars([("a", (2.0, -1.0))], parts=("x", "y"), stacked=True))
    cells = re.findall(r"<(?:th|td)\b[^>]*>([^<]*)<", page)
    assert cells[:3] == ["city", "x", "y"]
    assert cells[-3:] == ["+2.00", "−1.00", "+1.00"]


@given(st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)), min_size=1, max_size=12), st.booleans())
def test_everything_stays_inside_the_drawing(values, stacked):
    chart = bars([(f"Some city {place}", row) for place, row in enumerate(values)], parts=("x", "y"), stacked=stacked)
    svg = draw_bars(chart)
    assert "nan" not in svg
    for hue in (1, 2):
        found = drawn(svg, hue)
        assert found.size == 0 or (found.min() >= 0 and found.max() <= WIDTH)
    for x, left, text in written(svg):
        start, end = (x - room(text), x) if left else (x, x + room(text))
        assert start >= -0.1
        assert end <= WIDTH + 0.1


def test_no_effect_at_all_is_drawn():
    svg = draw_bars(bars([("a", (0.0,)), ("b", (0.0,))]))
    assert [text for *_, text in written(svg)] == ["0.00", "0.00"]


def test_piled_parts_end_where_they_add_up():
    starts, ends = piled([np.array([1.0, -1.0]), np.array([2.0, -2.0]), np.array([-0.5, 0.5])])
    assert ends.tolist() == [[1.0, -1.0], [3.0, -3.0], [-0.5, 0.5]]
    assert starts.tolist() == [[0.0, 0.0], [1.0, -1.0], [0.0, 0.0]]


@given(st.lists(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3), min_size=1, max_size=7))
def test_highest_and_lowest_ends_add_up_to_the_total(parts):
    _, ends = piled([np.array(part) for part in parts])
    reach = np.maximum(ends.max(axis=0), 0) + np.minimum(ends.min(axis=0), 0)
    assert reach == pytest.approx(np.sum(parts, axis=0), abs=1e-6)


def test_columns_hang_on_the_axis_and_the_total_is_a_line():
    parts = [np.array([0.0, 2.0, 3.0]), np.array([0.0, -1.0, -1.0])]
    lines = [Line(name=always("total"), values=parts[0] + parts[1], hue=8)]
    lines += [Line(name=always(f"part {hue}"), values=part, hue=hue) for hue, part in enumerate(parts, start=1)]
    chart = Chart(
        key="k", title=always("Title"), axis=always("bp"), unit="bp", at=np.array([2010.25, 2010.5, 2010.75]),
        points=["2010Q1", "2010Q2", "2010Q3"], lines=lines, description=always("D"), kind="effect", stacked=True,
    )  # fmt: skip
    svg = draw(chart)
    assert re.findall(r'class="line (c\d)"', svg) == ["c8"]
    up, down = re.findall(r'd="([^"]+)" class="part c[12]"', svg)
    first = re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+v(-?[\d.]+)", up)
    zero = float(re.findall(r'd="M[\d.]+ ([\d.]+)L[^"]+" class="zero"', svg)[0])
    assert [float(y) for y, _ in first] == pytest.approx([zero, zero], abs=0.1)
    assert float(first[1][1]) == pytest.approx(1.5 * float(first[0][1]), abs=0.2)
    assert all(float(high) > 0 for high in re.findall(r"v(-?[\d.]+)h-", down))  # below zero is downwards
    assert down.count("M") == up.count("M") == 2  # nothing is drawn for the opening
