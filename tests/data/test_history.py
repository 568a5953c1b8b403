"""The history of the United States: known values, provenance, gaps that stay gaps, an independent copy."""

import csv
import math
import pickle
from pathlib import Path

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Source
from qelab.core.time import Quarter
from qelab.data import history

US = history("us")
FACTS = Path(__file__).parents[3] / "shared" / "reference" / "us_quarterly_facts.csv"
# Column there, column here, largest difference. The packaged accounts are the vintage of October 2022, the
# facts that of 2026: GDP, potential and prices have been revised since.
SAME = [
    ("unemployment_pct", "unemployment_rate", 0.05),
    ("fed_funds_pct", "policy_rate", 0.006),
    ("yield_2y_pct", "yield_2y_average", 0.006),
    ("yield_5y_pct", "yield_5y_average", 0.02),
    ("yield_10y_pct", "yield_10y_average", 0.006),
    ("mortgage_rate_30y_pct", "mortgage_rate_30y_average", 0.04),
    ("core_pce_inflation_4q_pct", "inflation_4q", 0.5),
    ("output_gap_cbo_pct", "output_gap", 1.8),
    ("acm_term_premium_10y_pct", "term_premium_10y", 0.0),
    ("fed_treasuries_bn", "soma_treasuries_bn", 0.0),
    ("fed_mbs_bn", "soma_mbs_bn", 0.0),
    ("reserves_bn", "reserves_bn", 0.0),
    ("fed_total_assets_bn", "total_assets_bn", 0.0),
    ("soma_treasury_10y_equiv_bn", "soma_treasury_ten_year_equivalents_bn", 0.0),
    ("soma_mbs_10y_equiv_bn", "soma_mbs_ten_year_equivalents_bn", 0.0),
    ("soma_total_10y_equiv_bn", "soma_ten_year_equivalents_bn", 0.0),
]


@pytest.mark.parametrize(
    ("name", "quarter", "value"),
    [
        ("unemployment_rate", "2009Q4", (10.0 + 9.9 + 9.9) / 3),
        ("policy_rate", "2008Q4", (0.97 + 0.39 + 0.16) / 3),
        ("yield_10y_end", "2010Q3", 2.53),
        ("yield_10y_average", "2010Q3", (3.01 + 2.70 + 2.65) / 3),
        ("mortgage_rate_30y_end", "2010Q3", 4.35),
        ("nominal_gdp_bn", "2010Q3", 15141.6),
        ("soma_ten_year_equivalents_bn", "2010Q3", 824.0),
    ],
)
def test_known_values(name, quarter, value):
    assert US.at(name, Quarter.parse(quarter)) == pytest.approx(value, abs=2e-4 * max(1, abs(value) / 100))


def test_columns_share_one_axis_and_cannot_be_changed():
    assert str(US.quarters[0]) == "1985Q1"
    for values in US.columns.values():
        assert len(values) == len(US.quarters)
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0.0


def test_every_column_has_a_unit_and_a_source():
    for name in US.columns:
        source = US.source(name)
        assert isinstance(source, Source)
        assert source.text
        assert source.licence
        assert source.retrieved
        assert source.vintage
        assert US.units[name]


def test_derived_columns_follow_from_their_parts():
    quarter = Quarter.parse("2010Q3")
    real, potential = US.at("real_gdp_bn", quarter), US.at("potential_gdp_bn", quarter)
    assert US.at("output_gap", quarter) == pytest.approx(100 * (real / potential - 1), abs=1e-3)
    base = US.at("currency_bn", quarter) + US.at("reserve_balances_bn", quarter)
    assert US.at("monetary_base_bn", quarter) == pytest.approx(base, abs=0.01)
    assert US.at("monetary_base_bn", quarter) == pytest.approx(1961.2, rel=0.01)  # H.6, BOGMBASE


def test_gaps_stay_gaps():
    no_bond = Quarter.parse("2003Q1")
    assert math.isnan(US.columns["yield_30y_end"][no_bond - US.quarters[0]])
    with pytest.raises(QelabError, match="2003Q1") as caught:
        US.at("yield_30y_end", no_bond)
    assert (caught.value.code, caught.value.exit_code) == ("QE604", 5)
    with pytest.raises(QelabError, match="1985Q1 to 2024Q4"):
        US.at("real_gdp_bn", Quarter.parse("1950Q1"))


def test_columns_go_on_where_the_packages_end():
    """Rates as published; the accounts of one vintage throughout the years that are replayed."""
    last, first = Quarter.parse("2022Q3"), Quarter.parse("2022Q4")
    before, after = US.source("nominal_gdp_bn", Quarter.parse("2005Q4")), US.source("nominal_gdp_bn", first)
    assert (before.vintage, after.vintage) == ("2022-10", "2026-06")
    assert US.source("nominal_gdp_bn", Quarter.parse("2006Q1")) == after
    assert abs(US.at("output_gap", Quarter.parse("2006Q1")) - US.at("output_gap", Quarter.parse("2005Q4"))) < 1.5
    growth = US.at("nominal_gdp_bn", first) / US.at("nominal_gdp_bn", last)
    assert growth == pytest.approx(26770.5 / 26336.3, rel=1e-5)
    for quarter in (last, first):
        real, potential = US.at("real_gdp_bn", quarter), US.at("potential_gdp_bn", quarter)
        assert US.at("output_gap", quarter) == pytest.approx(100 * (real / potential - 1), abs=1e-3)
    assert abs(US.at("output_gap", first) - US.at("output_gap", last)) < 0.1
    assert US.at("policy_rate", Quarter.parse("2023Q4")) == 5.33
    assert US.at("yield_10y_end", Quarter.parse("2024Q4")) == 4.58
    assert US.source("yield_5y_end", Quarter.parse("2024Q4")).status == "recalled"
    assert US.source("yield_5y_end", Quarter.parse("2024Q2")).status == "confirmed"


def test_the_mortgage_rate_has_no_gap_and_no_step():
    """H.15 ended in September 2016; the survey behind it goes on."""
    assert US.at("mortgage_rate_30y_end", Quarter.parse("2016Q3")) == pytest.approx(3.46, abs=0.005)
    assert US.at("mortgage_rate_30y_end", Quarter.parse("2016Q4")) == pytest.approx(4.20, abs=0.005)
    stretch = US.series("mortgage_rate_30y_end", Quarter.parse("2008Q3"), Quarter.parse("2024Q4"))
    assert stretch.min() == pytest.approx(2.68, abs=0.01)


def test_every_column_of_the_levels_reaches_2024():
    for name in ("output_gap", "policy_rate", "inflation_4q", "unemployment_rate", "nominal_gdp_bn",
                 "term_premium_10y", "mortgage_rate_30y_end", "yield_2y_end", "yield_5y_end", "yield_10y_end",
                 "yield_30y_end"):  # fmt: skip
        US.series(name, Quarter.parse("2008Q4"), Quarter.parse("2024Q4"))


def test_a_stretch_of_a_column():
    stretch = US.series("policy_rate", Quarter.parse("2009Q1"), Quarter.parse("2015Q3"))
    assert len(stretch) == 27
    assert stretch.max() < 0.25  # the bound


def test_a_typo_gets_a_suggestion():
    with pytest.raises(QelabError, match="did you mean 'unemployment_rate'") as caught:
        US.at("unemployment_rat", US.quarters[0])
    assert caught.value.exit_code == 2
    with pytest.raises(QelabError, match="did you mean 'us'"):
        history("uss")


def test_it_travels_to_another_process():
    again = pickle.loads(pickle.dumps(US))
    np.testing.assert_array_equal(again.columns["output_gap"], US.columns["output_gap"])


@pytest.mark.skipif(not FACTS.exists(), reason="the reference facts are not at hand")
@pytest.mark.parametrize(("theirs", "ours", "tolerance"), SAME)
def test_against_an_independent_copy(theirs, ours, tolerance):
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = {Quarter.parse(row["quarter"]): row[theirs] for row in csv.DictReader(file)}
    column = dict(zip(US.quarters, US.columns[ours], strict=True))
    common = [quarter for quarter, cell in facts.items() if cell and math.isfinite(column[quarter])]
    assert len(common) > 40
    for quarter in common:
        assert column[quarter] == pytest.approx(float(facts[quarter]), abs=tolerance + 1e-9), str(quarter)


@pytest.mark.skipif(not FACTS.exists(), reason="the reference facts are not at hand")
def test_the_gap_in_the_years_of_the_purchases():
    """The vintage of 2026, as typed and as published."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = {row["quarter"]: float(row["output_gap_cbo_pct"]) for row in csv.DictReader(file)}
    for text, gap in facts.items():
        assert US.at("output_gap", Quarter.parse(text)) == pytest.approx(gap, abs=0.006), text
