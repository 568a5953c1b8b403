"""Quarterly history of an economy with the source of every column.

Answers: what was the value of X in 2010Q4, and who says so? A value that no source gives is nan in the
arrays and an error in ``at``: nothing is filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.provenance import Source
from qelab.core.time import Quarter
from qelab.data.snapshot import FOLDER, read_manifest, read_verified, series_source

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Columns over ``quarters``; every column has a unit, a meaning and a source.

    ``later`` names, for columns that a second source carries on, the first quarter it gives and who it is.
    """

    economy: str
    quarters: tuple[Quarter, ...]
    columns: Mapping[str, Array]
    units: Mapping[str, str]
    sources: Mapping[str, Source]
    later: Mapping[str, tuple[Quarter, Source]]

    def source(self, name: str, quarter: Quarter | None = None) -> Source:
        """Where a column comes from and how it was made; of a quarter, where one is given.

        Raises
        ------
        QelabError QE605 : no such column
        """
        self._check(name)
        if quarter is not None and name in self.later:
            first, source = self.later[name]
            return source if quarter >= first else self.sources[name]
        return self.sources[name]

    def series(self, name: str, start: Quarter, end: Quarter) -> Array:
        """Values of a column from ``start`` to ``end``, both included, none missing.

        Raises
        ------
        QelabError QE605 : no such column
        QelabError QE604 : a quarter without a value
        """
        return np.array([self.at(name, start + step) for step in range(end - start + 1)])

    def at(self, name: str, quarter: Quarter) -> float:
        """Value of a column in one quarter.

        Raises
        ------
        QelabError QE605 : no such column
        QelabError QE604 : no source gives this quarter
        """
        self._check(name)
        column = self.columns[name]
        position = quarter - self.quarters[0]
        if 0 <= position < len(column) and np.isfinite(column[position]):
            return float(column[position])
        known = np.flatnonzero(np.isfinite(column))
        first, last = self.quarters[known[0]], self.quarters[known[-1]]
        raise QelabError("QE604", series=name, quarter=str(quarter), first=str(first), last=str(last))

    def _check(self, name: str) -> None:
        if name not in self.columns:
            raise QelabError("QE605", name=name, economy=self.economy, allowed=tuple(sorted(self.columns)))


@cache
def history(economy: str = "us") -> History:
    """The packaged quarterly history of an economy, read once; its arrays cannot be written to.

    Raises
    ------
    QelabError QE606 : an economy without a history
    QelabError QE601, QE602 : the snapshot is damaged or incomplete
    """
    return read_history(economy, FOLDER)


def read_history(economy: str, folder: Path) -> History:
    """The history of an economy from a snapshot folder; the files' columns are joined by quarter.

    A file that continues others gives its columns from its first value on; before that, the others do.
    """
    files = {
        name: entry for name, entry in read_manifest(folder)["files"].items() if entry["frequency"] == "Q"
    }
    economies = sorted({entry["economy"] for entry in files.values()})
    if economy not in economies:
        raise QelabError("QE606", name=economy, allowed=economies)
    tables = [
        (entry, read_verified(name, entry, folder))
        for name, entry in sorted(files.items(), key=lambda item: (item[1]["continues"], item[0]))
        if entry["economy"] == economy
    ]
    spans = [(Quarter.parse(rows[1][0]), Quarter.parse(rows[-1][0])) for _, rows in tables]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    columns: dict[str, Array] = {}
    units: dict[str, str] = {}
    sources: dict[str, Source] = {}
    later: dict[str, tuple[Quarter, Source]] = {}
    for (entry, rows), (start, end) in zip(tables, spans, strict=True):
        values = np.full((last - first + 1, len(rows[0]) - 1), np.nan)
        cells = [[float(cell or "nan") for cell in row[1:]] for row in rows[1:]]
        values[start - first : end - first + 1] = cells
        for place, name in enumerate(rows[0][1:]):
            source = series_source(entry, entry["series"][name])
            if entry["continues"]:
                begins = int(np.flatnonzero(np.isfinite(values[:, place]))[0])
                columns[name] = np.append(columns[name][:begins], values[begins:, place])
                later[name] = (first + begins, source)
            else:
                columns[name], sources[name] = values[:, place], source
            units[name] = entry["series"][name]["unit"]
    for column in columns.values():
        column.flags.writeable = False
    return History(
        economy=economy,
        quarters=tuple(first + step for step in range(last - first + 1)),
        columns=columns,
        units=units,
        sources=sources,
        later=later,
    )
