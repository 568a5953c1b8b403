"""Fonts that have the characters of a picture: a picture with boxes in it is refused, not printed.

Latin letters are drawn with the font that matplotlib brings along; characters that it lacks need one that the
machine has.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from qelab.core.errors import QelabError

LATIN = "DejaVu Sans"
# Best first: made for Traditional Chinese as used in Taiwan, then fonts that cover it in other regional forms.
CHINESE = (
    "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei", "Heiti TC",
    "Hiragino Sans CNS", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "Noto Sans CJK HK",
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "AR PL UMing TW", "AR PL UKai TW", "PMingLiU",
    "Noto Serif CJK TC", "Noto Serif CJK JP", "Arial Unicode MS",
)  # fmt: skip


def families(texts: Iterable[str]) -> list[str]:
    """Font families, in order of preference, that together have every character of ``texts``.

    Raises
    ------
    QelabError QE840 : no installed font has them
    """
    missing = set("".join(texts)) - {"\n"}
    missing = {c for c in missing if ord(c) not in _characters(LATIN)}
    if not missing:
        return [LATIN]
    chinese = chinese_font(missing)
    if chinese is None:
        raise QelabError("QE840", fonts=CHINESE[0], characters="".join(sorted(missing))[:12])
    return [LATIN, chinese]


def chinese_font(characters: Iterable[str] = "量殖準備溢酬，。") -> str | None:
    """The first installed family of the list that has ``characters``; None where there is none."""
    wanted = {ord(character) for character in characters}
    return next((name for name in _installed() if wanted <= _characters(name)), None)


def _installed() -> Iterator[str]:
    names = {font.name for font in font_manager.fontManager.ttflist}
    return (name for name in CHINESE if name in names)


@cache
def _characters(family: str) -> frozenset[int]:
    file = font_manager.findfont(font_manager.FontProperties(family=[family]), fallback_to_default=True)
    return frozenset(FT2Font(str(file)).get_charmap())
