"""Do the books agree? Seven invariants (i) to (vii), checked on what was posted.

Each check returns the largest discrepancy in bn and raises ``QE417`` when it is above the tolerance. The first
four look at every month of a journal, the others at single transactions.

Interpretation of (iv): usually written for constant capital with the deferred asset apart. Here the deferred asset is
one of the central bank's assets once it is booked (``postings.deferral``) and a fall of its net worth until then;
reserves rise with its assets, less its other liabilities, less its net worth, either way.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.ledger.cells import CELL_COUNT, INSTRUMENTS, SECTORS, SHAPE
from qelab.ledger.instruments import Instrument, rules
from qelab.ledger.journal import Journal
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction

TOLERANCE_BN = 1e-9
_FINANCIAL = [number for number, name in enumerate(INSTRUMENTS) if rules(name).issuers]
_REAL = [number for number, name in enumerate(INSTRUMENTS) if not rules(name).issuers]


def check_instruments(journal: Journal, tolerance_bn: float = TOLERANCE_BN) -> float:
    """(i) Of every instrument, as much is held as is owed, at the end of every month."""
    stocks = journal.fold()
    gap = (stocks[:, 0] - stocks[:, 1]).sum(axis=1)[:, _FINANCIAL]
    return _verdict("i", gap, tolerance_bn)


def check_net_worth(journal: Journal, tolerance_bn: float = TOLERANCE_BN) -> float:
    """(ii) Every sector's net worth is what was declared: opening, income, revaluation, transfers."""
    return _verdict("ii", _net_worth(journal) - journal.declared(), tolerance_bn)


def check_total_net_worth(journal: Journal, tolerance_bn: float = TOLERANCE_BN) -> float:
    """(iii) The net worth of all sectors together is the real assets."""
    real = journal.fold()[:, 0][:, :, _REAL].sum(axis=(1, 2))
    return _verdict("iii", _net_worth(journal).sum(axis=1) - real, tolerance_bn)


def check_reserves(journal: Journal, tolerance_bn: float = TOLERANCE_BN) -> float:
    """(iv) Reserves that banks hold are the residual of the central bank's sheet; its net worth as declared."""
    bank, reserves = SECTORS.index(Sector.CENTRAL_BANK), INSTRUMENTS.index(Instrument.RESERVES)
    stocks = journal.fold()
    held_by_banks = stocks[:, 0, SECTORS.index(Sector.BANKS), reserves]
    assets, liabilities = stocks[:, 0, bank].sum(axis=1), stocks[:, 1, bank]
    others = np.delete(liabilities, reserves, axis=1).sum(axis=1)
    residual = assets - others - journal.declared()[:, bank]
    return _verdict("iv", held_by_banks - residual, tolerance_bn)


def check_journal(journal: Journal, tolerance_bn: float = TOLERANCE_BN) -> dict[str, float]:
    """Invariants (i) to (iv) with their largest discrepancies, bn."""
    return {
        "i": check_instruments(journal, tolerance_bn),
        "ii": check_net_worth(journal, tolerance_bn),
        "iii": check_total_net_worth(journal, tolerance_bn),
        "iv": check_reserves(journal, tolerance_bn),
    }


def check_purchase(transaction: Transaction, *, seller: str, amount_bn: float) -> float:
    """(v) A purchase settled in bank money: reserves + amount; deposits + amount, but not from a bank."""
    change = net_changes([transaction])[0].sum(axis=0)
    deposits = 0.0 if seller == Sector.BANKS else amount_bn
    expected = {
        Instrument.RESERVES: amount_bn,
        Instrument.DEPOSITS: deposits,
        Instrument.CURRENCY: 0.0,
        Instrument.TREASURY_GENERAL_ACCOUNT: 0.0,
    }
    return _verdict("v", _difference(change, expected), TOLERANCE_BN)


def check_refinanced_run_off(transactions: Iterable[Transaction], *, amount_bn: float) -> float:
    """(vi) Run-off refunded to non-banks: the public holds more, reserves and deposits fall, the account stays."""
    holdings = net_changes(transactions)[0]
    public = np.delete(holdings, SECTORS.index(Sector.CENTRAL_BANK), axis=0).sum(axis=0)
    expected = {
        Instrument.TREASURY_SECURITIES: amount_bn,
        Instrument.DEPOSITS: -amount_bn,
        Instrument.RESERVES: -amount_bn,
        Instrument.TREASURY_GENERAL_ACCOUNT: 0.0,
    }
    return _verdict("vi", _difference(public, expected), TOLERANCE_BN)


def check_reversible(transaction: Transaction, opening: Transaction | None = None) -> float:
    """(vii) A transaction and its reverse, posted after ``opening``, leave every stock where it was."""
    journal = Journal(0, opening)
    journal.post(1, transaction, transaction.reversed())
    stocks = journal.fold(0, 1)
    return _verdict("vii", stocks[1] - stocks[0], TOLERANCE_BN)


def net_changes(transactions: Iterable[Transaction]) -> NDArray[np.float64]:
    """What transactions together do to every position.

    Returns
    -------
    (side, sector, instrument), bn
    """
    flat = np.zeros(CELL_COUNT)
    for transaction in transactions:
        np.add.at(flat, list(transaction.cells), [entry.change_bn for entry in transaction.entries])
    return flat.reshape(SHAPE)


def _net_worth(journal: Journal) -> NDArray[np.float64]:
    stocks = journal.fold().sum(axis=3)
    return stocks[:, 0] - stocks[:, 1]


def _difference(change: NDArray[np.float64], expected: dict[Instrument, float]) -> NDArray[np.float64]:
    return np.array([change[INSTRUMENTS.index(name)] - amount for name, amount in expected.items()])


def _verdict(identity: str, gap: NDArray[np.float64], tolerance_bn: float) -> float:
    largest = float(np.abs(gap).max(initial=0.0))
    if not largest <= tolerance_bn:
        raise QelabError(
            "QE417", identity=identity, difference=f"{largest:.3g}", tolerance=f"{tolerance_bn:.3g}"
        )
    return largest
