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
from qelab.macro.linear.saddle_path import transition
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
        self._file = file
        self._overrides = dict(overrides or {})
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
        known = dict(self._overrides)
        assign(self._file.assignments, known, self._file.path, overrides=self._overrides, allowed=names)
        for symbol in self._file.parameters:
            if symbol.name not in known:
                place = f"{self._file.path}:{symbol.place.line}:{symbol.place.column}"
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
        return Model(self._file, self.compiled, self.about, {**self._overrides, **values})

    @cached_property
    def parameter_vector(self) -> np.ndarray:
        """Values in the order of the compiled functions, (p,)."""
        return np.array(list(self.parameters.values()), dtype=float)

    @cached_property
    def steady_state(self) -> np.ndarray:
        """Where the model rests without shocks, (n,); residual below 1e-10, bound slack.

        Raises
        ------
        QelabError QE522 : not found
        QelabError QE523 : the bound binds there (the other steady state of a model with a floor)
        """
        steady = find_steady_state(self)
        bound = self.about.bound
        if bound is not None:
            variable, shadow = steady[self.index(bound.variable)], steady[self.index(bound.shadow)]
            floor = self.parameters[bound.floor]
            if variable <= floor or abs(variable - shadow) > 1e-8:
                raise QelabError(
                    "QE523", variable=bound.variable, value=f"{variable:.4g}", floor=f"{floor:.4g}"
                )
        steady.flags.writeable = False
        return steady

    @cached_property
    def derivatives(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Jacobians at the steady state to last, this and next period's variables (n, n) and to shocks (n, k)."""
        steady, nothing, n = self.steady_state, np.zeros(len(self.exogenous)), len(self.endogenous)
        _, jacobian = self.compiled.evaluate(steady, steady, steady, nothing, self.parameter_vector)
        shocks = self.compiled.shock_derivatives(steady, nothing, self.parameter_vector)
        for array in (jacobian, shocks):
            array.flags.writeable = False
        return jacobian[:, :n], jacobian[:, n : 2 * n], jacobian[:, 2 * n :], shocks

    @cached_property
    def transition(self) -> np.ndarray:
        """Matrix (n, n) of the stable path: x(t) - x* = G (x(t-1) - x*) without shocks.

        Raises
        ------
        QelabError QE526 : no stable path, or more than one
        """
        return transition(self)

    def starting_values(self) -> np.ndarray:
        """Where the search for the steady state begins: steady_state_model, else initval, else zero, (n,)."""
        known = dict(self.parameters)
        block = self._file.steady_state_model or self._file.initval
        allowed = None if self._file.steady_state_model else (*self.endogenous, *self.exogenous)
        known.update(dict.fromkeys(self.exogenous, 0.0))
        assign(block, known, self._file.path, allowed=allowed)
        return np.array([known.get(_base(name), 0.0) for name in self.endogenous])


def _base(name: str) -> str:
    """Variable behind an auxiliary: it rests where that rests."""
    return name.split("__")[0]
