"""Reads gretl's databases (``name.idx`` and ``name.bin``), such as Debian's copy of the St. Louis Fed series.

Answers: which series are in the file, and what are their values? Which of them may be shipped is decided by
``tools/build_snapshot.py``. The ``.idx`` file has two lines a series, ``name  description`` and
``M  1948.01 - 2022.09  n = 897``; the ``.bin`` file holds the values one series after another as
little-endian four-byte floats. Four bytes carry seven digits: 0.16 comes back as 0.159999996.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError

_MISSING = -999.0
_SPAN = re.compile(r"([MQA])\s+(\d{4})(?:[.:](\d{1,2}))?\s+-\s+\S+\s+n\s*=\s*(\d+)\s*$")
_PERIODS = {"M": 12, "Q": 4, "A": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class GretlSeries:
    """One series. ``start`` is the ordinal of the first value: year * periods a year + period - 1."""

    name: str
    description: str
    frequency: str  # M, Q or A
    start: int
    values: NDArray[np.float64]


def read_gretl(path: Path) -> dict[str, GretlSeries]:
    """All series of a database by name; missing values are nan.

    Parameters
    ----------
    path : the database without suffix, or either of its two files

    Raises
    ------
    QelabError QE603 : the index cannot be read, or the two files do not fit together
    """
    index, binary = path.with_suffix(".idx"), path.with_suffix(".bin")
    try:
        lines = [
            line for line in index.read_text("latin-1").splitlines() if line and not line.startswith("#")
        ]
        numbers = np.frombuffer(binary.read_bytes(), dtype="<f4").astype(np.float64)
    except (OSError, ValueError) as error:
        raise QelabError("QE603", where=str(path), reason=str(error)) from error
    numbers[numbers == _MISSING] = np.nan
    found: dict[str, GretlSeries] = {}
    used = 0
    for head, span in zip(lines[::2], lines[1::2], strict=False):
        match = _SPAN.match(span)
        if match is None:
            raise QelabError("QE603", where=str(index), reason=f"'{span}'")
        frequency, year, period, count = match.groups()
        name, _, description = head.partition(" ")
        start = int(year) * _PERIODS[frequency] + int(period or 1) - 1
        values = numbers[used : used + int(count)]
        used += int(count)
        found[name] = GretlSeries(
            name=name, description=description.strip(), frequency=frequency, start=start, values=values
        )
    if used != len(numbers):
        raise QelabError("QE603", where=str(binary), reason=f"n = {used}, {binary.name}: {len(numbers)}")
    return found
