"""The functions that a model file may call, and their values for numbers (``symbols`` has them for expressions)."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function with the numbers of arguments that it takes.

    ``numeric`` raises ArithmeticError or ValueError where it has no value.
    """

    counts: tuple[int, ...]
    numeric: Callable[..., float]

    @property
    def count(self) -> str:
        """Numbers of arguments, as a message shows them."""
        return " / ".join(map(str, self.counts))


def normal_share(x: float, mean: float = 0.0, deviation: float = 1.0) -> float:
    """Probability that a normal variable is below x."""
    return math.erfc((mean - x) / (deviation * math.sqrt(2))) / 2


def normal_density(x: float, mean: float = 0.0, deviation: float = 1.0) -> float:
    """Density of a normal variable at x."""
    return math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * math.sqrt(2 * math.pi))


def _one(numeric: Callable[[float], float]) -> Function:
    return Function((1,), numeric)


FUNCTIONS: Mapping[str, Function] = {
    "exp": _one(math.exp),
    "log": _one(math.log),
    "ln": _one(math.log),
    "log10": _one(math.log10),
    "sqrt": _one(math.sqrt),
    "cbrt": _one(lambda x: math.copysign(abs(x) ** (1 / 3), x)),
    "sin": _one(math.sin),
    "cos": _one(math.cos),
    "tan": _one(math.tan),
    "asin": _one(math.asin),
    "acos": _one(math.acos),
    "atan": _one(math.atan),
    "abs": _one(math.fabs),
    "sign": _one(lambda x: float((x > 0) - (x < 0))),
    "erf": _one(math.erf),
    "max": Function((2,), max),
    "min": Function((2,), min),
    "normcdf": Function((1, 3), normal_share),
    "normpdf": Function((1, 3), normal_density),
}

OUTSIDE = ("expectation", "EXPECTATION", "diff", "adl", "var_expectation", "pac_expectation", "pac_target_nonstationary")
STEADY_STATE = ("STEADY_STATE", "steady_state")
