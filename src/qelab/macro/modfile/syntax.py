"""What a model file says, as plain data.

Answers: which symbols, numbers and equations does the file hold, and where does each stand? What they mean
together (who leads, who lags, which name is unknown) is the affair of ``symbolic``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, both from 1; ``file`` names an included file, and is empty for the model file itself."""

    line: int
    column: int
    file: str = ""


def where(path: Path | str, place: Place) -> str:
    """A place as errors print it.

    >>> where("small.mod", Place(3, 7))
    'small.mod:3:7'
    """
    return f"{place.file or path}:{place.line}:{place.column}"


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
    partitions: Mapping[str, str] = field(default_factory=dict)


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
    """Values of an exogenous variable in stated periods (1 = first simulated period), one for each range.

    ``surprise``: nobody expects it before its period (``shocks(surprise)``, for occbin).
    """

    name: str
    periods: tuple[tuple[int, int], ...]
    values: tuple[Expression, ...]
    place: Place
    surprise: bool = False


@dataclass(frozen=True, slots=True)
class ShockMoment:
    """What an exogenous variable scatters: ``kind`` is stderr, variance, covariance or correlation."""

    kind: str
    names: tuple[str, ...]
    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class HistoryValue:
    """``name(lag) = expression;`` of a histval block; ``lag`` is 0 or below, 0 the last period before the path."""

    name: str
    lag: int
    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class OccbinConstraint:
    """``name 'X'; bind ...; relax ...;``: when a constraint begins to bind, and when it stops.

    Without ``relax`` it stops when ``bind`` is no longer true.
    """

    name: str
    bind: Expression
    relax: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Request:
    """A computing command, ``stoch_simul(order=1, irf=20) y c;``: noted as data, run by nobody here.

    ``options``: numbers as int or float, flags as True, names and strings as str, lists as tuple. ``after``: the
    blocks (initval, endval, histval, shocks) that stand before it, for commands whose meaning depends on it.
    """

    name: str
    options: Mapping[str, Any]
    variables: tuple[str, ...]
    place: Place
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModFile:
    """A whole model file; each kind of statement in the order in which it was written."""

    path: Path
    endogenous: tuple[Symbol, ...]
    exogenous: tuple[Symbol, ...]
    parameters: tuple[Symbol, ...]
    predetermined: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    model_options: tuple[str, ...] = ()
    model: tuple[Equation | Local, ...] = ()
    initval: tuple[Assignment, ...] = ()
    endval: tuple[Assignment, ...] = ()
    histval: tuple[HistoryValue, ...] = ()
    steady_state_model: tuple[Assignment, ...] = ()
    shocks: tuple[ShockPath | ShockMoment, ...] = ()
    occbin_constraints: tuple[OccbinConstraint, ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def linear(self) -> bool:
        """Whether the file says ``model(linear)``."""
        return "linear" in self.model_options

    def where(self, place: Place) -> str:
        """A place of this file, or of a file it includes, as errors print it."""
        return where(self.path, place)
