"""Valuations at the openings: sourced, of a sensible size, and near the published series where these are at hand."""

import csv
from pathlib import Path

import pytest

from qelab.core.provenance import Status
from qelab.data import openings
from qelab.data.valuations import opening_valuations

SHARED = Path(__file__).parents[3] / "shared"
PRICES = SHARED / "data" / "shiller_sp500" / "data.csv"
FACTS = SHARED / "reference" / "us_quarterly_facts.csv"
ITEMS = {"price_earnings_ratio": (5.0, 50.0), "cape_ratio": (5.0, 50.0), "corporate_spread": (0.5, 8.0)}
AMERICAN = [name for name in openings() if name.startswith("us_")]


@pytest.mark.parametrize("name", AMERICAN)
def test_every_figure_has_a_source_and_a_size(name):
    found = opening_valuations(name)
    assert set(found) == set(ITEMS)
    for item, one in found.items():
        low, high = ITEMS[item]
        assert low < one.value < high
        assert one.source.text
        assert one.source.status in {Status.COMPUTED, Status.RECALLED, Status.UNSURE}
        assert one.unit == ("percentage points" if item == "corporate_spread" else "ratio")


def test_other_openings_have_none():
    assert opening_valuations("uk_2008q4") == {}


@pytest.mark.skipif(not FACTS.exists(), reason="the published series are not at hand")
@pytest.mark.parametrize("name", [name for name in AMERICAN if name != "us_2026q2"])
def test_against_the_published_series(name):
    quarter = f"{name[3:7]}Q{name[8]}"
    with FACTS.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["quarter"] == quarter)
    found = opening_valuations(name)
    assert found["cape_ratio"].value == pytest.approx(float(row["cape_ratio"]), abs=0.005)
    spread = float(row["bbb_yield_pct"]) - float(row["yield_10y_pct"])
    assert found["corporate_spread"].value == pytest.approx(spread, abs=0.06)


@pytest.mark.skipif(not PRICES.exists(), reason="the published series are not at hand")
@pytest.mark.parametrize("name", [name for name in AMERICAN if name not in ("us_2008q3", "us_2026q2")])
def test_trailing_ratios_are_near_the_published_ones(name):
    """2008Q3 is over operating earnings, which the series does not have."""
    month = f"{name[3:7]}-{3 * int(name[8]):02}"
    with PRICES.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["Date"].startswith(month))
    ratio = float(row["SP500"]) / float(row["Earnings"])
    assert opening_valuations(name)["price_earnings_ratio"].value == pytest.approx(ratio, abs=0.5)
