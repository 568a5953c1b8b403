"""The journal is only ever added to; sheets and stocks are folds over it."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter
from qelab.ledger import postings, series
from qelab.ledger.identities import check_journal
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal
from qelab.ledger.opening import opening_sheet

OCTOBER = Month.parse("2010-10")


def test_the_opening_sheet_is_what_was_put_in(journal):
    sheet = journal.balance_sheet("central_bank", at="2010-10")
    assert sheet.assets[Instrument.TREASURY_SECURITIES] == 800
    assert (sheet.total_assets_bn, sheet.total_liabilities_bn, sheet.net_worth_bn) == (2000, 1950, 50)
    assert journal.balance_sheet("banks").net_worth_bn == pytest.approx(0, abs=1e-9)


def test_a_programme_month_by_month(journal):
    for month in range(1, 9):
        journal.post(OCTOBER + month, postings.purchase(75, seller="non_banks"))
    assert journal.stock("treasury_securities", holder="central_bank") == 1400
    assert journal.stock("treasury_securities", holder="central_bank", at="2010Q4") == 950
    assert journal.stock("treasury_securities", holder="central_bank", at=Quarter.parse("2011Q1")) == 1175
    assert journal.stock("treasury_securities") == 8800
    money = series.money_series(journal)
    assert money["reserves_bn"] == pytest.approx(850 + 75 * np.arange(9))
    assert money["bank_deposits_bn"] == pytest.approx(7000 + 75 * np.arange(9))
    assert money["currency_bn"] == pytest.approx(np.full(9, 900))
    assert money["monetary_base_bn"] == pytest.approx(money["reserves_bn"] + 900)
    assert money["broad_money_bn"] == pytest.approx(money["bank_deposits_bn"] + 900 + 60)  # 60 placed overnight
    assert max(check_journal(journal).values()) <= 1e-9


@pytest.mark.parametrize(
    "name", ["reserves_bn", "currency_bn", "monetary_base_bn", "bank_deposits_bn", "broad_money_bn"]
)
def test_each_money_series_equals_the_one_from_the_common_fold(journal, name):
    journal.post(
        OCTOBER + 1, postings.currency_withdrawal(5, holder="banks"), postings.currency_withdrawal(2)
    )
    journal.post(OCTOBER + 3, postings.purchase(10, seller="banks"))
    assert getattr(series, name)(journal) == pytest.approx(series.money_series(journal)[name], abs=1e-12)


def test_vault_cash_is_base_money_but_not_broad_money(journal):
    journal.post(OCTOBER + 1, postings.currency_withdrawal(5, holder="banks"))
    assert np.diff(series.currency_bn(journal)) == pytest.approx([5])
    assert np.diff(series.monetary_base_bn(journal)) == pytest.approx([0])
    assert np.diff(series.broad_money_bn(journal)) == pytest.approx([0])


def test_stocks_stay_between_postings_and_after_the_last(journal):
    journal.post(OCTOBER + 2, postings.purchase(10, seller="banks"))
    assert series.reserves_bn(journal, OCTOBER, OCTOBER + 4) == pytest.approx([850, 850, 860, 860, 860])
    assert series.reserves_bn(journal, "2010-11", "2010-12") == pytest.approx([850, 860])


def test_paths_of_several_positions(journal):
    journal.post(OCTOBER + 1, postings.run_off(40), postings.refunding(40, buyer="banks"))
    paths = journal.paths(
        [("treasury_securities", "central_bank"), ("treasury_securities", None), ("reserves", "banks")]
    )
    assert paths == pytest.approx(np.array([[800, 8800, 850], [760, 8800, 810]]))
    assert series.public_treasuries_bn(journal) == pytest.approx([8000, 8040])
    assert series.treasury_general_account_bn(journal) == pytest.approx([100, 100])
    assert series.reverse_repo_bn(journal) == pytest.approx([60, 60])


@pytest.mark.parametrize(
    ("transaction", "sector", "instrument"),
    [
        (postings.purchase(-900, seller="banks", instrument="agency_mbs"), "banks", "reserves"),
        (postings.run_off(101), "treasury", "treasury_general_account"),
        (postings.refunding(351, buyer="rest_of_world"), "rest_of_world", "deposits"),
        (postings.currency_withdrawal(-901), "households", "currency"),
        (postings.reverse_repo_placement(-61), "non_banks", "reverse_repo"),
        (postings.purchase(-801, seller="non_banks"), "central_bank", "treasury_securities"),
        (postings.credit(-51), "central_bank", "central_bank_credit"),
    ],
)
def test_what_cannot_be_negative_is_not(journal, transaction, sector, instrument):
    before = (len(journal), journal.fold())
    with pytest.raises(QelabError) as caught:
        journal.post("2010-11", transaction)
    assert caught.value.code == "QE409"
    assert all(word in caught.value.message() for word in ("2010-11", f"'{sector}'", f"'{instrument}'"))
    assert len(journal) == before[0]
    assert np.array_equal(journal.fold(), before[1])


def test_all_of_a_call_or_nothing(journal):
    with pytest.raises(QelabError):
        journal.post("2010-11", postings.purchase(5, seller="banks"), postings.run_off(101))
    assert (len(journal), journal.stock("reserves")) == (1, 850)


def test_what_settles_together_may_overdraw_during_the_day(journal):
    journal.post("2010-11", postings.run_off(150), postings.refunding(150, buyer="non_banks"))
    assert journal.stock("treasury_general_account") == 100
    with pytest.raises(QelabError):
        journal.post("2010-12", postings.run_off(150))


def test_the_past_is_closed(journal):
    journal.post("2011-01", postings.rollover(1))
    journal.post("2011-01", postings.rollover(1))
    with pytest.raises(QelabError) as caught:
        journal.post("2010-12", postings.rollover(1))
    assert caught.value.code == "QE410"


def test_there_is_one_opening(journal, opening):
    with pytest.raises(QelabError) as caught:
        journal.post("2010-11", opening)
    assert caught.value.code == "QE411"


@pytest.mark.parametrize(("first", "last"), [("2010-09", None), ("2010-12", "2010-11"), (None, "2010-09")])
def test_months_that_the_journal_does_not_have(journal, first, last):
    with pytest.raises(QelabError) as caught:
        journal.fold(first, last)
    assert caught.value.code == "QE413"


def test_a_posting_can_be_read_again(journal):
    sale = postings.purchase(-20, seller="non_banks", gain_bn=1)
    number = journal.post("2010-11", postings.rollover(2), sale)
    posting = journal[number]
    assert (posting.number, posting.month, posting.transaction) == (2, OCTOBER + 1, sale)
    assert journal[-1] == posting
    assert [str(p.month) for p in journal] == ["2010-10", "2010-11", "2010-11"]
    assert journal.last_month == OCTOBER + 1


def test_posting_after_a_fold_does_not_change_the_fold(journal):
    early = journal.fold()
    journal.post("2010-11", postings.purchase(10, seller="banks"))
    assert np.array_equal(journal.fold(OCTOBER, OCTOBER), early)


def test_a_journal_without_an_opening_counts_changes():
    journal = Journal(OCTOBER)
    journal.post("2010-11", postings.purchase(10, seller="non_banks"))
    assert journal.stock("treasury_securities", holder="non_banks") == -10
    assert series.reserves_bn(journal) == pytest.approx([0, 10])


def test_an_issuer_must_be_named_where_several_issue():
    with pytest.raises(QelabError) as caught:
        opening_sheet({("banks", "bank_loans"): 5.0})
    assert caught.value.code == "QE412"
    named = opening_sheet({("banks", "bank_loans", "firms"): 5.0})
    assert {str(c.sector): c.change_bn for c in named.declared} == {"banks": 5, "firms": -5}
