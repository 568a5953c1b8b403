"""Banks with private and government bonds: purchases of both, a slump at the bound, the limit that goes slack."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.lab.models.innovations import innovations
from qelab.macro.linear.linearised import linearised_form

pytestmark = pytest.mark.replication
CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))["claim"]
HORIZON = 160
BASIS_POINTS = 4e4  # of a quarterly rate, annual
SLUMP = {"e_z": 0.066, "e_theta": 0.195}
DEEPER = {"e_z": 0.070, "e_theta": 0.200}


@pytest.fixture(scope="module")
def model() -> macro.Model:
    return macro.load("sims_wu_2021")


@pytest.fixture(scope="module")
def solver(model) -> macro.PerfectForesight:
    """At rest after the horizon, as in the solution that is compared with."""
    return macro.PerfectForesight(model, HORIZON, terminal="steady_state")


def purchase(model: macro.Model, private: float = 0.0, government: float = 0.0) -> dict[str, float]:
    """Innovations of purchases, percent of annual output in market value."""
    known = model.parameters
    annual = 0.01 * 4 * known["y_ss"]
    return {"e_f": private * annual / known["q_ss"], "e_b": government * annual / known["q_b_ss"]}


def solve(solver: macro.Solver, guess=None, targets=(), **shocks: float) -> macro.Path:
    model = solver.model
    exogenous = np.zeros((solver.horizon, len(model.exogenous)))
    for name, value in shocks.items():
        exogenous[0, model.shock_index(name)] = value
    return solver.solve(model.steady_state, exogenous, guess=guess, targets=targets)


def output(model: macro.Model, path: macro.Path) -> np.ndarray:
    """Log difference from the steady state, percent."""
    return 100 * np.log(path["y"] / model.parameters["y_ss"])


def peg(model: macro.Model, quarters: int) -> tuple[macro.Target, ...]:
    held = np.full(quarters, model.parameters["i_ss"])
    return (macro.Target(variable="i", shock="e_i", values=held),) if quarters else ()


@pytest.fixture(scope="module")
def purchases(model, solver) -> dict[str, float]:
    private = solve(solver, **purchase(model, private=1.0))
    government = solve(solver, **purchase(model, government=1.0))
    held = solve(solver, private.values, peg(model, 8), **purchase(model, private=1.0))
    linear = macro.PiecewiseLinear(model, HORIZON, form=linearised_form(model))
    first = [solve(linear, **purchase(model, **{kind: 0.01}))["y"] for kind in ("private", "government")]
    change = [path[:40] - model.steady_state[model.index("y")] for path in first]
    return {
        "private.output": output(model, private).max(),
        "private.output_peg": output(model, held).max(),
        "private.yield": BASIS_POINTS * (private["yield_f"][0] - model.parameters["r_f_ss"]),
        "government.ratio": change[1][0] / change[0][0],
        "government.ratio_nonlinear": output(model, government)[0] / output(model, private)[0],
    }


@pytest.fixture(scope="module")
def slumps(model, solver) -> dict[str, float]:
    ten = solve(solver, **purchase(model, private=10.0), **SLUMP)
    five = solve(solver, ten.values, **purchase(model, private=5.0), **SLUMP)
    none = solve(solver, five.values, **SLUMP)
    free_model = model.with_parameters(elb=0.5)
    free = solve(macro.PerfectForesight(free_model, HORIZON, "steady_state"), none.values, **SLUMP)
    deeper_five = solve(solver, five.values, **purchase(model, private=5.0), **DEEPER)
    deeper = solve(solver, none.values, **DEEPER)
    return {
        "slump.free": output(model, free).min(),
        "slump.bound": output(model, none).min(),
        "slump.spell": int(none.binding.sum()),
        "slump.purchase_5": output(model, five).min(),
        "slump.spell_purchase_5": int(five.binding.sum()),
        "slump.purchase_10": output(model, ten).min(),
        "fold.purchase_5": output(model, deeper_five).min(),
        "fold.paths": int(deeper.residual < 1e-10 and deeper.binding.sum() == 3),
    }


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_claim(claim, purchases, slumps, judge):
    judge(claim, purchases | slumps)


def test_steady_state_in_closed_form(model):
    assert np.abs(model.starting_values() - model.steady_state).max() < 1e-10
    known = dict(zip(model.endogenous, model.steady_state, strict=True))
    assets = known["q"] * known["f"] + model.parameters["Delta"] * known["q_b"] * known["b"]
    assert assets / known["n"] == pytest.approx(4)
    assert 4 * (1 / known["q"] + 0.975 - known["i"]) == pytest.approx(0.03)
    assert known["lambda"] > 0.01  # the limit binds at rest


def test_government_purchases_are_delta_in_every_quarter(model):
    """At first order, whatever Delta is: what counts is the room on the banks' books."""
    for share in (1 / 3, 0.6):
        changed = model.with_parameters(Delta=share)
        linear = macro.PiecewiseLinear(changed, 80, form=linearised_form(changed))
        private, government = (
            solve(linear, **purchase(changed, **{kind: 0.01}))["y"] - changed.parameters["y_ss"]
            for kind in ("private", "government")
        )
        assert np.abs(government - share * private).max() < 1e-8 * np.abs(private).max()


def test_holdings_there_and_back(model):
    """1 percent of annual output of ten-year equivalents, bond by bond, at the steady-state price and duration."""
    known = model.parameters
    for per_x, price, rate in (
        ("per_x_mbs", known["q_ss"], known["r_f_ss"]),
        ("per_x_treasury", known["q_b_ss"], known["r_b_ss"]),
    ):
        duration = 1 / (1 - known["decay"] / rate) / 4
        market_value = known[per_x] * price / (4 * known["y_ss"])
        assert market_value * duration / 8.5 == pytest.approx(0.01, rel=1e-12)


def test_the_limit_goes_slack_after_large_purchases_under_a_peg(model):
    """Complementarity: with room to spare the multiplier is zero, not negative, and the limit is an inequality."""
    path = solve(macro.PerfectForesight(model, 60), None, peg(model, 8), **purchase(model, private=8.0))
    known = model.parameters
    room = path["phi"] - (path["q"] * path["f"] + known["Delta"] * path["q_b"] * path["b"]) / path["n"]
    assert path["lambda"].min() >= -1e-12
    assert room.min() >= -1e-9
    assert (room > 1e-4).sum() == 3
    assert np.abs(np.minimum(path["lambda"], room)).max() < 1e-9


def test_pegs_of_government_purchases(model):
    longest = model.about.experiment.longest_peg_quarters
    assert longest == 8
    quick, effects, guess = macro.PerfectForesight(model, 60), [], None
    for quarters in range(0, longest + 1, 2):
        path = solve(quick, guess, peg(model, quarters), **purchase(model, government=1.0))
        assert np.abs(path["i"][:quarters] - model.parameters["i_ss"]).max(initial=0.0) < 1e-10
        effects.append(output(model, path).max())
        guess = path.values
    assert effects == pytest.approx([0.0301, 0.0387, 0.0507, 0.0660, 0.0757], abs=1e-4)


@pytest.mark.soak
def test_frontier(model):
    """Paths end between 1.20 and 1.23 times the reference slump, and later with purchases."""
    quick = macro.PerfectForesight(model, 100)

    def slump(times: float, guess=None, private: float = 0.0) -> macro.Path:
        shocks = {name: times * size for name, size in SLUMP.items()}
        return solve(quick, guess, **purchase(model, private=private), **shocks)

    last = slump(1.2, slump(1.1).values)
    assert output(model, last).min() == pytest.approx(-8.0, abs=0.6)
    with pytest.raises(QelabError, match="QE531"):
        slump(1.23, last.values)
    assert slump(1.23, last.values, private=5.0).binding.sum() <= 6


def test_pegs_beyond_eight_quarters_turn_the_sign_over(model):
    """What about.toml says of them: .23, .14, -1.0 and 1.6 percent of output for 1 percent of private bonds."""
    quick, extremes = macro.PerfectForesight(model, 100), []
    for quarters in (8, 9, 10, 11):
        effect = output(model, solve(quick, None, peg(model, quarters), **purchase(model, private=1.0)))
        extremes.append(effect[np.abs(effect).argmax()])
    assert extremes == pytest.approx([0.23, 0.14, -1.0, 1.6], rel=0.05)


def test_announced_ahead_a_purchase_raises_the_term_premium_at_first(model):
    """What about.toml says of it: -.40 basis points bought at once, +.24 over four quarters, per 1 percent."""
    premia, resting = [], model.steady_state
    for quarters in (1, 4):
        held = np.concatenate([np.arange(1, quarters + 1) / quarters, 0.97 ** np.arange(1, HORIZON + 1 - quarters)])
        bonds = resting[model.index("b_cb")] + model.parameters["per_x_treasury"] * held
        exogenous = np.zeros((HORIZON, len(model.exogenous)))
        exogenous[:, model.shock_index("e_b")] = innovations(model, "b_cb", "e_b", resting, bonds)
        path = macro.PerfectForesight(model, HORIZON).solve(resting, exogenous)
        premia.append(BASIS_POINTS * (path["tp"][0] - resting[model.index("tp")]))
    assert premia == pytest.approx([-0.40, 0.24], abs=0.01)
