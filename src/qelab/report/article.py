"""The article as text and as data: each statement, the numbers that answer it, the answer, caution, what is missing.

Numbers in a sentence are written with their unit; effects carry their sign, which says the direction.
"""

from typing import TYPE_CHECKING, Any

from qelab.core.language import Language
from qelab.core.units import convert
from qelab.core.words import word, words
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.statements import Statement, label, labels, sentence
from qelab.report.numbers import money, money_beside, number, plain, spoken, unit_word
from qelab.report.text import Table, draw, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.article.answers import Article
    from qelab.lab.result import Result

SCHEMA = "qelab.article/1"
_INDENT = "  "
_COUNTS = ("rows", "months", "quarters")
_BARE = ("rows", "ratio", "coefficient", "index")  # written without a unit


def article_lines(found: "Article", lang: str, width: int) -> list[str]:
    """The article, sentence by sentence, and the runs behind it."""
    lines = [*wrap(word("article.head", lang), width)]
    for statement, answer in found.answered:
        lines += ["", *statement_lines(statement, answer, lang, width)]
    if found.runs:
        lines += ["", f"# {word('article.runs', lang)}"]
        lines += pairs([(run.scenario.id, _about(run, lang)) for run in found.runs], width)
    return [*lines, "", *wrap(word("run.dates", lang), width), *wrap(word("disclaimer", lang), width)]


def statement_lines(statement: Statement, answer: Answer, lang: str, width: int) -> list[str]:
    """One statement: itself in both languages, its table of numbers, answer, caution, what is missing."""
    first, second = statement.statement_zh_hant, statement.statement_en
    if Language(lang) is Language.ENGLISH:
        first, second = second, first
    topic = word(f"topic.{statement.topic}", lang)
    lines = [f"# {word('article.statement', lang, id=statement.id, topic=topic, statement=first)}"]
    lines += [_INDENT + line for line in wrap(second, width - len(_INDENT))]
    lines.append("")
    if answer.numbers:
        lines += [*(_INDENT + line for line in draw(_table(answer, lang))), ""]
    texts = (
        (word(f"article.{key}", lang), said(statement.id, answer, key, lang))
        for key in ("answer", "caution", "missing")
    )
    return [
        *lines,
        *(_INDENT + line for line in pairs([row for row in texts if row[1]], width - len(_INDENT))),
    ]


def said(id: str, answer: Answer, text: str, lang: str) -> str:
    """The answer, the caution or what is missing, numbers filled in; empty where there is nothing to say."""
    values = _values(answer, lang)
    parts = (sentence(row, text, lang).format_map(values) for row in answer.sentences(id))
    glue = " " if Language(lang) is Language.ENGLISH else ""
    return glue.join(part for part in parts if part)


def article_document(found: "Article", lang: str) -> dict[str, Any]:
    """The article as plain data; numbers in their stored units."""
    return {
        "schema": SCHEMA,
        "lang": lang,
        "sentences": [_sentence(statement, answer, lang) for statement, answer in found.answered],
        "runs": [
            {
                "scenario": run.scenario.id,
                "label": run_label(run, lang),
                "counterfactual": run.counterfactual_text(lang),
                "draws": 0 if run.draws is None else run.draws.count,
            }
            for run in found.runs
        ],
        "disclaimer": word("disclaimer", lang),
    }


def _sentence(statement: Statement, answer: Answer, lang: str) -> dict[str, Any]:
    texts = {key: said(statement.id, answer, key, lang) or None for key in ("answer", "caution", "missing")}
    return {
        "id": statement.id,
        "topic": statement.topic,
        "statement_zh_hant": statement.statement_zh_hant,
        "statement_en": statement.statement_en,
        "numbers": [
            {
                "key": item.key,
                "label": item.label(lang),
                "value": item.value,
                "unit": item.unit,
                "at": item.at,
                "with": item.policy,
                "without": item.without,
                "low": item.low,
                "high": item.high,
                "kind": item.kind.value,
                "scenario": item.scenario,
                "source": item.source or None,
                "verdict": item.score.verdict.value if item.score else None,
            }
            for item in answer.numbers
        ],
        **texts,
    }


def run_label(run: "Result", lang: str) -> str:
    """The name of a run: our own for a variant, else the scenario's."""
    key = f"run.{run.scenario.id}"
    return label(key, lang) if key in labels() else run.scenario.label.in_language(lang)


def _about(run: "Result", lang: str) -> str:
    return word("article.run", lang, label=run_label(run, lang), counterfactual=run.counterfactual_text(lang))


def _table(answer: Answer, lang: str) -> Table:
    """One row a number; columns that no number fills are left out."""
    columns = {
        "series": [item.label(lang) for item in answer.numbers],
        "run_or_kind": [item.scenario or word(f"kind.{item.kind.value}", lang) for item in answer.numbers],
        "quarter": [item.at or "-" for item in answer.numbers],
        "without": [_level(item, item.without, lang) for item in answer.numbers],
        "with": [_level(item, item.policy, lang) for item in answer.numbers],
        "value": [spell(item, lang) for item in answer.numbers],
        "range": [_range(item, lang) for item in answer.numbers],
    }
    kept = {key: cells for key, cells in columns.items() if key in ("series", "value") or set(cells) != {"-"}}
    header = tuple(word("scorecard.range" if key == "range" else f"column.{key}", lang) for key in kept)
    align = "".join("l" if key in ("series", "run_or_kind", "quarter") else "r" for key in kept)
    return Table(title="", header=header, rows=tuple(zip(*kept.values(), strict=True)), align=align)


def _level(item: Number, value: float | None, lang: str) -> str:
    """A level without its unit, which is that of the value beside it."""
    if value is None:
        return "-"
    if item.level_unit == item.unit == "bn":
        return money_beside(_rounded(value), _rounded(item.value), lang)
    if item.level_unit == "probability":
        return f"{number(convert(value, 'decimal', 'percent'), decimals=1)} %"
    return number(value, item.level_unit)


def _range(item: Number, lang: str) -> str:
    """The ends of the band in the unit of the value; amounts with their unit, which may differ from it."""
    if item.low is None or item.high is None:
        return "-"
    ends = [spoken(item.series, *_points(value, item.unit)) for value in (item.low, item.high)]
    texts = (
        written(value, unit, lang, signed=True) if unit == "bn" else number(value, unit, signed=True)
        for value, unit in ends
    )
    return ", ".join(texts).join("[]")


def _points(value: float, unit: str) -> tuple[float, str]:
    """A difference of probabilities in percentage points; anything else as it is."""
    if unit != "probability":
        return value, unit
    return convert(value, "decimal", "percent"), "percentage points"


def _values(answer: Answer, lang: str) -> dict[str, str]:
    """What a template may name: each number, its quarter, and its levels."""
    found = dict(answer.texts)
    for item in answer.numbers:
        found[item.key] = spell(item, lang)
        found[f"{item.key}_at"] = item.at or ""
        for world, value in (("without", item.without), ("with", item.policy)):
            if value is not None:
                found[f"{item.key}_{world}"] = written(value, item.level_unit, lang, signed=False)
    return found


def spell(item: Number, lang: str) -> str:
    """A number with its unit, as it stands in a sentence."""
    value, unit = spoken(
        item.series, *(_points(item.value, item.unit) if item.has_sign else (item.value, item.unit))
    )
    return written(value, unit, lang, signed=item.has_sign, exact=item.kind is Kind.QUOTED)


def written(value: float, unit: str, lang: str, *, signed: bool, exact: bool = False) -> str:
    """A value with its unit; ``exact`` keeps the digits with which it was published.

    >>> written(598.8, "bn", "zh-Hant", signed=True), written(-14.04, "bp", "en", signed=True)
    ('+5,990 億美元', '-14.0 bp')
    """
    if unit == "bn":
        rounded = _rounded(value)
        return ("+" if signed and rounded > 0 else "") + money(rounded, lang)
    if unit == "probability":
        value, unit = convert(value, "decimal", "percent"), "percent"
    text = plain(value) if exact else number(value, unit, signed=signed, decimals=_decimals(unit, signed))
    if unit in _BARE:
        return text
    key = f"amount.{unit}"
    return word(key, lang, value=text) if key in words() else f"{text} {unit_word(unit, lang)}"


def _rounded(value_bn: float) -> float:
    """Whole billions, below a hundred tenths of one: exact numbers of 億."""
    return (round(value_bn, 1) if abs(value_bn) < 100 else float(round(value_bn))) or 0.0


def _decimals(unit: str, signed: bool) -> int | None:
    """Digits of counts and shares; effects have those of their unit."""
    if unit in _COUNTS:
        return 0
    return 1 if unit == "percent" and not signed else None
