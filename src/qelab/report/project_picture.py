"""A picture of a desk's projection: six series by month, as a line or as a median with its band."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from qelab.core.units import MONTHS_PER_YEAR
from qelab.core.vocabulary import series
from qelab.core.words import word, words
from qelab.lab.projection.outcome import BAND
from qelab.report.drawing import INK, PALE, empty_figure, save_figure, style_axis
from qelab.report.fonts import families

if TYPE_CHECKING:
    from qelab.lab.projection.outcome import Projected

_PANELS = (
    ("securities", (("treasuries_bn", "#1f5a8c"), ("mbs_bn", "#c8641e"))),
    ("money", (("reserves_bn", "#1f5a8c"), ("overnight_reverse_repo_bn", "#c8641e"))),
    ("income", (("net_income_bn", "#1f5a8c"), ("remittances_bn", "#c8641e"))),
    ("deferred", (("deferred_asset_bn", "#1f5a8c"),)),
    ("unrealised", (("unrealised_gain_bn", "#1f5a8c"),)),
    ("duration", (("duration_years", "#1f5a8c"),)),
)
_YEARLY = ("net_income_bn", "remittances_bn")  # drawn as the sum of the last twelve months
_SIZE_INCHES = (12.0, 6.6)


def project_picture(found: "Projected", lang: str = "en") -> Figure:
    """The figure of a projection.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    with matplotlib.rc_context({"font.family": families(_texts(found.scenario, lang)), "font.size": 9}):
        figure = empty_figure(_SIZE_INCHES)
        axes = figure.subplots(2, 3, squeeze=False)
        figure.subplots_adjust(left=0.06, right=0.98, top=0.84, bottom=0.08, hspace=0.45, wspace=0.2)
        values_of = found.monthly()
        for axis, (key, lines) in zip(axes.flat, _PANELS, strict=True):
            _draw(axis, found, values_of, key, lines, lang)
        figure.text(
            0.06, 0.955, found.scenario.label.in_language(lang), fontsize=13, color=INK, weight="bold"
        )
        figure.text(0.06, 0.92, _under(found, lang), fontsize=9, color=PALE)
    return figure


def save_project_picture(found: "Projected", path: Path, lang: str = "en") -> None:
    """Draw a projection into a file; the suffix says the format."""
    save_figure(project_picture(found, lang), path, found.scenario.label.en)


def check_project_fonts(scenario: Any, lang: str) -> None:
    """Refuse before a computation what could not be drawn after it.

    Raises
    ------
    QelabError QE840 : a character that no installed font has
    """
    families(_texts(scenario, lang))


def _draw(axis: Any, found: "Projected", values_of: Any, key: str, lines: Any, lang: str) -> None:
    ends = (found.opening.ordinal + 2 + np.arange(found.rates.months)) / MONTHS_PER_YEAR
    for name, colour in lines:
        values = _last_twelve(values_of[name]) if name in _YEARLY else values_of[name]
        label = word(f"project.line.{name}", lang) if len(lines) > 1 else None
        axis.plot(ends, np.median(values, axis=0), color=colour, linewidth=1.6, label=label)
        if found.paths > 1:
            low, high = np.quantile(values, BAND, axis=0)
            axis.fill_between(ends, low, high, color=colour, alpha=0.18, linewidth=0)
    style_axis(axis, word(f"project.panel.{key}", lang), _unit(found, key, lang))
    if len(lines) > 1:
        axis.legend(fontsize=8, frameon=False, labelcolor=INK)
    if not any(values_of[name].any() for name, _ in lines):
        axis.set_ylim(-0.5, 1.0)
    if key not in ("securities", "money", "duration"):
        axis.axhline(0.0, color=PALE, linewidth=0.7)


def _unit(found: "Projected", key: str, lang: str) -> str:
    """What the vertical axis measures, in words of the language."""
    if key == "duration":
        return word("project.axis.years", lang)
    own = f"axis.bn.{found.scenario.currency}"
    return word(own, lang) if own in words() else series("reserves_bn").unit_label(lang)


def _last_twelve(flow: Any) -> Any:
    """Sum of a flow over the last twelve months; not known in the first eleven."""
    total = np.cumsum(flow, axis=1)
    year = total - np.concatenate(
        [np.zeros((len(flow), MONTHS_PER_YEAR)), total[:, :-MONTHS_PER_YEAR]], axis=1
    )
    year[:, : MONTHS_PER_YEAR - 1] = np.nan
    return year


def _under(found: "Projected", lang: str) -> str:
    kind = "synthetic" if found.source.synthetic else "files"
    text = word(f"project.opening.{kind}", lang, name=found.source.name, month=found.opening)
    return text + (word("project.band", lang, count=f"{found.paths:,}") if found.paths > 1 else "")


def _texts(scenario: Any, lang: str) -> Iterator[str]:
    yield scenario.label.in_language(lang)
    for key, lines in _PANELS:
        yield word(f"project.panel.{key}", lang)
        for name, _ in lines:
            if len(lines) > 1:
                yield word(f"project.line.{name}", lang)
    yield series("reserves_bn").unit_label(lang)
    for key in ("opening.synthetic", "opening.files", "band", "axis.years"):
        yield word(f"project.{key}", lang, name="", month="", count="")
