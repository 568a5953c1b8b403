"""Yields from expected paths: against brute force, and what lies beyond the horizon against simulation."""

import numpy as np
import pytest

from qelab.rates.curve import average_beyond, curve
from qelab.rates.premium import TENORS, forward_average, term_premium

ATTENTION = 0.97
DURATIONS = {2: 8, 5: 18, 10: 34, 30: 68}


@pytest.fixture
def stable():
    """A stable matrix (5, 5) with complex roots, the largest .95 in size."""
    matrix = np.random.default_rng(7).normal(size=(5, 5))
    return 0.95 * matrix / np.abs(np.linalg.eigvals(matrix)).max()


@pytest.mark.parametrize("attention", [1.0, ATTENTION])
def test_average_beyond_against_simulation(stable, attention):
    last = np.random.default_rng(8).normal(size=(3, 5))
    found = average_beyond(last, stable, 2, attention)
    for years, quarters in DURATIONS.items():
        delta = 1 - 1 / quarters
        for row in range(3):
            state, total = last[row], 0.0
            for ahead in range(3000):
                state = stable @ state
                total += (1 - delta) * (delta * attention) ** ahead * state[2]
            assert found[years][row] == pytest.approx(total, abs=1e-12)


def test_a_cut_path_and_its_rest_make_the_whole(stable):
    """Cutting the horizon and adding what lies beyond gives the average of the endless path."""
    state = np.random.default_rng(9).normal(size=5)
    states = [state]
    for _ in range(2000):
        states.append(stable @ states[-1])
    endless = np.array([item[2] for item in states])[None, :]
    for cut in (1, 7, 40):
        beyond = average_beyond(states[cut - 1][None, :], stable, 2, ATTENTION)
        for years, tenor in TENORS.items():
            whole = forward_average(endless, tenor.discount, ATTENTION)[0, 0]
            parts = forward_average(endless[:, :cut], tenor.discount, ATTENTION, beyond[years])[0, 0]
            assert parts == pytest.approx(whole, abs=1e-12)


def test_a_yield_is_expectations_plus_premium():
    rng = np.random.default_rng(10)
    rate, tpf = rng.normal(size=(4, 30)), rng.normal(size=(4, 30))
    beyond = {years: rng.normal(size=4) for years in TENORS}
    found = curve(rate, beyond, tpf, ATTENTION)
    for years, quarters in DURATIONS.items():
        delta = 1 - 1 / quarters
        weights = (1 - delta) * (delta * ATTENTION) ** np.arange(30)
        expected = rate @ weights + (delta * ATTENTION) ** 30 * beyond[years]
        np.testing.assert_allclose(found.expected[years], expected, rtol=0, atol=1e-12)
        np.testing.assert_array_equal(found.premium[years], term_premium(tpf, years)[:, 0])
        np.testing.assert_allclose(found.yield_(years), found.expected[years] + found.premium[years], atol=1e-15)


def test_a_rate_held_for_a_year_moves_short_yields_more():
    path = np.zeros((1, 40))
    path[0, :4] = -1.0
    found = curve(path, dict.fromkeys(TENORS, np.zeros(1)), np.zeros((1, 40)), 1.0)
    by_hand = {years: -(1 - (1 - 1 / quarters) ** 4) for years, quarters in DURATIONS.items()}
    assert {years: float(found.yield_(years)[0]) for years in TENORS} == pytest.approx(by_hand, abs=1e-14)
