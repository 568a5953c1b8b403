"""Static variables solved out: the same linear system, the same path."""

import numpy as np
import pytest

from qelab import macro
from qelab.macro.stacked.elimination import choose_pivots, eliminate
from qelab.macro.stacked.rank import stacked_jacobian
from qelab.macro.stacked.system import StackedSystem

# s is static; where x is negative its own equation does not hold it.
LOST = """
var x s; varexo e; parameters k; k = 1;
model;
  [name='shock'] x = 0.5*x(-1) + e;
  [name='loses its unknown'] (x + k)*s = (x + k)*(x + s^3);
end;
"""


def _system(model: macro.Model, eliminated: bool, transition: bool = True) -> StackedSystem:
    onward = model.transition if transition else None
    system = StackedSystem(model, 12, transition=onward, eliminated=eliminated, native=False)
    generator = np.random.default_rng(3)
    system.path[:-1] = model.steady_state * (1 + 0.01 * generator.standard_normal((13, system.size)))
    system.evaluate()
    return system


@pytest.mark.parametrize("transition", [True, False])
def test_eliminated_and_full_system_have_the_same_solution(banks, transition):
    small, full = (_system(banks, eliminated, transition) for eliminated in (True, False))
    assert small.placing.size < 0.6 * full.placing.size
    generator = np.random.default_rng(5)
    for shape in ((12, small.size), (12, small.size, 3)):
        right = generator.standard_normal(shape)
        one, other = (system.linearise().solve(right) for system in (small, full))
        assert np.abs(one - other).max() < 1e-9 * np.abs(other).max()


def test_the_full_solution_satisfies_the_full_jacobian(banks):
    system = _system(banks, True)
    right = np.random.default_rng(1).standard_normal((12, system.size))
    solution = system.linearise().solve(right)
    missed = stacked_jacobian(system.without_elimination()) @ solution.ravel() - right.ravel()
    assert np.abs(missed).max() < 1e-9 * np.abs(solution).max()


def test_only_static_variables_are_eliminated_each_by_an_equation_of_its_own(banks):
    compiled = banks.compiled
    pivots = choose_pivots(compiled, np.hstack(banks.derivatives[:3]))
    rows, variables = zip(*pivots, strict=True)
    assert len(set(rows)) == len(set(variables)) == len(pivots) == 18
    n = compiled.size
    around = {int(c) % n for c in compiled.columns if not n <= c < 2 * n}
    assert not around & set(variables)


def test_a_kink_is_never_a_pivot(banks):
    """i = max(elb, ishadow): in this equation the shadow rate has no derivative once the floor binds."""
    pivots = choose_pivots(banks.compiled, np.hstack(banks.derivatives[:3]))
    names = {(banks.equation_names[row], banks.endogenous[variable]) for row, variable in pivots}
    assert ("rule", "ishadow") in names
    assert ("lower bound", "ishadow") not in names


def test_elimination_is_compiled_once_for_all_parameters(banks):
    pivots = choose_pivots(banks.compiled, np.hstack(banks.derivatives[:3]))
    other = banks.with_parameters(kappa=20.0)
    assert choose_pivots(other.compiled, np.hstack(other.derivatives[:3])) == pivots
    assert eliminate(other.compiled, pivots) is eliminate(banks.compiled, pivots)


def test_a_variable_that_loses_its_equation_on_the_way_is_no_obstacle(write_model):
    """At x = -1 nothing holds s: the full system is taken, and there what is singular is said to be so."""
    model = write_model(LOST)
    system = StackedSystem(model, 3, native=False)
    system.path[1:-1] = [[-1.0, 0.0], [0.2, 0.2], [0.1, 0.1]]
    system.evaluate()
    assert not np.isfinite(system._blocks[0]).all()
    with pytest.raises(ArithmeticError):
        system.linearise()
    system.path[1:-1, 0] = [-1.0 + 1e-12, 0.2, 0.1]
    system.evaluate()
    assert system.linearise()._system is system.without_elimination()


def test_models_of_static_variables_alone(write_model):
    model = write_model("var a b; varexo e; model; a + b = 1 + e; a*b = 0.25 - b*e; end; initval; a=.6; b=.4; end;")
    exogenous = np.full((4, 1), 0.0)
    path = macro.PerfectForesight(model, 4, terminal="steady_state").solve(model.steady_state, exogenous)
    assert path["a"] + path["b"] == pytest.approx(np.ones(4))
