"""What each event does to whose balance sheet? One function an event.

Amounts are settlement values in bn. Signs: functions that have a natural opposite take it as a negative
amount (a sale is a purchase with the other sign); the others refuse negative amounts, because the opposite has
a name of its own (a tax is not a negative deficit here; ``Transaction.reversed`` undoes anything).

The memo of a transaction is made of identifiers (``refunding:non_banks``), so that it reads in any language.

MBS are bought for later delivery (TBA, one to three months): post the purchase in the month of *settlement*;
until then it is a commitment and on nobody's balance sheet.

Departure from the table of events: all claims are carried by holder and issuer at the same value. A sale above
book value is therefore a revaluation of the issuer's debt together with the seller's gain, and a premium
paid is written down by ``revaluation`` before the security is redeemed at par.
"""

from math import isfinite

from qelab.core.errors import QelabError
from qelab.ledger.instruments import Instrument, known_instrument, rules, sole_issuer
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import Entry, NetWorthChange, NetWorthKind, Transaction, held, owed

CENTRAL_BANK, TREASURY, BANKS = Sector.CENTRAL_BANK, Sector.TREASURY, Sector.BANKS
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
    amount, gain = _signed(amount_bn), _signed(gain_bn)
    party, security = known_sector(seller), known_instrument(instrument)
    kind = "sale" if amount < 0 else "purchase"
    entries = (
        held(CENTRAL_BANK, security, amount),
        held(party, security, -amount),
        *_payment(party, amount, settled_in),
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


def reverse_repo_placement(amount_bn: float, *, holder: str = Sector.NON_BANKS) -> Transaction:
    """Deposits are moved into overnight reverse repo (+), or back (-). Event 2b: reserves fall, deposits too."""
    amount, party = _signed(amount_bn), known_sector(holder)
    entries = (*_payment(party, -amount, None), *_payment(party, amount, Instrument.REVERSE_REPO))
    return Transaction(f"reverse_repo_placement:{party}", entries)


def rollover(amount_bn: float) -> Transaction:
    """Maturing Treasury securities are replaced at the auction. Event 4: no reserves, no Treasury account."""
    amount = _at_least_zero(amount_bn, "rollover")
    entries = (
        held(CENTRAL_BANK, TREASURIES, -amount),
        held(CENTRAL_BANK, TREASURIES, amount),
        owed(TREASURY, TREASURIES, -amount),
        owed(TREASURY, TREASURIES, amount),
    )
    return Transaction("rollover", entries)


def run_off(amount_bn: float) -> Transaction:
    """Treasury securities mature and the Treasury repays the central bank from its account. Event 5."""
    amount = _at_least_zero(amount_bn, "run_off")
    entries = (
        held(CENTRAL_BANK, TREASURIES, -amount),
        owed(TREASURY, TREASURIES, -amount),
        *_payment(TREASURY, -amount, None),
    )
    return Transaction("run_off", entries)


def refunding(amount_bn: float, *, buyer: str, settled_in: str | None = None) -> Transaction:
    """The Treasury sells new securities to the public and refills its account. Event 5'.

    ``buyer`` banks pay with reserves, others with deposits; money funds with ``settled_in="reverse_repo"``,
    and then reserves do not fall.
    """
    amount, party = _at_least_zero(amount_bn, "refunding"), known_sector(buyer)
    entries = (
        held(party, TREASURIES, amount),
        owed(TREASURY, TREASURIES, amount),
        *_payment(party, -amount, settled_in),
        *_payment(TREASURY, amount, None),
    )
    return Transaction(f"refunding:{party}", entries)


def principal_payment(amount_bn: float) -> Transaction:
    """Households repay mortgages; the agencies pass it through to the central bank. Event 7."""
    amount = _at_least_zero(amount_bn, "principal_payment")
    entries = (
        owed(HOUSEHOLDS, MORTGAGES, -amount),
        held(AGENCIES, MORTGAGES, -amount),
        owed(AGENCIES, MBS, -amount),
        held(CENTRAL_BANK, MBS, -amount),
        *_payment(HOUSEHOLDS, -amount, None),
    )
    return Transaction("principal_payment", entries)


def mortgage_origination(amount_bn: float, *, buyer: str) -> Transaction:
    """Households borrow on houses; the agencies pool it and ``buyer`` pays for the MBS. The public's 5' of MBS."""
    amount, party = _at_least_zero(amount_bn, "mortgage_origination"), known_sector(buyer)
    entries = (
        held(party, MBS, amount),
        owed(AGENCIES, MBS, amount),
        held(AGENCIES, MORTGAGES, amount),
        owed(HOUSEHOLDS, MORTGAGES, amount),
        *_payment(party, -amount, None),
        *_payment(HOUSEHOLDS, amount, None),
    )
    return Transaction(f"mortgage_origination:{party}", entries)


def agency_debt_run_off(amount_bn: float, *, buyer: str) -> Transaction:
    """Agency debt of the central bank matures, paid out of new agency debt that ``buyer`` takes."""
    amount, party = _at_least_zero(amount_bn, "agency_debt_run_off"), known_sector(buyer)
    entries = (
        held(CENTRAL_BANK, Instrument.AGENCY_DEBT, -amount),
        owed(AGENCIES, Instrument.AGENCY_DEBT, -amount),
        owed(AGENCIES, Instrument.AGENCY_DEBT, amount),
        held(party, Instrument.AGENCY_DEBT, amount),
        *_payment(party, -amount, None),
    )
    return Transaction(f"agency_debt_run_off:{party}", entries)


def deficit_spending(amount_bn: float, *, recipient: str = HOUSEHOLDS) -> Transaction:
    """The Treasury pays out of its account. Event 11: reserves and deposits rise; a declared transfer."""
    amount, party = _at_least_zero(amount_bn, "deficit_spending"), known_sector(recipient)
    return _transfer("deficit_spending", amount, party)


def tax(amount_bn: float, *, payer: str = HOUSEHOLDS) -> Transaction:
    """The Treasury collects. Event 12, the reverse of 11."""
    amount, party = _at_least_zero(amount_bn, "tax"), known_sector(payer)
    return _transfer("tax", -amount, party)


def currency_withdrawal(amount_bn: float, *, holder: str = HOUSEHOLDS) -> Transaction:
    """Deposits are drawn as banknotes (+), or banknotes brought back (-). Event 13."""
    amount, party = _signed(amount_bn), known_sector(holder)
    entries = (
        held(party, Instrument.CURRENCY, amount),
        owed(CENTRAL_BANK, Instrument.CURRENCY, amount),
        *_payment(party, -amount, None),
    )
    return Transaction(f"currency_withdrawal:{party}", entries)


def credit(amount_bn: float, *, borrower: str = BANKS) -> Transaction:
    """The central bank lends (+), or is repaid (-): the crisis facilities that a replay of 2008 must carry."""
    amount, party = _signed(amount_bn), known_sector(borrower)
    entries = (
        held(CENTRAL_BANK, Instrument.CENTRAL_BANK_CREDIT, amount),
        owed(party, Instrument.CENTRAL_BANK_CREDIT, amount),
        *_payment(party, amount, None),
    )
    return Transaction(f"credit:{party}", entries)


def revaluation(amount_bn: float, *, holder: str, instrument: str, issuer: str | None = None) -> Transaction:
    """The carrying value of a holding rises (+) or falls (-): market value, amortised premium, house prices.

    A real asset has no issuer; for others the issuer (to be named where several may be) owes as much more.
    """
    amount, party, claim = _signed(amount_bn), known_sector(holder), known_instrument(instrument)
    entries: tuple[Entry, ...] = (held(party, claim, amount),)
    declared: tuple[NetWorthChange, ...] = (NetWorthChange(party, NetWorthKind.REVALUATION, amount),)
    if rules(claim).issuers:
        debtor = sole_issuer(claim) if issuer is None else known_sector(issuer)
        entries += (owed(debtor, claim, amount),)
        declared += (NetWorthChange(debtor, NetWorthKind.REVALUATION, -amount),)
    return Transaction(f"revaluation:{claim}:{party}", entries, declared)


def _transfer(memo: str, amount: float, party: Sector) -> Transaction:
    entries = (*_payment(TREASURY, -amount, None), *_payment(party, amount, None))
    declared = (
        NetWorthChange(TREASURY, NetWorthKind.TRANSFER, -amount),
        NetWorthChange(party, NetWorthKind.TRANSFER, amount),
    )
    return Transaction(f"{memo}:{party}", entries, declared)


def _payment(party: Sector, amount: float, settled_in: str | None) -> tuple[Entry, ...]:
    """The central bank credits ``party`` with ``amount`` (debits when negative) and its own books with the same."""
    own = _OWN_ACCOUNT.get(party)
    if own is not None and settled_in in (None, own):
        return owed(CENTRAL_BANK, own, amount), held(party, own, amount)
    if own is None and settled_in == Instrument.REVERSE_REPO:
        return (
            owed(CENTRAL_BANK, Instrument.REVERSE_REPO, amount),
            held(party, Instrument.REVERSE_REPO, amount),
        )
    if own is None and party is not CENTRAL_BANK and settled_in in (None, Instrument.DEPOSITS):
        return (
            owed(CENTRAL_BANK, Instrument.RESERVES, amount),
            held(BANKS, Instrument.RESERVES, amount),
            owed(BANKS, Instrument.DEPOSITS, amount),
            held(party, Instrument.DEPOSITS, amount),
        )
    raise QelabError("QE415", sector=str(party), settled_in=str(settled_in or Instrument.DEPOSITS))


_OWN_ACCOUNT = {BANKS: Instrument.RESERVES, TREASURY: Instrument.TREASURY_GENERAL_ACCOUNT}


def _signed(amount_bn: float) -> float:
    try:
        amount = float(amount_bn)
    except (TypeError, ValueError):
        amount = float("nan")
    if not isfinite(amount):
        raise QelabError("QE403", amount=str(amount_bn), sector=str(CENTRAL_BANK))
    return amount


def _at_least_zero(amount_bn: float, event: str) -> float:
    amount = _signed(amount_bn)
    if amount < 0:
        raise QelabError("QE416", event=event, amount=f"{amount:.6g}")
    return amount
