"""What does the public do with its money? Loans, what sellers buy next, new issues, investment, banknotes.

Lending by banks makes deposits and trade among the public moves them; neither needs or moves reserves.
"""

from qelab.ledger.instruments import Instrument, known_instrument, rules, sole_issuer
from qelab.ledger.postings.settlement import (
    BANKS,
    CENTRAL_BANK,
    at_least_zero,
    passed,
    payment,
    settlement,
    signed,
)  # fmt: skip
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import Entry, NetWorthChange, NetWorthKind, Transaction, held, owed

HOUSEHOLDS, FIRMS, NON_BANKS = Sector.HOUSEHOLDS, Sector.FIRMS, Sector.NON_BANKS
AGENCIES, REST_OF_WORLD = Sector.AGENCIES, Sector.REST_OF_WORLD
MBS, MORTGAGES = Instrument.AGENCY_MBS, Instrument.MORTGAGES


def bank_loan(
    amount_bn: float, *, borrower: str = FIRMS, instrument: str = Instrument.BANK_LOANS
) -> Transaction:
    """A bank lends (+) and so creates the deposit, or is repaid (-) and both vanish. Event 16.

    Reserves are not lent out: they do not appear. ``instrument`` is ``bank_loans``, or ``mortgages`` for a loan
    to households that the bank keeps.
    """
    amount, party, claim = signed(amount_bn), known_sector(borrower), known_instrument(instrument)
    entries = (held(BANKS, claim, amount), owed(party, claim, amount), *settlement(BANKS, party, amount))
    return Transaction(f"bank_loan:{party}", entries)


def asset_trade(amount_bn: float, *, buyer: str, seller: str, instrument: str) -> Transaction:
    """``buyer`` buys from another holder (+; the other way round when negative). Event 17.

    Deposits change hands and their total is unchanged, unless a bank is one of the two: then it pays with a new
    deposit, or is paid with one that vanishes. Also houses and other real assets that exist already.

    Raises
    ------
    QelabError QE420 : buyer and seller are one sector
    """
    amount, claim = signed(amount_bn), known_instrument(instrument)
    to, of = known_sector(buyer), known_sector(seller)
    entries = (held(to, claim, amount), held(of, claim, -amount), *settlement(to, of, amount))
    return Transaction(f"asset_trade:{claim}:{to}:{of}", entries)


def security_issue(
    amount_bn: float, *, buyer: str, instrument: str, issuer: str | None = None
) -> Transaction:
    """New bonds, shares, fund shares or pension claims are paid for (+), or redeemed and bought back (-). Event 17.

    The issuer receives what the buyer pays: deposits change hands. With ``pension_claims`` this is a
    contribution (+) or a pension paid (-). Treasury securities have ``refunding`` and ``redemption``.
    """
    amount, to, claim = signed(amount_bn), known_sector(buyer), known_instrument(instrument)
    debtor = sole_issuer(claim) if issuer is None else known_sector(issuer)
    entries = (held(to, claim, amount), owed(debtor, claim, amount), *settlement(to, debtor, amount))
    return Transaction(f"security_issue:{claim}:{to}", entries)


def foreign_security_purchase(amount_bn: float, *, buyer: str = NON_BANKS) -> Transaction:
    """An investor buys a foreign bond with dollars (+), or sells it (-). Event 14.

    The foreign issuer then holds the deposit: it stays in the country's banks, in other hands.
    """
    amount, to = signed(amount_bn), known_sector(buyer)
    claim = Instrument.FOREIGN_SECURITIES
    entries = (
        held(to, claim, amount),
        owed(REST_OF_WORLD, claim, amount),
        *settlement(to, REST_OF_WORLD, amount),
    )
    return Transaction(f"foreign_security_purchase:{to}", entries)


def foreign_intervention(amount_bn: float, *, seller: str = NON_BANKS) -> Transaction:
    """A foreign central bank buys Treasuries with the dollars that its intervention brought (+), or sells (-). Event 14.

    It took the dollars from residents of its own country, within the rest of the world, so only their use shows.
    """
    amount, of = signed(amount_bn), known_sector(seller)
    claim = Instrument.TREASURY_SECURITIES
    entries = (
        held(REST_OF_WORLD, claim, amount),
        held(of, claim, -amount),
        *settlement(REST_OF_WORLD, of, amount),
    )
    return Transaction(f"foreign_intervention:{of}", entries)


def investment(
    amount_bn: float,
    *,
    investor: str = FIRMS,
    producer: str = HOUSEHOLDS,
    instrument: str = Instrument.PRODUCTIVE_CAPITAL,
) -> Transaction:
    """A machine or house is built: the investor swaps deposits for it, who built it has earned them.

    The only event besides a change of prices that adds to the wealth of all sectors together.
    """
    amount, claim = at_least_zero(amount_bn, "investment"), known_instrument(instrument)
    buyer, maker = known_sector(investor), known_sector(producer)
    entries = (held(buyer, claim, amount), *settlement(buyer, maker, amount))
    return Transaction(
        f"investment:{claim}:{buyer}", entries, (NetWorthChange(maker, NetWorthKind.INCOME, amount),)
    )


def income_payment(amount_bn: float, *, payer: str, payee: str) -> Transaction:
    """Wages, rent, dividends and interest among the public: money for which nothing is owed in return."""
    amount = at_least_zero(amount_bn, "income_payment")
    giver, taker = known_sector(payer), known_sector(payee)
    entries = settlement(giver, taker, amount)
    return Transaction(
        f"income_payment:{giver}:{taker}", entries, passed(giver, taker, amount, NetWorthKind.INCOME)
    )


def mortgage_origination(amount_bn: float, *, buyer: str) -> Transaction:
    """Households borrow on houses; the agencies pool it and ``buyer`` pays for the MBS. The public's 5' of MBS."""
    amount, party = at_least_zero(amount_bn, "mortgage_origination"), known_sector(buyer)
    entries = (
        held(party, MBS, amount),
        owed(AGENCIES, MBS, amount),
        held(AGENCIES, MORTGAGES, amount),
        owed(HOUSEHOLDS, MORTGAGES, amount),
        *payment(party, -amount, None),
        *payment(HOUSEHOLDS, amount, None),
    )
    return Transaction(f"mortgage_origination:{party}", entries)


def currency_withdrawal(amount_bn: float, *, holder: str = HOUSEHOLDS) -> Transaction:
    """Deposits are drawn as banknotes (+), or banknotes brought back (-). Event 13."""
    amount, party = signed(amount_bn), known_sector(holder)
    entries = (
        held(party, Instrument.CURRENCY, amount),
        owed(CENTRAL_BANK, Instrument.CURRENCY, amount),
        *payment(party, -amount, None),
    )
    return Transaction(f"currency_withdrawal:{party}", entries)


def revaluation(amount_bn: float, *, holder: str, instrument: str, issuer: str | None = None) -> Transaction:
    """The carrying value of a holding rises (+) or falls (-): market value, amortised premium, house prices.

    A real asset has no issuer; for others the issuer (to be named where several may be) owes as much more.
    """
    amount, party, claim = signed(amount_bn), known_sector(holder), known_instrument(instrument)
    entries: tuple[Entry, ...] = (held(party, claim, amount),)
    declared: tuple[NetWorthChange, ...] = (NetWorthChange(party, NetWorthKind.REVALUATION, amount),)
    if rules(claim).issuers:
        debtor = sole_issuer(claim) if issuer is None else known_sector(issuer)
        entries += (owed(debtor, claim, amount),)
        declared += (NetWorthChange(debtor, NetWorthKind.REVALUATION, -amount),)
    return Transaction(f"revaluation:{claim}:{party}", entries, declared)
