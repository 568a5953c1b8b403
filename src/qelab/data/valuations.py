"""Where share prices and corporate bonds stood at the openings: ratios to earnings and the spread over Treasuries.

Answers: at which published level does a valuation begin? A few figures, typed one by one; what is not known at an opening is
absent, and so is the series that would begin there.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table
from qelab.data.facts import Fact

FILE = Path(__file__).parent / "reference" / "opening_valuations.csv"
_COLUMNS = ("opening", "item", "date", "value", "unit", "source", "status")


@cache
def _by_opening() -> Mapping[str, Mapping[str, Fact]]:
    found: dict[str, dict[str, Fact]] = {}
    for row in read_table(FILE, _COLUMNS):
        found.setdefault(row["opening"], {})[row["item"]] = Fact(
            id=row["item"], item=row["item"], date=row["date"], value=float(row["value"]), unit=row["unit"],
            source=Source(text=row["source"], status=Status(row["status"])),
        )  # fmt: skip
    return found


def opening_valuations(opening: str) -> Mapping[str, Fact]:
    """``price_earnings_ratio``, ``cape_ratio`` and ``corporate_spread`` at an opening, as far as they are known."""
    return _by_opening().get(opening, {})
