"""Where each line of a text came from.

The macro processor writes a longer text than the one it read. Errors still name the line and column that the author
sees, in the file where they stand: this is the table that leads back.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from qelab.macro.modfile.syntax import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of one output line: where it begins, where it was read, whether it was copied.

    ``column`` counts from 1 in the output. A piece that was not copied was computed by ``@{...}`` at ``place``.
    """

    column: int
    place: Place
    copied: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Text to be parsed, with the pieces of each of its lines; without pieces it is the file itself."""

    text: str
    lines: tuple[tuple[Piece, ...], ...] = field(default=())

    def place(self, line: int, column: int) -> Place:
        """Original place of a character of the text, both counted from 1."""
        if not self.lines:
            return Place(line, column)
        pieces = self.lines[min(max(line, 1), len(self.lines)) - 1]
        piece = pieces[max(0, bisect_right([item.column for item in pieces], column) - 1)]
        past = column - piece.column if piece.copied else 0
        return Place(piece.place.line, piece.place.column + past, piece.place.file)
