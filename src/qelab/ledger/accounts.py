"""T-accounts: what one transaction does to each balance sheet, as data for a table or a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.postings import purchase
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import TOLERANCE_BN, Entry, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """A change of one position, bn."""

    instrument: Instrument
    change_bn: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TAccount:
    """Changes of one sector's sheet: assets stand left, liabilities right, net worth is their difference."""

    sector: Sector
    assets: tuple[AccountLine, ...]
    liabilities: tuple[AccountLine, ...]

    @property
    def net_worth_change_bn(self) -> float:
        """Zero unless the transaction declares income, revaluation or a transfer."""
        return sum(line.change_bn for line in self.assets) - sum(line.change_bn for line in self.liabilities)


_Lines: TypeAlias = Callable[[Sequence[Entry]], tuple[AccountLine, ...]]


def t_accounts(transaction: Transaction) -> tuple[TAccount, ...]:
    """The T-accounts of all sectors that take part, in the order of ``Sector``.

    Changes of one instrument are added up when they have the same sign; a rollover keeps its two lines, what
    matures and what replaces it.
    """
    return _accounts((transaction,), _lines)


def net_accounts(transactions: Sequence[Transaction]) -> tuple[TAccount, ...]:
    """What transactions together leave changed: one line a position, none where they cancel."""
    return tuple(
        account for account in _accounts(transactions, _net_lines) if account.assets or account.liabilities
    )


def _accounts(transactions: Sequence[Transaction], lines: _Lines) -> tuple[TAccount, ...]:
    entries = [entry for transaction in transactions for entry in transaction.entries]
    taking_part = {entry.sector for entry in entries}
    return tuple(
        TAccount(
            sector=sector,
            assets=lines([e for e in entries if e.sector == sector and e.side == Side.ASSET]),
            liabilities=lines([e for e in entries if e.sector == sector and e.side == Side.LIABILITY]),
        )
        for sector in Sector
        if sector in taking_part
    )


def purchase_accounts(
    amount_bn: float, instrument: str = Instrument.TREASURY_SECURITIES
) -> dict[Sector, tuple[TAccount, ...]]:
    """The same purchase (a sale when negative) from a bank and from a non-bank, by seller."""
    return {
        seller: t_accounts(purchase(amount_bn, seller=seller, instrument=instrument))
        for seller in (Sector.BANKS, Sector.NON_BANKS)
    }


def _lines(entries: Sequence[Entry]) -> tuple[AccountLine, ...]:
    changes: dict[tuple[Instrument, bool], float] = {}
    for entry in entries:
        key = (Instrument(entry.instrument), entry.change_bn >= 0)
        changes[key] = changes.get(key, 0.0) + entry.change_bn
    return tuple(
        AccountLine(instrument=instrument, change_bn=change) for (instrument, _), change in changes.items()
    )


def _net_lines(entries: Sequence[Entry]) -> tuple[AccountLine, ...]:
    changes: dict[Instrument, float] = {}
    for entry in entries:
        instrument = Instrument(entry.instrument)
        changes[instrument] = changes.get(instrument, 0.0) + entry.change_bn
    return tuple(
        AccountLine(instrument=instrument, change_bn=change)
        for instrument, change in changes.items()
        if abs(change) > TOLERANCE_BN
    )
