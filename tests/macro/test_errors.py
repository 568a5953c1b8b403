"""Each error of the models in both languages, against its golden file (``QELAB_GOLDEN=write`` records them)."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import messages
from qelab.core.time import Quarter
from qelab.macro.about import About, read_about
from qelab.macro.compiled import compile_model
from qelab.macro.modfile.reader import read_file, read_text
from qelab.macro.modfile.symbolic import build
from qelab.macro.requests.answer import answer


def model(text: str) -> macro.Model:
    file = read_text(text, "small.mod")
    return macro.Model(file, compile_model(build(file)), About())


def solve(targets: tuple[macro.Target, ...] = (), size: float = 0.0, horizon: int = 160) -> macro.Path:
    us_core = macro.load("us_core")
    exogenous = np.zeros((horizon, len(us_core.exogenous)))
    exogenous[0, us_core.shock_index("eps_y")] = size
    solver = macro.PerfectForesight(us_core, horizon)
    return solver.solve(us_core.steady_state, exogenous, targets=targets, labels=[Quarter.parse("2009Q1")])


def at_rest_in(text: str, horizon: int) -> macro.Path:
    """A path that stops at the steady state after so many periods, from a unit shock."""
    small = model(text)
    return macro.PerfectForesight(small, horizon, terminal="steady_state").solve(
        small.steady_state, np.eye(horizon, 1)
    )


def about(folder: Path, text: str) -> About:
    (folder / "about.toml").write_text(text, encoding="utf-8")
    return read_about(folder / "about.toml")


def held(shock: str, value: float) -> macro.Target:
    bound = macro.load("us_core").about.bound
    return macro.Target(variable="i", shock=shock, values=np.array([value]), bound=bound)


def depending() -> macro.Model:
    """A model whose steady_state_model makes a parameter depend on an exogenous variable."""
    return model(
        "var x; varexo e; parameters k;\nmodel; x = k + 0*e; end;\n"
        "steady_state_model; k = 1 + e; x = k; end;\ninitval; e = 1; end;"
    )


def asked(request: str) -> object:
    """A small model with this request."""
    return answer(model(f"var x; varexo e u;\nmodel; x = 0.5*x(-1) + 0.1*x^2 + e + u; end;\n{request}"))


NO_REGIME = """
var x s; varexo e;
model;
  [name = 'x', relax = 'low'] x = s;
  [name = 'x', bind = 'low'] x = 2 - s;
  s = 0.9*s(-1) + e;
end;
occbin_constraints; name 'low'; bind x < -1; relax x > 0; end;
shocks(surprise); var e; periods 1; values -2; end;
occbin_setup; occbin_solver(simul_periods = 20);
"""

TRIGGERS: dict[str, Callable[[Path], object]] = {
    "QE501": lambda folder: read_file(folder / "nothing.mod"),
    "QE502": lambda _: model("var x;\ntrend_var(growth_factor=g) a;\nmodel; x = 1; end;"),
    "QE503": lambda _: model("var x;\nmodel;\n  x = 1\nend;"),
    "QE504": lambda _: model("var x;"),
    "QE505": lambda _: model("var output;\nmodel; output = 0.5*outptu(-1); end;"),
    "QE506": lambda _: model("var x;\nparameters x;\nmodel; x = 1; end;"),
    "QE507": lambda _: model("var x;\nparameters k;\nmodel; x = k; end;"),
    "QE508": lambda _: model("var x z;\nmodel; x = 1; end;"),
    "QE509": lambda _: model("var x;\nparameters k; k = 1/0;\nmodel; x = k; end;"),
    "QE510": lambda _: model("var x;\nmodel; x = x(0.5); end;"),
    "QE511": lambda _: model("var x;\nmodel; x = max(x); end;"),
    "QE512": lambda _: model("var x; parameters a;\na = 1;\nmodel; x = a; end;\nsimul(periods=9);\na = 2;"),
    "QE513": lambda _: model("var x;\nmodel; x = x(+4000); end;"),
    "QE514": lambda _: model('var x;\n@#define n = 1 + "a"\nmodel; x = 1; end;'),
    "QE515": lambda _: model(
        "var x; varexo e;\nmodel; x = e; end;\nshocks; var e; periods 1 2:4; values 1; end;"
    ),
    "QE516": lambda _: model("var x;\n@#define count = 1\nmodel; x = @{cuont}; end;"),
    "QE517": lambda _: model('@#error "choose a rule"\nvar x;\nmodel; x = 1; end;'),
    "QE518": lambda _: model("var x;\n@#if 1 > 0\nmodel; x = 1; end;"),
    "QE519": lambda _: model('@#include "nothing.mod"\nvar x;\nmodel; x = 1; end;'),
    "QE520": lambda _: macro.load("us_core").with_parameters(okunn=0.5),
    "QE521": lambda _: macro.load("us_core").index("pi44"),
    "QE522": lambda _: (
        model("var x;\nmodel; [name='no root'] x^2 + 1 = 0; end;\ninitval; x = 1; end;").steady_state
    ),
    "QE523": lambda _: macro.load("us_core").with_parameters(elb=0.0).steady_state,
    "QE524": lambda folder: about(folder, "title: us_core\n"),
    "QE525": lambda folder: about(folder, "titel = 'us_core'\n"),
    "QE526": lambda _: model("var x; varexo e;\nmodel; x = 1.1*x(-1) + e; end;").transition,
    "QE529": lambda _: model("var x; varexo e;\nmodel; x = 1.1*x(+1) + e; end;").transition,
    "QE527": lambda _: solve(size=-40.0, horizon=12),
    "QE528": lambda folder: about(folder, "[bound]\nvariable = 'i'\nshadow = 'i_shadow'\n"),
    "QE530": lambda _: macro.PerfectForesight(macro.load("us_core"), 20).solve(
        np.zeros(3), np.zeros((20, 8))
    ),
    "QE531": lambda _: solve(size=-200.0),
    "QE532": lambda _: solve((held("eps_y", -4.0),)),
    "QE533": lambda _: solve((held("eps_i", 0.0), held("eps_i", 0.0))),
    "QE534": lambda _: solve(size=np.nan),
    "QE536": lambda _: model("var x;\nmodel; [mcp='2*x > 0'] x = 1; end;"),
    "QE537": lambda _: model("var x; varexo e;\nmodel(linear); x = max(0, x(-1)) + e; end;"),
    "QE535": lambda _: macro.PiecewiseLinear(
        model("var x; varexo e;\nmodel; [name='square'] x + x^2 = e; end;"), 20
    ),
    "QE546": lambda _: at_rest_in("var k; varexo e;\nmodel; k = 0.99*k(-1) + e; end;", 20),
    "QE547": lambda _: at_rest_in("var x y z; varexo e;\nmodel; x = e; y + z = x; 2*y + 2*z = 2*x; end;", 20),
    "QE548": lambda _: macro.PerfectForesight(macro.load("us_core"), 20).solve(
        np.zeros(3), np.zeros((20, 8)), end=np.zeros(3)
    ),
    "QE551": lambda _: model("var x;\nmodel; [name='rule'] x = 2; end;\nsteady_state_model; x = 1; end;").steady_state,
    "QE552": lambda _: model("var x y;\nmodel; [name='a'] x + y = 1; [name='b'] x + y = 2; end;").steady_state,
    "QE553": lambda _: model("var x y;\nmodel; [name='price'] log(x) + y = 1; x*y = 2; end;").steady_state,
    "QE554": lambda _: depending().steady_state_at(np.array([2.0])),
    "QE555": lambda _: (
        model("var x y; varexo e;\nmodel; [name='a'] x + y = e; [name='b'] 2*x + 2*y = 2*e; end;").transition
    ),
    "QE556": lambda _: (
        model("var x p; varexo e;\nmodel; [name='a'] x = 1.1*x(-1) + e; [name='b'] p = 1.2*p(+1) + e; end;").transition
    ),
    "QE557": lambda _: asked("stoch_simul(order=1, loglinear);"),
    "QE558": lambda _: asked("stoch_simul(order=1, irf=2.5);"),
    "QE559": lambda _: asked("simul;"),
    "QE560": lambda _: asked("endval; x = 0; end; steady; histval; x(0) = 1; end; simul(periods=20);"),
    "QE561": lambda _: model("var x y; varexo e;\nmodel; x = 0.5*x(-1) + e; [name='root'] y = sqrt(x); end;").transition,
    "QE562": lambda _: asked("shocks; var e; periods 30; values 1; end; simul(periods=20);"),
    "QE563": lambda _: asked("stoch_simul(irf=5);"),
    "QE564": lambda _: asked("shocks; var e; stderr 1; var u; stderr 1; var e, u = 2; end; stoch_simul(order=1);"),
    "QE565": lambda _: answer(model(NO_REGIME)),
    "QE566": lambda _: answer(model(NO_REGIME + "\nsimul(periods=20);")),
    "QE569": lambda _: model("var x y; varexo e;\nmodel; x = x(+1) + e; y = 0.5*x; end;").transition,
}


def test_every_error_of_the_models_is_triggered_here():  # those from QE570 on are of yields (tests/rates)
    assert sorted(TRIGGERS) == sorted(code for code in messages() if "QE500" <= code < "QE570")


@pytest.mark.parametrize("code", TRIGGERS)
def test_golden(code, golden_error, tmp_path):
    golden_error(code, lambda: TRIGGERS[code](tmp_path), {f"{tmp_path}/": ""})
