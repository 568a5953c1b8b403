"""Each error of the models in both languages, against its golden file (``QELAB_UPDATE_GOLDEN=1`` rewrites them)."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError, messages
from qelab.core.time import Quarter
from qelab.macro.about import About, read_about
from qelab.macro.compiled import compile_model
from qelab.macro.modfile.reader import read_file, read_text
from qelab.macro.modfile.symbolic import build

GOLDEN = Path(__file__).with_name("golden")


def model(text: str) -> macro.Model:
    file = read_text(text, "small.mod")
    return macro.Model(file, compile_model(build(file)), About())


def solve(targets: tuple[macro.Target, ...] = (), size: float = 0.0, horizon: int = 160) -> macro.Path:
    us_core = macro.load("us_core")
    exogenous = np.zeros((horizon, len(us_core.exogenous)))
    exogenous[0, us_core.shock_index("eps_y")] = size
    solver = macro.PerfectForesight(us_core, horizon)
    return solver.solve(us_core.steady_state, exogenous, targets=targets, labels=[Quarter.parse("2009Q1")])


def about(folder: Path, text: str) -> About:
    (folder / "about.toml").write_text(text, encoding="utf-8")
    return read_about(folder / "about.toml")


def held(shock: str, value: float) -> macro.Target:
    bound = macro.load("us_core").about.bound
    return macro.Target(variable="i", shock=shock, values=np.array([value]), bound=bound)


TRIGGERS: dict[str, Callable[[Path], object]] = {
    "QE501": lambda folder: read_file(folder / "nothing.mod"),
    "QE502": lambda _: model("var x;\n@#define n = 1\nmodel; x = 1; end;"),
    "QE503": lambda _: model("var x;\nmodel;\n  x = 1\nend;"),
    "QE504": lambda _: model("var x;"),
    "QE505": lambda _: model("var output;\nmodel; output = 0.5*outptu(-1); end;"),
    "QE506": lambda _: model("var x;\nparameters x;\nmodel; x = 1; end;"),
    "QE507": lambda _: model("var x;\nparameters k;\nmodel; x = k; end;"),
    "QE508": lambda _: model("var x z;\nmodel; x = 1; end;"),
    "QE509": lambda _: model("var x;\nparameters k; k = 1/0;\nmodel; x = k; end;"),
    "QE510": lambda _: model("var x;\nmodel; x = x(0.5); end;"),
    "QE511": lambda _: model("var x;\nmodel; x = max(x); end;"),
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
    "QE535": lambda _: macro.PiecewiseLinear(
        model("var x; varexo e;\nmodel; [name='square'] x + x^2 = e; end;"), 20
    ),
}


def test_every_error_of_the_models_is_triggered_here():
    assert sorted(TRIGGERS) == sorted(code for code in messages() if "QE500" <= code < "QE600")


@pytest.mark.parametrize("code", TRIGGERS)
def test_golden(code, tmp_path):
    with pytest.raises(QelabError) as caught:
        TRIGGERS[code](tmp_path)
    assert caught.value.code == code
    text = f"{caught.value.render('en')}\n{caught.value.render('zh-Hant')}\n".replace(f"{tmp_path}/", "")
    golden = GOLDEN / f"{code}.txt"
    if os.environ.get("QELAB_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text
