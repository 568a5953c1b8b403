"""The scorecard and the costs as tables: did it help, at what cost, and what is not computed yet."""

from typing import TYPE_CHECKING

from qelab.lab.measures import Side, Verdict
from qelab.lab.scorecard import COVERAGE, Score, Scorecard, rule_text, scorecard
from qelab.report.html.amounts import NOTHING, amount_of, with_unit
from qelab.report.html.markup import Html, Say, both, joined, said, tag, words
from qelab.report.html.table import Cell, grid
from qelab.report.scorecard import spoken_effect, spoken_level

if TYPE_CHECKING:
    from qelab.lab.result import Result


def scorecard_section(result: "Result") -> Html:
    """Aims and the economy, each with its verdict; the costs stand in their own step."""
    card = scorecard(result)
    ranges = said("scorecard.no_draws")
    if card.draws:
        ranges = said("scorecard.draws", count=card.draws, coverage=COVERAGE)
    notes = [tag("p", both(text), class_="note") for text in (ranges, rule_text, said("scorecard.notes"))]
    return joined([_table(card, (Side.AIM, Side.ECONOMY)), *notes])


def costs_table(result: "Result") -> Html:
    """The scores of the costs that are computed."""
    return _table(scorecard(result), (Side.COST,))


def waiting_list(result: "Result") -> Html:
    """Costs that nothing computes yet."""
    costs = scorecard(result).of_side(Side.COST)
    items = [
        tag("li", both(said("html.awaits", what=score.measure.label, awaits=score.awaits)))
        for score in costs
        if score.verdict is Verdict.NOT_COMPUTED
    ]
    return joined([tag("h3", words("html.not_computed")), tag("ul", *items)]) if items else Html("")


def _table(card: Scorecard, sides: tuple[Side, ...]) -> Html:
    """One row a measure, under the heading of its part where there are several; costs only if computed."""
    ranged = card.draws > 0
    header: list[Cell] = [said("html.score.measure")]
    header += [said(f"column.{key}") for key in ("quarter", "without", "with", "effect")]
    header += [said("scorecard.range")] if ranged else []
    header.append(said("scorecard.verdict"))
    rows: list[list[Cell]] = []
    group = ""
    for score in (score for side in sides for score in card.of_side(side)):
        if score.measure.side is Side.COST and score.verdict is Verdict.NOT_COMPUTED:
            continue
        if len(sides) > 1 and score.measure.group != group:
            group = score.measure.group
            rows.append([score.measure.group_label])
        rows.append(_row(score, card.tightening, ranged))
    return grid(header, rows, align="llrrr" + "r" * ranged + "l")


def _row(score: Score, tightening: bool, ranged: bool) -> list[Cell]:
    verdict = _pill(score, tightening)
    name: Cell = score.measure.label
    if score.at is None or score.effect is None or score.without is None or score.policy is None:
        return [name, *[NOTHING] * (4 + ranged), verdict]
    levels = [_level(score, value) for value in (score.without, score.policy)]
    effect, unit = spoken_effect(score, score.effect)
    cells: list[Cell] = [name, score.at, *levels, with_unit(effect, unit, "effect")]
    if ranged:
        cells.append(_range(score))
    return [*cells, verdict]


def _level(score: Score, value: float) -> Say:
    return amount_of(*spoken_level(score, value))


def _range(score: Score) -> Cell:
    if score.low is None or score.high is None:
        return NOTHING
    low, high = (amount_of(*spoken_effect(score, end), "effect") for end in (score.low, score.high))
    return said("html.range", low=low, high=high)


def _pill(score: Score, tightening: bool) -> Html:
    def say(lang: str) -> str:
        return score.verdict_text(tightening, lang)

    return tag("span", both(say), class_=f"verdict {score.verdict.value.replace('_', '-')}")
