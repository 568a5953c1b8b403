"""The whole economy on one page: the balance-sheet matrix and the transactions-flow matrix of a journal.

Sectors stand in columns, claims in rows, as in the stock-flow-consistent literature. Every column sums to zero
because each sector's books balance; every row of a claim sums to zero because what one holds another owes. Only
real assets and the net worth behind them have a total.

Source: Godley & Lavoie (2007), Monetary Economics, chapters 1 and 2
Limits: the journal keeps positions, so the row of an instrument in the flow matrix is the change of the position, its
revaluation included; that part stands in the row of the event that declared it as well, with the other sign.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.ledger.cells import INSTRUMENTS, SECTORS
from qelab.ledger.instruments import rules
from qelab.ledger.journal import Journal, When
from qelab.ledger.sectors import Sector

NET_WORTH = "net_worth"
ROUNDING_BN = 1e-6  # what adding large stocks may cost


class Block(StrEnum):
    """The parts of a matrix, from top to bottom."""

    CURRENT = "current"  # income, transfers and revaluations: who became richer at whose cost
    CLAIMS = "claims"  # financial instruments
    REAL = "real"  # real assets
    BALANCE = "balance"  # net worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows by column in bn.

    Parameters
    ----------
    rows : (block, name): an event, an instrument or ``net_worth``
    values : (row, sector), bn. Balance sheet: assets +, liabilities and net worth -. Flows: sources +, uses -
        (what is received and borrowed +; what is paid, bought and repaid -)
    """

    rows: tuple[tuple[Block, str], ...]
    columns: tuple[Sector, ...]
    values: NDArray[np.float64]

    @property
    def row_totals(self) -> NDArray[np.float64]:
        """(row,), bn: zero but for real assets, what made them, and the net worth behind them."""
        return self.values.sum(axis=1)

    @property
    def column_totals(self) -> NDArray[np.float64]:
        """(sector,), bn: zero."""
        return self.values.sum(axis=0)

    def row(self, name: str) -> NDArray[np.float64]:
        """(sector,), bn; zeros when nothing of it is there."""
        for number, (_, known) in enumerate(self.rows):
            if known == name:
                return self.values[number]
        return np.zeros(len(self.columns))


def balance_sheet_matrix(journal: Journal, at: When | None = None) -> Matrix:
    """Who holds and owes what at the end of the month ``at`` (default: latest).

    Raises
    ------
    QelabError QE413 : a month before the opening
    QelabError QE421 : rows or columns that do not sum to zero: the journal was tampered with
    """
    when = journal.last_month if at is None else at
    stocks = journal.fold(when, when)[0]
    net = (stocks[0] - stocks[1]).T
    present = np.abs(stocks).sum(axis=(0, 1)) > 0
    return _checked(
        "balance_sheet", [*_instruments(net, present), (Block.BALANCE, NET_WORTH, -net.sum(axis=0))]
    )


def transactions_flow_matrix(journal: Journal, first: When, last: When | None = None) -> Matrix:
    """Where each sector's money came from and went between the ends of the months ``first`` and ``last``.

    Raises
    ------
    QelabError QE413 : a month before the opening, or last before first
    QelabError QE421 : rows or columns that do not sum to zero
    """
    until = journal.last_month if last is None else last
    stocks = journal.fold(first, until)
    change = stocks[-1] - stocks[0]
    uses = -(change[0] - change[1]).T
    current = [
        (Block.CURRENT, event, values) for event, values in journal.declared_by_event(first, until).items()
    ]
    return _checked("transactions_flow", [*current, *_instruments(uses, np.abs(uses).sum(axis=1) > 0)])


_Row = tuple[Block, str, NDArray[np.float64]]


def _instruments(values: NDArray[np.float64], present: NDArray[np.bool_]) -> list[_Row]:
    claims: list[_Row] = []
    real: list[_Row] = []
    for number, name in enumerate(INSTRUMENTS):
        if present[number]:
            issued = bool(rules(name).issuers)
            (claims if issued else real).append(
                (Block.CLAIMS if issued else Block.REAL, str(name), values[number])
            )
    return [*claims, *real]


def _checked(matrix: str, rows: list[_Row]) -> Matrix:
    values = np.array([row for _, _, row in rows]) if rows else np.zeros((0, len(SECTORS)))
    claims = np.array([block is Block.CLAIMS for block, _, _ in rows], dtype=bool)
    names = {
        "row": [name for block, name, _ in rows if block is Block.CLAIMS],
        "column": [str(sector) for sector in SECTORS],
    }
    gaps = {"row": values.sum(axis=1)[claims], "column": values.sum(axis=0)}
    for what, gap in gaps.items():
        if not np.abs(gap).max(initial=0.0) <= ROUNDING_BN:
            worst = int(np.abs(gap).argmax())
            raise QelabError("QE421", matrix=matrix, name=names[what][worst], difference=f"{gap[worst]:+.6g}")
    return Matrix(rows=tuple((block, name) for block, name, _ in rows), columns=SECTORS, values=values)
