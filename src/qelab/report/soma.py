"""A file of SOMA holdings as a table, as rows of CSV and as a document."""

import math
from typing import TYPE_CHECKING, Any

from qelab.core.words import word
from qelab.data.sources.soma_value import BREAK_EVEN, FAR_DAYS
from qelab.report.numbers import counted, number, unit_word
from qelab.report.text import Table, draw, wrap

if TYPE_CHECKING:
    from qelab.data.sources.soma_value import Cell, SomaValue

SCHEMA = "qelab.data_soma/1"
_MONEY = ("par_bn", "market_value_bn", "ten_year_equivalents_bn")
_FIELDS = (
    "kind", "bucket", "count", "par_bn", "market_value_bn", "duration_years", "ten_year_equivalents_bn", "coupon",
    "maturity_years",
)  # fmt: skip


def soma_lines(value: "SomaValue", lang: str, width: int) -> list[str]:
    """Title, the curve that was used, the table, and what its numbers leave out."""
    lines = [f"# {word('soma.title', lang, date=value.soma.as_of)}", *wrap(curve_text(value, lang), width), ""]
    lines += draw(_table(value, lang))
    notes = ["soma.means"]
    notes += [f"soma.note.{kind}" for kind in ("tips", "frn", "agency_mbs", "agency_cmbs") if kind in value.kinds]
    shown, unit = counted(value.inflation_bn, "bn", lang)
    inflation = f"{number(shown, unit, decimals=1)} {unit_word(unit, lang)}"
    lines += [""]
    for note in notes:
        lines += wrap(word(note, lang, inflation=inflation, break_even=f"{BREAK_EVEN:g}"), width)
    return [*lines, *wrap(word("soma.source", lang, source=value.soma.source.text), width)]


def soma_warnings(value: "SomaValue", lang: str) -> list[str]:
    """What a reader must know before the numbers: a curve of another time."""
    away = value.packaged.days_away
    if abs(away) < FAR_DAYS:
        return []
    return [word("soma.far", lang, quarter=value.packaged.quarter, days=abs(away))]


def curve_text(value: "SomaValue", lang: str) -> str:
    """Which curve and mortgage rate the values stand on."""
    packaged = value.packaged
    text = word(
        "soma.curve", lang, quarter=packaged.quarter, date=packaged.quarter.last_day,
        rate=f"{packaged.mortgage_rate:.2f}", duration=f"{value.duration_10y:.2f}",
    )  # fmt: skip
    return text + (word("soma.constructed", lang) if packaged.constructed else "")


def soma_rows(value: "SomaValue") -> list[str]:
    """CSV: every cell, then the totals of the kinds, then everything."""
    rows = [",".join(_FIELDS)]
    rows += [",".join(_plain(getattr(cell, name)) for name in _FIELDS) for cell in _all(value)]
    return rows


def soma_document(value: "SomaValue") -> dict[str, Any]:
    """Plain data for JSON."""
    packaged = value.packaged
    return {
        "schema": SCHEMA,
        "as_of": str(value.soma.as_of),
        "source": str(value.soma.source),
        "sha256": value.soma.sha256,
        "curve": {
            "quarter": str(packaged.quarter),
            "date": str(packaged.quarter.last_day),
            "days_away": packaged.days_away,
            "maturities_years": packaged.curve.maturities_years.tolist(),
            "yields": packaged.curve.yields.tolist(),
            "mortgage_rate_30y": packaged.mortgage_rate,
            "break_even_assumed": BREAK_EVEN,
            "source": packaged.source,
            "constructed": packaged.constructed,
        },
        "duration_10y_years": value.duration_10y,
        "inflation_compensation_bn": value.inflation_bn,
        "holdings": [_cell(cell) for cell in value.cells],
        "kinds": [_cell(cell) for cell in value.totals],
        "total": _cell(value.total),
    }


def _table(value: "SomaValue", lang: str) -> Table:
    rows = []
    for total in value.totals:
        own = [cell for cell in value.cells if cell.kind == total.kind]
        rows += [_row(cell, lang, first=place == 0) for place, cell in enumerate(own)]
        if len(own) > 1:
            rows.append(_row(total, lang, first=False))
    if len(value.totals) > 1:
        rows.append(_row(value.total, lang, first=True))
    _, unit = counted(0.0, "bn", lang)
    money = unit_word(unit, lang)
    header = tuple(word(f"soma.column.{name}", lang, unit=money).replace("|", "\n") for name in _FIELDS)
    return Table(title="", header=header, rows=tuple(rows), left=2)


def _row(cell: "Cell", lang: str, *, first: bool) -> tuple[str, ...]:
    texts = [word(f"soma.kind.{cell.kind}", lang) if first else "", word(f"soma.bucket.{cell.bucket}", lang)]
    for name in _FIELDS[2:]:
        figure = getattr(cell, name)
        if isinstance(figure, int):
            texts.append(f"{figure:,}")
        elif math.isnan(figure):
            texts.append("-")
        else:
            shown, unit = counted(figure, "bn" if name in _MONEY else "", lang)
            texts.append(number(shown, unit, decimals=1 if name in _MONEY else 2))
    return tuple(texts)


def _all(value: "SomaValue") -> tuple["Cell", ...]:
    return (*value.cells, *(cell for cell in value.totals if _divided(value, cell)), value.total)


def _divided(value: "SomaValue", total: "Cell") -> bool:
    return any(cell.kind == total.kind and cell.bucket != "all" for cell in value.cells)


def _cell(cell: "Cell") -> dict[str, Any]:
    return {name: getattr(cell, name) for name in _FIELDS}


def _plain(figure: object) -> str:
    if isinstance(figure, float):
        return "" if math.isnan(figure) else repr(figure)
    return str(figure)
