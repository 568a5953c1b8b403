"""Every month of the portfolio posts through the ledger, and the money series are folds of its journal."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.lab.books.income import account_of
from qelab.lab.books.journals import journals
from qelab.lab.economies import has_model
from qelab.lab.levels import economy_series
from qelab.ledger.identities import check_journal
from qelab.ledger.instruments import Instrument
from qelab.ledger.series import money_series
from qelab.policy.catalogue import PROGRAMMES, scenario

every_programme = pytest.mark.parametrize("name", [name for name in PROGRAMMES.ids() if has_model(scenario(name))])
WORLDS = ("counterfactual", "policy")


@pytest.fixture(scope="module")
def books(inside):
    """Journals of both worlds, made once."""
    kept = {}

    def of(name: str):
        if name not in kept:
            made = inside(name)
            account = account_of(made, economy_series(made))
            kept[name] = journals(
                made.settled.portfolio.projection, account, made.stage.settings.sellers
            )
        return kept[name]

    return of


@every_programme
def test_the_identities_hold_in_both_worlds(books, name):
    for journal in books(name):
        assert max(check_journal(journal).values()) <= 1e-9


@every_programme
def test_money_series_are_the_folds(run, books, name):
    result = run(name)
    for world, journal in zip(WORLDS, books(name), strict=True):
        for series, months in money_series(journal).items():
            np.testing.assert_allclose(result.values(series, world), months[::3], rtol=0, atol=1e-9, err_msg=series)


@every_programme
def test_money_series_are_on_the_balance_sheets(run, name):
    """From the sheets a user sees: reserves and currency owed by the central bank, deposits owed by banks."""
    result = run(name)
    for world in WORLDS:
        for position, quarter in enumerate(result.quarters):
            bank = result.ledger.balance_sheet("central_bank", at=str(quarter), world=world)
            banks = result.ledger.balance_sheet("banks", at=str(quarter), world=world)
            shown = {series: result.values(series, world)[position] for series in result.names}
            reserves, currency = bank.liabilities[Instrument.RESERVES], bank.liabilities[Instrument.CURRENCY]
            deposits = banks.liabilities[Instrument.DEPOSITS]
            assert shown["reserves_bn"] == pytest.approx(reserves, abs=1e-9)
            assert shown["currency_bn"] == pytest.approx(currency, abs=1e-9)
            assert shown["monetary_base_bn"] == pytest.approx(reserves + currency, abs=1e-9)
            assert shown["bank_deposits_bn"] == pytest.approx(deposits, abs=1e-9)
            placed = shown["overnight_reverse_repo_bn"]
            assert shown["broad_money_bn"] == pytest.approx(deposits + currency + placed, abs=1e-6)
            assert shown["treasury_general_account_bn"] == pytest.approx(bank.liabilities[Instrument.TREASURY_GENERAL_ACCOUNT], abs=1e-6)
            assert shown["deferred_asset_bn"] == pytest.approx(bank.assets.get(Instrument.DEFERRED_ASSET, 0.0), abs=1e-6)
            names = (Instrument.TREASURY_SECURITIES, Instrument.AGENCY_MBS, Instrument.AGENCY_DEBT)
            book = sum(bank.assets.get(instrument, 0.0) for instrument in names)
            assert shown["soma_market_value_bn"] - shown["unrealised_gain_bn"] == pytest.approx(book, abs=1e-6)


def liquidity(result, position):
    """Effect on what the central bank's purchases create: reserves, currency, and what is placed overnight."""
    return sum(result.values(name)[position] for name in ("monetary_base_bn", "overnight_reverse_repo_bn"))


def test_liquidity_is_what_the_central_bank_owns_more(run):
    """In every quarter: reserves, currency and reverse repo change by what its assets do, the deferred asset with them."""
    for name in ("fed_2010_lsap2", "fed_2022_qt2", "from_now_qt60"):
        result = run(name)
        for position, quarter in enumerate(result.quarters):
            sheets = [result.ledger.balance_sheet("central_bank", at=str(quarter), world=world) for world in WORLDS]
            owned = sheets[1].total_assets_bn - sheets[0].total_assets_bn
            assert liquidity(result, position) == pytest.approx(owned, abs=1e-8)


def test_lsap2_creates_reserves_and_four_fifths_of_it_deposits(lsap2):
    """600bn of purchases: reserves +600 less what currency takes; deposits +480 (banks sold a fifth).

    What its inflation-linked securities gained comes on top, and the interest that the central bank now receives
    instead of the public.
    """
    at = [str(quarter) for quarter in lsap2.quarters].index("2011Q2")
    securities = sum(lsap2.values(name)[at] for name in ("soma_treasuries_bn", "soma_mbs_bn"))
    assert securities == pytest.approx(600.24, abs=0.01)
    book = (lsap2.values("soma_market_value_bn") - lsap2.values("unrealised_gain_bn"))[at]
    assert securities - book == pytest.approx(0.15, abs=0.01)  # MBS are repaid faster, and their premium with them
    assert lsap2.values("monetary_base_bn")[at] == pytest.approx(book, abs=1e-6)
    assert 595 < lsap2.values("reserves_bn")[at] < 600
    assert lsap2.values("broad_money_bn")[at] == pytest.approx(480.0, abs=2.0)
    assert 0 < lsap2.values("currency_bn")[at] < 5


def test_run_off_destroys_reserves_and_deposits(run):
    """60bn a month for 24 months: reserves and reverse repo -1,440, broad money four fifths of it, but for interest."""
    result = run("from_now_qt60")
    losses = result.values("deferred_asset_bn")[8]  # what is lost is paid with new money
    assert liquidity(result, 8) - losses == pytest.approx(-1440.0, abs=1.0)
    assert result.values("overnight_reverse_repo_bn")[8] < 0
    assert -1152.0 < result.values("broad_money_bn")[8] < -1050.0


def test_run_off_empties_the_overnight_facility_before_reserves_fall(run):
    """From June 2022 to the end of 2024: reverse repo falls by four fifths, reserves hardly move."""
    result = run("fed_2022_qt2")
    quarters = [str(quarter) for quarter in result.quarters]
    start, end = quarters.index("2022Q2"), quarters.index("2024Q4")
    overnight, reserves = (result.values(name, "policy") for name in ("overnight_reverse_repo_bn", "reserves_bn"))
    assert overnight[end] < 0.25 * overnight[start]
    assert abs(reserves[end] - reserves[start]) < 0.15 * (overnight[start] - overnight[end])


def test_another_seller_mix(lab, run):
    """All from banks: broad money hardly moves, though deposits go into money funds. All from non-banks: it moves too."""
    from qelab.lab.lab import Lab
    from qelab.lab.settings import SellerMix, Settings

    for mix, deposits in ((SellerMix(non_banks=0, rest_of_world=0, banks=1), 0.0), (SellerMix(non_banks=1, rest_of_world=0, banks=0), 500.0)):
        result = Lab(settings=Settings(sellers=mix)).run(run("from_now_500bn").scenario)
        assert result.values("broad_money_bn")[4] == pytest.approx(deposits, abs=12.0)
        assert liquidity(result, 4) - result.values("deferred_asset_bn")[4] == pytest.approx(500.0, abs=0.5)


@pytest.mark.parametrize(
    ("sector", "at", "world", "code"),
    [
        ("central_banks", "2011Q2", "policy", "QE400"),
        ("banks", "2011Q2", "effect", "QE101"),
        ("banks", "2031Q2", "policy", "QE706"),
        ("banks", "2009Q2", "policy", "QE706"),
        ("banks", "soon", "policy", "QE104"),
    ],
)
def test_balance_sheets_refuse(lsap2, sector, at, world, code):
    with pytest.raises(QelabError) as caught:
        lsap2.ledger.balance_sheet(sector, at=at, world=world)
    assert caught.value.code == code


def test_a_month_and_its_quarter(lsap2):
    quarter = lsap2.ledger.balance_sheet("banks", at="2011Q2")
    assert lsap2.ledger.balance_sheet("banks", at="2011-06") == quarter
