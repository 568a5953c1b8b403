"""News: what was expected happens unless something is announced, and the past does not know the future."""

from typing import Any

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError

DATES = 8


@pytest.fixture
def expected(shocks):
    """Row t: the shocks of a recession and a programme as seen from date t, without news."""
    first = shocks(eps_y=-18.0, tpf=np.linspace(-1.0, 0.0, 60))
    return np.array([np.vstack((first[t:], np.zeros((t, first.shape[1])))) for t in range(DATES)])


def test_without_news_the_expected_happens(us_core, us_solver, expected):
    result = macro.solve_sequence(us_solver, us_core.steady_state, expected)
    assert np.abs(result.realised - result.expected[0, :DATES]).max() < 1e-10
    for date in range(1, DATES):
        assert np.abs(result.expected[date, :-1] - result.expected[date - 1, 1:]).max() < 1e-10
    assert result.bound_gap < 1e-8
    assert result.residual < 1e-10


def test_the_future_does_not_reach_back(us_core, us_solver, expected):
    before = macro.solve_sequence(us_solver, us_core.steady_state, expected)
    changed = expected.copy()
    changed[5:, :20, us_core.shock_index("tpf")] -= 1.0
    macro.solve_sequence(
        us_solver, us_core.steady_state, changed[::-1]
    )  # other factors in the cache meanwhile
    after = macro.solve_sequence(us_solver, us_core.steady_state, changed)
    assert np.array_equal(before.expected[:5], after.expected[:5])
    assert np.abs(before.realised[5:] - after.realised[5:]).max() > 0.01


def test_inverting_a_sequence_recovers_its_shocks(us_core, us_solver, shocks):
    size = np.array([-9.0, -4.0, -1.0, 0.5, 1.0, 0.0, 0.2, -0.3])
    news = np.array([shocks(eps_y=value) for value in size])
    known = macro.solve_sequence(us_solver, us_core.steady_state, news)
    floor = us_core.parameters["elb"]
    assert np.sum(known["i"] <= floor) >= 3
    targets = [
        (
            macro.Target(variable="y", shock="eps_y", values=np.array([gap])),
            macro.Target(variable="i", shock="eps_i", values=np.array([rate]), bound=us_core.about.bound),
        )
        for gap, rate in zip(known["y"], known["i"], strict=True)
    ]
    found = macro.solve_sequence(us_solver, us_core.steady_state, np.zeros_like(news), targets)
    assert found["eps_y"] == pytest.approx(size, abs=1e-9)
    assert found["eps_i"] == pytest.approx(np.zeros(DATES), abs=1e-9)
    assert found.realised == pytest.approx(known.realised, abs=1e-9)
    forward = macro.solve_sequence(us_solver, us_core.steady_state, found.expected_exogenous)
    assert forward.realised == pytest.approx(found.realised, abs=1e-9)


def test_guesses_change_nothing_but_the_work(us_core, us_solver, expected):
    first = macro.solve_sequence(us_solver, us_core.steady_state, expected)
    again = macro.solve_sequence(us_solver, us_core.steady_state, expected, guesses=first.expected)
    assert again.iterations < first.iterations or isinstance(us_solver, macro.PiecewiseLinear)
    assert again.realised == pytest.approx(first.realised, abs=1e-11)


def test_failure_names_the_date(us_core, us_solver, expected):
    expected[2, 0, us_core.shock_index("eps_y")] = -500.0
    labels = [f"200{7 + t // 4}Q{t % 4 + 1}" for t in range(DATES)]
    with pytest.raises(QelabError) as caught:
        macro.solve_sequence(us_solver, us_core.steady_state, expected, labels=labels)
    assert caught.value.code == "QE531"
    assert caught.value.params["period"] >= "2007Q3"


def test_wrong_shapes_are_refused(us_core, us_solver, expected):
    cases: list[tuple[np.ndarray, dict[str, Any]]] = [
        (expected[:, :-1], {}),
        (expected, {"targets_by_date": [()] * 3}),
        (expected, {"guesses": expected[:3]}),
    ]
    for exogenous, arguments in cases:
        with pytest.raises(QelabError) as caught:
            macro.solve_sequence(us_solver, us_core.steady_state, exogenous, **arguments)
        assert caught.value.code == "QE530"
