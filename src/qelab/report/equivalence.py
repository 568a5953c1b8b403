"""Equivalent moves of the policy rate and compared tools, as text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.economies import counterfactual_text
from qelab.lab.equivalence.comparison import Row, ToolComparison
from qelab.lab.equivalence.documents import (
    ANNOUNCEMENT,
    MEASURES,
    NOTES,
    published_beside,
    reason_text,
    tool_effects,
)
from qelab.lab.equivalence.rate_cut import BEYOND, EquivalentMove
from qelab.lab.equivalence.tools import BALANCE_SHEET, Tool
from qelab.report.numbers import money, number, spoken, unit_word
from qelab.report.result import block
from qelab.report.scenario import dates_text, expected_exit_text, labelled, size_text
from qelab.report.text import Table, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.equivalence.rate_cut import Equivalence
    from qelab.policy.scenario import Scenario


def equivalence_lines(
    found: Sequence["Equivalence"], lang: str, width: int, settings: Sequence[str] = ()
) -> list[str]:
    """Each programme with its moves; what they mean stands below."""
    lines: list[str] = []
    for one in found:
        lines += [*_programme(one, lang, width, settings), ""]
    lines += [f"# {word('equivalent.meaning', lang)}"]
    for key in NOTES:
        lines += wrap(word(f"equivalent.{key}", lang, beyond=BEYOND), width)
    return [*lines, "", *wrap(word("disclaimer", lang), width)]


def _programme(one: "Equivalence", lang: str, width: int, settings: Sequence[str]) -> list[str]:
    lines = [f"# {one.scenario.label.in_language(lang)}", *pairs(_head(one.scenario, lang, settings), width)]
    premium = number(one.term_premium_bp, "bp", signed=True)
    lines += wrap(word("equivalent.premium", lang, at=one.at, premium=premium), width)
    rows = tuple(_move_cells(row, lang) for row in one.rows)
    keys = ("held", "counted", "output", "by_output", "by_yield", "room", "with_bound")
    header = tuple(word(f"equivalent.column.{key}", lang).replace("|", "\n") for key in keys)
    lines += ["", *block(Table(title=word("equivalent.title", lang), header=header, rows=rows, align="rrrrrrr"))]
    published = published_beside(one.scenario)
    beside = tuple(
        (item.study, item.about(lang), word(f"equivalent.measure.{item.measure}", lang), _range(item.low, item.high),
         word(f"status.{item.source.status.value}", lang))
        for item in published
    )  # fmt: skip
    lines += ["", *block(_pass_through_table(one, lang))]
    header = tuple(word(f"equivalent.column.{key}", lang) for key in ("study", "about", "measure", "bp", "status"))
    return [*lines, "", *block(Table(title=word("equivalent.published", lang), header=header, rows=beside, align="lllrl"))]


def _head(scenario: "Scenario", lang: str, settings: Sequence[str]) -> list[tuple[str, str]]:
    rows = [("scenario", scenario.id), ("size", size_text(scenario, lang)), ("date", dates_text(scenario))]
    rows += [("changed", ", ".join(settings)), ("counterfactual", counterfactual_text(scenario, lang))]
    return labelled([*rows, ("expected_exit", expected_exit_text(scenario, lang))], lang)


def _move_cells(row: EquivalentMove, lang: str) -> tuple[str, ...]:
    cells = [str(row.quarters), str(row.counted_quarters), number(row.output, signed=True)]
    cells += [number(value, "bp", signed=True) for value in (row.move_bp, row.by_yield_bp)]
    cells.append(number(row.room_bp, "bp", decimals=0))
    if row.with_bound_bp is not None:
        return (*cells, number(row.with_bound_bp, "bp", signed=True))
    share = f"{convert(row.most_share or 0.0, 'decimal', 'percent'):.0f}"
    return (*cells, word("equivalent.not_reached", lang, share=share))


def _pass_through_table(one: "Equivalence", lang: str) -> Table:
    """The ten-year measure with published responses of the ten-year yield."""
    rows = tuple(
        (item.study, item.about(lang), _range(item.low, item.high, ""), _range(low, high), word(f"status.{item.source.status.value}", lang))
        for item, low, high in one.by_published()
    )
    header = tuple(word(f"equivalent.column.{key}", lang) for key in ("study", "about", "per_point", "bp", "status"))
    return Table(title=word("equivalent.by_published", lang), header=header, rows=rows, align="llrrl")


def _range(low: float, high: float, unit: str = "bp") -> str:
    ends = [number(value, unit, signed=bool(unit), decimals=0 if unit else 2) for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else " … ".join(ends)


def tools_lines(compared: ToolComparison, lang: str, width: int, settings: Sequence[str] = ()) -> list[str]:
    """A programme and the other tools beside it: how large each is, and what it does."""
    scenario = compared.base.scenario
    lines = [f"# {scenario.label.in_language(lang)}", *pairs(_head(scenario, lang, settings), width), ""]
    lines += wrap(word(f"tools.same.{compared.same.value}", lang, counted=compared.counted_quarters), width)
    ran = [row for row in compared.rows if row.result is not None]
    lines += ["", *block(_scale_table(compared, ran, lang)), "", *block(_effects_table(ran, lang))]
    left_out = [(word(f"tool.{row.tool.value}", lang), reason_text(row, lang)) for row in compared.rows if row.result is None]
    if left_out:
        lines += ["", f"# {word('tools.left_out', lang)}", *pairs(left_out, width)]
    lines += ["", *wrap(word("tools.what", lang), width)]
    if any(row.tool is Tool.RATE for row in ran) and scenario.record is not None:
        lines += wrap(word("tools.rate_of_history", lang), width)
    return [*lines, *wrap(word("run.dates", lang), width), *wrap(word("disclaimer", lang), width)]


def _scale_table(compared: ToolComparison, ran: Sequence[Row], lang: str) -> Table:
    rows = tuple(
        (word(f"tool.{row.tool.value}", lang), amount_text(compared, row, lang), number(row.output, signed=True), _short_fall(row, lang))
        for row in ran
    )
    output = word("tools.output", lang, counted=compared.counted_quarters)
    header = (word("tools.tool", lang), word("tools.amount", lang), output, "")
    return Table(title=word("tools.scale", lang), header=header, rows=rows, align="llrl")


def amount_text(compared: ToolComparison, row: Row, lang: str) -> str:
    """How large a tool is."""
    if row.tool in BALANCE_SHEET:
        months = compared.base.months
        return word("tools.bn", lang, money=money(round(row.amount, 1), lang, compared.base.scenario.currency), months=months)
    if row.tool is Tool.RATE:
        return word("tools.bp", lang, bp=number(-row.amount, "bp", signed=True), quarters=compared.held_quarters)
    assert row.scenario is not None, "a tool that ran has a scenario"
    guidance = row.scenario.announcements[0].guidance
    assert guidance is not None, "guidance says until when"
    return word("tools.until", lang, until=guidance.until.quarter, share=f"{row.amount:.2f}")


def _short_fall(row: Row, lang: str) -> str:
    """What matures may be less than what was to run off."""
    if row.tool is not Tool.RUN_OFF or row.result is None:
        return ""
    most = -float(np.sum([row.result.values(name) for name in _SECURITIES], axis=0).min())
    return "" if most > _NEARLY * row.amount else word("tools.only", lang, money=money(round(most), lang))


_NEARLY = 0.97
_SECURITIES = ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn")


def _effects_table(ran: Sequence[Row], lang: str) -> Table:
    """One row a measure, one column a tool; of the largest effects the quarter stands beside."""
    columns = [{item.name: item for item in tool_effects(row.result)} for row in ran if row.result is not None]
    rows = []
    for name, kind in MEASURES:
        if not all(name in column for column in columns):
            continue
        found = [spoken(name, column[name].value, column[name].unit) for column in columns]
        cells = [number(value, unit, signed=True) for value, unit in found]
        if kind != ANNOUNCEMENT:
            cells = [f"{cell} ({column[name].at})" for cell, column in zip(cells, columns, strict=True)]
        unit = found[0][1] if found else ""
        rows.append((word(f"tools.kind.{kind}", lang), series(name).label(lang), unit_word(unit, lang), *cells))
    header = ("", word("column.series", lang), word("column.unit", lang), *(word(f"tool.{row.tool.value}", lang) for row in ran))
    return Table(title=word("tools.effects", lang), header=header, rows=tuple(rows), left=3)
