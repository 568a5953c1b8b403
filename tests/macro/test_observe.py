"""Public series from a model's path, each transformation by hand, and the way back."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.macro.about import Observable
from qelab.macro.observe import observe, observed, variable_at

MOD = """
var x level; varexo e; parameters rho; rho = 0.5;
model; x = rho*x(-1) + e; level = 2 + x; end;
initval; x = 0; level = 2; end;
"""
ABOUT = '[series]\noutput_gap = { variable = "x", transformation = "percent", unit = "percent" }\n'


@pytest.fixture(scope="module")
def path() -> np.ndarray:
    x = np.array([0.01, 0.02, 0.03, 0.04])
    return np.column_stack([x, 2 + x])


@pytest.mark.parametrize(
    ("variable", "transformation", "values"),
    [
        ("x", "deviation_percent", [0.01, 0.02, 0.03, 0.04]),
        ("level", "deviation_percentage_points", [0.01, 0.02, 0.03, 0.04]),
        ("level", "level", [2.01, 2.02, 2.03, 2.04]),
        ("level", "percent", [1, 2, 3, 4]),
        ("level", "percent_of_steady_state", [0.5, 1, 1.5, 2]),
        ("x", "percentage_points", [1, 2, 3, 4]),
        ("x", "annualised_percentage_points", [4, 8, 12, 16]),
        ("level", "four_quarter_sum_percentage_points", [1, 3, 6, 10]),
    ],
)
def test_by_hand(write_model, path, variable, transformation, values):
    model = write_model(MOD)
    item = Observable(variable=variable, transformation=transformation, unit="percent")
    assert observe(model, item, path) == pytest.approx(values)
    if transformation.startswith("four_quarter"):
        with pytest.raises(QelabError, match="QE525"):
            variable_at(model, item, np.array(values))
    else:
        back = variable_at(model, item, np.array(values, dtype=float))
        assert back == pytest.approx(path[:, model.index(variable)])


def test_sums_take_the_quarters_before(write_model, path):
    model = write_model(MOD)
    item = Observable(variable="x", transformation="four_quarter_sum_percentage_points", unit="percentage points")
    before = np.column_stack([[0.5, 0.001, 0.002, 0.003], [2.0, 2.0, 2.0, 2.0]])  # the first is too long ago
    assert observe(model, item, path, before)[0] == pytest.approx(100 * (0.001 + 0.002 + 0.003 + 0.01))
    assert observe(model, item, path, before[-1:])[0] == pytest.approx(100 * (0.003 + 0.01))
    assert observe(model, item, path, before)[3] == pytest.approx(100 * 0.1)


def test_nothing_to_relate_to(write_model, path):
    item = Observable(variable="x", transformation="percent_of_steady_state", unit="percent")
    with pytest.raises(QelabError, match="QE525"):
        observe(write_model(MOD), item, path)


def test_all_series_of_a_model(write_model, path):
    found = observed(write_model(MOD, ABOUT), path)
    assert list(found) == ["output_gap"]
    assert found["output_gap"] == pytest.approx([1, 2, 3, 4])
