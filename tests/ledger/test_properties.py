"""What holds for any stream of valid events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.errors import QelabError
from qelab.ledger import postings
from qelab.ledger.cells import INSTRUMENTS
from qelab.ledger.identities import check_journal, check_reversible, net_changes
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal
from qelab.ledger.matrices import Block, balance_sheet_matrix, transactions_flow_matrix
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction

AMOUNTS = st.floats(0.0, 50.0, allow_subnormal=False)
SIGNED = st.floats(-50.0, 50.0, allow_subnormal=False)
SECURITIES = st.sampled_from(["treasury_securities", "agency_mbs", "agency_debt", "corporate_bonds"])
PUBLIC = st.sampled_from(["banks", "non_banks", "households", "rest_of_world"])
PAYERS = st.sampled_from(["households", "firms", "non_banks"])
BUYERS = st.sampled_from(["households", "rest_of_world"])
ISSUES = st.sampled_from(["corporate_bonds", "equities", "money_fund_shares"])
INCOME = (
    postings.treasury_interest, postings.mbs_interest, postings.agency_debt_interest, postings.credit_interest,
    postings.corporate_bond_interest, postings.interest_on_reserves, postings.interest_on_reverse_repo,
    postings.interest_on_other_liabilities, postings.operating_costs, postings.dividends, postings.remittance,
    postings.indemnity,
)  # fmt: skip
BOOK_VALUES = (postings.amortisation, postings.inflation_compensation, postings.deferral)
EVENTS = st.one_of(
    st.builds(lambda v, s, i: postings.purchase(v, seller=s, instrument=i), SIGNED, PUBLIC, SECURITIES),
    st.builds(
        lambda v, s: postings.purchase(v, seller=s, settled_in="reverse_repo"), SIGNED, st.just("non_banks")
    ),
    st.builds(
        lambda v, s, g: postings.purchase(-v - 1, seller=s, gain_bn=g), AMOUNTS, PUBLIC, st.floats(-1, 1)
    ),
    st.builds(postings.reverse_repo_placement, SIGNED),
    st.builds(postings.rollover, AMOUNTS),
    st.builds(postings.run_off, AMOUNTS),
    st.builds(lambda v, b: postings.refunding(v, buyer=b), AMOUNTS, PUBLIC),
    st.builds(postings.principal_payment, AMOUNTS),
    st.builds(lambda v, b: postings.mortgage_origination(v, buyer=b), AMOUNTS, PUBLIC),
    st.builds(lambda v, b: postings.agency_debt_run_off(v, buyer=b), AMOUNTS, PUBLIC),
    st.builds(lambda v, r: postings.deficit_spending(v, recipient=r), AMOUNTS, PAYERS),
    st.builds(lambda v, r: postings.tax(v, payer=r), AMOUNTS, PAYERS),
    st.builds(postings.currency_withdrawal, SIGNED),
    st.builds(postings.credit, SIGNED),
    st.builds(lambda v, h: postings.revaluation(v, holder=h, instrument="agency_mbs"), SIGNED, PUBLIC),
    st.builds(lambda event, v: event(v), st.sampled_from(INCOME), AMOUNTS),
    st.builds(lambda event, v: event(v), st.sampled_from(BOOK_VALUES), SIGNED),
    st.builds(lambda v, h: postings.redemption(v, holder=h), AMOUNTS, PUBLIC),
    st.builds(lambda v, h: postings.public_debt_interest(v, holder=h), AMOUNTS, PUBLIC),
    st.builds(lambda v, h: postings.other_deposit_placement(v, holder=h), SIGNED, st.just("non_banks")),
    st.builds(lambda v, b: postings.bank_loan(v, borrower=b), SIGNED, PAYERS),
    st.builds(
        lambda v, two: postings.asset_trade(v, buyer=two[0], seller=two[1], instrument="agency_mbs"),
        SIGNED, st.permutations(["banks", "non_banks", "households", "rest_of_world"]),
    ),
    st.builds(lambda v, b, i: postings.security_issue(v, buyer=b, instrument=i), SIGNED, BUYERS, ISSUES),
    st.builds(lambda v, b: postings.foreign_security_purchase(v, buyer=b), SIGNED, PAYERS),
    st.builds(lambda v, s: postings.foreign_intervention(v, seller=s), SIGNED, PAYERS),
    st.builds(postings.investment, AMOUNTS),
    st.builds(lambda v: postings.income_payment(v, payer="firms", payee="households"), AMOUNTS),
)  # fmt: skip


def rich_opening(scale: float = 1.0) -> Transaction:
    """Enough of everything that no event of these tests overdraws an account."""
    many = 20_000.0 * scale
    return opening_from_totals(
        treasuries_bn=many, agency_mbs_bn=many, agency_debt_bn=many, credit_bn=many, reserves_bn=many,
        currency_bn=many, treasury_account_bn=many, reverse_repo_bn=many, bank_deposits_bn=5 * many,
        deposit_shares={s: 0.2 for s in Sector if s in _DEPOSITORS},
    )  # fmt: skip


_DEPOSITORS = ("non_banks", "households", "firms", "agencies", "rest_of_world")


def scarce_assets(scale: float = 1.0) -> tuple[Transaction, ...]:
    """What the opening does not know and these events may take away."""
    many = 5_000.0 * scale
    return (
        postings.purchase(many, seller="banks", instrument="corporate_bonds"),
        postings.deferral(many),
        postings.other_deposit_placement(many, holder="non_banks"),
        *(postings.bank_loan(many, borrower=borrower) for borrower in ("households", "firms", "non_banks")),
        *(
            postings.security_issue(many, buyer=buyer, instrument="money_fund_shares")
            for buyer in ("households", "rest_of_world")
        ),
    )


def posted(events: list[Transaction], scale: float = 1.0) -> Journal:
    opening = rich_opening(scale)
    journal = Journal(0, opening)
    journal.post(1, *scarce_assets(scale))
    for number, event in enumerate(events):
        journal.post(2 + number // 8, event)
    return journal


@given(st.lists(EVENTS, max_size=60))
def test_every_stream_keeps_the_books_balanced(events):
    assert max(check_journal(posted(events)).values()) <= 1e-9


@given(st.lists(EVENTS, max_size=40))
def test_every_stream_gives_matrices_whose_rows_and_columns_sum_to_zero(events):
    journal = posted(events)
    sheet, flows = balance_sheet_matrix(journal), transactions_flow_matrix(journal, 1)
    for matrix in (sheet, flows):
        claims = [number for number, (block, _) in enumerate(matrix.rows) if block is Block.CLAIMS]
        assert np.abs(matrix.row_totals[claims]).max(initial=0.0) <= 1e-9
        assert np.abs(matrix.column_totals).max() <= 1e-9
    assert sheet.row("net_worth").sum() == pytest.approx(-sheet.row("productive_capital").sum(), abs=1e-9)


@given(EVENTS)
def test_an_event_and_its_reverse_are_the_identity(event):
    opening = rich_opening()
    assert check_reversible(event, opening) <= 1e-9
    assert np.abs(net_changes([event, event.reversed()])).max() == 0


@given(st.lists(EVENTS, max_size=30), st.sampled_from([1e-3, 0.25, 7.0, 1e6]))
def test_rescaling_all_amounts_rescales_the_sheets(events, factor):
    plain = posted(events).fold()
    rescaled = posted([event.scaled(factor) for event in events], scale=factor).fold()
    assert rescaled == pytest.approx(plain * factor, rel=1e-9, abs=1e-9 * factor)


@given(st.lists(EVENTS, max_size=30))
def test_order_within_a_month_does_not_matter_for_what_results(events):
    assert net_changes(events) == pytest.approx(net_changes(events[::-1]), abs=1e-9)


@given(SIGNED, PUBLIC, SECURITIES)
def test_only_sellers_outside_banks_bring_deposits(amount, seller, instrument):
    change = net_changes([postings.purchase(amount, seller=seller, instrument=instrument)])[0].sum(axis=0)
    assert change[INSTRUMENTS.index(Instrument.RESERVES)] == amount
    assert change[INSTRUMENTS.index(Instrument.DEPOSITS)] == (0 if seller == "banks" else amount)
    assert change[INSTRUMENTS.index(Instrument.CURRENCY)] == 0


def random_event(random: np.random.Generator) -> Transaction:
    """One event of any kind, up to 50 bn, either sign where it may have one."""
    amount = float(random.uniform(0, 50))
    signed = float(random.choice([-1.0, 1.0])) * amount
    public = str(random.choice(["banks", "non_banks", "households", "rest_of_world"]))
    security = str(random.choice(["treasury_securities", "agency_mbs", "agency_debt"]))
    events = (
        lambda: postings.purchase(signed, seller=public, instrument=security),
        lambda: postings.purchase(-amount - 0.1, seller=public, gain_bn=signed / 50),
        lambda: postings.reverse_repo_placement(signed),
        lambda: postings.rollover(amount),
        lambda: postings.run_off(amount),
        lambda: postings.refunding(amount, buyer=public),
        lambda: postings.principal_payment(amount),
        lambda: postings.mortgage_origination(amount, buyer=public),
        lambda: postings.agency_debt_run_off(amount, buyer=public),
        lambda: postings.deficit_spending(amount),
        lambda: postings.tax(amount),
        lambda: postings.currency_withdrawal(signed),
        lambda: postings.credit(signed),
        lambda: postings.revaluation(signed, holder=public, instrument=security),
        lambda: INCOME[int(random.integers(len(INCOME)))](amount),
        lambda: BOOK_VALUES[int(random.integers(len(BOOK_VALUES)))](signed),
        lambda: postings.redemption(amount, holder=public),
        lambda: postings.public_debt_interest(amount, holder=public),
        lambda: postings.other_deposit_placement(signed, holder="non_banks"),
        lambda: postings.bank_loan(signed, borrower="households"),
        lambda: postings.asset_trade(signed, buyer="firms", seller=public, instrument=security),
        lambda: postings.security_issue(signed, buyer="households", instrument="money_fund_shares"),
        lambda: postings.foreign_security_purchase(signed),
        lambda: postings.foreign_intervention(signed, seller="banks"),
        lambda: postings.investment(amount, investor="households", producer="firms", instrument="houses"),
        lambda: postings.income_payment(amount, payer="firms", payee="households"),
    )
    return events[int(random.integers(len(events)))]()


def random_journal(count: int, per_month: int) -> tuple[Journal, int]:
    random, journal, refused = np.random.default_rng(20101103), Journal(0, rich_opening()), 0
    journal.post(1, *scarce_assets())
    while len(journal) <= count:
        try:
            journal.post(1 + len(journal) // per_month, random_event(random))
        except QelabError as error:
            if error.code != "QE409":  # only an account that would be overdrawn is a reason
                raise
            refused += 1
    return journal, refused


def test_ten_thousand_random_events_keep_the_books_balanced():
    journal, refused = random_journal(10_000, per_month=10)
    assert len(journal) == 10_001
    assert refused < 10_000
    assert max(check_journal(journal).values()) <= 1e-9


@pytest.mark.soak
def test_a_million_random_events_keep_the_books_balanced():
    journal, _ = random_journal(1_000_000, per_month=1000)
    assert max(check_journal(journal, tolerance_bn=1e-6).values()) <= 1e-6
