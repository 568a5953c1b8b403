"""From the plain data of a model file to CasADi expressions.

Answers: which residual does each equation have, written in last period's, this period's and next period's
values? Leads and lags of more than one period become auxiliary variables here (``pi__lag1`` is last
quarter's ``pi``); unknown names are refused here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.evaluate import evaluate, whole_number


def _maximum(a: Any, b: Any) -> Any:
    # CasADi's fmax has the mean of both slopes at a tie; the solver needs one of them.
    return ca.if_else(a >= b, a, b)


def _minimum(a: Any, b: Any) -> Any:
    return ca.if_else(a <= b, a, b)


SYMBOLIC_FUNCTIONS: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "exp": (1, ca.exp),
    "log": (1, ca.log),
    "ln": (1, ca.log),
    "log10": (1, ca.log10),
    "sqrt": (1, ca.sqrt),
    "abs": (1, ca.fabs),
    "sign": (1, ca.sign),
    "max": (2, _maximum),
    "min": (2, _minimum),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolicModel:
    """Equations as CasADi expressions; endogenous are the declared ones, then the auxiliaries."""

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


def build(file: syntax.ModFile) -> SymbolicModel:
    """Turn a model file into expressions.

    Raises
    ------
    QelabError QE505 : an unknown name
    QelabError QE506 : a name declared twice
    QelabError QE508 : more or fewer equations than endogenous variables
    QelabError QE510, QE511 : a lead or a function written wrongly
    """
    _check_declarations(file)
    scope = _Scope(file)
    residuals, names, places = [], [], []
    for item in file.model:
        if isinstance(item, syntax.Local):
            scope.define_local(item)
            continue
        residuals.append(scope.value(item.left) - scope.value(item.right))
        names.append(item.tags.get("name") or f"equation {len(names) + 1}")
        places.append(f"{file.path}:{item.place.line}:{item.place.column}")
    if len(residuals) != len(file.endogenous):
        raise QelabError(
            "QE508", where=str(file.path), equations=len(residuals), variables=len(file.endogenous)
        )
    for name, (definition, text) in scope.auxiliary_definitions.items():
        residuals.append(scope.at(name, 0) - definition)
        names.append(f"{name} is {text}")
        places.append(str(file.path))
    return scope.finish(residuals, names, places)


def _check_declarations(file: syntax.ModFile) -> None:
    seen: set[str] = set()
    for symbol in (*file.endogenous, *file.exogenous, *file.parameters):
        if symbol.name in seen or symbol.name in SYMBOLIC_FUNCTIONS:
            place = f"{file.path}:{symbol.place.line}:{symbol.place.column}"
            raise QelabError("QE506", where=place, symbol=symbol.name)
        seen.add(symbol.name)


class _Scope:
    """Names while the model block is being read; auxiliaries are added as leads and lags ask for them."""

    def __init__(self, file: syntax.ModFile) -> None:
        self._file = file
        self._endogenous = {symbol.name: _three(symbol.name) for symbol in file.endogenous}
        self._exogenous = {symbol.name: ca.SX.sym(symbol.name) for symbol in file.exogenous}
        self._parameters = {symbol.name: ca.SX.sym(symbol.name) for symbol in file.parameters}
        self._locals: dict[str, Any] = {}
        self.auxiliary_definitions: dict[str, tuple[Any, str]] = {}

    def value(self, expression: syntax.Expression) -> Any:
        return evaluate(expression, self._name, self._call)

    def define_local(self, item: syntax.Local) -> None:
        if item.name in self._endogenous or item.name in self._exogenous or item.name in self._parameters:
            raise QelabError("QE506", where=self._where(item.place), symbol=item.name)
        self._locals[item.name] = self.value(item.expression)

    def at(self, name: str, lead: int) -> Any:
        """An endogenous variable with any lead or lag."""
        if abs(lead) <= 1:
            return self._endogenous[name][lead + 1]
        step = 1 if lead > 0 else -1
        return self._endogenous[self._auxiliary(name, lead - step)][step + 1]

    def _auxiliary(self, name: str, lead: int) -> str:
        auxiliary = f"{name}__{'lead' if lead > 0 else 'lag'}{abs(lead)}"
        if auxiliary not in self._endogenous:
            definition = self.at(name, lead)
            self._endogenous[auxiliary] = _three(auxiliary)
            self.auxiliary_definitions[auxiliary] = (definition, f"{name}({lead:+d})")
        return auxiliary

    def _exogenous_at(self, name: str, lead: int) -> Any:
        if lead == 0:
            return self._exogenous[name]
        auxiliary = f"{name}__now"
        if auxiliary not in self._endogenous:
            self._endogenous[auxiliary] = _three(auxiliary)
            self.auxiliary_definitions[auxiliary] = (self._exogenous[name], name)
        return self.at(auxiliary, lead)

    def _name(self, item: syntax.Name) -> Any:
        if item.name in self._endogenous:
            return self.at(item.name, 0)
        for scope in (self._exogenous, self._parameters, self._locals):
            if item.name in scope:
                return scope[item.name]
        raise self._unknown(item.name, item.place)

    def _call(self, item: syntax.Call) -> Any:
        if item.name in SYMBOLIC_FUNCTIONS:
            count, function = SYMBOLIC_FUNCTIONS[item.name]
            if len(item.arguments) != count:
                raise QelabError("QE511", where=self._where(item.place), function=item.name, count=count)
            return function(*(self.value(argument) for argument in item.arguments))
        timed = item.name in self._endogenous or item.name in self._exogenous
        if not timed and item.name not in self._parameters and item.name not in self._locals:
            raise self._unknown(item.name, item.place)
        lead = whole_number(item.arguments[0]) if timed and len(item.arguments) == 1 else None
        if lead is None:
            raise QelabError("QE510", where=self._where(item.place), symbol=item.name)
        return (
            self.at(item.name, lead) if item.name in self._endogenous else self._exogenous_at(item.name, lead)
        )

    def _unknown(self, name: str, place: syntax.Place) -> QelabError:
        known = (*self._endogenous, *self._exogenous, *self._parameters, *self._locals, *SYMBOLIC_FUNCTIONS)
        allowed = tuple(item for item in known if "__" not in item)
        return QelabError("QE505", where=self._where(place), name=name, allowed=allowed)

    def _where(self, place: syntax.Place) -> str:
        return f"{self._file.path}:{place.line}:{place.column}"

    def finish(self, residuals: list[Any], names: list[str], places: list[str]) -> SymbolicModel:
        previous, current, following = zip(*self._endogenous.values(), strict=True)
        return SymbolicModel(
            endogenous=tuple(self._endogenous),
            exogenous=tuple(self._exogenous),
            parameters=tuple(self._parameters),
            equation_names=tuple(names),
            equation_places=tuple(places),
            auxiliaries={name: text for name, (_, text) in self.auxiliary_definitions.items()},
            previous=ca.vertcat(*previous),
            current=ca.vertcat(*current),
            next=ca.vertcat(*following),
            shocks=ca.vertcat(*self._exogenous.values()),
            values=ca.vertcat(*self._parameters.values()),
            residual=ca.vertcat(*residuals),
        )


def _three(name: str) -> tuple[Any, Any, Any]:
    return ca.SX.sym(f"{name}_previous"), ca.SX.sym(name), ca.SX.sym(f"{name}_next")
