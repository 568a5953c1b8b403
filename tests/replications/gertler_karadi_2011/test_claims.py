"""Gertler & Karadi (2011): steady state, crisis, credit policy, the fold at the lower bound, pegs, large purchases."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError

pytestmark = pytest.mark.replication
CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))["claim"]
HORIZON = 200
NO_BOUND = -1.0


@pytest.fixture(scope="module")
def model() -> macro.Model:
    return macro.load("gertler_karadi_2011")


def solve(model: macro.Model, targets=(), **shocks: float) -> macro.Path:
    """The path after innovations of the first quarter, from rest."""
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    for name, value in shocks.items():
        exogenous[0, model.shock_index(name)] = value
    return macro.PerfectForesight(model, HORIZON).solve(model.steady_state, exogenous, targets=targets)


def output(model: macro.Model, path: macro.Path) -> np.ndarray:
    """100 x log deviation of output, (T,)."""
    return 100 * np.log(path["y"] / model.steady_state[model.index("y")])


def at_rest(model: macro.Model, quarters: int) -> tuple[macro.Target, ...]:
    level = model.steady_state[model.index("i")]
    peg = macro.Target(variable="i", shock="e_i", values=np.full(quarters, level))
    return (peg,) if quarters else ()


@pytest.fixture(scope="module")
def measured(model) -> dict[str, float]:
    rest = dict(zip(model.endogenous, model.steady_state, strict=True))
    found = {
        "capital": rest["k"],
        "lambda": model.parameters["lambda"],
        "omega": model.parameters["omega"],
        "chi": model.parameters["chi"],
        "chi_table": model.parameters["chi"],
        "eta": rest["nu"],
        "capital_ratio": rest["k"] / (4 * rest["y"]),
        "consumption_ratio": rest["c"] / rest["y"],
    }
    free = model.with_parameters(elb=NO_BOUND)
    found["crisis_smooth"] = output(model, solve(free, e_xi=-0.05)).min()
    quick = free.with_parameters(rho_i=0.0)
    for kappa, name in ((0.0, "crisis"), (10.0, "crisis_credit_10"), (100.0, "crisis_credit_100")):
        path = solve(quick.with_parameters(kappa=kappa), e_xi=-0.05)
        found[name] = output(model, path).min()
        found[name.replace("crisis", "share")] = 100 * path["psi"].max()
    found["near_fold_free"] = output(model, solve(quick, e_xi=-0.0425)).min()
    found["near_fold"] = output(model, solve(model.with_parameters(rho_i=0.0), e_xi=-0.0425)).min()
    return found


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_claim(claim, measured, judge):
    judge(claim, measured)


@pytest.mark.parametrize(
    ("parameters", "solved", "unsolved", "at_bound"),
    [
        ({"rho_i": 0.0}, 0.0425, 0.045, 4),  # the paper's crisis, bound included: a fold between
        ({"rho_i": 0.0, "kappa": 10.0}, 0.06, 0.0725, 3),
        ({}, 0.08, 0.10, 0),  # a rate that is smoothed does not reach the bound in time
        ({"kappa": 10.0}, 0.085, 0.10, 0),
    ],
)
def test_frontier(model, parameters, solved, unsolved, at_bound):
    """Each pair brackets what a bisection found: 4.3, 6.9, 8.5 to 9.5 and 9.1 percent, as in about.toml."""
    changed = model.with_parameters(**parameters)
    path = solve(changed, e_xi=-solved)
    assert path.quarters_at_bound == at_bound
    assert path.bound_gap < 1e-8
    with pytest.raises(QelabError) as caught:
        solve(changed, e_xi=-unsolved)
    assert caught.value.code == "QE531"


def test_credit_policy_dampens_more_at_the_bound(model):
    """The paper's main result: the gain from credit policy is larger when the rate cannot fall."""
    gain = {}
    for floor in (NO_BOUND, 0.0):
        world = model.with_parameters(rho_i=0.0, elb=floor)
        without, with_policy = (
            output(model, solve(world.with_parameters(kappa=kappa), e_xi=-0.0425)).min()
            for kappa in (0.0, 10.0)
        )
        gain[floor] = with_policy - without
    assert gain[0.0] > gain[NO_BOUND] > 0


def test_the_response_turns_over_with_a_longer_peg(model):
    """Up to four quarters a held rate adds to the effect; from the fifth on the sign is the other one."""
    longest = model.about.experiment.longest_peg_quarters
    small = {"e_psi": 1e-5}
    peaks = [output(model, solve(model, at_rest(model, held), **small)).max() for held in range(longest + 1)]
    assert all(np.diff(peaks) > 0)
    beyond = output(model, solve(model, at_rest(model, longest + 1), **small))
    assert beyond[0] < 0
    assert beyond.max() < 0.1 * peaks[0]


@pytest.mark.parametrize("quarters", [4, 8])
def test_the_rate_can_be_held(model, quarters):
    """The solver finds the path of either; only the shorter one is offered as an answer."""
    path = solve(model, at_rest(model, quarters), e_psi=0.005)
    assert path["i"][:quarters] == pytest.approx(np.full(quarters, 1 / 0.99 - 1), abs=1e-12)
    assert np.abs(path["e_i"][quarters:]).max() == 0.0


def test_large_purchases_leave_the_constraint_slack(model):
    """Small ones act in proportion; large ones less, with a premium of zero and never below."""
    small, large = solve(model, e_psi=0.001), solve(model, e_psi=0.05)
    assert small["mu"].min() > 0
    assert large["mu"].min() > -1e-10
    assert large["premium"].min() > -1e-10
    slack = large["mu"] < 1e-8
    assert slack.any()
    worth = (
        large["nu"] * large["n"] - (model.parameters["lambda"] - large["mu"]) * large["phi"] * large["n"]
    )[slack]
    assert worth.min() > 0
    assert output(model, large).max() < 0.6 * 50 * output(model, small).max()


def test_holdings_there_and_back(model):
    """One percent of annual output of ten-year equivalents: value times duration is 8.5 percent-years."""
    known = model.parameters
    value = known["per_x_mbs"] * known["k_ss"] / (4 * known["y_ss"])
    assert value * known["duration_k"] == pytest.approx(0.01 * 8.5, rel=1e-12)
    assert known["per_x_mbs"] == pytest.approx(0.0075711364, rel=1e-7)
