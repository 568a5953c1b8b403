"""What each name of the model block stands for, while the equations are being built.

Answers: which symbol is ``k(+1)``, of a variable that is predetermined, or five quarters ahead, or exogenous? Every lead
and lag beyond one period is given an auxiliary variable here.
"""

from typing import Any

import casadi as ca

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.evaluate import evaluate, whole_number
from qelab.macro.modfile.functions import FUNCTIONS, OUTSIDE, STEADY_STATE
from qelab.macro.modfile.symbols import SYMBOLIC
from qelab.macro.modfile.walk import nodes

FARTHEST = 400  # periods of a lead or lag: a century of quarters


class Scope:
    """Names while the model block is being read; auxiliaries are added as leads and lags ask for them.

    ``endogenous`` maps a name to its symbols (previous, current, next); ``resting`` holds the steady states that
    equations speak of; ``auxiliary_definitions`` maps an auxiliary to its definition and to that in words.
    """

    def __init__(self, file: syntax.ModFile) -> None:
        self._file = file
        self._predetermined = frozenset(file.predetermined)
        self.declared = tuple(symbol.name for symbol in file.endogenous)
        self.endogenous = {name: _three(name) for name in self.declared}
        self.exogenous = {symbol.name: ca.SX.sym(symbol.name) for symbol in file.exogenous}
        self.parameters = {symbol.name: ca.SX.sym(symbol.name) for symbol in file.parameters}
        self.resting: dict[str, Any] = {}
        self.auxiliary_definitions: dict[str, tuple[Any, str]] = {}
        self._locals: dict[str, Any] = {}
        self._local_expressions: dict[str, syntax.Expression] = {}
        self._locals_at_rest: dict[str, Any] = {}

    def value(self, expression: syntax.Expression) -> Any:
        return evaluate(expression, self._name, self._call)

    def define_local(self, item: syntax.Local) -> None:
        taken = (*self.endogenous, *self.exogenous, *self.parameters, *self._locals, *FUNCTIONS)
        if item.name in taken:
            raise QelabError("QE506", where=self._where(item.place), symbol=item.name)
        self._locals[item.name] = self.value(item.expression)
        self._local_expressions[item.name] = item.expression

    def constant(self, expression: syntax.Expression, equation: syntax.Equation, text: str) -> Any:
        """The bound in an ``mcp`` tag: made of numbers and parameters."""

        def name(item: syntax.Name) -> Any:
            if item.name not in self.parameters:
                raise QelabError("QE536", where=self._where(equation.place), text=text[:60])
            return self.parameters[item.name]

        def call(item: syntax.Call) -> Any:
            if item.name not in FUNCTIONS:
                raise QelabError("QE536", where=self._where(equation.place), text=text[:60])
            return self._function(item, [evaluate(argument, name, call) for argument in item.arguments])

        return evaluate(expression, name, call)

    # dates ------------------------------------------------------------------------------------------
    def at(self, name: str, lead: int) -> Any:
        """An endogenous variable with any lead or lag (end-of-period dates, as Dynare counts inside)."""
        step = 1 if lead > 0 else -1
        far = name
        for distance in range(1, abs(lead)):
            far = self._auxiliary(name, distance * step, far, step)
        return self.endogenous[far][0 if lead < 0 else 2 if lead > 0 else 1]

    def _auxiliary(self, name: str, lead: int, before: str, step: int) -> str:
        """The variable that stands for ``name(lead)``, made of the one a period nearer."""
        auxiliary = f"{name}__{'lead' if lead > 0 else 'lag'}{abs(lead)}"
        self._add(auxiliary, self.endogenous[before][step + 1], f"{name}({lead:+d})")
        return auxiliary

    def _add(self, auxiliary: str, definition: Any, text: str) -> None:
        if auxiliary in self.auxiliary_definitions:
            return
        if auxiliary in self.endogenous or auxiliary in self.exogenous or auxiliary in self.parameters:
            raise QelabError("QE506", where=str(self._file.path), symbol=auxiliary)
        self.endogenous[auxiliary] = _three(auxiliary)
        self.auxiliary_definitions[auxiliary] = (definition, text)

    def _exogenous_at(self, name: str, lead: int) -> Any:
        if lead == 0:
            return self.exogenous[name]
        auxiliary = f"{name}__now"
        self._add(auxiliary, self.exogenous[name], name)
        return self.at(auxiliary, lead)

    def _dated(self, name: str, lead: int) -> Any:
        """A variable with the lead that is written: a predetermined one is decided a period before."""
        if name in self.exogenous:
            return self._exogenous_at(name, lead)
        return self.at(name, lead - (name in self._predetermined))

    # names and calls in an equation -----------------------------------------------------------------
    def _name(self, item: syntax.Name) -> Any:
        if item.name in self.declared or item.name in self.exogenous:
            return self._dated(item.name, 0)
        for scope in (self.parameters, self._locals):
            if item.name in scope:
                return scope[item.name]
        raise self._unknown(item.name, item.place)

    def _call(self, item: syntax.Call) -> Any:
        if item.name in FUNCTIONS:
            return self._function(item, [self.value(argument) for argument in item.arguments])
        if item.name in self.declared or item.name in self.exogenous:
            return self._dated(item.name, self._lead(item))
        if item.name in STEADY_STATE and len(item.arguments) == 1:
            return self._at_rest(item.arguments[0])
        raise self._no_function(item)

    def _lead(self, item: syntax.Call) -> int:
        lead = whole_number(item.arguments[0]) if len(item.arguments) == 1 else None
        if lead is None:
            raise QelabError("QE510", where=self._where(item.place), symbol=item.name)
        if abs(lead) > FARTHEST:
            raise QelabError("QE513", where=self._where(item.place), what=f"{item.name}({lead:+d})", limit=FARTHEST)
        return lead

    def _function(self, item: syntax.Call, arguments: list[Any]) -> Any:
        function = FUNCTIONS[item.name]
        if len(arguments) not in function.counts:
            raise QelabError("QE511", where=self._where(item.place), function=item.name, count=function.count)
        return SYMBOLIC[item.name](*arguments)

    def _no_function(self, item: syntax.Call) -> QelabError:
        if item.name in self.parameters or item.name in self._locals:
            return QelabError("QE510", where=self._where(item.place), symbol=item.name)
        if item.name in (*OUTSIDE, *STEADY_STATE):
            place = item.place
            return QelabError(
                "QE502", where=self._where(place), construct=item.name, line=place.line, column=place.column
            )
        return self._unknown(item.name, item.place)

    # the steady state, inside STEADY_STATE(...) -----------------------------------------------------
    def _at_rest(self, expression: syntax.Expression) -> Any:
        return evaluate(expression, self._resting_name, self._resting_call)

    def _resting_name(self, item: syntax.Name) -> Any:
        if item.name in self.declared:
            return self.resting.setdefault(item.name, ca.SX.sym(f"{item.name}_resting"))
        if item.name in self._locals:
            return self._local_at_rest(item.name)
        if item.name in self.parameters:
            return self.parameters[item.name]
        raise self._not_at_rest(item)

    def _local_at_rest(self, name: str) -> Any:
        """A local definition at rest; those that it is made of come first, in the order of the file."""
        needed, waiting = {name}, [name]
        while waiting:
            expression = self._local_expressions[waiting.pop()]
            found = {node.name for node in nodes(expression) if isinstance(node, syntax.Name)}
            found = (found & self._locals.keys()) - needed - self._locals_at_rest.keys()
            needed |= found
            waiting += found
        for other in self._locals:
            if other in needed and other not in self._locals_at_rest:
                self._locals_at_rest[other] = self._at_rest(self._local_expressions[other])
        return self._locals_at_rest[name]

    def _resting_call(self, item: syntax.Call) -> Any:
        if item.name in FUNCTIONS:
            return self._function(item, [self._at_rest(argument) for argument in item.arguments])
        if item.name in self.declared:
            self._lead(item)
            return self._resting_name(syntax.Name(item.name, item.place))
        if item.name in STEADY_STATE and len(item.arguments) == 1:
            return self._at_rest(item.arguments[0])
        raise self._not_at_rest(item)

    def _not_at_rest(self, item: syntax.Name | syntax.Call) -> QelabError:
        """Exogenous variables have no steady state of their own: Dynare refuses them there too."""
        if item.name in self.exogenous:
            return QelabError("QE510", where=self._where(item.place), symbol=item.name)
        return self._unknown(item.name, item.place)

    def _unknown(self, name: str, place: syntax.Place) -> QelabError:
        allowed = (*self.declared, *self.exogenous, *self.parameters, *self._locals, *FUNCTIONS)
        return QelabError("QE505", where=self._where(place), name=name, allowed=allowed)

    def _where(self, place: syntax.Place) -> str:
        return self._file.where(place)


def _three(name: str) -> tuple[Any, Any, Any]:
    return ca.SX.sym(f"{name}_previous"), ca.SX.sym(name), ca.SX.sym(f"{name}_next")
