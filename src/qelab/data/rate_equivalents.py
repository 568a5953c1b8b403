"""What others found a programme to be worth in terms of the policy rate, typed one by one with source and status.

Answers: which move of the policy rate does a study put beside 600bn of purchases, by output or by the ten-year yield?
And by how much does the ten-year yield move with the policy rate? The table is ``reference/rate_equivalents.csv``.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.language import Language
from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table

FILE = Path(__file__).parent / "reference" / "rate_equivalents.csv"
_COLUMNS = (
    "kind", "id", "study", "size_bn", "measure", "low", "high", "unit", "about_en", "about_zh_hant", "source", "status",
    "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One figure of a study: a point where ``low`` equals ``high``.

    Of an equivalent move ``size_bn`` is what was bought (negative: run off) and ``measure`` is ``output`` or ``yield``, the
    ten-year one; low and high in basis points, a cut negative. Of a pass-through they are points of the ten-year yield
    for each point of the policy rate.
    """

    id: str
    study: str
    size_bn: float | None
    measure: str
    low: float
    high: float
    unit: str
    about_in: dict[str, str]
    source: Source

    def about(self, lang: str = "en") -> str:
        """What was studied."""
        return self.about_in[Language(lang).column]


@cache
def _rows(kind: str) -> tuple[Published, ...]:
    return tuple(
        Published(
            id=row["id"], study=row["study"], size_bn=float(row["size_bn"]) if row["size_bn"] else None,
            measure=row["measure"], low=float(row["low"]), high=float(row["high"]), unit=row["unit"],
            about_in={"en": row["about_en"], "zh_hant": row["about_zh_hant"]},
            source=Source(text=row["source"], status=Status(row["status"]), address=row["address"]),
        )
        for row in read_table(FILE, _COLUMNS)
        if row["kind"] == kind
    )  # fmt: skip


def equivalents() -> tuple[Published, ...]:
    """Published moves of the policy rate that do what a programme does."""
    return _rows("equivalent")


def pass_throughs() -> tuple[Published, ...]:
    """Published responses of the ten-year yield to the policy rate."""
    return _rows("pass_through")
