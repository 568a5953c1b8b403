"""The same loss under two laws: carried forward as the Federal Reserve does, or paid by the Treasury as in Britain."""

import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.ledger import postings
from qelab.ledger.identities import check_journal
from qelab.ledger.journal import Journal
from qelab.ledger.series import (
    bank_deposits_bn,
    central_bank_net_worth_bn,
    deferred_asset_bn,
    public_treasuries_bn,
    reserves_bn,
    treasury_general_account_bn,
)

RECEIVED, PAID = 30.0, 47.0
LOSS = PAID - RECEIVED


def with_loss(opening, *how) -> Journal:
    journal = Journal(Month.parse("2010-10"), opening)
    journal.post("2011-01", postings.treasury_interest(RECEIVED), postings.interest_on_reserves(PAID), *how)
    check_journal(journal)
    return journal


def change(series, journal) -> float:
    path = series(journal)
    return float(path[-1] - path[0])


def test_without_a_law_a_loss_is_a_fall_of_net_worth(opening):
    journal = with_loss(opening)
    assert change(central_bank_net_worth_bn, journal) == pytest.approx(-LOSS)
    assert change(deferred_asset_bn, journal) == 0
    assert change(reserves_bn, journal) == pytest.approx(PAID)


def test_a_loss_carried_forward_keeps_capital_and_moves_no_money(opening):
    journal, bare = with_loss(opening, postings.deferral(LOSS)), with_loss(opening)
    assert change(central_bank_net_worth_bn, journal) == pytest.approx(0, abs=1e-9)
    assert change(deferred_asset_bn, journal) == pytest.approx(LOSS)
    for money in (reserves_bn, bank_deposits_bn, treasury_general_account_bn, public_treasuries_bn):
        assert change(money, journal) == pytest.approx(change(money, bare))


def test_an_indemnity_keeps_capital_and_is_paid_by_the_treasury(opening):
    paid, deferred = with_loss(opening, postings.indemnity(LOSS)), with_loss(opening, postings.deferral(LOSS))
    assert change(central_bank_net_worth_bn, paid) == pytest.approx(0, abs=1e-9)
    assert change(deferred_asset_bn, paid) == 0
    gap = change(treasury_general_account_bn, paid) - change(treasury_general_account_bn, deferred)
    assert gap == pytest.approx(-LOSS)


def test_once_the_treasury_borrows_what_it_paid_the_reserves_of_the_loss_are_gone(opening):
    """The indemnity is financed by debt that the public holds, the deferred asset by reserves."""
    borrowed = (postings.indemnity(LOSS), postings.refunding(LOSS, buyer="non_banks"))
    paid, deferred = with_loss(opening, *borrowed), with_loss(opening, postings.deferral(LOSS))
    assert change(treasury_general_account_bn, paid) == pytest.approx(
        change(treasury_general_account_bn, deferred)
    )
    assert change(reserves_bn, deferred) - change(reserves_bn, paid) == pytest.approx(LOSS)
    assert change(public_treasuries_bn, paid) - change(public_treasuries_bn, deferred) == pytest.approx(LOSS)


@pytest.mark.parametrize("law", [postings.deferral, postings.indemnity])
def test_the_treasury_is_poorer_by_the_loss_and_the_coupons_under_either_law(opening, law):
    journal = with_loss(opening, law(LOSS))
    sheets = [journal.balance_sheet("treasury", at=at).net_worth_bn for at in ("2010-10", "2011-01")]
    assert sheets[1] - sheets[0] == pytest.approx(-RECEIVED - LOSS)


def test_more_than_was_deferred_cannot_be_made_good(opening):
    journal = with_loss(opening, postings.deferral(LOSS))
    journal.post("2011-04", postings.treasury_interest(LOSS), postings.deferral(-LOSS))
    assert deferred_asset_bn(journal)[-1] == 0
    with pytest.raises(QelabError) as caught:
        journal.post("2011-05", postings.deferral(-1))
    assert caught.value.code == "QE409"
