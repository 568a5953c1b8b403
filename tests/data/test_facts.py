"""Published figures typed one by one: unique, sourced, and equal to the tables of published facts where at hand."""

import csv
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Status
from qelab.data.facts import fact, facts

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference"
with_published = pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the tables of published facts are not at hand"
)
CITIES = {"los_angeles": "Los Angeles , CA", "seattle": "Seattle , WA"}
GROUPS = {
    "top_0_1": "TopPt1", "next_0_9": "RemainingTop1", "next_9": "Next9", "next_40": "Next40", "bottom_50": "Bottom50",
}  # fmt: skip
EQUITIES = "share of aggregate: Corporate equities and mutual fund shares"


def table(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_figure_has_unit_and_source():
    for one in facts().values():
        assert one.unit
        assert one.item
        assert one.source.text
        assert one.source.status in {Status.CONFIRMED, Status.COMPUTED, Status.RECALLED}


def test_an_unknown_figure_is_refused():
    with pytest.raises(QelabError) as caught:
        fact("house_prices_seattle", "2014-11")
    assert caught.value.code == "QE101"


def test_all_months_of_2013_are_there():
    months = [date for name, date in facts() if name == "cape"]
    assert months == [f"2013-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize("quarter", ["2007Q4", "2013Q4", "2019Q4", "2023Q1"])
def test_shares_of_all_groups_add_up_but_for_their_rounding(quarter):
    total = sum(fact(f"equities_{group}", quarter).value for group in GROUPS)
    assert total == pytest.approx(100.0, abs=0.05 * len(GROUPS))


@with_published
def test_valuations():
    prices = table("asset_prices.csv")
    known = {row["item"]: float(row["value"] or "nan") for row in prices if row["object"] == "US equities"}
    months = [one.value for (name, _), one in facts().items() if name == "cape"]
    assert sum(months) / 12 == pytest.approx(known["CAPE average 2013"], abs=0.005)
    assert months[0] == known["CAPE Jan 2013"]
    assert months[-1] == pytest.approx(known["CAPE Dec 2013"], abs=0.05)
    assert fact("cape_mean", "1881-2013").value == known["CAPE mean 1881-2013"]


@with_published
@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("month", ["2012-01", "2014-12"])
def test_house_prices(city, month):
    known = {row["item"]: row["value"] for row in table("asset_prices.csv") if row["object"] == CITIES[city]}
    assert fact(f"house_prices_{city}", month).value == pytest.approx(
        float(known[f"index {month}"]), abs=0.051
    )


@with_published
@pytest.mark.parametrize("quarter", ["2007Q4", "2013Q4", "2019Q4"])
def test_holders_of_equities(quarter):
    known = {
        row["group"]: float(row["value"])
        for row in table("distribution.csv")
        if row["object"] == EQUITIES and row["date"] == f"{quarter[:4]}:{quarter[4:]}"
    }
    typed = {GROUPS[group]: fact(f"equities_{group}", quarter).value for group in GROUPS}
    assert typed == known
