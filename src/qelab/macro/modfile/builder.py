"""The parser's actions: each rule of ``grammar.lark`` becomes one dataclass of ``syntax``."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lark import Token, v_args
from lark.visitors import Transformer_NonRecursive

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.source import Source
from qelab.macro.modfile.walk import first_place

_MODEL_OPTIONS = ("linear", "use_dll", "bytecode", "block")  # the last three change how Dynare computes only
_SHOCKS_OPTIONS = ("overwrite", "surprise")
_LONGEST_RANGE = 1000


class _Tags(dict[str, str]):
    """Tags of an equation, told apart from its expressions by type."""


class _Integers(tuple):
    """First and last period of a range, told apart from a path's values by type."""

    __slots__ = ()


class Block(tuple):
    """Kind of a block, and what it holds."""

    __slots__ = ()


def refusal(path: Path, place: syntax.Place, construct: str) -> QelabError:
    """QE502 at a place: the construct is outside the subset."""
    return QelabError(
        "QE502", where=syntax.where(path, place), construct=construct, line=place.line, column=place.column
    )


@v_args(inline=True)
class Builder(Transformer_NonRecursive):
    """Methods are named after the grammar's rules. It works without recursion: a text cannot exhaust the stack."""

    def __init__(self, source: Source, path: Path) -> None:
        super().__init__()
        self._source = source
        self._path = path

    def _place(self, token: Token) -> syntax.Place:
        return self._source.place(token.line or 0, token.column or 0)

    def _options(self, parts: Iterable[Any], allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Names of the options among the parts of a block; each has to be known, and none takes a value."""
        options = [item for item in parts if isinstance(item, tuple)]
        for name, value in options:
            if name not in allowed or value is not True:
                raise refusal(self._path, self._place(name), str(name))
        return tuple(str(name) for name, _ in options)

    # expressions ------------------------------------------------------------------------------------
    def number(self, token: Token) -> syntax.Number:
        value = float(token.lower().replace("d", "e"))
        if not math.isfinite(value):
            raise refusal(self._path, self._place(token), _shown(token))
        return syntax.Number(value)

    def name(self, token: Token) -> syntax.Name:
        return syntax.Name(str(token), self._place(token))

    def call(self, token: Token, *arguments: syntax.Expression) -> syntax.Call:
        return syntax.Call(str(token), arguments, self._place(token))

    def conditional(self, name: Token, *_: Any) -> None:
        raise refusal(self._path, self._place(name), str(name))  # EXPECTATION(-1)(...)

    def unary(self, sign: Token, operand: syntax.Expression) -> syntax.Unary:
        return syntax.Unary(str(sign), operand)

    def binary(self, left: syntax.Expression, sign: Token, right: syntax.Expression) -> syntax.Binary:
        return syntax.Binary(str(sign), left, right)

    def power(self, base: syntax.Expression, exponent: syntax.Expression) -> syntax.Binary:
        return syntax.Binary("^", base, exponent)

    def signed_number(self, *parts: Any) -> syntax.Expression:
        return parts[0] if len(parts) == 1 else syntax.Unary(str(parts[0]), parts[1])

    # declarations -----------------------------------------------------------------------------------
    def label(self, name: Token, value: Token) -> tuple[str, str]:
        return str(name), _text(value)

    def symbol(self, name: Token, *rest: Any) -> syntax.Symbol:
        tex, labels = "", {}
        for item in rest:
            if isinstance(item, Token):
                tex = item[1:-1]
            else:
                labels[item[0]] = item[1]
        long_name = labels.pop("long_name", "")
        return syntax.Symbol(str(name), self._place(name), long_name, tex, labels)

    def declaration(self, kind: Token, *symbols: syntax.Symbol) -> Block:
        return Block((str(kind), symbols))

    def predetermined(self, *names: Token) -> Block:
        return Block(("predetermined", tuple(syntax.Name(str(name), self._place(name)) for name in names)))

    def assignment(self, name: Token, expression: syntax.Expression) -> syntax.Assignment:
        return syntax.Assignment(str(name), expression, self._place(name))

    # the model block --------------------------------------------------------------------------------
    def tag(self, name: Token, value: Token | None = None) -> tuple[str, str]:
        if value is None:  # [static], [dynamic]: an equation of one of the two models only
            raise refusal(self._path, self._place(name), f"[{name}]")
        return str(name), _text(value)

    def tags(self, *pairs: tuple[str, str]) -> _Tags:
        return _Tags(pairs)

    def local(self, name: Token, expression: syntax.Expression) -> syntax.Local:
        return syntax.Local(str(name), expression, self._place(name))

    def equation(self, first: Any, *rest: Any) -> syntax.Equation:
        sides: list[Any] = list(rest) if isinstance(first, _Tags) else [first, *rest]
        tags = first if isinstance(first, _Tags) else _Tags()
        right = sides[1] if len(sides) > 1 else syntax.Number(0.0)
        return syntax.Equation(sides[0], right, first_place(sides[0]), dict(tags))

    def model(self, *parts: Any) -> Block:
        lines = tuple(item for item in parts if not isinstance(item, tuple))
        return Block(("model", (self._options(parts, _MODEL_OPTIONS), lines)))

    # blocks of values -------------------------------------------------------------------------------
    def initval(self, *assignments: syntax.Assignment) -> Block:
        return Block(("initval", assignments))

    def endval(self, *assignments: syntax.Assignment) -> Block:
        return Block(("endval", assignments))

    def history(self, name: Token, *rest: Any) -> syntax.HistoryValue:
        *sign, lag, expression = rest
        value = -_integer(lag) if sign and sign[0] == "-" else _integer(lag)
        if value > 0:
            place = self._place(name)
            raise QelabError("QE510", where=syntax.where(self._path, place), symbol=str(name))
        return syntax.HistoryValue(str(name), value, expression, self._place(name))

    def histval(self, *values: syntax.HistoryValue) -> Block:
        return Block(("histval", values))

    def steady_state_model(self, *assignments: syntax.Assignment) -> Block:
        return Block(("steady_state_model", assignments))

    def period(self, first: Token, last: Token | None = None) -> _Integers:
        return _Integers((_integer(first), _integer(last if last is not None else first)))

    def path(self, *parts: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        periods = tuple(tuple(item) for item in parts if isinstance(item, _Integers))
        return periods, tuple(item for item in parts if not isinstance(item, _Integers))

    def stderr(self, expression: syntax.Expression) -> syntax.Expression:
        return expression

    def shock(self, name: Token, body: Any) -> syntax.ShockPath | syntax.ShockMoment:
        place = self._place(name)
        if not isinstance(body, tuple):
            return syntax.ShockMoment("stderr", (str(name),), body, place)
        periods, values = body
        if len(periods) != len(values) or any(not 1 <= first <= last for first, last in periods):
            raise QelabError(
                "QE515",
                where=syntax.where(self._path, place),
                symbol=str(name),
                periods=len(periods),
                values=len(values),
            )
        return syntax.ShockPath(str(name), periods, values, place)

    def variance(self, name: Token, expression: syntax.Expression) -> syntax.ShockMoment:
        return syntax.ShockMoment("variance", (str(name),), expression, self._place(name))

    def covariance(self, first: Token, second: Token, expression: syntax.Expression) -> syntax.ShockMoment:
        names = (str(first), str(second))
        return syntax.ShockMoment("covariance", names, expression, self._place(first))

    def correlation(self, first: Token, second: Token, expression: syntax.Expression) -> syntax.ShockMoment:
        names = (str(first), str(second))
        return syntax.ShockMoment("correlation", names, expression, self._place(first))

    def shocks(self, *items: Any) -> Block:
        options = self._options(items, _SHOCKS_OPTIONS)
        shocks = tuple(item for item in items if not isinstance(item, tuple))
        self._check_repeats(item for item in shocks if isinstance(item, syntax.ShockPath))
        if "surprise" in options:
            shocks = tuple(self._as_surprise(item) for item in shocks)
        return Block(("overwrite" if "overwrite" in options else "shocks", shocks))

    def _check_repeats(self, paths: Iterable[syntax.ShockPath]) -> None:
        seen: set[str] = set()
        for item in paths:
            if item.name in seen:
                raise QelabError("QE506", where=syntax.where(self._path, item.place), symbol=item.name)
            seen.add(item.name)

    def _as_surprise(self, item: syntax.ShockPath | syntax.ShockMoment) -> syntax.ShockPath:
        if isinstance(item, syntax.ShockMoment):
            raise refusal(self._path, item.place, f"shocks(surprise): {item.kind}")
        return syntax.ShockPath(item.name, item.periods, item.values, item.place, surprise=True)

    def constraint(
        self, name: Token, bind: syntax.Expression, relax: syntax.Expression | None = None
    ) -> syntax.OccbinConstraint:
        return syntax.OccbinConstraint(_text(name), bind, relax, self._place(name))

    def occbin_constraints(self, *constraints: syntax.OccbinConstraint) -> Block:
        return Block(("occbin_constraints", constraints))

    # computing commands -----------------------------------------------------------------------------
    def setting_number(self, *parts: Any) -> int | float:
        value = -parts[1].value if len(parts) == 2 and parts[0] == "-" else parts[-1].value
        return int(value) if value == int(value) and abs(value) < 2**53 else value

    def setting_word(self, token: Token) -> str:
        return _text(token)

    def setting_range(self, first: Token, last: Token) -> tuple[int, ...]:
        start, stop = _integer(first), _integer(last)
        if stop - start > _LONGEST_RANGE:
            raise refusal(self._path, self._place(first), f"{_shown(first)}:{_shown(last)}")
        return tuple(range(start, stop + 1))

    def setting_list(self, *items: Any) -> tuple[Any, ...]:
        return items

    def option(self, name: Token, value: Any = True) -> tuple[Token, Any]:
        return name, value

    def request(self, name: Token, *parts: Any) -> syntax.Request:
        options = {str(item[0]): item[1] for item in parts if isinstance(item, tuple)}
        variables = tuple(str(item) for item in parts if isinstance(item, Token))
        return syntax.Request(str(name), options, variables, self._place(name))

    def start(self, *statements: Any) -> tuple[Any, ...]:
        return statements


def _text(value: Token) -> str:
    """A word as it is, a string without its quotation marks."""
    return str(value)[1:-1] if value[0] in "'\"" else str(value)


def _integer(token: Token) -> int:
    """Whole numbers beyond nine digits are no periods: they are cut short there, far outside every limit."""
    return int(token) if len(token) < 10 else 10**9


def _shown(token: Token) -> str:
    return str(token)[:30]
