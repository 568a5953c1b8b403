"""Series with members side by side: wealth groups, cities, economies, holders.

Answers: who gains and who loses, in one quarter? One row a member, one column a series; effects, with the programme
less without it, in the quarter in which the first series moves most for any of them unless another is asked for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qelab.core.members import members
from qelab.core.time import Quarter
from qelab.core.vocabulary import series
from qelab.core.words import has_word, word
from qelab.lab.views import members_of
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.text import Table, draw, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.result import Result


_BY_SIZE = ("metro", "economy")  # dimensions whose order means nothing
_GROUPS = ("wealth_bn_by_group", "wealth_gain_pct_by_group", "income_gain_pct_by_group")
_ECONOMIES = (
    "emerging_inflow_pct_gdp_by_economy", "emerging_exchange_rate_by_economy", "emerging_yield_10y_by_economy",
    "emerging_equity_price_by_economy", "emerging_output_gap_by_economy",
)  # fmt: skip
_SLOW = ("income_gain_pct_by_group", "emerging_output_gap_by_economy")  # shown where they are largest themselves
_TYPES_AND_TAIWAN = ("fragile", "average", "managed", "taiwan")


def summary_tables(result: "Result", lang: str) -> list[Table]:
    """Wealth groups, and the types of emerging economies with Taiwan; none where a result has no such panels."""
    wanted = ((_GROUPS, ()), (_ECONOMIES, _TYPES_AND_TAIWAN))
    return [
        members_table(result, known, lang, of=of, peaks=_SLOW)
        for names, of in wanted
        if (known := [name for name in names if name in result.panels])
    ]


def largest_quarter(result: "Result", name: str) -> Quarter:
    """The quarter in which a series moves most for any of its members."""
    effects = np.stack([result.values(member) for member in members_of(name)])
    return result.quarters[int(np.nan_to_num(np.abs(effects)).max(axis=0).argmax())]


def members_table(
    result: "Result",
    names: Sequence[str],
    lang: str,
    *,
    at: Quarter | None = None,
    of: Sequence[str] = (),
    peaks: Sequence[str] = (),
    by_size: bool = False,
) -> Table:
    """Effects on series with the same members, in one quarter.

    Parameters
    ----------
    names : panels of one dimension
    of : only these members, in the order of the dimension
    peaks : those of ``names`` that are shown in the quarter in which they move most themselves, with its name
    by_size : from the largest effect on the first series to the smallest
    """
    dimension = series(names[0]).dimension
    when = at or largest_quarter(result, names[0])
    quarters = {name: largest_quarter(result, name) if name in peaks else when for name in names}
    chosen = [item for item in members(dimension) if item.id in of or not of]
    effects = {item.id: [_effect(result, name, item.id, quarters[name]) for name in names] for item in chosen}
    if by_size:
        chosen.sort(key=lambda item: -np.nan_to_num(effects[item.id][0][0]))
    rows = []
    for item in chosen:
        rows.append((item.label(lang), *(_cell(amount, unit) for amount, unit in effects[item.id])))
    header = [word(f"dimension.{dimension}", lang)]
    header += [_column_name(result, name, lang, quarters[name] if name in peaks else None) for name in names]
    title = word("members.title", lang, dimension=word(f"dimensions.{dimension}", lang), at=str(when))
    return Table(title=title, header=tuple(header), rows=tuple(rows), align="l" + "r" * len(names))


def _cell(amount: float, unit: str) -> str:
    return "-" if np.isnan(amount) else number(amount, unit, signed=True)


def _effect(result: "Result", name: str, member: str, at: Quarter) -> tuple[float, str]:
    """An effect on a member in a quarter, in the unit in which it is spoken of."""
    return spoken(name, float(result.values(f"{name}:{member}")[at - result.quarters[0]]), result.unit(name))


def _column_name(result: "Result", name: str, lang: str, at: Quarter | None) -> str:
    """The short name of a series, its quarter if it is another, and its unit below."""
    unit = unit_word(spoken(name, 0.0, result.unit(name))[1], lang, result.scenario.currency)
    key = f"short.{name}"
    short = word(key, lang) if has_word(key) else series(name).label(lang)
    if at is not None:
        short = word("members.at", lang, series=short, at=str(at))
    return f"{short}\n({unit})" if lang == "en" else f"{short}\n（{unit}）"


def members_lines(result: "Result", name: str, at: str | None, lang: str, width: int) -> list[str]:
    """One series for all its members, with what it means."""
    row = series(name)
    when = None if at is None else Quarter.parse(at)
    title, *rest = draw(members_table(result, [name], lang, at=when, by_size=row.dimension in _BY_SIZE))
    head = [
        (word("column.scenario", lang), result.scenario.label.in_language(lang)),
        (word("column.definition", lang), row.definition(lang)),
        (word("column.counterfactual", lang), result.counterfactual_text(lang)),
        (word("column.source", lang), row.source),
    ]
    example = f"{name}:{members(row.dimension)[0].id}"
    lines = [f"# {row.label(lang)}", *wrap(title, width), *rest, "", *pairs(head, width)]
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
