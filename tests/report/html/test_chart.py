"""Charts by numbers that can be checked by hand: ticks, positions, labels apart, and colours that can be read."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qelab.report.html as folder
from qelab.report.html.chart import Chart, Line, draw
from qelab.report.html.scale import Scale, nice_ticks, spread, widened, year_ticks

STYLE = (Path(folder.__file__).parent / "style.css").read_text(encoding="utf-8")
HUES = ("soft", "accent", "good", "bad", "open", "ink", *(f"c{place}" for place in range(1, 8)))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0.3, 9.2, [0, 2, 4, 6, 8, 10]), (-14.4, 1.9, [-15, -10, -5, 0, 5]), (995, 1594, [800, 1000, 1200, 1400, 1600])],
)
def test_ticks_by_hand(low, high, ticks):
    assert nice_ticks(low, high) == pytest.approx(ticks)


@given(low=st.floats(-1e6, 1e6), span=st.floats(1e-3, 1e6))
def test_ticks_hold_the_range_and_are_few_and_even(low, span):
    ticks = nice_ticks(low, low + span)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + 1e-6 * step
    assert ticks[-1] >= low + span - 1e-6 * step
    assert 2 <= len(ticks) <= 8
    assert np.diff(ticks) == pytest.approx(step)


def test_years_are_thinned():
    assert year_ticks(2010.75, 2017.0, 7) == list(range(2011, 2018))
    assert year_ticks(2008.75, 2020.0, 7) == [2010, 2012, 2014, 2016, 2018, 2020]


def test_a_still_line_is_not_blown_up():
    assert widened(1.0, 1.0, 0.2) == pytest.approx((0.9, 1.1))
    assert widened(0.0, 1.0, 0.2) == (0.0, 1.0)


@given(st.lists(st.floats(0, 200), min_size=1, max_size=8))
def test_labels_keep_their_distance_order_and_room(wanted):
    gap = min(17.0, 200 / max(1, len(wanted) - 1))
    found = spread(wanted, 17.0, 0.0, 200.0)
    assert all(-1e-6 <= place <= 200 + 1e-6 for place in found)
    ordered = [found[place] for place in sorted(range(len(wanted)), key=lambda place: wanted[place])]
    assert all(below - above >= gap - 1e-6 for above, below in pairwise(ordered))


def test_labels_with_room_stay_where_they_are():
    assert spread([80, 10, 40], 17, 0, 100) == [80, 10, 40]


def always(text):
    """A text that is the same in every language."""
    return lambda _: text


def chart(**more):
    lines = [
        Line(name=str, values=np.array([1.0, 2.0, 3.0]), label=always("with")),
        Line(name=str, values=np.array([1.0, 1.0, 1.0]), dashed=True, label=always("without")),
    ]
    given = {
        "key": "k", "title": lambda lang: f"Title {lang}", "axis": always("bp"), "unit": "bp",
        "at": np.array([2010.25, 2010.5, 2010.75]), "points": ["2010Q1", "2010Q2", "2010Q3"], "lines": lines,
        "description": lambda lang: f"Description {lang}", "marks": [(2010.4, "1")],
    }  # fmt: skip
    return draw(Chart(**{**given, **more}))


def path_points(d):
    """Absolute points of a path of one move and relative lines."""
    start, _, rest = d[1:].rstrip("z").partition("l")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", f"{start} {rest}")]
    return np.cumsum(np.reshape(numbers, (-1, 2)), axis=0)


def test_lines_stand_where_their_numbers_are():
    svg = chart()
    solid, dashed = (path_points(d) for d in re.findall(r'd="([^"]+)" class="line c1[^"]*"', svg))
    grid = [float(y) for y in re.findall(r'd="M[\d.]+ ([\d.]+)L[^"]+" class="grid"', svg)]
    assert solid[0] == pytest.approx(dashed[0])
    assert solid[1, 1] - solid[2, 1] == pytest.approx(solid[0, 1] - solid[1, 1], abs=0.11)  # equal steps up
    assert min(grid) - 0.1 <= solid[2, 1] <= solid[0, 1] <= max(grid) + 0.1
    assert solid[1, 0] - solid[0, 0] == pytest.approx(solid[2, 0] - solid[1, 0], abs=0.11)


def test_relative_paths_do_not_drift():
    rng = np.random.default_rng(3)
    values = rng.normal(size=200)
    at = np.linspace(2000, 2050, 200)
    svg = chart(lines=[Line(name=str, values=values)], at=at, points=["x"] * 200, marks=[])
    points = path_points(re.findall(r'd="([^"]+)" class="line', svg)[0])
    straight = np.linspace(points[0, 0], points[-1, 0], 200)
    assert np.abs(points[:, 0] - straight).max() <= 0.11


def test_a_chart_says_what_it_is():
    svg = chart()
    for wanted in ('role="img"', 'aria-labelledby="k-title k-summary"', '<title lang="en">Title en</title>',
                   '<desc lang="zh-Hant">Description zh-Hant</desc>', 'class="unit">bp<', 'class="line c1 dashed"',
                   'class="news">1<', ">with<", ">without<"):  # fmt: skip
        assert wanted in svg


def test_unknown_points_are_left_out():
    svg = chart(lines=[Line(name=str, values=np.array([1.0, np.nan, 3.0]), label=always("x"))])
    assert len(path_points(re.findall(r'd="([^"]+)" class="line', svg)[0])) == 2
    assert "nan" not in svg


def test_scale_by_hand():
    scale = Scale(low=0, high=10, start=100, end=0)
    assert scale(2.5) == 75
    assert list(scale(np.array([0.0, 10.0]))) == [100, 0]


def colours(block):
    return dict(re.findall(r"--([\w]+): (#[0-9a-f]{6})", block))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("scheme", range(3), ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_contrast_of_text_and_lines(scheme, ground):
    """WCAG 2 AA: 4.5 to 1 for text, to which the coloured labels belong."""
    found = colours(re.findall(r":root \{(.*?)\}", STYLE, re.S)[scheme])
    for hue in HUES:
        light, dark = sorted((luminance(found[hue]), luminance(found[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, hue
