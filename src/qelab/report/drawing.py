"""What all pictures share: colours, the look of a chart, and how a figure becomes a file.

Drawn with matplotlib's objects, without pyplot and its global state.
"""

from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

INK, PALE, GRID = "#222222", "#777777", "#e3e3e3"
DASHES, DOTS = (0, (4, 2.2)), (0, (1, 2))
_DPI = 110


def empty_figure(size_inches: tuple[float, float]) -> Figure:
    """A white figure that can be drawn into and saved."""
    figure = Figure(figsize=size_inches, dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def style_axis(axis: Any, title: str, unit: str) -> None:
    """Title with the unit below it, light horizontal lines, few ticks, no frame but the bottom line."""
    axis.set_title(title, loc="left", fontsize=10, color=INK, pad=16)
    axis.annotate(unit, (0, 1), (0, 4), "axes fraction", "offset points", fontsize=8, color=PALE)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.spines["bottom"].set_color(PALE)
    axis.tick_params(labelsize=8, length=0, labelcolor=INK)
    axis.grid(axis="y", color=GRID, linewidth=0.7)
    axis.set_axisbelow(True)
    axis.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=3))
    axis.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))


def save_figure(figure: Figure, path: Path, title: str) -> None:
    """Write a figure into a file; the suffix says the format. The same figure gives the same bytes, at any time."""
    with matplotlib.rc_context({"svg.hashsalt": "qelab", "pdf.fonttype": 42}):
        dated = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower(), {})
        figure.savefig(path, dpi=_DPI, metadata={"Title": title, **dated})
