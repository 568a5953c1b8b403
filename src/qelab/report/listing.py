"""The tables of ``qelab list``."""

from collections.abc import Mapping
from typing import Any

from qelab.core.language import Language
from qelab.core.words import word
from qelab.report.numbers import money
from qelab.report.text import Table, draw


def listing_lines(document: Mapping[str, Any], lang: str) -> list[str]:
    """Programmes, models and openings as three tables."""
    return [*_block(_programmes(document, lang)), "", *_block(_models(document, lang)), "",
            *_block(_openings(document, lang)), "", word("list.next", lang)]  # fmt: skip


def _block(table: Table) -> list[str]:
    title, *rest = draw(table)
    return [f"# {title}", *rest]


def _programmes(document: Mapping[str, Any], lang: str) -> Table:
    def size(row: Mapping[str, Any]) -> str:
        return "-" if row["size_bn"] is None else money(row["size_bn"], lang, row["currency"])

    rows = tuple(
        (row["id"], row["label"], row["date"], row["opening"], word(f"kind_of.{_kind(row)}", lang), size(row))
        for row in document["programmes"]
    )
    keys = ("id", "label", "date", "opening", "kind", "size")
    header = tuple(word(f"column.{key}", lang) for key in keys)
    return Table(title=word("list.programmes", lang), header=header, rows=rows, left=5)


def _kind(row: Mapping[str, Any]) -> str:
    return "hypothetical" if row["hypothetical"] else "historical"


def _models(document: Mapping[str, Any], lang: str) -> Table:
    english = Language(lang) is Language.ENGLISH
    keys = (
        ("id", "title", "term_premium", "lower_bound") if english else ("id", "term_premium", "lower_bound")
    )

    def cell(row: Mapping[str, Any], key: str) -> str:
        if key == "term_premium":
            return word(f"door.{row[key]}", lang)
        if key == "lower_bound":
            return word("yes" if row[key] else "no", lang)
        return row[key]

    rows = tuple(tuple(cell(row, key) for key in keys) for row in document["models"])
    header = tuple(word(f"column.{key}", lang) for key in keys)
    return Table(title=word("list.models", lang), header=header, rows=rows, left=len(keys))


def _openings(document: Mapping[str, Any], lang: str) -> Table:
    keys = ("id", "title", "month")
    rows = tuple(tuple(row[key] for key in keys) for row in document["openings"])
    header = tuple(word(f"column.{key}", lang) for key in keys)
    return Table(title=word("list.openings", lang), header=header, rows=rows, left=3)
