"""The lower bound: where it binds, that it binds exactly, and what it does to the effect of purchases."""

import numpy as np
import pytest

from qelab.core.time import Quarter, quarters_from
from qelab.macro import PerfectForesight, Target

FLOOR = 0.125
SPELLS = {"fed_2008_lsap1": ("2009Q1", 28), "fed_2010_lsap2": ("2010Q4", 21)}  # to 2015Q4


def at(result, name: str, world: str, quarter: str) -> float:
    return float(result.values(name, world)[Quarter.parse(quarter) - result.quarters[0]])


@pytest.mark.parametrize("name", SPELLS)
def test_the_bound_binds_without_the_programme_to_the_end_of_2015(run, name):
    start, count = SPELLS[name]
    result = run(name)
    for quarter in quarters_from(Quarter.parse(start), count):
        assert at(result, "policy_rate", "counterfactual", str(quarter)) == pytest.approx(FLOOR, abs=1e-9), quarter
    assert at(result, "policy_rate", "counterfactual", "2016Q2") > FLOOR + 0.05
    assert result.diagnostics["quarters_at_bound"] == count


@pytest.mark.parametrize("name", ["fed_2008_lsap1", "fed_2010_lsap2", "from_now_500bn", "from_now_qt60", "rate_cut"])
def test_complementarity_in_every_quarter(run, inside, name):
    """Either the rate is at its floor or it follows the rule: realised and expected, in both worlds."""
    made = inside(name)
    floor = FLOOR - made.stage.settings.neutral_policy_rate
    for world in (made.settled.counterfactual, made.settled.programme, made.reproducing):
        sequence = world.sequence
        rate, shadow = (sequence.expected[:, :, sequence.endogenous.index(v)] for v in ("i", "i_shadow"))
        assert np.abs(np.minimum(rate - floor, rate - shadow)).max() <= 1e-8
        assert rate.min() >= floor - 1e-12
        assert sequence.bound_gap <= 1e-8
    result = run(name)
    assert min(result.values("policy_rate", world).min() for world in ("policy", "counterfactual")) >= FLOOR - 1e-9
    assert result.diagnostics["complementarity"] <= 1e-8


def test_the_same_share_of_gdp_does_less_when_the_rule_reacts(run, programme, lsap2):
    """The same maturities, pace and exit at the bound of 2010 and away from it in 2026, per 1 % of GDP held."""
    size = 600 * run("from_now_500bn").values("nominal_gdp_bn", "counterfactual")[0]
    size /= lsap2.values("nominal_gdp_bn", "counterfactual")[0]
    phase = "announcements.0.phases.0"
    away = run("from_now_500bn", size_bn=size, **{f"{phase}.months": 8, "announcements.0.date": "2026-07-01"})
    held = {name: one.values("ten_year_equivalents_pct_gdp").max() for name, one in (("at", lsap2), ("away", away))}
    output = {name: one.values("output_gap").max() for name, one in (("at", lsap2), ("away", away))}
    assert output["away"] / held["away"] < 0.85 * output["at"] / held["at"]
    # Away from the bound the rule takes back part of it at once.
    assert away.values("policy_rate")[1:9].max() > 0.01
    assert np.abs(lsap2.values("policy_rate")[1:9]).max() < 1e-9


def test_the_same_purchase_with_the_rate_held(lab, inside):
    """The expected holdings of from_now_500bn, with the rule and with the policy rate held for twelve quarters."""
    model, made = lab.model, inside("from_now_500bn")
    problem = PerfectForesight(model, horizon=lab.settings.horizon)
    shocks = np.zeros((lab.settings.horizon, len(model.exogenous)))
    shocks[:, model.shock_index("tpf")] = made.settled.programme.tpf[0]
    reacts = problem.solve(model.steady_state, shocks)
    target = Target(variable="i", shock="eps_i", values=np.zeros(12), bound=model.about.bound)
    held = problem.solve(model.steady_state, shocks, targets=(target,))
    assert reacts["y"].max() < 0.8 * held["y"].max()
    assert reacts["pi4"].max() < 0.8 * held["pi4"].max()
    np.testing.assert_allclose(held["i"][:12], 0.0, atol=1e-10)
    np.testing.assert_allclose(reacts["tp10"], held["tp10"], atol=1e-12)  # the premium is the same


def test_at_the_bound_purchases_bring_lift_off_forward(run):
    """C.6: the rule expects an earlier lift-off with the programme, so the ten-year yield falls less than its premium."""
    for name in SPELLS:
        result = run(name)
        premium, total = result.values("term_premium_10y")[1], result.values("yield_10y")[1]
        assert premium < total < 0.3 * premium
