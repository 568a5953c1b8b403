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
from qelab.ledger.sectors import Sector
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
    assert sale.declared[0] == NetWorthChange(Sector.CENTRAL_BANK, sale.declared[0].kind, gain)
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


# ---------------------------------------------------------------- income of the central bank (events 8 to 10)


def worth(*transactions: Transaction) -> dict[str, float]:
    """Who became richer, by kind: ``kind sector`` -> bn."""
    found: dict[str, float] = {}
    for transaction in transactions:
        for change in transaction.declared:
            key = f"{change.kind} {change.sector}"
            found[key] = found.get(key, 0.0) + change.change_bn
    return {key: amount for key, amount in found.items() if amount}


def test_a_coupon_on_treasuries_comes_out_of_the_treasury_s_account_and_no_money_is_touched():
    coupon = postings.treasury_interest(12)
    assert changes(coupon) == {
        "asset treasury treasury_general_account": -12,
        "liability central_bank treasury_general_account": -12,
    }
    assert worth(coupon) == {"income treasury": -12, "income central_bank": 12}


@pytest.mark.parametrize("event", [postings.mbs_interest, postings.agency_debt_interest])
def test_interest_on_mbs_is_paid_by_households_and_passed_on(event):
    paid = event(5)
    assert outstanding(paid) == {"reserves": -5, "deposits": -5}
    assert changes(paid)["asset households deposits"] == -5
    assert not any("agencies" in name for name in changes(paid))
    assert worth(paid) == {"income households": -5, "income central_bank": 5}


def test_other_interest_received():
    assert outstanding(postings.credit_interest(2)) == {"reserves": -2}
    assert outstanding(postings.credit_interest(2, borrower="non_banks")) == {"reserves": -2, "deposits": -2}
    assert changes(postings.corporate_bond_interest(2))["asset firms deposits"] == -2


def test_interest_on_reserves_creates_reserves():
    paid = postings.interest_on_reserves(7)
    assert changes(paid) == {"liability central_bank reserves": 7, "asset banks reserves": 7}
    assert worth(paid) == {"income central_bank": -7, "income banks": 7}


def test_interest_on_other_liabilities_is_paid_out_or_left():
    assert outstanding(postings.interest_on_reverse_repo(3)) == {"reserves": 3, "deposits": 3}
    left = postings.interest_on_reverse_repo(3, holder="rest_of_world", settled_in="reverse_repo")
    assert outstanding(left) == {"reverse_repo": 3}
    account = "other_central_bank_liabilities"
    other = postings.interest_on_other_liabilities(1, holder="agencies", settled_in=account)
    assert changes(other) == {f"liability central_bank {account}": 1, f"asset agencies {account}": 1}
    assert worth(other) == {"income central_bank": -1, "income agencies": 1}


def test_costs_and_dividends():
    assert outstanding(postings.operating_costs(0.8)) == {"reserves": 0.8, "deposits": 0.8}
    assert worth(postings.operating_costs(0.8)) == {"income central_bank": -0.8, "income households": 0.8}
    assert outstanding(postings.dividends(0.1)) == {"reserves": 0.1}
    assert worth(postings.dividends(0.1)) == {"transfer central_bank": -0.1, "transfer banks": 0.1}


def test_book_values_move_income_without_money():
    premium = postings.amortisation(4, instrument="agency_mbs")
    assert changes(premium) == {"asset central_bank agency_mbs": -4, "liability agencies agency_mbs": -4}
    assert worth(premium) == {"income central_bank": -4, "revaluation agencies": 4}
    inflation = postings.inflation_compensation(3)
    assert outstanding(inflation) == {"treasury_securities": 3}
    assert worth(inflation) == {"income central_bank": 3, "revaluation treasury": -3}


def test_a_premium_paid_is_gone_when_the_security_is_repaid_at_par():
    life = (
        postings.purchase(104, seller="banks"),
        postings.amortisation(4),
        postings.run_off(100),
    )
    assert "asset central_bank treasury_securities" not in changes(*life)
    assert worth(*life) == {"income central_bank": -4, "revaluation treasury": 4}


def test_a_remittance_moves_profit_to_the_treasury_s_account():
    paid = postings.remittance(9)
    assert outstanding(paid) == {"treasury_general_account": 9}
    assert worth(paid) == {"transfer central_bank": -9, "transfer treasury": 9}


def test_a_loss_carried_forward_and_made_good():
    loss = (postings.treasury_interest(30), postings.interest_on_reserves(45), postings.deferral(15))
    assert outstanding(*loss) == {
        "treasury_general_account": -30,
        "reserves": 45,
        "deferred_asset": 15,
    }
    assert (
        sum(amount for key, amount in worth(*loss).items() if "central_bank" in key) == 0
    )  # capital as before
    good_again = (postings.treasury_interest(20), postings.deferral(-15), postings.remittance(5))
    assert "deferred_asset" not in outstanding(*loss, *good_again)


# ---------------------------------------------------------------- the public (events 5', 8, 14, 16, 17)


def test_redemption_is_refunding_the_other_way():
    for holder in ("banks", "non_banks"):
        both = (postings.refunding(8, buyer=holder), postings.redemption(8, holder=holder))
        assert changes(*both) == {}
    funds = postings.redemption(8, holder="non_banks", settled_in="reverse_repo")
    assert outstanding(funds) == {
        "treasury_general_account": -8,
        "reverse_repo": 8,
        "treasury_securities": -8,
    }


def test_coupons_of_the_public_put_the_treasury_s_money_into_deposits():
    paid = postings.public_debt_interest(6, holder="households")
    assert outstanding(paid) == {"treasury_general_account": -6, "reserves": 6, "deposits": 6}
    assert worth(paid) == {"income treasury": -6, "income households": 6}


def test_other_accounts_at_the_central_bank():
    assert outstanding(postings.other_deposit_placement(4, holder="non_banks")) == {
        "reserves": -4,
        "other_central_bank_liabilities": 4,
        "deposits": -4,
    }


def test_a_bank_loan_creates_a_deposit_and_needs_no_reserves():
    assert changes(postings.bank_loan(100)) == {
        "asset banks bank_loans": 100,
        "liability firms bank_loans": 100,
        "liability banks deposits": 100,
        "asset firms deposits": 100,
    }
    assert changes(postings.bank_loan(100), postings.bank_loan(-100)) == {}
    mortgage = postings.bank_loan(100, borrower="households", instrument="mortgages")
    assert outstanding(mortgage) == {"mortgages": 100, "deposits": 100}


@pytest.mark.parametrize("claim", ["corporate_bonds", "equities", "houses"])
def test_what_a_seller_buys_from_another_holder_leaves_all_totals_as_they_are(claim):
    trade = postings.asset_trade(40, buyer="non_banks", seller="households", instrument=claim)
    assert changes(trade) == {
        f"asset non_banks {claim}": 40,
        f"asset households {claim}": -40,
        "asset non_banks deposits": -40,
        "asset households deposits": 40,
    }
    assert outstanding(trade) == {}


def test_a_bank_that_buys_pays_with_a_new_deposit():
    bought = postings.asset_trade(40, buyer="banks", seller="non_banks", instrument="corporate_bonds")
    assert outstanding(bought) == {"deposits": 40}
    sold = postings.asset_trade(40, buyer="non_banks", seller="banks", instrument="corporate_bonds")
    assert outstanding(sold) == {"deposits": -40}


def test_a_new_issue_gives_firms_the_deposit():
    assert changes(postings.security_issue(25, buyer="non_banks", instrument="equities")) == {
        "asset non_banks equities": 25,
        "liability firms equities": 25,
        "asset non_banks deposits": -25,
        "asset firms deposits": 25,
    }
    contribution = postings.security_issue(2, buyer="households", instrument="pension_claims")
    assert changes(contribution)["liability non_banks pension_claims"] == 2
    foreign = postings.security_issue(2, buyer="banks", instrument="foreign_securities")
    assert changes(foreign)["asset rest_of_world deposits"] == 2


def test_a_bond_bought_abroad_leaves_the_deposit_in_the_country_s_banks():
    bought = postings.foreign_security_purchase(30)
    assert outstanding(bought) == {"foreign_securities": 30}
    assert changes(bought)["asset rest_of_world deposits"] == 30
    assert changes(bought)["asset non_banks deposits"] == -30


def test_a_foreign_central_bank_that_intervenes_buys_treasuries_with_the_dollars():
    both = (postings.foreign_security_purchase(30), postings.foreign_intervention(30))
    assert changes(*both) == {
        "asset non_banks foreign_securities": 30,
        "liability rest_of_world foreign_securities": 30,
        "asset non_banks treasury_securities": -30,
        "asset rest_of_world treasury_securities": 30,
    }


def test_a_house_built_is_wealth_that_was_not_there():
    built = postings.investment(10, investor="households", producer="firms", instrument="houses")
    assert outstanding(built) == {"houses": 10}
    assert worth(built) == {"income firms": 10}


def test_income_among_the_public():
    paid = postings.income_payment(3, payer="firms", payee="households")
    assert changes(paid) == {"asset firms deposits": -3, "asset households deposits": 3}
    assert worth(paid) == {"income firms": -3, "income households": 3}


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
    "treasury_interest": postings.treasury_interest,
    "mbs_interest": postings.mbs_interest,
    "agency_debt_interest": postings.agency_debt_interest,
    "credit_interest": postings.credit_interest,
    "corporate_bond_interest": postings.corporate_bond_interest,
    "interest_on_reserves": postings.interest_on_reserves,
    "interest_on_reverse_repo": postings.interest_on_reverse_repo,
    "interest_on_other_liabilities": postings.interest_on_other_liabilities,
    "operating_costs": postings.operating_costs,
    "dividends": postings.dividends,
    "amortisation": postings.amortisation,
    "inflation_compensation": postings.inflation_compensation,
    "remittance": postings.remittance,
    "deferral": postings.deferral,
    "indemnity": postings.indemnity,
    "redemption": lambda v: postings.redemption(v, holder="rest_of_world"),
    "public_debt_interest": lambda v: postings.public_debt_interest(v, holder="banks"),
    "other_deposit_placement": lambda v: postings.other_deposit_placement(v, holder="firms"),
    "bank_loan": postings.bank_loan,
    "asset_trade": lambda v: postings.asset_trade(
        v, buyer="households", seller="banks", instrument="agency_mbs"
    ),
    "security_issue": lambda v: postings.security_issue(v, buyer="households", instrument="equities"),
    "foreign_security_purchase": postings.foreign_security_purchase,
    "foreign_intervention": postings.foreign_intervention,
    "investment": postings.investment,
    "income_payment": lambda v: postings.income_payment(v, payer="households", payee="banks"),
}


def test_every_posting_is_among_the_events():
    tried = {name for event in EVENTS.values() for name in event(1.0).memo.split(":")[:1]} | {"purchase"}
    assert tried >= set(postings.__all__)


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
