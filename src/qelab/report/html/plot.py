"""What all drawings of the page share: sizes, texts, straight lines, the words of an axis.

Sizes are in units of the view box; on a phone the letters are drawn larger, so room is left for it.
"""

from collections.abc import Sequence

from qelab.core.language import Language
from qelab.report.html.markup import Html, Say, both, tag
from qelab.report.numbers import counted, tick_texts
from qelab.report.text import display_width

WIDTH, EDGE = 520, 8
HUES = range(1, 8)  # colours of the style sheet
_LETTER = 8.2  # room for half an em of the largest letters


def room(content: str) -> float:
    """Width that a text may need."""
    return display_width(content) * _LETTER


def room_of(label: Say) -> float:
    """Width that the longest of its languages may need."""
    return max(room(label(lang)) for lang in Language)


def text(x: float, y: float, content: str, kind: str, **more: object) -> Html:
    """A text at a place."""
    return tag("text", content, x=f"{x:.1f}", y=f"{y:.1f}", class_=kind, **more)


def straight(x1: float, y1: float, x2: float, y2: float, kind: str) -> Html:
    """A straight line."""
    return tag("path", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", class_=kind)


def tick_words(ticks: Sequence[float], unit: str) -> list[tuple[str, ...]]:
    """The numbers of an axis, each in all languages."""
    texts = [tick_texts([counted(tick, unit, lang)[0] for tick in ticks]) for lang in Language]
    return list(zip(*texts, strict=True))


def in_languages(texts: Sequence[str]) -> Html:
    """A text given once for each language, as a part of a drawing."""
    found = dict(zip(Language, texts, strict=True))
    return both(lambda lang: found[Language(lang)], "tspan")
