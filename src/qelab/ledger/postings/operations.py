"""What do the central bank's operations do to whose balance sheet? Purchases, sales, maturities, lending.

Amounts are settlement values in bn. MBS are bought for later delivery (TBA, one to three months): post the
purchase in the month of *settlement*; until then it is a commitment and on nobody's balance sheet.
"""

from qelab.core.errors import QelabError
from qelab.ledger.instruments import Instrument, known_instrument, sole_issuer
from qelab.ledger.postings.settlement import (
    BANKS,
    CENTRAL_BANK,
    TREASURY,
    at_least_zero,
    payment,
    signed,
)  # fmt: skip
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import NetWorthChange, NetWorthKind, Transaction, held, owed

HOUSEHOLDS, AGENCIES = Sector.HOUSEHOLDS, Sector.AGENCIES
TREASURIES, MBS, MORTGAGES = Instrument.TREASURY_SECURITIES, Instrument.AGENCY_MBS, Instrument.MORTGAGES


def purchase(
    amount_bn: float,
    *,
    seller: str,
    instrument: str = TREASURIES,
    settled_in: str | None = None,
    gain_bn: float = 0.0,
) -> Transaction:
    """The central bank buys (+) from ``seller``, or sells (-) to it. Events 1, 2, 3, 6 and 15.

    From a bank reserves rise and deposits do not; from anyone else both rise by the amount.

    Parameters
    ----------
    amount_bn : settlement value, bn; negative for a sale
    seller : the other party (of a sale, the buyer)
    instrument : Treasury securities, agency MBS, agency debt or corporate bonds
    settled_in : what the seller is paid in: reserves for banks, else deposits (default) or reverse_repo
    gain_bn : of a sale, settlement value less book value; the central bank's income

    Raises
    ------
    QelabError QE403, QE414, QE415 : not a finite number, a gain on a purchase, a party that cannot be paid so
    """
    amount, gain = signed(amount_bn), signed(gain_bn)
    party, security = known_sector(seller), known_instrument(instrument)
    kind = "sale" if amount < 0 else "purchase"
    entries = (
        held(CENTRAL_BANK, security, amount),
        held(party, security, -amount),
        *payment(party, amount, settled_in),
    )
    if gain == 0.0:
        return Transaction(f"{kind}:{security}:{party}", entries)
    if amount >= 0:
        raise QelabError("QE414", path=f"purchase:{security}:{party}", gain=f"{gain:.6g}")
    issuer = sole_issuer(security)
    booked = (held(CENTRAL_BANK, security, amount + gain), *entries[1:], owed(issuer, security, gain))
    declared = (
        NetWorthChange(CENTRAL_BANK, NetWorthKind.INCOME, gain),
        NetWorthChange(issuer, NetWorthKind.REVALUATION, -gain),
    )
    return Transaction(f"sale:{security}:{party}", booked, declared)


def rollover(amount_bn: float) -> Transaction:
    """Maturing Treasury securities are replaced at the auction. Event 4: no reserves, no Treasury account."""
    amount = at_least_zero(amount_bn, "rollover")
    entries = (
        held(CENTRAL_BANK, TREASURIES, -amount),
        held(CENTRAL_BANK, TREASURIES, amount),
        owed(TREASURY, TREASURIES, -amount),
        owed(TREASURY, TREASURIES, amount),
    )
    return Transaction("rollover", entries)


def run_off(amount_bn: float) -> Transaction:
    """Treasury securities mature and the Treasury repays the central bank from its account. Event 5."""
    amount = at_least_zero(amount_bn, "run_off")
    entries = (
        held(CENTRAL_BANK, TREASURIES, -amount),
        owed(TREASURY, TREASURIES, -amount),
        *payment(TREASURY, -amount, None),
    )
    return Transaction("run_off", entries)


def principal_payment(amount_bn: float) -> Transaction:
    """Households repay mortgages; the agencies pass it through to the central bank. Event 7."""
    amount = at_least_zero(amount_bn, "principal_payment")
    entries = (
        owed(HOUSEHOLDS, MORTGAGES, -amount),
        held(AGENCIES, MORTGAGES, -amount),
        owed(AGENCIES, MBS, -amount),
        held(CENTRAL_BANK, MBS, -amount),
        *payment(HOUSEHOLDS, -amount, None),
    )
    return Transaction("principal_payment", entries)


def agency_debt_run_off(amount_bn: float, *, buyer: str) -> Transaction:
    """Agency debt of the central bank matures, paid out of new agency debt that ``buyer`` takes."""
    amount, party = at_least_zero(amount_bn, "agency_debt_run_off"), known_sector(buyer)
    entries = (
        held(CENTRAL_BANK, Instrument.AGENCY_DEBT, -amount),
        owed(AGENCIES, Instrument.AGENCY_DEBT, -amount),
        owed(AGENCIES, Instrument.AGENCY_DEBT, amount),
        held(party, Instrument.AGENCY_DEBT, amount),
        *payment(party, -amount, None),
    )
    return Transaction(f"agency_debt_run_off:{party}", entries)


def credit(amount_bn: float, *, borrower: str = BANKS) -> Transaction:
    """The central bank lends (+), or is repaid (-): the crisis facilities that a replay of 2008 must carry."""
    amount, party = signed(amount_bn), known_sector(borrower)
    entries = (
        held(CENTRAL_BANK, Instrument.CENTRAL_BANK_CREDIT, amount),
        owed(party, Instrument.CENTRAL_BANK_CREDIT, amount),
        *payment(party, amount, None),
    )
    return Transaction(f"credit:{party}", entries)


def reverse_repo_placement(amount_bn: float, *, holder: str = Sector.NON_BANKS) -> Transaction:
    """Deposits are moved into overnight reverse repo (+), or back (-). Event 2b: reserves fall, deposits too."""
    amount, party = signed(amount_bn), known_sector(holder)
    entries = (*payment(party, -amount, None), *payment(party, amount, Instrument.REVERSE_REPO))
    return Transaction(f"reverse_repo_placement:{party}", entries)


def other_deposit_placement(amount_bn: float, *, holder: str = AGENCIES) -> Transaction:
    """Deposits are moved to another account at the central bank (+), or back (-): clearing houses, agencies.

    Like event 2b, on ``other_central_bank_liabilities``: reserves and deposits fall.
    """
    amount, party = signed(amount_bn), known_sector(holder)
    account = Instrument.OTHER_CENTRAL_BANK_LIABILITIES
    entries = (*payment(party, -amount), *payment(party, amount, account))
    return Transaction(f"other_deposit_placement:{party}", entries)
