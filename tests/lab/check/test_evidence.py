"""Claims about the data alone, and the Treasury's answer to QT, each against a second way of having the number."""

import numpy as np
import pytest

from qelab.core.time import Month, information_quarter
from qelab.lab.check.evidence import ANSWERS, LSAP1_WINDOWS, top_tenth_at
from qelab.lab.check.measures import in_bp, monthly, revision
from qelab.lab.check.refunding import (
    BILL_MONTHS,
    bills_over_treasuries,
    mortgages_alone,
    premium_with_bills,
    premium_with_bills_by_hand,
)
from qelab.lab.check.runs import Runs
from qelab.lab.check.tightening import premium, run_off
from qelab.portfolio.projection import PROGRAMME
from qelab.portfolio.state import BUCKETS

REFUNDED = {0.0: {}, 1.0: {"treasury.bills_share": 1.0}}


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def value(name: str, runs: Runs) -> float:
    return ANSWERS[name].value(runs)


def test_windows_hold_the_day_itself():
    assert all(1 < (after - before).days <= 4 for before, after in LSAP1_WINDOWS)


def test_two_day_changes_by_hand(runs):
    """Sum of closes after less sum of closes before, read off the Treasury's table."""
    ten = (2.99 + 2.68 + 2.20 + 2.87 + 2.61) - (3.35 + 2.93 + 2.53 + 2.59 + 3.02)
    thirty = (3.54 + 3.18 + 2.66 + 3.57 + 3.62) - (3.78 + 3.45 + 2.98 + 3.26 + 3.83)
    assert value("J01", runs) == pytest.approx(100 * ten, abs=1e-9)
    assert value("J02", runs) == pytest.approx(100 * thirty, abs=1e-9)
    assert value("J03", runs) == pytest.approx(132.0, abs=1e-9)


def test_data_by_hand(runs):
    assert value("M04", runs) == pytest.approx(100 * (278.9 / 12 / 16.51 - 1), abs=1e-9)
    assert value("M05", runs) == pytest.approx(100 * (228.004 / 162.464 - 1), abs=1e-9)
    assert value("M06", runs) == pytest.approx(100 * (172.641 / 133.235 - 1), abs=1e-9)
    assert top_tenth_at("2013Q4") == pytest.approx(85.8 / 100.1, abs=1e-9)


def test_the_year_matters_little_for_who_gains():
    assert [round(top_tenth_at(date), 3) for date in ("2007Q4", "2019Q4", "2023Q1")] == [0.854, 0.884, 0.889]


def test_mortgages_alone_run_off_at_the_same_pace(runs):
    """Treasuries stay; MBS run off as in the whole programme but for what a lower mortgage rate speeds up."""
    place = BUCKETS.index("agency_mbs")
    whole, alone = (runs.worlds(one) for one in (run_off(2200.0), mortgages_alone()))
    last = Month.of(2025, 5) - whole.stage.opening.month - 1
    gap = [(monthly(run, PROGRAMME) - monthly(run, 1 - PROGRAMME))[last] for run in (whole, alone)]
    assert gap[1][place] == pytest.approx(gap[0][place], rel=0.01)
    assert abs(gap[1][:place]).max() < 1e-6
    assert alone.stage.scenario.announcements[0].exit == whole.stage.scenario.announcements[0].exit


def test_bills_have_little_duration(runs):
    """Three months over the six years of the Treasuries that run off."""
    assert BILL_MONTHS == 3
    assert bills_over_treasuries(runs) == pytest.approx(0.25 / 6.2, rel=0.02)


def test_bills_leave_a_part_of_the_premium(runs):
    """By hand bills have three months to run, in the run two on average, as they are rolled over every three."""
    assert 0.0 < premium_with_bills(runs) < premium(runs) / 2
    assert premium_with_bills(runs) == pytest.approx(premium_with_bills_by_hand(runs), rel=0.06)


def test_the_share_in_bills_works_in_proportion(runs):
    """Expected holdings are linear in it but for what yields do to prepayment and GDP; none of it is as not said."""
    whole = premium(runs) - premium_with_bills(runs)
    for share in (0.0, 0.25, 0.5):
        run = runs.worlds(run_off(2200.0), **{"treasury.bills_share": share})
        found = in_bp(revision(run, "tp10", information_quarter(run.stage.scenario.main_date)))
        assert premium(runs) - found == pytest.approx(share * whole, rel=0.02, abs=1e-12)


def test_a_run_says_how_run_off_is_refunded(runs):
    said = {share: dict(runs.result("fed_2022_qt2", **changes).notes) for share, changes in REFUNDED.items()}
    assert "note.refunding.mix" in said[0.0]
    assert said[1.0]["note.refunding"]["share"] == "100"
    assert 1.0 < float(said[1.0]["note.refunding"]["peak"]) < 10.0


def test_history_does_not_contain_the_treasury_s_other_choice(runs):
    """The record goes on to reproduce the data; the same programme refunded in bills is another world with its shocks."""
    plain, bills = (runs.worlds("fed_2022_qt2", **REFUNDED[share]) for share in (0.0, 1.0))
    np.testing.assert_array_equal(plain.shocks, bills.shocks)
    assert plain.reproducing is plain.settled.programme
    assert bills.reproducing is not bills.settled.programme
    premia = [run.settled.programme.sequence["tp10"] - run.settled.counterfactual.sequence["tp10"] for run in (plain, bills)]
    assert premia[1].max() < premia[0].max()
