"""What a model file says, as plain data.

Answers: which symbols, numbers and equations does the file hold, and where does each stand? What they mean
together (who leads, who lags, which name is unknown) is the affair of ``symbolic``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column in the file, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A symbol of the current period, a parameter or a local definition."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unary:
    """A signed expression; ``operator`` is ``+`` or ``-``."""

    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions joined by ``+ - * / ^`` or a comparison."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """``exp(x)``, or a variable with its lead or lag, ``y(-1)``: only the declarations tell which."""

    name: str
    arguments: "tuple[Expression, ...]"
    place: Place


Expression = Number | Name | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared name with its label."""

    name: str
    place: Place
    long_name: str = ""
    tex: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name = expression;``"""

    name: str
    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Local(Assignment):
    """``# name = expression;`` inside the model block."""


@dataclass(frozen=True, slots=True)
class Equation:
    """``[tags] left = right;``"""

    left: Expression
    right: Expression
    place: Place
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShockPath:
    """Values of an exogenous variable in stated periods (1 = first simulated period)."""

    name: str
    periods: tuple[tuple[int, int], ...]
    values: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ShockMoment:
    """A standard error, variance, covariance or correlation of exogenous variables."""

    kind: str
    names: tuple[str, ...]
    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Command:
    """A computing command (``steady;``, ``check;``): noted, not run."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ModFile:
    """A whole model file, in the order in which it was written."""

    path: Path
    endogenous: tuple[Symbol, ...]
    exogenous: tuple[Symbol, ...]
    parameters: tuple[Symbol, ...]
    assignments: tuple[Assignment, ...]
    model_options: tuple[str, ...]
    model: tuple[Equation | Local, ...]
    initval: tuple[Assignment, ...]
    steady_state_model: tuple[Assignment, ...]
    shocks: tuple[ShockPath | ShockMoment, ...]
    commands: tuple[Command, ...]
