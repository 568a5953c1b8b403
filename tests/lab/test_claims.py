"""The claims of the spine and of the ledger, and the signs behind them.

The check computes the claims (``lab/check``); its verdicts are asserted here so that a change that moves one is seen
at once. The whole list is VALIDATION.md.
"""

import numpy as np
import pytest

from qelab.lab.check.verdicts import Finding, Verdict, check

AT_THE_BOUND = {"opening": "us_2010q3", "policy_rate.date": "2010-11-03"}


@pytest.fixture(scope="module")
def findings() -> dict[str, Finding]:
    return {found.claim.id: found for stage in ("spine", "ledger") for found in check(stage=stage)}


@pytest.mark.replication
@pytest.mark.parametrize("claim", [f"S{number:02d}" for number in range(1, 12)])
def test_claim(claim, findings):
    found = findings[claim]
    assert found.verdict is Verdict.MET, f"{claim}: {found.value} {found.claim.unit}"


def at_announcement(result, name: str) -> float:
    """Effect in the quarter of the announcement, basis points."""
    return 100 * float(result.values(name)[result.announcement() - result.quarters[0]])


def test_components_of_demand_rise_and_add_up_to_output(lsap2):
    effect = {name: lsap2.values(name) for name in lsap2.names}
    top = int(effect["output_gap"].argmax())
    for name in ("consumption", "business_investment", "residential_investment"):
        assert effect[name][top] > 0
        assert effect[name].max() > 5 * -effect[name].min()
    weights = {"consumption": 0.675, "business_investment": 0.135, "residential_investment": 0.04}
    summed = sum(share * effect[name] for name, share in weights.items())
    summed = summed + effect["net_exports_pct_gdp"] + effect["other_demand_pct_gdp"]
    assert np.abs(summed - effect["output_gap"]).max() < 1e-10


def test_long_yields_fall_more_than_short(lsap2):
    moves = [at_announcement(lsap2, f"yield_{years}y") for years in (2, 5, 10, 30)]
    assert moves[3] < moves[2] < moves[1] < moves[0] < 2.0


def test_signs_of_the_markets(lsap2):
    assert lsap2.values("equity_price_index")[1] > 0
    assert lsap2.values("house_price_index").max() > 0
    assert lsap2.values("real_exchange_rate_index")[1] < 0  # the dollar falls
    assert lsap2.values("mortgage_rate_30y")[1] < 0


def test_a_rate_cut_at_the_bound_does_nothing_while_purchases_do(run, lsap2):
    cut = run("rate_cut", **AT_THE_BOUND)
    for name in cut.names:
        assert np.abs(cut.values(name)).max() <= 1e-8, name
    assert lsap2.values("output_gap").max() > 0.1


def test_a_rate_cut_away_from_the_bound(run):
    cut = run("rate_cut")
    rate = cut.values("policy_rate")
    assert rate[1] == pytest.approx(-0.75, abs=1e-9)
    assert cut.values("output_gap").max() > 0.05
    assert cut.values("unemployment_rate").min() < -0.03
    moves = [cut.values(f"yield_{years}y")[1] for years in (2, 5, 10, 30)]
    assert moves[0] < moves[1] < moves[2] < moves[3] < 0
    assert np.abs(cut.values("term_premium_10y")).max() < 2e-3  # only through prepayment of the MBS held


def test_quantitative_tightening_is_the_other_way_round(run):
    qt = run("from_now_qt60")
    assert qt.values("term_premium_10y")[1] > 0
    assert qt.values("output_gap").min() < -0.05
    assert qt.values("unemployment_rate").max() > 0.03
    treasuries = qt.values("soma_treasuries_bn") + qt.values("soma_mbs_bn") + qt.values("agency_debt_bn")
    # The principal of what the public then holds of inflation-indexed securities hardly differs.
    np.testing.assert_allclose(treasuries[:9], -180.0 * np.arange(9), atol=0.2)
