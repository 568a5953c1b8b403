"""Effects in logarithms as points of a level: exact sums, also where parts cancel."""

import numpy as np
import pytest

from qelab.markets.logs import in_levels


def test_parts_add_up_to_the_change():
    parts = in_levels(np.array([100.0, 120.0]), {"a": np.array([10.0, 1.0]), "b": np.array([-3.0, 2.0])})
    assert parts["a"] + parts["b"] == pytest.approx(np.array([100 * np.expm1(0.07), 120 * np.expm1(0.03)]), abs=1e-12)
    assert parts["a"] / parts["b"] == pytest.approx([-10 / 3, 0.5])


@pytest.mark.parametrize("gap", [0.0, 1e-14, 1e-9])
def test_parts_that_cancel_stand_at_their_limit(gap):
    parts = in_levels(np.array([100.0]), {"a": np.array([5.0]), "b": np.array([-5.0 + gap])})
    assert parts["a"] == pytest.approx([5.0])
    assert abs(parts["a"] + parts["b"]) < 1e-8
