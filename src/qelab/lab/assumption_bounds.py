"""Which numbers may be assumed: outside them the equations say nothing.

Answers: is a share between nought and one, does what fades fade, has an elasticity its sign, do shares that divide a whole
add up to it? ``assumption_bounds.csv`` has one row for each number, or for several by a pattern; of the rows that fit a name
the first holds. ``sum_low`` and ``sum_high`` bound the sum of all numbers that a row holds for.

Limits: wide on purpose. They keep out what means nothing, not what nobody would choose; priors say what is likely.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.tables import read_table

FILE = Path(__file__).with_name("assumption_bounds.csv")
_ROUNDING = 1e-9  # by which a sum of shares may miss, as fractions of ten do


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Lowest and highest value of the numbers whose names fit ``pattern``, and of their sum where it matters."""

    pattern: str
    low: float
    high: float
    of_sum: tuple[float, float] | None


@cache
def all_bounds() -> tuple[Bounds, ...]:
    """The rows of the table in order."""
    return tuple(
        Bounds(
            pattern=row["name"],
            low=float(row["low"]),
            high=float(row["high"]),
            of_sum=(float(row["sum_low"]), float(row["sum_high"])) if row["sum_low"] else None,
        )
        for row in read_table(FILE, ("name", "low", "high", "sum_low", "sum_high"))
    )


@cache
def bounds_of(name: str) -> Bounds:
    """The first row that fits a name.

    Raises
    ------
    KeyError : no row does
    """
    for row in all_bounds():
        if fnmatchcase(name, row.pattern):
            return row
    raise KeyError(f"{FILE.name}: no row for {name}")


def check_bounds(numbers: Mapping[str, float]) -> None:
    """Refuse numbers, by dotted name, that mean nothing.

    Raises
    ------
    QelabError QE897 : a number, or a sum of numbers, outside its bounds
    """
    together: dict[Bounds, list[str]] = {}
    for name, value in numbers.items():
        row = bounds_of(name)
        if not row.low <= value <= row.high:
            raise _refused(name, value, row.low, row.high)
        if row.of_sum is not None:
            together.setdefault(row, []).append(name)
    for row, names in together.items():
        assert row.of_sum is not None, "only rows with a sum are kept"
        low, high = row.of_sum
        total = sum(numbers[name] for name in names)
        if not low - _ROUNDING <= total <= high + _ROUNDING:
            raise _refused(" + ".join(names), total, low, high)


def _refused(name: str, value: float, low: float, high: float) -> QelabError:
    allowed = f"{low:g}" if low == high else f"{low:g} … {high:g}"
    return QelabError("QE897", name=name, value=float(value), bounds=allowed)
