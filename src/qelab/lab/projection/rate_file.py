"""Paths of rates from a file: what a user thinks rates will be, month by month.

Answers: which rates are in this file, and do they fit the projection? Columns: ``month`` (2026-07), ``policy_rate``,
``yield_2y``, ``yield_5y``, ``yield_10y``, ``yield_30y``, ``mortgage_rate``; if wanted ``bill_yield`` (the policy rate
otherwise), ``inflation`` of consumer prices (the baseline's otherwise) and ``path`` (a name or number) where there are
several. Per cent a year. The file begins with the first month of the projection; where it ends, its last month goes on.
A file with one bad row is refused whole.
"""

import csv
import io
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.core.units import convert
from qelab.portfolio.desk.curves import CurvePaths
from qelab.portfolio.income.rates import RatePaths

Array = NDArray[np.float64]
KNOTS = {"yield_2y": 2.0, "yield_5y": 5.0, "yield_10y": 10.0, "yield_30y": 30.0}
BILL_YEARS = 0.25
NEEDED = ("month", "policy_rate", *KNOTS, "mortgage_rate")
OPTIONAL = ("bill_yield", "inflation", "path")
_LOWEST, _HIGHEST = -10.0, 40.0  # percent a year; beyond, it is not per cent
_LOWEST_PEAK = 0.5  # percent: mortgage rates that never reach it are decimals
_LONGEST_MONTHS = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFile:
    """Columns (P, months) of a file, percent a year, from ``first`` on; ``paths`` their names."""

    first: Month
    paths: tuple[str, ...]
    columns: dict[str, Array]


def read_rates(content: bytes, file: str) -> RateFile:
    """The paths in a file of rates.

    Raises
    ------
    QelabError QE640 : a web page; QE330 : not such a table; QE331 : a cell that is no number or month; QE332 : months that
        do not follow each other; QE333 : numbers that cannot be per cent a year; QE334 : paths of different months
    """
    header, rows = _table(content, file)
    found: dict[str, list[tuple[Month, dict[str, float]]]] = {}
    for line, row in rows:
        where = f"{file}:{line}"
        month = _month(row["month"], where)
        values = {name: _number(row[name], name, where) for name in header if name not in ("month", "path")}
        path = found.setdefault(row.get("path", ""), [])
        if path and month - path[-1][0] != 1:
            raise QelabError("QE332", where=where, month=str(month), earlier=str(path[-1][0]))
        path.append((month, values))
    spans = {name: (path[0][0], len(path)) for name, path in found.items()}
    first = next(iter(spans.values()))
    for name, span in spans.items():
        if span != first:
            raise QelabError("QE334", where=file, name=name, start=str(span[0]), months=span[1])
    columns = {
        name: np.array([[values[name] for _, values in path] for path in found.values()])
        for name in header
        if name not in ("month", "path")
    }
    peak = columns["mortgage_rate"].max()
    if peak < _LOWEST_PEAK:
        raise QelabError("QE333", where=file, text=f"≤ {peak:g}", column="mortgage_rate")
    return RateFile(first=first[0], paths=tuple(found), columns=columns)


def _table(content: bytes, file: str) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Names of the columns, and the rows with their line."""
    try:
        text = content.decode("utf-8-sig")
        if text.lstrip()[:1] == "<":
            raise QelabError("QE640", where=file)
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise QelabError("QE330", where=file, reason=str(error)) from None
    rows = [(place, row) for place, row in enumerate(lines, start=1) if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise QelabError("QE330", where=file, reason="no rows")
    header = tuple(cell.strip() for cell in rows[0][1])
    missing = [name for name in NEEDED if name not in header]
    unknown = [name for name in header if name not in (*NEEDED, *OPTIONAL)]
    if missing or unknown or len(set(header)) < len(header):
        wrong = (missing or unknown or [name for name in header if header.count(name) > 1])[0]
        raise QelabError("QE330", where=file, reason=wrong)
    for line, row in rows[1:]:
        if len(row) != len(header):
            raise QelabError("QE330", where=f"{file}:{line}", reason=f"{len(row)} / {len(header)}")
    return header, [(line, dict(zip(header, map(str.strip, row), strict=True))) for line, row in rows[1:]]


def _month(text: str, where: str) -> Month:
    try:
        return Month.parse(text)
    except QelabError:
        raise QelabError("QE331", where=where, text=text, column="month") from None


def _number(text: str, column: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise QelabError("QE331", where=where, text=text, column=column)
    if not _LOWEST <= value <= _HIGHEST:
        raise QelabError("QE333", where=where, text=text, column=column)
    return value


def rate_paths(given: RateFile, file: str, baseline: RatePaths, opening: Month) -> RatePaths:
    """The file's rates over the months of the baseline; its last month goes on where it ends.

    Raises
    ------
    QelabError QE335 : the file does not begin with the first month; QE340 : yields that no prices give
    """
    if given.first != opening + 1:
        raise QelabError("QE335", where=file, start=str(given.first), month=str(opening + 1))
    months, paths = baseline.months, len(given.paths)

    def over(values: Array) -> Array:
        known = values[:, :months]
        return np.concatenate([known, np.repeat(known[:, -1:], months - known.shape[1], axis=1)], axis=1)

    columns = {name: over(values) for name, values in given.columns.items()}
    bill = columns.get("bill_yield", columns["policy_rate"])
    growth = np.repeat(baseline.price_growth, paths, axis=0)
    if "inflation" in columns:
        growth = 1.0 + convert(columns["inflation"], "percent per annum", "decimal per month")
    found = RatePaths(
        maturities_years=np.array([BILL_YEARS, *KNOTS.values()]),
        par_yields=np.stack([bill, *(columns[name] for name in KNOTS)], axis=-1),
        policy_rate=columns["policy_rate"],
        bill_yield=bill,
        mortgage_rate=columns["mortgage_rate"],
        price_growth=growth,
    )
    CurvePaths(found.maturities_years, found.par_yields, opening, file)  # refuses what is no curve, and names the file
    return found
