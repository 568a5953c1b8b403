"""The equivalent move of the policy rate: exact properties, a second route, and what the bound does to it."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.lab.check.runs import Runs
from qelab.lab.check.tightening import sustained_rate
from qelab.lab.equivalence.experiments import published_experiments, run_off
from qelab.lab.equivalence.pegs import from_rest, held_rate
from qelab.lab.equivalence.rate_cut import BEYOND
from qelab.lab.lab import Lab
from qelab.policy.catalogue import rate_cut, scenario

BUY = "from_now_500bn"


def total(run, quarters: int) -> float:
    effect = run.settled.programme.sequence["y"] - run.settled.counterfactual.sequence["y"]
    return float(effect[run.main_row : run.main_row + quarters].sum())


def test_no_programme_no_move(moves):
    for row in moves(BUY, size_bn=0).rows:
        assert (row.move_bp, row.by_yield_bp, row.output, row.with_bound_bp, row.most_share) == (0, 0, 0, 0, None)


def test_a_cut_of_that_size_gives_the_output_it_is_said_to_give(lab, moves):
    """Second route: the cut as a scenario of its own, run through the laboratory from the same opening, where lower
    mortgage rates also prepay a few securities."""
    for row in moves(BUY, (4, 12)).rows:
        cut = rate_cut(-row.move_bp, hold_quarters=row.quarters)
        assert total(lab.settled(cut), row.counted_quarters) == pytest.approx(row.output, rel=5e-3)


def test_the_ratio_behind_it_by_hand(settled, moves, problem):
    """Only the premium's path goes in: the spread that prepayment moves is too small to see."""
    run, row = settled(BUY), moves(BUY, (8,)).rows[0]
    worlds = run.settled
    place = problem.model.shock_index("tpf")
    pair = (worlds.programme.sequence, worlds.counterfactual.sequence)
    premium = pair[0].expected_exogenous[run.main_row] - pair[1].expected_exogenous[run.main_row]
    assert np.abs(np.delete(premium, place, axis=1)).max() < 1e-4
    exogenous = np.zeros_like(premium)
    exogenous[:, place] = premium[:, place]
    bought = from_rest(problem, exogenous, (held_rate(8),))["y"][: 8 + BEYOND].sum()
    point = from_rest(problem, targets=(held_rate(8, 1.0),))["y"][: 8 + BEYOND].sum()
    assert row.move_bp == pytest.approx(100 * bought / point, rel=1e-3)
    assert row.counted_quarters == 12


def test_the_ten_year_measure_is_the_premium_over_what_a_held_rate_does_to_the_yield(moves, problem):
    found = moves(BUY, (8, 24))
    for row in found.rows:
        each = 100 * from_rest(problem, targets=(held_rate(row.quarters, 1.0),))["r10"][0]
        assert row.yield_per_point_bp == pytest.approx(each, abs=1e-9)
        assert row.by_yield_bp == pytest.approx(100 * found.term_premium_bp / each, abs=1e-9)
    kuttner = next(entry for entry in found.by_published() if entry[0].id == "kuttner_2001")
    assert kuttner[1] == kuttner[2] == pytest.approx(found.term_premium_bp / 0.32)


def test_twice_the_size_is_twice_the_move(moves):
    once, twice = (moves(BUY, (8,), size_bn=size).rows[0] for size in (100, 200))
    assert twice.move_bp == pytest.approx(2 * once.move_bp, rel=2e-3)


@pytest.mark.parametrize("one", published_experiments(), ids=lambda one: one.id)
def test_purchases_are_cuts_and_run_off_is_a_rise_and_the_longer_the_smaller(moves, one):
    found = moves(one, (4, 8, 12, 24))
    sign = -1 if found.term_premium_bp < 0 else 1
    for values in ([row.move_bp for row in found.rows], [row.by_yield_bp for row in found.rows]):
        sizes = [sign * value for value in values]
        assert min(sizes) > 0
        assert sizes == sorted(sizes, reverse=True)
    assert (sign < 0) == one.id.startswith("purchase")


def test_more_is_bought_more_is_run_off_more_is_moved(moves):
    smaller, larger = (moves(run_off(size), (12,)).rows[0].move_bp for size in (2200.0, 2500.0))
    assert 0 < smaller < larger


def test_at_the_bound_a_short_cut_cannot_do_it_and_a_longer_one_must_be_larger(moves):
    found = moves("fed_2010_lsap2", (4, 8, 24))
    short, middle, long = found.rows
    assert short.with_bound_bp is None
    assert 0 < (short.most_share or 0) < 1
    assert short.bound_matters
    assert middle.with_bound_bp is not None
    assert middle.with_bound_bp < middle.move_bp - 1  # the quarters with room make up for those without
    assert long.with_bound_bp == pytest.approx(long.move_bp, rel=0.1)
    assert [row.room_bp for row in found.rows] == sorted(row.room_bp for row in found.rows)


def test_away_from_the_bound_it_is_in_nobodys_way(moves):
    for one in (BUY, "from_now_qt60"):
        for row in moves(one).rows:
            assert row.with_bound_bp == pytest.approx(row.move_bp, abs=1e-5)
            assert not row.bound_matters


def test_the_claim_uses_the_same_code(moves):
    runs = Runs()
    assert sustained_rate(runs) == pytest.approx(moves(run_off(2500.0), (24,)).rows[0].move_bp, abs=1e-9)


@pytest.mark.parametrize("quarters", [0, -1, 41, ()])
def test_horizons_that_cannot_be_held(lab, quarters):
    with pytest.raises(QelabError) as refused:
        lab.equivalent_rate_cut(scenario(BUY), quarters)
    assert refused.value.code == "QE894"


def test_what_buys_nothing_has_no_equivalent(lab):
    with pytest.raises(QelabError) as refused:
        lab.equivalent_rate_cut(scenario("rate_cut"))
    assert refused.value.code == "QE891"


def test_other_models_and_economies_are_refused(lab):
    with pytest.raises(QelabError) as refused:
        Lab(macro="chen_curdia_ferrero_2012").equivalent_rate_cut(scenario(BUY))
    assert refused.value.code == "QE896"
    with pytest.raises(QelabError) as refused:
        lab.equivalent_rate_cut(scenario("boe_2009_apf"))
    assert refused.value.code == "QE731"


def test_one_horizon_may_be_a_number(lab):
    assert [row.quarters for row in lab.equivalent_rate_cut(scenario(BUY), 12).rows] == [12]
