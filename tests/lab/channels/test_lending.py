"""Bank loans in a run: levels, exact sums, zero for zero, and reserves that are not lent out."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.data import opening, openings
from qelab.lab.channels.lending import loans_between, opening_loans
from qelab.lab.lab import Lab
from qelab.lab.settings import Settings
from qelab.policy.catalogue import scenario

PARTS = ("rates", "demand", "net_worth", "reserves")


@pytest.mark.parametrize("name", [name for name in openings() if name.startswith("us_")])
def test_every_opening_knows_the_loans_of_banks(name):
    assert 8_000 < opening_loans(opening(name)) < 16_000


def test_parts_add_up(run):
    result = run("fed_2010_lsap2")
    total = sum(result.channels[f"bank_loans_bn.{key}"] for key in PARTS)
    assert total == pytest.approx(result.values("bank_loans_bn"), abs=1e-9)


def test_a_programme_of_nothing_moves_no_loan(run):
    assert not run("fed_2010_lsap2", size_bn=0).values("bank_loans_bn").any()


def test_without_the_programme_loans_keep_their_ratio_to_output(run):
    result = run("fed_2010_lsap2")
    loans, gdp = (result.values(name, "counterfactual") for name in ("bank_loans_bn", "nominal_gdp_bn"))
    assert loans / gdp == pytest.approx(np.full(len(gdp), loans[0] / gdp[0]))


def test_reserves_double_and_no_loan_is_made_of_them(run):
    result = run("fed_2010_lsap2")
    assert result.values("reserves_bn").max() > 400
    assert not result.channels["bank_loans_bn.reserves"].any()


def test_the_assumption_that_reserves_are_lent_reaches_loans(run):
    settings = Settings()
    markets = replace(settings.markets, lending=replace(settings.markets.lending, reserves_response=0.4))
    other = Lab(settings=replace(settings, markets=markets)).run(scenario("fed_2010_lsap2"))
    more = other.values("bank_loans_bn") - run("fed_2010_lsap2").values("bank_loans_bn")
    assert other.channels["bank_loans_bn.reserves"].max() > 50
    assert more == pytest.approx(other.channels["bank_loans_bn.reserves"], rel=0.05, abs=1.0)


def test_the_range_holds_the_effect(run):
    result = run("fed_2010_lsap2")
    low, high = loans_between(result.levels)
    effect = result.values("bank_loans_bn")
    assert (low <= effect + 1e-9).all()
    assert (effect <= high + 1e-9).all()
    assert high[8] > 2 * effect[8]


def test_a_rate_cut_brings_more_loans(run):
    assert run("rate_cut").values("bank_loans_bn")[1:].min() > 0
