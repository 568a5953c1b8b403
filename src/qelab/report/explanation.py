"""An explanation as text and as data: the effect on a series by channel."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.explain import label_of
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.result import block
from qelab.report.text import Table, bullets, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.explain import Explanation
    from qelab.lab.result import Result


def explanation_lines(result: "Result", explanation: "Explanation", lang: str, width: int) -> list[str]:
    """Channels, total, source, limits."""
    row = series(explanation.series.partition(":")[0])
    rows = [
        (label(lang), number(amount, unit, signed=True), unit_word(unit, lang, result.scenario.currency))
        for label, amount, unit in explanation_parts(explanation)
    ]
    keys = ("channel", "effect", "unit")
    header = tuple(word(f"column.{key}", lang) for key in keys)
    title = word("explain.title", lang, label=label_of(explanation.series, lang), at=explanation.at)
    head = [
        (word("column.scenario", lang), result.scenario.label.in_language(lang)),
        (word("column.definition", lang), row.definition(lang)),
        (word("column.counterfactual", lang), result.counterfactual_text(lang)),
    ]
    head.append((word("column.source", lang), explanation.source))
    table = Table(title=title, header=header, rows=tuple(rows), align="lrl")
    lines = [*block(table), "", *wrap(explanation.text(lang), width), "", *pairs(head, width)]
    lines += ["", f"# {word('explain.limits', lang)}", *bullets(explanation.limits(lang), width)]
    return [*lines, "", *wrap(word("disclaimer", lang), width)]


def explanation_parts(explanation: "Explanation") -> list[tuple[Callable[[str], str], float, str]]:
    """Channels and their total: a name by language, an amount, and the unit in which it is spoken of."""
    parts: list[tuple[Callable[[str], str], float]] = [(part.label, part.value) for part in explanation.rows]
    parts.append((partial(word, "explain.total"), explanation.total))
    name = explanation.series.partition(":")[0]
    return [(label, *spoken(name, value, explanation.unit)) for label, value in parts]


def explanation_document(result: "Result", explanation: "Explanation", lang: str) -> dict[str, Any]:
    """The explanation as plain data."""
    return {
        "schema": "qelab.explanation/1",
        "scenario": result.scenario.id,
        "series": explanation.series,
        "label": label_of(explanation.series, lang),
        "at": str(explanation.at),
        "unit": explanation.unit,
        "channels": [
            {"channel": part.key, "label": part.label(lang), "value": part.value} for part in explanation.rows
        ],
        "total": explanation.total,
        "text": explanation.text(lang),
        "source": explanation.source,
        "limits": explanation.limits(lang),
    }
