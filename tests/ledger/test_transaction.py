"""Every kind of unbalanced transaction is refused, each with its own error."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from qelab.core.errors import QelabError
from qelab.ledger import postings
from qelab.ledger.instruments import Instrument, Side, rules
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import (
    Entry,
    NetWorthChange,
    NetWorthKind,
    Transaction,
    held,
    owed,
)

POSTINGS = [
    postings.purchase(600, seller="banks"),
    postings.purchase(600, seller="non_banks"),
    postings.purchase(600, seller="rest_of_world", settled_in="reverse_repo"),
    postings.purchase(-100, seller="non_banks", instrument="agency_mbs", gain_bn=3),
    postings.reverse_repo_placement(30),
    postings.rollover(50),
    postings.run_off(100),
    postings.refunding(100, buyer="banks"),
    postings.refunding(100, buyer="non_banks", settled_in="reverse_repo"),
    postings.principal_payment(15),
    postings.mortgage_origination(15, buyer="non_banks"),
    postings.agency_debt_run_off(4, buyer="banks"),
    postings.deficit_spending(20),
    postings.tax(20),
    postings.currency_withdrawal(3),
    postings.credit(10),
    postings.revaluation(2, holder="central_bank", instrument="treasury_securities"),
    postings.revaluation(2, holder="households", instrument="real_assets"),
    postings.treasury_interest(12),
    postings.mbs_interest(5),
    postings.interest_on_reserves(7),
    postings.interest_on_reverse_repo(3, settled_in="reverse_repo"),
    postings.operating_costs(1),
    postings.amortisation(4, instrument="agency_mbs"),
    postings.remittance(9),
    postings.deferral(15),
    postings.indemnity(15),
    postings.redemption(8, holder="non_banks"),
    postings.bank_loan(100),
    postings.asset_trade(40, buyer="non_banks", seller="households", instrument="corporate_bonds"),
    postings.security_issue(25, buyer="non_banks", instrument="equities"),
    postings.foreign_security_purchase(30),
    postings.investment(10),
]
REAL = {instrument for instrument in Instrument if not rules(instrument).issuers}
NAMES = [posting.memo for posting in POSTINGS]


def mutations(entry: Entry) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """All that could be wrong with one entry."""
    yield "dropped", ()
    yield "doubled", (entry, entry)
    yield "sign", (replace(entry, change_bn=-entry.change_bn),)
    yield "one dollar in a million too much", (replace(entry, change_bn=entry.change_bn * (1 + 1e-6)),)
    for amount in (math.nan, math.inf, "3"):
        yield f"amount {amount}", (replace(entry, change_bn=amount),)
    for sector in (*Sector, "hedge_fund"):
        if sector != entry.sector:
            yield f"sector {sector}", (replace(entry, sector=sector),)
    for instrument in (*Instrument, "gilts"):
        if (
            instrument != entry.instrument and not {instrument, entry.instrument} <= REAL
        ):  # a house or a machine
            yield f"instrument {instrument}", (replace(entry, instrument=instrument),)
    for side in (*Side, "equity"):
        if side != entry.side:
            yield f"side {side}", (replace(entry, side=side),)


@pytest.mark.parametrize("posting", POSTINGS, ids=NAMES)
def test_no_entry_of_any_posting_can_be_wrong(posting):
    for number, entry in enumerate(posting.entries):
        for kind, replacement in mutations(entry):
            entries = (*posting.entries[:number], *replacement, *posting.entries[number + 1 :])
            with pytest.raises(QelabError) as caught:
                Transaction(posting.memo, entries, posting.declared)
            assert caught.value.code in {f"QE40{digit}" for digit in range(8)}, kind


@pytest.mark.parametrize("posting", POSTINGS, ids=NAMES)
def test_what_is_declared_cannot_be_wrong_either(posting):
    gift = NetWorthChange(Sector.FIRMS, NetWorthKind.TRANSFER, 1.0)
    for declared in (posting.declared[1:] if posting.declared else (gift,), (*posting.declared, gift)):
        with pytest.raises(QelabError) as caught:
            Transaction(posting.memo, posting.entries, declared)
        assert caught.value.code == "QE407"


def refused(*entries: Entry, declared: tuple[NetWorthChange, ...] = ()) -> QelabError:
    with pytest.raises(QelabError) as caught:
        Transaction("test", entries, declared)
    return caught.value


def test_the_message_says_what_where_and_by_how_much():
    bank, banks = Sector.CENTRAL_BANK, Sector.BANKS
    error = refused(held(banks, Instrument.RESERVES, 600), owed(bank, Instrument.RESERVES, 550))
    assert error.code == "QE406"
    assert error.path == "test"
    assert "'reserves': held +600 bn, owed +550 bn, difference +50 bn" in error.message()


def test_money_for_nothing_is_refused_by_sector():
    error = refused(
        held(Sector.BANKS, Instrument.RESERVES, 600), owed(Sector.CENTRAL_BANK, Instrument.RESERVES, 600)
    )
    assert error.code == "QE407"
    assert "'banks' changes by +600 bn but +0 bn is declared" in error.message()


def test_a_bank_cannot_issue_currency_and_a_household_cannot_hold_reserves():
    issued = refused(owed(Sector.BANKS, Instrument.CURRENCY, 1))
    assert (issued.code, "allowed: central_bank" in issued.hint()) == ("QE404", True)
    kept = refused(held(Sector.HOUSEHOLDS, Instrument.RESERVES, 1))
    assert (kept.code, "allowed: banks" in kept.hint()) == ("QE405", True)


def test_an_unknown_name_is_answered_with_the_closest_known():
    error = refused(Entry("house_holds", Instrument.DEPOSITS, Side.ASSET, 1.0))  # type: ignore[arg-type]
    assert (error.code, "did you mean 'households'?" in error.hint()) == ("QE400", True)


def test_two_infinite_amounts_do_not_cancel():
    nothing = held(Sector.BANKS, Instrument.RESERVES, 1e308)
    assert refused(nothing, nothing, nothing).code == "QE403"


def test_rounding_passes_and_a_dollar_does_not():
    thirds = [held(Sector.BANKS, Instrument.RESERVES, 0.1)] * 3
    bill = [held(Sector.BANKS, Instrument.TREASURY_SECURITIES, -0.1)] * 3
    bank = (
        owed(Sector.CENTRAL_BANK, Instrument.RESERVES, 0.3),
        held(Sector.CENTRAL_BANK, Instrument.TREASURY_SECURITIES, 0.3),
    )
    assert Transaction("thirds", (*thirds, *bill, *bank))
    off = refused(*thirds, *bill, bank[0], replace(bank[1], change_bn=0.3 + 1.1e-9))
    assert off.code == "QE406"
