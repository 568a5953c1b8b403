"""Series with members side by side: wealth groups, cities, economies, holders.

Answers: who gains and who loses, in one quarter? One row a member, one column a series; effects, with the programme less
without it, in the quarter in which the first series moves most for any of them unless another is asked for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qelab.core.members import members
from qelab.core.time import Quarter
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.views import members_of
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.text import Table, draw, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.result import Result


def largest_quarter(result: "Result", name: str) -> Quarter:
    """The quarter in which a series moves most for any of its members."""
    effects = np.stack([result.values(member) for member in members_of(name)])
    return result.quarters[int(np.nan_to_num(np.abs(effects)).max(axis=0).argmax())]


def members_table(
    result: "Result", names: Sequence[str], lang: str, *, at: Quarter | None = None, first: int | None = None
) -> Table:
    """Effects on series with the same members, in one quarter.

    Parameters
    ----------
    names : panels of one dimension
    first : only so many members, in their order
    """
    dimension = series(names[0]).dimension
    when = at or largest_quarter(result, names[0])
    place = when - result.quarters[0]
    rows = []
    for item in members(dimension)[:first]:
        cells = [item.label(lang)]
        for name in names:
            amount, unit = spoken(name, float(result.values(f"{name}:{item.id}")[place]), result.unit(name))
            cells.append("-" if np.isnan(amount) else number(amount, unit, signed=True))
        rows.append(tuple(cells))
    units = [unit_word(spoken(name, 0.0, result.unit(name))[1], lang, result.scenario.currency) for name in names]
    header = [word(f"dimension.{dimension}", lang)]
    header += [f"{word(f'short.{name}', lang)} ({unit})" for name, unit in zip(names, units, strict=True)]
    title = word("members.title", lang, dimension=word(f"dimension.{dimension}", lang), at=str(when))
    return Table(title=title, header=tuple(header), rows=tuple(rows), align="l" + "r" * len(names))


def members_lines(result: "Result", name: str, at: str | None, lang: str, width: int) -> list[str]:
    """One series for all its members, with what it means."""
    row = series(name)
    when = None if at is None else Quarter.parse(at)
    title, *rest = draw(members_table(result, [name], lang, at=when))
    head = [
        (word("column.scenario", lang), result.scenario.label.in_language(lang)),
        (word("column.definition", lang), row.definition(lang)),
        (word("column.counterfactual", lang), result.counterfactual_text(lang)),
        (word("column.source", lang), row.source),
    ]
    example = f"{name}:{members(row.dimension)[0].id}"
    lines = [f"# {row.label(lang)}: {title}", *rest, "", *pairs(head, width)]
    return [*lines, "", *wrap(word("members.next", lang, example=example), width), *wrap(word("disclaimer", lang), width)]


def members_document(result: "Result", name: str, at: str | None, lang: str) -> dict[str, Any]:
    """The same as plain data."""
    row = series(name)
    when = largest_quarter(result, name) if at is None else Quarter.parse(at)
    place = when - result.quarters[0]
    return {
        "schema": "qelab.members/1",
        "scenario": result.scenario.id,
        "series": name,
        "label": row.label(lang),
        "at": str(when),
        "unit": result.unit(name),
        "members": [
            {"id": item.id, "label": item.label(lang), "effect": float(result.values(f"{name}:{item.id}")[place])}
            for item in members(row.dimension)
        ],
        "source": row.source,
    }
