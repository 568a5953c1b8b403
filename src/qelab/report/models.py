"""One scenario in many models, as text: the numbers side by side, which experiment each ran, what none of them says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.models.comparison import COMPARED
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.result import block
from qelab.report.scenario import dates_text, expected_exit_text, size_text
from qelab.report.text import Table, bullets, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.models.comparison import ModelAnswer, ModelComparison, Peak

_COLUMN_WIDE = 18


def models_lines(comparison: "ModelComparison", lang: str, width: int, settings: Sequence[str] = ()) -> list[str]:
    """Table of the largest effects, the experiments, the refusals, and what each model cannot answer."""
    scenario = comparison.scenario
    counterfactual = word(f"counterfactual.{scenario.counterfactual.value}", lang)
    head = [("size", size_text(scenario, lang)), ("date", dates_text(scenario)), ("changed", ", ".join(settings))]
    head += [("counterfactual", counterfactual), ("expected_exit", expected_exit_text(scenario, lang))]
    lines = [f"# {scenario.label.in_language(lang)}"]
    lines += [*pairs([(word(f"column.{key}", lang), text) for key, text in head if text], width), ""]
    lines += block(models_table(comparison, lang))
    lines += ["", *wrap(word("models.peak", lang), width), *wrap(word("models.apart", lang), width)]
    if any(answer.beyond for answer in comparison.answers):
        lines += wrap(word("models.marked", lang), width)
    asked = [(answer.model, answer.asked(lang)) for answer in comparison.answered]
    if asked:
        lines += ["", f"# {word('models.experiments', lang)}", *pairs(asked, width)]
    refused = [(answer.model, failure_text(answer, lang)) for answer in comparison.answers if answer.failure]
    if refused:
        lines += ["", f"# {word('models.refused', lang)}", *pairs(refused, width)]
    if asked:
        lines += ["", f"# {word('models.limits', lang)}"]
    for answer in comparison.answered:
        lines += [answer.model, *bullets(answer.about.cannot_answer, width)]
    return [*lines, "", *wrap(word("run.dates", lang), width), *wrap(word("disclaimer", lang), width)]


def models_table(comparison: "ModelComparison", lang: str) -> Table:
    """One row a model: the largest effect on each series, with its quarter; a dash where the model lacks it.

    Below it, where the sign turns, the largest effect of the other sign.
    """
    columns = [name for name in COMPARED if any(answer.peak(name) for answer in comparison.answered)]
    rows: list[tuple[str, ...]] = []
    for answer in comparison.answers:
        name = f"{answer.model} *" if answer.beyond else answer.model
        rows.append((name, *(_cell(column, answer.peak(column), "-") for column in columns)))
        others = [_cell(column, answer.other_peak(column), "") for column in columns]
        if any(others):
            rows.append(("", *others))
    header = (word("column.model", lang), *(_header(name, lang) for name in columns))
    title = word("models.title", lang, scenario=comparison.scenario.id)
    return Table(title=title, header=header, rows=tuple(rows))


def failure_text(answer: "ModelAnswer", lang: str) -> str:
    """Why a model gives no number, and what to do."""
    failure = answer.failure
    return "" if failure is None else f"{failure.code}: {failure.message(lang)}"


def _cell(name: str, peak: "Peak | None", absent: str) -> str:
    if peak is None:
        return absent
    value, unit = spoken(name, peak.value, peak.unit)
    return f"{number(value, unit, signed=True)} ({peak.at}{'…' if peak.last else ''})"


def _header(name: str, lang: str) -> str:
    row = series(name)
    _, unit = spoken(name, 0.0, row.effect_unit)
    return "\n".join([*wrap(row.label(lang), _COLUMN_WIDE), f"({unit_word(unit, lang)})"])
