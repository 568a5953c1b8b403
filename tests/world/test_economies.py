"""Which archetype is an economy nearest to: by hand, and what the score says of a summer."""

import numpy as np
import pytest

from qelab.world.economies import explained, strength, weights


def test_the_corners_by_hand():
    accounts, reserves = np.array([-5.0, 3.0, 12.0, -2.5, -2.5]), np.array([10.0, 20.0, 90.0, 20.0, 55.0])
    found = weights(accounts, reserves)
    np.testing.assert_allclose(found, [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.5, 0], [0.25, 0.25, 0.5]])


def test_shares_are_shares():
    draw = np.random.default_rng(4)
    found = weights(draw.normal(0, 6, 500), draw.uniform(0, 120, 500))
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    assert (found >= 0).all()


def test_a_larger_deficit_is_no_safer_and_more_reserves_no_more_fragile():
    deficits = weights(-np.arange(8.0), np.full(8, 25.0))[:, 0]
    stocks = weights(np.full(8, -4.0), np.linspace(20, 90, 8))
    assert (np.diff(deficits) >= 0).all()
    assert (np.diff(stocks[:, 0]) <= 0).all()
    assert (np.diff(stocks[:, 2]) >= 0).all()


def test_the_score_weighs_both_alike():
    accounts, reserves = np.array([-1.0, 1.0]), np.array([10.0, 30.0])
    assert strength(accounts, reserves) == pytest.approx([-2.0, 2.0])


def test_share_explained_is_that_of_the_regression():
    draw = np.random.default_rng(5)
    score = draw.normal(size=40)
    moves = 2 * score + draw.normal(size=40)
    slope, level = np.polyfit(score, moves, 1)
    left = moves - slope * score - level
    assert explained(moves, score) == pytest.approx(1 - left @ left / ((moves - moves.mean()) ** 2).sum())
