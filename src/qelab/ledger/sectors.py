"""Which sectors hold and owe things? (``sectors.csv``; what they may hold stands in ``instruments``.)"""

from enum import StrEnum
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.tables import read_table


class Sector(StrEnum):
    """The eight sectors of the ledger; together they are the whole world."""

    CENTRAL_BANK = "central_bank"
    TREASURY = "treasury"
    BANKS = "banks"
    NON_BANKS = "non_banks"
    HOUSEHOLDS = "households"
    FIRMS = "firms"
    AGENCIES = "agencies"
    REST_OF_WORLD = "rest_of_world"

    def label(self, lang: str = "en") -> str:
        """The word a reader sees."""
        return _labels()[self][Language(lang).column]


def known_sector(name: str) -> Sector:
    """The sector of this name.

    Raises
    ------
    QelabError QE400 : no such sector
    """
    try:
        return Sector(name)
    except ValueError:
        raise QelabError("QE400", name=str(name), allowed=tuple(Sector)) from None


@cache
def _labels() -> dict[Sector, dict[str, str]]:
    rows = read_table(Path(__file__).with_name("sectors.csv"), ("sector", "label_en", "label_zh_hant"))
    return {Sector(row["sector"]): {"en": row["label_en"], "zh_hant": row["label_zh_hant"]} for row in rows}
