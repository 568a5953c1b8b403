"""From the text of a model file to plain data.

Answers: does this file keep to the subset of Dynare's language that qelab reads, and if not, where does it
leave it? No text is ever executed.
"""

from functools import cache
from pathlib import Path
from typing import NoReturn

from lark import Lark, Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.builder import Builder

# Shown as they are written in a file: the same in every language.
_WRITTEN = {
    "SEMICOLON": "';'",
    "EQUAL": "'='",
    "RPAR": "')'",
    "LPAR": "'('",
    "RSQB": "']'",
    "END": "'end'",
    "NAME": "NAME",
    "INTEGER": "123",
    "STRING": "'...'",
}


def read_file(path: Path | str) -> syntax.ModFile:
    """Read a model file.

    Raises
    ------
    QelabError QE501 : no such file, or not text
    QelabError QE502 : a construct outside the subset
    QelabError QE503 : something else was expected at this place
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise QelabError("QE501", where=str(path), file=path.name) from reason
    return read_text(text, path)


def read_text(text: str, path: Path | str = "<text>") -> syntax.ModFile:
    """Read the text of a model file; ``path`` is only named in errors."""
    path = Path(path)
    try:
        statements = _parser().parse(text)
    except _Outside as found:
        raise _refusal(path, found.token.line or 0, found.token.column or 0, str(found.token)) from None
    except UnexpectedCharacters as found:
        construct = text[found.pos_in_stream :].split(maxsplit=1)[0][:30]
        raise _refusal(path, found.line, found.column, construct) from None
    except UnexpectedInput as found:
        raise _unexpected(path, found, text) from None
    return Builder.collect(statements, path)


class _Outside(Exception):
    """A word that starts a statement outside the subset."""

    def __init__(self, token: Token) -> None:
        self.token = token


def _stop_outside(token: Token) -> NoReturn:
    raise _Outside(token)


@cache
def _parser() -> Lark:
    return Lark(
        Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"),
        parser="lalr",
        transformer=Builder(),
        propagate_positions=False,
        maybe_placeholders=False,
        lexer_callbacks={"OUTSIDE": _stop_outside},
    )


def _refusal(path: Path, line: int, column: int, construct: str) -> QelabError:
    return QelabError("QE502", where=f"{path}:{line}:{column}", construct=construct, line=line, column=column)


def _unexpected(path: Path, found: UnexpectedInput, text: str) -> QelabError:
    if isinstance(found, UnexpectedToken) and found.token.type != "$END":
        line, column, construct = found.line, found.column, str(found.token)
    else:
        line, column, construct = text.count("\n") + 1, 1, "EOF"
    names = getattr(found, "accepts", None) or getattr(found, "expected", ())
    expected = " ".join(text for name, text in _WRITTEN.items() if name in names) or "var parameters model"
    place = f"{path}:{line}:{column}"
    return QelabError("QE503", where=place, construct=construct, expected=expected, line=line, column=column)
