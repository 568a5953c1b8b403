"""What happened, in double entry: a transaction that does not balance cannot exist.

Per instrument the change in what is held equals the change in what is owed; per sector the change in net worth
equals the income, revaluation or transfer that the transaction declares (none by default). The journal dates
transactions; it does not check them again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import NoReturn

from qelab.core.errors import QelabError
from qelab.ledger.cells import ALLOWED_CELLS
from qelab.ledger.instruments import Instrument, Side, known_instrument, rules
from qelab.ledger.sectors import Sector, known_sector

TOLERANCE_BN = 1e-9  # one dollar
ROUNDING = 1e-14  # times the gross amount: what adding large numbers may cost


class NetWorthKind(StrEnum):
    """Why a sector may become richer or poorer."""

    INCOME = "income"
    REVALUATION = "revaluation"
    TRANSFER = "transfer"
    OPENING = "opening"


_KINDS = frozenset(NetWorthKind)


@dataclass(frozen=True, slots=True)
class Entry:
    """A change of one position of one sector, bn; positive is more of it, on either side of the sheet."""

    sector: Sector
    instrument: Instrument
    side: Side
    change_bn: float


@dataclass(frozen=True, slots=True)
class NetWorthChange:
    """A declared change of net worth, bn; positive makes the sector richer."""

    sector: Sector
    kind: NetWorthKind
    change_bn: float


def held(sector: Sector, instrument: Instrument, change_bn: float) -> Entry:
    """The entry ``+A``: the sector holds more of the instrument (less when negative)."""
    return Entry(sector, instrument, Side.ASSET, change_bn)


def owed(sector: Sector, instrument: Instrument, change_bn: float) -> Entry:
    """The entry ``+L``: the sector owes more of the instrument (less when negative)."""
    return Entry(sector, instrument, Side.LIABILITY, change_bn)


@dataclass(frozen=True, slots=True)
class Transaction:
    """Balanced entries with the net worth they declare.

    Parameters
    ----------
    memo : what happened, as identifiers with colons between them
    entries : changes of positions, bn
    declared : changes of net worth, bn; sectors not named must not change

    Raises
    ------
    QelabError QE400, QE401, QE402 : unknown sector, instrument or side
    QelabError QE403 : an amount that is not a finite number
    QelabError QE404, QE405 : the sector may not issue, or not hold, the instrument
    QelabError QE406 : an instrument of which more is held than owed, or less
    QelabError QE407 : a sector whose net worth changes by another amount than declared
    QelabError QE408 : an unknown kind of change in net worth
    """

    memo: str
    entries: tuple[Entry, ...]
    declared: tuple[NetWorthChange, ...] = ()
    cells: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())
    """Places of the entries in the flat array of positions."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", _checked_cells(self))

    def reversed(self) -> "Transaction":
        """The same with every sign changed: undoes this transaction."""
        return self.scaled(-1.0, memo=f"reverse:{self.memo}")

    def scaled(self, factor: float, memo: str = "") -> "Transaction":
        """The same with every amount multiplied by ``factor``."""
        entries = tuple(Entry(e.sector, e.instrument, e.side, e.change_bn * factor) for e in self.entries)
        declared = tuple(NetWorthChange(d.sector, d.kind, d.change_bn * factor) for d in self.declared)
        return Transaction(memo or self.memo, entries, declared)


def _checked_cells(transaction: Transaction) -> tuple[int, ...]:
    cells: list[int] = []
    excess_held: dict[str, float] = {}
    unexplained: dict[str, float] = {}
    gross = 0.0
    for entry in transaction.entries:
        sector, instrument, side, change = entry.sector, entry.instrument, entry.side, entry.change_bn
        cell = ALLOWED_CELLS.get((sector, instrument, side))
        if cell is None:
            _refuse_position(transaction.memo, sector, instrument, side)
        cells.append(cell)
        try:
            gross += abs(change)
        except TypeError:
            _refuse_amount(transaction.memo, sector, change)
        net = change if side == "asset" else -change
        unexplained[sector] = unexplained.get(sector, 0.0) + net
        excess_held[instrument] = excess_held.get(instrument, 0.0) + net
    for declared in transaction.declared:
        if declared.kind not in _KINDS:
            raise QelabError(
                "QE408", path=transaction.memo, name=str(declared.kind), allowed=tuple(NetWorthKind)
            )
        sector, change = known_sector(declared.sector), declared.change_bn
        try:
            gross += abs(change)
        except TypeError:
            _refuse_amount(transaction.memo, sector, change)
        unexplained[sector] = unexplained.get(sector, 0.0) - change
    _check_finite(transaction, gross)
    _check_differences(transaction, excess_held, unexplained, max(TOLERANCE_BN, ROUNDING * gross))
    return tuple(cells)


def _check_differences(
    transaction: Transaction, excess_held: dict[str, float], unexplained: dict[str, float], tolerance: float
) -> None:
    for instrument, difference in excess_held.items():
        if abs(difference) > tolerance and rules(Instrument(instrument)).issuers:
            assets, liabilities = _totals(transaction, instrument)
            raise QelabError(
                "QE406", path=transaction.memo, instrument=str(instrument),
                held=f"{assets:+.9g}", owed=f"{liabilities:+.9g}", difference=f"{difference:+.9g}",
            )  # fmt: skip
    for sector, difference in unexplained.items():
        if abs(difference) > tolerance:
            declared = sum(d.change_bn for d in transaction.declared if d.sector == sector)
            raise QelabError(
                "QE407", path=transaction.memo, sector=str(sector), change=f"{difference + declared:+.9g}",
                declared=f"{declared:+.9g}", difference=f"{difference:+.9g}",
            )  # fmt: skip


def _totals(transaction: Transaction, instrument: str) -> tuple[float, float]:
    def total(side: Side) -> float:
        entries = transaction.entries
        return sum(e.change_bn for e in entries if e.instrument == instrument and e.side == side)

    return total(Side.ASSET), total(Side.LIABILITY)


def _check_finite(transaction: Transaction, gross: float) -> None:
    if isfinite(gross):
        return
    lines: Iterable[Entry | NetWorthChange] = (*transaction.entries, *transaction.declared)
    for line in lines:
        if not isfinite(line.change_bn):
            _refuse_amount(transaction.memo, line.sector, line.change_bn)
    _refuse_amount(transaction.memo, transaction.entries[0].sector, gross)


def _refuse_amount(memo: str, sector: str, amount: object) -> NoReturn:
    raise QelabError("QE403", path=memo, amount=str(amount), sector=str(sector)) from None


def _refuse_position(memo: str, sector: str, instrument: str, side: str) -> NoReturn:
    holder, claim = known_sector(sector), known_instrument(instrument)
    if side == Side.LIABILITY:
        issuers = tuple(str(name) for name in rules(claim).issuers)
        raise QelabError("QE404", path=memo, sector=str(holder), instrument=str(claim), allowed=issuers)
    if side == Side.ASSET:
        holders = tuple(str(name) for name in rules(claim).holders)
        raise QelabError("QE405", path=memo, sector=str(holder), instrument=str(claim), allowed=holders)
    raise QelabError("QE402", path=memo, name=str(side), allowed=tuple(Side))
