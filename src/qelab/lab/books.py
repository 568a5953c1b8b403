"""The portfolio's operations posted through the ledger, month by month, for each world.

Answers: what do reserves, deposits and money do when the projection's operations settle? Every operation is a
balanced transaction; the money series are folds of the journal. At the end the central bank's securities in
the ledger must equal the portfolio's, or nothing is returned.

Securities settle at par. Outside the operations only currency moves, with nominal GDP. What currency grows by
in the counterfactual is met in both worlds by ordinary open-market lending to banks, as before any programme,
so that reserves show the programme. Mortgages that are repaid are refinanced, by MBS that the public buys.
Bank lending and the budget are not posted: the level of deposits is the opening's plus what the operations and
currency did.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import Opening
from qelab.lab.settings import SellerMix
from qelab.ledger import postings
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection

Array = NDArray[np.float64]
MATCH_BN = 1e-6


def journals(
    opening: Opening, projection: Projection, gdp_bn: Array, quarters: int, sellers: SellerMix
) -> tuple[Journal, Journal]:
    """Post ``quarters`` quarters of realised operations: the counterfactual's journal, and the programme's.

    Parameters
    ----------
    projection : both worlds, all information dates; each month is taken as seen from its own quarter
    gdp_bn : (2, dates, months) nominal GDP of the two worlds, bn at annual rates

    Raises
    ------
    QelabError QE708, QE709 : reserves, deposits or the Treasury account would fall below zero
    QelabError QE702 : the ledger's securities differ from the portfolio's
    """
    months = quarters * MONTHS_PER_QUARTER
    rows, steps = np.arange(months) // MONTHS_PER_QUARTER, np.arange(months)
    currency = [currency_withdrawn(opening, gdp[rows, steps]) for gdp in gdp_bn]
    in_tail = projection.timetable.in_tail[rows, steps]
    books = []
    for world in (REFERENCE, PROGRAMME):
        flows = {
            name: getattr(projection.flows, name)[world, rows, steps]
            for name in projection.flows.__dataclass_fields__
        }
        book = Journal(opening.month, opening_entry(opening))
        for step in range(months):
            of_month = {name: float(values[step]) for name, values in flows.items()}
            transactions = [
                *operations(of_month, bool(in_tail[step]), sellers),
                postings.credit(float(currency[REFERENCE][step])),
                postings.currency_withdrawal(float(currency[world][step])),
            ]
            _post(book, opening.month + (step + 1), [item for item in transactions if item.entries], world)
        _check_match(book, projection.par_bn[world, rows, steps], opening.month)
        books.append(book)
    return books[0], books[1]


def _post(book: Journal, month: Month, transactions: list[Transaction], world: int) -> None:
    """Post a month; an overdraft is told as what it means for the scenario."""
    try:
        book.post(month, *transactions)
    except QelabError as error:
        if error.code != "QE409":
            raise
        raise QelabError("QE708" if world == REFERENCE else "QE709", month=str(month)) from error


def operations(flows: dict[str, float], in_tail: bool, sellers: SellerMix) -> Iterator[Transaction]:
    """The transactions of one month, in the order of the projection."""
    yield postings.rollover(max(0.0, flows["matured"] - flows["redeemed"]))
    yield from _run_off(flows["redeemed"], sellers)
    yield from _repaid(max(0.0, flows["mbs_principal"]), sellers)
    for sector, share in _shares(sellers):
        yield postings.agency_debt_run_off(max(0.0, flows["agency_debt_matured"]) * share, buyer=sector)
    yield from _traded(flows["reinvested_treasury"], Instrument.TREASURY_SECURITIES, sellers)
    yield from _traded(flows["reinvested_mbs"], Instrument.AGENCY_MBS, sellers)
    treasuries = flows["treasury_trades"]
    if in_tail and treasuries < 0:  # the expected exit lets securities mature; it does not sell them
        yield from _run_off(-treasuries, sellers)
    else:
        yield from _traded(treasuries, Instrument.TREASURY_SECURITIES, sellers)
    yield from _traded(flows["mbs_trades"], Instrument.AGENCY_MBS, sellers)
    yield from _traded(flows["agency_debt_trades"], Instrument.AGENCY_DEBT, sellers)


def _traded(amount: float, instrument: Instrument, sellers: SellerMix) -> Iterator[Transaction]:
    if amount:
        for sector, share in _shares(sellers):
            yield postings.purchase(amount * share, seller=sector, instrument=instrument)


def _run_off(amount: float, sellers: SellerMix) -> Iterator[Transaction]:
    if amount > 0:
        yield postings.run_off(amount)
        for sector, share in _shares(sellers):
            yield postings.refunding(amount * share, buyer=sector)


def _repaid(principal: float, sellers: SellerMix) -> Iterator[Transaction]:
    """Principal passed through to the central bank; households borrow as much anew, and the public buys it."""
    if principal > 0:
        yield postings.principal_payment(principal)
        for sector, share in _shares(sellers):
            yield postings.mortgage_origination(principal * share, buyer=sector)


def _shares(sellers: SellerMix) -> tuple[tuple[Sector, float], ...]:
    return (
        (Sector.NON_BANKS, sellers.non_banks),
        (Sector.REST_OF_WORLD, sellers.rest_of_world),
        (Sector.BANKS, sellers.banks),
    )


def currency_withdrawn(opening: Opening, gdp: Array) -> Array:
    """Banknotes withdrawn each month, bn: the stock keeps its ratio to nominal GDP, even within a quarter."""
    ratio = opening.balance_sheet["currency_bn"] / opening.economy["nominal_gdp_bn"]
    ends = ratio * gdp[MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]
    change = np.diff(ends, prepend=opening.balance_sheet["currency_bn"])
    return np.repeat(change / MONTHS_PER_QUARTER, MONTHS_PER_QUARTER)


def opening_entry(opening: Opening) -> Transaction:
    """The sheets of all sectors at the opening."""
    sheet, money = opening.balance_sheet, opening.money
    return opening_from_totals(
        treasuries_bn=sheet["soma_treasuries_bn"],
        agency_mbs_bn=sheet["soma_mbs_bn"],
        agency_debt_bn=sheet["agency_debt_bn"],
        credit_bn=sheet["other_assets_bn"],  # loans, repos, facilities: what open-market lending is part of
        reserves_bn=sheet["reserves_bn"],
        currency_bn=sheet["currency_bn"],
        treasury_account_bn=sheet["treasury_account_bn"],
        reverse_repo_bn=sheet["reverse_repo_bn"],
        other_liabilities_bn=sheet["other_liabilities_bn"],
        bank_deposits_bn=money["bank_deposits_bn"],
    )


def _check_match(book: Journal, par_bn: Array, opening: Month) -> None:
    """The central bank's securities, ledger against portfolio."""
    held = book.paths(
        [
            (Instrument.TREASURY_SECURITIES, Sector.CENTRAL_BANK),
            (Instrument.AGENCY_MBS, Sector.CENTRAL_BANK),
            (Instrument.AGENCY_DEBT, Sector.CENTRAL_BANK),
        ],
        opening + 1,
    )
    owned = np.column_stack([par_bn[:, :-2].sum(-1), par_bn[:, -2], par_bn[:, -1]])
    gap = np.abs(held - owned)
    if gap.max() > MATCH_BN:
        month, instrument = np.unravel_index(gap.argmax(), gap.shape)
        names = (Instrument.TREASURY_SECURITIES, Instrument.AGENCY_MBS, Instrument.AGENCY_DEBT)
        raise QelabError(
            "QE702", instrument=str(names[instrument]), month=str(opening + (int(month) + 1)), gap=gap.max()
        )
