"""Exact splits of an effect: against all orders written out, and numbers that can be checked by hand."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.markets.shapley import shapley

NUMBERS = st.lists(st.floats(-3, 3), min_size=8, max_size=8)


def curved(inputs):
    """A value that is no sum of its four inputs."""
    return np.exp(inputs[0] * inputs[1] / 9.0) + inputs[2] ** 2 * inputs[3] - inputs[0] * inputs[3]


def over_all_orders(value, without, policy):
    """The mean of what each input adds, order by order."""
    parts = np.zeros_like(without)
    orders = list(permutations(range(len(without))))
    for order in orders:
        now = without.copy()
        for place in order:
            before = value(now)
            now[place] = policy[place]
            parts[place] += value(now) - before
    return parts / len(orders), len(orders)


def test_four_inputs_are_averaged_over_24_orders():
    rng = np.random.default_rng(3)
    without, policy = rng.normal(size=(4, 5)), rng.normal(size=(4, 5))
    by_hand, orders = over_all_orders(curved, without, policy)
    assert orders == 24
    np.testing.assert_allclose(shapley(curved, without, policy), by_hand, rtol=0, atol=1e-13)


@given(NUMBERS)
def test_parts_add_up_to_the_difference(numbers):
    without, policy = np.array(numbers[:4]), np.array(numbers[4:])
    parts = shapley(curved, without, policy)
    assert parts.sum() == pytest.approx(float(curved(policy) - curved(without)), abs=1e-10)


@given(NUMBERS)
def test_for_a_sum_it_is_the_plain_split(numbers):
    without, policy = np.array(numbers[:4]), np.array(numbers[4:])
    weights = np.array([1.0, -2.0, 0.5, 3.0])
    parts = shapley(lambda inputs: weights @ inputs, without, policy)
    np.testing.assert_allclose(parts, weights * (policy - without), rtol=0, atol=1e-12)


def test_an_input_that_does_nothing_gets_nothing():
    parts = shapley(lambda inputs: inputs[0] * inputs[1], np.array([1.0, 2.0, 5.0]), np.array([4.0, 3.0, -7.0]))
    assert parts[2] == 0.0
    # 1 x 2 -> 4 x 3: the first adds 3 x 2 or 3 x 3, the second 1 x 1 or 4 x 1.
    assert parts[:2].tolist() == pytest.approx([7.5, 2.5])


def test_equal_worlds_have_no_parts():
    same = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert not shapley(lambda inputs: np.exp(inputs.sum(axis=0)), same, same).any()
