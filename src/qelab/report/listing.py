"""The tables of ``qelab list``."""

from collections.abc import Mapping
from typing import Any

from qelab.core.language import Language
from qelab.core.words import word
from qelab.report.numbers import money
from qelab.report.text import Table, draw, wrap

_WIDTH = 110


def listing_lines(document: Mapping[str, Any], lang: str) -> list[str]:
    """A table for each kind of thing that the document has: programmes, models, openings, elasticities."""
    tables = (("programmes", _programmes), ("models", _models), ("openings", _openings))
    tables += (("elasticities", _elasticities), ("elasticities", _measured))
    lines = []
    for kind, table in tables:
        if kind in document:
            lines += [*_block(table(document, lang)), ""]
    if "elasticities" in document:
        return [*lines, *wrap(word("list.elasticities_default", lang), _WIDTH), "", word("list.elasticities_next", lang)]
    return [*lines, word("list.next", lang)]


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


def _elasticities(document: Mapping[str, Any], lang: str) -> Table:
    def row(one: Mapping[str, Any]) -> tuple[str, ...]:
        effect, size, exit_ = one["effect_bp"], one["ten_year_equivalents_pct_gdp"], one["expected_exit"]
        return (
            one["id"], f"{one['elasticity']:.3f}", "-" if effect is None else f"{effect:g}",
            "-" if size is None else f"{size:.1f}",
            "-" if exit_ is None else word(f"expected_exit.{exit_}", lang), word(f"status.{one['status']}", lang),
        )  # fmt: skip

    keys = ("id", "elasticity", "estimate_bp", "size_pct_gdp", "expected_exit", "reliability")
    return Table(
        title=word("list.elasticities", lang), header=tuple(word(f"column.{key}", lang) for key in keys),
        rows=tuple(row(one) for one in document["elasticities"]), align="lrrrll",
    )  # fmt: skip


def _measured(document: Mapping[str, Any], lang: str) -> Table:
    rows = tuple((one["id"], one["measured"]) for one in document["elasticities"])
    header = tuple(word(f"column.{key}", lang) for key in ("id", "measured"))
    return Table(title=word("list.elasticities_measured", lang), header=header, rows=rows, left=2)
