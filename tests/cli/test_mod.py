"""``qelab mod``: a model file solved from the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qelab.macro.stacked.klu import klu_library

FILES = Path(__file__).parents[1] / "macro" / "requests" / "files"


def test_json_has_the_keys_of_the_schema(qelab):
    document = qelab("mod", FILES / "growth.mod", "--json").document
    assert list(document) == ["schema", "steady_state", "periods", "paths", "irfs", "diagnostics"]
    assert document["schema"] == "qelab.mod/1"
    assert document["periods"] == list(range(151))
    assert list(document["paths"]) == list(document["steady_state"]) == ["c", "k", "z"]
    assert all(len(path) == 151 for path in document["paths"].values())
    assert document["paths"]["k"][0] == document["steady_state"]["k"]
    assert document["irfs"] == {}
    assert document["diagnostics"]["verdict"] == "one stable path"


def test_responses(qelab):
    document = qelab("mod", FILES / "rbc.mod", "--json").document
    assert document["periods"] == []
    assert {shock: list(found) for shock, found in document["irfs"].items()} == {
        "e_a": ["y", "c", "n", "k"], "e_g": ["y", "c", "n", "k"],
    }  # fmt: skip
    assert len(document["irfs"]["e_a"]["y"]) == 30


def test_auxiliary_variables_are_not_shown(qelab):
    document = qelab("mod", FILES / "history.mod", "--json").document
    assert list(document["paths"]) == ["y", "p"]


def test_table(qelab):
    text = qelab("mod", FILES / "bound_max.mod").out
    assert "One stable path near the steady state" in text
    assert "Paths by period" in text
    assert "largest residual" in text
    chinese = qelab("mod", FILES / "bound_max.mod", "--lang", "zh-Hant").out
    assert "穩態附近有唯一的穩定路徑" in chinese


def test_what_is_no_steady_state_is_not_called_one(qelab, tmp_path):
    path = tmp_path / "unsolved.mod"
    path.write_text(
        "var x; varexo e;\nmodel; x = 0.5*x(-1) + 1 + e; end;\ninitval; x = 1; end;\n"
        "perfect_foresight_setup(periods=3);\nperfect_foresight_solver;\n",
        "utf-8",
    )
    text = qelab("mod", path).out
    assert "no steady state: an equation misses by 0.5" in text
    assert "stable path" not in text
    assert "100 % of the largest move" in text
    chinese = qelab("mod", path, "--lang", "zh-Hant").out
    assert "這些數值並非穩態" in chinese
    assert "。 " not in chinese


def test_csv(qelab):
    lines = qelab("mod", FILES / "growth.mod", "--format", "csv").out.splitlines()
    assert lines[0] == "period,c,k,z"
    assert len(lines) == 152


def test_model_of_the_catalogue_by_its_id(qelab):
    document = qelab("mod", "us_core", "--json").document
    assert document["steady_state"]["y"] == 0
    assert document["paths"] == {}


def test_other_parameters(qelab):
    usual = qelab("mod", FILES / "growth.mod", "--json").document["steady_state"]["k"]
    patient = qelab("mod", FILES / "growth.mod", "--set", "beta=0.99", "--json").document["steady_state"]["k"]
    assert patient > usual


@pytest.mark.parametrize(
    ("text", "code", "exit_code"),
    [
        ("var x; model; x = ;", "QE503", 3),
        ("\x00\x01\x02", "", 3),
        ("", "QE504", 3),
        ("var x; model; x = 2*x(+1) + 0.6*x(-1); end; stoch_simul(order=3);", "", 4),
        ("var x; model; x^2 = -1; end; initval; x = 1; end; steady;", "QE522", 4),
        ("var x; varexo e; model; x = 1.1*x(-1) + e; end; stoch_simul(order=1);", "QE526", 4),
        ("var x; varexo e; model; x = 0.5*x(-1)^2 + e; end; stoch_simul(order=2);", "QE563", 3),
    ],
    ids=["syntax", "binary", "empty", "order", "no steady state", "no stable path", "second order"],
)
def test_refusals(qelab, tmp_path, text, code, exit_code):
    path = tmp_path / "bad.mod"
    path.write_text(text, encoding="utf-8")
    outcome = qelab("mod", path, "--json")
    assert outcome.code == exit_code
    assert list(outcome.document) == ["code", "message", "hint", "path"]
    assert not code or outcome.document["code"] == code


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["nothing.mod"], "QE501", 3),
        (["us_cor"], "QE101", 2),
        (["us_core", "--set", "okun"], "QE834", 2),
        (["us_core", "--set", "okunn=1"], "QE520", 2),
        (["/dev/null/x.mod"], "QE501", 3),
    ],
)
def test_wrong_arguments(qelab, arguments, code, exit_code):
    outcome = qelab("mod", *arguments)
    assert outcome.code == exit_code
    assert f"[{code}]" in outcome.err


def test_without_dynare(qelab, monkeypatch):
    from qelab.macro.requests import dynare

    monkeypatch.setattr(dynare, "dynare_folder", lambda: None)
    outcome = qelab("mod", FILES / "linear.mod", "--against-dynare")
    assert outcome.code == 5
    assert "[QE830]" in outcome.err


def test_against_dynare(qelab):
    from qelab.macro.requests.dynare import dynare_folder

    if dynare_folder() is None:
        pytest.skip("Dynare with Octave is not installed")
    outcome = qelab("mod", FILES / "linear.mod", "--against-dynare", "--json")
    found = outcome.document["diagnostics"]["against_dynare"]
    assert found["irfs"] < 1e-8
    assert found["steady_state"] < 1e-10
    json.dumps(found)


def test_help(qelab, golden):
    outcome = qelab("mod", "--help")
    assert outcome.code == 0
    golden("help/mod.txt", " ".join(outcome.out.split()) + "\n")


@pytest.mark.skipif(klu_library() is None, reason="no libklu here")
def test_a_path_is_solved_without_scipy_and_without_the_other_commands():
    """SciPy takes longer to import than this file takes to solve."""
    script = (
        "import sys; from qelab.cli.main import main; code = main(); "
        "loaded = [name for name in ('scipy', 'qelab.cli.run', 'qelab.macro.requests.parity') if name in sys.modules]; "
        "sys.stderr.write(repr((code, loaded)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "mod", str(FILES / "bound_max.mod")], capture_output=True, text=True
    )
    assert done.stderr == "(0, [])"
    assert "Paths by period" in done.stdout
