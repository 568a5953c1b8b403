"""The functions of a model file for CasADi expressions."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import casadi as ca


def maximum(a: Any, b: Any) -> Any:
    """The larger of two expressions, with the slope of the first at a tie.

    CasADi's fmax has the mean of both slopes there; the solver needs one of them.
    """
    return ca.if_else(a >= b, a, b)


def minimum(a: Any, b: Any) -> Any:
    """The smaller of two expressions, with the slope of the first at a tie."""
    return ca.if_else(a <= b, a, b)


def _cube_root(x: Any) -> Any:
    return ca.sign(x) * ca.power(ca.fabs(x), 1 / 3)


def _normal_share(x: Any, mean: Any = 0.0, deviation: Any = 1.0) -> Any:
    return (1 + ca.erf((x - mean) / (deviation * math.sqrt(2)))) / 2


def _normal_density(x: Any, mean: Any = 0.0, deviation: Any = 1.0) -> Any:
    distance = (x - mean) / deviation
    return ca.exp(-distance * distance / 2) / (deviation * math.sqrt(2 * math.pi))


SYMBOLIC: Mapping[str, Callable[..., Any]] = {
    "exp": ca.exp,
    "log": ca.log,
    "ln": ca.log,
    "log10": ca.log10,
    "sqrt": ca.sqrt,
    "cbrt": _cube_root,
    "sin": ca.sin,
    "cos": ca.cos,
    "tan": ca.tan,
    "asin": ca.asin,
    "acos": ca.acos,
    "atan": ca.atan,
    "abs": ca.fabs,
    "sign": ca.sign,
    "erf": ca.erf,
    "max": maximum,
    "min": minimum,
    "normcdf": _normal_share,
    "normpdf": _normal_density,
}
