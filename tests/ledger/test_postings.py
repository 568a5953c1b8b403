"""Each event with numbers that can be checked by hand."""

import math

import pytest

from qelab.core.errors import QelabError
from qelab.ledger import postings
from qelab.ledger.cells import INSTRUMENTS, SECTORS, SIDES, position_of
from qelab.ledger.identities import (
    check_purchase,
    check_refinanced_run_off,
    check_reversible,
    net_changes,
)
from qelab.ledger.transaction import NetWorthChange, Transaction


def changes(*transactions: Transaction) -> dict[str, float]:
    """What changed, as ``side sector instrument`` -> bn."""
    flat = net_changes(transactions).ravel()
    return {" ".join(position_of(int(cell))): flat[cell] for cell in flat.nonzero()[0]}


def outstanding(*transactions: Transaction) -> dict[str, float]:
    """Change of all that is held of each instrument."""
    totals = net_changes(transactions)[0].sum(axis=0)
    return {str(name): total for name, total in zip(INSTRUMENTS, totals, strict=True) if total}


def test_purchase_from_a_bank_creates_reserves_and_no_deposits():
    assert changes(postings.purchase(600, seller="banks")) == {
        "asset central_bank treasury_securities": 600,
        "liability central_bank reserves": 600,
        "asset banks treasury_securities": -600,
        "asset banks reserves": 600,
    }


def test_purchase_from_a_non_bank_creates_reserves_and_deposits():
    assert changes(postings.purchase(600, seller="non_banks")) == {
        "asset central_bank treasury_securities": 600,
        "liability central_bank reserves": 600,
        "asset banks reserves": 600,
        "liability banks deposits": 600,
        "asset non_banks treasury_securities": -600,
        "asset non_banks deposits": 600,
    }


@pytest.mark.parametrize(("seller", "deposits"), [("non_banks", 600), ("rest_of_world", 600), ("banks", 0)])
def test_600_bn_on_the_day(seller, deposits):
    expected = {"reserves": 600} | ({"deposits": deposits} if deposits else {})
    assert outstanding(postings.purchase(600, seller=seller)) == expected  # currency 0: not in the table
    assert check_purchase(postings.purchase(600, seller=seller), seller=seller, amount_bn=600) == 0


def test_a_purchase_from_abroad_leaves_the_foreigner_with_the_deposit_or_in_the_repo_pool():
    deposit = changes(postings.purchase(100, seller="rest_of_world"))
    assert deposit["asset rest_of_world deposits"] == 100
    pool = outstanding(postings.purchase(100, seller="rest_of_world", settled_in="reverse_repo"))
    assert pool == {"reverse_repo": 100}


def test_a_sale_is_a_purchase_with_the_other_sign():
    sale, bought = postings.purchase(-40, seller="non_banks"), postings.purchase(40, seller="non_banks")
    assert changes(sale) == {name: -amount for name, amount in changes(bought).items()}


def test_mbs_are_bought_as_treasuries_are():
    treasuries = changes(postings.purchase(75, seller="non_banks"))
    mbs = changes(postings.purchase(75, seller="non_banks", instrument="agency_mbs"))
    assert mbs == {name.replace("treasury_securities", "agency_mbs"): v for name, v in treasuries.items()}


@pytest.mark.parametrize("gain", [5.0, -5.0])
def test_a_gain_is_settlement_less_book_value_and_the_central_bank_s_income(gain):
    sale = postings.purchase(-100, seller="banks", gain_bn=gain)
    assert changes(sale) == {
        "asset central_bank treasury_securities": -(100 - gain),
        "liability central_bank reserves": -100,
        "asset banks treasury_securities": 100,
        "asset banks reserves": -100,
        "liability treasury treasury_securities": gain,
    }
    assert sale.declared[0] == NetWorthChange(postings.CENTRAL_BANK, sale.declared[0].kind, gain)
    assert [str(change.kind) for change in sale.declared] == ["income", "revaluation"]


def test_proceeds_moved_into_reverse_repo():
    assert outstanding(postings.reverse_repo_placement(30)) == {
        "reserves": -30,
        "deposits": -30,
        "reverse_repo": 30,
    }


def test_a_rollover_moves_no_reserves_and_not_the_treasury_account():
    assert changes(postings.rollover(50)) == {}
    assert len(postings.rollover(50).entries) == 4


def test_run_off_first_drains_the_treasury_account():
    assert changes(postings.run_off(100)) == {
        "asset central_bank treasury_securities": -100,
        "liability central_bank treasury_general_account": -100,
        "asset treasury treasury_general_account": -100,
        "liability treasury treasury_securities": -100,
    }


def test_run_off_refunded_to_non_banks():
    both = (postings.run_off(100), postings.refunding(100, buyer="non_banks"))
    assert outstanding(*both) == {"reserves": -100, "deposits": -100}  # Treasury account and debt: 0
    assert changes(*both)["asset non_banks treasury_securities"] == 100
    assert check_refinanced_run_off(both, amount_bn=100) == 0


def test_run_off_refunded_to_banks_and_to_money_funds():
    assert outstanding(postings.run_off(100), postings.refunding(100, buyer="banks")) == {"reserves": -100}
    funds = postings.refunding(100, buyer="non_banks", settled_in="reverse_repo")
    assert outstanding(postings.run_off(100), funds) == {"reverse_repo": -100}


def test_principal_of_mbs_balances_through_the_agencies():
    assert changes(postings.principal_payment(15)) == {
        "asset central_bank agency_mbs": -15,
        "liability central_bank reserves": -15,
        "asset banks reserves": -15,
        "liability banks deposits": -15,
        "asset households deposits": -15,
        "liability households mortgages": -15,
        "asset agencies mortgages": -15,
        "liability agencies agency_mbs": -15,
    }


def test_principal_refinanced_by_new_mbs_leaves_the_public_with_more_of_them():
    both = (postings.principal_payment(15), postings.mortgage_origination(15, buyer="non_banks"))
    assert outstanding(*both) == {"reserves": -15, "deposits": -15}
    assert changes(*both)["asset non_banks agency_mbs"] == 15


def test_run_off_of_agency_debt_refunded():
    run_off = postings.agency_debt_run_off(4, buyer="non_banks")
    assert outstanding(run_off) == {"reserves": -4, "deposits": -4}
    assert changes(run_off)["asset non_banks agency_debt"] == 4


def test_a_deficit_adds_money_a_tax_takes_it_back():
    spent = postings.deficit_spending(20)
    assert outstanding(spent) == {"reserves": 20, "treasury_general_account": -20, "deposits": 20}
    assert changes(spent, postings.tax(20)) == {}
    assert {str(c.sector): c.change_bn for c in spent.declared} == {"treasury": -20, "households": 20}


def test_currency_comes_out_of_deposits_and_reserves():
    assert outstanding(postings.currency_withdrawal(3)) == {"reserves": -3, "currency": 3, "deposits": -3}
    assert outstanding(postings.currency_withdrawal(3, holder="banks")) == {"reserves": -3, "currency": 3}


def test_central_bank_credit():
    assert outstanding(postings.credit(10)) == {"reserves": 10, "central_bank_credit": 10}


def test_revaluation_of_a_claim_is_another_s_loss_of_a_house_nobody_s():
    security = postings.revaluation(-2, holder="central_bank", instrument="agency_mbs")
    assert {str(c.sector): c.change_bn for c in security.declared} == {"central_bank": -2, "agencies": 2}
    house = postings.revaluation(7, holder="households", instrument="real_assets")
    assert changes(house) == {"asset households real_assets": 7}


EVENTS = {
    "purchase_banks": lambda v: postings.purchase(v, seller="banks"),
    "purchase_non_banks": lambda v: postings.purchase(v, seller="non_banks", instrument="agency_mbs"),
    "sale_with_gain": lambda v: postings.purchase(-v, seller="firms", gain_bn=v / 8),
    "reverse_repo": postings.reverse_repo_placement,
    "rollover": postings.rollover,
    "run_off": postings.run_off,
    "refunding": lambda v: postings.refunding(v, buyer="households"),
    "principal": postings.principal_payment,
    "origination": lambda v: postings.mortgage_origination(v, buyer="banks"),
    "agency_debt": lambda v: postings.agency_debt_run_off(v, buyer="rest_of_world"),
    "deficit": postings.deficit_spending,
    "tax": lambda v: postings.tax(v, payer="firms"),
    "currency": postings.currency_withdrawal,
    "credit": postings.credit,
    "revaluation": lambda v: postings.revaluation(v, holder="banks", instrument="treasury_securities"),
}


@pytest.mark.parametrize("event", EVENTS)
def test_event_then_its_reverse_is_the_identity(event, opening):
    assert check_reversible(EVENTS[event](37.25), opening) <= 1e-9


@pytest.mark.parametrize("event", EVENTS)
def test_size_zero_changes_nothing(event):
    assert changes(EVENTS[event](0.0)) == {}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("amount", [math.nan, math.inf, "many", None])
def test_amounts_that_are_no_numbers(event, amount):
    with pytest.raises((QelabError, TypeError)) as caught:
        EVENTS[event](amount)
    if event != "sale_with_gain":  # there the test's own arithmetic may fail first
        assert isinstance(caught.value, QelabError)
        assert caught.value.code == "QE403"


def test_arrays_have_the_shape_that_is_documented():
    assert net_changes([]).shape == (len(SIDES), len(SECTORS), len(INSTRUMENTS))
