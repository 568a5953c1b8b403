"""The piecewise-linear solver against Newton's method, hand calculation, and the compiled equations."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.linear.form import is_linear
from qelab.macro.linear.linearised import linearised_form
from qelab.macro.stacked.newton import Problem
from qelab.macro.stacked.system import StackedSystem
from qelab.macro.target import TargetSet

HORIZON = 160
AGREE = 1e-9

BOUND = '[bound]\nvariable = "i"\nshadow = "s"\nfloor = "low"\n'
# At rest r = 2; the rate follows a shock of one quarter's persistence, and y sums up expected rates.
SMALL = """
var i s y a; varexo e; parameters low rho; low = 0.5; rho = 0.5;
model;
  [name='rule'] s = 2 + a;
  [name='bound'] i = max(low, s);
  [name='output'] y = 0.5*y(+1) - (i - 2);
  [name='shock'] a = rho*a(-1) + e;
end;
steady_state_model; a = 0; s = 2; i = 2; y = 0; end;
"""


@pytest.fixture(scope="module")
def newton(us_core):
    return macro.PerfectForesight(us_core, HORIZON)


@pytest.fixture(scope="module")
def linear(us_core):
    return macro.PiecewiseLinear(us_core, HORIZON)


def apart(one: macro.Path, other: macro.Path) -> float:
    return max(
        float(np.abs(one.values - other.values).max()), float(np.abs(one.exogenous - other.exogenous).max())
    )


def residual(model: macro.Model, previous: np.ndarray, path: macro.Path) -> float:
    """Largest residual of the compiled equations, over all periods but the last (it looks beyond the horizon)."""
    system = StackedSystem(model, len(path.values))
    system.path[0], system.path[1:-1], system.exogenous[:] = previous, path.values, path.exogenous
    system.evaluate()
    return float(np.abs(system.residual[:-1]).max())


@st.composite
def questions(draw):
    """A state, shocks of some periods, premia, and targets of all kinds."""
    numbers = st.floats(-1.0, 1.0)
    model = macro.load("us_core")
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    quarters = draw(st.integers(1, 12))
    exogenous[:quarters] = draw(st.floats(0.0, 1.0)) * chance.standard_normal((quarters, len(model.exogenous)))
    exogenous[0, model.shock_index("eps_y")] -= draw(st.floats(0.0, 20.0))
    decay = draw(st.floats(0.8, 0.99))
    exogenous[:, model.shock_index("tpf")] = 2 * draw(numbers) * decay ** np.arange(HORIZON)
    state = model.steady_state + draw(st.floats(0.0, 1.0)) * chance.standard_normal(len(model.endogenous))
    return state, exogenous, draw(st.sampled_from(TARGETS))


def target(variable, shock, *values, one_sided=False):
    bound = macro.load("us_core").about.bound if one_sided else None
    return macro.Target(variable=variable, shock=shock, values=np.array(values, dtype=float), bound=bound)


FLOOR = -3.375
TARGETS = (
    (),
    (target("y", "eps_y", -3.0), target("i", "eps_i", FLOOR, one_sided=True)),
    (target("y", "eps_y", -1.0), target("i", "eps_i", -1.0, one_sided=True), target("pi4", "eps_pi", -0.5)),
    (
        target("y", "eps_y", -2.0), target("i", "eps_i", FLOOR, one_sided=True), target("pi4", "eps_pi", 0.2),
        target("u", "eps_u", 3.0), target("rm", "eps_m", 0.5),
    ),
    (target("i", "eps_i", *[FLOOR] * 9, one_sided=True), target("y", "eps_y", -2.0)),
    (target("i", "eps_i", *[0.0] * 12),),
    (target("i", "eps_i", -1.0, FLOOR, FLOOR - 1, 0.0, FLOOR, one_sided=True),),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions())
def test_agrees_with_newton(us_core, newton, linear, question):
    state, exogenous, targets = question
    ours = linear.solve(state, exogenous, targets=targets)
    theirs = newton.solve(state, ours.exogenous, guess=ours.values, targets=targets)
    assert apart(ours, theirs) < AGREE
    assert theirs.iterations <= 1  # what it was given is a solution already
    assert ours.residual < 1e-10
    assert ours.bound_gap < 1e-8
    assert residual(us_core, state, ours) < 1e-10
    alone = newton.solve(state, exogenous, targets=targets)
    assert apart(ours, alone) < AGREE


@settings(max_examples=20, deadline=None)
@given(
    okun=st.floats(0.4, 0.7), attention=st.floats(0.94, 0.99), rho_y=st.floats(0.85, 0.93),
    kappa=st.floats(0.01, 0.06), smoothing=st.floats(0.75, 0.92), size=st.floats(-25.0, 2.0),
)  # fmt: skip
def test_agrees_with_newton_for_other_parameters(okun, attention, rho_y, kappa, smoothing, size):
    model = macro.load("us_core").with_parameters(
        okun=okun, m=attention, rho_y=rho_y, kappa_u=kappa, rho_i=smoothing
    )
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    exogenous[0, model.shock_index("eps_y")] = size
    found = []
    for solver in (macro.solver(model, HORIZON), macro.PerfectForesight(model, HORIZON)):
        try:
            found.append(solver.solve(model.steady_state, exogenous))
        except QelabError as refusal:  # some parameters have no path: then neither solver finds one
            found.append((refusal.code, pytest.approx(float(refusal.params["fraction"]), abs=1.0)))
    ours, theirs = found
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        assert ours[0] == theirs[0] == "QE531"
        assert ours[1].expected == theirs[1]
    else:
        assert apart(ours, theirs) < AGREE


@pytest.mark.parametrize(("size", "quarters"), [(-25.0, 20), (-40.0, 30), (-55.0, 40), (-59.0, 50)])
def test_long_spells(us_core, newton, linear, shocks, size, quarters):
    exogenous = shocks(eps_y=size)
    ours, theirs = (solver.solve(us_core.steady_state, exogenous) for solver in (linear, newton))
    assert ours.binding.sum() == theirs.binding.sum() >= quarters
    assert apart(ours, theirs) < AGREE


def test_the_frontier_is_where_newton_finds_it(us_core, newton, linear, shocks):
    found = []
    for solver in (linear, newton):
        with pytest.raises(QelabError) as caught:
            solver.solve(us_core.steady_state, shocks(eps_y=-60.0), labels=["2009Q1"])
        assert caught.value.code == "QE531"
        assert caught.value.params["equation"] == "lower bound"
        found.append(float(caught.value.params["fraction"]))
    assert found[0] == pytest.approx(found[1], abs=3.0)  # Newton's way there ends with steps of one percent
    linear.solve(us_core.steady_state, shocks(eps_y=-60.0 * (found[0] - 0.1) / 100))


def test_a_small_model_by_hand(write_model):
    model = write_model(SMALL, BOUND)
    solver = macro.solver(model, 30)
    assert isinstance(solver, macro.PiecewiseLinear)
    exogenous = np.zeros((30, 1))
    exogenous[0] = -4.0
    path = solver.solve(model.steady_state, exogenous)
    shadow = 2 - 4.0 * 0.5 ** np.arange(30)
    rate = np.maximum(0.5, shadow)
    assert path["s"] == pytest.approx(shadow, abs=1e-14)
    assert path["i"] == pytest.approx(rate, abs=1e-14)
    assert path["y"][0] == pytest.approx(-np.sum(0.5 ** np.arange(30) * (rate - 2)), abs=1e-12)
    assert path.quarters_at_bound == 2  # -2, 0, then 1
    assert path["i"][0] == 0.5


def test_a_linear_model_without_bound(write_model):
    model = write_model(
        "var p x; varexo e; parameters b; b = 0.98; model; p = 3 + x + b*p(+1); x = 0.9*x(-1) + e; end;"
    )
    solver = macro.solver(model, 40)
    assert isinstance(solver, macro.PiecewiseLinear)
    exogenous = np.zeros((40, 1))
    exogenous[5] = 1.0
    path = solver.solve(model.steady_state, exogenous)
    assert path["p"][0] - 150 == pytest.approx(0.98**5 / (1 - 0.98 * 0.9), abs=1e-11)
    found = solver.solve(
        model.steady_state, np.zeros((40, 1)), targets=[macro.Target(variable="p", shock="e", values=path["p"][:1])]
    )
    assert found["e"][0] == pytest.approx(0.98**5, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("var x; varexo e; model; x + x^2 = e; end;", ""),
        ("var x; varexo e; model; x = 0.5*x(-1) + e*x; end;", ""),
        ("var x; varexo e; model; x = 0.5*x(-1) + max(-0.1, e); end;", ""),  # a kink that is not declared
        ("var x; varexo e; model; x = 0.5*x(-1) + 0.1*sign(e - 3); end;\ninitval; x = -0.2; end;", ""),
        (SMALL.replace("max(low, s)", "max(low + 0.1, s)"), BOUND),  # another floor than the declared one
        (SMALL.replace("max(low, s)", "s"), BOUND),  # declared, but not in the equations
        (SMALL.replace("max(low, s)", "max(low, 2 + a)"), BOUND),  # the shadow rate is not what is compared
        (SMALL.replace("max(low, s)", "low + log(1 + exp(20*(s - low)))/20"), BOUND),  # smooth
    ],
)
def test_what_is_not_linear_but_for_its_bound(write_model, text, about):
    model = write_model(text, about)
    assert not is_linear(model)
    assert isinstance(macro.solver(model, 10), macro.PerfectForesight)
    with pytest.raises(QelabError) as caught:
        macro.PiecewiseLinear(model, 10)
    assert caught.value.code == "QE535"


def test_the_solver_of_us_core_is_piecewise_linear(us_core):
    assert isinstance(macro.solver(us_core, 40), macro.PiecewiseLinear)


def test_targets_are_remembered_by_kind_and_not_by_value(us_core, linear, shocks):
    state = us_core.steady_state
    for gap in (-1.0, -2.0, 1.0):
        path = linear.solve(state, shocks(), targets=[target("y", "eps_y", gap)])
        assert path["y"][0] == pytest.approx(gap, abs=1e-12)
    for quarters in range(1, 80):  # more kinds than are kept
        path = linear.solve(state, shocks(), targets=[target("i", "eps_i", *np.full(quarters, -1.0))])
        assert np.abs(path["i"][:quarters] + 1.0).max() < 1e-10


def test_the_given_arrays_stay_as_they_are(us_core, linear, shocks):
    state, exogenous = us_core.steady_state.copy(), shocks(eps_y=-20.0, eps_i=0.3)
    kept = exogenous.copy()
    path = linear.solve(state, exogenous, targets=TARGETS[1])
    assert np.array_equal(exogenous, kept)
    assert np.array_equal(state, us_core.steady_state)
    assert not path.values.flags.writeable
    assert not path.exogenous.flags.writeable


def test_the_path_does_not_depend_on_the_guess(us_core, linear, newton, shocks):
    """There is a second path, on which more than 25 years at the bound feed themselves; Newton can be led to it."""
    exogenous = shocks(eps_y=-20.0)
    path = linear.solve(us_core.steady_state, exogenous)
    assert path.binding.sum() < 24
    trapped = np.tile(us_core.steady_state, (HORIZON, 1))
    trapped[:105, [us_core.index("i"), us_core.index("i_shadow")]] = FLOOR, FLOOR - 20.0
    other = newton.solve(us_core.steady_state, exogenous, guess=trapped)
    assert other.binding.sum() > 100
    again = linear.solve(us_core.steady_state, exogenous, guess=other.values)
    assert np.array_equal(path.values, again.values)
    assert apart(path, newton.solve(us_core.steady_state, exogenous)) < AGREE


def test_what_a_refusal_names(us_core, linear, shocks):
    def refused(targets, **values):
        with pytest.raises(QelabError) as caught:
            linear.solve(us_core.steady_state, shocks(**values), targets=targets, labels=["2009Q1"])
        assert caught.value.code == "QE531"
        return caught.value.params

    twice = refused([target("y", "eps_y", 0.0), target("y", "eps_i", 1.0)])
    assert (twice["equation"], twice["period"], twice["fraction"]) == ("target for y", "2009Q1", "0")
    below = refused([target("i", "eps_i", -4.0)])
    assert below["equation"] == "lower bound"
    assert float(below["fraction"]) == pytest.approx(100 * 3.375 / 4, abs=0.2)
    rough = refused([], eps_y=1e7, tpf=1e7)
    assert float(rough["fraction"]) <= 100


RESTING = """
var i s y a; varexo e; parameters low rho; low = 0.5; rho = 0.5;
model;
  [name='rule'] s = 1 + a;
  [name='bound'] i = max(low, s);
  [name='output'] y = 0.5*y(+1) - (i - 2);
  [name='shock'] a = rho*a(-1) + {shock};
end;
initval; e = 0.5; end;
steady_state_model; a = 1; s = 2; i = 2; y = 0; end;
"""


@pytest.mark.parametrize(("kind", "shock"), [("linear", "e"), ("curved", "e^2 + 0.25")])
def test_shocks_that_do_not_rest_at_zero(write_model, kind, shock):
    model = write_model(RESTING.format(shock=shock), about=BOUND)
    form = linearised_form(model) if kind == "curved" else None
    assert is_linear(model) == (kind == "linear")
    ours = macro.PiecewiseLinear(model, 40, form)
    assert np.array_equal(model.exogenous_at_rest, [0.5])
    exogenous = np.full((40, 1), 0.5)
    resting = ours.solve(model.steady_state, exogenous)
    assert resting.values == pytest.approx(np.tile(model.steady_state, (40, 1)), abs=1e-12)
    assert np.array_equal(resting.exogenous, exogenous)
    exogenous[0] = -1.5  # the slope of e^2 at rest is one: both have the same linear form, a falls to -1 from 1
    found = ours.solve(model.steady_state, exogenous)
    assert found["a"][:3] == pytest.approx([-1, 0, 0.5], abs=1e-12)
    assert found["i"][:4] == pytest.approx([0.5, 1, 1.5, 1.75], abs=1e-12)
    if kind == "linear":
        target = [macro.Target(variable="s", shock="e", values=np.array([1.0]))]
        newton = macro.PerfectForesight(model, 40)
        assert apart(found, newton.solve(model.steady_state, exogenous)) < AGREE
        aimed = [one.solve(model.steady_state, np.full((40, 1), 0.5), targets=target) for one in (ours, newton)]
        assert apart(*aimed) < AGREE
        assert aimed[0].exogenous[:2, 0] == pytest.approx([-0.5, 0.5], abs=1e-9)


def test_the_shock_grows_from_where_it_rests(write_model):
    """Homotopy begins at a solution: at a small share of the shock, exogenous variables are near rest, not near zero."""
    model = write_model("var x; varexo e;\nmodel; log(x) = 0.5*log(x(-1)) + log(e); end;\ninitval; x = 1; e = 1; end;")
    targets = TargetSet(model, (), 3)
    problem = Problem(
        previous=np.array([3.0]), resting=model.steady_state, exogenous_at_rest=model.exogenous_at_rest,
        terminal=model.steady_state, exogenous=np.full((3, 1), 2.0), targets=targets, target_values=targets.values,
        floor=-np.inf,
    )  # fmt: skip
    assert problem.scaled(0.0).exogenous.tolist() == [[1.0]] * 3
    assert problem.scaled(0.25).exogenous.tolist() == [[1.25]] * 3
    assert problem.scaled(0.25).previous.tolist() == [1.5]
