"""A programme in a model whose answer is known in closed form: holdings, pegs, news, refusals."""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.lab.models.experiment import experiment, held_quarters
from qelab.lab.models.innovations import innovations
from qelab.lab.models.translation import holdings_by_asset, translate
from qelab.policy.catalogue import scenario

HORIZON = 160


def asked(run, model):
    return experiment(run, model, "toy", macro.solver(model, HORIZON))


@pytest.fixture(scope="module")
def lsap2(settled):
    return settled("fed_2010_lsap2")


def test_what_crosses_is_what_moves_the_term_premium_at_home(lsap2):
    parts = holdings_by_asset(lsap2, HORIZON)
    whole = lsap2.settled.holdings_pct_gdp[:, : HORIZON - 50]
    for row in range(0, len(whole), 7):
        assert (parts["treasury"] + parts["mbs"])[row, :100] == pytest.approx(whole[row, :100], abs=1e-7)
    assert np.abs(parts["treasury"]).max() > 20 * np.abs(parts["mbs"]).max() > 0


def test_purchases_follow_the_programme_times_the_model_s_parameter(lsap2, toy):
    answer = asked(lsap2, toy)
    wanted = toy.parameters["per_x"] * holdings_by_asset(lsap2, HORIZON)["treasury"]
    realised = answer.realised[:, toy.index("b")]
    assert realised == pytest.approx(wanted[:, 0], abs=1e-8)
    assert answer.expected[0, :, toy.index("b")] == pytest.approx(wanted[0], abs=1e-8)


def test_both_assets_add_up_in_one_variable(lsap2, write_toy, texts):
    both = write_toy(about=texts.ABOUT + texts.MBS)
    parts = holdings_by_asset(lsap2, HORIZON)
    moved = translate(both, "toy", scenario("fed_2010_lsap2"), parts).moved
    assert [item.variable for item in moved] == ["b"]
    assert moved[0].change == pytest.approx(-2 * parts["treasury"] - parts["mbs"])
    assert moved[0].assets == {"treasury": -2.0, "mbs": -1.0}


def test_the_answer_by_hand(lsap2, toy):
    """Backward through the first date's path: what the equations say, written out here."""
    answer = asked(lsap2, toy)
    path, p = answer.expected[0], toy.parameters
    y, i, b = (path[:, toy.index(name)] for name in ("y", "i", "b"))
    held = answer.held[0]
    assert 0 < held <= 3
    assert np.abs(i[:held]).max() < 1e-12
    rule = p["rho_i"] * i[held - 1 : -1] + (1 - p["rho_i"]) * p["phi"] * y[held:]
    assert i[held:] == pytest.approx(rule, abs=1e-12)
    assert y[:-1] == pytest.approx(0.5 * y[1:] - p["slope"] * (i + p["yield_per_b"] * b)[:-1], abs=1e-12)
    assert y[0] > 0


def test_without_news_what_happens_is_what_was_expected(settled, toy):
    answer = asked(settled("from_now_500bn"), toy)
    quiet = [row for row in range(1, len(answer.dates)) if row not in answer.solved]
    assert quiet
    for row in quiet:
        assert answer.realised[row] == pytest.approx(answer.expected[row - 1, 1], abs=1e-8)


def test_reading_what_was_expected_and_solving_again_agree(settled, toy, monkeypatch):
    run = settled("from_now_500bn")
    read = asked(run, toy)
    monkeypatch.setattr("qelab.lab.models.experiment.NEWS", -1.0)
    solved = asked(run, toy)
    assert len(solved.solved) == len(run.stage.dates) > len(read.solved)
    assert solved.realised == pytest.approx(read.realised, abs=1e-8)


def test_nothing_bought_nothing_happens(settled, toy):
    answer = asked(settled("fed_2010_lsap2", size_bn=0), toy)
    assert answer.solved == ()
    assert np.array_equal(answer.realised, np.tile(toy.steady_state, (len(answer.dates), 1)))


def test_nothing_happens_before_the_announcement(lab, programme, toy):
    answer = asked(lab.settled(programme(date="2027-02-10")), toy)
    first = answer.solved[0]
    assert first == 2
    assert np.array_equal(answer.realised[:first], np.tile(toy.steady_state, (first, 1)))
    assert np.abs(answer.realised[first] - toy.steady_state).max() > 0


@pytest.mark.parametrize(
    ("spells", "announced", "held"),
    [
        ([5, 4, 3, 2, 1, 0], {0: "a"}, [3, 2, 1, 0, 0, 0]),  # the model's longest, running down
        ([9, 9, 9, 9, 9, 9], {0: "a", 4: "b"}, [3, 2, 1, 0, 3, 2]),  # another programme starts it again
        ([9, 9, 9, 9, 9, 9], {0: "a", 1: "a", 4: "a"}, [3, 2, 1, 0, 0, 0]),  # a later step of the same does not
        ([0, 9, 9, 9, 9, 9], {0: "a", 1: "a"}, [0, 3, 2, 1, 0, 0]),  # nothing to hold at the first announcement
        ([2, 2, 2, 2, 2, 2], {0: "a"}, [3, 2, 1, 0, 0, 0]),  # four quarters at least, were it not for the model's longest
        ([4, 1, 0, 0, 0, 0], {0: "a"}, [3, 2, 1, 0, 0, 0]),  # what was promised is kept
        ([4, 4, 4, 4, 4, 4], {2: "a"}, [0, 0, 3, 2, 1, 0]),
    ],
)
def test_for_how_long_the_rate_is_held(toy, spells, announced, held):
    assert held_quarters(toy, np.array(spells), announced).tolist() == held


def test_an_asset_that_the_model_does_not_have_is_refused_with_its_phases(settled, write_toy, texts):
    mbs_only = texts.ABOUT.replace("[purchase.treasury]", "[purchase.mbs]")
    with pytest.raises(QelabError) as refusal:
        asked(settled("fed_2010_lsap2"), write_toy(about=mbs_only))
    assert refusal.value.code == "QE725"
    assert "purchase treasury 2010-11" in str(refusal.value)
    assert refusal.value.params["answers"] == "mbs"


def test_a_by_product_in_another_asset_is_left_out_and_told(lsap2, toy):
    answer = asked(lsap2, toy)
    assert set(answer.translation.left_out) == {"mbs"}
    assert 0 < answer.translation.left_out["mbs"] < 0.1


def test_a_rate_that_is_held_longer_than_the_model_can_is_refused(settled, toy):
    run = settled("rate_cut", **{"policy_rate.hold_quarters": 4})
    with pytest.raises(QelabError, match="QE726"):
        asked(run, toy)


def test_a_move_of_the_rate_is_the_laboratory_s(settled, write_toy, texts):
    patient = write_toy(about=texts.ABOUT.replace("longest_peg_quarters = 3", "longest_peg_quarters = 40"))
    run = settled("rate_cut", **{"policy_rate.hold_quarters": 4})
    answer = asked(run, patient)
    hold = run.stage.scenario.policy_rate.hold_quarters
    first = answer.solved[0]
    column = run.stage.model.index("i")
    theirs = run.settled.programme.sequence.realised - run.settled.counterfactual.sequence.realised
    rows = slice(first, first + hold)
    assert answer.realised[rows, patient.index("i")] == pytest.approx(theirs[rows, column], abs=1e-9)
    assert answer.rate_moved


def test_innovations_of_a_law_with_lags_and_logs(write_toy, texts):
    mod = texts.MOD.replace("b = rho_b*b(-1) + e_b;", "log(1 + b) = 1.5*log(1 + b(-1)) - 0.55*log(1 + b(-2)) + e_b;").replace("(linear)", "")
    model = write_toy(mod=mod)
    state = model.steady_state.copy()
    state[model.index("b")], state[model.index("b__lag1")] = 0.2, 0.1
    values = 0.3 * 0.9 ** np.arange(HORIZON)
    found = innovations(model, "b", "e_b", state, np.asarray(values, dtype=float))
    logs = np.log(1 + np.concatenate([[0.1, 0.2], values]))
    assert found == pytest.approx(logs[2:] - 1.5 * logs[1:-1] + 0.55 * logs[:-2], abs=1e-12)


def test_where_other_variables_matter_the_innovations_are_solved_for(lsap2, write_toy, texts):
    entangled = write_toy(mod=texts.MOD.replace("b = rho_b*b(-1) + e_b;", "b = rho_b*b(-1) + 0.1*y + e_b;"))
    assert innovations(entangled, "b", "e_b", entangled.steady_state, np.ones(HORIZON)) is None
    answer = asked(lsap2, entangled)
    wanted = -2 * holdings_by_asset(lsap2, HORIZON)["treasury"][:, 0]
    assert answer.realised[:, entangled.index("b")] == pytest.approx(wanted, abs=1e-7)


def test_purchases_that_do_not_follow_are_a_defect(lsap2, toy, monkeypatch):
    monkeypatch.setattr("qelab.lab.models.experiment.innovations", lambda *_: np.zeros(HORIZON))
    with pytest.raises(QelabError, match="QE727"):
        asked(lsap2, toy)
