"""The opening sheets of all sectors: they balance, name their sources, and lie near the published accounts."""

import csv
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Status
from qelab.core.time import Month
from qelab.data import opening, openings
from qelab.data.sector_sheets import opening_transaction, read_sector_sheet, sector_sheet, sector_sheets
from qelab.ledger.identities import check_journal
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal
from qelab.ledger.sectors import Sector
from qelab.ledger.series import money_series

SHARED = Path(__file__).parents[3] / "shared" / "data"
HOLDERS = SHARED / "tsyparty_sector_treasuries" / "harmonized_panel.csv"
WEALTH = SHARED / "dfa" / "dfa-networth-levels-detail.csv"
SHEETS = sector_sheets()
PUBLISHED_QUARTER = {"us_2008q3": "2008-09-30", "us_2019q4": "2019-12-31", "us_2022q1": "2022-03-31"}
SECTOR_OF = {
    "banks": "banks", "fed": "central_bank", "households_residual": "households", "foreigners_official": "rest_of_world",
    "nonfinancial_corporates": "firms", "dealers": "non_banks", "insurers": "non_banks", "pensions": "non_banks",
    "money_market_funds": "non_banks", "mutual_funds_etfs": "non_banks", "other_financial": "non_banks",
    "state_local_governments": "non_banks",
}  # fmt: skip
# What the accounts call households' assets; shares by wealth group sum to it.
WEALTH_OF = {
    "houses": ("Real estate",),
    "equities": ("Corporate equities and mutual fund shares",),
    "pension_claims": (
        "Life insurance reserves", "Annuities", "DC pension entitlements", "DB pension entitlements",
    ),
    "real_assets": ("Consumer durables",),
}  # fmt: skip


def journal(name: str) -> Journal:
    return Journal(opening(name).month, opening_transaction(opening(name)))


@pytest.mark.parametrize("name", openings())
def test_every_opening_balances_and_keeps_the_central_bank_s_capital_and_money(name):
    state, book = opening(name), journal(name)
    assert max(check_journal(book, tolerance_bn=1e-6).values()) <= 1e-6
    sheet = state.balance_sheet
    assert book.balance_sheet("central_bank").net_worth_bn == pytest.approx(sheet["capital_bn"], abs=0.2)
    money = {series: values[0] for series, values in money_series(book).items()}
    assert money["reserves_bn"] == pytest.approx(sheet["reserves_bn"])
    assert money["currency_bn"] == pytest.approx(sheet["currency_bn"])
    assert money["bank_deposits_bn"] == pytest.approx(state.money["bank_deposits_bn"])


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_complete_the_openings_they_are_named_after(name):
    found = sector_sheet(name)
    assert found is not None
    assert name in openings()
    book = journal(name)
    held = [str(i) for i in Instrument if book.stock(i) > 0]
    assert set(Instrument) - set(held) <= {"deferred_asset", "agency_mbs"}
    premium = opening(name).balance_sheet.get("premium_mbs_bn", 0.0)  # owed at amortised cost, lent at face
    worth = book.stock("deposits", holder="agencies") - premium
    assert book.balance_sheet("agencies").net_worth_bn == pytest.approx(worth)


@pytest.mark.parametrize("name", SHEETS)
def test_every_number_has_a_source_and_every_cell_is_typed_published_or_a_residual(name):
    found = sector_sheet(name)
    assert found is not None
    later = name == "us_2026q2"
    for source in found.sources.values():
        assert source.text
        assert source.address.startswith("https://")
        assert source.status is (Status.UNSURE if later else Status.RECALLED)
    computed = set(found.positions) - set(found.sources) - set(found.residuals)
    assert {key[0] for key in computed} <= {"central_bank", "banks", "treasury", "agencies"}
    assert len({key[1] for key in found.residuals}) == len(found.residuals)
    assert all(found.positions[key] >= 0 for key in found.residuals)


def test_an_opening_without_a_sheet_keeps_the_constructed_one():
    assert sector_sheet("us_2010q3") is None
    assert journal("us_2010q3").stock("treasury_securities", holder="non_banks") == 0


@pytest.mark.skipif(not HOLDERS.exists(), reason="the public panel of Treasury holdings is not at hand")
@pytest.mark.parametrize("name", PUBLISHED_QUARTER)
def test_holders_of_treasuries_against_the_financial_accounts(name):
    """Banks, foreigners and firms within a tenth (or 30bn); what is left to non-banks within a third.

    The panel leaves out some holders (federal retirement funds, credit unions) and is at market value.
    """
    published: dict[str, float] = {}
    for row in csv.DictReader(HOLDERS.read_text("utf-8").splitlines()):
        if row["date"] == PUBLISHED_QUARTER[name]:
            sector = SECTOR_OF[row["sector"]]
            published[sector] = published.get(sector, 0.0) + float(row["holdings"]) / 1000
    book = journal(name)
    for sector in ("banks", "rest_of_world", "firms"):
        held = book.stock("treasury_securities", holder=sector)
        assert held == pytest.approx(published[sector], rel=0.10, abs=30), sector
    assert book.stock("treasury_securities", holder="non_banks") == pytest.approx(
        published["non_banks"], rel=0.35
    )
    assert book.stock("treasury_securities", holder="central_bank") == pytest.approx(
        published["central_bank"], rel=0.10
    )


@pytest.mark.skipif(not WEALTH.exists(), reason="the distributional accounts are not at hand")
@pytest.mark.parametrize("name", PUBLISHED_QUARTER)
def test_assets_of_households_against_the_distributional_accounts(name):
    """Houses, shares, pensions and durables within a tenth; net worth within a fifth (noncorporate business is left out)."""
    quarter = str(Month.parse(PUBLISHED_QUARTER[name][:7]).quarter).replace("Q", ":Q")
    published: dict[str, float] = {}
    for row in csv.DictReader(WEALTH.read_text("utf-8").splitlines()):
        if row["Date"] == quarter:
            for column in row:
                if column not in ("Date", "Category"):
                    published[column] = published.get(column, 0.0) + float(row[column] or 0) / 1000
    book = journal(name)
    for instrument, columns in WEALTH_OF.items():
        total = sum(published[column] for column in columns)
        assert book.stock(instrument, holder="households") == pytest.approx(total, rel=0.10), instrument
    worth = book.balance_sheet("households").net_worth_bn + published["Equity in noncorporate business"]
    assert worth == pytest.approx(published["Net worth"], rel=0.20)


BROKEN = {
    "a source missing": ('source = "z1_210", status = "recalled" }', 'status = "recalled" }'),
    "a holder unknown": ("[instruments.mortgages.holders]\nbanks", "[instruments.mortgages.holders]\nbanker"),
    "more held than outstanding": ("outstanding = { value = 23920.0", "outstanding = { value = 2392.0"),
    "an instrument missing": ("[instruments.reverse_repo]\n", "[instruments.money_fund_shares.more]\n"),
    "a key unknown": ('[instruments.currency]\nresidual', '[instruments.currency]\nresiduals'),
    "a total without a residual": ('residual = "non_banks"\nmatched', "matched"),
    "a residual that is typed as well": ('[instruments.currency]\nresidual = "households"', '[instruments.currency]\nresidual = "rest_of_world"'),
    "not a table": ("[instruments.currency]", "[instruments.currency"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_files_that_are_no_sheets_are_refused(tmp_path, what):
    text = (Path(__file__).parents[2] / "src/qelab/data/sheets/us_2022q1.toml").read_text("utf-8")
    old, new = BROKEN[what]
    assert old in text
    file = tmp_path / "us_2022q1.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(QelabError) as caught:
        read_sector_sheet(file, opening("us_2022q1"))
    assert caught.value.code in ("QE430", "QE400")


def test_households_are_one_sector():
    """Five wealth groups divide this sheet by published shares; the ledger does not need to know them."""
    assert [sector for sector in Sector if "household" in sector] == [Sector.HOUSEHOLDS]
