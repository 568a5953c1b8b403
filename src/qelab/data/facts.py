"""Published figures that no series of the packaged data carries, typed one by one with source and status.

Answers: what was the Case-Shiller index of Seattle in December 2014, and who published it? The table
``reference/published_facts.csv`` holds only what is asked for; it is no copy of the series.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table

FILE = Path(__file__).parent / "reference" / "published_facts.csv"
_COLUMNS = ("id", "item", "date", "value", "unit", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure: ``id`` names the series, ``date`` is a month, a quarter or a span of years."""

    id: str
    item: str
    date: str
    value: float
    unit: str
    source: Source


@cache
def facts() -> Mapping[tuple[str, str], Fact]:
    """All figures by id and date, in the order of the table."""
    found: dict[tuple[str, str], Fact] = {}
    for row in read_table(FILE, _COLUMNS):
        key = row["id"], row["date"]
        if key in found:
            raise ValueError(f"{FILE.name}: {key} twice")
        found[key] = Fact(
            id=row["id"], item=row["item"], date=row["date"], value=float(row["value"]), unit=row["unit"],
            source=Source(text=row["source"], status=Status(row["status"])),
        )  # fmt: skip
    return found


def fact(name: str, date: str) -> Fact:
    """One figure with its source.

    Raises
    ------
    QelabError QE101 : it is not in the table
    """
    known = facts()
    if (name, date) not in known:
        allowed = tuple(" ".join(key) for key in known)
        raise QelabError("QE101", noun="published fact", name=f"{name} {date}", allowed=allowed)
    return known[name, date]
