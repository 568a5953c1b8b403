"""The parser's actions: each rule of ``grammar.lark`` becomes one dataclass of ``syntax``."""

from pathlib import Path
from typing import Any

from lark import Token, Transformer, v_args

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax


def _place(token: Token) -> syntax.Place:
    return syntax.Place(token.line or 0, token.column or 0)


class _Tags(dict[str, str]):
    """Tags of an equation, told apart from its expressions by type."""


class _Block(tuple):
    """Name of a block and what it holds."""

    __slots__ = ()


@v_args(inline=True)
class Builder(Transformer):
    """Methods are named after the grammar's rules."""

    # expressions ------------------------------------------------------------------------------------
    def number(self, token: Token) -> syntax.Number:
        return syntax.Number(float(token.lower().replace("d", "e")))

    def name(self, token: Token) -> syntax.Name:
        return syntax.Name(str(token), _place(token))

    def call(self, token: Token, *arguments: syntax.Expression) -> syntax.Call:
        return syntax.Call(str(token), arguments, _place(token))

    def unary(self, sign: Token, operand: syntax.Expression) -> syntax.Unary:
        return syntax.Unary(str(sign), operand)

    def binary(self, left: syntax.Expression, sign: Token, right: syntax.Expression) -> syntax.Binary:
        return syntax.Binary(str(sign), left, right)

    def power(self, base: syntax.Expression, exponent: syntax.Expression) -> syntax.Binary:
        return syntax.Binary("^", base, exponent)

    def signed_number(self, *parts: Any) -> syntax.Expression:
        return parts[0] if len(parts) == 1 else syntax.Unary(str(parts[0]), parts[1])

    # declarations -----------------------------------------------------------------------------------
    def option(self, name: Token, value: Any = None) -> tuple[Token, Any]:
        return name, value

    def symbol(self, name: Token, *rest: Any) -> syntax.Symbol:
        tex, labels = "", {}
        for item in rest:
            if isinstance(item, Token):
                tex = item.strip("$")
            else:
                labels[str(item[0])] = _text(item[1])
        return syntax.Symbol(str(name), _place(name), labels.get("long_name", ""), tex)

    def declaration(self, kind: Token, *symbols: syntax.Symbol) -> _Block:
        return _Block((str(kind), symbols))

    def assignment(self, name: Token, expression: syntax.Expression) -> syntax.Assignment:
        return syntax.Assignment(str(name), expression, _place(name))

    # the model block --------------------------------------------------------------------------------
    def tag(self, name: Token, value: Token | None = None) -> tuple[str, str]:
        return str(name), _text(value)

    def tags(self, *pairs: tuple[str, str]) -> _Tags:
        return _Tags(pairs)

    def local(self, name: Token, expression: syntax.Expression) -> syntax.Local:
        return syntax.Local(str(name), expression, _place(name))

    def equation(self, first: Any, *rest: Any) -> syntax.Equation:
        sides: list[Any] = list(rest) if isinstance(first, _Tags) else [first, *rest]
        tags = first if isinstance(first, _Tags) else _Tags()
        right = sides[1] if len(sides) > 1 else syntax.Number(0.0)
        return syntax.Equation(sides[0], right, _first_place(sides[0]), tags)

    def model(self, *parts: Any) -> _Block:
        options = tuple(str(item[0]) for item in parts if isinstance(item, tuple))
        return _Block(("model", (options, tuple(item for item in parts if not isinstance(item, tuple)))))

    # blocks of values -------------------------------------------------------------------------------
    def initval(self, *assignments: syntax.Assignment) -> _Block:
        return _Block(("initval", assignments))

    def steady_state_model(self, *assignments: syntax.Assignment) -> _Block:
        return _Block(("steady_state_model", assignments))

    def range(self, first: Token, last: Token | None = None) -> tuple[int, int]:
        return int(first), int(last if last is not None else first)

    def path(self, *parts: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        periods = tuple(item for item in parts if isinstance(item, tuple))
        return periods, tuple(item for item in parts if not isinstance(item, tuple))

    def stderr(self, expression: syntax.Expression) -> syntax.Expression:
        return expression

    def shock(self, name: Token, body: Any) -> syntax.ShockPath | syntax.ShockMoment:
        if isinstance(body, tuple):
            return syntax.ShockPath(str(name), body[0], body[1], _place(name))
        return syntax.ShockMoment("stderr", (str(name),), body, _place(name))

    def variance(self, name: Token, expression: syntax.Expression) -> syntax.ShockMoment:
        return syntax.ShockMoment("variance", (str(name),), expression, _place(name))

    def covariance(self, first: Token, second: Token, expression: syntax.Expression) -> syntax.ShockMoment:
        return syntax.ShockMoment("covariance", (str(first), str(second)), expression, _place(first))

    def shocks(self, *items: Any) -> _Block:
        return _Block(("shocks", tuple(item for item in items if not isinstance(item, tuple))))

    def command(self, name: Token, *_: Any) -> syntax.Command:
        return syntax.Command(str(name), _place(name))

    def start(self, *statements: Any) -> tuple[Any, ...]:
        return statements

    @staticmethod
    def collect(statements: tuple[Any, ...], path: Path) -> syntax.ModFile:
        """Sort the statements of a file by kind; blocks may be repeated, the model block may not."""
        blocks: dict[str, list[Any]] = {}
        models = []
        for statement in statements:
            if isinstance(statement, _Block) and statement[0] == "model":
                models.append(statement[1])
            elif isinstance(statement, _Block):
                blocks.setdefault(statement[0], []).extend(statement[1])
        if len(models) != 1:
            raise QelabError("QE504", where=str(path), count=len(models))
        return syntax.ModFile(
            path=path,
            endogenous=tuple(blocks.get("var", ())),
            exogenous=tuple(blocks.get("varexo", ())),
            parameters=tuple(blocks.get("parameters", ())),
            assignments=tuple(item for item in statements if isinstance(item, syntax.Assignment)),
            model_options=models[0][0],
            model=models[0][1],
            initval=tuple(blocks.get("initval", ())),
            steady_state_model=tuple(blocks.get("steady_state_model", ())),
            shocks=tuple(blocks.get("shocks", ())),
            commands=tuple(item for item in statements if isinstance(item, syntax.Command)),
        )


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip("'\"")


def _first_place(expression: syntax.Expression) -> syntax.Place:
    """Place of the first name in an expression (a line of pure numbers has none)."""
    match expression:
        case syntax.Name(place=place) | syntax.Call(place=place):
            return place
        case syntax.Unary(operand=operand):
            return _first_place(operand)
        case syntax.Binary(left=left, right=right):
            place = _first_place(left)
            return place if place.line else _first_place(right)
    return syntax.Place(0, 0)
