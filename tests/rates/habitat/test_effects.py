"""What purchases do to the curve: published magnitudes, other routes, linearity, paths."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from qelab.rates.expected_exit import EXITS
from qelab.rates.habitat.bonds import FLAT_YIELD, exposure, exposures, present_value, weighted_sums
from qelab.rates.habitat.calibration import PUBLISHED, SHORT_RATE, Habitat
from qelab.rates.habitat.effects import bought, decay_rate, fading, response, with_purchases
from qelab.rates.habitat.equilibrium import equilibrium
from qelab.rates.habitat.paths import expected

HABITAT = Habitat()
YEARS = (2, 5, 10, 30)


def zero_coupon(habitat: Habitat, **purchase) -> list[float]:
    effect = bought(habitat, **{"years": 10.0, "half_life_years": 7.0, **purchase})
    return [effect.zero_coupon_bp(years) for years in YEARS]


@pytest.mark.parametrize(
    ("risk_aversion", "computed_elsewhere"),
    [(PUBLISHED.risk_aversion, [-1.1, -2.3, -3.5, -4.9]), (40.0, [-1.5, -3.2, -4.8, -6.9])],
)
def test_one_per_cent_of_gdp(risk_aversion, computed_elsewhere):
    """Computed elsewhere with a maturity of purchases that is not known exactly: within a tenth of a basis point."""
    found = zero_coupon(Habitat(risk_aversion=risk_aversion))
    np.testing.assert_allclose(found, computed_elsewhere, atol=0.1)


def test_the_adopted_risk_aversion():
    assert zero_coupon(HABITAT)[2] == pytest.approx(-6.3, abs=0.1)


def test_risk_aversion_of_the_paper():
    assert PUBLISHED.risk_aversion == pytest.approx(28.6, abs=0.05)


def test_a_ten_year_bond_by_hand():
    """Twenty coupons and the principal at 3.3 %: worth par, modified duration 8.46 years."""
    times = np.arange(0.5, 10.01, 0.5)
    flows = np.full(20, 1.65)
    flows[-1] += 100.0
    values = flows / 1.0165 ** (2 * times)
    assert FLAT_YIELD == 3.3
    assert values.sum() == pytest.approx(100.0)
    duration = values @ times / values.sum() / 1.0165
    assert duration == pytest.approx(8.46, abs=0.005)
    solved = equilibrium(HABITAT)
    held = np.stack([np.interp(times, HABITAT.years, column) for column in solved.loadings.T])
    np.testing.assert_allclose(exposure(HABITAT, 10.0), 0.01 * held @ values / 100.0, rtol=1e-12)


def test_ten_year_equivalents_of_other_bonds():
    """Twice the duration counts twice: for the same ten-year equivalents half of the bonds are bought."""
    sums, years = weighted_sums(equilibrium(HABITAT).loadings, HABITAT.years, 360)
    amount = years[120] / years[240]  # value of twenty-year bonds per value of ten-year bonds
    np.testing.assert_allclose(exposures(HABITAT)[240], 0.01 * amount * sums[240] / present_value(120), rtol=1e-12)


def test_purchases_as_one_more_factor_by_scipy():
    """A of all three factors from the integrator; the price of risk from market clearing written out again."""
    solved, rate = equilibrium(HABITAT), decay_rate(7.0)
    effect = fading(HABITAT, exposure(HABITAT, 10.0), 7.0)

    def fixed_point(price):
        matrix, _ = with_purchases(solved, price, rate)
        path = solve_ivp(
            lambda _t, held: np.array([1.0, 0.0, 0.0]) - matrix @ held, (0, 30), np.zeros(3),
            method="DOP853", rtol=1e-11, atol=1e-13, dense_output=True,
        )  # fmt: skip

        def sold(years, factor):
            held = path.sol(years)
            return 35.3 * np.exp(-0.297 * years) * held[2] * held[factor]

        undone = np.array([quad(sold, 0, 30, args=(factor,), limit=200)[0] for factor in range(2)])
        return 0.0146**2 * (52.0 * exposure(HABITAT, 10.0) + undone), path.sol(HABITAT.years)[2]

    price = np.zeros(2)
    for _ in range(40):
        price, log_price = fixed_point(price)[0] * 0.5 + price * 0.5, fixed_point(price)[1]
    np.testing.assert_allclose(log_price, effect.log_price, atol=1e-8)


def test_forward_rates_are_the_slope_of_log_prices():
    effect = bought(HABITAT, years=10.0, half_life_years=7.0)
    slope = np.gradient(effect.log_price, effect.years)
    np.testing.assert_allclose(effect.forward[1:-1], slope[1:-1], atol=1e-7)
    assert effect.forward[0] == effect.log_price[0] == 0.0


def test_par_yields():
    """A bond whose zero-coupon yields all move alike moves by as much."""
    effect = bought(HABITAT, years=10.0, half_life_years=7.0)
    parallel = replace(effect, log_price=1e-4 * effect.years)
    assert [parallel.par_bp(years) for years in YEARS] == pytest.approx([1.0] * 4)
    assert abs(effect.par_bp(30)) < abs(effect.zero_coupon_bp(30))  # coupons come sooner


@given(size=st.floats(-20, 20), years=st.floats(0.5, 30), half_life=st.sampled_from([None, 2.0, 7.0]))
def test_effects_are_proportional(size, years, half_life):
    one = bought(HABITAT, years=years, half_life_years=half_life)
    many = bought(HABITAT, years=years, half_life_years=half_life, pct_gdp=size)
    np.testing.assert_allclose(many.log_price, size * one.log_price, rtol=1e-10, atol=1e-15)


def test_no_purchase_no_effect():
    for effect in (
        bought(HABITAT, years=10.0, pct_gdp=0.0),
        expected(HABITAT, np.zeros((40, 2))),
    ):
        np.testing.assert_array_equal(effect.log_price, 0.0)
        np.testing.assert_array_equal(effect.forward, 0.0)


def test_a_purchase_lowers_every_yield_that_it_is_meant_to():
    for years in (5.0, 10.0, 20.0):
        effect = bought(HABITAT, years=years, half_life_years=7.0)
        assert (effect.log_price[1:] < 0).all()


def test_with_one_risk_the_maturity_bought_does_not_shape_the_curve():
    """Vayanos and Vila's point: only demand risk makes effects local."""
    one = Habitat(factors=(SHORT_RATE,))
    short, long = (bought(one, years=years, half_life_years=7.0) for years in (2.0, 25.0))
    ratio = short.log_price[1:] / long.log_price[1:]
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-9)
    two = [bought(HABITAT, years=years, half_life_years=7.0) for years in (2.0, 25.0)]
    assert np.ptp(two[0].log_price[1:] / two[1].log_price[1:]) > 1.0


def test_arbitrageurs_twice_as_risk_averse():
    """With habitat investors as they are the ten-year effect grows by half and not by two: they sell more as well."""
    normal = zero_coupon(HABITAT)[2]
    assert zero_coupon(HABITAT.with_risk_aversion_times(2.0))[2] / normal == pytest.approx(1.5, abs=0.02)


def test_a_path_that_fades_against_its_closed_form():
    exposed = exposure(HABITAT, 10.0)
    quarters = np.arange(400)
    path = expected(HABITAT, 0.5 ** (quarters / 28)[:, None] * exposed)
    exact = fading(HABITAT, exposed, 7.0)
    for years in YEARS:
        assert path.zero_coupon_bp(years) == pytest.approx(exact.zero_coupon_bp(years), rel=1e-4)
        assert path.forward_bp(years) == pytest.approx(exact.forward_bp(years), rel=1e-4)


def test_a_hump_by_a_grid_in_time_and_maturity():
    """b_t(tau) = b_{t+h}(tau - h) - int A'c over the step, from the end backwards; c and b settled at each step."""
    solved, exposed = equilibrium(HABITAT), exposure(HABITAT, 10.0)
    step, years, variance = 0.1, HABITAT.years[::2], 0.0146**2
    held, smooth = solved.loadings[::2], step * 35.3 * np.exp(-0.297 * HABITAT.years[::2])
    smooth[-1] /= 2
    shares = EXITS["hump"].path(320)
    effect, fall = np.zeros(len(years)), np.zeros(len(years))
    for time in range(800, -1, -1):
        share = np.interp(time * step, np.arange(320) / 4, shares)
        before = np.concatenate([[0.0], (effect - step * fall / 2)[:-1]])
        for _ in range(4):
            fall = held @ (variance * (52.0 * share * exposed + (smooth * effect) @ held))
            effect = before - step * fall / 2
    path = expected(HABITAT, shares[:, None] * exposed)
    for place in (20, 50, 100, 300):  # 2, 5, 10, 30 years
        assert effect[place] == pytest.approx(path.log_price[2 * place], rel=0.003)


def test_what_was_expected_is_in_the_price():
    """Along a path that comes true, tomorrow's forward curve is today's: no news, no move beyond the passage of time."""
    exposed = exposure(HABITAT, 10.0)
    fade = 0.5 ** (np.arange(400) / 28)
    later = expected(HABITAT, fade[4:, None] * exposed)
    now = expected(HABITAT, fade[:, None] * exposed)
    np.testing.assert_allclose(later.log_price, 0.5 ** (1 / 7) * now.log_price, rtol=1e-3, atol=1e-9)


@given(shares=st.lists(st.floats(-3, 3), min_size=1, max_size=8))
def test_paths_add_up(shares):
    exposed = np.zeros((8, 2))
    exposed[: len(shares)] = np.outer(shares, exposure(HABITAT, 7.0))
    whole = expected(HABITAT, exposed).log_price
    parts = sum(expected(HABITAT, np.diag(np.eye(8)[quarter]) @ exposed).log_price for quarter in range(8))
    np.testing.assert_allclose(parts, whole, rtol=0, atol=1e-15)


def test_a_slow_programme_hardly_moves_short_yields():
    """Two-year bonds mature before most of it is bought; ten-year ones do not."""
    slow = expected(HABITAT, EXITS["gradual"].path(320)[:, None] * exposure(HABITAT, 10.0))
    at_once = bought(HABITAT, years=10.0, half_life_years=7.0)
    assert abs(slow.par_bp(2)) < 0.1 * abs(at_once.par_bp(2))
    assert slow.par_bp(10) < 0.6 * at_once.par_bp(10)


def test_humps_of_the_forward_curve():
    """Short bonds soon given back: a hump; long bonds: forward rates fall ever more."""
    peaks = [bought(HABITAT, years=7.0, half_life_years=half).forward_peak_years for half in (3.0, 5.0, 7.0, 10.0)]
    assert peaks == sorted(peaks)
    assert 5.0 < peaks[0] < peaks[-1] < 11.0
    assert bought(HABITAT, years=20.0, half_life_years=7.0).forward_peak_years == 30.0


def test_responses_are_computed_once():
    assert response(HABITAT, 7.0) is response(Habitat(), 7.0)
