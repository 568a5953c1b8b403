"""Guidance holds the policy rate where it is in force, and nothing else does."""

import numpy as np
import pytest

from qelab.core.time import Quarter
from qelab.lab.check.history import PROGRAMMES, WITH_GUIDANCE, effect_believed
from qelab.lab.check.runs import Runs
from qelab.lab.exits import exit_table
from qelab.lab.guidance import guided, held_as_expected
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario

SHORTER_UNTIL = Quarter.of(2014, 4)
STANDING_UNTIL = Quarter.of(2015, 2)


@pytest.fixture(scope="module")
def tantrum(inside):
    """Standing guidance to mid-2015 in both worlds; the programme's announcement shortens it to the end of 2014."""
    return inside("taper_tantrum_2013")


def test_what_standing_guidance_held_is_no_shock_of_both_worlds(tantrum):
    held = tantrum.shocks[:, tantrum.stage.model.shock_index("eps_i")]
    guided = np.array([date <= STANDING_UNTIL for date in tantrum.stage.dates])
    assert not held[guided].any()
    assert held[~guided].any()  # past it, the data's own policy shocks


def test_guidance_that_was_shortened_lets_the_rate_rise_by_its_rule(tantrum):
    worlds, model = tantrum.settled, tantrum.stage.model
    with_it, without = (world.sequence["i"] for world in (worlds.programme, worlds.counterfactual))
    floor = model.parameters["elb"]
    rows = {date: row for row, date in enumerate(tantrum.stage.dates)}
    for date in rows:
        if date <= SHORTER_UNTIL:
            assert with_it[rows[date]] == pytest.approx(floor, abs=1e-9)
        if date <= STANDING_UNTIL:
            assert without[rows[date]] == pytest.approx(floor, abs=1e-9)
    first, last = SHORTER_UNTIL + 1, STANDING_UNTIL
    assert floor < with_it[rows[first]] < with_it[rows[last]]
    shocks = worlds.programme.sequence.shocks[:, model.shock_index("eps_i")]
    assert not shocks[rows[first] : rows[last] + 1].any()


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def believing(share: float) -> Scenario:
    content = scenario(WITH_GUIDANCE).to_mapping()
    for item in content["announcements"]:
        if "guidance" in item:
            item["guidance"]["believed_share"] = share
    return Scenario.from_mapping(content)


def test_guidance_that_nobody_believes_does_nothing(runs):
    """Where it is doubted in full, history and its shocks are those of the purchases alone."""
    alone = runs.worlds(PROGRAMMES).settled
    plain = alone.programme.sequence["u"] - alone.counterfactual.sequence["u"]
    np.testing.assert_allclose(effect_believed(runs, 0.0), plain, atol=1e-9)


def test_guidance_at_its_word_is_the_catalogues(runs):
    word = runs.worlds(WITH_GUIDANCE).settled
    effect = word.programme.sequence["u"] - word.counterfactual.sequence["u"]
    np.testing.assert_allclose(effect_believed(runs, 1.0), effect, atol=1e-9)


def test_more_belief_has_a_larger_effect(runs):
    peaks = [effect_believed(runs, share).min() for share in (0.0, 0.3, 0.7, 1.0)]
    assert peaks == sorted(peaks, reverse=True)
    assert peaks[0] - peaks[-1] > 0.3


def test_together_purchases_and_guidance_do_more_than_apart(runs):
    """The reason of claim D03: added up from separate runs they lie inside its range, together outside."""
    alone = runs.result(WITH_GUIDANCE, size_bn=0).values("unemployment_rate")
    apart = (runs.result(PROGRAMMES).values("unemployment_rate") + alone).min()
    assert -1.4 < apart < -1.0
    assert runs.result(WITH_GUIDANCE).values("unemployment_rate").min() < -1.4


def test_what_is_believed_lies_between_the_rule_and_the_word(runs):
    """floor + (1 - share) (rule - floor), and the bank keeps its word in the quarter itself."""
    run, share = runs.worlds(WITH_GUIDANCE), 0.7
    stage, floor = run.stage, run.stage.model.parameters["elb"]
    said = believing(share).guidance_at
    rule = floor + np.linspace(0.5, 2.0, len(stage.dates))[:, None] * np.ones((1, 160))
    row = stage.dates.index(Quarter.of(2012, 3))
    (target,) = guided(stage, said, rule)[row]
    assert len(target.values) == 12  # 2012Q3 to 2015Q2
    assert target.values[0] == floor
    np.testing.assert_allclose(target.values[1:], floor + (1 - share) * (rule[row, 1:12] - floor))
    assert guided(stage, said)[row][0].values.max() == floor  # without the rule's path nothing can be doubted


def test_an_expected_path_is_held_and_its_bound_is_the_bound(runs):
    stage = runs.worlds(WITH_GUIDANCE).stage
    floor = stage.model.parameters["elb"]
    assert held_as_expected(stage, np.zeros(8), 0) == ()
    (target,) = held_as_expected(stage, np.array([floor + 1e-13, floor + 0.5, 1.0]), 2)
    assert target.values.tolist() == [floor, floor + 0.5]


def test_a_run_with_doubts_settles_and_its_exits_too(runs):
    """The shocks stay those of the record; the effect is smaller than at its word; the scenario's own exit is its run."""
    doubted, word = runs.worlds(believing(0.5)), runs.worlds(WITH_GUIDANCE)
    np.testing.assert_allclose(doubted.shocks, word.shocks)
    low, high = (run.settled.programme.sequence["u"] - run.settled.counterfactual.sequence["u"] for run in (doubted, word))
    assert high.min() < low.min() < 0
    own = next(row for row in exit_table(doubted, runs.problem) if row.assumed)
    row = doubted.main_row
    pair = (doubted.settled.programme.sequence, doubted.settled.counterfactual.sequence)
    effect = pair[0].expected[row] - pair[1].expected[row]
    premium = effect[0, doubted.stage.model.index("tp10")] + doubted.settled.programme.beside.flow[row]
    assert own.term_premium_bp == pytest.approx(100 * premium, abs=1e-6)
    assert own.unemployment_peak_pp == pytest.approx(effect[:, doubted.stage.model.index("u")].min(), abs=1e-6)
