"""The macro processor: a text with directives becomes a longer text without them.

Answers: what does the model file say once its loops, conditions and includes are written out, and where did each of
its lines come from? Loops, includes and the result are bounded.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lark import Token

from qelab.core.errors import QelabError
from qelab.macro.modfile.macro import values
from qelab.macro.modfile.macro.expressions import Evaluator, MacroFunction
from qelab.macro.modfile.macro.structure import Branching, Item, Loop, Snippet, TextLine, Written, analyse
from qelab.macro.modfile.source import Piece, Source
from qelab.macro.modfile.syntax import Place, where

_DEEPEST_INCLUDE = 20


def expand(text: str, path: Path, read: Callable[[Path], str], longest: int) -> Source:
    """Work through the directives of a text.

    Parameters
    ----------
    path : file of the text; included files are looked for beside the file that includes them
    read : gives the text of an included file, or raises QE501
    longest : characters that the result may have

    Raises
    ------
    QelabError QE501 : an included file that cannot be read
    QelabError QE502, QE503 : a directive outside the subset, or written wrongly
    QelabError QE513 : loops, includes or text without end
    QelabError QE514, QE516 : an expression that has no value
    QelabError QE517 : ``@#error``
    QelabError QE518 : blocks that are not closed
    """
    return _Processor(path, read, longest).run(text)


class _Processor:
    def __init__(self, path: Path, read: Callable[[Path], str], longest: int) -> None:
        self._path = path
        self._read = read
        self._longest = longest
        self._including: list[Path] = [path]
        self._folders: list[Path] = []
        self._snippet = Snippet(None, Place(1, 1))
        self._lines: list[str] = []
        self._pieces: list[tuple[Piece, ...]] = []
        self._length = 0
        self._evaluator = Evaluator(self._where, self._limit)

    def run(self, text: str) -> Source:
        try:
            self._items(analyse(text, str(self._path)))
        except RecursionError as reason:
            raise self._limit("@#", _DEEPEST_INCLUDE) from reason
        return Source("\n".join(self._lines), tuple(self._pieces))

    def _where(self, token: Token | None) -> str:
        return where(self._path, self._snippet.at(token))

    def _limit(self, what: str, limit: int) -> QelabError:
        return QelabError("QE513", where=self._where(None), what=what, limit=limit)

    def _items(self, items: tuple[Item, ...]) -> None:
        for item in items:
            self._evaluator.spend(1)
            match item:
                case TextLine():
                    self._text(item)
                case Branching():
                    self._branching(item)
                case Loop():
                    self._loop(item)
                case Snippet():
                    self._directive(item)

    def _text(self, line: TextLine) -> None:
        text, pieces = "", []
        for piece in line.pieces:
            place = Place(piece.place.line, piece.place.column, self._named(piece.place.file))
            pieces.append(Piece(len(text) + 1, place, isinstance(piece, Written)))
            if isinstance(piece, Written):
                text += piece.text
            else:
                self._snippet = piece
                text += values.written(self._evaluator.value(piece.tree))
        self._length += len(text) + 1
        if self._length > self._longest:
            raise self._limit("@#", self._longest)
        for number, part in enumerate(text.split("\n")):  # a value may hold a line end
            self._lines.append(part)
            self._pieces.append(tuple(pieces) if number == 0 else (Piece(1, pieces[-1].place, copied=False),))

    def _named(self, file: str) -> str:
        return "" if file == str(self._path) else file

    def _branching(self, item: Branching) -> None:
        for condition, body in item.branches:
            if condition is None or self._holds(condition):
                self._items(body)
                return

    def _holds(self, condition: Snippet) -> bool:
        self._snippet = condition
        (expression,) = condition.tree.children
        match condition.tree.data:
            case "ifdef":
                return self._evaluator.defined(str(expression))
            case "ifndef":
                return not self._evaluator.defined(str(expression))
        return self._evaluator.truth(expression)

    def _loop(self, loop: Loop) -> None:
        self._snippet = loop.head
        target, array, *condition = loop.head.tree.children
        values_of_loop = self._evaluator.value(array)
        try:
            for item in self._evaluator.items(values_of_loop):
                self._evaluator.bind(target, item)
                if not condition or self._evaluator.truth(condition[0]):
                    self._items(loop.body)
                    self._snippet = loop.head
        except values.Unfit as reason:
            raise QelabError("QE514", where=self._where(None), construct="@#for") from reason

    def _directive(self, item: Snippet) -> None:
        self._snippet = item
        children: list[Any] = item.tree.children
        match item.tree.data:
            case "define":
                name = str(children[0])
                self._evaluator.names[name] = self._evaluator.value(children[1]) if len(children) > 1 else 1.0
                self._evaluator.functions.pop(name, None)
            case "define_function":
                *names, body = children
                name, *arguments = (str(token) for token in names)
                self._evaluator.functions[name] = MacroFunction(tuple(arguments), body)
                self._evaluator.names.pop(name, None)
            case "include":
                self._include(self._string(children[0]))
            case "includepath":
                folder = Path(self._string(children[0]))
                self._folders.append(folder if folder.is_absolute() else self._including[-1].parent / folder)
            case "echo":
                self._string(children[0])  # a word to the author while writing; there is nobody to hear it
            case "error":
                raise QelabError("QE517", where=self._where(None), text=self._string(children[0])[:200])
            case other:
                place = item.place
                raise QelabError(
                    "QE502",
                    where=self._where(None),
                    construct=f"@#{other}",
                    line=place.line,
                    column=place.column,
                )

    def _string(self, tree: Any) -> str:
        return values.written(self._evaluator.value(tree))

    def _include(self, name: str) -> None:
        if len(self._including) > _DEEPEST_INCLUDE:
            raise self._limit("@#include", _DEEPEST_INCLUDE)
        path = self._found(name)
        text = self._read(path)
        self._evaluator.spend(len(text) // 10)
        self._including.append(path)
        self._items(analyse(text.removesuffix("\n"), str(path)))
        self._including.pop()

    def _found(self, name: str) -> Path:
        """The included file; ``.mod`` may be left out, as in Dynare."""
        beside = self._including[-1].parent
        for folder in (beside, *self._folders):
            for candidate in (folder / name, folder / f"{name}.mod"):
                if _is_file(candidate):
                    return candidate
        raise QelabError("QE519", where=self._where(None), file=name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
