"""Paths against closed forms, and what happens when there is none."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError

# x follows an AR(1); p is the discounted sum of expected x: p = x / (1 - beta rho) in closed form.
PRICE = """
var p x; varexo e; parameters beta rho; beta = 0.98; rho = 0.9;
model;
  [name='price'] p = x + beta*p(+1);
  [name='dividend'] x = rho*x(-1) + e;
end;
"""
# y^2 = 1 - x has no real solution beyond x = 1.
FOLD = """
var y x; varexo e; parameters rho; rho = 0.5;
model;
  [name='fold'] y^2 = 1 - x;
  [name='shock'] x = rho*x(-1) + e;
end;
initval; y = 1; end;
"""
# Capital lasts: half of the way to a new steady state takes some 20 periods.
GROWTH = """
var c k; varexo z; parameters alpha beta delta; alpha = 0.33; beta = 0.99; delta = 0.025;
model;
  [name='saving'] 1/c = beta/c(+1)*(alpha*exp(z)*k^(alpha - 1) + 1 - delta);
  [name='resources'] c + k = exp(z)*k(-1)^alpha + (1 - delta)*k(-1);
end;
initval; k = 28; c = 2.3; end;
"""


def _growth_rests(z: float) -> np.ndarray:
    """Consumption and capital at rest, in closed form."""
    k = ((1 / 0.99 - 1 + 0.025) / (0.33 * np.exp(z))) ** (1 / (0.33 - 1))
    return np.array([np.exp(z) * k**0.33 - 0.025 * k, k])


def _first(horizon: int, value: float) -> np.ndarray:
    path = np.zeros((horizon, 1))
    path[0] = value
    return path


def test_present_value_in_closed_form(write_model):
    model = write_model(PRICE)
    path = macro.PerfectForesight(model, 40).solve(model.steady_state, _first(40, 1.0))
    dividends = 0.9 ** np.arange(40)
    assert path["x"] == pytest.approx(dividends, abs=1e-13)
    assert path["p"] == pytest.approx(dividends / (1 - 0.98 * 0.9), abs=1e-12)


def test_inherited_state(write_model):
    model = write_model(PRICE)
    path = macro.PerfectForesight(model, 10).solve(np.array([123.0, 1.0]), np.zeros((10, 1)))
    assert path["p"][0] == pytest.approx(0.9 / (1 - 0.98 * 0.9), abs=1e-12)


def test_rest_at_the_end_truncates_the_sum(write_model):
    model = write_model(PRICE)
    solver = macro.PerfectForesight(model, 5, terminal="steady_state", truncate=True)
    discounted = (0.98 * 0.9) ** np.arange(5)
    assert solver.solve(model.steady_state, _first(5, 1.0))["p"][0] == pytest.approx(
        discounted.sum(), abs=1e-13
    )


def test_a_shock_that_stays_in_closed_form(write_model):
    """Dividends rise for good: x = 1 - rho^t of the way to e / (1 - rho), and the price is what they are worth."""
    model = write_model(PRICE)
    end = np.array([10.0 / (1 - 0.98), 10.0])
    solver = macro.PerfectForesight(model, 60, terminal="steady_state")
    path = solver.solve(model.steady_state, np.ones((60, 1)), end=end)
    gap = 0.9 ** np.arange(1, 61)
    assert path["x"] == pytest.approx(10 * (1 - gap), abs=1e-12)
    truncated = 10 * 0.98**61 * 0.9**60 * 0.9 / 0.98 ** np.arange(1, 61)  # x rests at 10 from T + 1 on
    expected = 10 / (1 - 0.98) - 10 * gap / (1 - 0.98 * 0.9) + truncated / (1 - 0.98 * 0.9)
    assert path["p"] == pytest.approx(expected, abs=1e-10)
    assert path.route == "Newton from the end"


def test_growth_model_moves_to_its_new_steady_state(write_model):
    model = write_model(GROWTH)
    start, end = (_growth_rests(z) for z in (0.0, 0.05))
    assert model.steady_state == pytest.approx(start, rel=1e-10)
    for horizon in (150, 300):
        solver = macro.PerfectForesight(model, horizon, terminal="steady_state")
        path = solver.solve(start, np.full((horizon, 1), 0.05), end=end)
        assert solver.unfinished(path.values, start, end)[1] < 0.01
        assert path["c"][0] == pytest.approx(2.37853637, abs=2e-5)  # Dynare 5.3, 400 periods
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(model, 40, terminal="steady_state").solve(start, np.full((40, 1), 0.05), end=end)
    assert caught.value.code == "QE546"
    assert caught.value.params["variable"] == "k"


def test_a_level_that_stays_where_it_was_left_is_not_too_short_a_horizon(write_model):
    """A price level has no end to return to, and nobody expects its next value."""
    model = write_model("var p pi; varexo e; model; pi = 0.5*pi(-1) + e; p = p(-1) + pi; end;")
    path = macro.PerfectForesight(model, 40, terminal="steady_state").solve(np.zeros(2), _first(40, 1.0))
    assert path["p"][-1] == pytest.approx(2.0)


def test_an_end_needs_a_path_that_ends(write_model):
    model = write_model(PRICE)
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(model, 5).solve(model.steady_state, np.zeros((5, 1)), end=np.zeros(2))
    assert caught.value.code == "QE548"


@pytest.mark.parametrize(
    ("text", "equations"),
    [
        ("var x y z; varexo e; model; [name='one'] x = e; [name='two'] y + z = x; [name='three'] 2*y + 2*z = 2*x; end;",
         ("two", "three")),
        ("var x q r; varexo e; model; [name='x'] x = .5*x(-1) + e; [name='return'] r = (1 + .9*q)/q(-1);"
         "[name='price'] .99*r(+1) = 1; end; initval; q = 9; r = 1/.99; end;", ("price",)),
    ],
    ids=["one equation twice", "a return with last period's price leaves the last price open"],
)  # fmt: skip
def test_equations_that_do_not_determine_the_variables_are_named(write_model, text, equations):
    model = write_model(text)
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(model, 10, terminal="steady_state").solve(model.steady_state, np.ones((10, 1)))
    assert caught.value.code == "QE547"
    assert all(f"'{name}'" in caught.value.params["equations"] for name in equations)


def test_path_does_not_depend_on_the_horizon(us_core, shocks):
    exogenous = shocks(eps_y=-4.0, eps_i=-1.0, tpf=np.full(12, -0.5))
    long = macro.PerfectForesight(us_core, 160).solve(us_core.steady_state, exogenous)
    short = macro.PerfectForesight(us_core, 60).solve(us_core.steady_state, exogenous[:60])
    assert np.abs(long.values[:60] - short.values).max() < 1e-11


def test_nonlinear_path_in_closed_form(write_model):
    model = write_model(FOLD)
    path = macro.PerfectForesight(model, 20).solve(model.steady_state, _first(20, 0.96))
    assert path["y"] == pytest.approx(np.sqrt(1 - 0.96 * 0.5 ** np.arange(20)), abs=1e-10)
    assert path.residual < 1e-10


@pytest.mark.parametrize("size", [1.05, 3.0, 20.0])
def test_a_shock_too_large_is_an_error_and_never_a_path(write_model, size):
    model = write_model(FOLD)
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(model, 20).solve(model.steady_state, _first(20, size), labels=["2009Q1"])
    error = caught.value
    assert error.code == "QE531"
    assert error.exit_code == 4
    assert error.params["equation"] == "fold"
    assert error.params["period"] == "2009Q1"
    assert 100 / size - 3 < float(error.params["fraction"]) <= 100 / size


def test_a_recession_too_deep_for_us_core_is_an_error(us_core, us_solver, shocks):
    for size in (-200.0, -1e4, 1e12):
        with pytest.raises(QelabError) as caught:
            us_solver.solve(us_core.steady_state, shocks(eps_y=size, eps_i=-abs(size)), labels=["2009Q1"])
        assert caught.value.code == "QE531"
    after = us_solver.solve(us_core.steady_state, shocks(eps_y=-1.0))
    assert after.residual < 1e-10
    assert np.isfinite(after.values).all()


def test_values_that_are_not_numbers_are_refused(us_core, us_solver, shocks):
    broken = shocks(eps_y=np.nan)
    cases = ((us_core.steady_state, broken, "QE534"), (us_core.steady_state[1:], shocks(), "QE530"))
    for previous, exogenous, code in cases:
        with pytest.raises(QelabError) as caught:
            us_solver.solve(previous, exogenous)
        assert caught.value.code == code


def test_no_stable_path_is_said_in_words(write_model):
    model = write_model("var x; varexo e; model; x = 1.1*x(-1) + e; end;")
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(model, 10)
    assert caught.value.code == "QE526"
    assert "no stable path" in caught.value.message()


def test_many_stable_paths_are_said_in_words(us_core):
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(us_core.with_parameters(pi_lead=1.2))
    assert caught.value.code == "QE529"


def test_tiny_shocks_scale(us_core, us_solver, shocks):
    one = us_solver.solve(us_core.steady_state, shocks(eps_y=1e-6, tpf=1e-6)).values
    two = us_solver.solve(us_core.steady_state, shocks(eps_y=2e-6, tpf=2e-6)).values
    assert np.abs(two - 2 * one).max() < 1e-15


def test_both_linear_solvers_agree(us_core, us_solver, shocks):
    exogenous = shocks(eps_y=-20.0, tpf=np.full(40, -1.0))
    other = macro.PerfectForesight(us_core, solver="superlu").solve(us_core.steady_state, exogenous)
    assert us_solver.solve(us_core.steady_state, exogenous).values == pytest.approx(other.values, abs=1e-11)


def test_with_parameters_solves_as_the_edited_file(us_core, shocks, tmp_path):
    source = macro.models.path("us_core").read_text(encoding="utf-8")
    edited = tmp_path / "edited.mod"
    edited.write_text(source.replace("okun = 0.58;", "okun = 0.70;"), encoding="utf-8")
    (tmp_path / "about.toml").write_text(
        macro.models.path("us_core").with_name("about.toml").read_text("utf-8")
    )
    exogenous = shocks(eps_y=-15.0)
    paths = [
        macro.PerfectForesight(model).solve(model.steady_state, exogenous)
        for model in (macro.read(edited), us_core.with_parameters(okun=0.70))
    ]
    assert np.array_equal(paths[0].values, paths[1].values)


def test_a_guess_changes_nothing_but_the_work(us_core, us_solver, shocks):
    first = us_solver.solve(us_core.steady_state, shocks(eps_y=-20.0))
    again = us_solver.solve(us_core.steady_state, shocks(eps_y=-20.0), guess=first.values)
    assert again.iterations == 0 or isinstance(us_solver, macro.PiecewiseLinear)
    assert np.array_equal(again.values, first.values)
    near = us_solver.solve(us_core.steady_state, shocks(eps_y=-20.5), guess=first.values)
    cold = us_solver.solve(us_core.steady_state, shocks(eps_y=-20.5))
    assert near.values == pytest.approx(cold.values, abs=1e-11)


def test_threads_with_their_own_solvers_agree(us_core, us_solver, shocks):
    sizes = np.linspace(-30.0, 2.0, 24)
    alone = [us_solver.solve(us_core.steady_state, shocks(eps_y=size)).values for size in sizes]

    def work(chosen):
        solver = type(us_solver)(us_core)
        return [solver.solve(us_core.steady_state, shocks(eps_y=size)).values for size in chosen]

    with ThreadPoolExecutor(3) as pool:
        shared = [path for part in pool.map(work, np.split(sizes, 3)) for path in part]
    assert all(np.array_equal(one, other) for one, other in zip(alone, shared, strict=True))
