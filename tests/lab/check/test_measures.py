"""Numbers taken from runs, each against a second way of having it."""

import numpy as np
import pytest

from qelab.core.time import Month
from qelab.lab.books.income import account_of
from qelab.lab.check.experiments import held_rate, premium_path
from qelab.lab.check.holdings import prepayment
from qelab.lab.check.measures import monthly, news_quarters, peak, revision, revision_by_hand
from qelab.lab.check.runs import Runs
from qelab.lab.check.tightening import run_off
from qelab.lab.levels import economy_series
from qelab.portfolio.projection import PROGRAMME
from qelab.portfolio.state import BUCKETS


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def test_peak_keeps_the_sign():
    assert peak(np.array([0.5, -0.7, 0.2])) == -0.7


def test_revisions_are_those_of_expected_holdings(runs):
    """The model's solver against a sum by hand, in every quarter, with news or without."""
    run = runs.worlds("fed_2008_lsap1")
    for quarter in run.stage.dates[:12]:
        assert revision(run, "tp10", quarter) == pytest.approx(revision_by_hand(run, quarter), abs=1e-9)


def test_revisions_are_large_where_purchases_were_announced(runs):
    run = runs.worlds("fed_2008_lsap1")
    quarters = news_quarters(run, run.stage.scenario.announcements)
    assert [str(quarter) for quarter in quarters] == ["2008Q4", "2009Q1", "2010Q3"]
    sizes = {quarter: revision(run, "tp10", quarter) for quarter in run.stage.dates[:12]}
    assert set(sorted(sizes, key=lambda quarter: sizes[quarter])[:2]) <= set(quarters)


def test_months_end_in_the_quarters_of_the_result(runs):
    run, result = runs.worlds("fed_2010_lsap2"), runs.result("fed_2010_lsap2")
    held = monthly(run, PROGRAMME)[2::3]
    account = account_of(run, economy_series(run))
    treasuries = held[:, :-2].sum(1)
    indexed = account.earned.treasury_par[PROGRAMME, 2::3] - treasuries  # compensation since the opening
    assert 0 < indexed[-1] < 15
    np.testing.assert_allclose(treasuries + indexed, result.values("soma_treasuries_bn", "policy")[1:], atol=1e-6)
    mbs = held[:, BUCKETS.index("agency_mbs")]
    np.testing.assert_allclose(mbs, result.values("soma_mbs_bn", "policy")[1:], atol=1e-6)


def test_prepayment_repays_what_the_projection_repaid(runs):
    run = runs.worlds("fed_2008_lsap1")
    speed, face = prepayment(run)
    projected = monthly(run, PROGRAMME)[:, BUCKETS.index("agency_mbs")]
    np.testing.assert_allclose(face, projected, atol=1e-6)
    held = np.flatnonzero(face > 0)[1:]
    assert np.all((speed[held] >= 0) & (speed[held] < 50))


def test_prepayment_of_one_pool_by_hand(runs):
    """What the opening holds, repaid for a month: principal less the annuity's, over what the annuity leaves."""
    run = runs.worlds("fed_2010_lsap2")
    speed, _ = prepayment(run, opening_alone=True)
    mbs = run.stage.opening.holdings.mbs
    rate = mbs.wac / 1200
    annuity = float(np.sum(mbs.face_bn * rate / ((1 + rate) ** mbs.remaining_months - 1)))
    repaid = run.settled.portfolio.projection.flows.mbs_principal[PROGRAMME, 0, 0]
    mortality = (repaid - annuity) / (mbs.face_bn.sum() - annuity)
    assert speed[0] == pytest.approx(100 * (1 - (1 - mortality) ** 12), abs=1e-9)


def test_the_premium_falls_by_one_point_and_halves_in_its_half_life(runs):
    delta = runs.lab.model.parameters["delta10"]
    path = premium_path(delta, 1000)
    premium = [(1 - delta) * float(delta ** np.arange(1000 - start) @ path[start:]) for start in (0, 14)]
    assert premium[0] == pytest.approx(-1.0, abs=1e-12)
    assert premium[1] / premium[0] == pytest.approx(0.5 ** (14 / 13.6), abs=1e-9)


def test_a_held_rate_is_held_and_then_let_go(runs):
    path = runs.steady((held_rate(6, 0.5),))
    np.testing.assert_allclose(path["i"][:6], 0.5, atol=1e-9)
    assert path["i"][6] < 0.5
    assert path["y"][:6].max() < 0


def test_the_run_off_lets_its_whole_size_run_off(runs):
    """The cap of each month is reached: after three years holdings are lower by the size, and nothing was sold."""
    run = runs.worlds(run_off(2200.0))
    gap = monthly(run, PROGRAMME) - monthly(run, 1 - PROGRAMME)
    last = Month.of(2025, 5) - run.stage.opening.month - 1
    assert gap[last].sum() == pytest.approx(-2200.0, abs=1e-6)
    trades = run.settled.portfolio.projection.flows.treasury_trades[PROGRAMME, 0, : last + 1]
    assert np.abs(trades).max() == 0.0
