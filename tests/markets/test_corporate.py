"""Corporate bonds: what they follow of the term premium, by hand."""

import numpy as np
import pytest

from qelab.markets.corporate import (
    SPREAD_PARTS,
    YIELD_PARTS,
    CorporateBonds,
    spread,
    spread_parts,
    yield_parts,
)

BONDS = CorporateBonds(premium_pass_through=0.8, stress_response=0.3)


def test_a_lower_term_premium_is_passed_on_in_part():
    """Premium -100 bp, policy rates as they were: yield -80, spread +20."""
    of_spread = spread_parts(np.array([0.0]), np.array([-1.0]), np.array([0.0]), BONDS)
    parts = yield_parts(np.array([-1.0]), np.array([-1.0]), of_spread)
    assert of_spread["premium_not_passed"][0] == pytest.approx(0.2)
    assert parts["duration"][0] == pytest.approx(-0.8)
    assert sum(float(part[0]) for part in parts.values()) == pytest.approx(-0.8)
    assert (tuple(of_spread), tuple(parts)) == (SPREAD_PARTS, YIELD_PARTS)


def test_expectations_are_passed_on_in_full():
    of_spread = spread_parts(np.zeros(1), np.zeros(1), np.zeros(1), BONDS)
    assert yield_parts(np.array([0.5]), np.zeros(1), of_spread)["expectations"][0] == 0.5


def test_less_stress_narrows_the_spread():
    """Half a unit less stress at .3 a unit: -15 bp, in spread and yield."""
    of_spread = spread_parts(np.zeros(1), np.zeros(1), np.array([-0.5]), BONDS)
    assert of_spread["stress_relief"][0] == pytest.approx(-0.15)
    assert yield_parts(np.zeros(1), np.zeros(1), of_spread)["credit"][0] == pytest.approx(-0.15)


def test_the_level_begins_at_its_baseline():
    assert spread(2.0, np.array([0.0, -0.3]), np.array([0.0, -1.0]), np.zeros(2), BONDS) == pytest.approx([2.0, 1.9])


def test_pass_through_is_that_of_the_literature():
    assert 0.7 <= CorporateBonds().premium_pass_through <= 1.0
