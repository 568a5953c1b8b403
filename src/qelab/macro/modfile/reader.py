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

_READABLE = {
    "SEMICOLON": "';'",
    "EQUAL": "'='",
    "RPAR": "')'",
    "LPAR": "'('",
    "NAME": "a name",
    "NUMBER": "a number",
    "INTEGER": "a whole number",
    "STRING": "a quoted text",
    "RSQB": "']'",
    "END": "'end'",
}
_FOREIGN_CHARACTERS = {
    "@": "macro processor directive",
    "{": "macro processor or MATLAB brace",
    "&": "logical operator",
    "|": "logical operator",
    "'": "unclosed quotation mark",
    '"': "unclosed quotation mark",
    "$": "unclosed $ of a TeX name",
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
        _refuse(path, found.token.line, found.token.column, str(found.token))
    except UnexpectedCharacters as found:
        construct = _FOREIGN_CHARACTERS.get(text[found.pos_in_stream], f"character {text[found.pos_in_stream]!r}")
        _refuse(path, found.line, found.column, construct)
    except UnexpectedInput as found:
        _unexpected(path, found, text)
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


def _refuse(path: Path, line: int, column: int, construct: str) -> NoReturn:
    raise QelabError("QE502", where=f"{path}:{line}:{column}", construct=construct, line=line, column=column)


def _unexpected(path: Path, found: UnexpectedInput, text: str) -> NoReturn:
    if isinstance(found, UnexpectedToken) and found.token.type != "$END":
        line, column, construct = found.line, found.column, f"'{found.token}'"
    else:
        line, column, construct = text.count("\n") + 1, 1, "end of file"
    names = getattr(found, "accepts", None) or getattr(found, "expected", ())
    expected = ", ".join(sorted({_READABLE[name] for name in names if name in _READABLE})) or "a statement"
    place = f"{path}:{line}:{column}"
    raise QelabError("QE503", where=place, construct=construct, expected=expected, line=line, column=column)
