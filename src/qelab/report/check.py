"""What the claims check found, as lines for a terminal, as VALIDATION.md and as plain data.

Statements and sources stay in the language of the list; everything around them is in the reader's.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qelab.core.language import Language
from qelab.core.words import word
from qelab.lab.check import verdicts
from qelab.lab.check.verdicts import Finding, Verdict
from qelab.report.numbers import unit_word
from qelab.report.text import Table, bullets, draw, wrap

if TYPE_CHECKING:
    from qelab.lab.check.claims import Claim

SCHEMA = "qelab.check/1"
_NARROWEST_STATEMENT = 30
_ROUNDING = 1e-12  # differs from machine to machine
_COLUMNS = ("claim", "verdict", "value", "range", "unit", "statement")


def check_document(findings: Sequence[Finding], lang: str) -> dict[str, Any]:
    """The findings as plain data; ``value`` is None where a claim was not tested."""
    return {
        "schema": SCHEMA,
        "claims": [
            {
                "id": found.claim.id,
                "statement": found.claim.statement,
                "source": found.claim.source,
                "low": found.claim.low,
                "high": found.claim.high,
                "value": found.value,
                "unit": found.claim.unit,
                "verdict": found.verdict.value,
                "reason": explanation(found, lang),
            }
            for found in findings
        ],
    }


def explanation(found: Finding, lang: str) -> str:
    """The reason of an outcome, and for a miss the second route with its number."""
    parts = [found.reason(lang)]
    told = found.second is not None or found.second_route(lang)
    if found.verdict is Verdict.MISSED and found.failure is None and told:
        number = "" if found.second is None else _measured(found.second, found.claim.unit, lang)
        route = found.second_route(lang)
        key = "check.second" if number and route else "check.second_number" if number else "check.second_text"
        parts.append(word(key, lang, number=number, route=route))
    gap = " " if Language(lang) is Language.ENGLISH else ""
    return gap.join(part for part in parts if part)


def check_lines(findings: Sequence[Finding], lang: str, width: int) -> list[str]:
    """Tested claims by stage, reasons of misses, then what was not tested and why."""
    lines: list[str] = []
    tested = [found for found in findings if found.verdict is not Verdict.NOT_TESTED]
    for stage in dict.fromkeys(found.claim.stage for found in tested):
        title, *rest = _table([found for found in tested if found.claim.stage == stage], stage, lang, width)
        lines += [f"# {title}", *rest, ""]
    missed = [found for found in findings if found.verdict is Verdict.MISSED]
    if missed:
        texts = [f"{found.claim.id}: {explanation(found, lang) or word('check.no_reason', lang)}" for found in missed]
        lines += [f"# {word('check.reasons', lang)}", *bullets(texts, width), ""]
    remarks = [found for found in findings if found.verdict is Verdict.MET and found.reason(lang)]
    if remarks:
        texts = [f"{found.claim.id}: {found.reason(lang)}" for found in remarks]
        lines += [f"# {word('check.remarks', lang)}", *bullets(texts, width), ""]
    untested = [found for found in findings if found.verdict is Verdict.NOT_TESTED]
    if untested:
        lines += [f"# {word('check.untested', lang)}", *bullets(_untested(untested, lang), width), ""]
    return [*lines, *wrap(summary(findings, lang), width)]


def summary(findings: Sequence[Finding], lang: str) -> str:
    """How many claims were met, missed and not tested."""
    counts = {verdict.value: sum(found.verdict is verdict for found in findings) for verdict in Verdict}
    return word("check.summary", lang, **counts)


def _table(findings: Sequence[Finding], stage: str, lang: str, width: int) -> list[str]:
    header = tuple(word(f"column.{key}", lang) for key in _COLUMNS)
    title = word(f"stage.{stage}", lang)
    cells = [_cells(found, lang) for found in findings]
    narrow = Table(title="", header=(*header[:-1], ""), rows=tuple((*row, "") for row in cells), align="llrrll")
    left = max(_NARROWEST_STATEMENT, width - len(draw(narrow)[1]) - 2)
    rows: list[tuple[str, ...]] = []
    for found, row in zip(findings, cells, strict=True):
        first, *more = wrap(found.claim.statement, left)
        rows += [(*row, first), *(("",) * len(row) + (line,) for line in more)]
    return draw(Table(title=title, header=header, rows=tuple(rows), align="llrrll"))


def _cells(found: Finding, lang: str) -> tuple[str, ...]:
    claim = found.claim
    value = "-" if found.value is None else _number(found.value, claim.unit)
    return (claim.id, _verdict(found, lang), value, _range(claim, lang), _unit(claim.unit, lang))


def _untested(findings: Sequence[Finding], lang: str) -> list[str]:
    """One text a reason, with the claims that it concerns."""
    by_reason: dict[str, list[str]] = {}
    for found in findings:
        by_reason.setdefault(found.reason(lang), []).append(found.claim.id)
    return [f"{', '.join(ids)}: {reason}" for reason, ids in by_reason.items()]


def _verdict(found: Finding, lang: str) -> str:
    return word(f"verdict.{found.verdict.value}", lang)


def _number(value: float, unit: str = "") -> str:
    """Four significant digits; a year has no comma, and what is only rounding has no digits."""
    if unit == "year":
        return f"{value:.0f}"
    if 0 < abs(value) < _ROUNDING:
        return f"<{_ROUNDING:g}"
    text = f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    return text.removeprefix("-") if value == 0 else text


def _range(claim: "Claim", lang: str) -> str:
    low, high = (_number(end, claim.unit) for end in (claim.low, claim.high))
    return low if low == high else word("check.range", lang, low=low, high=high)


def _unit(unit: str, lang: str) -> str:
    return "" if unit == "year" else unit_word(unit, lang)


def _measured(value: float, unit: str, lang: str) -> str:
    return f"{_number(value, unit)} {_unit(unit, lang)}".strip()


def validation_text(findings: Sequence[Finding], lang: str) -> str:
    """The whole of VALIDATION.md: one table a stage, then how each number is computed."""
    parts = [f"# {word('check.title', lang)}", "", *_preface(findings, lang)]
    for stage in dict.fromkeys(found.claim.stage for found in findings):
        of_stage = [found for found in findings if found.claim.stage == stage]
        parts += [f"## {word(f'stage.{stage}', lang)}", "", *_markdown(of_stage, lang), ""]
    parts += [f"## {word('check.how', lang)}", "", *_how(findings)]
    return "\n".join(parts).rstrip() + "\n"


def _preface(findings: Sequence[Finding], lang: str) -> list[str]:
    return [word("check.preface", lang), "", summary(findings, lang), ""]


def _markdown(findings: Sequence[Finding], lang: str) -> list[str]:
    keys = ("claim", "statement", "source", "range", "value", "verdict", "reason")
    rows = [[word(f"column.{key}", lang) for key in keys], ["---"] * len(keys)]
    for found in findings:
        claim = found.claim
        value = "" if found.value is None else _measured(found.value, claim.unit, lang)
        span = f"{_range(claim, lang)} {_unit(claim.unit, lang)}".strip()
        cells = [claim.id, claim.statement, claim.source, span, value, _verdict(found, lang), explanation(found, lang)]
        rows.append([cell.replace("|", "\\|") for cell in cells])
    return [f"| {' | '.join(row)} |" for row in rows]


def _how(findings: Sequence[Finding]) -> list[str]:
    """What was computed for each claim, in the words of the code."""
    answers = verdicts.ANSWERS
    return [f"- {found.claim.id}: {answers[found.claim.id].how}" for found in findings if found.claim.id in answers]
