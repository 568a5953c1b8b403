"""Flow, scarce reserves and the mortgage spread in a run: exact where they must be, and each input felt."""

import numpy as np
import pytest

import qelab as qe
from qelab.lab.lab import Lab
from qelab.lab.settings import Settings
from qelab.rates.flow import FlowEffect
from qelab.rates.mortgage_spread import MortgageSpread
from qelab.rates.reserve_demand import ReserveDemand

NO_SCARCITY = ReserveDemand(ample_bp=60.0)


@pytest.fixture(scope="module")
def lab():
    return Lab()


@pytest.fixture(scope="module")
def run_off(lab):
    return lab.run(qe.scenario("from_now_qt60"))


@pytest.fixture(scope="module")
def ample_run_off():
    return Lab(settings=Settings(reserves=NO_SCARCITY)).run(qe.scenario("from_now_qt60"))


def peak(result, name):
    effect = result.values(name)
    return float(effect[np.abs(effect).argmax()])


def test_run_off_into_scarcity_bites_harder(run_off, ample_run_off):
    assert peak(run_off, "term_premium_10y") > 1.3 * peak(ample_run_off, "term_premium_10y") > 0
    assert peak(run_off, "output_gap") < 1.3 * peak(ample_run_off, "output_gap") < 0
    assert peak(run_off, "inflation_4q") < peak(ample_run_off, "inflation_4q") < 0


def test_run_off_is_convex_in_reserves(lab):
    scenario = qe.scenario("from_now_qt60")
    sizes = [480.0, 960.0, 1440.0]
    effects = [peak(lab.run(scenario.with_(size_bn=size)) if scenario.size_bn else lab.run(scenario), "term_premium_10y") for size in sizes]
    each = np.array(effects) / np.array(sizes)
    assert (np.diff(each) > 0).all()


def test_purchases_know_no_scarcity(lab):
    with_it = lab.settled(qe.scenario("from_now_500bn"))
    assert not with_it.settled.felt.pressure.scarcity.any()


def test_channels_of_a_yield_sum_to_its_effect(run_off):
    for name in ("yield_2y", "yield_5y", "yield_10y", "yield_30y", "term_premium_10y", "mortgage_rate_30y"):
        parts = [values for key, values in run_off.channels.items() if key.startswith(f"{name}.")]
        assert np.abs(np.sum(parts, axis=0) - run_off.values(name)).max() < 1e-10, name


def test_nothing_bought_is_nothing_pressed(lab):
    run = lab.settled(qe.scenario("fed_2008_lsap1").with_(size_bn=0))
    pressure = run.settled.felt.pressure
    assert not pressure.scarcity.any()
    assert not pressure.mortgage.any()
    assert not run.settled.programme.beside.flow.any()


def test_mortgage_securities_lower_the_mortgage_rate_beyond_the_ten_year_yield(lab):
    result = lab.run(qe.scenario("fed_2008_lsap1"))
    gap = result.values("mortgage_rate_30y") - result.values("yield_10y")
    credit = result.channels["mortgage_rate_30y.credit"]
    assert credit.min() < -0.08
    assert gap[np.abs(credit).argmax()] < 0


@pytest.mark.parametrize(
    ("name", "settings", "series"),
    [
        ("from_now_500bn", Settings(flow=FlowEffect(bp_per_pct_gdp=12.0)), "yield_10y"),
        ("from_now_500bn", Settings(flow=FlowEffect(left_after_month=0.6)), "yield_10y"),
        ("fed_2008_lsap1", Settings(mortgage_spread=MortgageSpread(bp_per_pct_held=1.5)), "mortgage_rate_30y"),
        ("fed_2008_lsap1", Settings(mortgage_spread=MortgageSpread(outstanding_pct_gdp=40.0)), "mortgage_rate_30y"),
        ("from_now_qt60", Settings(reserves=ReserveDemand(ratchet=0.0)), "yield_10y"),
        ("from_now_qt60", Settings(reserves=ReserveDemand(stress_per_bp=0.0)), "yield_10y"),
        ("from_now_qt60", Settings(reserves=ReserveDemand(passed_on=0.5)), "yield_10y"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_input_is_felt(lab, name, settings, series):
    scenario = qe.scenario(name)
    assert not np.allclose(lab.run(scenario).values(series), Lab(settings=settings).run(scenario).values(series), atol=1e-5)
