"""What do the central bank's income, costs and losses do to whose balance sheet?

Interest received takes money out of banks or out of the Treasury's account, interest and costs paid create
reserves: a central bank pays by crediting accounts, so a loss is financed by reserves of the same amount.
Every function declares who is richer and who is poorer; the sum of ``income`` declared by the central bank is
its net income before dividends, and ``transfer`` is what it hands on.

**The deferred asset.** A loss lowers the central bank's net worth when it is booked (costs above income). Where
the bank may carry it forward, ``deferral`` then books the deferred asset: remittances that the Treasury will not
be paid until the loss is made good. Capital is back where it was, as in the Federal Reserve's statements. The
other side is the Treasury's: it is poorer by what it will not receive. It owes nothing in law and pays nothing,
so this is no public debt; but every claim of the ledger has two sides, and the public sector as a whole has
lost the money in either case. ``indemnity`` is the other institution (the Bank of England's): the Treasury pays
at once, from its account, and must borrow or tax for it.

Departures: agencies' guarantee fees and servicers' part of mortgage interest are not posted; premiums are
written down with the issuer's liability, because all claims are carried at the same value on both sides.
"""

from qelab.ledger.instruments import Instrument, known_instrument, sole_issuer
from qelab.ledger.postings.settlement import (
    BANKS,
    CENTRAL_BANK,
    TREASURY,
    at_least_zero,
    passed,
    payment,
    signed,
)  # fmt: skip
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import NetWorthChange, NetWorthKind, Transaction, held, owed

HOUSEHOLDS, NON_BANKS, AGENCIES = Sector.HOUSEHOLDS, Sector.NON_BANKS, Sector.AGENCIES


def treasury_interest(amount_bn: float) -> Transaction:
    """Coupons on the central bank's Treasury securities, out of the Treasury's account. Event 8."""
    return _received("treasury_interest", amount_bn, TREASURY)


def mbs_interest(amount_bn: float) -> Transaction:
    """Interest on its agency MBS: households pay it on their mortgages, the agencies pass it on.

    Deposits and reserves fall; the agencies' sheet does not change.
    """
    return _received("mbs_interest", amount_bn, HOUSEHOLDS)


def agency_debt_interest(amount_bn: float) -> Transaction:
    """Coupons on its agency debt, which finances mortgages as MBS do: households pay in the end."""
    return _received("agency_debt_interest", amount_bn, HOUSEHOLDS)


def credit_interest(amount_bn: float, *, borrower: str = BANKS) -> Transaction:
    """Interest on its loans, paid by the borrower: reserves fall, and deposits unless it is a bank."""
    return _received("credit_interest", amount_bn, known_sector(borrower))


def corporate_bond_interest(amount_bn: float) -> Transaction:
    """Coupons on its corporate bonds, out of the firms' deposits."""
    return _received("corporate_bond_interest", amount_bn, Sector.FIRMS)


def interest_on_reserves(amount_bn: float) -> Transaction:
    """Banks are credited with interest on their reserves. Event 9: reserves rise and banks are richer."""
    return _paid("interest_on_reserves", amount_bn, BANKS, None)


def interest_on_reverse_repo(
    amount_bn: float, *, holder: str = NON_BANKS, settled_in: str | None = None
) -> Transaction:
    """Interest on overnight placements, into the holder's deposit; or left there (``settled_in="reverse_repo"``)."""
    return _paid("interest_on_reverse_repo", amount_bn, known_sector(holder), settled_in)


def interest_on_other_liabilities(
    amount_bn: float, *, holder: str = NON_BANKS, settled_in: str | None = None
) -> Transaction:
    """Interest on other deposits at the central bank, into deposits or left in the account."""
    return _paid("interest_on_other_liabilities", amount_bn, known_sector(holder), settled_in)


def operating_costs(amount_bn: float, *, recipient: str = HOUSEHOLDS) -> Transaction:
    """Salaries, banknotes printed, buildings: reserves and deposits rise."""
    return _paid("operating_costs", amount_bn, known_sector(recipient), None)


def dividends(amount_bn: float, *, owner: str = BANKS) -> Transaction:
    """What the owners of its capital are paid (the Federal Reserve's are banks): a distribution, not a cost."""
    amount, party = at_least_zero(amount_bn, "dividends"), known_sector(owner)
    declared = passed(CENTRAL_BANK, party, amount, NetWorthKind.TRANSFER)
    return Transaction(f"dividends:{party}", payment(party, amount), declared)


def amortisation(amount_bn: float, *, instrument: str = Instrument.TREASURY_SECURITIES) -> Transaction:
    """Premiums written down (+), discounts written up (-): book value moves to par and income by as much."""
    amount, claim = signed(amount_bn), known_instrument(instrument)
    return _book_value("amortisation", -amount, claim)


def inflation_compensation(amount_bn: float) -> Transaction:
    """The principal of its inflation-indexed securities grows (+) or shrinks (-): income now, money at maturity."""
    return _book_value("inflation_compensation", signed(amount_bn), Instrument.TREASURY_SECURITIES)


def remittance(amount_bn: float) -> Transaction:
    """The central bank's profit goes to the Treasury's account. Event 10."""
    amount = at_least_zero(amount_bn, "remittance")
    declared = passed(CENTRAL_BANK, TREASURY, amount, NetWorthKind.TRANSFER)
    return Transaction("remittance", payment(TREASURY, amount), declared)


def deferral(amount_bn: float) -> Transaction:
    """A loss is carried forward as deferred asset (+), or made good out of income (-). Event 10 after a loss.

    No money moves. More cannot be made good than has been deferred (``QE409`` in the journal).
    """
    amount = signed(amount_bn)
    asset = Instrument.DEFERRED_ASSET
    entries = (held(CENTRAL_BANK, asset, amount), owed(TREASURY, asset, amount))
    return Transaction("deferral", entries, passed(TREASURY, CENTRAL_BANK, amount, NetWorthKind.TRANSFER))


def indemnity(amount_bn: float) -> Transaction:
    """The Treasury makes good a loss at once, from its account: net worth is restored, no asset is left."""
    amount = at_least_zero(amount_bn, "indemnity")
    declared = passed(TREASURY, CENTRAL_BANK, amount, NetWorthKind.TRANSFER)
    return Transaction("indemnity", payment(TREASURY, -amount), declared)


def _received(event: str, amount_bn: float, payer: Sector) -> Transaction:
    amount = at_least_zero(amount_bn, event)
    declared = passed(payer, CENTRAL_BANK, amount, NetWorthKind.INCOME)
    return Transaction(f"{event}:{payer}", payment(payer, -amount), declared)


def _paid(event: str, amount_bn: float, payee: Sector, settled_in: str | None) -> Transaction:
    amount = at_least_zero(amount_bn, event)
    declared = passed(CENTRAL_BANK, payee, amount, NetWorthKind.INCOME)
    return Transaction(f"{event}:{payee}", payment(payee, amount, settled_in), declared)


def _book_value(event: str, change: float, claim: Instrument) -> Transaction:
    """Income of the central bank without money: holding and debt are carried at another value."""
    issuer = sole_issuer(claim)
    entries = (held(CENTRAL_BANK, claim, change), owed(issuer, claim, change))
    declared = (
        NetWorthChange(CENTRAL_BANK, NetWorthKind.INCOME, change),
        NetWorthChange(issuer, NetWorthKind.REVALUATION, -change),
    )
    return Transaction(f"{event}:{claim}", entries, declared)
