"""Finding the macro processor's directives in a text.

Answers: which lines are text, which are directives, and which ``@#if`` and ``@#for`` hold which lines? A directive
begins its line; ``\\\\`` at the end continues it. Like Dynare's, this processor knows nothing of comments: a directive
inside one acts.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Tree, UnexpectedCharacters, UnexpectedInput

from qelab.core.errors import QelabError
from qelab.macro.modfile.syntax import Place

DEEPEST = 100  # brackets in an expression; blocks in blocks


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of a line as it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Snippet:
    """A parsed expression or directive, and where its text begins."""

    tree: Any
    place: Place

    def at(self, token: Any) -> Place:
        """Place of a token inside it."""
        if token is None or not token.line:
            return self.place
        column = token.column + (self.place.column - 1 if token.line == 1 else 0)
        return Place(self.place.line + token.line - 1, column, self.place.file)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text with its ``@{...}``."""

    pieces: tuple[Written | Snippet, ...]


@dataclass(frozen=True, slots=True)
class Branching:
    """``@#if ... @#elseif ... @#else ... @#endif``; the last condition may be absent."""

    branches: tuple[tuple[Snippet | None, "tuple[Item, ...]"], ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """``@#for ... @#endfor``"""

    head: Snippet
    body: "tuple[Item, ...]"


Item = TextLine | Snippet | Branching | Loop


def analyse(text: str, file: str) -> tuple[Item, ...]:
    """The structure of a text; ``file`` is what places of an included file carry.

    Raises
    ------
    QelabError QE503 : a directive or expression written wrongly
    QelabError QE518 : an @#if or @#for without end, or an end without beginning
    """
    return _Analysis(text, file).block(None, 0)


class _Analysis:
    def __init__(self, text: str, file: str) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._file = file
        self._number = 0
        self._last: Snippet | None = None

    def block(self, opener: Snippet | None, depth: int) -> tuple[Item, ...]:
        """Lines up to the end of the block that ``opener`` began; ``self._last`` is what ended it."""
        if depth > DEEPEST and opener is not None:
            raise QelabError("QE513", where=_where(opener.place), what="@#if @#for", limit=DEEPEST)
        items: list[Item] = []
        while self._number < len(self._lines):
            line = self._lines[self._number]
            start = _directive(line)
            if start is None:
                items.append(self._text_line(line))
                self._number += 1
                continue
            found = self._directive_snippet(start)
            match found.tree.data:
                case "if" | "ifdef" | "ifndef":
                    items.append(self._branching(found, depth))
                case "for":
                    body = self._closed(found, ("endfor",), depth)
                    items.append(Loop(found, body))
                case "elseif" | "else" | "endif" | "endfor":
                    self._last = found
                    if opener is None:
                        raise _unbalanced(found)
                    return tuple(items)
                case _:
                    items.append(found)
        if opener is not None:
            raise _unbalanced(opener)
        return tuple(items)

    def _closed(self, opener: Snippet, ends: tuple[str, ...], depth: int) -> tuple[Item, ...]:
        body = self.block(opener, depth + 1)
        assert self._last is not None
        if self._last.tree.data not in ends:
            raise _unbalanced(self._last)
        return body

    def _branching(self, head: Snippet, depth: int) -> Branching:
        branches: list[tuple[Snippet | None, tuple[Item, ...]]] = []
        condition: Snippet | None = head
        ends = ("elseif", "else", "endif")
        while True:
            branches.append((condition, self._closed(head, ends, depth)))
            assert self._last is not None
            if self._last.tree.data == "endif":
                return Branching(tuple(branches))
            if self._last.tree.data == "else":
                condition, ends = None, ("endif",)
            else:
                condition = self._last

    def _directive_snippet(self, start: int) -> Snippet:
        place = Place(self._number + 1, start + 1, self._file)
        parts = [self._lines[self._number][start:]]
        self._number += 1
        while parts[-1].rstrip().endswith("\\\\") and self._number < len(self._lines):
            parts[-1] = parts[-1].rstrip()[:-2]
            parts.append(self._lines[self._number])
            self._number += 1
        return _parse("\n".join(parts), "directive", place)

    def _text_line(self, line: str) -> TextLine:
        pieces: list[Written | Snippet] = []
        begin, number = 0, self._number + 1
        while (at := line.find("@{", begin)) >= 0:
            if at > begin:
                pieces.append(Written(line[begin:at], Place(number, begin + 1, self._file)))
            end = _closing(line, at + 2)
            if end < 0:
                place = Place(number, at + 1, self._file)
                raise _unexpected(place, "@{", "'}'")
            pieces.append(_parse(line[at + 2 : end], "expression", Place(number, at + 3, self._file)))
            begin = end + 1
        if begin < len(line) or not pieces:
            pieces.append(Written(line[begin:], Place(number, begin + 1, self._file)))
        return TextLine(tuple(pieces))


def _directive(line: str) -> int | None:
    """Where the words of a directive begin, if the line is one: after ``@#`` with nothing before it."""
    stripped = line.lstrip()
    if not stripped.startswith("@#"):
        return None
    words = stripped[2:].lstrip()
    return len(line) - len(words)


def _closing(line: str, begin: int) -> int:
    quoted = False
    for position in range(begin, len(line)):
        if line[position] == '"':
            quoted = not quoted
        elif line[position] == "}" and not quoted:
            return position
    return -1


@cache
def _parser() -> Lark:
    return Lark(
        Path(__file__).with_name("macro.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start=["directive", "expression"],
        propagate_positions=False,
        maybe_placeholders=False,
    )


def _parse(text: str, start: str, place: Place) -> Snippet:
    try:
        tree = _parser().parse(text, start=start)
    except UnexpectedInput as found:
        construct = "@#" if start == "directive" else "@{"
        if isinstance(found, UnexpectedCharacters):
            construct = text[found.pos_in_stream :].split(maxsplit=1)[0]
        elif (token := getattr(found, "token", None)) is not None and token.type != "$END":
            construct = str(token)
        snippet = Snippet(None, place)
        at = snippet.at(found) if isinstance(found.line, int) and found.line > 0 else place
        names = getattr(found, "accepts", None) or getattr(found, "expected", ())
        raise _unexpected(at, construct[:30], _expected(names)) from None
    _check_depth(tree, place)
    return Snippet(tree, place)


def _expected(names: Any) -> str:
    shown: dict[str, str] = {"RPAR": "')'", "RSQB": "']'", "EQUAL": "'='", "IN": "'in'", "NAME": "NAME"}
    return " ".join(text for name, text in shown.items() if name in names) or "@#define @#if @#for @#include"


def _check_depth(tree: Any, place: Place) -> None:
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > DEEPEST:
            raise QelabError("QE513", where=_where(place), what="( ( (", limit=DEEPEST)
        if isinstance(item, Tree):
            waiting += [(child, depth + 1) for child in item.children]


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def _unexpected(place: Place, construct: str, expected: str) -> QelabError:
    return QelabError(
        "QE503", where=_where(place), construct=construct, expected=expected, line=place.line, column=place.column
    )


def _unbalanced(found: Snippet) -> QelabError:
    return QelabError("QE518", where=_where(found.place), construct=f"@#{found.tree.data}")
