"""Plain-text tables and paragraphs that stay aligned with full-width characters.

Answers: how is a table drawn in a terminal? A Chinese character takes two columns there, so widths are
counted in columns of the terminal and not in characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import combining, east_asian_width

GAP = "  "
_NEVER_FIRST = "，。、；：？！」』）》〉％…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as data: the cells are finished texts.

    ``left`` counts the leading columns that are words (aligned left); the rest are numbers. ``align`` says
    it column by column instead, as in "llrl". A header may have two lines.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    align: str = ""
    notes: tuple[str, ...] = field(default=())


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal.

    >>> display_width("QE 公債")
    7
    """
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, width: int, *, left: bool = True) -> str:
    """``text`` filled with blanks to ``width`` columns."""
    blanks = " " * max(0, width - display_width(text))
    return text + blanks if left else blanks + text


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """A paragraph broken into lines of at most ``width`` columns; later lines begin with ``indent``.

    Breaks at blanks, and between two Chinese characters, but never before closing punctuation.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        joined = line + piece
        if line.strip() and display_width(joined.rstrip()) > width and piece[0] not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line = joined
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Smallest parts between which a line may be broken, blanks at their start."""
    pieces: list[str] = []
    for character in " ".join(text.split()):
        wide = east_asian_width(character) in "WF"
        before = pieces[-1][-1] if pieces else ""
        if not pieces or character == " " or wide or east_asian_width(before) in "WF":
            if pieces and pieces[-1] == " ":
                pieces[-1] += character
            else:
                pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def draw(table: Table) -> list[str]:
    """Lines of a table: title, header, rule, rows, notes."""
    header = _header(table.header)
    columns = zip(*header, *table.rows, strict=True)
    widths = [max(display_width(cell) for cell in column) for column in columns]

    def line(cells: Sequence[str]) -> str:
        padded = (
            pad(cell, width, left=table.align[place] == "l" if table.align else place < table.left)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return GAP.join(padded).rstrip()

    rule = "-" * (sum(widths) + len(GAP) * (len(widths) - 1))
    title = [table.title] if table.title else []
    return [*title, *map(line, header), rule, *map(line, table.rows), *table.notes]


def _header(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """The header's lines, single ones at the bottom."""
    split = [cell.split("\n") for cell in cells]
    height = max(map(len, split), default=0)
    return list(zip(*([""] * (height - len(lines)) + lines for lines in split), strict=True))


def pairs(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Two columns, a word and its text, the text wrapped beside the word."""
    first = max((display_width(word) for word, _ in rows), default=0)
    lines = []
    for word, text in rows:
        head, *rest = wrap(text, max(20, width - first - len(GAP)))
        lines.append((pad(word, first) + GAP + head).rstrip())
        lines += [" " * (first + len(GAP)) + more for more in rest]
    return lines


def bullets(texts: Sequence[str], width: int) -> list[str]:
    """A list with one wrapped entry a text."""
    lines = []
    for text in texts:
        head, *rest = wrap(text, width - 2)
        lines += [f"- {head}", *(f"  {more}" for more in rest)]
    return lines
