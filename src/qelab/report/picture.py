"""A picture of a result: nine charts from the securities bought to unemployment and inflation.

Solid lines are with the programme, dashed ones the counterfactual.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import Formatter

from qelab.core.time import information_quarter
from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.core.words import word, words
from qelab.lab.economies import NO_MODEL, counterfactual_text, has_model
from qelab.lab.ranges.draws import BANDS
from qelab.policy.scenario import Scenario
from qelab.report.dates import year_at_end, year_of_day
from qelab.report.drawing import DASHES, DOTS, INK, PALE, empty_figure, save_figure, style_axis
from qelab.report.fonts import families
from qelab.report.numbers import model_name, tick_texts
from qelab.report.panels import PANELS, PORTFOLIO_PANELS, Panel
from qelab.report.scenario import expected_exit_text, size_text

if TYPE_CHECKING:
    from qelab.lab.result import Result

SUFFIXES = (".png", ".svg", ".pdf")
COLOURS = ("#1f5a8c", "#c8641e", "#4d8a57", "#7b5aa6")
_WIDE, _ROW, _ABOVE, _BELOW = 13.0, 2.37, 1.2, 1.08  # inches: of the figure, of a row of panels, of what frames them
_COLUMNS = 3
_HELD = "soma_market_value_bn"
_SHADE = 0.13  # of one band; three lie on each other
_SINGULAR_SPAN = 0.2  # a line that hardly moves is not blown up to look as if it did


def picture(result: "Result", lang: str = "en") -> Figure:
    """The figure of a result.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    panels = [panel.of(result) for panel in _panels(result.scenario)]
    panels = [panel for panel in panels if all(name in result.names for name, _ in panel.lines)]
    rows = -(-len(panels) // _COLUMNS)
    high = rows * _ROW + _ABOVE + _BELOW
    fonts = families(_texts(result.scenario, lang))
    weight = "bold" if len(fonts) == 1 else "normal"  # few fonts with Chinese characters have a bold face
    with matplotlib.rc_context({"font.family": fonts, "font.size": 9, "axes.titleweight": weight}):
        figure = empty_figure((_WIDE, high))
        axes = figure.subplots(rows, _COLUMNS, squeeze=False)
        figure.subplots_adjust(
            left=0.055, right=0.975, top=1 - _ABOVE / high, bottom=_BELOW / high, hspace=0.42, wspace=0.2
        )
        for axis, panel in zip(axes.flat, panels, strict=False):
            _draw_panel(axis, result, panel, lang)
        for axis in list(axes.flat)[len(panels) :]:
            axis.set_visible(False)
        _draw_frame(figure, result, lang)
    return figure


def _panels(scenario: Scenario) -> tuple[Panel, ...]:
    return PANELS if has_model(scenario) else PORTFOLIO_PANELS


def save_picture(result: "Result", path: Path, lang: str = "en") -> None:
    """Draw a result into a file; the suffix says the format."""
    save_figure(picture(result, lang), path, result.scenario.label.en)


def check_fonts(scenario: Scenario, lang: str) -> None:
    """Refuse before a computation what could not be drawn after it.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    families(_texts(scenario, lang))


def _draw_panel(axis: Any, result: "Result", panel: Panel, lang: str) -> None:
    ends = np.array([year_at_end(quarter) for quarter in result.quarters])
    for place, (name, key) in enumerate(panel.lines):
        colour = COLOURS[place % len(COLOURS)]
        label = word(key, lang) if key else None
        _shade(axis, result, panel, name, colour, ends)
        if panel.effect:
            values = convert(result.values(name, "effect"), series(name).effect_unit, panel.unit)
            axis.plot(ends, values, color=colour, linewidth=1.8, label=label)
        else:
            policy, without = (_drawn(result, panel, name, world) for world in ("policy", "counterfactual"))
            axis.plot(ends, policy, color=colour, linewidth=1.8, label=label)
            axis.plot(ends, without, color=colour, linewidth=1.4, linestyle=DASHES)
    _style(axis, result, panel, lang, ends)
    if any(key for _, key in panel.lines):
        axis.legend(
            loc="lower right", bbox_to_anchor=(1.01, 0.985), ncols=len(panel.lines), frameon=False, fontsize=8,
            handlelength=1.4, columnspacing=1.2, borderaxespad=0.0, labelcolor=INK,
        )  # fmt: skip


def _drawn(result: "Result", panel: Panel, name: str, world: str) -> np.ndarray:
    """A level; blank where it is of securities and none are held."""
    values = result.values(name, world)
    if not panel.while_held:
        return values
    return np.where(result.values(_HELD, world) > 0, values, np.nan)


def _shade(axis: Any, result: "Result", panel: Panel, name: str, colour: str, ends: np.ndarray) -> None:
    """The bands of a series, where the result has draws: of the effect, or of both worlds."""
    if result.draws is None:
        return
    for world in ("effect",) if panel.effect else ("counterfactual", "policy"):
        for coverage in reversed(BANDS):
            band = result.band(name, world, coverage)
            if panel.effect:
                low, high = (convert(end, series(name).effect_unit, panel.unit) for end in band)
            else:
                low, high = band
            axis.fill_between(ends, low, high, color=colour, alpha=_SHADE, linewidth=0)


def _style(axis: Any, result: "Result", panel: Panel, lang: str, ends: np.ndarray) -> None:
    style_axis(axis, panel.title(lang), panel.unit_label(lang, result.scenario.currency))
    axis.xaxis.set_major_formatter(_Ticks(grouped=False))
    axis.yaxis.set_major_formatter(_Ticks())
    axis.set_xlim(ends[0] - 0.25, ends[-1])
    low, high = axis.get_ylim()
    if high - low < _SINGULAR_SPAN:
        middle = (high + low) / 2
        axis.set_ylim(middle - _SINGULAR_SPAN / 2, middle + _SINGULAR_SPAN / 2)
    low, high = axis.get_ylim()
    if low < 0 < high:
        axis.axhline(0, color=PALE, linewidth=0.7, zorder=1)
    news = result.scenario.first_date
    if result.quarters[0] <= information_quarter(news) <= result.quarters[-1]:
        axis.axvline(year_of_day(news), color=PALE, linewidth=0.9, linestyle=DOTS, zorder=1)


class _Ticks(Formatter):
    """Labels of an axis with as many decimals as its ticks need, the same for all of them."""

    def __init__(self, *, grouped: bool = True) -> None:
        self._mark = "," if grouped else ""

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        return tick_texts(values, self._mark)

    def __call__(self, value: float, _place: int | None = None) -> str:
        return self.format_ticks([value])[0]


def _draw_frame(figure: Figure, result: "Result", lang: str) -> None:
    scenario = result.scenario
    left, right, inch = 0.03, 0.975, 1 / figure.get_figheight()
    figure.text(
        left,
        1 - 0.36 * inch,
        scenario.label.in_language(lang),
        fontsize=15,
        color=INK,
        va="center",
        fontweight=matplotlib.rcParams["axes.titleweight"],
    )
    figure.text(left, 1 - 0.64 * inch, _subtitle(scenario, lang), fontsize=9, color=PALE, va="center")
    handles: list[Artist] = [
        Line2D([], [], color=INK, linewidth=1.8, label=word("policy", lang)),
        Line2D([], [], color=INK, linewidth=1.4, linestyle=DASHES, label=_without(scenario, lang)),
        Line2D([], [], color=PALE, linewidth=0.9, linestyle=DOTS, label=word("picture.news", lang)),
    ]
    if result.draws is not None:
        handles.append(Patch(color=COLOURS[0], alpha=2 * _SHADE, label=_bands_text(result.draws.count, lang)))
    figure.legend(
        handles=handles,
        labelcolor=INK,
        loc="lower left",
        bbox_to_anchor=(left - 0.006, 0.47 * inch),
        ncols=4,
        frameon=False,
        fontsize=9,
    )
    for line, text in enumerate((word("picture.dates", lang), _source(scenario, result.model, lang))):
        figure.text(left, (0.395 - 0.155 * line) * inch, text, fontsize=8, color=PALE, va="center")
    figure.text(right, 0.24 * inch, word("disclaimer", lang), fontsize=8, color=PALE, va="center", ha="right")


def _bands_text(count: int, lang: str) -> str:
    return word("picture.bands", lang, count=count)


def _subtitle(scenario: Scenario, lang: str) -> str:
    texts = (size_text(scenario, lang), word("picture.exit", lang, exit=expected_exit_text(scenario, lang)))
    return word("picture.joint", lang).join(texts)


def _source(scenario: Scenario, model: str, lang: str) -> str:
    """Program, model and origin of the data."""
    keys = (f"picture.source.{scenario.economy}", "picture.source")
    return next(word(key, lang, model=model_name(model, lang)) for key in keys if key in words())


def _without(scenario: Scenario, lang: str) -> str:
    return word("picture.counterfactual", lang, text=counterfactual_text(scenario, lang))


def _texts(scenario: Scenario, lang: str) -> Iterator[str]:
    """Every text that a picture may show."""
    yield scenario.label.in_language(lang)
    yield _subtitle(scenario, lang)
    yield _without(scenario, lang)
    yield "0123456789,.\N{MINUS SIGN}"
    for panel in _panels(scenario):
        yield panel.title(lang)
        yield word(f"panel.{panel.alone or panel.key}", lang)
        yield panel.unit_label(lang, scenario.currency)
        yield from (word(key, lang) for _, key in panel.lines if key)
    yield _source(scenario, NO_MODEL, lang)
    yield _bands_text(0, lang)
    yield from (word(key, lang) for key in ("policy", "disclaimer", "picture.news", "picture.dates"))
