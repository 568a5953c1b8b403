"""Every month of both worlds posted through the ledger: who holds what, from the first billion to the last.

Answers: what do all balance sheets look like, and do they agree with the account that was drawn up without them? The
central bank's securities must equal the portfolio's book, its reserves, reverse repo, Treasury account and deferred
asset those of the income account, month by month, or nothing is returned.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.data.sector_sheets import opening_transaction
from qelab.lab.books.flows import flows
from qelab.lab.books.income import Account
from qelab.lab.books.transactions import transactions
from qelab.lab.happened import months_of
from qelab.lab.settings import SellerMix
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection

Array = NDArray[np.float64]
MATCH_BN = 1e-6
_SECURITIES = (Instrument.TREASURY_SECURITIES, Instrument.AGENCY_MBS, Instrument.AGENCY_DEBT)


def journals(
    projection: Projection, account: Account, sellers: SellerMix
) -> tuple[Journal, Journal]:
    """The counterfactual's journal, and the programme's.

    Parameters
    ----------
    projection : both worlds, all information dates; each month is taken as seen from its own quarter
    account : income and balance sheet of both worlds

    Raises
    ------
    QelabError QE708, QE709 : reserves, deposits or the Treasury account would fall below zero
    QelabError QE702 : the ledger differs from the portfolio or the income account
    """
    rows, steps = months_of(projection)
    opening, in_tail = account.opening.month, projection.timetable.in_tail[rows, steps]
    books = []
    for world in (REFERENCE, PROGRAMME):
        amounts = flows(projection, account, world)
        book = Journal(opening, opening_transaction(account.opening))
        for step in range(len(steps)):
            of_month = {name: float(values[step]) for name, values in amounts.items()}
            posted = transactions(of_month, bool(in_tail[step]), sellers)
            _post(book, opening + (step + 1), [item for item in posted if item.entries], world)
        _check_match(book, account, world)
        books.append(book)
    return books[0], books[1]


def _post(book: Journal, month: Month, posted: list[Transaction], world: int) -> None:
    """Post a month; an overdraft is told as what it means for the scenario."""
    try:
        book.post(month, *posted)
    except QelabError as error:
        if error.code != "QE409":
            raise
        instrument, sector = Instrument(error.params["instrument"]), Sector(error.params["sector"])
        code = "QE708" if world == REFERENCE else "QE709"
        raise QelabError(code, month=str(month), instrument=instrument, sector=sector) from error


def _check_match(book: Journal, account: Account, world: int) -> None:
    """The central bank's sheet, ledger against portfolio and income account."""
    bank, first = Sector.CENTRAL_BANK, account.opening.month + 1
    paid = account.statement
    expected = {
        Instrument.RESERVES: (Sector.BANKS, paid.reserves),
        Instrument.REVERSE_REPO: (None, paid.reverse_repo + paid.foreign_pool),
        Instrument.TREASURY_GENERAL_ACCOUNT: (Sector.TREASURY, paid.treasury_account),
        Instrument.DEFERRED_ASSET: (bank, paid.deferred_asset),
    }
    held = book.paths([(name, holder) for name, (holder, _) in expected.items()], first)
    wanted = np.column_stack([path[world] for _, path in expected.values()])
    securities = book.paths([(name, bank) for name in _SECURITIES], first).sum(-1)
    gaps = np.column_stack([np.abs(held - wanted), np.abs(securities - account.earned.book_value[world])])
    if gaps.max() > MATCH_BN:
        month, place = np.unravel_index(gaps.argmax(), gaps.shape)
        name = (*expected, Instrument.TREASURY_SECURITIES)[int(place)]
        raise QelabError("QE702", instrument=name, month=str(first + int(month)), gap=gaps.max())
