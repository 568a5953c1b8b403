"""Walking an expression, with numbers or with symbols: the caller says what a name and a call are worth."""

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.functions import FUNCTIONS

_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def evaluate(
    expression: syntax.Expression,
    name: Callable[[syntax.Name], Any],
    call: Callable[[syntax.Call], Any],
) -> Any:
    """Value of an expression; ``name`` and ``call`` give the value of its leaves.

    A long sum is worked through from its first term, without recursion.
    """
    later: list[syntax.Binary] = []
    while isinstance(expression, syntax.Binary):
        later.append(expression)
        expression = expression.left
    value = _leaf(expression, name, call)
    while later:
        item = later.pop()
        value = _OPERATORS[item.operator](value, evaluate(item.right, name, call))
    return value


def _leaf(
    expression: syntax.Expression,
    name: Callable[[syntax.Name], Any],
    call: Callable[[syntax.Call], Any],
) -> Any:
    match expression:
        case syntax.Number(value=value):
            return value
        case syntax.Name():
            return name(expression)
        case syntax.Call():
            return call(expression)
        case syntax.Unary(operator=sign, operand=operand):
            value = evaluate(operand, name, call)
            return -value if sign == "-" else value
    raise TypeError(f"not an expression: {expression!r}")


def whole_number(expression: syntax.Expression) -> int | None:
    """The lead or lag written in brackets, or None where it is not a whole number.

    >>> whole_number(syntax.Unary("-", syntax.Number(1.0)))
    -1
    """
    sign = 1
    while isinstance(expression, syntax.Unary):
        sign = -sign if expression.operator == "-" else sign
        expression = expression.operand
    if isinstance(expression, syntax.Number) and expression.value.is_integer():
        return sign * int(expression.value)
    return None


def assign(
    assignments: Iterable[syntax.Assignment],
    known: dict[str, float],
    path: Path,
    *,
    overrides: Mapping[str, float] | None = None,
    allowed: Iterable[str] | None = None,
) -> dict[str, float]:
    """Work through ``name = expression;`` lines in their order.

    Parameters
    ----------
    known : values already known, changed in place and returned
    overrides : values that stand instead of the written ones; what depends on them follows
    allowed : names that may be assigned; None admits any (temporary names of a steady_state_model)

    Raises
    ------
    QelabError QE505 : an unknown name
    QelabError QE509 : a value that is not a finite number
    """
    overrides = overrides or {}
    permitted = None if allowed is None else tuple(allowed)

    def where(place: syntax.Place) -> str:
        return syntax.where(path, place)

    def name(item: syntax.Name) -> float:
        if item.name not in known:
            raise QelabError("QE505", where=where(item.place), name=item.name, allowed=tuple(known))
        return known[item.name]

    def call(item: syntax.Call) -> float:
        if item.name not in FUNCTIONS:
            raise QelabError("QE505", where=where(item.place), name=item.name, allowed=tuple(FUNCTIONS))
        function = FUNCTIONS[item.name]
        if len(item.arguments) not in function.counts:
            raise QelabError("QE511", where=where(item.place), function=item.name, count=function.count)
        return function.numeric(*(evaluate(argument, name, call) for argument in item.arguments))

    for item in assignments:
        if permitted is not None and item.name not in permitted:
            raise QelabError("QE505", where=where(item.place), name=item.name, allowed=permitted)
        try:
            value = overrides[item.name] if item.name in overrides else evaluate(item.expression, name, call)
            value = float(value)  # a negative base with a fractional exponent gives a complex number
        except (ArithmeticError, ValueError, TypeError) as reason:
            raise QelabError("QE509", where=where(item.place), symbol=item.name) from reason
        if not math.isfinite(value):
            raise QelabError("QE509", where=where(item.place), symbol=item.name)
        known[item.name] = value
    return known
