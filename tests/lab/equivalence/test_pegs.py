"""The policy rate held by hand: where it stands, what follows, and what its bound leaves of it."""

import numpy as np
import pytest

from qelab.lab.equivalence.pegs import Day, from_rest, held_rate, news_of
from qelab.rates.premium import TENORS, forward_average

HELD = 8


@pytest.fixture(scope="module")
def today(settled, problem) -> Day:
    return Day.of(settled("from_now_500bn"), problem)


@pytest.fixture(scope="module")
def at_bound(settled, problem) -> Day:
    return Day.of(settled("fed_2010_lsap2"), problem)


def test_nothing_moved_nothing_moves(problem):
    path = from_rest(problem)
    assert np.abs(path.values - problem.model.steady_state).max() < 1e-12


def test_the_rate_is_held_and_then_follows_its_rule(problem):
    path, p = from_rest(problem, targets=(held_rate(HELD, -1.0),)), problem.model.parameters
    np.testing.assert_allclose(path["i"][:HELD], -1.0, atol=1e-12)
    rule = p["rho_i"] * path["i"][:-1] + (1 - p["rho_i"]) * (p["phi_pi"] * path["pi4"][1:] + p["phi_y"] * path["y"][1:])
    np.testing.assert_allclose(path["i"][HELD:], rule[HELD - 1 :], atol=1e-10)
    assert path["y"][:HELD].min() > 0


def test_the_ten_year_yield_is_the_average_of_the_rates_it_covers(problem):
    """With no premium moved, the yield is the attention-weighted mean of the path, summed here by hand."""
    path, p = from_rest(problem, targets=(held_rate(HELD, 1.0),)), problem.model.parameters
    by_hand = forward_average(path["i"], TENORS[10].discount, p["m"])[0]
    assert path["r10"][0] == pytest.approx(by_hand, abs=1e-6)  # what lies beyond forty years


def test_news_holds_premia_and_spreads_and_no_policy_shock(settled):
    run = settled("fed_2010_lsap2")
    news = news_of(run)
    assert not news[:, run.stage.model.shock_index("eps_i")].any()
    assert news[0, run.stage.model.shock_index("tpf")] < 0


def test_where_the_bound_is_far_the_day_is_as_good_as_rest(today, problem):
    """Superposition: the effect of a held rate does not depend on the state."""
    moved, rest = today.move(-0.5, HELD), from_rest(problem, targets=(held_rate(HELD, -0.5),))
    np.testing.assert_allclose(moved, rest.values, atol=1e-8)
    programme, news = today.programme(HELD), from_rest(problem, today.news, (held_rate(HELD),))
    np.testing.assert_allclose(programme, news.values, atol=1e-8)


def test_no_move_is_no_effect(today, at_bound):
    for day in (today, at_bound):
        assert np.abs(day.move(0.0, HELD)).max() < 1e-9


def test_a_cut_stops_at_the_bound(at_bound, problem):
    rate = problem.model.index("i")
    cut = at_bound.move(-1.0, HELD)[:, rate] + at_bound.rate
    assert cut.min() > at_bound.floor - 1e-9
    assert cut[:2] == pytest.approx([at_bound.floor] * 2, abs=1e-9)  # there it stood anyway
    lower = at_bound.rate[:HELD] > at_bound.floor + 1e-6
    assert (cut[:HELD][lower] < at_bound.rate[:HELD][lower]).all()
