"""A curved model at first order with the bound exact: the linear model where there is one, a limit where there is not."""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.linear.form import linear_form
from qelab.macro.linear.linearised import linearised_form

BOUND = '[bound]\nvariable = "i"\nshadow = "s"\nfloor = "elb"\n'
MODEL = """
var y i s e;
varexo eps;
parameters elb rho curve;
elb = -0.01; rho = 0.7; curve = 1;
model;
  [name='demand'] y = 0.9*y(+1) - 0.5*i + e + curve*y^2;
  [name='rule'] s = 1.2*y;
  [name='bound'] {bound};
  [name='shock'] e = rho*e(-1) + eps;
end;
"""


def path(model: macro.Model, solver, shock: float) -> np.ndarray:
    exogenous = np.zeros((60, len(model.exogenous)))
    exogenous[0, 0] = shock
    return solver.solve(model.steady_state, exogenous).values


def model_of(write_model, bound: str = "i = max(elb, s)") -> macro.Model:
    head = f'title = "small"\nsource = "synthetic"\nunits = "fractions"\n{BOUND}'
    return write_model(MODEL.replace("{bound}", bound), head)


def test_a_linear_model_is_its_own_linearisation(us_core):
    ours, theirs = linearised_form(us_core), linear_form(us_core)
    assert ours.kink == theirs.kink
    for name in ("lag", "current", "lead", "shocks"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name))


def test_the_bound_binds_as_in_the_model_without_curvature(write_model):
    """With curve = 0 the model is linear: the same path, the bound binding; with curve = 1 its linearisation is that one."""
    curved = model_of(write_model)
    straight = curved.with_parameters(curve=0.0)
    first = path(curved, macro.PiecewiseLinear(curved, 60, form=linearised_form(curved)), -0.05)
    exact = path(straight, macro.PerfectForesight(straight, 60), -0.05)
    rate = first[:, curved.index("i")]
    assert (rate == -0.01).sum() >= 2
    assert np.abs(first - exact).max() < 1e-12


def test_the_curved_path_approaches_it_as_the_shock_shrinks(write_model):
    curved = model_of(write_model)
    gaps = []
    for size in (1e-3, 1e-4):
        first = path(curved, macro.PiecewiseLinear(curved, 60, form=linearised_form(curved)), size)
        gaps.append(np.abs(first - path(curved, macro.PerfectForesight(curved, 60), size)).max())
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=0.05)


def test_a_bound_that_is_no_kink_is_refused(write_model):
    """A smooth stand-in for the maximum: at first order it is the shadow rate, and nothing binds."""
    model = model_of(write_model, "i = s + 0*max(elb, s)")
    with pytest.raises(QelabError, match="QE535"):
        linearised_form(model)
