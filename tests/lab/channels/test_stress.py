"""Stress in a run: the data where they are reproduced, relief where there is stress, nothing in calm."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.lab.channels.stress import stress
from qelab.lab.channels.world import abroad
from qelab.lab.lab import Lab
from qelab.lab.settings import Settings
from qelab.policy.catalogue import scenario

PARTS = ("stated", "bought_now", "bought_before", "scarce_reserves")


def at(result, quarter, world="effect"):
    return result.values("stress_index", world)[[str(one) for one in result.quarters].index(quarter)]


def test_parts_add_up(run):
    for name in ("fed_2008_lsap1", "fed_2020_qe4", "fed_2017_qt1", "taper_tantrum_2013"):
        result = run(name)
        total = sum(result.channels[f"stress_index.{key}"] for key in PARTS)
        assert total == pytest.approx(result.values("stress_index"), abs=1e-12)


def test_the_record_s_world_shows_the_data(run):
    lsap1, qe4 = run("fed_2008_lsap1"), run("fed_2020_qe4")
    assert at(lsap1, "2009Q1", "policy") == pytest.approx(45 / 20 - 1)
    assert at(qe4, "2020Q1", "policy") == pytest.approx(58 / 20 - 1)


def test_purchases_relieve_stress_by_hand(run):
    """2020Q1: the effect is what .15 of 1 % of GDP of ten-year equivalents does, in logs."""
    result = run("fed_2020_qe4")
    assert at(result, "2020Q1") < -0.3
    ratio = at(result, "2020Q1", "policy") / at(result, "2020Q1", "counterfactual")
    assert 1.5 < -np.log(ratio) / 0.15 < 2.5  # % of GDP bought in March 2020


def test_another_size_starts_from_the_same_world_without(run):
    """The data belong to the record: doubling what was bought lowers the programme's world, not the other."""
    once, twice = run("fed_2008_lsap1"), run("fed_2008_lsap1", size_bn=3500)
    assert at(twice, "2009Q2", "counterfactual") == pytest.approx(at(once, "2009Q2", "counterfactual"), rel=0.02)
    assert at(twice, "2009Q2") < 1.5 * at(once, "2009Q2")


def test_a_programme_of_nothing_relieves_nothing(run):
    result = run("fed_2008_lsap1", size_bn=0)
    assert not result.values("stress_index").any()
    assert at(result, "2009Q1", "policy") > 1


def test_in_calm_purchases_do_nothing(run):
    result = run("from_now_500bn")
    assert not result.levels["stress_index"].any()


def test_what_an_announcement_states_is_its_doing(run):
    result = run("taper_tantrum_2013")
    assert at(result, "2013Q2", "policy") == pytest.approx(1.0)
    assert at(result, "2013Q3", "policy") == pytest.approx(0.5)
    assert at(result, "2013Q2", "counterfactual") == 0.0  # implied volatility of 17 is calm
    assert result.channels["stress_index.stated"] == pytest.approx(result.values("stress_index"), abs=1e-5)
    assert abs(result.values("corporate_spread")[1]) < 0.1  # not stress about credit: spreads stayed where they were


def test_what_is_stated_counts_where_it_is_more_than_there_is(inside):
    """Nerves of 1 in a laboratory of 1.5 make 2.5, relieved or not; nothing is added twice."""
    made = inside("taper_tantrum_2013")
    nervous = replace(made, stage=replace(made.stage, settings=replace(made.stage.settings, stress=1.5)))
    index = stress(nervous, {}).series["stress_index"]
    assert index[0] == pytest.approx(np.full(len(index[0]), 1.5))
    assert index[1][:2] == pytest.approx([1.5, 2.5], abs=0.01)


def test_expected_stress_abroad_fades_as_stated(inside):
    made = inside("taper_tantrum_2013")
    levels = stress(made, {}).series
    told = abroad(made, levels).stress
    assert told[0, :3] == pytest.approx([1.0, 0.5, 0.25], abs=1e-6)
    assert told[:, 0] == pytest.approx((levels["stress_index"][1] - levels["stress_index"][0])[1:])


def test_the_laboratory_s_own_stress_is_relieved_too():
    result = Lab(settings=replace(Settings(), stress=1.0)).run(scenario("from_now_500bn"))
    assert result.values("stress_index", "counterfactual") == pytest.approx(np.ones(len(result.quarters)))
    assert result.values("stress_index").min() < -0.01
