"""Daily Treasury par yields around the announcements that event studies use, with the source of every column.

Answers: where did the ten-year yield close on 18 March 2009, and who says so? Only the days that are wanted are
packaged (``tools/event_days.csv`` says why each is); no other day is filled in.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.provenance import Source
from qelab.data.snapshot import FOLDER, read_manifest, read_verified, series_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Closes by column and day, % a year; ``sources`` by column."""

    columns: Mapping[str, Mapping[dt.date, float]]
    sources: Mapping[str, Source]

    def at(self, name: str, day: dt.date) -> float:
        """Close of a day, % a year.

        Raises
        ------
        QelabError QE101 : no such column, or a day that is not packaged
        """
        if name not in self.columns:
            raise QelabError("QE101", noun="series", name=name, allowed=tuple(self.columns))
        column = self.columns[name]
        if day not in column:
            raise QelabError(
                "QE101", noun="day", name=str(day), allowed=tuple(str(known) for known in column)
            )
        return column[day]

    def change(self, name: str, start: dt.date, end: dt.date) -> float:
        """Close of ``end`` less close of ``start``, percentage points.

        Raises
        ------
        QelabError QE101 : no such column, or a day that is not packaged
        """
        return self.at(name, end) - self.at(name, start)


@cache
def event_days() -> Days:
    """The packaged days of the United States, read once.

    Raises
    ------
    QelabError QE601, QE602 : the snapshot is damaged or incomplete
    """
    return read_days(FOLDER)


def read_days(folder: Path) -> Days:
    """The daily files of a snapshot folder, each with its own columns."""
    columns: dict[str, dict[dt.date, float]] = {}
    sources: dict[str, Source] = {}
    for name, entry in sorted(read_manifest(folder)["files"].items()):
        if entry["frequency"] != "D":
            continue
        header, *rows = read_verified(name, entry, folder)
        days = [dt.date.fromisoformat(row[0]) for row in rows]
        for place, column in enumerate(header[1:], start=1):
            columns[column] = {day: float(row[place]) for day, row in zip(days, rows, strict=True)}
            sources[column] = series_source(entry, entry["series"][column])
    return Days(columns=columns, sources=sources)
