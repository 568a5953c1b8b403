"""A file's own requests, by hand where that is possible; Dynare's answers are compared in ``test_dynare``."""

from itertools import count
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.requests.answer import answer

FILES = Path(__file__).parent / "files"


@pytest.fixture
def answered(write_model):
    number = count()
    return lambda text: answer(write_model(text, name=f"file{next(number)}"))


def named(name: str):
    return answer(macro.read(FILES / f"{name}.mod"))


def test_initial_state_and_periods(answered):
    found = answered(
        "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\nhistval; x(0) = 4; end;\n"
        "shocks; var e; periods 2:3; values 1; end;\nperfect_foresight_setup(periods=5); perfect_foresight_solver;"
    )
    assert found.periods == (0, 1, 2, 3, 4, 5)
    assert found.paths["x"] == pytest.approx([4, 2, 2, 2, 1, 0.5], abs=1e-12)
    assert found.steady_state == {"x": 0}


def test_a_permanent_shock_ends_at_the_new_steady_state():
    found = named("permanent")
    k = found.paths["k"]
    assert k[-1] == pytest.approx(found.steady_state["k"], rel=1e-4)
    assert abs(k[0] - k[-1]) > 0.1
    assert found.diagnostics["residual"] < 1e-10


def test_steady_between_initval_and_endval_matters(answered):
    text = (
        "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\ninitval; x = 9; e = 1; end;\n{}\n"
        "endval; x = 4; e = 2; end; steady;\nsimul(periods=30);"
    )
    assert answered(text.format("steady;")).paths["x"][:2] == pytest.approx([2, 3])


def test_without_steady_the_numbers_of_initval_are_the_start(answered):
    found = answered(
        "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\ninitval; x = 9; e = 1; end;\n"
        "endval; x = 4; e = 2; end; steady;\nsimul(periods=30);"
    )
    assert found.paths["x"][:2] == pytest.approx([9, 6.5])


def test_a_short_horizon_is_noted(answered):
    text = "var x; varexo e;\nmodel; x = 0.99*x(-1) + e; end;\nshocks; var e; periods 1; values 1; end;\nsimul(periods={});"
    assert not answered(text.format(20)).diagnostics["horizon_long_enough"]


def test_tags_of_complementarity_count_only_when_asked_for():
    assert named("bound_mcp").paths["i"].min() == pytest.approx(-1, abs=1e-12)
    assert named("bound_ignored").paths["i"].min() < -1


def test_responses_are_those_of_one_standard_deviation(answered):
    found = answered(
        "var x; varexo e u;\nmodel; x = 0.5*x(-1) + e + u; end;\n"
        "shocks; var e; stderr 2; var u = 4; end;\nstoch_simul(order=1, irf=3);"
    )
    assert found.irfs["e"]["x"] == pytest.approx([2, 1, 0.5])
    assert found.irfs["u"]["x"] == pytest.approx([2, 1, 0.5])
    assert found.rules is not None
    assert found.paths == {}


def test_correlated_shocks_come_together_in_the_order_of_declaration(answered):
    found = answered(
        "var x y; varexo e u;\nmodel; x = e; y = u; end;\n"
        "shocks; var e; stderr 1; var u; stderr 2; corr e, u = 0.5; end;\nstoch_simul(order=1, irf=1) y x;"
    )
    assert found.irfs["e"]["y"] == pytest.approx([1])
    assert found.irfs["u"]["y"] == pytest.approx([np.sqrt(3)])
    assert found.irfs["u"]["x"] == pytest.approx([0])
    assert list(found.irfs["e"]) == ["y", "x"]


def test_occbin_holds_the_constraint_piecewise():
    found = named("occbin_one")
    assert found.paths["i"].min() == pytest.approx(-1)
    binding = found.diagnostics["binding_periods"]["elb"]
    assert binding == [period for period in found.periods[1:] if found.paths["s"][period] < -1]


def test_nothing_asked_gives_the_steady_state(answered):
    found = answered("var x; model; x = 3; end;")
    assert found.steady_state == {"x": 3}
    assert found.periods == ()


@pytest.mark.parametrize(
    ("request_text", "code", "name"),
    [
        ("perfect_foresight_setup(periods=9); perfect_foresight_solver(endogenous_terminal_period);", "QE557", "endogenous_terminal_period"),
        ("perfect_foresight_setup(periods=9); perfect_foresight_solver(linear_approximation);", "QE557", "linear_approximation"),
        ("stoch_simul(order=1, loglinear);", "QE557", "loglinear"),
        ("stoch_simul(order=2);", "QE563", "order 2"),
        ("stoch_simul;", "QE563", "order 2"),
        ("perfect_foresight_setup; perfect_foresight_solver;", "QE559", "perfect_foresight_setup"),
        ("perfect_foresight_solver;", "QE559", "perfect_foresight_setup"),
    ],
)  # fmt: skip
def test_what_is_outside_is_refused_by_name(answered, request_text, code, name):
    with pytest.raises(QelabError) as caught:
        answered(f"var x; varexo e;\nmodel; x = 0.5*x(-1) + 0.1*x^2 + e; end;\n{request_text}")
    assert caught.value.code == code
    assert name in caught.value.message()


def test_a_point_that_steady_has_read_may_not_change(answered):
    text = (
        "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\ninitval; e = 1; end;\nsteady;\n"
        "initval; x = 9; end;\nsimul(periods=5);"
    )
    with pytest.raises(QelabError, match="'initval' is set after 'steady'"):
        answered(text)


def test_surprises_without_constraints_are_refused_as_by_dynare(answered):
    with pytest.raises(QelabError, match="QE502"):
        answered(
            "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\n"
            "shocks(surprise); var e; periods 2; values 1; end;\nsimul(periods=5);"
        )


def test_expected_shocks_are_not_left_out_of_an_occbin_path(answered):
    text = (
        "var x y; varexo e;\nmodel; x = 0.5*x(-1) + e;\n[name='y', relax='low'] y = x;\n"
        "[name='y', bind='low'] y = {};\nend;\noccbin_constraints; name 'low'; bind {} < -1; relax x > -1; end;\n"
        "{}; var e; periods 2; values -3; end;\noccbin_setup; occbin_solver(simul_periods=5);"
    )
    with pytest.raises(QelabError, match="QE557"):
        answered(text.format("-1", "x", "shocks"))
    assert answered(text.format("-1", "x", "shocks(surprise)")).paths["y"] == pytest.approx(
        [0, 0, -1, -1, -0.75, -0.375], abs=1e-12
    )
    for condition in ("log(x)", "x^0.5", "1/(x-x)"):  # neither true nor false
        with pytest.raises(QelabError, match=r"QE509.*'low'"):
            answered(text.format("-1", condition, "shocks(surprise)"))


def test_a_negative_variance_is_refused(answered):
    with pytest.raises(QelabError, match="QE564"):
        answered(
            "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\nshocks; var e = -1; end;\nstoch_simul(order=1);"
        )


def test_a_slope_without_a_number_at_rest_is_no_obstacle(answered):
    found = answered("var x y; varexo e;\nmodel; sqrt(x) = y; y = 0.5*y(-1) + e; end;\nsimul(periods=5);")
    assert found.paths["x"] == pytest.approx(np.zeros(6), abs=1e-12)


def test_a_file_without_variables_is_refused(answered):
    with pytest.raises(QelabError, match="QE508"):
        answered("varexo e;\nmodel; end;\nsimul(periods=5);")


@pytest.mark.parametrize("option", ["qz_criterium=foo", "qz_criterium", "irf_shocks=3", "irf_shocks"])
def test_an_option_of_the_wrong_kind_is_refused(answered, option):
    with pytest.raises(QelabError, match="QE557"):
        answered(
            "var x; varexo e;\nmodel; x = 0.5*x(-1) + e; end;\nshocks; var e; stderr 1; end;\n"
            f"stoch_simul(order=1, {option});"
        )


def test_check_counts_roots_with_its_own_limit(answered):
    text = "var x; varexo e;\nmodel; x = 1.01*x(-1) + e; end;\n{}"
    assert answered(text.format("check;")).diagnostics["verdict"] == "no stable path"
    assert answered(text.format("check(qz_criterium=1.1);")).diagnostics["verdict"] == "one stable path"
