"""Conversions that a reader can check by hand, and the refusal to convert between quantities."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.errors import QelabError
from qelab.core.units import convert, factor, from_log_percent, log_percent, units

QUANTITIES = {
    "ratio": ("percent", "percentage points", "bp", "decimal"),
    "ratio to GDP": ("percent of GDP", "share of GDP"),
    "rate": (
        "percent per annum", "percent per quarter", "percent per month",
        "decimal per annum", "decimal per quarter", "decimal per month",
    ),
    "money": ("bn", "tn"),
    "money flow": ("bn per year", "bn per quarter", "bn per month"),
    "time": ("years", "quarters", "months"),
}  # fmt: skip
BY_HAND = [
    (0.14, "percentage points", "bp", 14.0),
    (25.0, "bp", "percentage points", 0.25),
    (4.25, "percent", "decimal", 0.0425),
    (1.0, "decimal", "bp", 10_000.0),
    (2.4, "percent of GDP", "share of GDP", 0.024),
    (4.0, "percent per annum", "percent per quarter", 1.0),
    (0.5, "percent per quarter", "percent per annum", 2.0),
    (6.0, "percent per annum", "percent per month", 0.5),
    (2.0, "percent per annum", "decimal per quarter", 0.005),
    (0.06, "decimal per annum", "decimal per month", 0.005),
    (1.5, "tn", "bn", 1500.0),
    (95.0, "bn per month", "bn per year", 1140.0),
    (60.0, "bn per month", "bn per quarter", 180.0),
    (900.0, "bn per year", "bn per quarter", 225.0),
    (2.5, "years", "months", 30.0),
    (8.0, "quarters", "years", 2.0),
    (6.0, "months", "quarters", 2.0),
]
SAME = [(one, other) for group in QUANTITIES.values() for one in group for other in group]
APART = [
    (one, other)
    for first, second in combinations(QUANTITIES.values(), 2)
    for one in first
    for other in second
]


@pytest.mark.parametrize(("value", "source", "target", "expected"), BY_HAND)
def test_by_hand(value, source, target, expected):
    assert convert(value, source, target) == pytest.approx(expected, rel=1e-14)
    assert convert(expected, target, source) == pytest.approx(value, rel=1e-14)


def test_every_unit_is_checked_by_hand_and_belongs_to_a_quantity():
    checked = {unit for row in BY_HAND for unit in row[1:3]}
    assert checked == set(units())
    assert sorted(unit for group in QUANTITIES.values() for unit in group) == sorted(units())


@pytest.mark.parametrize(("source", "target"), APART)
def test_two_quantities_do_not_convert(source, target):
    for one, other in ((source, target), (target, source)):
        with pytest.raises(QelabError) as caught:
            convert(1.0, one, other)
        assert caught.value.code == "QE103"


@pytest.mark.parametrize("pair", [("percents", "bp"), ("bp", "percents")])
def test_unknown_unit_is_refused_with_a_suggestion(pair):
    with pytest.raises(QelabError) as caught:
        factor(*pair)
    assert caught.value.code == "QE103"
    assert "did you mean 'percent'?" in caught.value.hint()


@given(value=st.floats(-1e9, 1e9), pair=st.sampled_from(SAME))
def test_there_and_back(value, pair):
    source, target = pair
    assert convert(convert(value, source, target), target, source) == pytest.approx(value, rel=1e-13)
    assert factor(source, target) * factor(target, source) == pytest.approx(1.0, rel=1e-13)


def test_arrays_are_converted_and_left_alone():
    rates = np.array([0.1, 0.25])
    np.testing.assert_allclose(convert(rates, "percentage points", "bp"), [10.0, 25.0])
    np.testing.assert_array_equal(rates, [0.1, 0.25])


def test_log_percent_by_hand():
    assert log_percent(1.01) == pytest.approx(0.9950330853)
    assert from_log_percent(-1.0) == pytest.approx(0.9900498337)


@given(deviation=st.floats(-80.0, 80.0))
def test_log_percent_there_and_back(deviation):
    assert log_percent(from_log_percent(deviation)) == pytest.approx(deviation, abs=1e-11)
