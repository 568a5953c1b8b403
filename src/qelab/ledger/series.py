"""The money series of the vocabulary as folds of a journal: how much money is there, and who issued it?

Each returns (month,), bn, end of month, from ``first`` to ``last`` inclusive (default: the whole journal).
"""

import numpy as np
from numpy.typing import NDArray

from qelab.ledger.cells import INSTRUMENTS, SECTORS
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal, When
from qelab.ledger.sectors import Sector

Series = NDArray[np.float64]


def reserves_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """What banks hold at the central bank."""
    return _held(journal, Instrument.RESERVES, first, last)


def currency_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Banknotes and coin in circulation, the vault cash of banks included."""
    return _held(journal, Instrument.CURRENCY, first, last)


def monetary_base_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Currency and reserves."""
    return currency_bn(journal, first, last) + reserves_bn(journal, first, last)


def bank_deposits_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Deposits of everyone but banks and the Treasury; foreigners included."""
    return _held(journal, Instrument.DEPOSITS, first, last)


def broad_money_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Deposits, the currency held outside banks, and money-fund shares backed by overnight reverse repo.

    Who moves a deposit into a money fund that places it at the central bank holds as much money as before.
    """
    vault_cash = _held(journal, Instrument.CURRENCY, first, last, holder=Sector.BANKS)
    placed = overnight_reverse_repo_bn(journal, first, last)
    return bank_deposits_bn(journal, first, last) + currency_bn(journal, first, last) - vault_cash + placed


def reverse_repo_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Overnight placements at the central bank, those of foreign accounts included."""
    return _held(journal, Instrument.REVERSE_REPO, first, last)


def overnight_reverse_repo_bn(
    journal: Journal, first: When | None = None, last: When | None = None
) -> Series:
    """Placements of money funds and other residents in the overnight facility; the foreign pool is left out."""
    foreign = _held(journal, Instrument.REVERSE_REPO, first, last, holder=Sector.REST_OF_WORLD)
    return _held(journal, Instrument.REVERSE_REPO, first, last) - foreign


def treasury_general_account_bn(
    journal: Journal, first: When | None = None, last: When | None = None
) -> Series:
    """The Treasury's deposit at the central bank."""
    return _held(journal, Instrument.TREASURY_GENERAL_ACCOUNT, first, last)


def deferred_asset_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Losses of the central bank carried forward: remittances withheld until they are made good."""
    return _held(journal, Instrument.DEFERRED_ASSET, first, last)


def central_bank_net_worth_bn(
    journal: Journal, first: When | None = None, last: When | None = None
) -> Series:
    """Assets less liabilities of the central bank: its capital, when losses are deferred or made good."""
    stocks = journal.fold(first, last)[:, :, SECTORS.index(Sector.CENTRAL_BANK)].sum(axis=2)
    return stocks[:, 0] - stocks[:, 1]


def public_treasuries_bn(journal: Journal, first: When | None = None, last: When | None = None) -> Series:
    """Treasury securities held outside the central bank."""
    central_bank = _held(journal, Instrument.TREASURY_SECURITIES, first, last, holder=Sector.CENTRAL_BANK)
    return _held(journal, Instrument.TREASURY_SECURITIES, first, last) - central_bank


def money_series(journal: Journal, first: When | None = None, last: When | None = None) -> dict[str, Series]:
    """The five public money series by name, from one fold."""
    held = journal.fold(first, last)[:, 0]
    of = {name: held[:, :, INSTRUMENTS.index(name)] for name in _MONEY}
    reserves, currency, deposits = (of[name].sum(axis=1) for name in _MONEY)
    vault_cash = of[Instrument.CURRENCY][:, SECTORS.index(Sector.BANKS)]
    placed = held[:, SECTORS.index(Sector.NON_BANKS), INSTRUMENTS.index(Instrument.REVERSE_REPO)]
    return {
        "reserves_bn": reserves,
        "currency_bn": currency,
        "monetary_base_bn": currency + reserves,
        "bank_deposits_bn": deposits,
        "broad_money_bn": deposits + currency - vault_cash + placed,
    }


_MONEY = (Instrument.RESERVES, Instrument.CURRENCY, Instrument.DEPOSITS)


def _held(
    journal: Journal,
    instrument: Instrument,
    first: When | None,
    last: When | None,
    holder: Sector | None = None,
) -> Series:
    return journal.paths([(instrument, holder)], first, last)[:, 0]
