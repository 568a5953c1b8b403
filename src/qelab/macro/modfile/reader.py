"""From the text of a model file to plain data.

Answers: does this file keep to the subset of Dynare's language that qelab reads, and if not, where does it
leave it? No text is ever executed, and no text can make the reader run for long: its size, its loops and its
brackets are bounded.
"""

import io
import platform
from functools import cache
from pathlib import Path

import lark
from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from qelab.core.errors import QelabError
from qelab.macro import kept
from qelab.macro.modfile import syntax
from qelab.macro.modfile.builder import Builder, refusal
from qelab.macro.modfile.collect import DEEPEST, collect
from qelab.macro.modfile.source import Source
from qelab.macro.modfile.walk import deeper_than

LARGEST = 1_000_000  # characters, after the macro processor; the largest published models have a third of it
_MOST_TOKENS = 150_000
_LONGEST_TAG = 50_000

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
_BLOCKS = ("var", "varexo", "parameters", "initval", "endval", "histval", "steady_state_model", "occbin_constraints")


def read_file(path: Path | str) -> syntax.ModFile:
    """Read a model file.

    Raises
    ------
    QelabError QE501 : no such file, or not text
    QelabError QE502 : a construct outside the subset
    QelabError QE503 : something else was expected at this place
    QelabError QE513 : the file is too large, or its macros never end
    """
    path = Path(path)
    return read_text(read_utf8(path), path)


def read_utf8(path: Path) -> str:
    """Text of a file.

    Raises
    ------
    QelabError QE501 : no such file, or not text
    QelabError QE513 : too large
    """
    try:
        if path.exists() and not path.is_file():
            raise QelabError("QE501", where=str(path), file=path.name)
        if path.stat().st_size > LARGEST:
            raise QelabError("QE513", where=str(path), what=path.name, limit=LARGEST)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as reason:
        raise QelabError("QE501", where=str(path), file=path.name) from reason


def read_text(text: str, path: Path | str = "<text>") -> syntax.ModFile:
    """Read the text of a model file; ``path`` is named in errors, and ``@#include`` looks beside it."""
    path = Path(path)
    source = _expanded(text, path) if "@#" in text or "@{" in text else Source(text)
    if len(source.text) > LARGEST:
        raise QelabError("QE513", where=str(path), what=path.name, limit=LARGEST)
    try:
        tree = _tree(source, path)
        statements = Builder(source, path).transform(tree)
    except UnexpectedCharacters as found:
        construct = source.text[found.pos_in_stream :].split(maxsplit=1)[0][:30]
        raise refusal(path, source.place(found.line, found.column), construct) from None
    except UnexpectedInput as found:
        raise _unexpected(path, found, source) from None
    except VisitError as found:
        raise found.orig_exc from None
    return collect(statements, path)


def _expanded(text: str, path: Path) -> Source:
    from qelab.macro.modfile.macro.processor import expand  # most files have no macros

    return expand(text, path, read_utf8, LARGEST)


def read_expression(text: str, path: Path) -> syntax.Expression | None:
    """An expression that stands inside a string, such as that of an ``mcp`` tag; None where it is none."""
    if len(text) > _LONGEST_TAG:
        return None
    try:
        tree = _parser().parse(text, start="only_expression")
        found = Builder(Source(text), path).transform(tree).children[0]
    except (UnexpectedInput, VisitError):
        return None
    return None if deeper_than(found, DEEPEST) else found


def _tree(source: Source, path: Path) -> Tree:
    """Parse token after token: brackets and signs may not be nested beyond reason, nor the file be too long."""
    parser = _parser().parse_interactive(source.text, start="start")
    depth, signs, token = 0, 0, None
    try:
        for number, token in enumerate(parser.iter_parse()):
            if token.type == "OUTSIDE":
                raise refusal(path, source.place(token.line or 0, token.column or 0), str(token))
            depth += (token == "(") - (token == ")")
            signs = signs + 1 if token.type == "SIGN" else 0
            if max(depth, signs) > DEEPEST or number > _MOST_TOKENS:
                place = source.place(token.line or 0, token.column or 0)
                what, limit = (path.name, _MOST_TOKENS) if number > _MOST_TOKENS else ("( ( (", DEEPEST)
                raise QelabError("QE513", where=syntax.where(path, place), what=what, limit=limit)
        return parser.feed_eof(token)
    except UnexpectedToken as found:
        found.interactive_parser = parser
        raise


@cache
def _parser() -> Lark:
    """The parser of the grammar. Its tables are kept between processes: making them takes longer than reading a file."""
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    name = f"grammar-{kept.key(grammar, lark.__version__, platform.python_version())}.tables"
    tables = kept.read(name)
    if tables is not None:
        return Lark.load(io.BytesIO(tables))
    parser = Lark(
        grammar,
        parser="lalr",
        start=["start", "only_expression"],
        propagate_positions=False,
        maybe_placeholders=False,
    )
    made = io.BytesIO()
    parser.save(made)
    kept.write(name, made.getvalue())
    return parser


def _unexpected(path: Path, found: UnexpectedInput, source: Source) -> QelabError:
    names = getattr(found, "accepts", None) or getattr(found, "expected", ())
    if isinstance(found, UnexpectedToken) and found.token.type != "$END":
        outside = found.token if found.token.type == "OUTSIDE" else _other_statement(found)
        if outside is not None:
            place = source.place(outside.line or 0, outside.column or 0)
            return refusal(path, place, str(outside)[:30])
        place, construct = source.place(found.line, found.column), str(found.token)[:30]
    else:
        place, construct = source.place(source.text.count("\n") + 1, 1), "EOF"
    expected = " ".join(text for name, text in _WRITTEN.items() if name in names) or "var parameters model"
    return QelabError(
        "QE503",
        where=syntax.where(path, place),
        construct=construct,
        expected=expected,
        line=place.line,
        column=place.column,
    )


def _other_statement(found: UnexpectedToken) -> Token | None:
    """The word that starts a statement of MATLAB or an option we do not read (``close all``, ``var(log)``)."""
    state = getattr(found.interactive_parser, "parser_state", None)
    stack = state.value_stack if state is not None else []
    if not stack or not isinstance(stack[-1], Token):
        return None
    word, inside = stack[-1], any(isinstance(item, Token) for item in stack[:-1])
    if word.type == "NAME" and not inside:
        return word
    if found.token == "(" and str(word) in _BLOCKS:
        return Token(word.type, f"{word}(", line=word.line, column=word.column)
    if found.token == "[" and any(item == "steady_state_model" for item in stack if isinstance(item, Token)):
        return Token("LSQB", "[", line=found.line, column=found.column)
    return None
