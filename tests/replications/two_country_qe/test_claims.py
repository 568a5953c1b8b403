"""Two countries: published signs, reference paths, what hangs on which assumption, identities, horizon."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.macro.linear.saddle_path import roots

pytestmark = pytest.mark.replication
TABLE = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))
HORIZON = 200
QUARTERS = np.array([1, 2, 4, 8, 12, 20]) - 1
IN_UNITS = {"y": 1e2, "c": 1e2, "pi": 4e2, "i": 4e2, "y_l": 4e4, "s": 1e2, "nx": 1e2, "y_f": 1e2, "y_lf": 4e4}
TAX = 0.053 / 400  # percentage points a year, as a fraction a quarter
COEFFICIENTS = {  # worked out elsewhere from the same closed forms
    "alpha_f": 0.02105263, "kap": 0.08395833, "kapx": 0.01136111, "kapw": 0.00206505, "s_rf": 0.38421053,
    "s_hf": 0.01578947, "a_foreign": 0.48, "b_rh": 4.8, "b_rf": 4.8, "b_frf": 6.14736842, "b_frh": 0.25263158,
    "beta_r": 0.99501247, "per_x_treasury": -0.02833333,
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> macro.Model:
    return macro.load("two_country_qe")


def solve(model: macro.Model, peg: int = 0, horizon: int = HORIZON, **shocks: float) -> macro.Path:
    """The path after innovations of the first quarter, the rate abroad held for ``peg`` quarters."""
    exogenous = np.zeros((horizon, len(model.exogenous)))
    for name, value in shocks.items():
        exogenous[0, model.shock_index(name)] = value
    targets = (macro.Target(variable="i_f", shock="e_if", values=np.zeros(peg)),) if peg else ()
    return macro.solver(model, horizon).solve(model.steady_state, exogenous, targets=targets)


def purchase(model: macro.Model, peg: int = 0, own: float = 0.0, tax: float = 0.0) -> macro.Path:
    """The large country buys 1 percent of its output, the small one ``own`` percent, with a tax on foreigners."""
    abroad, home = -model.parameters["per_x_treasury"], -own * model.parameters["per_x_h"]
    return solve(model, peg, e_lf=abroad, e_l=home, e_cfm=tax)


def cut(model: macro.Model) -> macro.Path:
    return solve(model, e_if=-0.0025)


def run(model: macro.Model, reference) -> macro.Path:
    match reference["experiment"]:
        case "cut_f":
            return cut(model)
        case "purchase_h":
            return solve(model, e_l=-model.parameters["per_x_h"])
    return purchase(model, reference.get("peg", 0), reference.get("own", 0.0))


def inflow(path: macro.Path) -> np.ndarray:
    """Foreign holdings of the small country's bonds, percent of its annual output: their change from rest."""
    return 100 * 0.48 / 4 * (path["b_fh"] + path["s"])


def trough(path: macro.Path) -> float:
    return 100 * path["y"][:40].min()


def measure(path: macro.Path) -> dict[str, float]:
    found: dict = {name: unit * path[name][QUARTERS] for name, unit in IN_UNITS.items()}
    return found | {
        "y_q1": 100 * path["y"][0],
        "y_trough": trough(path),
        "y_trough_quarter": path["y"][:40].argmin() + 1,
        "y_f_q1": 100 * path["y_f"][0],
        "y_f_peak": 100 * path["y_f"].max(),
        "y_f_peak_quarter": path["y_f"].argmax() + 1,
        "s_q1": 100 * path["s"][0],
        "s_q1_short": 100 * path["s"][0],
        "y_lf_q1": 4e4 * path["y_lf"][0],
    }


@pytest.fixture(scope="module")
def measured(model) -> dict[str, float]:
    path, taxed = purchase(model), purchase(model, tax=TAX)
    scale = -0.01 / (4 * path["y_lf"][0])  # to -100 basis points of the yield abroad
    return {
        "trough": trough(path),
        "premium_f": 4e4 * path["rp_f"][0],
        "premium_h": 4e4 * path["rp"][0],
        "premium_ratio": path["rp"][0] / path["rp_f"][0],
        **{f"inflow_q{quarter}": inflow(path)[quarter - 1] for quarter in (1, 8, 16)},
        "unrestricted_sell": -100 * path["l_u"][0],
        "scaled_premium": 4e4 * scale * path["rp"][0],
        "scaled_appreciation": -100 * scale * path["s"][0],
        "scaled_inflow": scale * inflow(path)[0],
        "scaled_demand": 100 * scale * path["c"].max(),
        "scaled_output": scale * trough(path),
        "tax_inflow": inflow(taxed)[0],
        "tax_trough": trough(taxed),
    }


@pytest.fixture(scope="module")
def signed(model) -> dict[str, float]:
    path = purchase(model)
    return {
        "inflow": inflow(path)[:12].min(),
        "premia_together": path["rp"][0] / path["rp_f"][0],
        "demand": path["c"][:4].min(),
        "appreciation": path["s"][:4].max(),
        "output_down": path["y"][0],
        "output_down_trough": trough(path),
        "rate_cut": cut(model)["y"][0],
        "own_purchase": trough(purchase(model, own=1 / 3)) - trough(path),
        "capital_controls": trough(purchase(model, tax=TAX)) - trough(path),
    }


@pytest.mark.parametrize("row", TABLE["sign"], ids=lambda row: row["id"])
def test_sign(row, signed):
    assert {"quantity", "unit", "source", "tolerance"} <= set(row)
    assert row["verdict"] == "reproduced"
    assert np.sign(signed[row["id"]]) == row["sign"]


@pytest.mark.parametrize("claim", TABLE["claim"], ids=lambda claim: claim["id"])
def test_claim(claim, measured, judge):
    judge(claim, measured)


@pytest.mark.parametrize("reference", TABLE["reference"], ids=lambda reference: reference["id"])
def test_reference(reference, model, judge_reference):
    changed = model.with_parameters(**reference.get("changes", {}))
    found = measure(run(changed, reference))
    if reference["experiment"] == "panel":
        found["y_after_cut"] = 100 * cut(changed)["y"][:12].min()
    judge_reference(reference, TABLE["measure"], found)


@pytest.mark.parametrize(("name", "value"), COEFFICIENTS.items())
def test_coefficient(model, name, value):
    digits = len(str(value).split(".")[1])
    assert round(model.parameters[name], digits) == value


@pytest.mark.parametrize("shock", ["e_lf", "e_if", "e_l", "e_i", "e_risk", "e_cfm"])
def test_walras(model, shock):
    """What is earned and not consumed is exported, and one country's exports are the other's imports."""
    path = solve(model, **{shock: 0.001})  # pyright: ignore[reportArgumentType]
    share, cy = model.parameters["n"], model.parameters["cy"]
    assert np.abs(path["y"]).max() > 1e-6
    assert np.abs(path["rev"] - cy * path["c"] - path["nx"]).max() < 1e-12
    abroad = path["rev_f"] - cy * path["c_f"]
    assert np.abs(share * path["nx"] + (1 - share) * abroad).max() < 1e-12
    assert np.abs(abroad - path["nx_f"]).max() < 1e-12


def test_proportional_to_the_purchase(model):
    nothing, one, minus_seven = (solve(model, e_lf=size).values for size in (0.0, 0.01, -0.07))
    assert not nothing.any()
    assert np.abs(minus_seven + 7 * one).max() < 1e-9 * np.abs(minus_seven).max()


def test_the_horizon_is_long_enough(model):
    """At rest after 400 quarters or after 2000: the same fifty years, although the largest stable root is .9937."""
    size, paths = -model.parameters["per_x_treasury"], []
    for horizon in (400, 2000):
        exogenous = np.zeros((horizon, len(model.exogenous)))
        exogenous[0, model.shock_index("e_lf")] = size
        solver = macro.PerfectForesight(model, horizon, terminal="steady_state", truncate=True)
        paths.append(solver.solve(model.steady_state, exogenous).values[:HORIZON])
    assert np.abs(paths[0] - paths[1])[:40].max() < 1e-5
    assert np.abs(paths[1] - purchase(model).values).max() < 1e-9


def test_one_stable_path(model):
    found = roots(model)
    assert found.verdict == "one stable path"
    assert found.moduli[found.moduli < 1].max() == pytest.approx(0.9937, abs=5e-5)


def test_short_spells_at_the_bound_are_well_posed(model):
    """The foreign rate's response to expected innovations: leading principal minors, .9738 falling to .6065."""
    solver, columns = macro.solver(model, HORIZON), []
    for quarter in range(10):
        exogenous = np.zeros((HORIZON, len(model.exogenous)))
        exogenous[quarter, model.shock_index("e_if")] = 1e-3
        columns.append(1e3 * solver.solve(model.steady_state, exogenous)["i_f"][:10])
    minors = [np.linalg.det(np.transpose(columns)[:size, :size]) for size in range(1, 11)]
    assert minors == sorted(minors, reverse=True)
    assert [minors[0], minors[1], minors[9]] == pytest.approx([0.9738, 0.9391, 0.6065], abs=5e-5)
    assert macro.unique(model, 12).unique


def test_the_bound_binds_in_the_large_country_only(model):
    path = solve(model, e_if=-0.02, e_i=-0.02)
    assert path.quarters_at_bound >= 1
    assert path["i_f"].min() == pytest.approx(model.parameters["elb"])
    assert path["i"].min() < model.parameters["elb"]
