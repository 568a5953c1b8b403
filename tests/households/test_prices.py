"""Relative changes of value between two worlds, by hand."""

import numpy as np
import pytest

from qelab.households.prices import price_level_effect, relative, value_effects, yield_effect


def worlds(without, policy):
    return np.stack([np.asarray(without, dtype=float), np.asarray(policy, dtype=float)])


def test_an_index_four_per_cent_higher():
    assert relative(worlds([100, 50], [100, 52])).tolist() == [0.0, pytest.approx(0.04)]


def test_prices_add_up_over_years():
    """Half a point more inflation over four quarters, twice, is one per cent of the price level in the eighth quarter;
    in the first quarters the window still holds prices of the opening."""
    more = np.array([0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.5, 0.5, 0.5])
    effect = price_level_effect(worlds(np.full(9, 2.0), 2.0 + more))
    np.testing.assert_allclose(100 * effect, [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0], atol=1e-12)


def test_the_opening_is_the_same_in_both_worlds():
    """The window of the fourth quarter begins at the opening, that of the fifth at the first quarter."""
    effect = price_level_effect(worlds(np.zeros(6), [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]))
    np.testing.assert_allclose(100 * effect, [0, 1, 1, 1, 1, 2], atol=1e-12)


@pytest.mark.parametrize(("years", "expected"), [(2, -0.1), (5, -0.2), (7, -0.24), (10, -0.3), (1, -0.1), (20, -0.3)])
def test_yields_between_maturities(years, expected):
    paths = {2.0: worlds([3], [2.9]), 5.0: worlds([3], [2.8]), 10.0: worlds([3], [2.7])}
    assert yield_effect(paths, years)[0] == pytest.approx(expected)


def test_bonds_rise_by_duration_and_lose_purchasing_power():
    same = np.full((2, 2), 100.0)
    paths = {5.0: worlds([3, 3], [3, 2.5]), 10.0: worlds([3, 3], [3, 2.5])}
    found = value_effects(same, same, paths, worlds([2, 2], [2, 2.2]), 7.0)
    assert found.bonds[1] == pytest.approx(np.exp(7 * 0.005 - 0.002) - 1)
    assert found.money[1] == pytest.approx(np.exp(-0.002) - 1)
    assert found.bonds[0] == found.money[0] == 0.0


def test_the_same_worlds_have_no_effect():
    one = np.full((2, 5), 3.0)
    found = value_effects(one, one, {5.0: one, 10.0: one}, one, 7.0)
    assert max(np.abs(part).max() for part in (found.equities, found.houses, found.bonds, found.money)) == 0.0
