"""A result as text: what was asked, against what, what came out, what it rests on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qelab.core.words import word
from qelab.lab.economies import NO_MODEL
from qelab.lab.scorecard import scorecard
from qelab.report.members import summary_tables
from qelab.report.numbers import model_name
from qelab.report.ranges import ranges_notes, ranges_table
from qelab.report.scenario import dates_text, expected_exit_text, size_text
from qelab.report.scorecard import scorecard_lines
from qelab.report.tables import channel_table, comparison_table, exit_table, headline_tables, path_table
from qelab.report.text import Table, bullets, draw, pairs, wrap
from qelab.report.variants import variants_table

if TYPE_CHECKING:
    from qelab.lab.result import Result


def result_lines(result: "Result", lang: str, width: int, settings: Sequence[str] = ()) -> list[str]:
    """Everything that a result owes its reader, as lines."""
    scenario = result.scenario
    head = [
        ("scenario", scenario.id),
        ("size", size_text(scenario, lang)),
        ("date", dates_text(scenario)),
    ]
    head += [("changed", ", ".join(settings)), ("model", model_name(result.model, lang))]
    head += [("counterfactual", result.counterfactual_text(lang))]
    head += [("expected_exit", expected_exit_text(scenario, lang))]
    lines = [f"# {scenario.label.in_language(lang)}", *_pairs(head, lang, width)]
    tables = [*headline_tables(result, lang), path_table(result, lang, width), exit_table(result, lang)]
    tables += [channel_table(result, lang), *summary_tables(result, lang)]
    for table in (*tables, variants_table(result, lang), ranges_table(result, lang)):
        if table is not None:
            lines += ["", *block(table)]
    lines += ranges_notes(result, lang, width)
    lines += ["", f"# {word('run.assumptions', lang)}", *bullets(result.assumptions(lang), width)]
    if result.model != NO_MODEL:  # every aim and cost of it takes an economy
        lines += ["", *scorecard_lines(scorecard(result), lang, width)]
    return [*lines, "", *wrap(word("run.dates", lang), width), *wrap(word("disclaimer", lang), width)]


def comparison_lines(
    results: Sequence["Result"], lang: str, width: int, settings: Sequence[str] = ()
) -> list[str]:
    """Several results side by side, each with its counterfactual and expected exit."""
    names = distinct_names([result.scenario.id for result in results])
    lines: list[str] = []
    for name, result in zip(names, results, strict=True):
        scenario = result.scenario
        head = [("size", size_text(scenario, lang)), ("date", dates_text(scenario))]
        head += [("changed", ", ".join(settings)), ("model", model_name(result.model, lang))]
        head += [("counterfactual", result.counterfactual_text(lang))]
        head += [("expected_exit", expected_exit_text(scenario, lang))]
        lines += [f"# {name}: {scenario.label.in_language(lang)}", *_pairs(head, lang, width), ""]
    lines += block(comparison_table(results, names, lang))
    for name, result in zip(names, results, strict=True):
        ranges = ranges_table(result, lang)
        if ranges is not None:
            lines += ["", f"# {name}", *block(ranges)]
    return [*lines, "", *wrap(word("run.dates", lang), width), *wrap(word("disclaimer", lang), width)]


def block(table: Table) -> list[str]:
    """A table whose title is a heading."""
    title, *rest = draw(table)
    return [f"# {title}", *rest]


def distinct_names(names: Sequence[str]) -> list[str]:
    """Names in which a repeated one is numbered.

    >>> distinct_names(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def _pairs(rows: Sequence[tuple[str, str]], lang: str, width: int) -> list[str]:
    return pairs([(word(f"column.{key}", lang), text) for key, text in rows if text], width)
