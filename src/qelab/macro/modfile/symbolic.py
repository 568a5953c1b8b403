"""From the plain data of a model file to CasADi expressions.

Answers: which residual does each equation have, written in last period's, this period's and next period's
values? Leads and lags of more than one period become auxiliary variables here (``pi__lag1`` is last
quarter's ``pi``); unknown names are refused here. Which equations hold where a constraint binds, and what an
``mcp`` tag makes of its equation, is decided here too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.functions import FUNCTIONS
from qelab.macro.modfile.reader import read_expression
from qelab.macro.modfile.scope import Scope
from qelab.macro.modfile.symbols import maximum, minimum


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolicModel:
    """Equations as CasADi expressions; endogenous are the declared ones, then the auxiliaries.

    ``values`` holds the parameters (p,) and then, for each variable of ``resting``, its steady state (r,): what
    ``STEADY_STATE(...)`` means in an equation. ``resting`` is empty where no equation says it.
    """

    endogenous: tuple[str, ...]
    exogenous: tuple[str, ...]
    parameters: tuple[str, ...]
    equation_names: tuple[str, ...]
    equation_places: tuple[str, ...]
    auxiliaries: Mapping[str, str]
    previous: Any
    current: Any
    next: Any
    shocks: Any
    values: Any
    residual: Any
    resting: tuple[str, ...] = ()


def build(file: syntax.ModFile, binding: Collection[str] = ()) -> SymbolicModel:
    """Turn a model file into expressions.

    Parameters
    ----------
    binding : names of the occbin constraints that bind; each choice has the same variables in the same order

    Raises
    ------
    QelabError QE502 : an operator outside the subset
    QelabError QE505 : an unknown name
    QelabError QE506 : a name declared twice
    QelabError QE508 : more or fewer equations than endogenous variables, or none
    QelabError QE510, QE511 : a lead or a function written wrongly
    QelabError QE513 : a lead or lag beyond all reason
    QelabError QE536 : an mcp tag that is no bound
    """
    _check_declarations(file)
    scope = Scope(file)
    residuals, names, places = [], [], []
    for item in file.model:
        if isinstance(item, syntax.Local):
            scope.define_local(item)
            continue
        residual = _with_bound(file, item, scope, scope.value(item.left) - scope.value(item.right))
        if not _in_force(file, item, binding):
            continue
        residuals.append(residual)
        names.append(item.tags.get("name") or f"equation {len(names) + 1}")
        places.append(file.where(item.place))
    if not residuals or len(residuals) != len(file.endogenous):
        raise QelabError(
            "QE508", where=str(file.path), equations=len(residuals), variables=len(file.endogenous)
        )
    for name, (definition, text) in scope.auxiliary_definitions.items():
        residuals.append(scope.at(name, 0) - definition)
        names.append(f"{name} is {text}")
        places.append(str(file.path))
    return _finished(scope, residuals, names, places)


def _check_declarations(file: syntax.ModFile) -> None:
    seen: set[str] = set()
    for symbol in (*file.endogenous, *file.exogenous, *file.parameters):
        if symbol.name in seen or symbol.name in FUNCTIONS:
            raise QelabError("QE506", where=file.where(symbol.place), symbol=symbol.name)
        seen.add(symbol.name)


def _in_force(file: syntax.ModFile, equation: syntax.Equation, binding: Collection[str]) -> bool:
    """Whether an equation holds when just these constraints bind (tags ``bind`` and ``relax``)."""
    known = tuple(constraint.name for constraint in file.occbin_constraints)
    bind, relax = (_listed(equation.tags.get(tag, "")) for tag in ("bind", "relax"))
    for name in (*bind, *relax):
        if name not in known:
            raise QelabError("QE505", where=file.where(equation.place), name=name, allowed=known)
    return all(name in binding for name in bind) and not any(name in binding for name in relax)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _with_bound(file: syntax.ModFile, equation: syntax.Equation, scope: Scope, residual: Any) -> Any:
    """The min-map of an ``mcp`` tag: 0 = min(x - low, F) for ``x > low``, 0 = max(x - high, F) for ``x < high``.

    F is left minus right. At its floor a variable may leave F positive, at its ceiling negative: as Dynare's
    ``lmmcp`` has it.
    """
    text = equation.tags.get("mcp")
    if text is None:
        return residual
    found = read_expression(text, file.path)
    if (
        not isinstance(found, syntax.Binary)
        or found.operator not in ("<", ">")
        or not isinstance(found.left, syntax.Name)
        or found.left.name not in scope.declared
    ):
        raise QelabError("QE536", where=file.where(equation.place), text=text[:60])
    distance = scope.at(found.left.name, 0) - scope.constant(found.right, equation, text)
    return minimum(distance, residual) if found.operator == ">" else maximum(distance, residual)


def _finished(scope: Scope, residuals: list[Any], names: list[str], places: list[str]) -> SymbolicModel:
    previous, current, following = zip(*scope.endogenous.values(), strict=True) if scope.endogenous else ((), (), ())
    return SymbolicModel(
        endogenous=tuple(scope.endogenous),
        exogenous=tuple(scope.exogenous),
        parameters=tuple(scope.parameters),
        equation_names=tuple(names),
        equation_places=tuple(places),
        auxiliaries={name: text for name, (_, text) in scope.auxiliary_definitions.items()},
        previous=ca.vertcat(*previous),
        current=ca.vertcat(*current),
        next=ca.vertcat(*following),
        shocks=ca.vertcat(*scope.exogenous.values()),
        values=ca.vertcat(*scope.parameters.values(), *scope.resting.values()),
        residual=ca.vertcat(*residuals),
        resting=tuple(scope.resting),
    )
