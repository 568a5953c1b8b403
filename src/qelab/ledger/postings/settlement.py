"""How is anything paid for? The money legs that all events share, and the checks of their amounts.

Banks pay in reserves, the Treasury from its account at the central bank, everyone else in deposits. Between two
of the public no reserves appear: deposits change hands, or are created and destroyed where a bank pays or is
paid (between two banks' customers reserves move inside the one sector of banks, and cancel).
"""

from math import isfinite

from qelab.core.errors import QelabError
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Entry, NetWorthChange, NetWorthKind, held, owed

CENTRAL_BANK, TREASURY, BANKS = Sector.CENTRAL_BANK, Sector.TREASURY, Sector.BANKS
_OWN_ACCOUNT = {BANKS: Instrument.RESERVES, TREASURY: Instrument.TREASURY_GENERAL_ACCOUNT}
_AT_THE_CENTRAL_BANK = (Instrument.REVERSE_REPO, Instrument.OTHER_CENTRAL_BANK_LIABILITIES)


def payment(party: Sector, amount: float, settled_in: str | None = None) -> tuple[Entry, ...]:
    """The central bank credits ``party`` with ``amount`` (debits when negative) and its own books with the same.

    Raises
    ------
    QelabError QE415 : a party that cannot be paid so
    """
    own = _OWN_ACCOUNT.get(party)
    if own is not None and settled_in in (None, own):
        return owed(CENTRAL_BANK, own, amount), held(party, own, amount)
    if own is None and settled_in in _AT_THE_CENTRAL_BANK:
        account = Instrument(settled_in)
        return owed(CENTRAL_BANK, account, amount), held(party, account, amount)
    if own is None and party is not CENTRAL_BANK and settled_in in (None, Instrument.DEPOSITS):
        return (
            owed(CENTRAL_BANK, Instrument.RESERVES, amount),
            held(BANKS, Instrument.RESERVES, amount),
            owed(BANKS, Instrument.DEPOSITS, amount),
            held(party, Instrument.DEPOSITS, amount),
        )
    raise QelabError("QE415", sector=str(party), settled_in=str(settled_in or Instrument.DEPOSITS))


def settlement(
    payer: Sector, payee: Sector, amount: float, *, payer_settles_in: str | None = None
) -> tuple[Entry, ...]:
    """``payer`` pays ``payee``, whoever they are.

    Raises
    ------
    QelabError QE420 : both are the same sector, so that its sheet would not change
    """
    if payer is payee:
        raise QelabError("QE420", sector=str(payer))
    if payer_settles_in is not None or {payer, payee} & {CENTRAL_BANK, TREASURY}:
        paid = () if payer is CENTRAL_BANK else payment(payer, -amount, payer_settles_in)
        received = () if payee is CENTRAL_BANK else payment(payee, amount)
        return (*paid, *received)
    left = (
        owed(BANKS, Instrument.DEPOSITS, amount)
        if payer is BANKS
        else held(payer, Instrument.DEPOSITS, -amount)
    )
    right = (
        owed(BANKS, Instrument.DEPOSITS, -amount)
        if payee is BANKS
        else held(payee, Instrument.DEPOSITS, amount)
    )
    return left, right


def passed(
    payer: Sector, payee: Sector, amount: float, kind: NetWorthKind
) -> tuple[NetWorthChange, NetWorthChange]:
    """The declaration that ``payer`` is poorer and ``payee`` richer by ``amount``."""
    return NetWorthChange(payer, kind, -amount), NetWorthChange(payee, kind, amount)


def signed(amount_bn: float) -> float:
    """``amount_bn`` as a finite number.

    Raises
    ------
    QelabError QE403 : it is none
    """
    try:
        amount = float(amount_bn)
    except (TypeError, ValueError):
        amount = float("nan")
    if not isfinite(amount):
        raise QelabError("QE403", amount=str(amount_bn), sector=str(CENTRAL_BANK))
    return amount


def at_least_zero(amount_bn: float, event: str) -> float:
    """``amount_bn`` as a finite number of no sign.

    Raises
    ------
    QelabError QE403, QE416 : not a finite number, or negative
    """
    amount = signed(amount_bn)
    if amount < 0:
        raise QelabError("QE416", event=event, amount=f"{amount:.6g}")
    return amount
