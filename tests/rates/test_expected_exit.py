"""Expected exits: paths by hand and what the ten-year premium weighs them with."""

import numpy as np
import pytest

from qelab.rates.expected_exit import EXITS, ExpectedExit


def test_a_path_by_hand():
    path = ExpectedExit(build_quarters=2, hold_quarters=3, then_x_per_quarter=0.5).path(8)
    np.testing.assert_allclose(path, [0.0, 0.5, 1.0, 1.0, 1.0, 0.5, 0.25, 0.125])
    np.testing.assert_array_equal(ExpectedExit().path(4), 1.0)


def test_weights():
    """For ever 1; held h quarters and then times g: 1 - delta^h (1 - g) / (1 - delta g); a ramp less than both."""
    delta = 33 / 34
    assert EXITS["permanent"].weight == pytest.approx(1.0)
    for name, hold in (("hump", 8), ("run_off", 1)):
        by_hand = 1 - delta**hold * (1 - 0.97) / (1 - delta * 0.97)
        assert EXITS[name].weight == pytest.approx(by_hand)
    assert EXITS["hump"].weight == pytest.approx(0.596, abs=5e-4)
    assert EXITS["permanent"].weight / EXITS["hump"].weight == pytest.approx(1.7, abs=0.03)
    ramp = delta * (1 - delta**12) / (12 * (1 - delta))
    assert ExpectedExit(build_quarters=12).weight == pytest.approx(ramp)


def test_only_what_is_never_given_back_is_for_ever():
    assert [name for name, one in EXITS.items() if one.at_once_and_for_ever] == ["permanent"]
