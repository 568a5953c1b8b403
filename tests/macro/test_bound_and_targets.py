"""The lower bound as complementarity, and shocks found from the values they bring about."""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError


def target(variable, shock, *values, bound=None):
    return macro.Target(variable=variable, shock=shock, values=np.array(values), bound=bound)


def complementarity(path, floor):
    return np.abs(np.minimum(path["i"] - floor, path["i"] - path["i_shadow"])).max()


@pytest.mark.parametrize("size", [-10.0, -20.0, -40.0, -55.0])  # the frontier lies between -59 and -60
def test_long_spells_at_the_bound(us_core, us_solver, shocks, size):
    path = us_solver.solve(us_core.steady_state, shocks(eps_y=size))
    assert complementarity(path, us_core.parameters["elb"]) < 1e-8
    assert path.bound_gap < 1e-8
    assert path.residual < 1e-10
    assert path.binding.sum() >= 10


def test_the_bound_binds_in_the_first_period(us_core, us_solver, shocks):
    path = us_solver.solve(us_core.steady_state, shocks(eps_y=-12.0, eps_i=-3.0))
    assert path.quarters_at_bound >= 4
    assert path["i"][0] == us_core.parameters["elb"]
    assert path["i_shadow"][0] < path["i"][0]


def test_a_rate_cut_at_the_bound_has_no_effect(us_core, us_solver, shocks):
    before = us_solver.solve(us_core.steady_state, shocks(eps_y=-12.0, eps_i=-4.0))
    after = us_solver.solve(us_core.steady_state, shocks(eps_y=-12.0, eps_i=-4.75))
    assert before.binding[0]
    declared = [name for name in us_core.endogenous if name != "i_shadow"]
    assert max(np.abs(after[name] - before[name]).max() for name in declared) < 1e-12


def test_less_effect_where_the_rule_reacts(us_core, us_solver, shocks):
    premium = np.full(16, -1.0)
    state = us_core.steady_state
    free = us_solver.solve(state, shocks(tpf=premium))["y"]
    depressed = {"eps_y": -12.0, "eps_i": -4.0}
    without = us_solver.solve(state, shocks(**depressed))
    bound = us_solver.solve(state, shocks(tpf=premium, **depressed))["y"] - without["y"]
    assert bound.max() > 1.2 * free.max() > 0


def test_the_spell_is_known_to_outlast_the_horizon(us_core, shocks):
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(us_core, 12).solve(us_core.steady_state, shocks(eps_y=-40.0)[:12])
    assert caught.value.code == "QE527"


def test_inversion_recovers_known_shocks(us_core, us_solver, shocks):
    known = us_solver.solve(us_core.steady_state, shocks(eps_y=-2.0, eps_i=0.3))
    found = us_solver.solve(
        us_core.steady_state,
        shocks(),
        targets=[target("y", "eps_y", known["y"][0]), target("i", "eps_i", known["i"][0])],
    )
    assert found.exogenous[0] == pytest.approx(known.exogenous[0], abs=1e-9)
    assert found.values == pytest.approx(known.values, abs=1e-9)
    assert found["y"][0] == pytest.approx(known["y"][0], abs=1e-9)


def test_inversion_at_the_bound_needs_no_policy_shock(us_core, us_solver, shocks):
    state = us_core.steady_state.copy()
    state[us_core.index("i")] = us_core.parameters["elb"]
    known = us_solver.solve(state, shocks(eps_y=-6.0))
    assert known.binding[0]
    floor = us_core.parameters["elb"]
    found = us_solver.solve(
        state,
        shocks(),
        targets=[
            target("y", "eps_y", known["y"][0]),
            target("i", "eps_i", floor, bound=us_core.about.bound),
        ],
    )
    assert found["eps_i"][0] == 0.0
    assert found["eps_y"][0] == pytest.approx(-6.0, abs=1e-9)


def test_the_smallest_shock_that_keeps_the_rate_at_its_floor(us_core, us_solver, shocks):
    floor = us_core.parameters["elb"]
    found = us_solver.solve(
        us_core.steady_state, shocks(), targets=[target("i", "eps_i", floor, bound=us_core.about.bound)]
    )
    assert found["i"][0] == pytest.approx(floor, abs=1e-12)
    assert found["i_shadow"][0] == pytest.approx(floor, abs=1e-12)
    without = found["i_shadow"][0] - found["eps_i"][0]
    assert found["eps_i"][0] == pytest.approx(min(0.0, floor - without), abs=1e-12)
    assert found["eps_i"][0] < 0


def test_a_rate_held_for_several_quarters(us_core, us_solver, shocks):
    path = us_solver.solve(
        us_core.steady_state, shocks(tpf=-1.0), targets=[target("i", "eps_i", *np.zeros(8))]
    )
    assert np.abs(path["i"][:8]).max() < 1e-9
    assert np.abs(path["eps_i"][8:]).max() == 0.0


def test_inversion_of_a_hand_checkable_model(write_model):
    model = write_model("var x; varexo e; parameters r; r = 0.5; model; x = r*x(-1) + 2*e; end;")
    path = macro.PerfectForesight(model, 5).solve(
        np.array([4.0]), np.zeros((5, 1)), targets=[target("x", "e", 3.0, 2.0)]
    )
    assert path["e"] == pytest.approx([0.5, 0.25, 0, 0, 0], abs=1e-12)


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        ([target("yy", "eps_y", 0.0)], "QE521"),
        ([target("y", "eps", 0.0)], "QE521"),
        ([target("y", "eps_y", np.nan)], "QE534"),
        ([target("y", "eps_y", 0.0), target("c", "eps_y", 0.0)], "QE533"),
        ([target("y", "eps_y", 0.0), target("y", "eps_i", 1.0)], "QE531"),
    ],
)
def test_targets_that_cannot_be_met(us_core, us_solver, shocks, targets, code):
    with pytest.raises(QelabError) as caught:
        us_solver.solve(us_core.steady_state, shocks(), targets=targets)
    assert caught.value.code == code


def test_a_one_sided_target_needs_the_shock_of_the_shadow_rate(us_core, us_solver, shocks):
    wrong = target("i", "eps_y", -3.0, bound=us_core.about.bound)
    with pytest.raises(QelabError) as caught:
        us_solver.solve(us_core.steady_state, shocks(), targets=[wrong])
    assert caught.value.code == "QE532"
