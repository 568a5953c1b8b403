"""What constructs mean for a solution: timing, bounds, steady states inside equations, regimes."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.modfile.reader import read_text
from qelab.macro.modfile.symbolic import build

DYNARE = Path("/usr/lib/dynare/matlab")

GROWTH = """
var c k{declared}; varexo a; parameters alpha beta delta;
{predetermined}
alpha = 0.3; beta = 0.99; delta = 0.025;
model;
{model}
end;
initval; k = 20; c = 2; end;
"""
END_OF_PERIOD = GROWTH.format(
    declared="",
    predetermined="",
    model="""
    1/c = beta/c(+1)*(alpha*exp(a(+1))*k^(alpha - 1) + 1 - delta);
    k = exp(a)*k(-1)^alpha + (1 - delta)*k(-1) - c;""",
)
BEGINNING_OF_PERIOD = GROWTH.format(
    declared="",
    predetermined="predetermined_variables k;",
    model="""
    1/c = beta/c(+1)*(alpha*exp(a(+1))*k(+1)^(alpha - 1) + 1 - delta);
    k(+1) = exp(a)*k^alpha + (1 - delta)*k - c;""",
)


def path(model: macro.Model, exogenous: np.ndarray) -> np.ndarray:
    declared = [name for name in model.endogenous if "__" not in name]
    solved = macro.PerfectForesight(model, len(exogenous), terminal="steady_state").solve(
        model.steady_state, exogenous
    )
    return np.column_stack([solved[name] for name in declared])


def test_a_predetermined_variable_is_the_same_stock_dated_a_period_later(write_model):
    exogenous = np.zeros((400, 1))
    exogenous[2] = 0.1
    ours = path(write_model(BEGINNING_OF_PERIOD, name="beginning"), exogenous)
    np.testing.assert_allclose(ours, path(write_model(END_OF_PERIOD, name="end"), exogenous), rtol=0, atol=1e-9)


def test_far_leads_and_lags_are_those_of_the_path(write_model):
    model = write_model("var x y; varexo e; model; x = e(+3) + 2*e(-2); y = x(+2)*x(-3) + e(+1)^2; end;")
    e = np.random.default_rng(1).uniform(-1, 1, 30)
    e[:6] = e[-6:] = 0.0
    found = path(model, e[:, None])
    far = np.concatenate([np.zeros(6), e, np.zeros(6)])
    at = np.arange(30) + 6
    x = far[at + 3] + 2 * far[at - 2]
    wide = np.concatenate([np.zeros(6), x, np.zeros(6)])
    np.testing.assert_allclose(found[:, 0], x, atol=1e-12)
    np.testing.assert_allclose(found[:, 1], wide[at + 2] * wide[at - 3] + far[at + 1] ** 2, atol=1e-12)


def test_steady_state_in_an_equation_follows_the_parameters(write_model):
    text = """
    var x gap; varexo e; parameters level; level = 2;
    model; # relative = x/STEADY_STATE(x); x = level^(1 - 0.5)*x(-1)^0.5*exp(e); gap = log(relative); end;
    initval; x = 1.5; end;"""
    model = write_model(text)
    for level in (2.0, 3.0):
        moved = model.with_parameters(level=level)
        np.testing.assert_allclose(moved.steady_state, [level, 0], atol=1e-12)
        exogenous = np.zeros((8, 1))
        exogenous[0] = 0.1
        found = path(moved, exogenous)
        np.testing.assert_allclose(found[:, 1], 0.1 * 0.5 ** np.arange(8), atol=1e-10)
        np.testing.assert_allclose(found[:, 0], level * np.exp(found[:, 1]), atol=1e-10)


BOUNDS = """
var x y z; varexo e;
model;
[name='floor', mcp='x > -0.5']
x = 0.9*x(-1) + 0.5*y + e;
[name='ceiling', mcp='y < 0.3']
y = 0.5*y(-1) - 0.2*z + e;
z = 0.8*z(+1) + x;
end;
shocks; var e; periods 1 3 5; values -1.5 1.2 -0.4; end;
"""


def by_hand_residuals(found: np.ndarray, e: np.ndarray) -> np.ndarray:
    """Residuals, left minus right, of the three equations along a path (T, 3)."""
    before = np.vstack([np.zeros(3), found[:-1]])
    after = np.vstack([found[1:], np.zeros(3)])
    x, y, z = found.T
    return np.column_stack(
        [x - 0.9 * before[:, 0] - 0.5 * y - e, y - 0.5 * before[:, 1] + 0.2 * z - e, z - 0.8 * after[:, 2] - x]
    )


def bounded_path(write_model) -> np.ndarray:
    exogenous = np.zeros((30, 1))
    exogenous[[0, 2, 4], 0] = [-1.5, 1.2, -0.4]
    return path(write_model(BOUNDS, name="bounds"), exogenous)


def test_at_a_floor_left_exceeds_right_and_at_a_ceiling_falls_short(write_model):
    e = np.zeros(30)
    e[[0, 2, 4]] = [-1.5, 1.2, -0.4]
    found = bounded_path(write_model)
    residuals = by_hand_residuals(found, e)
    at_floor, at_ceiling = found[:, 0] < -0.5 + 1e-9, found[:, 1] > 0.3 - 1e-9
    assert at_floor.any()
    assert at_ceiling.any()
    assert found[:, 0].min() >= -0.5 - 1e-9
    assert found[:, 1].max() <= 0.3 + 1e-9
    assert residuals[at_floor, 0].min() >= -1e-9
    assert residuals[at_ceiling, 1].max() <= 1e-9
    np.testing.assert_allclose(residuals[~at_floor, 0], 0, atol=1e-9)
    np.testing.assert_allclose(residuals[~at_ceiling, 1], 0, atol=1e-9)


@pytest.mark.parity
@pytest.mark.skipif(not (shutil.which("octave") and DYNARE.is_dir()), reason="Dynare with Octave is not installed")
def test_bounds_agree_with_dynares_lmmcp(write_model, tmp_path):
    solver = (
        "options_.lmmcp.TolFun = 1e-10;\n"  # its own default stops at 1e-7
        "perfect_foresight_setup(periods=30); perfect_foresight_solver(lmmcp, tolf=1e-12);"
    )
    (tmp_path / "theirs.mod").write_text(f"{BOUNDS}\n{solver}\n", encoding="utf-8")
    script = (
        f"addpath {DYNARE}; dynare theirs.mod noclearall nolog;"
        "dlmwrite('paths.csv', oo_.endo_simul', 'precision', 17);"
    )
    done = subprocess.run(
        ["octave", "--no-gui", "--norc", "--eval", script],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (tmp_path / "paths.csv").exists(), done.stdout[-2000:] + done.stderr[-2000:]
    theirs = np.loadtxt(tmp_path / "paths.csv", delimiter=",")[1:-1, :3]
    np.testing.assert_allclose(bounded_path(write_model), theirs, rtol=0, atol=1e-8)


def test_a_bound_may_be_a_parameter(write_model):
    model = write_model(
        "var x; varexo e; parameters low; low = -1; model; [mcp='x > low/2'] x = e; end;"
    ).with_parameters(low=-3.0)
    exogenous = np.full((3, 1), -2.0)
    assert path(model, exogenous).ravel() == pytest.approx([-1.5, -1.5, -1.5])


REGIMES = """
var y r; varexo e; parameters a; a = 0.5;
model;
y = a*y(-1) - r(-1) + e;
[name='rule', relax='ELB'] r = 1.5*y(-2);
[name='rule', bind='ELB'] r = -a;
end;
occbin_constraints; name 'ELB'; bind r < -a; end;
"""


def test_regimes_have_the_same_variables_and_their_own_equations():
    file = read_text(REGIMES, "regimes.mod")
    ordinary, bound = build(file), build(file, ("ELB",))
    assert ordinary.endogenous == bound.endogenous == ("y", "r", "y__lag1")
    assert ordinary.equation_names == bound.equation_names
    assert str(ordinary.residual[1]) != str(bound.residual[1])
    assert str(bound.residual[1]) == "(r+a)"


def test_regimes_that_leave_an_equation_out_are_refused():
    file = read_text(REGIMES.replace("bind='ELB'", "bind='ELB', relax='ELB'"), "regimes.mod")
    with pytest.raises(QelabError) as caught:
        build(file, ("ELB",))
    assert caught.value.code == "QE508"


def test_blocks_and_requests_are_plain_data():
    file = read_text(
        """var x; varexo e; model; x = e; end;
        initval; x = 1; end; steady(solve_algo=4, maxit=50); endval; x = 2; e = 1; end;
        histval; x(0) = 1; x(-1) = 2; end;
        shocks; var e; stderr 1; end;
        shocks(overwrite); var e; periods 1:2, 4; values 0.1 (2/3); end;
        stoch_simul(order=1, irf=20, irf_shocks=(e), hp_filter=1600, nograph, qz_criterium=1.000001, ar=-1) x;
        perfect_foresight_setup(periods=200); perfect_foresight_solver(tolf=1e-10);""",
        "small.mod",
    )
    assert [item.name for item in file.requests] == [
        "steady", "stoch_simul", "perfect_foresight_setup", "perfect_foresight_solver"
    ]  # fmt: skip
    steady, asked, _, solver = file.requests
    assert steady.options == {"solve_algo": 4, "maxit": 50}
    assert steady.after == ("initval",)
    assert asked.variables == ("x",)
    assert asked.after == ("initval", "endval", "histval", "shocks")
    assert asked.options == {
        "order": 1, "irf": 20, "irf_shocks": ("e",), "hp_filter": 1600, "nograph": True, "qz_criterium": 1.000001, "ar": -1,
    }  # fmt: skip
    assert solver.options == {"tolf": 1e-10}
    assert [(item.name, item.lag) for item in file.histval] == [("x", 0), ("x", -1)]
    assert len(file.shocks) == 1
    assert file.shocks[0].periods == ((1, 2), (4, 4))  # type: ignore[union-attr]
    assert [item.name for item in file.endval] == ["x", "e"]
