"""Four equations: output and inflation after a purchase and a rate cut, the slump at the bound, pegs, holdings."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from qelab import macro

pytestmark = pytest.mark.replication
CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))["claim"]
HORIZON = 160
SLUMP = -0.01  # natural rate, a quarter


@pytest.fixture(scope="module")
def model() -> macro.Model:
    return macro.load("sims_wu_zhang_2023")


def solve(model: macro.Model, targets=(), **shocks: float) -> macro.Path:
    """The path after innovations of the first quarter, from rest."""
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    for name, value in shocks.items():
        exogenous[0, model.shock_index(name)] = value
    return macro.solver(model, HORIZON).solve(model.steady_state, exogenous, targets=targets)


@pytest.fixture(scope="module")
def nonlinear() -> macro.Model:
    return macro.read(Path(__file__).with_name("nonlinear.mod"))


@pytest.fixture(scope="module")
def measured(model, nonlinear) -> dict[str, float]:
    curved = solve(nonlinear, e_q=0.01)
    purchase, cut = solve(model, e_q=0.01), solve(model, e_i=-1e-4)  # small: the bound stays slack
    found = {
        "qe_output": 100 * purchase["x"][0],
        "qe_inflation": 100 * purchase["pi"][0],
        "rate_output": 1e4 * cut["x"][0] / 4,
        "relative_inflation": (purchase["pi"][0] / purchase["x"][0]) / (cut["pi"][0] / cut["x"][0]),
    }
    quick = model.with_parameters(rho_i=0.0)
    slump = solve(quick, e_f=SLUMP)
    short = solve(quick, e_f=SLUMP, e_q=0.1)
    long = solve(quick.with_parameters(rho_q=0.95), e_f=SLUMP, e_q=0.1)
    return found | {
        "nonlinear_output": 100 * np.log(curved["y"][0]),
        "nonlinear_inflation": 100 * np.log(curved["pi"][0]),
        "slump_free": 100 * solve(quick.with_parameters(elb=-1.0), e_f=SLUMP)["x"][0],
        "slump": 100 * slump["x"][0],
        "slump_spell": slump.quarters_at_bound,
        "slump_purchase_short": 100 * short["x"][0],
        "slump_purchase_long": 100 * long["x"][0],
        "slump_sum": 100 * slump["x"][:8].sum(),
        "slump_sum_purchase_short": 100 * short["x"][:8].sum(),
        "slump_sum_purchase_long": 100 * long["x"][:8].sum(),
    }


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_claim(claim, measured, judge):
    judge(claim, measured)


def test_holdings_there_and_back(model):
    """1 percent of annual output of ten-year equivalents, as a market value, is per_x of the holdings at rest."""
    known = model.parameters
    duration = 1 / (1 - known["decay_b"] * known["beta_b"]) / 4
    bonds = known["z"]  # of quarterly output: what the impatient consume is what their bonds are worth
    market_value = known["per_x"] * known["b_cb"] * bonds  # change, of quarterly output
    assert market_value / 4 * duration / known["d_10"] == pytest.approx(0.01, rel=1e-12)
    assert known["per_x"] == pytest.approx(0.477373737, rel=1e-8)


def test_what_the_rate_can_undo(model):
    """A rule undoes part of a purchase: the longer the rate is held, the more of it is left."""
    effects, longest = [], model.about.experiment.longest_peg_quarters
    assert longest == 8
    for quarters in range(longest + 1):
        peg = macro.Target(variable="i", shock="e_i", values=np.zeros(quarters))
        path = solve(model, targets=(peg,) if quarters else (), e_q=0.01)
        assert np.abs(path["i"][:quarters]).max(initial=0.0) < 1e-12
        effects.append(path["x"][0])
    assert all(np.diff(effects) > 0)


def test_one_path_at_the_bound(model):
    for inertia in (0.0, 0.8):
        assert macro.unique(model.with_parameters(rho_i=inertia), 15).unique


def test_four_equations_are_the_nonlinear_model_close_to_rest(model, nonlinear):
    """The same slope of the Phillips curve given, responses agree to what Table 1 rounds (2.4925 to 2.49)."""
    known = nonlinear.parameters
    slope = (1 - known["phi_p"]) * (1 - known["phi_p"] * known["beta"]) / known["phi_p"]
    linear = model.with_parameters(gamma=slope, zeta=known["eta"] + 1 / (1 - known["z"]))
    for shock, size in (("e_q", 1e-5), ("e_i", -1e-6)):
        curved, straight = solve(nonlinear, **{shock: size}), solve(linear, **{shock: size})
        for ours, theirs in ((np.log(curved["y"]), straight["x"]), (np.log(curved["pi"]), straight["pi"])):
            assert np.abs(ours - theirs).max() < 1e-4 * np.abs(theirs).max()
