"""The pieces of a result: the names of the worlds, headline numbers, balance sheets by world."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.ledger.balance_sheet import BalanceSheet, sheet_of
from qelab.ledger.journal import month_ordinal
from qelab.ledger.sectors import known_sector

Array = NDArray[np.float64]
WORLDS = ("policy", "counterfactual", "effect")
MOMENT = "premium_of_the_laboratory"  # channel of another model's result: it says which announcement counts
BOOK_WORLDS = ("counterfactual", "policy")  # their order in stored arrays


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One number that people ask for first; ``at`` is the quarter it belongs to."""

    series: str
    kind: str
    value: float
    unit: str
    at: str

    def label(self, lang: str = "en") -> str:
        """The series and which of its effects this is."""
        return word(f"headline.{self.kind}", lang, series=vocabulary_series(self.series).label(lang))


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Balance sheets by world, month and sector, from the journals' folds.

    ``folds`` (2 worlds, months, 2 sides, sectors, instruments), bn; counterfactual first.
    """

    first: int
    folds: Array

    def balance_sheet(self, sector: str, *, at: str, world: str = "policy") -> BalanceSheet:
        """What a sector owns and owes at the end of a month or quarter (``2011-06``, ``2011Q2``).

        Raises
        ------
        QelabError QE400 : unknown sector; QE101 : unknown world; QE706 : outside the run
        """
        if world not in WORLDS[:2]:
            raise QelabError("QE101", noun="world", name=world, allowed=WORLDS[:2])
        step = month_ordinal(at) - self.first
        if not 0 <= step < self.folds.shape[1]:
            last = Month(self.first + self.folds.shape[1] - 1)
            raise QelabError("QE706", at=at, first=str(Month(self.first)), last=str(last))
        stocks = self.folds[BOOK_WORLDS.index(world), step]
        return sheet_of(stocks, known_sector(sector), Month(self.first + step))
