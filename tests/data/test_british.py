"""The United Kingdom: Bank Rate by day, typed gilt yields beside a public series, an opening that holds nothing."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from qelab.core.provenance import Source, Status
from qelab.core.time import Month, Quarter
from qelab.data import history, opening
from qelab.data.bank_rate import decisions, monthly_means

SERIES = Path(__file__).parents[3] / "shared" / "data" / "uk10y" / "quarterly.csv"


def test_bank_rate_by_hand():
    february, march = monthly_means(Month.parse("2009-02"), 2)
    assert february == pytest.approx((4 * 1.5 + 24 * 1.0) / 28)  # 1 % from the 5th on
    assert march == pytest.approx((4 * 1.0 + 27 * 0.5) / 31)
    assert monthly_means(Month.parse("2015-01"), 12) == pytest.approx(np.full(12, 0.5))


def test_the_last_known_rate_goes_on_and_nothing_is_known_before_the_first():
    assert monthly_means(Month.parse("2027-01"), 2) == pytest.approx([decisions()[-1].rate] * 2)
    with pytest.raises(ValueError, match="not packaged"):
        monthly_means(Month.parse("2008-11"), 1)


def test_every_decision_has_a_source_and_moves_the_rate():
    rates = [item.rate for item in decisions()]
    assert all(one != two for one, two in pairwise(rates))
    assert all(item.source.text and item.source.status is Status.RECALLED for item in decisions())


def test_every_column_of_the_history_has_a_source():
    past = history("uk")
    assert past.quarters[0] == Quarter.of(2008, 4)
    assert set(past.columns) == {"nominal_gdp_bn", *(f"yield_{years}y_end" for years in (2, 5, 10, 30))}
    assert all(past.source(name).status is Status.RECALLED for name in past.columns)
    assert all(np.isfinite(column).all() for column in past.columns.values())


@pytest.mark.skipif(not SERIES.exists(), reason="the public series is not at hand")
def test_typed_ten_year_yields_against_quarterly_means_of_a_public_series():
    """Typed from memory before this was looked at. A mean of a quarter beside that of its two ends: they differ by what
    happened in between, most in 2022Q3."""
    past = history("uk")
    with SERIES.open(encoding="utf-8", newline="") as file:
        means = {
            f"{row['Date'][:4]}Q{int(row['Date'][5:7]) // 3}": float(row["Rate"])
            for row in csv.DictReader(file)
        }
    ends = past.columns["yield_10y_end"]
    error = np.array(
        [
            (ends[place] + ends[place - 1]) / 2 - means[str(quarter)]
            for place, quarter in enumerate(past.quarters)
            if place and str(quarter) in means
        ]
    )
    assert len(error) == 68
    assert np.abs(error).mean() < 0.12
    assert np.abs(error).max() < 0.55


def test_the_opening_holds_nothing_and_says_who_says_so():
    state = opening("uk_2008q4")
    assert (state.economy_id, state.month, state.synthetic) == ("uk", Month.parse("2008-12"), False)
    assert (
        state.holdings.treasuries.total_bn
        == state.holdings.mbs.total_bn
        == state.balance_sheet["soma_treasuries_bn"]
        == 0
    )
    for section in ("balance_sheet", "money", "economy"):
        for key in getattr(state, section):
            assert isinstance(state.sources[f"{section}.{key}"], Source)
    past = history("uk")
    for years in (2, 5, 10, 30):
        assert state.curve.at(float(years)) == past.at(f"yield_{years}y_end", state.month.quarter)
    assert state.economy["nominal_gdp_bn"] == past.at("nominal_gdp_bn", state.month.quarter)
