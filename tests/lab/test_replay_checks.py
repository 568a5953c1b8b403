"""Standard deviations and slopes, by hand."""

import numpy as np
import pytest

from qelab.lab.replay.checks import slope, z_values


def test_z_by_hand():
    shock = np.array([1.0, -1.0, np.nan, 3.0])
    assert z_values(shock)[3] == pytest.approx(3.0 / np.std([1.0, -1.0, 3.0], ddof=1))
    calm = np.array([True, True, True, False])
    assert z_values(shock, calm)[3] == pytest.approx(3.0 / np.sqrt(2.0))
    assert not z_values(np.zeros(4)).any()


def test_slope_on_a_dummy_is_a_difference_of_means():
    y = np.array([1.0, 2.0, 3.0, 5.0, 7.0, np.nan])
    x = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    found = slope(y, x)
    assert found.value == pytest.approx(4.0)
    # pooled variance (2 + 2) / 3, error sqrt(4/3 * (1/3 + 1/2))
    assert found.t == pytest.approx(4.0 / np.sqrt(4 / 3 * (1 / 3 + 1 / 2)))
    assert found.observations == 5


def test_newey_west_by_another_route():
    random = np.random.default_rng(1)
    x, e = random.normal(size=200), random.normal(size=201)
    y = 0.5 * x + e[1:] + 0.6 * e[:-1]
    found = slope(y, x)
    X = np.column_stack([np.ones(200), x])
    u = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    distance = np.abs(np.subtract.outer(np.arange(200), np.arange(200)))
    kernel = np.clip(1 - distance / 5, 0, None)
    bread = np.linalg.inv(X.T @ X)
    variance = bread @ (X.T @ (kernel * np.outer(u, u)) @ X) @ bread * 200 / 198
    assert found.t_hac == pytest.approx(found.value / np.sqrt(variance[1, 1]))


def test_nothing_to_compare():
    assert slope(np.arange(5.0), np.zeros(5)).t == 0.0
