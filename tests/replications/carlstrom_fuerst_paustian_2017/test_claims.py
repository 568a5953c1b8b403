"""Intermediaries' net worth: purchases with the rule and with pegs, the flexible block, steady state, horizon."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.macro.linear.saddle_path import roots

pytestmark = pytest.mark.replication
TABLE = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))
HORIZON = 200
ID = "carlstrom_fuerst_paustian_2017"


@pytest.fixture(scope="module")
def model() -> macro.Model:
    return macro.load(ID)


@pytest.fixture(scope="module")
def rule_on_output(tmp_path_factory) -> macro.Model:
    """The same file with output instead of the output gap in the policy rule."""
    text = macro.models.path(ID).read_text(encoding="utf-8")
    assert text.count("tau_y*gap") == 1
    path = tmp_path_factory.mktemp("variant") / "rule_on_output.mod"
    path.write_text(text.replace("tau_y*gap", "tau_y*y"), encoding="utf-8")
    return macro.read(path)


def solve(model: macro.Model, targets=(), horizon: int = HORIZON, **shocks: float) -> macro.Path:
    """The path after innovations of the first quarter."""
    exogenous = np.zeros((horizon, len(model.exogenous)))
    for name, value in shocks.items():
        exogenous[0, model.shock_index(name)] = value
    if model.about.bound is None:  # a variant without an about.toml
        return macro.PerfectForesight(model, horizon).solve(model.steady_state, exogenous, targets=targets)
    return macro.solver(model, horizon).solve(model.steady_state, exogenous, targets=targets)


def purchase(model: macro.Model, peg: int = 0, size: float | None = None) -> macro.Path:
    """One innovation that takes ``size`` out of intermediaries' bonds at the trough; without it: 1 percent of output."""
    trough = solve(model, e_b=1e-3)["b"].min() / 1e-3
    size = -model.parameters["per_x_treasury"] if size is None else size
    targets = (macro.Target(variable="i", shock="e_i", values=np.zeros(peg)),) if peg else ()
    return solve(model, targets, e_b=-size / trough)


def measure(path: macro.Path) -> dict[str, float]:
    y, inv, pi, i = 100 * path["y"], 100 * path["inv"], 400 * path["pi"], 400 * path["i"]
    found = {"y_q1": y[0], "y_peak": y.max(), "y_peak_quarter": y.argmax() + 1, "c_q1": 100 * path["c"][0]}
    found |= {"inv_peak": inv.max(), "inv_peak_quarter": inv.argmax() + 1}
    found |= {"pi_q1": pi[0], "pi_peak": pi.max(), "i_q1": i[0], "i_peak": i.max()}
    for name in ("y10", "tp"):
        found |= {f"{name}_q1": 1e4 * path[name][0], f"{name}_trough": 1e4 * path[name].min()}
    return found


@pytest.mark.parametrize("row", TABLE["sign"], ids=lambda row: row["id"])
def test_sign(row, model):
    assert {"quantity", "unit", "source", "tolerance"} <= set(row)
    assert row["verdict"] == "reproduced"
    found = measure(purchase(model))
    value = {"output": found["y_peak"], "yields": found["y10_trough"]}[row["id"]]
    assert np.sign(value) == row["sign"]
    assert abs(value) > 0.05  # percent, or basis points


@pytest.mark.parametrize("reference", TABLE["reference"], ids=lambda reference: reference["id"])
def test_reference(reference, model, rule_on_output, judge_reference):
    if reference["experiment"] == "policy":
        path = solve(model, e_m=-0.0025)
    else:
        changed = rule_on_output if reference["id"] == "rule_on_output" else model
        path = purchase(changed, reference["peg"], reference.get("size"))
    judge_reference(reference, TABLE["measure"], measure(path))


def test_coefficients(model):
    """The public replication gives the consumption share .8228189; the closed form has to give it back."""
    known = model.parameters
    assert known["sc"] == pytest.approx(0.8228189, abs=2e-7)
    assert known["b_gdp"] == pytest.approx(1.1812083, abs=3e-7)
    assert known["per_x_treasury"] == pytest.approx(-0.01 * 8.5 / 10 / 1.1812083, rel=1e-6)
    assert known["b1"] / 2 == pytest.approx(0.9)  # both roots of the bond supply
    assert known["b1"] ** 2 + 4 * known["b2"] == pytest.approx(0.0, abs=1e-12)


def test_the_trough_comes_nine_quarters_after_the_innovation(model):
    """Two equal roots of .9: (n + 1) .9^n is the same after eight and nine quarters, and largest there."""
    path = purchase(model)["b"]
    assert path.argmin() in (8, 9)
    assert path[8] == pytest.approx(path[9], rel=1e-12)


def test_the_programme_takes_the_place_of_the_bond_supply(model):
    """Any path of holdings is reached by innovations: here up over four quarters, held, and down."""
    path = np.interp(np.arange(1, 21), [0, 4, 12, 20], [0, 1, 1, 0]) * model.parameters["per_x_treasury"]
    found = solve(model, (macro.Target(variable="b", shock="e_b", values=path),))
    assert np.abs(found["b"][:20] - path).max() < 1e-12
    assert found["y"].max() > 0


def test_potential_moves_with_the_programme(model):
    """Why the public series is output and not the gap: flexible-price output takes four fifths of the effect."""
    path = purchase(model)
    assert path["gap"].max() / path["y"].max() == pytest.approx(0.19, abs=0.005)


def test_proportional_to_the_purchase(model):
    nothing, one, minus_seven = (solve(model, e_b=size).values for size in (0.0, 0.001, -0.007))
    assert not nothing.any()
    assert np.abs(minus_seven + 7 * one).max() < 1e-9 * np.abs(minus_seven).max()


def test_the_horizon_is_long_enough(model):
    paths = [solve(model, e_b=0.002).values[:40]]
    for horizon in (HORIZON, 2 * HORIZON):
        exogenous = np.zeros((horizon, len(model.exogenous)))
        exogenous[0, model.shock_index("e_b")] = 0.002
        solver = macro.PerfectForesight(model, horizon, terminal="steady_state", truncate=True)
        paths.append(solver.solve(model.steady_state, exogenous).values[:40])
    assert max(np.abs(path - paths[2]).max() for path in paths) < 1e-6


def test_one_stable_path_with_the_bound_too(model):
    assert roots(model).verdict == "one stable path"
    assert macro.unique(model, 12).unique
