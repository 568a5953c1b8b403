"""The claims of the spine, with their ids and ranges as published in the project's fixed list (not to be edited)."""

import csv
from pathlib import Path

import numpy as np
import pytest

CLAIMS = {
    # id: (low, high, unit)
    "S01": (-25.0, -12.0, "bp"),  # term premium at the announcement: Chen-Curdia-Ferrero Table 1; Hamilton-Wu; KVJ
    "S02": (-0.35, -0.1, "pp"),  # unemployment at its peak: Williams; Kim-Laubach-Wei
    "S03": (0.02, 0.2, "pp"),  # four-quarter inflation at its peak: Chung et al. 2011 (0.1)
    "S04": (0.15, 0.8, "%"),  # real GDP at its peak: Chung et al. 2011 (0.6)
    "S05": (-60.0, -3.0, "bp"),  # 30-year minus 2-year response: Krishnamurthy-Vissing-Jorgensen
    "S06": (-1e-8, 1e-8, "%"),  # a rate cut asked for at the bound: effect on output
    "S07": (0.0, 0.0, ""),  # size zero: largest effect on any series
    "S08": (1.96, 2.04, "x"),  # twice the size: ratio of term-premium effects
    "S11": (-1e-10, 1e-10, "pp"),  # without news: realised minus expected term premium
}
LIST = Path(__file__).parents[3] / "shared" / "reference" / "claims.csv"
AT_THE_BOUND = {"opening": "us_2010q3", "policy_rate.date": "2010-11-03"}


def peak(values: np.ndarray) -> float:
    return float(values[np.abs(values).argmax()])


def at_announcement(result, name: str) -> float:
    """Effect in the quarter of the announcement, basis points."""
    return 100 * float(result.values(name)[result.announcement() - result.quarters[0]])


@pytest.fixture(scope="module")
def found(run, inside, lsap2) -> dict[str, float]:
    double, none = run("fed_2010_lsap2", size_bn=1200), run("fed_2010_lsap2", size_bn=0)
    cut = run("rate_cut", **AT_THE_BOUND)
    calm = inside("from_now_500bn").settled.programme.sequence
    premium = calm.endogenous.index("tp10")
    surprise = calm.realised[1:, premium] - calm.expected[:-1, 1, premium]
    return {
        "S01": at_announcement(lsap2, "term_premium_10y"),
        "S02": peak(lsap2.values("unemployment_rate")),
        "S03": peak(lsap2.values("inflation_4q")),
        "S04": peak(lsap2.values("output_gap")),
        "S05": at_announcement(lsap2, "yield_30y") - at_announcement(lsap2, "yield_2y"),
        "S06": peak(cut.values("output_gap")),
        "S07": max(float(np.abs(none.values(name)).max()) for name in none.names),
        "S08": at_announcement(double, "term_premium_10y") / at_announcement(lsap2, "term_premium_10y"),
        "S11": peak(surprise),
    }


@pytest.mark.replication
@pytest.mark.parametrize("claim", CLAIMS)
def test_claim(claim, found):
    low, high, unit = CLAIMS[claim]
    assert low <= found[claim] <= high, f"{claim}: {found[claim]:.6g} {unit}"


@pytest.mark.skipif(not LIST.exists(), reason="the fixed list of claims is not at hand")
def test_the_ranges_are_those_of_the_fixed_list():
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = {row["id"]: (float(row["low"]), float(row["high"]), row["unit"]) for row in csv.DictReader(file)}
    assert {claim: listed[claim] for claim in CLAIMS} == CLAIMS
    spine = {name for name in listed if name.startswith("S")}
    assert spine - set(CLAIMS) == {"S09", "S10"}  # the ledger's own


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
    np.testing.assert_allclose(treasuries[:9], -180.0 * np.arange(9), atol=1e-6)
