"""The reader: what it takes, and how it refuses the rest."""

import math
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.reader import read_file, read_text

SMALL = """
// comment   /* not a block */
var x $x_t$ (long_name='A stock, in percent'), z;   % another comment
varexo e;
parameters a b;
a = 1/2;  b = -a^2 + .5e0;
model(linear);
  # twice = 2*x(-1);
  [name='the stock', mcp='x > 0']
  x = a*twice/2 + e;
  z - x(+2) - x(-3);
end;
/* a block
   over lines */
initval; x = 0; z = exp(0) - 1; end;
shocks; var e; periods 1 3:4; values 0.5 (-1/2); end;
steady; check;
"""


def test_everything_of_the_subset_is_read():
    file = read_text(SMALL, "small.mod")
    assert [symbol.name for symbol in file.endogenous] == ["x", "z"]
    assert file.endogenous[0].long_name == "A stock, in percent"
    assert file.endogenous[0].tex == "x_t"
    assert file.model_options == ("linear",)
    assert [type(item).__name__ for item in file.model] == ["Local", "Equation", "Equation"]
    first, second = (item for item in file.model if isinstance(item, syntax.Equation))
    assert first.tags == {"name": "the stock", "mcp": "x > 0"}
    assert second.right == syntax.Number(0.0)
    assert isinstance(file.shocks[0], syntax.ShockPath)
    assert file.shocks[0].periods == ((1, 1), (3, 4))
    assert [request.name for request in file.requests] == ["steady", "check"]


def test_values_and_precedence(write_model):
    model = write_model(SMALL)
    assert model.parameters == {"a": 0.5, "b": 0.25}


def test_long_leads_and_lags_become_auxiliaries(write_model):
    model = write_model(SMALL)
    assert model.endogenous == ("x", "z", "x__lead1", "x__lag1", "x__lag2")
    assert model.equation_names[0] == "the stock"
    assert model.equation_names[1] == "equation 2"
    assert model.equation_names[2] == "x__lead1 is x(+1)"


def test_lagged_shock_becomes_an_auxiliary(write_model):
    model = write_model("var x; varexo e; model; x = e(-2); end;")
    path = macro.PerfectForesight(model, 6).solve(model.steady_state, np.eye(6, 1))
    assert path["x"].tolist() == [0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^3*2", 16),
        ("-2^2", -4),
        ("2^-1", 0.5),
        ("1 - 2 - 3", -4),
        ("8/2/2", 2),
        ("1e-3*1000", 1),
        ("1.5d1", 15),
        ("exp(log(3))", 3),
        ("sqrt(abs(-16))", 4),
        ("max(1, 2) + min(1, 2) + sign(-3)", 2),
        ("log10(1000) + ln(1)", 3),
        ("(1 + 2)*3", 9),
    ],
)
def test_arithmetic(write_model, text, value):
    model = write_model(f"var x; parameters p; p = {text}; model; x = p - ({text}); end;")
    assert math.isclose(model.parameters["p"], value)
    assert abs(model.steady_state[0]) < 1e-12


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("var x;\n@#echomacrovars\n", "QE502", "2:3", "'@#echomacrovars'"),
        ("var x;\ntrend_var(growth_factor=g) a;", "QE502", "2:1", "trend_var"),
        ("var(log) x;", "QE502", "1:1", "'var('"),
        ("var(deflator=a) x;", "QE502", "1:1", "'var('"),
        ("close all; clear all;\nvar x;", "QE502", "1:1", "'close'"),
        ("var x; varobs x;", "QE502", "1:8", "'varobs'"),
        ("var x;\noptions_.qz = 1;", "QE502", "2:1", "'options_'"),
        ("var x;\nmodel; [static] x = 1; end;", "QE502", "2:9", "'[static]'"),
        ("var x;\nmodel(block, adl); x = 1; end;", "QE502", "2:14", "'adl'"),
        ("var x;\nmodel; x = EXPECTATION(-1)(x(+1)); end;", "QE502", "2:12", "EXPECTATION"),
        ("var x;\nmodel; x = diff(x); end;", "QE502", "2:12", "'diff'"),
        ("var x;\nmodel; x = 1; end;\nsteady_state_model;\n [x, y] = helper(1); end;", "QE502", "4:2", "'['"),
        ("var x; varexo e;\nmodel; x = e; end;\nshocks(learnt_in=2); end;", "QE502", "3:8", "learnt_in"),
        ("var x; varexo e;\nmodel; x = e; end;\nshocks(often); end;", "QE502", "3:8", "'often'"),
        ("var x; varexo e;\nmodel; x = e; end;\nshocks; var x; stderr 1; end;", "QE505", "3:13", "'x'"),
        ("var x; varexo e;\nmodel; x = e; end;\nshocks; var e; periods 3:2; values 1; end;", "QE515", "3:13", "'e'"),
        ("var x; varexo e;\nmodel; x = e; end;\nshocks; var e; periods 1 2; values 1; end;", "QE515", "3:13", "2 periods"),
        ("var x;\npredetermined_variables z;\nmodel; x = 1; end;", "QE505", "2:25", "'z'"),
        ("var x;\nmodel; x = x(+401); end;", "QE513", "2:12", "401"),
        ("var x;\nmodel; [mcp='x+1 > 0'] x = 1; end;", "QE536", "2:24", "x+1 > 0"),
        ("var x;\nmodel; [mcp='x > x'] x = 1; end;", "QE536", "2:22", "x > x"),
        ("var x;\nmodel; [bind='ELB'] x = 1; end;", "QE505", "2:21", "'ELB'"),
        ("var x; parameters a; a = 1;\nmodel; x = a; end;\nsimul(periods=3);\na = 2;", "QE512", "4:1", "'a'"),
        ("var x; varexo e;\nmodel; x = e; end;\nstoch_simul;\nshocks; var e; stderr 1; end;", "QE512", "4:13", "shocks"),
        ("var x;\nmodel; x = 1e999; end;", "QE502", "2:12", "1e999"),
        ("var x;\nmodel; x = " + "-("*200 + "x" + ")"*200 + "; end;", "QE513", "2:213", "100"),
        ("var x;\n  estimated_params;", "QE502", "2:3", "estimated_params"),
        ("var x;\nmodel;\n x = {1};\nend;", "QE502", "3:6", "'{1};'"),
        ("var x;\nmodel;\n x = 1\nend;", "QE503", "4:1", "'end'"),
        ("var x;\nmodel;\n x = (1;\nend;", "QE503", "3:8", "';'"),
        ("var x;\nmodel;\n x = 1;\n", "QE503", "4:1", "'EOF'"),
        ("var x;", "QE504", "", "this one has 0"),
        ("var x;\nmodel; x = y; end;", "QE505", "2:12", "'y'"),
        ("var x;\nmodel; x = expo(x); end;", "QE505", "2:12", "'expo'"),
        ("var x;\nparameters x;\nmodel; x = 1; end;", "QE506", "2:12", "'x'"),
        ("var x;\nparameters k;\nmodel; x = k; end;", "QE507", "2:12", "'k'"),
        ("var x z;\nmodel; x = 1; end;", "QE508", "", "1 equations for 2"),
        ("var x;\nparameters k; k = 1/0;\nmodel; x = k; end;", "QE509", "2:15", "'k'"),
        ("var x;\nparameters k; k = log(-1);\nmodel; x = k; end;", "QE509", "2:15", "'k'"),
        ("var x;\nmodel; x = x(1.5); end;", "QE510", "2:12", "'x'"),
        ("var x;\nparameters k; k = 1;\nmodel; x = k(-1); end;", "QE510", "3:12", "'k'"),
        ("var x;\nmodel; x = max(x); end;", "QE511", "2:12", "'max' takes 2"),
        ("var x;\nk = 2;\nmodel; x = 1; end;", "QE505", "2:1", "'k'"),
    ],
)
def test_refusals_name_the_place_and_the_construct(write_model, text, code, place, words):
    with pytest.raises(QelabError) as caught:
        write_model(text)
    error = caught.value
    assert error.code == code
    assert error.exit_code == 3
    assert words in error.message()
    assert error.where.endswith(f"small.mod:{place}" if place else "small.mod")
    assert error.message("zh-Hant") != error.message("en")


def test_refusal_suggests_the_nearest_name(write_model):
    with pytest.raises(QelabError) as caught:
        write_model("var output;\nmodel; output = 0.5*outptu(-1); end;")
    assert "did you mean 'output'?" in caught.value.hint()


def test_a_whole_refusal():
    with pytest.raises(QelabError) as caught:
        read_text("var x;\nmodel;\n  x = 1\nend;", "small.mod")
    assert caught.value.render() == (
        "error[QE503]: line 4, column 1: 'end' was not expected here\n"
        "  --> small.mod:4:1\n"
        "  = expected: ';'; look for a missing ';' or bracket just before"
    )


def test_files_that_are_not_there_or_not_text(tmp_path: Path):
    binary = tmp_path / "binary.mod"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for path in (tmp_path / "nothing.mod", binary, tmp_path):
        with pytest.raises(QelabError) as caught:
            read_file(path)
        assert caught.value.code == "QE501"
