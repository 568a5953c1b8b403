"""A model ready to be solved: names, parameters, steady state, compiled equations.

Answers: what are this model's variables, and does it rest where it says it rests? Paths over time are the
affair of ``perfect_foresight``.
"""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.about import About
from qelab.macro.compiled import CompiledModel
from qelab.macro.linear.first_order import FirstOrder, first_order
from qelab.macro.modfile.evaluate import assign
from qelab.macro.modfile.syntax import ModFile
from qelab.macro.steady_state import find_steady_state


class Model:
    """A compiled model with one set of parameter values. Immutable; ``with_parameters`` gives another.

    ``endogenous`` holds the declared variables and then the auxiliaries that long leads and lags need.
    """

    def __init__(
        self,
        file: ModFile,
        compiled: CompiledModel,
        about: About,
        overrides: Mapping[str, float] | None = None,
    ) -> None:
        self.file = file
        self.overrides: Mapping[str, float] = MappingProxyType(dict(overrides or {}))
        self.compiled = compiled
        self.about = about
        self.endogenous = compiled.symbolic.endogenous
        self.exogenous = compiled.symbolic.exogenous
        self.equation_names = compiled.symbolic.equation_names
        self._position = {name: number for number, name in enumerate(self.endogenous)}
        self._shock_position = {name: number for number, name in enumerate(self.exogenous)}
        self.parameters: Mapping[str, float] = MappingProxyType(self._parameter_values())
        self._check_about()

    def _parameter_values(self) -> dict[str, float]:
        names = self.compiled.symbolic.parameters
        known = dict(self.overrides)
        assign(self.file.assignments, known, self.file.path, overrides=self.overrides, allowed=names)
        self._written = {name: known[name] for name in names if name in known}
        if self._steady_state_parameters():
            known = self._evaluated_blocks({})
        for symbol in self.file.parameters:
            if symbol.name not in known:
                place = f"{self.file.path}:{symbol.place.line}:{symbol.place.column}"
                raise QelabError("QE507", where=place, symbol=symbol.name)
        return {name: known[name] for name in names}

    def _check_about(self) -> None:
        for item in self.about.series.values():
            self.index(item.variable)
        if self.about.term_premium_exogenous:
            self.shock_index(self.about.term_premium_exogenous)
        if self.about.bound is not None:
            self.index(self.about.bound.variable)
            self.index(self.about.bound.shadow)
            self.check_parameter(self.about.bound.floor)

    def check_parameter(self, name: str) -> None:
        """Refuse a name that is no parameter (QE520)."""
        if name not in self.compiled.symbolic.parameters:
            raise QelabError("QE520", name=name, allowed=self.compiled.symbolic.parameters)

    def index(self, name: str) -> int:
        """Column of an endogenous variable."""
        if name not in self._position:
            raise QelabError("QE521", name=name, allowed=self.endogenous)
        return self._position[name]

    def shock_index(self, name: str) -> int:
        """Column of an exogenous variable."""
        if name not in self._shock_position:
            raise QelabError("QE521", name=name, allowed=self.exogenous)
        return self._shock_position[name]

    def with_parameters(self, **values: float) -> "Model":
        """The same equations with other parameter values; nothing is compiled again.

        Parameters that the file computes from changed ones follow them, as if the file had been edited.

        Raises
        ------
        QelabError QE520 : unknown parameter
        """
        for name in values:
            self.check_parameter(name)
        return Model(self.file, self.compiled, self.about, {**self.overrides, **values})

    @cached_property
    def parameter_values(self) -> np.ndarray:
        """Values of the parameters, (p,)."""
        return np.array(list(self.parameters.values()), dtype=float)

    @cached_property
    def parameter_vector(self) -> np.ndarray:
        """What the compiled functions take: the parameters and what STEADY_STATE() stands for, (p + r,)."""
        resting = [self.index(name) for name in self.compiled.symbolic.resting]
        return np.concatenate([self.parameter_values, self.steady_state[resting]]) if resting else self.parameter_values

    @cached_property
    def exogenous_at_rest(self) -> np.ndarray:
        """Values of the exogenous variables at the steady state, (k,): those of initval, else zero."""
        known = self._evaluated_blocks({}, steady=False)
        values = np.array([known.get(name, 0.0) for name in self.exogenous], dtype=float)
        values.flags.writeable = False
        return values

    @cached_property
    def steady_state(self) -> np.ndarray:
        """Where the model rests without shocks, (n,); residual below 1e-10, bound slack.

        Raises
        ------
        QelabError QE522, QE551 to QE553 : not found, given wrongly, not determined, not a number
        QelabError QE523 : the bound binds there (the other steady state of a model with a floor)
        """
        steady = self.steady_state_at(self.exogenous_at_rest)
        bound = self.about.bound
        if bound is not None:
            variable, shadow = steady[self.index(bound.variable)], steady[self.index(bound.shadow)]
            floor = self.parameters[bound.floor]
            if variable <= floor or abs(variable - shadow) > 1e-8:
                raise QelabError(
                    "QE523", variable=bound.variable, value=f"{variable:.4g}", floor=f"{floor:.4g}"
                )
        return steady

    def steady_state_at(self, exogenous: np.ndarray, start: np.ndarray | None = None) -> np.ndarray:
        """Where the model rests with the exogenous variables at these values (k,) for good, (n,).

        Parameters
        ----------
        start : (n,), where the search begins; a steady_state_model goes before it

        Raises
        ------
        QelabError QE522, QE551 to QE553 : not found, given wrongly, not determined, not a number
        QelabError QE554 : the steady_state_model gives a parameter another value there
        """
        values = dict(zip(self.exogenous, np.asarray(exogenous, dtype=float).tolist(), strict=True))
        given = {item.name for item in self.file.steady_state_model}
        whole = given >= {symbol.name for symbol in self.file.endogenous}
        if whole or start is None:
            start = self.starting_values(values)
        steady = find_steady_state(self, np.array(list(values.values())), start, given=whole)
        steady.flags.writeable = False
        return steady

    def at_rest(self, point: np.ndarray, exogenous: np.ndarray) -> "Model":
        """The same model, said to rest at a point (n,) with exogenous values (k,): its steady state to solvers.

        For paths that end elsewhere than they began, and for files that give a point and ask for no steady state.
        """
        other = Model(self.file, self.compiled, self.about, self.overrides)
        for name, values in (("steady_state", point), ("exogenous_at_rest", exogenous)):
            fixed = np.array(values, dtype=float)
            fixed.flags.writeable = False
            other.__dict__[name] = fixed
        return other

    @cached_property
    def derivatives(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Jacobians at the steady state to last, this and next period's variables (n, n) and to shocks (n, k)."""
        steady, nothing, n = self.steady_state, self.exogenous_at_rest, len(self.endogenous)
        _, jacobian = self.compiled.evaluate(steady, steady, steady, nothing, self.parameter_vector)
        shocks = self.compiled.shock_derivatives(steady, nothing, self.parameter_vector)
        for array in (jacobian, shocks):
            array.flags.writeable = False
        return jacobian[:, :n], jacobian[:, n : 2 * n], jacobian[:, 2 * n :], shocks

    @cached_property
    def first_order(self) -> FirstOrder:
        """Rules of the model near its steady state.

        Raises
        ------
        QelabError QE526, QE529 : no stable path, or more than one
        QelabError QE555, QE556 : equations that say the same; states from which no stable path starts
        """
        return first_order(self)

    @property
    def transition(self) -> np.ndarray:
        """Matrix (n, n) of the stable path: x(t) - x* = G (x(t-1) - x*) without shocks; errors as first_order."""
        return self.first_order.transition

    def starting_values(self, exogenous: Mapping[str, float] | None = None) -> np.ndarray:
        """Where the search for the steady state begins: steady_state_model, else initval, else zero, (n,).

        Parameters
        ----------
        exogenous : values of exogenous variables; those of initval, else zero, where not given

        Raises
        ------
        QelabError QE554 : the steady_state_model gives a parameter another value than it has
        """
        known = self._evaluated_blocks(exogenous or {})
        for name in self._steady_state_parameters():
            if known[name] != self.parameters[name]:
                values = {"value": f"{known[name]:.6g}", "before": f"{self.parameters[name]:.6g}"}
                raise QelabError("QE554", symbol=name, **values)
        return np.array([known.get(self.base(name), 0.0) for name in self.endogenous])

    def dated(self, name: str) -> tuple[str, int]:
        """Variable behind an auxiliary one, and the lag (below 0) or lead it stands for; any other name as it is.

        >>> model.dated("pi__lag2")  # doctest: +SKIP
        ('pi', -2)
        """
        lag = 0
        while name in self.compiled.symbolic.auxiliaries:
            name, _, kind = name.rpartition("__")
            lag += -int(kind[3:]) if kind.startswith("lag") else int(kind[4:]) if kind.startswith("lead") else 0
        return name, lag

    def base(self, name: str) -> str:
        """The variable behind an auxiliary one (it rests where that rests); any other name as it is."""
        return self.dated(name)[0]

    @cached_property
    def declared(self) -> tuple[str, ...]:
        """Endogenous variables without the auxiliaries, in the file's order."""
        return tuple(name for name in self.endogenous if name not in self.compiled.symbolic.auxiliaries)

    def _steady_state_parameters(self) -> tuple[str, ...]:
        """Parameters that the steady_state_model assigns."""
        assigned = {item.name for item in self.file.steady_state_model}
        return tuple(name for name in self.compiled.symbolic.parameters if name in assigned)

    def _evaluated_blocks(self, exogenous: Mapping[str, float], steady: bool = True) -> dict[str, float]:
        """Values after initval, the given exogenous ones and, with ``steady``, the steady_state_model."""
        file = self.file
        known = {**self._written, **dict.fromkeys(self.exogenous, 0.0)}
        assign(file.initval, known, file.path, allowed=(*self.endogenous, *self.exogenous))
        known.update(exogenous)
        if steady:
            assign(file.steady_state_model, known, file.path, overrides=self.overrides)
        return known

