"""Replays: history is matched exactly, the worlds share their shocks, and nothing is known before its day."""

import json

import numpy as np
import pytest

import qelab.lab.replay.run as replay_run
from qelab.core.errors import QelabError
from qelab.core.time import Quarter, information_quarter
from qelab.data import history, opening
from qelab.lab.replay import REPLAYS, replay
from qelab.lab.replay.definition import definition
from qelab.lab.replay.set_up import replay_stage
from qelab.lab.replay.worlds import solve_worlds
from qelab.lab.settings import Settings
from qelab.macro import PerfectForesight, load, solver
from qelab.policy.catalogue import scenario

NAMES = ("us_2007_2019", "us_2020_2022")
MATCHED = {"output_gap": "output_gap", "unemployment_rate": "unemployment_rate", "term_premium_10y": "term_premium_10y"}


@pytest.fixture(scope="module")
def found():
    """The replays, made once."""
    return {name: replay(name) for name in NAMES}


@pytest.fixture(scope="module")
def worlds():
    """The settled worlds of the shorter replay, by each solver."""
    model, asked = load("us_core"), definition("us_2020_2022")
    programme = scenario(asked.scenario)
    stage = replay_stage(asked, programme, opening(programme.opening), history("us"), model, Settings())
    solvers = {"chosen": solver(model), "newton": PerfectForesight(model)}
    return {
        name: solve_worlds(stage, one, stage.scenario, lambda _step, _share: None)
        for name, one in solvers.items()
    }


def test_catalogue_is_the_list():
    assert REPLAYS.ids() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_observable_is_matched(found, name):
    one = found[name]
    assert one.largest_error[1] < 1e-6
    past = history("us")
    for observable, series in MATCHED.items():
        column = past.columns[observable][one.quarters[0] - past.quarters[0] :][: len(one.quarters)]
        assert one.values(series, "history")[1:] == pytest.approx(column[1:], abs=1e-6), observable


@pytest.mark.parametrize("name", NAMES)
def test_every_quarter_has_its_shocks(found, name):
    one = found[name]
    first = {shock: int(np.isfinite(values).argmax()) for shock, values in one.shocks.items()}
    assert first == {**dict.fromkeys(one.shocks, 0), "e_tp": 1}
    assert all(np.isfinite(values[1:]).all() for values in one.shocks.values())


@pytest.mark.parametrize("name", NAMES)
def test_paths_begin_together_and_the_bound_holds(found, name):
    one = found[name]
    for series in one.names:
        if series != "nominal_gdp_bn":
            assert np.ptp(one.paths[series][:, 0]) == pytest.approx(0.0, abs=1e-9), series
    assert one.paths["policy_rate"].min() >= 0.125 - 1e-9


def test_worlds_share_shocks_and_residual(worlds):
    rule, held = worlds["chosen"].rule, worlds["chosen"].held
    model = rule.stage.model
    tpf, rate = model.shock_index("tpf"), model.shock_index("eps_i")
    history_world, without = rule.settled.programme.sequence, rule.settled.counterfactual.sequence
    spread = model.shock_index("eps_m")  # the programmes' own part of the mortgage spread is theirs alone
    others = [column for column in range(len(model.exogenous)) if column not in (tpf, rate, spread)]
    assert np.array_equal(without.shocks[:, [*others, rate]], history_world.shocks[:, [*others, rate]])
    own = history_world.shocks[:, spread] - rule.settled.programme.imposed["eps_m"][:, 0]
    assert without.shocks[:, spread] == pytest.approx(own, abs=1e-12)
    assert np.array_equal(held.settled.counterfactual.sequence.shocks[:, others], without.shocks[:, others])
    assert np.array_equal(held.settled.counterfactual.tpf, rule.settled.counterfactual.tpf)


def test_second_variant_holds_the_expected_rate(worlds):
    rule, held = worlds["chosen"].rule, worlds["chosen"].held
    index = rule.stage.model.index("i")
    wanted = rule.settled.programme.sequence.expected[:, :4, index]
    assert held.settled.counterfactual.sequence.expected[:, :4, index] == pytest.approx(wanted, abs=1e-8)


def test_solvers_agree(worlds):
    for kind in ("rule", "held"):
        one, other = (getattr(worlds[name], kind).settled.counterfactual.sequence for name in worlds)
        assert one.realised == pytest.approx(other.realised, abs=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_variants_differ_as_expected(found, name):
    """Purchases help; held rates leave the economy without the relief that lower ones would have given it."""
    one = found[name]
    for series, sign in (("unemployment_rate", -1), ("output_gap", 1), ("inflation_4q", 1)):
        rule, held = (sign * one.values(series, effect) for effect in ("effect", "effect_rate_held"))
        assert rule[-1] > 0
        assert held[-1] > rule[-1]
    assert one.values("policy_rate")[-1] > 0.1
    assert one.values("policy_rate", "effect_rate_held") == pytest.approx(0.0, abs=1e-8)
    premium = one.values("term_premium_10y")
    assert premium == pytest.approx(one.values("term_premium_10y", "effect_rate_held"), abs=1e-9)


def test_a_longer_hold_has_a_larger_effect(found):
    short = replay("us_2020_2022", rate_held_quarters=1)
    assert short.peak("unemployment_rate") == found["us_2020_2022"].peak("unemployment_rate")
    sizes = [abs(one.peak("unemployment_rate", "effect_rate_held").value) for one in (short, found["us_2020_2022"])]
    assert sizes[0] < sizes[1]
    for quarters in (0, 41):
        with pytest.raises(QelabError, match="QE740"):
            replay("us_2020_2022", rate_held_quarters=quarters)


def test_no_announcement_acts_before_its_quarter(found, monkeypatch):
    """History with later programmes left out: the same effects before they are announced."""
    first_only = scenario("fed_2008_lsap1")
    monkeypatch.setattr(replay_run, "scenario", lambda _name: first_only)
    alone, whole = replay("us_2007_2019"), found["us_2007_2019"]
    known = {information_quarter(item.date) for item in first_only.announcements}
    news = min(
        information_quarter(item.date)
        for item in whole.scenario.announcements
        if information_quarter(item.date) not in known
    )
    until = news - whole.quarters[0]
    assert until > 4
    for series in ("term_premium_10y", "unemployment_rate", "yield_10y"):
        for effect in ("effect", "effect_rate_held"):
            one, other = alone.values(series, effect), whole.values(series, effect)
            assert one[:until] == pytest.approx(other[:until], abs=1e-9), series
            assert abs(one[until] - other[until]) > 1e-6


def test_before_the_opening_nothing_is_known_of_programmes(found):
    one = found["us_2020_2022"]
    before = one.quarters[0] - one.inverted[0] + 1
    assert not one.programme_premium[:before].any()
    assert not one.announcements[:before].any()
    assert one.programme_premium[before] < 0


def test_residual_and_programmes_are_the_premium(found):
    for one in found.values():
        level = one.definition.premium.level
        assert one.residual_premium + one.programme_premium + level == pytest.approx(
            one.observed["term_premium_10y"], abs=1e-9
        )


def test_inflation_of_the_pandemic(found):
    mean, highest = found["us_2020_2022"].inflation_effect()
    span = found["us_2020_2022"].values("inflation_4q")[-8:]
    assert (mean, highest) == (pytest.approx(span.mean()), pytest.approx(span.max()))
    with pytest.raises(QelabError, match="QE706"):
        found["us_2007_2019"].inflation_effect()


def test_large_shocks_and_exceptional_quarters(found):
    one = found["us_2007_2019"]
    assert [str(quarter) for quarter, taken in zip(one.inverted, one.exceptional, strict=True) if taken] == ["2008Q4"]
    assert {str(item.quarter) for item in one.large_shocks() if item.exceptional} <= {"2008Q4"}
    largest = one.largest_shock()
    assert not largest.exceptional
    every = [abs(one.z(name)[~one.exceptional]) for name in one.shocks]
    assert abs(largest.z) == pytest.approx(max(np.nanmax(values) for values in every))
    assert found["us_2020_2022"].exceptional.sum() == 5


def test_a_policy_shock_at_the_bound_is_no_observation_of_its_spread(found):
    for one in found.values():
        above = one.observed["policy_rate"] > 0.30
        assert np.array_equal(one.identified["eps_i"], above)
        assert all(one.identified[name].all() for name in ("eps_y", "eps_pi", "eps_u"))
        spread = np.std(one.shocks["eps_i"][above], ddof=1)
        np.testing.assert_allclose(one.z("eps_i"), one.shocks["eps_i"] / spread)


def test_refusals(found):
    one = found["us_2020_2022"]
    with pytest.raises(QelabError, match="QE101"):
        replay("us_1929")
    with pytest.raises(QelabError, match="QE101"):
        one.values("output_gap", "policy")
    with pytest.raises(QelabError, match="QE102"):
        one.values("reserves_bn")
    with pytest.raises(QelabError, match="QE521"):
        one.z("eps_x")


def test_document_and_data_set(found):
    one = found["us_2020_2022"]
    content = one.as_document("zh-Hant")
    json.dumps(content)
    assert content["schema"] == "qelab.replay/1"
    assert content["inverted_quarters"][0] == "2007Q4"
    lengths = {len(column) for row in content["series"].values() for column in row.values() if isinstance(column, list)}
    assert lengths == {len(content["quarters"])}
    data = one.dataset("effect")
    assert data["unemployment_rate"].attrs["unit"] == "percentage points"
    assert data.time[-1].values == np.datetime64(Quarter.of(2022, 4).last_day, "ns")


@pytest.mark.parametrize("name", NAMES)
def test_typed_levels_are_those_of_the_packaged_history(name):
    """Levels that the files call computed, computed again."""
    past, asked = history("us"), definition(name)
    levels = {item.name: item.level for item in asked.observables}

    def mean(column: str, first: str, last: str) -> float:
        return float(past.series(column, Quarter.parse(first), Quarter.parse(last)).mean())

    okun = load("us_core").parameters["okun"]
    natural = mean("unemployment_rate", "1985Q1", "2019Q4") + okun * mean("output_gap", "1985Q1", "2019Q4")
    spread = mean("mortgage_rate_30y_end", "1990Q1", "2007Q3") - mean("yield_10y_end", "1990Q1", "2007Q3")
    assert levels["unemployment_rate"] == pytest.approx(natural, abs=0.005)
    assert levels["mortgage_spread"] == pytest.approx(spread, abs=0.005)
    assert asked.premium.level == pytest.approx(mean("term_premium_10y", "2006Q1", "2007Q3"), abs=0.005)
