"""What do the Treasury's debt and budget do to whose balance sheet? Every payment goes through its account."""

from qelab.ledger.instruments import Instrument
from qelab.ledger.postings.settlement import TREASURY, at_least_zero, passed, payment
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import NetWorthKind, Transaction, held, owed

HOUSEHOLDS, TREASURIES = Sector.HOUSEHOLDS, Instrument.TREASURY_SECURITIES


def refunding(amount_bn: float, *, buyer: str, settled_in: str | None = None) -> Transaction:
    """The Treasury sells new securities to the public and refills its account. Event 5'.

    ``buyer`` banks pay with reserves, others with deposits; money funds with ``settled_in="reverse_repo"``,
    and then reserves do not fall.
    """
    amount, party = at_least_zero(amount_bn, "refunding"), known_sector(buyer)
    entries = (
        held(party, TREASURIES, amount),
        owed(TREASURY, TREASURIES, amount),
        *payment(party, -amount, settled_in),
        *payment(TREASURY, amount, None),
    )
    return Transaction(f"refunding:{party}", entries)


def redemption(amount_bn: float, *, holder: str, settled_in: str | None = None) -> Transaction:
    """Securities of the public mature and the Treasury repays them from its account. The reverse of 5'.

    Reserves rise; so do deposits unless the holder is a bank, or a money fund that moves the money into the
    facility at once (``settled_in="reverse_repo"``; then reserves stay).
    """
    amount, party = at_least_zero(amount_bn, "redemption"), known_sector(holder)
    entries = (
        held(party, TREASURIES, -amount),
        owed(TREASURY, TREASURIES, -amount),
        *payment(TREASURY, -amount),
        *payment(party, amount, settled_in),
    )
    return Transaction(f"redemption:{party}", entries)


def public_debt_interest(amount_bn: float, *, holder: str) -> Transaction:
    """Coupons on Treasury securities of the public: the Treasury's account falls, reserves and deposits rise."""
    amount, party = at_least_zero(amount_bn, "public_debt_interest"), known_sector(holder)
    entries = (*payment(TREASURY, -amount), *payment(party, amount))
    declared = passed(TREASURY, party, amount, NetWorthKind.INCOME)
    return Transaction(f"public_debt_interest:{party}", entries, declared)


def deficit_spending(amount_bn: float, *, recipient: str = HOUSEHOLDS) -> Transaction:
    """The Treasury pays out of its account. Event 11: reserves and deposits rise; a declared transfer."""
    amount, party = at_least_zero(amount_bn, "deficit_spending"), known_sector(recipient)
    return _transfer("deficit_spending", amount, party)


def tax(amount_bn: float, *, payer: str = HOUSEHOLDS) -> Transaction:
    """The Treasury collects. Event 12, the reverse of 11."""
    amount, party = at_least_zero(amount_bn, "tax"), known_sector(payer)
    return _transfer("tax", -amount, party)


def _transfer(memo: str, amount: float, party: Sector) -> Transaction:
    entries = (*payment(TREASURY, -amount), *payment(party, amount))
    return Transaction(f"{memo}:{party}", entries, passed(TREASURY, party, amount, NetWorthKind.TRANSFER))
