"""Opening states: they balance, every number has a source, lots add up, and they are stamped synthetic."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Source
from qelab.core.time import Quarter
from qelab.data import history, opening, openings
from qelab.data.states import FOLDER, PARTS, read_opening

ALL = openings()
IDS = tuple(name for name in ALL if name.startswith("us_"))
HISTORICAL = tuple(name for name in IDS if name != "us_2026q2")
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "opening_2026q2.csv"
ECONOMY = {
    "policy_rate", "output_gap", "inflation_4q", "unemployment_rate", "nominal_gdp_bn", "yield_2y", "yield_5y",
    "yield_10y", "yield_30y", "term_premium_10y", "mortgage_rate_30y",
}  # fmt: skip


def test_the_catalogue():
    assert ALL == (
        "uk_2008q4", "us_2008q3", "us_2010q3", "us_2011q2", "us_2012q2", "us_2013q1", "us_2017q1", "us_2019q4", "us_2022q1",
        "us_2026q2",
    )  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_assets_equal_liabilities(name):
    sheet = opening(name).balance_sheet
    assets = ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn", "other_assets_bn")
    parts = {name for names in PARTS.values() for name in names}
    rest = set(sheet) - set(assets) - parts - {"total_assets_bn", "deferred_asset_bn", "paid_deposits_bn"}
    assert sum(sheet[key] for key in assets) == pytest.approx(sheet["total_assets_bn"], abs=0.051)
    assert sum(sheet[key] for key in rest) == pytest.approx(sheet["total_assets_bn"], abs=0.051)
    assert min(sheet.values()) >= 0


@pytest.mark.parametrize(("whole", "part"), [(whole, part) for whole, parts in PARTS.items() for part in parts])
def test_a_part_larger_than_its_whole_is_refused(tmp_path, whole, part):
    text = (FOLDER / "us_2022q1.toml").read_text("utf-8")
    wrong = re.sub(rf"^{part} = {{ value = [\d.]+", f"{part} = {{ value = 99999.0", text, flags=re.MULTILINE)
    (tmp_path / "us_2022q1.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(QelabError, match=f"QE608.*{whole}|{whole}") as caught:
        read_opening(tmp_path / "us_2022q1.toml", history("us"))
    assert caught.value.code == "QE608"


@pytest.mark.parametrize("name", ALL)
def test_broad_money_is_deposits_and_currency(name):
    state = opening(name)
    broad = state.money["bank_deposits_bn"] + state.balance_sheet["currency_bn"]
    assert broad == pytest.approx(state.money["m2_bn"], abs=0.051)


@pytest.mark.parametrize("name", IDS)
def test_every_number_has_a_source(name):
    state = opening(name)
    assert set(state.economy) == ECONOMY
    for section in ("balance_sheet", "money", "economy"):
        for key in getattr(state, section):
            assert isinstance(state.sources[f"{section}.{key}"], Source)
    assert sum(key.startswith("curve.") for key in state.sources) == len(state.curve.yields)
    assert state.sources["portfolio"].status == "constructed"


@pytest.mark.parametrize("name", IDS)
def test_the_portfolio_is_stamped_and_adds_up(name):
    state = opening(name)
    held, sheet = state.holdings, state.balance_sheet
    assert state.synthetic
    assert held.synthetic
    assert held.month == state.month
    for part, total in (
        (held.treasuries, sheet["soma_treasuries_bn"]),
        (held.mbs, sheet["soma_mbs_bn"]),
        (held.agency_debt, sheet["agency_debt_bn"]),
    ):
        assert part.total_bn == pytest.approx(total, rel=1e-9)
    assert len(held.treasuries.kind) >= 100
    assert {"note", "bond", "tips"} <= set(held.treasuries.kind) <= {"bill", "note", "bond", "tips"}
    assert set(held.agency_debt.kind) == {"agency"}
    assert sheet["soma_mbs_bn"] == 0 or len(held.mbs.coupon) >= 20


@pytest.mark.parametrize("name", IDS)
def test_the_lots_are_possible_securities(name):
    held = opening(name).holdings
    remaining = held.treasuries.maturity - held.month.ordinal
    assert remaining.min() >= 1
    assert remaining.max() <= 360
    assert held.treasuries.par_bn.min() > 0
    np.testing.assert_allclose(held.treasuries.coupon * 8, np.round(held.treasuries.coupon * 8), atol=1e-9)
    assert held.treasuries.coupon.max() < 12
    years = held.treasuries.maturity // 12
    assert not np.any(
        (years >= 2033) & (years <= 2035) & np.array([k == "bond" for k in held.treasuries.kind])
    )
    if held.mbs.total_bn:
        assert held.mbs.age_months.min() >= 1
        assert held.mbs.remaining_months.min() >= 1
        assert np.all((held.mbs.burnout > 0) & (held.mbs.burnout <= 1))
        gap = held.mbs.wac - held.mbs.coupon
        assert np.all((gap >= 0.5 - 1e-9) & (gap <= 0.75 + 1e-9))


def test_a_month_of_2026_matures_a_plausible_amount():
    held = opening("us_2026q2").holdings
    months = held.treasuries.maturity - held.month.ordinal
    due = np.bincount(months, weights=held.treasuries.par_bn)[1:37]
    assert due.min() > 25
    assert due.max() < 80


@pytest.mark.parametrize("name", HISTORICAL)
def test_the_state_is_that_of_the_history(name):
    state, past = opening(name), history("us")
    quarter = state.month.quarter
    for key, column, digits in (
        ("policy_rate", "policy_rate", 2), ("output_gap", "output_gap", 2), ("inflation_4q", "inflation_4q", 1),
        ("unemployment_rate", "unemployment_rate", 2), ("nominal_gdp_bn", "nominal_gdp_bn", 1),
        ("yield_2y", "yield_2y_end", 2), ("yield_5y", "yield_5y_end", 2), ("yield_10y", "yield_10y_end", 2),
        ("yield_30y", "yield_30y_end", 2), ("term_premium_10y", "term_premium_10y", 2),
        ("mortgage_rate_30y", "mortgage_rate_30y_end", 2),
    ):  # fmt: skip
        assert state.economy[key] == pytest.approx(past.at(column, quarter), abs=0.51 * 10**-digits), key
    for key in ("soma_treasuries_bn", "soma_mbs_bn", "reserves_bn", "total_assets_bn", "currency_bn"):
        assert state.balance_sheet[key] == pytest.approx(past.at(key, quarter), abs=0.06), key
    assert state.money["m2_bn"] == pytest.approx(past.at("m2_bn", quarter), abs=0.06)
    names = ["3m", "6m", "1y", "2y", "3y", "5y", "7y", "10y", "20y", "30y"]
    curve = [past.at(f"yield_{name}_end", quarter) for name in names]
    np.testing.assert_allclose(state.curve.yields, curve, atol=1e-9)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference facts are not at hand")
def test_2026_against_the_reference():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        facts = {row["item"]: float(row["value"]) for row in csv.DictReader(file)}
    state = opening("us_2026q2")
    pairs = [
        ("fed_total_assets_bn", state.balance_sheet["total_assets_bn"]),
        ("overnight_reverse_repo_bn", state.balance_sheet["reverse_repo_bn"]),
        ("treasury_general_account_bn", state.balance_sheet["treasury_account_bn"]),
        ("acm_term_premium_10y_pct", state.economy["term_premium_10y"]),
        ("core_pce_inflation_12m_pct", state.economy["inflation_4q"]),
        ("unemployment_rate_pct", state.economy["unemployment_rate"]),
        ("output_gap_pct", state.economy["output_gap"]),
        ("nominal_gdp_bn", state.economy["nominal_gdp_bn"]),
        ("m2_bn", state.money["m2_bn"]),
        *((key, state.balance_sheet[key]) for key in ("soma_treasuries_bn", "soma_mbs_bn", "reserves_bn")),
        *((f"{key}_pct", state.economy[key]) for key in ("policy_rate", "yield_2y", "yield_10y")),
        ("mortgage_rate_30y_pct", state.economy["mortgage_rate_30y"]),
    ]
    for item, value in pairs:
        assert value == facts[item], item
    assert state.balance_sheet["currency_bn"] == pytest.approx(facts["currency_bn"], abs=0.5)
    assert state.money["bank_deposits_bn"] == pytest.approx(facts["bank_deposits_bn"], abs=0.5)


def test_the_constructed_yields_of_2026_follow_their_rule():
    past, economy = history("us"), opening("us_2026q2").economy
    two, five, ten, thirty = (past.columns[f"yield_{years}y_end"] for years in (2, 5, 10, 30))
    step = ten - two
    packaged = np.array([quarter <= Quarter.parse("2024Q2") for quarter in past.quarters])
    alike = packaged & np.isfinite(thirty) & (step > 0.25) & (step < 0.75)
    since = alike & np.array([quarter >= Quarter.parse("2015Q1") for quarter in past.quarters])
    share = float(np.mean(((five - two) / step)[alike]))
    assert economy["yield_5y"] == pytest.approx(economy["yield_2y"] + share * (4.48 - 4.0), abs=0.006)
    assert economy["yield_30y"] == pytest.approx(4.48 + float(np.mean((thirty - ten)[since])), abs=0.006)


def test_a_typo_gets_a_suggestion():
    with pytest.raises(QelabError, match="did you mean 'us_2010q3'") as caught:
        opening("us_2010q33")
    assert (caught.value.code, caught.value.exit_code) == ("QE607", 2)
