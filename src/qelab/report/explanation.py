"""An explanation as text and as data: the effect on a series by channel."""

from typing import TYPE_CHECKING, Any

from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.report.numbers import number, unit_word
from qelab.report.result import block
from qelab.report.text import Table, bullets, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.explain import Explanation
    from qelab.lab.result import Result


def explanation_lines(result: "Result", explanation: "Explanation", lang: str, width: int) -> list[str]:
    """Channels, total, source, limits."""
    row = series(explanation.series)
    rows = [(label, number(value, unit, signed=True), unit_word(unit, lang)) for label, value, unit in _rows(explanation, lang)]
    keys = ("channel", "effect", "unit")
    header = tuple(word(f"column.{key}", lang) for key in keys)
    title = word("explain.title", lang, label=row.label(lang), at=explanation.at)
    head = [
        (word("column.scenario", lang), result.scenario.label.in_language(lang)),
        (word("column.definition", lang), row.definition(lang)),
        (word("column.counterfactual", lang), result.counterfactual_text(lang)),
    ]
    lines = [*block(Table(title=title, header=header, rows=tuple(rows), align="lrl")), "", *pairs(head, width)]
    lines += pairs([(word("column.source", lang), str(explanation.source))], width)
    lines += ["", f"# {word('explain.limits', lang)}", *bullets(explanation.limits(lang), width)]
    return [*lines, "", *wrap(word("disclaimer", lang), width)]


def explanation_document(result: "Result", explanation: "Explanation", lang: str) -> dict[str, Any]:
    """The explanation as plain data."""
    *channels, total = _rows(explanation, lang)
    return {
        "schema": "qelab.explanation/1",
        "scenario": result.scenario.id,
        "series": explanation.series,
        "label": series(explanation.series).label(lang),
        "at": str(explanation.at),
        "channels": [{"label": label, "value": value, "unit": unit} for label, value, unit in channels],
        "total": {"value": total[1], "unit": total[2]},
        "source": str(explanation.source),
        "limits": list(explanation.limits(lang)),
    }


def _rows(explanation: "Explanation", lang: str) -> list[tuple[str, float, str]]:
    rows = list(explanation.rows(lang))
    return [*rows, (word("explain.total", lang), explanation.total, rows[-1][2] if rows else "")]
