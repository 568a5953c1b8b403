"""T-accounts: what one transaction does to each balance sheet, as data for a table or a picture."""

from dataclasses import dataclass

from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.postings import purchase
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction


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


def t_accounts(transaction: Transaction) -> tuple[TAccount, ...]:
    """The T-accounts of all sectors that take part, in the order of ``Sector``.

    Changes of one instrument are added up when they have the same sign; a rollover keeps its two lines, what
    matures and what replaces it.
    """
    taking_part = {entry.sector for entry in transaction.entries}
    return tuple(
        TAccount(
            sector=sector,
            assets=_lines(transaction, sector, Side.ASSET),
            liabilities=_lines(transaction, sector, Side.LIABILITY),
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


def _lines(transaction: Transaction, sector: Sector, side: Side) -> tuple[AccountLine, ...]:
    changes: dict[tuple[Instrument, bool], float] = {}
    for entry in transaction.entries:
        if entry.sector == sector and entry.side == side:
            key = (Instrument(entry.instrument), entry.change_bn >= 0)
            changes[key] = changes.get(key, 0.0) + entry.change_bn
    return tuple(
        AccountLine(instrument=instrument, change_bn=change) for (instrument, _), change in changes.items()
    )
