"""Every month of the portfolio posts through the ledger, and the money series are folds of its journal."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.lab.books import journals
from qelab.ledger.identities import check_journal
from qelab.ledger.instruments import Instrument
from qelab.ledger.series import money_series
from qelab.policy.catalogue import PROGRAMMES

every_programme = pytest.mark.parametrize("name", PROGRAMMES.ids())
WORLDS = ("counterfactual", "policy")


@pytest.fixture(scope="module")
def books(inside):
    """Journals of both worlds, made once."""
    kept = {}

    def of(name: str):
        if name not in kept:
            made = inside(name)
            stage, settled = made.stage, made.settled
            kept[name] = journals(
                stage.opening, settled.portfolio.projection, settled.portfolio.gdp_bn, len(stage.dates), stage.settings.sellers
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
            assert shown["broad_money_bn"] == pytest.approx(deposits + currency, abs=1e-9)
            for series, instrument in (
                ("soma_treasuries_bn", Instrument.TREASURY_SECURITIES),
                ("soma_mbs_bn", Instrument.AGENCY_MBS),
                ("agency_debt_bn", Instrument.AGENCY_DEBT),
            ):
                assert shown[series] == pytest.approx(bank.assets.get(instrument, 0.0), abs=1e-6)


def test_lsap2_creates_reserves_and_four_fifths_of_it_deposits(lsap2):
    """600bn of purchases: reserves +600 less what currency takes; deposits +480 (banks sold a fifth)."""
    at = [str(quarter) for quarter in lsap2.quarters].index("2011Q2")
    assert lsap2.values("monetary_base_bn")[at] == pytest.approx(600.0, abs=1e-6)
    assert 595 < lsap2.values("reserves_bn")[at] < 600
    assert lsap2.values("broad_money_bn")[at] == pytest.approx(480.0, abs=1e-6)
    assert 0 < lsap2.values("currency_bn")[at] < 5


def test_run_off_destroys_reserves_and_deposits(run):
    """60bn a month for 24 months: reserves -1,440 but for currency, deposits -1,152."""
    result = run("from_now_qt60")
    assert result.values("monetary_base_bn")[8] == pytest.approx(-1440.0, abs=1e-6)
    assert result.values("broad_money_bn")[8] == pytest.approx(-1152.0, abs=1e-6)


def test_another_seller_mix(lab, run):
    """All from banks: deposits do not move. All from non-banks: they move with the purchases."""
    from qelab.lab.lab import Lab
    from qelab.lab.settings import SellerMix, Settings

    for mix, deposits in ((SellerMix(non_banks=0, rest_of_world=0, banks=1), 0.0), (SellerMix(non_banks=1, rest_of_world=0, banks=0), 500.0)):
        result = Lab(settings=Settings(sellers=mix)).run(run("from_now_500bn").scenario)
        assert result.values("broad_money_bn")[4] == pytest.approx(deposits, abs=1e-6)
        assert result.values("monetary_base_bn")[4] == pytest.approx(500.0, abs=1e-6)


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
