"""The fixed list of claims: statement, range, unit, source. Copied into the package unedited."""

from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path

from qelab.core.tables import read_table

FILE = Path(__file__).parents[2] / "data" / "reference" / "claims.csv"
_COLUMNS = ("id", "stage", "statement", "low", "high", "unit", "source", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about a number and the range in which it should lie, both ends included.

    ``stage`` names the part of the laboratory that it concerns; ``unit`` is the claim's own way of writing it.
    """

    id: str
    stage: str
    statement: str
    low: float
    high: float
    unit: str
    source: str
    kind: str

    def holds(self, value: float) -> bool:
        """Whether a number lies in the range; nothing is added to it, and what is not a number does not.

        >>> claim = Claim(id="X", stage="", statement="", low=0.0, high=4.0, unit="", source="", kind="")
        >>> [claim.holds(value) for value in (0.0, 4.0, 4.000001, float("nan"))]
        [True, True, False, False]
        """
        return isfinite(value) and self.low <= value <= self.high


@cache
def claims() -> tuple[Claim, ...]:
    """All claims in the order of the list."""
    return tuple(
        Claim(**{**row, "low": float(row["low"]), "high": float(row["high"])})
        for row in read_table(FILE, _COLUMNS)
    )
