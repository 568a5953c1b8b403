"""Holdings by wealth group: complete, adding up, and equal to the published tables where they are at hand."""

import csv
from pathlib import Path

import numpy as np
import pytest

from qelab.core.members import members
from qelab.core.time import Quarter
from qelab.data.facts import fact
from qelab.data.wealth_groups import ASSETS, published_wealth, wealth_groups, wealth_path
from qelab.households.groups import DEBTS, GROUPS, Holdings

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "distribution.csv"
LEVELS = Path(__file__).parents[3] / "shared" / "data" / "dfa" / "dfa-networth-levels-detail.csv"
THEIRS: dict[str, str] = dict(zip(("TopPt1", "RemainingTop1", "Next9", "Next40", "Bottom50"), GROUPS, strict=True))
NAMES = {
    "houses": "Real estate", "durables": "Consumer durables", "deposits": "Deposits",
    "money_funds": "Money market fund shares", "bonds": "Debt securities",
    "equities": "Corporate equities and mutual fund shares", "contribution_pensions": "DC pension entitlements",
    "benefit_pensions": "DB pension entitlements", "life_insurance": "Life insurance reserves", "annuities": "Annuities",
    "business": "Equity in noncorporate business", "mortgages": "Home mortgages", "consumer_credit": "Consumer credit",
}  # fmt: skip


def table(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip("the published tables are not at hand")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_groups_stand_in_the_order_of_the_panels():
    assert tuple(member.id for member in members("wealth_group")) == GROUPS


def test_four_dates():
    assert [str(quarter) for quarter in published_wealth()] == ["2007Q4", "2013Q4", "2019Q4", "2022Q4"]


@pytest.mark.parametrize("quarter", published_wealth())
def test_items_are_complete_and_positive(quarter):
    held = published_wealth()[quarter].holdings_bn
    assert set(held) == {*ASSETS, "other_assets", *DEBTS}
    assert min(float(amount.min()) for amount in held.values()) >= 0.0
    net_worth = Holdings(bn=held).net_worth
    assert 60_000 < net_worth.sum() < 140_000
    assert published_wealth()[quarter].source.text


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2007Q4", "2007Q4"), ("2008Q3", "2007Q4"), ("2013Q3", "2007Q4"), ("2013Q4", "2013Q4"), ("2022Q1", "2019Q4"),
     ("2026Q2", "2022Q4")],
)  # fmt: skip
def test_never_a_date_that_was_not_published_yet(at, expected):
    assert str(wealth_groups(Quarter.parse(at)).quarter) == expected


def test_nothing_before_the_first_date(golden_error):
    golden_error("QE870", lambda: wealth_groups(Quarter.parse("2007Q3")))


@pytest.mark.parametrize("quarter", ["2007Q4", "2013Q4", "2019Q4"])
def test_equities_agree_with_the_published_shares(quarter):
    """Two tables, each rounded: shares of the aggregate, and per cent of own assets."""
    held = published_wealth()[Quarter.parse(quarter)].holdings_bn["equities"]
    published = [fact(f"equities_{group}", quarter).value for group in GROUPS]
    np.testing.assert_allclose(100 * held / held.sum(), published, atol=0.15)


@pytest.mark.parametrize("quarter", published_wealth())
def test_net_worth_agrees_with_the_published_shares(quarter):
    rows = table(PUBLISHED)
    date = f"{quarter.year}:Q{quarter.quarter}"
    published = {
        THEIRS[row["group"]]: float(row["value"])
        for row in rows
        if (row["date"], row["object"]) == (date, "share of aggregate: Net worth")
    }
    net_worth = Holdings(bn=published_wealth()[quarter].holdings_bn).net_worth
    np.testing.assert_allclose(100 * net_worth / net_worth.sum(), [published[group] for group in GROUPS], atol=0.11)


@pytest.mark.parametrize("quarter", published_wealth())
@pytest.mark.parametrize("item", NAMES)
def test_levels_are_the_published_ones_but_for_their_rounding(quarter, item):
    rows = [row for row in table(LEVELS) if row["Date"] == f"{quarter.year}:Q{quarter.quarter}"]
    held = published_wealth()[quarter].holdings_bn[item]
    for row in rows:
        level, assets = float(row[NAMES[item]]) / 1000, float(row["Assets"]) / 1000
        assert held[GROUPS.index(THEIRS[row["Category"]])] == pytest.approx(level, abs=0.00051 * assets), row["Category"]


def test_a_path_lies_on_straight_lines_and_stays_after_the_last_date():
    quarters = tuple(Quarter.parse(text) for text in ("2013Q4", "2016Q4", "2019Q4", "2022Q4", "2024Q4"))
    path = wealth_path(quarters, Quarter.parse("2024Q4"))
    ends = [published_wealth()[Quarter.parse(text)].holdings_bn["houses"] for text in ("2013Q4", "2019Q4", "2022Q4")]
    wanted = np.stack([ends[0], (ends[0] + ends[1]) / 2, ends[1], ends[2], ends[2]], axis=1)
    np.testing.assert_allclose(path.holdings_bn["houses"], wanted, rtol=1e-12)
    assert (str(path.first), str(path.last)) == ("2013Q4", "2022Q4")


def test_a_path_knows_no_date_after_its_last():
    quarters = tuple(Quarter.parse(text) for text in ("2014Q1", "2016Q4"))
    path = wealth_path(quarters, quarters[0])
    assert path.first == path.last == Quarter.parse("2013Q4")
    held = published_wealth()[path.last].holdings_bn["mortgages"]
    np.testing.assert_array_equal(path.holdings_bn["mortgages"], np.stack([held, held], axis=1))
