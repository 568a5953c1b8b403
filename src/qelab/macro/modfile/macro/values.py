"""What the macro processor computes with: booleans, reals, strings, tuples and arrays.

Answers: what is ``[1, 2] + [3]``, and how is a value written into the file? A tuple is a Python tuple, an array a
Python list. Every operation that can grow is bounded.
"""

import math
import operator
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from qelab.macro.modfile.functions import normal_density, normal_share

LONGEST = 100_000  # elements of an array, characters of a string

Value = Any  # bool | float | str | tuple | list: a union that refers to itself

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_NUMBERS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
KINDS = {"bool": bool, "real": float, "string": str, "tuple": tuple, "array": list}


class Unfit(Exception):
    """An operation that does not exist for these kinds of values."""


class TooLong(Exception):
    """A value beyond ``LONGEST``."""


def _power(a: float, b: float) -> float:
    value = a**b
    return value if isinstance(value, float) else math.nan


FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "cbrt": lambda x: math.copysign(abs(x) ** (1 / 3), x),
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sign": lambda x: float((x > 0) - (x < 0)),
    "floor": lambda x: float(math.floor(x)),
    "ceil": lambda x: float(math.ceil(x)),
    "trunc": lambda x: float(math.trunc(x)),
    "round": lambda x: math.copysign(math.floor(abs(x) + 0.5), x),
    "erf": math.erf,
    "erfc": math.erfc,
    "normcdf": normal_share,
    "normpdf": normal_density,
    "gamma": math.gamma,
    "lgamma": math.lgamma,
    "max": lambda a, b: max(a, b),
    "min": lambda a, b: min(a, b),
    "mod": math.fmod,
}


def same(a: Value, b: Value) -> bool:
    """Equality of value and kind: ``true`` is not ``1``."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return a == b


def contains(values: Value, item: Value) -> bool:
    if not isinstance(values, list | tuple):
        raise Unfit
    return any(same(item, value) for value in values)


def truth(value: Value) -> bool:
    """A condition: a boolean, or a number that is not zero."""
    if not isinstance(value, bool | float):
        raise Unfit
    return bool(value)


def binary(sign: str, a: Value, b: Value) -> Value:
    """``a sign b``; arrays are joined by +, thinned by -, and multiplied into tuples by * and ^."""
    if sign in ("==", "!="):
        return same(a, b) == (sign == "==")
    if sign == "in":
        return contains(b, a)
    kinds = {type(a), type(b)}
    if kinds == {float}:
        return _ORDER[sign](a, b) if sign in _ORDER else _finite(_number(sign, a, b))
    if kinds == {str} and (sign in _ORDER or sign == "+"):
        return _ORDER[sign](a, b) if sign in _ORDER else bounded(a + b)
    if kinds == {list} and sign == "+":
        return bounded([*a, *b])
    if kinds == {list} and sign == "-":
        _check_work(a, b)
        return [item for item in a if not contains(b, item)]
    if kinds == {list} and sign == "*":
        return _cartesian([a, b])
    if sign == "^" and isinstance(a, list) and isinstance(b, float) and b == int(b) and 0 < b <= 10:
        return _cartesian([a] * int(b))
    raise Unfit


def _number(sign: str, a: float, b: float) -> float:
    return _power(a, b) if sign == "^" else _NUMBERS[sign](a, b)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise Unfit
    return value


def call(name: str, arguments: list[Value]) -> Value:
    """A numeric function of reals."""
    if not all(isinstance(item, float) for item in arguments):
        raise Unfit
    try:
        return _finite(FUNCTIONS[name](*arguments))
    except TypeError as reason:  # another number of arguments
        raise Unfit from reason


def union(a: Value, b: Value) -> Value:
    """The first array, then what the second adds to it."""
    if {type(a), type(b)} != {list}:
        raise Unfit
    _check_work(a, b)
    found = list(a)
    found.extend(item for item in b if not contains(found, item))
    return bounded(found)


def intersection(a: Value, b: Value) -> Value:
    """What of the second the first holds too, as Dynare has it."""
    if {type(a), type(b)} != {list}:
        raise Unfit
    _check_work(a, b)
    return [item for item in b if contains(a, item)]


def _check_work(a: list[Value], b: list[Value]) -> None:
    if len(a) * max(len(b), 1) > 100 * LONGEST:
        raise TooLong


def spread(first: Value, step: Value, last: Value) -> list[Value]:
    """``first:step:last``, as an array of reals."""
    if not all(isinstance(item, float) and not isinstance(item, bool) for item in (first, step, last)):
        raise Unfit
    if step == 0:
        return []
    count = (last - first) / step
    if not count < LONGEST:
        raise TooLong
    return [first + step * number for number in range(math.floor(count + 1e-9) + 1)]


def cast(kind: str, value: Value) -> Value:
    """A value as another kind, as far as it has one."""
    if isinstance(value, KINDS[kind]) and not (kind == "real" and isinstance(value, bool)):
        return value
    if kind == "string":
        return written(value)
    if kind == "array":
        return list(value) if isinstance(value, tuple) else [value]
    if kind == "tuple":
        return tuple(value) if isinstance(value, list) else (value,)
    if isinstance(value, list | tuple):
        if len(value) != 1:
            raise Unfit
        return cast(kind, value[0])
    if kind == "bool" and isinstance(value, str):
        lowered = value.lower()
        return lowered == "true" if lowered in ("true", "false") else bool(_real(value))
    return bool(value) if kind == "bool" else _real(value)


def _real(value: Value) -> float:
    try:
        return _finite(float(value))
    except ValueError as reason:
        raise Unfit from reason


def written(value: Value) -> str:
    """A value as it stands in the file: numbers with fifteen digits, as Dynare writes them.

    >>> written([1.0, ("a", 0.5), True])
    '[1, (a, 0.5), true]'
    """
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
        case str():
            return value
        case list():
            return bounded("[" + ", ".join(map(written, value)) + "]")
        case _:
            return bounded("(" + ", ".join(map(written, value)) + ")")


def bounded(value: Value) -> Value:
    """The value, if it is not too long."""
    if len(value) > LONGEST:
        raise TooLong
    return value


def _cartesian(arrays: list[list[Value]]) -> list[Value]:
    if math.prod(len(item) for item in arrays) > LONGEST:
        raise TooLong
    spread_out = [[item if isinstance(item, tuple) else (item,) for item in array] for array in arrays]
    return [sum(parts, ()) for parts in product(*spread_out)]
