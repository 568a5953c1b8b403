"""The public series: one row of ``vocabulary.csv`` each, before any code may return it.

The table feeds checks, axis labels, tables and the manual.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.tables import read_table

_COLUMNS = (
    "name", "label_en", "label_zh_hant", "unit", "unit_zh_hant", "kind", "frequency", "sign", "dimension",
    "definition_en", "definition_zh_hant", "source",
)  # fmt: skip
KINDS = ("stock", "flow", "rate", "index")


@dataclass(frozen=True, slots=True)
class Series:
    """A public series and what a reader must know of it.

    ``dimension`` names what its members are (``members.csv``); empty for a plain series.
    """

    name: str
    unit: str
    kind: str
    frequency: str
    sign: str
    dimension: str
    source: str
    _texts: dict[str, str]

    def label(self, lang: str = "en") -> str:
        """Name for people."""
        return self._texts[f"label_{Language(lang).column}"]

    def definition(self, lang: str = "en") -> str:
        """What is measured, when in the period, and how."""
        return self._texts[f"definition_{Language(lang).column}"]

    def unit_label(self, lang: str = "en") -> str:
        """Unit for people."""
        return self.unit if Language(lang) is Language.ENGLISH else self._texts["unit_zh_hant"]

    @property
    def effect_unit(self) -> str:
        """Unit of policy minus counterfactual: rates differ in percentage points."""
        return {"percent per annum": "percentage points", "percent": "percentage points"}.get(self.unit, self.unit)


@cache
def vocabulary() -> dict[str, Series]:
    """All public series by name, in the order of the table."""
    rows = read_table(Path(__file__).with_name("vocabulary.csv"), _COLUMNS)
    return {
        row["name"]: Series(
            row["name"], row["unit"], row["kind"], row["frequency"], row["sign"],
            row["dimension"], row["source"],
            {key: row[key] for key in _COLUMNS if key.endswith(("_en", "_zh_hant"))},
        )
        for row in rows
    }  # fmt: skip


def series(name: str) -> Series:
    """The row of one series.

    Raises
    ------
    QelabError QE102 : not in the vocabulary
    """
    if name not in vocabulary():
        raise QelabError("QE102", name=name, allowed=tuple(vocabulary()))
    return vocabulary()[name]
