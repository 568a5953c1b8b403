"""The catalogue's models as second doors: every one answers what it must, and what it lacks it refuses."""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.lab.models.innovations import innovations
from qelab.lab.models.translation import translate
from qelab.policy.catalogue import scenario

OTHERS = tuple(name for name in macro.models.ids() if name != "us_core")


@pytest.mark.parametrize("name", macro.models.ids())
def test_every_model_names_what_everyone_answers(name):
    about = macro.load(name).about
    assert {"output_gap", "inflation_4q", "policy_rate"} <= set(about.series)
    assert ("yield_10y" in about.series) == ("term_premium_10y" in about.series)
    assert about.experiment.text
    assert about.cannot_answer


def test_more_than_is_owned_cannot_be_sold():
    model, nothing = macro.load("sims_wu_zhang_2023"), np.zeros((1, 160))
    limit = 1.0 / model.parameters["per_x"]  # its holdings, % of annual GDP of ten-year equivalents
    asked = scenario("from_now_qt60")
    sold = translate(model, "sims_wu_zhang_2023", asked, {"treasury": nothing - 0.6 * limit, "mbs": nothing - 0.3 * limit})
    assert sold.beyond["qe"] == (pytest.approx(0.9 * limit), 0.5)  # both assets together
    with pytest.raises(QelabError, match="QE729"):
        translate(model, "sims_wu_zhang_2023", asked, {"treasury": nothing - 0.6 * limit, "mbs": nothing - 0.6 * limit})


@pytest.mark.parametrize("name", OTHERS)
def test_names_of_purchases_and_pegs_are_the_model_s(name):
    model = macro.load(name)
    asked = model.about.experiment
    assert asked.longest_peg_quarters is not None
    assert model.about.purchase
    for item in model.about.purchase.values():
        model.index(item.variable)
        model.shock_index(item.shock)
        assert model.parameters[item.per_x] != 0
        assert item.text
    assert model.about.series["policy_rate"].variable == asked.rate
    model.index(asked.rate)
    model.shock_index(asked.rate_shock)


@pytest.mark.parametrize("name", [name for name in OTHERS if name != "gertler_karadi_2011"])  # its share follows a rule
def test_purchases_have_a_law_of_their_own(name):
    """Their innovations can be read off a path, without solving for them together with the model."""
    model = macro.load(name)
    for item in model.about.purchase.values():
        resting = model.steady_state[model.index(item.variable)]
        path = resting + model.parameters[item.per_x] * 0.97 ** np.arange(40)
        assert innovations(model, item.variable, item.shock, model.steady_state, path) is not None


def test_private_assets_only_answers_mbs_and_refuses_treasuries(lab, programme):
    mbs = lab.compare_models(programme(asset="agency_mbs"), ["gertler_karadi_2011"])["gertler_karadi_2011"]
    output, rate = mbs.peak("output_gap"), mbs.peak("policy_rate")
    assert output is not None
    assert rate is not None
    assert output.value > 0
    assert mbs.peak("yield_10y") is None
    treasuries = lab.compare_models(programme(), "gertler_karadi_2011")["gertler_karadi_2011"]
    assert isinstance(treasuries.failure, QelabError)
    assert treasuries.failure.code == "QE725"


def test_an_easing_lowers_every_long_yield_s_premium_and_raises_output_at_first_or_later(lab, programme):
    comparison = lab.compare_models(programme(), [name for name in OTHERS if name != "gertler_karadi_2011"])
    for answer in comparison.answers:
        assert answer.failure is None, answer.model
        assert np.max(comparison.effects("output_gap")[answer.model]) > 0
    for effect in comparison.effects("term_premium_10y").values():
        assert effect.min() < 0
        assert effect.min() == -np.abs(effect).max()
