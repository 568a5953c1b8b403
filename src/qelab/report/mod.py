"""The answer to a model file's requests as text: steady state, verdict, first periods, peaks of the responses."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.words import word
from qelab.macro.linear.saddle_path import Roots
from qelab.macro.requests.answer import Answer
from qelab.report.text import Table, draw, wrap

if TYPE_CHECKING:
    from qelab.macro.requests.parity import Distance

_PERIODS = (0, 1, 2, 3, 4, 8, 12, 20, 40)
_NUMBER_WIDE = 12
_AT_REST = 1e-6  # largest residual of the equations at what is called a steady state
_NOISE = 1e-13  # of the largest response of a variable: what is left of zero in floating point


def answer_lines(answer: Answer, lang: str, width: int, distance: "Distance | None" = None) -> list[str]:
    """What a person reads of an answer."""
    lines = [f"# {word('mod.title', lang, title=answer.title)}", *wrap(_requests(answer, lang), width)]
    missed = answer.diagnostics.get("steady_state_residual", 0.0)
    resting = missed <= _AT_REST
    if answer.roots is not None and resting:
        lines += wrap(verdict(answer.roots, lang), width)
    lines += ["", *draw(_steady(answer, lang))]
    if not resting:
        lines += wrap(word("mod.not_steady", lang, residual=f"{missed:.2g}"), width)
    if answer.paths:
        lines += ["", *draw(_paths(answer, lang, width)), *(line for text in _solved(answer, lang) for line in wrap(text, width))]
    for shock, responses in answer.irfs.items():
        lines += ["", *draw(_peaks(shock, responses, lang))]
    if distance is not None:
        lines += ["", *draw(_distances(distance, lang))]
        if not distance.tight:
            lines += wrap(word("mod.not_tight", lang), width)
    return lines


def verdict(roots: Roots, lang: str) -> str:
    """Blanchard and Kahn's condition in words, with the numbers."""
    key = "one" if roots.unstable == roots.needed else "none" if roots.unstable > roots.needed else "many"
    return word(f"mod.verdict.{key}", lang, unstable=roots.unstable_leads, needed=roots.leads)


def answer_rows(answer: Answer) -> list[str]:
    """The answer as CSV: paths where there are some, else responses, else the steady state."""
    if answer.paths:
        rows = [["period", *answer.paths]]
        rows += [[period, *(path[period] for path in answer.paths.values())] for period in answer.periods]
    elif answer.irfs:
        rows = [["shock", "variable", "period", "response"]]
        for shock, responses in answer.irfs.items():
            for name, values in responses.items():
                rows += [[shock, name, place + 1, value] for place, value in enumerate(values)]
    else:
        rows = [["variable", "steady_state"], *([name, value] for name, value in answer.steady_state.items())]
    return [",".join(repr(float(cell)) if isinstance(cell, float) else str(cell) for cell in row) for row in rows]


def _requests(answer: Answer, lang: str) -> str:
    names = answer.diagnostics.get("requests", [])
    if not names:
        return word("mod.no_request", lang)
    return word("mod.requests", lang, names=word("list.joint", lang).join(names))


def _steady(answer: Answer, lang: str) -> Table:
    rows = tuple((name, _number(value)) for name, value in answer.steady_state.items())
    header = (word("column.variable", lang), word("mod.value", lang))
    return Table(title=word("mod.steady_state", lang), header=header, rows=rows)


def _paths(answer: Answer, lang: str, width: int) -> Table:
    longest = max(len(name) for name in answer.paths)
    room = max(3, (width - longest) // _NUMBER_WIDE)
    shown = [period for period in _PERIODS if period in answer.periods][:room]
    rows = tuple((name, *(_number(path[period]) for period in shown)) for name, path in answer.paths.items())
    header = (word("column.variable", lang), *(str(period) for period in shown))
    return Table(title=word("mod.paths", lang), header=header, rows=rows)


def _solved(answer: Answer, lang: str) -> list[str]:
    notes = answer.diagnostics
    if "binding_periods" in notes:
        spells = (f"{name} {_spells(periods)}" for name, periods in notes["binding_periods"].items())
        return [word("mod.binding", lang, spells=word("list.joint", lang).join(spells))]
    texts = [word("mod.solved", lang, periods=len(answer.periods) - 1, residual=f"{notes['residual']:.1g}")]
    if not notes["horizon_long_enough"]:
        texts.append(word("mod.too_short", lang, share=_percent(notes["left_in_the_last_period"])))
    return texts


def _percent(share: float) -> str:
    """A share in percent, never with an exponent.

    >>> _percent(0.029), _percent(1.0)
    ('2.9', '100')
    """
    percent = 100 * share
    return f"{percent:.2g}" if percent < 10 else f"{percent:.0f}"


def _spells(periods: Sequence[int]) -> str:
    """Periods as ranges.

    >>> _spells([1, 2, 3, 7])
    '1-3 7'
    """
    starts = [item for item in periods if item - 1 not in periods]
    ends = [item for item in periods if item + 1 not in periods]
    return " ".join(f"{a}-{b}" if b > a else f"{a}" for a, b in zip(starts, ends, strict=True)) or "-"


def _peaks(shock: str, responses: Mapping[str, np.ndarray], lang: str) -> Table:
    rows = []
    for name, values in responses.items():
        place = int(np.argmax(np.abs(values)))
        first = values[0] if abs(values[0]) > _NOISE * abs(values[place]) else 0.0
        rows.append((name, _number(first), _number(values[place]), str(place + 1)))
    header = tuple(word(key, lang) for key in ("column.variable", "mod.impact", "mod.peak", "mod.period"))
    return Table(title=word("mod.responses", lang, shock=shock), header=header, rows=tuple(rows))


def _distances(distance: "Distance", lang: str) -> Table:
    rows: Sequence[tuple[str, str, str]] = [
        (word(f"mod.{kind}", lang), f"{value:.2e}", distance.where.get(kind, ""))
        for kind, value in distance.values().items()
    ]
    header = (word("mod.kind", lang), word("mod.difference", lang), word("column.variable", lang))
    return Table(title=word("mod.against_dynare", lang), header=header, rows=tuple(rows), align="lrl")


def _number(value: float) -> str:
    """A number short enough for a column.

    >>> _number(0.0), _number(-1.0 / 3.0)
    ('0', '-0.333333')
    """
    return f"{float(value) + 0.0:.6g}"
