"""The journal: dated transactions, only ever added to. Stocks and balance sheets are folds over it.

A posting is refused when it would leave a position below zero that cannot be (``floor`` in
``instruments.csv``). Transactions posted in one call settle together: an overdraft that the same call fills
again is a daylight overdraft, which central banks allow, and passes.

Columns are kept, not objects, so that a million postings fit in memory.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter
from qelab.ledger.balance_sheet import BalanceSheet, sheet_of
from qelab.ledger.cells import CELL_COUNT, FLOORED_CELLS, INSTRUMENTS, SECTORS, SHAPE, position_of
from qelab.ledger.instruments import known_instrument
from qelab.ledger.sectors import known_sector
from qelab.ledger.transaction import Entry, NetWorthChange, NetWorthKind, Transaction

OVERDRAFT_TOLERANCE_BN = 1e-6  # rounding of long sums, not credit

When: TypeAlias = Month | Quarter | int | str
"""A month, a quarter (its last month), a month ordinal, or either as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A transaction with its number and month."""

    number: int
    month: Month
    transaction: Transaction


class Journal:
    """Append-only record of one world, beginning with its opening sheet.

    Parameters
    ----------
    opening_month : the month at whose end the opening sheet stands
    opening : a balanced transaction whose net worth is declared as ``opening``; without one all stocks are
        changes since the opening, and nothing that has a floor can be sold that was not bought before
    """

    def __init__(self, opening_month: Month | int, opening: Transaction | None = None) -> None:
        self._first = month_ordinal(opening_month)
        self._months = array("q")
        self._memos: list[str] = []
        self._ends = array("q")
        self._cells = array("q")
        self._changes = array("d")
        self._declared: list[tuple[NetWorthChange, ...]] = []
        self._state = [0.0] * CELL_COUNT
        if opening is not None:
            self._append(self._first, (opening,))

    def post(self, month: When, *transactions: Transaction) -> int:
        """Add transactions that settle together in ``month``; all or none.

        Returns
        -------
        the number of the last posting

        Raises
        ------
        QelabError QE409 : a position that cannot be negative would be, end of the call
        QelabError QE410 : an earlier month than the last posting's
        QelabError QE411 : net worth declared as ``opening`` after the opening
        """
        ordinal = month_ordinal(month)
        latest = self._months[-1] if self._months else self._first
        if ordinal < latest:
            raise QelabError("QE410", month=str(Month(ordinal)), latest=str(Month(latest)))
        for transaction in transactions:
            if any(change.kind == NetWorthKind.OPENING for change in transaction.declared):
                raise QelabError("QE411", path=transaction.memo, month=str(Month(ordinal)))
        self._append(ordinal, transactions)
        return len(self._months) - 1

    def _append(self, ordinal: int, transactions: tuple[Transaction, ...]) -> None:
        state = self._state
        after: dict[int, float] = {}
        for transaction in transactions:
            for cell, entry in zip(transaction.cells, transaction.entries, strict=True):
                after[cell] = after.get(cell, state[cell]) + entry.change_bn
        for cell, amount in after.items():
            if amount < -OVERDRAFT_TOLERANCE_BN and cell in FLOORED_CELLS:
                _refuse_overdraft(cell, amount, ordinal, transactions)
        for cell, amount in after.items():
            state[cell] = amount
        for transaction in transactions:
            self._cells.extend(transaction.cells)
            self._changes.extend([entry.change_bn for entry in transaction.entries])
            self._ends.append(len(self._cells))
            self._months.append(ordinal)
            self._memos.append(transaction.memo)
            self._declared.append(transaction.declared)

    def __len__(self) -> int:
        """Number of postings, the opening included."""
        return len(self._months)

    def __getitem__(self, number: int) -> Posting:
        """The posting with this number, rebuilt from the columns."""
        at = range(len(self))[number]
        begin, end = (self._ends[at - 1] if at else 0), self._ends[at]
        entries = []
        for cell, change in zip(self._cells[begin:end], self._changes[begin:end], strict=True):
            side, sector, instrument = position_of(cell)
            entries.append(Entry(sector, instrument, side, change))
        transaction = Transaction(self._memos[at], tuple(entries), self._declared[at])
        return Posting(number=at, month=Month(self._months[at]), transaction=transaction)

    @property
    def first_month(self) -> Month:
        """The month of the opening sheet."""
        return Month(self._first)

    @property
    def last_month(self) -> Month:
        """The month of the last posting."""
        return Month(self._months[-1] if self._months else self._first)

    def fold(self, first: When | None = None, last: When | None = None) -> NDArray[np.float64]:
        """All positions at the end of each month.

        Returns
        -------
        (month, side, sector, instrument), bn, months ``first`` to ``last`` inclusive (default: the whole
        journal; after the last posting stocks stay); sides, sectors and instruments in the order of ``cells``

        Raises
        ------
        QelabError QE413 : a month before the opening, or last before first
        """
        begin, end = self._range(first, last)
        rows = end - self._first + 1
        entries = self._entries_to(end)
        months = np.repeat(np.array(self._months), np.diff(np.array(self._ends), prepend=0))[:entries]
        places = (months - self._first) * CELL_COUNT + np.array(self._cells[:entries])
        changes = np.bincount(places, np.array(self._changes[:entries]), rows * CELL_COUNT)
        stocks = changes.reshape(rows, *SHAPE).cumsum(axis=0)
        return stocks[begin - self._first :]

    def declared(self, first: When | None = None, last: When | None = None) -> NDArray[np.float64]:
        """Net worth declared since the journal began, opening included.

        Returns
        -------
        (month, sector), bn, cumulated, end of month
        """
        begin, end = self._range(first, last)
        flows = np.zeros((end - self._first + 1, len(SECTORS)))
        for month, changes in zip(self._months, self._declared, strict=True):
            if month <= end:
                for change in changes:
                    flows[month - self._first, SECTORS.index(change.sector)] += change.change_bn
        return flows.cumsum(axis=0)[begin - self._first :]

    def declared_by_event(self, first: When, last: When) -> dict[str, NDArray[np.float64]]:
        """Net worth declared after the month ``first`` up to ``last``, by the event that declared it.

        Returns
        -------
        event -> (sector,), bn; an event is the first identifier of a memo; what is reversed counts with its sign

        Raises
        ------
        QelabError QE413 : a month before the opening, or last before first
        """
        begin, end = self._range(first, last)
        flows: dict[str, NDArray[np.float64]] = {}
        for month, memo, changes in zip(self._months, self._memos, self._declared, strict=True):
            if not begin < month <= end:
                continue
            for change in changes:
                event = memo.removeprefix("reverse:").split(":")[0]
                of_event = flows.setdefault(event, np.zeros(len(SECTORS)))
                of_event[SECTORS.index(change.sector)] += change.change_bn
        return flows

    def paths(
        self,
        positions: list[tuple[str, str | None]],
        first: When | None = None,
        last: When | None = None,
    ) -> NDArray[np.float64]:
        """Stocks of several positions, each ``(instrument, holder)``; holder ``None`` is all that is outstanding.

        Returns
        -------
        (month, position), bn, end of month
        """
        stocks = self.fold(first, last)[:, 0]
        columns = []
        for name, holder in positions:
            instrument = INSTRUMENTS.index(known_instrument(name))
            of_instrument = stocks[:, :, instrument]
            sector = None if holder is None else SECTORS.index(known_sector(holder))
            columns.append(of_instrument.sum(axis=1) if sector is None else of_instrument[:, sector])
        return np.stack(columns, axis=1) if columns else np.zeros((len(stocks), 0))

    def stock(self, instrument: str, *, holder: str | None = None, at: When | None = None) -> float:
        """Amount of an instrument held, by one holder or by all, bn, end of the month ``at`` (default: latest)."""
        when = self.last_month if at is None else at
        return float(self.paths([(instrument, holder)], when, when)[0, 0])

    def balance_sheet(self, sector: str, *, at: When | None = None) -> BalanceSheet:
        """What ``sector`` owns and owes at the end of the month ``at`` (default: latest)."""
        owner = known_sector(sector)
        when = month_ordinal(self.last_month if at is None else at)
        return sheet_of(self.fold(when, when)[0], owner, Month(when))

    def _range(self, first: When | None, last: When | None) -> tuple[int, int]:
        begin = self._first if first is None else month_ordinal(first)
        end = max(begin, self.last_month.ordinal) if last is None else month_ordinal(last)
        if begin < self._first or end < begin:
            raise QelabError(
                "QE413", first=str(Month(begin)), last=str(Month(end)), opening=str(self.first_month)
            )
        return begin, end

    def _entries_to(self, ordinal: int) -> int:
        postings = bisect_right(self._months, ordinal)
        return self._ends[postings - 1] if postings else 0


def month_ordinal(when: When) -> int:
    """The month ordinal of a month, a quarter's last month, an ordinal, ``2010-11`` or ``2010Q4``."""
    if isinstance(when, Month):
        return when.ordinal
    if isinstance(when, Quarter):
        return when.last_month.ordinal
    if isinstance(when, str):
        return month_ordinal(Quarter.parse(when) if "Q" in when else Month.parse(when))
    return int(when)


def _refuse_overdraft(cell: int, amount: float, ordinal: int, transactions: tuple[Transaction, ...]) -> None:
    _, sector, instrument = position_of(cell)
    raise QelabError(
        "QE409", path="; ".join(dict.fromkeys(transaction.memo for transaction in transactions)),
        month=str(Month(ordinal)), sector=str(sector), instrument=str(instrument), amount=f"{amount:.6g}",
    )  # fmt: skip
