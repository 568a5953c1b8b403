"""A picture of the spread between models: output and the ten-year yield, one line a model.

No band is drawn and nothing is averaged: a line is what one mechanism says of the programme.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.policy.scenario import Scenario
from qelab.report.dates import year_at_end, year_of_day
from qelab.report.drawing import DASHES, DOTS, INK, PALE, empty_figure, save_figure, style_axis
from qelab.report.fonts import families
from qelab.report.numbers import number, unit_word
from qelab.report.scenario import size_text

if TYPE_CHECKING:
    from qelab.lab.models.comparison import ModelComparison

SUFFIXES = (".png", ".svg", ".pdf")
_SIZE_INCHES = (13.0, 6.2)
# Colours that stay apart for readers who do not tell red from green; after eight, dashes.
_COLOURS = ("#1f5a8c", "#c8641e", "#4d8a57", "#7b5aa6", "#8c564b", "#d06fa8", "#6f6f6f", "#b59b1d")
_OFF_SCALE = 5.0  # times the model in the middle
_PANELS = (("output_gap", "models.output", ""), ("yield_10y", "models.yield", "bp"))


def models_picture(comparison: "ModelComparison", lang: str = "en") -> Figure:
    """The figure of a comparison.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    scenario = comparison.scenario
    fonts = families(_texts(scenario, lang))
    weight = "bold" if len(fonts) == 1 else "normal"
    with matplotlib.rc_context({"font.family": fonts, "font.size": 9, "axes.titleweight": weight}):
        figure = empty_figure(_SIZE_INCHES)
        axes = figure.subplots(1, 2)
        figure.subplots_adjust(left=0.055, right=0.8, top=0.82, bottom=0.17, wspace=0.2)
        styles, drawn = _styles(comparison), _drawn(comparison)
        for axis, (name, key, unit) in zip(axes, _PANELS, strict=True):
            _draw(axis, comparison, name, key, unit, styles, lang)
        figure.text(0.03, 0.945, scenario.label.in_language(lang), fontsize=15, color=INK, va="center", fontweight=weight)
        figure.text(0.03, 0.9, size_text(scenario, lang), fontsize=9, color=PALE, va="center")
        handles = [
            Line2D([], [], color=colour, linestyle=line, linewidth=1.8, label=model)
            for model, (colour, line) in styles.items()
            if model in drawn
        ]
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.81, 0.82), frameon=False, fontsize=8, labelcolor=INK)
        figure.text(0.03, 0.045, word("models.source", lang), fontsize=8, color=PALE, va="center")
        figure.text(0.03, 0.02, word("disclaimer", lang), fontsize=8, color=PALE, va="center")
    return figure


def save_models_picture(comparison: "ModelComparison", path: Path, lang: str = "en") -> None:
    """Draw a comparison into a file; the suffix says the format."""
    save_figure(models_picture(comparison, lang), path, comparison.scenario.label.en)


def check_models_fonts(scenario: Scenario, lang: str) -> None:
    """Refuse before a computation what could not be drawn after it.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    families(_texts(scenario, lang))


def _styles(comparison: "ModelComparison") -> dict[str, tuple[str, Any]]:
    """Colour and line of each model that answers, in order."""
    return {
        answer.model: (_COLOURS[place % len(_COLOURS)], "-" if place < len(_COLOURS) else DASHES)
        for place, answer in enumerate(comparison.answered)
    }


def off_the_scale(comparison: "ModelComparison", name: str) -> dict[str, float]:
    """Models whose largest effect is many times that of the model in the middle, with that effect."""
    peaks = {model: float(effect[np.abs(effect).argmax()]) for model, effect in comparison.effects(name).items()}
    middle = float(np.median(np.abs(list(peaks.values())))) if peaks else 0.0
    return {model: value for model, value in peaks.items() if middle and abs(value) > _OFF_SCALE * middle}


def _draw(
    axis: Any, comparison: "ModelComparison", name: str, key: str, unit: str, styles: dict[str, tuple[str, Any]], lang: str
) -> None:
    ends = np.array([year_at_end(quarter) for quarter in comparison.quarters])
    shown = unit or series(name).effect_unit
    beyond = off_the_scale(comparison, name)
    for model, effect in comparison.effects(name).items():
        if model in beyond:  # one such line would press all others flat
            continue
        colour, line = styles[model]
        axis.plot(ends, convert(effect, series(name).effect_unit, shown), color=colour, linestyle=line, linewidth=1.8)
    style_axis(axis, word(key, lang), unit_word(shown, lang))
    axis.set_xlim(ends[0] - 0.25, ends[-1])
    if beyond:
        texts = (f"{model} {_with_unit(convert(value, series(name).effect_unit, shown), shown, lang)}" for model, value in beyond.items())
        note = word("models.off_scale", lang, texts=word("list.joint", lang).join(texts))
        axis.text(0.0, -0.075, note, transform=axis.transAxes, fontsize=8, color=PALE, ha="left", va="top")
    axis.axhline(0, color=PALE, linewidth=0.7, zorder=1)
    axis.axvline(year_of_day(comparison.scenario.first_date), color=PALE, linewidth=0.9, linestyle=DOTS, zorder=1)


def _with_unit(value: float, unit: str, lang: str) -> str:
    return f"{number(value, unit, signed=True)} {unit_word(unit, lang)}"


def _drawn(comparison: "ModelComparison") -> set[str]:
    """Models with a line on at least one panel."""
    return {model for name, _, _ in _PANELS for model in comparison.effects(name).keys() - off_the_scale(comparison, name)}


def _texts(scenario: Scenario, lang: str) -> Iterator[str]:
    """Every text that the picture may show."""
    yield scenario.label.in_language(lang)
    yield size_text(scenario, lang)
    yield "0123456789,.\N{MINUS SIGN}_abcdefghijklmnopqrstuvwxyz"
    for name, key, unit in _PANELS:
        yield word(key, lang)
        yield unit_word(unit or series(name).effect_unit, lang)
    yield word("models.off_scale", lang, texts="")
    yield from (word(key, lang) for key in ("models.source", "disclaimer"))
