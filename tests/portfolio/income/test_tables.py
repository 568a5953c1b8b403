"""Unit values of many curves against the single ones; mortgages between their tables."""

import numpy as np

from qelab.portfolio.bonds import ParCurve, bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.income.tables import BondTables, bond_tables, mortgage_values

KNOTS = np.array([0.25, 1.0, 2.0, 5.0, 10.0, 30.0])


def test_many_curves_are_the_single_ones():
    yields = 2.0 + np.random.default_rng(3).uniform(0, 1.5, (2, 3, len(KNOTS)))
    many = bond_tables(KNOTS, yields)
    for place in np.ndindex(2, 3):
        one = bond_table(ParCurve(maturities_years=KNOTS, yields=yields[place]))
        for name in BondTables.__slots__:
            np.testing.assert_allclose(getattr(many, name)[place], getattr(one, name), rtol=1e-12, atol=1e-13)


def test_equal_curves_give_equal_bits():
    yields = np.tile(np.array([1.0, 1.1, 1.3, 2.0, 2.5, 3.0]), (7, 1))
    for values in (getattr(bond_tables(KNOTS, yields), name) for name in BondTables.__slots__):
        assert (values == values[0]).all()


def test_one_knot_is_a_flat_curve():
    np.testing.assert_allclose(
        bond_tables(np.array([5.0]), np.array([[4.0]])).price_par,
        bond_tables(KNOTS, np.full((1, len(KNOTS)), 4.0)).price_par, rtol=1e-14,
    )  # fmt: skip


def test_mortgages_at_and_between_levels():
    wac, remaining = np.array([3.0, 4.5, 6.0]), np.array([330.0, 250.0, 355.0])
    at_level, _ = mortgage_values(np.full(3, 5.0), wac, remaining)
    np.testing.assert_allclose(
        at_level, duration_table(5.0, lowest_incentive=-6.0).at(wac - 5.0, remaining)[0], rtol=1e-14
    )
    between, risk = mortgage_values(np.full(3, 6.4), wac, remaining)
    price, slope = duration_table(6.4, lowest_incentive=-6.0).at(wac - 6.4, remaining)
    np.testing.assert_allclose(between, price, rtol=1e-3)
    np.testing.assert_allclose(risk, slope, rtol=0.01)


def test_deep_discounts_go_on_falling():
    """Loans of 2.5 % when the market asks 7.5 %: five points below it, beyond the standard table."""
    price, _ = mortgage_values(np.array([6.5, 7.5]), np.full(2, 2.5), np.full(2, 330.0))
    assert price[0] - price[1] > 0.03
