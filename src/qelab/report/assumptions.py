"""The numbers that a laboratory assumes, as a table and as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qelab.core.words import word
from qelab.report.text import Table, draw

if TYPE_CHECKING:
    from qelab.lab.assumptions import Assumption


def assumption_lines(found: Sequence["Assumption"], lang: str) -> list[str]:
    """Name and value of each, then the sources of their parts."""
    header = tuple(word(f"column.{key}", lang) for key in ("assumption", "value"))
    rows = tuple((item.name, f"{item.value:g}" if not isinstance(item.value, bool) else str(item.value).lower()) for item in found)
    title, *rest = draw(Table(title=word("assumptions.title", lang), header=header, rows=rows, align="lr"))
    sources: dict[str, str] = {}
    for item in found:
        if item.source is not None:
            sources.setdefault(item.source.text, item.name.rpartition(".")[0])
    lines = [f"# {title}", *rest]
    if sources:
        lines += ["", f"# {word('column.source', lang)}", *(f"{part}: {text}" for text, part in sources.items())]
    return [*lines, "", word("assumptions.next", lang)]


def assumption_document(found: Sequence["Assumption"]) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema": "qelab.assumptions/1",
        "assumptions": [
            {
                "name": item.name,
                "value": item.value,
                "source": None if item.source is None else item.source.text,
                "status": None if item.source is None else item.source.status.value,
            }
            for item in found
        ],
    }
