"""The scorecard: its rule, its rows for easing, tightening, a rate cut and several programmes, with and without draws."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.vocabulary import vocabulary
from qelab.lab.measures import MEASURES, Side, Verdict, rule_text
from qelab.lab.moment import largest
from qelab.lab.ranges.draws import Draws
from qelab.lab.scorecard import Score, scorecard, scorecard_document, verdict
from qelab.report.scorecard import scorecard_lines, scorecard_table

NOT_YET: set[str] = set()


def effect_of(score: Score) -> float:
    """The effect of a row that has one."""
    assert score.effect is not None
    return score.effect


@pytest.mark.parametrize(
    ("effect", "better", "band", "says"),
    [
        (-0.05, -1, None, Verdict.HELPED),
        (-0.049, -1, None, Verdict.NONE),
        (0.06, -1, None, Verdict.HURT),
        (0.06, 1, (0.01, 0.1), Verdict.HELPED),
        (0.06, 1, (-0.01, 0.1), Verdict.UNSETTLED),
        (0.02, 1, (-0.01, 0.1), Verdict.NONE),
        (0.0, 1, (0.0, 0.0), Verdict.NONE),
    ],
)
def test_the_rule(effect, better, band, says):
    assert verdict(effect, 0.05, better, band) is says


def test_there_are_four_aims_and_every_row_can_be_read():
    aims = dict.fromkeys(measure.group for measure in MEASURES if measure.side is Side.AIM)
    assert list(aims) == ["long_rates", "bank_funds", "inflation", "calm"]
    for measure in MEASURES:
        assert measure.unit
        for lang in ("en", "zh-Hant"):
            assert measure.label(lang)
            assert measure.group_label(lang)
            assert (
                bool(measure.measure) != bool(measure.awaits(lang))
                or measure.key == "inflation_below_zero_prob"
            )
        assert (measure.key in vocabulary()) == (measure.measure == "series")


def test_what_nothing_computes_has_no_number(lsap2):
    card = scorecard(lsap2)
    waiting = {score.measure.key for score in card.scores if score.verdict is Verdict.NOT_COMPUTED}
    assert waiting == NOT_YET | {"inflation_below_zero_prob"}
    for score in card.scores:
        numbers = (score.at, score.without, score.policy, score.effect)
        assert all(number is None for number in numbers) == (score.verdict is Verdict.NOT_COMPUTED)
        assert bool(score.awaits()) == (score.verdict is Verdict.NOT_COMPUTED)


@pytest.mark.parametrize("name", ["fed_2010_lsap2", "from_now_qt60", "rate_cut", "fed_2008_2014"])
def test_rows_agree_with_the_series(run, name):
    result = run(name)
    card = scorecard(result)
    quarters = [str(quarter) for quarter in result.quarters]
    for score in card.scores:
        if score.measure.measure != "series" or score.at is None:
            continue
        effect, place = result.values(score.measure.key), quarters.index(score.at)
        assert abs(effect[place]) == np.abs(effect).max()
        assert score.effect == effect[place]
        assert score.without == result.values(score.measure.key, "counterfactual")[place]
        assert score.low is None
        assert score.high is None


def test_distance_and_overshoot_by_hand(run):
    result = run("from_now_qt60")
    card = scorecard(result, inflation_target=2.0)
    at = [str(quarter) for quarter in result.quarters].index(str(card["inflation_distance"].at))
    without, policy = result.levels["inflation_4q"][:, at]
    assert card["inflation_distance"].effect == pytest.approx(abs(policy - 2) - abs(without - 2), abs=1e-12)
    above = np.maximum(result.levels["inflation_4q"] - 2, 0)
    assert abs(effect_of(card["inflation_overshoot"])) == pytest.approx(
        np.abs(above[1] - above[0]).max(), abs=1e-12
    )


def test_the_target_is_an_input(run):
    low, high = (
        scorecard(run("from_now_qt60"), inflation_target=target)["inflation_distance"]
        for target in (1.0, 4.0)
    )
    assert low.effect == pytest.approx(-effect_of(high), abs=1e-12)


def test_securities_are_the_sum_of_three(lsap2):
    score = scorecard(lsap2)["securities_bn"]
    effect = np.sum(
        [lsap2.values(name) for name in ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn")], axis=0
    )
    assert score.effect == pytest.approx(effect[np.abs(effect).argmax()])


def test_tightening_gives_up_and_gains(run):
    card = scorecard(run("from_now_qt60"))
    assert card.tightening
    assert card["yield_10y"].verdict_text(card.tightening) == "given up"
    assert card["securities_bn"].verdict_text(card.tightening) == "gained"
    assert card["reserves_bn"].verdict_text(card.tightening) == "fewer funds"
    assert card["unemployment_rate"].verdict_text(card.tightening, "zh-Hant") == "有所放棄"


def test_easing_helps_and_costs(run):
    card = scorecard(run("fed_2008_2014"))
    assert not card.tightening
    assert card["unemployment_rate"].verdict_text(card.tightening) == "helped"
    assert card["house_price_index"].verdict_text(card.tightening) == "a cost"
    assert card["reserves_bn"].verdict_text(card.tightening) == "more funds"


def test_an_effect_that_is_only_rounding_is_dated_at_the_announcement():
    assert largest(np.array([0.0, -0.3, 0.1]), 2) == 1
    assert largest(np.array([0.0, 1e-15, -1e-16]), 2) == 2
    assert largest(np.array([np.nan, 0.0, 0.2]), 0) == 2


def test_a_rate_cut_moves_no_securities(run):
    card = scorecard(run("rate_cut"))
    assert not card.tightening
    assert card["securities_bn"].verdict is Verdict.NONE
    assert not scorecard(run("rate_cut", **{"policy_rate.cut_bp": 75})).tightening
    assert scorecard(run("rate_cut", **{"policy_rate.cut_bp": -75})).tightening


def test_a_programme_of_size_zero_helps_nobody_and_costs_nothing(run):
    card = scorecard(run("fed_2010_lsap2", size_bn=0))
    assert {score.verdict for score in card.scores} == {Verdict.NONE, Verdict.NOT_COMPUTED}
    assert {score.at for score in card.scores if score.at} == {"2010Q4"}


def _drawn(result, factors, below=None):
    """Draws in which each effect is the central one times a factor."""
    levels = {
        name: np.stack([np.stack([without, without + factor * (policy - without)]) for factor in factors])
        for name, (without, policy) in result.levels.items()
    }
    draws = Draws(
        seed=1, count=len(factors), replaced=0, parameters={}, levels=levels, inflation_below_zero=below
    )
    return replace(result, draws=draws)


def test_bands_come_from_the_draws(lsap2):
    factors = np.linspace(0.5, 1.5, 11)
    card = scorecard(_drawn(lsap2, factors))
    assert card.draws == 11
    score = card["yield_10y"]
    assert (score.low, score.high) == pytest.approx((1.4 * effect_of(score), 0.6 * effect_of(score)))
    assert score.verdict is Verdict.HELPED
    assert card["inflation_distance"].low is not None
    assert card["securities_bn"].low is not None


def test_a_band_with_zero_in_it_settles_nothing(lsap2):
    card = scorecard(_drawn(lsap2, np.linspace(-1.0, 2.0, 11)))
    assert card["yield_10y"].verdict is Verdict.UNSETTLED
    assert card["yield_10y"].verdict_text(False) == "sign not settled"


def _below(result, without, policy):
    """Probabilities of inflation below zero from the third quarter on."""
    found = np.full((2, len(result.quarters)), np.nan)
    found[0, 3:], found[1, 3:] = without, policy
    return found


def test_probability_of_deflation(lsap2):
    found = _below(lsap2, 0.10, 0.10)
    found[1, 5] = 0.02
    score = scorecard(_drawn(lsap2, np.ones(400), found))["inflation_below_zero_prob"]
    assert (score.without, score.policy, score.at) == (0.10, 0.02, str(lsap2.quarters[5]))
    assert score.effect == pytest.approx(-0.08)
    half = 1.2816 * np.sqrt((0.1 * 0.9 + 0.02 * 0.98) / 400)  # .0212: below .02 - .0212 there is nothing
    assert (score.low, score.high) == pytest.approx((-0.10, -0.08 + half))
    assert score.verdict is Verdict.HELPED


@pytest.mark.parametrize(
    ("without", "policy", "low", "high"),
    [(0.025, 0.025, -0.025, 0.0447), (0.5, 0.5, -0.1433, 0.1433), (0.99, 0.99, -0.0285, 0.01), (0.0, 0.0, 0.0, 0.0)],
)
def test_the_band_of_a_probability_ends_where_the_probability_does(lsap2, without, policy, low, high):
    score = scorecard(_drawn(lsap2, np.ones(40), _below(lsap2, without, policy)))["inflation_below_zero_prob"]
    assert (score.low, score.high) == pytest.approx((low, high), abs=5e-5)


def test_one_draw_in_sixty_settles_nothing(lsap2):
    found = _below(lsap2, 1 / 60, 0.0)
    assert (
        scorecard(_drawn(lsap2, np.ones(60), found))["inflation_below_zero_prob"].verdict is Verdict.UNSETTLED
    )


def test_equal_probabilities_are_told_where_they_are_largest(lsap2):
    found = _below(lsap2, 0.01, 0.01)
    found[:, 6] = 0.04
    score = scorecard(_drawn(lsap2, np.ones(60), found))["inflation_below_zero_prob"]
    assert (score.without, score.effect, score.at) == (0.04, 0.0, str(lsap2.quarters[6]))
    assert score.verdict is Verdict.NONE


def test_no_forecast_no_probability(lsap2):
    card = scorecard(_drawn(lsap2, np.ones(5), None))
    assert card["inflation_below_zero_prob"].verdict is Verdict.NOT_COMPUTED


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_document_and_lines_carry_every_row(lsap2, lang):
    for result in (lsap2, _drawn(lsap2, np.linspace(0.5, 1.5, 11))):
        card = scorecard(result)
        document = scorecard_document(card, lang)
        assert document == result.as_document(lang)["scorecard"]
        assert [row["key"] for row in document["rows"]] == [measure.key for measure in MEASURES]
        assert document["coverage"] == (80 if result.draws else None)
        text = "\n".join(scorecard_lines(card, lang, 100))
        for row in document["rows"]:
            assert row["label"] in text
            assert row["verdict_text"] in text
        assert rule_text(lang)[:20] in text
        assert ("--draws 200" in text) or result.draws
        table = scorecard_table(card, lang)
        assert {len(cells) for cells in table.rows} == {len(table.header)}


def test_a_model_without_a_series_says_so(lsap2):
    levels = {name: values for name, values in lsap2.levels.items() if name != "house_price_index"}
    score = scorecard(replace(lsap2, levels=levels))["house_price_index"]
    assert score.verdict is Verdict.NOT_COMPUTED
    assert score.awaits() == "a model that has this series"
