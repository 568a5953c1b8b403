"""Assumptions by name: listed, changed, refused, and said in the result."""

import pytest

from qelab.core.errors import QelabError
from qelab.lab.assumption_bounds import all_bounds, bounds_of
from qelab.lab.assumptions import assumptions, changed, check_assumptions, with_assumptions
from qelab.lab.lab import Lab
from qelab.lab.ranges.priors import default_priors
from qelab.lab.settings import Settings
from qelab.rates.elasticities import elasticity, estimates
from qelab.rates.reserve_demand import ReserveDemand


def test_every_number_of_the_settings_has_a_name_and_most_a_source():
    names = [item.name for item in assumptions()]
    assert len(names) == len(set(names))
    assert {"horizon", "elasticity.lambda0", "reserves.ratchet", "sellers.banks", "income.facility.width_pct_gdp"} <= set(names)
    assert next(item for item in assumptions() if item.name == "reserves.ratchet").source is not None


def test_a_change_changes_that_number_alone():
    settings = with_assumptions(Settings(), {"reserves.ratchet": "0.5", "horizon": 120})
    assert settings.reserves.ratchet == 0.5
    assert settings.horizon == 120
    assert [(item.name, item.value, default) for item, default in changed(settings)] == [
        ("horizon", 120, 160), ("reserves.ratchet", 0.5, 0.75),
    ]  # fmt: skip
    assert not changed(Settings())


@pytest.mark.parametrize("value", ["much", "nan", "inf", ""])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {"reserves.ratchet": value})
    assert caught.value.code == "QE890"


def test_half_a_quarter_of_horizon_is_refused():
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {"horizon": "120.5"})
    assert caught.value.code == "QE890"


def test_an_unknown_name_is_refused_with_a_suggestion():
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {"reserves.rachet": 1})
    assert caught.value.code == "QE101"
    assert "reserves.ratchet" in str(caught.value)


def test_every_number_has_a_row_that_it_satisfies_and_every_row_a_number():
    rows = {item.name: bounds_of(item.name) for item in assumptions()}
    assert set(rows.values()) == set(all_bounds())
    check_assumptions(Settings())
    for item in assumptions():
        assert rows[item.name].low <= item.value <= rows[item.name].high, item.name


def test_published_elasticities_and_priors_are_within_the_bounds():
    for name in estimates():
        check_assumptions(Settings(elasticity=elasticity(name)))
    for prior in default_priors():
        if "." in prior.parameter:
            allowed = bounds_of(prior.parameter)
            assert prior.low >= allowed.low or prior.low == float("-inf"), prior.parameter
            assert prior.high <= allowed.high or prior.high == float("inf"), prior.parameter


def test_what_means_nothing_is_refused(golden_error):
    golden_error("QE897", lambda: with_assumptions(Settings(), {"reserves.ratchet": 5}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("horizon", 7), ("sellers.banks", -0.2), ("reserves.reserves_bp", 17.4), ("reserves.width_bp", 0),
        ("flow.left_after_month", 1.2), ("markets.lending.speed", 0), ("markets.metros.momentum", 1),
        ("markets.stress.normal_volatility", 0), ("world.fragile.policies.rate_inertia", 1),
        ("households.revaluation.bond_duration_years", 0), ("elasticity.lambda0", -0.13), ("most_iterations", 0),
    ],
)  # fmt: skip
def test_each_kind_of_nonsense_is_refused(name, value):
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {name: value})
    assert caught.value.code == "QE897"
    assert name in str(caught.value)


def test_shares_of_a_whole_add_up():
    with pytest.raises(QelabError, match=r"sellers\.non_banks \+ sellers\.rest_of_world \+ sellers\.banks"):
        with_assumptions(Settings(), {"sellers.banks": 0.3})
    moved = with_assumptions(Settings(), {"sellers.banks": 0.3, "sellers.non_banks": 0.5})
    assert moved.sellers.banks == 0.3
    with pytest.raises(QelabError, match="income_share"):
        with_assumptions(Settings(), {"households.earnings.income_share.next_9": 0.3})
    with pytest.raises(QelabError, match="pension_equities"):
        with_assumptions(Settings(), {"households.revaluation.pension_equities": 0.9})


def test_a_laboratory_refuses_settings_that_were_given_directly():
    with pytest.raises(QelabError) as caught:
        Lab(settings=Settings(reserves=ReserveDemand(ratchet=5.0)))
    assert caught.value.code == "QE897"
