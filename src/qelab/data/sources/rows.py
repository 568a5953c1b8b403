"""A published file as rows of texts: JSON or CSV, complete, and really data.

Answers: is this the answer that was asked for, or a web page, an error, half a file? What a row means is its
reader's affair. Names of columns are compared without case, blanks and units, so that ``asOfDate`` and
``"As Of Date"`` are the same.
"""

import csv
import datetime as dt
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qelab.core.errors import QelabError
from qelab.portfolio.securities.cusip import is_cusip

_MISSING = ("", "null", "none", "n/a", "na")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record: ``number`` counts from 1, ``cells`` by plain column name, ``file`` it came from."""

    number: int
    cells: dict[str, str]
    file: str

    def text(self, name: str) -> str:
        """A cell without blanks and quotes; empty where it is missing."""
        found = self.cells.get(plain(name), "").strip().strip("'").strip()
        return "" if found.casefold() in _MISSING else found

    def number_of(self, name: str) -> float | None:
        """A cell as a number; None where it is missing.

        Raises
        ------
        QelabError QE649 : it is no finite number
        """
        text = self.text(name)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.error("QE649", column=name, text=text)
        return value

    def date_of(self, name: str) -> dt.date | None:
        """A cell as a day; None where it is missing.

        Raises
        ------
        QelabError QE649 : it is not written 2022-05-25
        """
        text = self.text(name)
        if not text:
            return None
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError:
            raise self.error("QE649", column=name, text=text) from None

    def cusip_of(self, name: str) -> str:
        """A cell as a CUSIP.

        Raises
        ------
        QelabError QE643 : it is none, or its check digit is wrong
        """
        text = self.text(name).upper()
        if not is_cusip(text):
            raise self.error("QE643", cusip=text)
        return text

    def required(self, value: Any, name: str) -> Any:
        """A value that may not be missing.

        Raises
        ------
        QelabError QE645 : it is
        """
        if value is None or value == "":
            raise self.error("QE645", column=name, cusip=self.text("cusip") or "?")
        return value

    def error(self, code: str, **params: Any) -> QelabError:
        """An error that names this row."""
        return QelabError(code, where=self.file, row=self.number, **params)


def plain(name: str) -> str:
    """The name of a column without case, blanks and unit.

    >>> plain("Coupon (%)"), plain("asOfDate"), plain("security_class2_desc")
    ('coupon', 'asofdate', 'securityclass2desc')
    """
    return re.sub(r"\(.*?\)|[^a-z0-9]", "", name.casefold())


def read_rows(content: bytes, file: str, path: Sequence[str], columns: Sequence[str]) -> tuple[Row, ...]:
    """Rows of a file.

    Parameters
    ----------
    path : keys of a JSON document that lead to its list of records
    columns : names that every file of this kind has

    Raises
    ------
    QelabError QE640 : a web page; QE641 : broken off or unreadable; QE642 : no such records, or a column is missing
    """
    text = _decoded(content, file)
    start = text.lstrip()[:1]
    if start == "<":
        raise QelabError("QE640", where=file)
    if start in ("{", "["):
        records = _json_records(text, file, path)
    else:
        records = _csv_records(text, file, columns)
    if not records:
        raise QelabError("QE642", where=file, name=".".join(path))
    missing = [name for name in columns if any(plain(name) not in record for record in records)]
    if missing:
        raise QelabError("QE642", where=file, name=missing[0])
    return tuple(Row(number=place, cells=record, file=file) for place, record in enumerate(records, start=1))


def read_document(content: bytes, file: str) -> Any:
    """The whole JSON document.

    Raises
    ------
    QelabError QE640, QE641 : as ``read_rows``
    """
    text = _decoded(content, file)
    if text.lstrip()[:1] == "<":
        raise QelabError("QE640", where=file)
    try:
        return json.loads(text)
    except ValueError as error:
        raise _broken(file, text, error) from None


def _decoded(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QelabError("QE641", where=file, line=content[: error.start].count(b"\n") + 1) from None
    if not text.strip():
        raise QelabError("QE641", where=file, line=1)
    return text


def _broken(file: str, text: str, error: ValueError) -> QelabError:
    line = error.lineno if isinstance(error, json.JSONDecodeError) else text.count("\n") + 1
    return QelabError("QE641", where=file, line=line)


def _json_records(text: str, file: str, path: Sequence[str]) -> list[dict[str, str]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise _broken(file, text, error) from None
    for key in path:
        if not isinstance(found, dict) or key not in found:
            raise QelabError("QE642", where=file, name=".".join(path))
        found = found[key]
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise QelabError("QE642", where=file, name=".".join(path))
    return [
        {plain(key): "" if value is None else str(value) for key, value in record.items()} for record in found
    ]


def _csv_records(text: str, file: str, columns: Sequence[str]) -> list[dict[str, str]]:
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        names = [plain(name) for name in next(reader)]
        for name in columns:  # first, since another kind of file is not a broken one
            if plain(name) not in names:
                raise QelabError("QE642", where=file, name=name)
        kept = []
        for row in reader:
            if any(row):
                kept.append(row)
                if len(row) != len(names):
                    raise QelabError("QE641", where=file, line=reader.line_num)
    except csv.Error:
        raise QelabError("QE641", where=file, line=reader.line_num) from None
    return [dict(zip(names, row, strict=True)) for row in kept]
