"""From plain data back to a text that Dynare reads.

Answers: what does this model look like as a file? Reading the result gives the same data, but for the places; macros,
comments and the writing of numbers are not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qelab.macro.modfile import syntax

_LEVELS = {"+": 2, "-": 2, "*": 3, "/": 3, "^": 5}  # comparisons are at 1, signs at 4, names and numbers at 6
_ATOM = 6


def write(file: syntax.ModFile) -> str:
    """Text of a model file, as Dynare and ``read_text`` read it."""
    return "\n".join(_lines(file)) + "\n"


def written(expression: syntax.Expression) -> str:
    """Text of an expression, with the brackets that it needs.

    >>> written(syntax.Binary("*", syntax.Binary("+", syntax.Number(1), syntax.Number(2)), syntax.Number(0.5)))
    '(1 + 2)*0.5'
    """
    return _text(expression, 1)


def _lines(file: syntax.ModFile) -> Iterator[str]:
    for kind, symbols in (("var", file.endogenous), ("varexo", file.exogenous), ("parameters", file.parameters)):
        if symbols:
            yield kind
            yield from (f"  {_symbol(symbol)}" for symbol in symbols)
            yield ";"
    if file.predetermined:
        yield f"predetermined_variables {' '.join(file.predetermined)};"
    yield ""
    yield from (f"{item.name} = {written(item.expression)};" for item in file.assignments)
    yield ""
    yield f"model({', '.join(file.model_options)});" if file.model_options else "model;"
    for item in file.model:
        yield from _equation(item)
    yield "end;"
    yield from _assignments("steady_state_model", file.steady_state_model)
    yield from _constraints(file.occbin_constraints)
    yield from _blocks_and_requests(file)


def _symbol(symbol: syntax.Symbol) -> str:
    labels = {"long_name": symbol.long_name, **symbol.partitions} if symbol.long_name else dict(symbol.partitions)
    tex = f" ${symbol.tex}$" if symbol.tex else ""
    shown = f" ({', '.join(f'{name}={_quoted(text)}' for name, text in labels.items())})" if labels else ""
    return f"{symbol.name}{tex}{shown}"


def _equation(item: syntax.Equation | syntax.Local) -> Iterator[str]:
    if isinstance(item, syntax.Local):
        yield f"  # {item.name} = {written(item.expression)};"
        return
    if item.tags:
        yield f"  [{', '.join(f'{name}={_quoted(text)}' for name, text in item.tags.items())}]"
    yield f"  {written(item.left)} = {written(item.right)};"


def _assignments(block: str, assignments: Iterable[syntax.Assignment]) -> Iterator[str]:
    lines = [f"  {item.name} = {written(item.expression)};" for item in assignments]
    if lines:
        yield from ("", f"{block};", *lines, "end;")


def _constraints(constraints: Iterable[syntax.OccbinConstraint]) -> Iterator[str]:
    lines = []
    for item in constraints:
        relax = f" relax {written(item.relax)};" if item.relax is not None else ""
        lines.append(f"  name {_quoted(item.name)}; bind {written(item.bind)};{relax}")
    if lines:
        yield from ("", "occbin_constraints;", *lines, "end;")


def _blocks_and_requests(file: syntax.ModFile) -> Iterator[str]:
    """Blocks of values, and each request behind the blocks that stood before it."""
    waiting = {
        "initval": list(_assignments("initval", file.initval)),
        "endval": list(_assignments("endval", file.endval)),
        "histval": list(_history(file.histval)),
        "shocks": list(_shocks(file.shocks)),
    }
    for request in file.requests:
        for name in request.after:
            yield from waiting.pop(name, [])
        yield _request(request)
    for lines in waiting.values():
        yield from lines


def _history(values: Iterable[syntax.HistoryValue]) -> Iterator[str]:
    lines = [f"  {item.name}({item.lag}) = {written(item.expression)};" for item in values]
    if lines:
        yield from ("", "histval;", *lines, "end;")


def _shocks(shocks: Iterable[syntax.ShockPath | syntax.ShockMoment]) -> Iterator[str]:
    """Blocks of shocks; Dynare wants a path of the same variable in a block of its own."""
    seen: set[tuple[Any, ...]] = set()
    opened: bool | None = None
    for item in shocks:
        surprise = isinstance(item, syntax.ShockPath) and item.surprise
        key = ("path", item.name) if isinstance(item, syntax.ShockPath) else (item.kind, *item.names)
        if opened is not surprise or key in seen:
            if opened is not None:
                yield "end;"
            yield from ("", "shocks(surprise);" if surprise else "shocks;")
            seen, opened = set(), surprise
        seen.add(key)
        yield f"  {_shock(item)}"
    if opened is not None:
        yield "end;"


def _shock(item: syntax.ShockPath | syntax.ShockMoment) -> str:
    if isinstance(item, syntax.ShockPath):
        periods = " ".join(f"{first}:{last}" if last > first else f"{first}" for first, last in item.periods)
        values = " ".join(f"({written(value)})" for value in item.values)
        return f"var {item.name}; periods {periods}; values {values};"
    value = written(item.expression)
    match item.kind:
        case "stderr":
            return f"var {item.names[0]}; stderr {value};"
        case "correlation":
            return f"corr {item.names[0]}, {item.names[1]} = {value};"
    return f"var {', '.join(item.names)} = {value};"


def _request(request: syntax.Request) -> str:
    options = _options(request.options)
    names = f" {' '.join(request.variables)}" if request.variables else ""
    return f"{request.name}{f'({options})' if options else ''}{names};"


def _options(options: Mapping[str, Any]) -> str:
    return ", ".join(name if value is True else f"{name}={_setting(value)}" for name, value in options.items())


def _setting(value: Any) -> str:
    if isinstance(value, tuple):
        items = [_setting(item) for item in value]
        numbers = all(isinstance(item, int | float) for item in value)
        return f"[{' '.join(items)}]" if numbers else f"({', '.join(items)})"
    if isinstance(value, str):
        return value if value.isidentifier() and value.isascii() else _quoted(value)
    return f"-{_number(-value)}" if value < 0 else _number(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "\u2019").replace("\n", " ") + "'"


def _number(value: float) -> str:
    """The shortest text that reads back equal."""
    return repr(float(value)).removesuffix(".0")


# expressions ----------------------------------------------------------------------------------------
def _level(expression: syntax.Expression) -> int:
    match expression:
        case syntax.Binary(operator=sign):
            return _LEVELS.get(sign, 1)
        case syntax.Unary():
            return 4
        case syntax.Number(value=value) if value < 0:
            return 4
    return _ATOM


def _text(expression: syntax.Expression, least: int) -> str:
    """Text of an expression where brackets are needed below the level ``least``; a long sum without recursion."""
    later: list[str] = []
    while isinstance(expression, syntax.Binary) and _level(expression) >= least:
        level = _level(expression)
        # a sign behind an operator is put into brackets, though the grammar could do without
        right = max(level + 1, 5) if _level(expression.right) == 4 else level + 1
        sign = expression.operator if level in (3, 5) else f" {expression.operator} "
        later.append(sign + _text(expression.right, _ATOM if level == 5 else right))
        least = _ATOM if level == 5 else level
        expression = expression.left
    return _head(expression, least) + "".join(reversed(later))


def _head(expression: syntax.Expression, least: int) -> str:
    if _level(expression) < least:
        return f"({_text(expression, 1)})"
    match expression:
        case syntax.Number(value=value):
            return f"-{_number(-value)}" if value < 0 else _number(value)
        case syntax.Name(name=name):
            return name
        case syntax.Unary(operator=sign, operand=operand):
            return f"{sign}{_text(operand, 5 if _level(operand) == 4 else 4)}"
        case syntax.Call(name=name, arguments=arguments):
            return f"{name}({', '.join(_text(argument, 1) for argument in arguments)})"
    raise TypeError(f"not an expression: {expression!r}")
