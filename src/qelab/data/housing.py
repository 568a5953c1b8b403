"""Houses city by city: how elastic their supply is, how many live there, what is taxed, how prices grew.

Answers: by how much does a city build when prices rise, and whose estimate is that? ``reference/housing_supply.csv`` has
one row for each figure, with source and status; the cities are the twenty of the Case-Shiller indices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table

FILE = Path(__file__).parent / "reference" / "housing_supply.csv"
NATION = "all"
QUANTITIES = ("supply_elasticity", "people", "property_tax", "past_growth")
_COLUMNS = ("metro", "quantity", "value", "unit", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingFigure:
    """One figure of a city, or of the nation (``all``)."""

    value: float
    unit: str
    source: Source


@cache
def housing() -> Mapping[tuple[str, str], HousingFigure]:
    """All figures by city and quantity, in the order of the table."""
    found: dict[tuple[str, str], HousingFigure] = {}
    for row in read_table(FILE, _COLUMNS):
        key = row["metro"], row["quantity"]
        if key in found or row["quantity"] not in QUANTITIES:
            raise ValueError(f"{FILE.name}: {key}")
        source = Source(text=row["source"], status=Status(row["status"]))
        found[key] = HousingFigure(value=float(row["value"]), unit=row["unit"], source=source)
    return found


def metros() -> tuple[str, ...]:
    """Ids of the cities, in the order of the table."""
    return tuple(dict.fromkeys(metro for metro, _ in housing() if metro != NATION))


def housing_figure(metro: str, quantity: str) -> HousingFigure:
    """One figure with its source.

    Raises
    ------
    QelabError QE101 : no such city, or no such quantity of it
    """
    known = housing()
    if (metro, quantity) not in known:
        allowed = tuple(" ".join(key) for key in known)
        raise QelabError("QE101", noun="figure of a city", name=f"{metro} {quantity}", allowed=allowed)
    return known[metro, quantity]
