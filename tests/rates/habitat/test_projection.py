"""How far the projection form and the preferred-habitat model are apart, for several exits."""

import pytest

from qelab.rates.expected_exit import EXITS, ExpectedExit
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.projection import fitted, model_effect, projected_bp
from qelab.rates.premium import TENORS, Elasticity

HABITAT = Habitat()
SEVEN_YEARS = ExpectedExit(then_x_per_quarter=0.5 ** (1 / 28))
PATHS = {"seven_years": SEVEN_YEARS, **EXITS}


@pytest.mark.parametrize("name", PATHS)
def test_the_fitted_projection_form_gives_the_model_back(name):
    path = PATHS[name]
    found, effect = fitted(HABITAT, path), model_effect(HABITAT, path)
    projected = projected_bp(path, Elasticity(lambda0=found.lambda0))
    assert projected[10] == pytest.approx(effect.par_bp(10), rel=1e-9)
    for years in TENORS:
        assert found.of_ten_year[years] * projected[10] == pytest.approx(effect.par_bp(years), rel=1e-9)
    five = projected[5] / TENORS[5].loading * found.loading[5]  # type: ignore[operator]
    assert five == pytest.approx(effect.par_bp(5), rel=1e-9)


# Effects of 1 % of GDP of ten-year bonds at 2, 5, 10 and 30 years, bp: the model, then the projection form.
TABLE = {
    "permanent": ([-1.9, -4.3, -7.4, -15.1], [-4.29, -6.5, -13.0, -17.94]),
    "hump": ([-2.1, -4.6, -6.8, -9.1], [-2.56, -5.0, -7.8, -10.7]),
    "seven_years": ([-2.0, -4.1, -6.1, -8.4], [-2.37, -4.6, -7.2, -9.93]),
    "run_off": ([-2.0, -4.0, -5.9, -7.6], [-2.16, -4.3, -6.5, -9.02]),
    "gradual": ([0.1, -1.6, -4.4, -7.8], [-2.2, -3.6, -6.7, -9.19]),
}


@pytest.mark.parametrize("name", TABLE)
def test_side_by_side(name):
    model, projection = TABLE[name]
    effect, projected = model_effect(HABITAT, PATHS[name]), projected_bp(PATHS[name])
    assert [effect.par_bp(years) for years in TENORS] == pytest.approx(model, abs=0.06)
    assert list(projected.values()) == pytest.approx(projection, abs=0.06)


def test_where_they_agree():
    """Purchases at once that are given back over years: lambda .11 to .12, loading of five years one half, .31 and 1.4."""
    for name in ("seven_years", "hump", "run_off"):
        found = fitted(HABITAT, PATHS[name])
        assert 0.105 < found.lambda0 < 0.12
        assert found.loading[5] == pytest.approx(0.5, abs=0.03)
        assert found.of_ten_year[2] == pytest.approx(0.31, abs=0.04)
        assert found.of_ten_year[30] == pytest.approx(1.4, abs=0.11)


def test_where_they_differ():
    """The projection form makes more of permanence, and moves short yields with purchases that are years away."""
    kept, hump, slow = (fitted(HABITAT, PATHS[name]) for name in ("permanent", "hump", "gradual"))
    assert kept.lambda0 < 0.7 * hump.lambda0
    assert slow.lambda0 < 0.8 * hump.lambda0
    assert abs(slow.of_ten_year[2]) < 0.05


def test_the_maturity_bought_matters_for_lambda_too():
    """Per ten-year equivalent short bonds count more: long ones carry less risk for each year of duration."""
    short, ten, long = (fitted(HABITAT, SEVEN_YEARS, years).lambda0 for years in (5.0, 10.0, 25.0))
    assert short > ten > long
    assert short / long == pytest.approx(1.74, abs=0.02)
