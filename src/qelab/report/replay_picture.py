"""A picture of a replay: six series with and without the programmes, and the six shocks below them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from qelab.core.units import QUARTERS_PER_YEAR
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.replay.outcome import LARGE, WORLDS
from qelab.report.drawing import DASHES, DOTS, INK, PALE, empty_figure, save_figure, style_axis
from qelab.report.fonts import families
from qelab.report.replay import PATH

if TYPE_CHECKING:
    from qelab.lab.replay.definition import Definition
    from qelab.lab.replay.outcome import Replay

_STYLES: dict[str, dict[str, Any]] = {
    "history": {"color": INK, "linewidth": 1.8},
    "without": {"color": "#1f5a8c", "linewidth": 1.5},
    "without_rate_held": {"color": "#c8641e", "linewidth": 1.4, "linestyle": DASHES},
}
_BAR = "#7f9bb3"
_SIZE_INCHES = (13.0, 11.0)


def replay_picture(replay: "Replay", lang: str = "en") -> Figure:
    """The figure of a replay.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    fonts = families(_texts(replay.definition, lang))
    with matplotlib.rc_context({"font.family": fonts, "font.size": 9}):
        figure = empty_figure(_SIZE_INCHES)
        axes = figure.subplots(4, 3, squeeze=False, height_ratios=(1.5, 1.5, 1, 1))
        figure.subplots_adjust(left=0.05, right=0.98, top=0.89, bottom=0.07, hspace=0.5, wspace=0.18)
        for axis, name in zip(axes[:2].flat, PATH, strict=True):
            _draw_series(axis, replay, name, lang)
        for axis, name in zip(axes[2:].flat, replay.shocks, strict=False):
            _draw_shock(axis, replay, name, lang)
        for axis in list(axes[2:].flat)[len(replay.shocks) :]:
            axis.set_visible(False)
        _draw_frame(figure, replay, lang)
    return figure


def save_replay_picture(replay: "Replay", path: Path, lang: str = "en") -> None:
    """Draw a replay into a file; the suffix says the format."""
    save_figure(replay_picture(replay, lang), path, replay.definition.label.en)


def check_replay_fonts(definition: "Definition", lang: str) -> None:
    """Refuse before a computation what could not be drawn after it.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    families(_texts(definition, lang))


def _draw_series(axis: Any, replay: "Replay", name: str, lang: str) -> None:
    ends = np.array([quarter.ordinal + 1 for quarter in replay.quarters]) / QUARTERS_PER_YEAR
    for world in reversed(WORLDS):
        axis.plot(ends, replay.values(name, world), **_STYLES[world])
    _style_with_zero(axis, series(name).label(lang), series(name).unit_label(lang))


def _draw_shock(axis: Any, replay: "Replay", name: str, lang: str) -> None:
    middles = (np.array([quarter.ordinal for quarter in replay.inverted]) + 0.5) / QUARTERS_PER_YEAR
    axis.bar(middles, np.nan_to_num(replay.z(name)), width=0.8 / QUARTERS_PER_YEAR, color=_BAR)
    for level in (-LARGE, LARGE):
        axis.axhline(level, color=PALE, linewidth=0.7, linestyle=DOTS)
    _style_with_zero(axis, word(f"replay.shock.{name}", lang), word("replay.picture.shocks", lang))


def _style_with_zero(axis: Any, title: str, unit: str) -> None:
    style_axis(axis, title, unit)
    axis.axhline(0, color=PALE, linewidth=0.6, zorder=1)


def _draw_frame(figure: Figure, replay: "Replay", lang: str) -> None:
    left, right = 0.03, 0.98
    figure.text(left, 0.97, replay.definition.label.in_language(lang), fontsize=15, color=INK, va="center")
    handles = [
        Line2D([], [], label=word(f"replay.world.{world}", lang), **_STYLES[world]) for world in WORLDS
    ]
    figure.legend(
        handles=handles, labelcolor=INK, loc="upper left", bbox_to_anchor=(left - 0.006, 0.957), ncols=3,
        frameon=False, fontsize=9,
    )  # fmt: skip
    source = word("picture.source", lang, model=replay.model)
    for line, text in enumerate((word("picture.dates", lang), source)):
        figure.text(left, 0.032 - 0.0145 * line, text, fontsize=8, color=PALE, va="center")
    figure.text(right, 0.0175, word("disclaimer", lang), fontsize=8, color=PALE, va="center", ha="right")


def _texts(definition: "Definition", lang: str) -> Iterator[str]:
    """Every text that the picture may show."""
    yield definition.label.in_language(lang)
    for name in PATH:
        yield series(name).label(lang)
        yield series(name).unit_label(lang)
    yield from (word(f"replay.shock.{item.shock}", lang) for item in definition.observables)
    yield from (word(f"replay.world.{world}", lang) for world in WORLDS)
    yield word("picture.source", lang, model="")
    keys = ("disclaimer", "picture.dates", "replay.picture.shocks", "replay.shock.e_tp")
    yield from (word(key, lang) for key in keys)
    yield "0123456789,.\N{MINUS SIGN}"
