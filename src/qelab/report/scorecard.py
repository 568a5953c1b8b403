"""The scorecard as text: the four aims, output and jobs, and the costs, each with a verdict by a stated rule."""

from typing import TYPE_CHECKING

from qelab.core.units import convert
from qelab.core.words import word
from qelab.lab.measures import COVERAGE, Side, rule_text
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.text import GAP, Table, bullets, draw, wrap

if TYPE_CHECKING:
    from qelab.lab.scorecard import Score, Scorecard


def scorecard_lines(card: "Scorecard", lang: str, width: int) -> list[str]:
    """The scorecard's table, what is not computed yet, ranges, rule and notes."""
    table = scorecard_table(card, lang)
    _, *rest = draw(table)
    lines = [f"# {table.title}", *rest]
    waiting = [
        word("scorecard.waiting", lang, label=score.measure.label(lang), awaits=score.awaits(lang))
        for score in card.scores
        if score.awaits(lang)
    ]
    if waiting:
        lines += ["", *wrap(word("scorecard.awaits", lang), width), *bullets(waiting, width)]
    ranges = word("scorecard.no_draws", lang)
    if card.draws:
        ranges = word("scorecard.draws", lang, count=card.draws, coverage=COVERAGE)
    for text in (ranges, rule_text(lang), word("scorecard.notes", lang)):
        lines += wrap(text, width)
    return lines


def scorecard_table(card: "Scorecard", lang: str) -> Table:
    """One row a measure, under a heading for each aim, for the economy and for the costs."""
    ranged = card.draws > 0
    keys = [word(f"column.{key}", lang) for key in ("series", "quarter", "without", "with", "effect")]
    header = (*keys, *((word("scorecard.range", lang),) if ranged else ()), word("scorecard.verdict", lang))
    blank = ("",) * (len(header) - 1)
    rows: list[tuple[str, ...]] = []
    heading = ""
    for side in Side:
        for score in card.of_side(side):
            if score.measure.group_label(lang) != heading:
                heading = score.measure.group_label(lang)
                rows.append((heading, *blank))
            rows.append(_row(score, card.tightening, ranged, lang))
    title = word("scorecard.title.tightening" if card.tightening else "scorecard.title", lang)
    return Table(title=title, header=header, rows=tuple(rows), align="llrrrrl" if ranged else "llrrrl")


def _row(score: "Score", tightening: bool, ranged: bool, lang: str) -> tuple[str, ...]:
    label, says = GAP + score.measure.label(lang), score.verdict_text(tightening, lang)
    if score.effect is None or score.without is None or score.policy is None or score.at is None:
        return (label, "-", "-", "-", "-", *(("-",) if ranged else ()), says)
    without, policy = (_level(score, value) for value in (score.without, score.policy))
    moved, unit = spoken_effect(score, score.effect)
    # A unit of the effect stands beside it; an index has none.
    named = "" if unit == "index" else f" {unit_word(unit, lang)}"
    cells = (label, score.at, without, policy, f"{number(moved, unit, signed=True)}{named}")
    return (*cells, *((_range(score),) if ranged else ()), says)


def _range(score: "Score") -> str:
    if score.low is None or score.high is None:
        return "-"
    ends = (spoken_effect(score, value) for value in (score.low, score.high))
    return ", ".join(number(value, unit, signed=True) for value, unit in ends).join("[]")


def spoken_level(score: "Score", value: float) -> tuple[float, str]:
    """A level in the unit in which people speak of the measure."""
    if score.measure.unit == "probability":
        return convert(value, "decimal", "percent"), "percent"
    return value, score.measure.unit


def _level(score: "Score", value: float) -> str:
    if score.measure.unit == "probability":
        return f"{number(convert(value, 'decimal', 'percent'), decimals=1)} %"
    return number(value, score.measure.unit)


def spoken_effect(score: "Score", value: float) -> tuple[float, str]:
    """An effect in the unit in which people speak of the measure."""
    if score.measure.unit == "probability":
        return convert(value, "decimal", "percent"), "percentage points"
    return spoken(score.measure.key, value, score.measure.effect_unit)
