"""Ratios to the ten-year effect by the maturity of what is bought."""

import doctest
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.portfolio.state import BUCKETS
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.effects import bought
from qelab.rates.habitat.shape import BUCKET_YEARS, bucket_shapes, ratios, shape
from qelab.rates.premium import TENORS


def test_against_the_effects_themselves():
    for years in (2.0, 5.0, 10.0, 25.0):
        effect = bought(Habitat(), years=years, half_life_years=7.0)
        found = shape(years, (2, 5, 10, 30))
        for tenor, ratio in found.items():
            assert ratio == pytest.approx(effect.par_bp(tenor) / effect.par_bp(10), rel=1e-9)
        assert found[10] == pytest.approx(1.0)


def test_ten_year_bonds_have_the_shape_of_the_constants():
    """.31 and 1.4 of the projection form, within a twentieth."""
    found = shape(10.0)
    for tenor, ratio in found.items():
        assert ratio == pytest.approx(TENORS[tenor].of_ten_year, rel=0.065)


@given(shorter=st.floats(0.5, 29.0), step=st.floats(0.1, 1.0))
def test_the_longer_what_is_bought_the_more_long_yields_move(shorter, step):
    near, far = shape(shorter), shape(shorter + step)
    assert far[30] > near[30]
    assert far[2] < near[2]


def test_a_mix_by_hand():
    short, long = shape(3.0), shape(20.0)
    found = ratios({3.0: 1.0, 20.0: 3.0})
    for tenor in (2, 30):
        assert found[tenor] == pytest.approx((short[tenor] + 3 * long[tenor]) / 4)
    assert ratios({3.0: 0.2, 20.0: 0.6}) == pytest.approx(found)


@given(size=st.floats(0.01, 50.0))
def test_one_maturity_is_its_own_mix(size):
    assert ratios({8.0: size}) == pytest.approx(shape(8.0))
    assert ratios({8.0: -size}) == pytest.approx(shape(8.0))


def test_long_bought_and_short_sold():
    """The maturity extension: the thirty-year yield falls most and the two-year one hardly."""
    only_bought = ratios({8.0: 0.6, 25.0: 0.6})
    swapped = ratios({8.0: 0.6, 25.0: 0.6, 1.5: -0.2})
    assert swapped[30] > only_bought[30] > 1.5
    assert swapped[2] < only_bought[2] < 0.33


def test_nothing_bought():
    assert ratios({}) == shape(10.0)
    assert ratios({5.0: 1.0, 20.0: -1.0}) == shape(10.0)


def test_every_bucket_has_a_maturity():
    assert set(BUCKET_YEARS) == set(BUCKETS)
    table = bucket_shapes(BUCKETS)
    assert table.shape == (2, len(BUCKETS))
    for column, name in enumerate(BUCKETS):
        np.testing.assert_allclose(table[:, column], list(shape(BUCKET_YEARS[name]).values()))
        if name.startswith("treasury"):
            low, high = (float(end) for end in name.removeprefix("treasury_").removesuffix("y").split("_"))
            assert BUCKET_YEARS[name] == pytest.approx((low + high) / 2)


@pytest.mark.parametrize("name", ["habitat", "habitat.shape", "habitat.projection", "elasticities"])
def test_examples_in_the_texts(name):
    module = import_module(f"qelab.rates.{name}")
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
