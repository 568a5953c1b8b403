"""Run-off refunded in bills: what the Treasury does not issue, by hand, by conservation, against the bank's own gap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.time import quarters_from
from qelab.portfolio.expected import expected_holdings
from qelab.portfolio.maturities import auction_weights
from qelab.portfolio.projection import PROGRAMME, REFERENCE, project
from qelab.portfolio.state import BUCKETS
from qelab.portfolio.supply import Withheld
from qelab.portfolio.timetable import timetable

TREASURIES = slice(0, len(BUCKETS) - 2)
MONTHS, CAP_BN = 18, 8.0  # less than the notes that mature in any month: no bills run off
RUN_OFF = {"kind": "run_off", "asset": "treasury", "months": MONTHS, "cap_bn_per_month": CAP_BN}
MIX = auction_weights(((24, 0.25), (60, 0.25), (120, 0.25), (360, 0.25)))


@pytest.fixture(scope="module")
def refunded(holdings, valuation):
    """A projection under fixed rates with a share of the run-off refunded in bills."""

    def run(one, share, *, quarters=10, growth=1.0):
        dates = quarters_from(holdings.month.quarter + 1, quarters)
        table = timetable(one, holdings.month, dates)
        shape = table.in_force.shape
        return project(
            holdings, one.standing, table, np.full((2, *shape), 5.0), np.full(shape, growth), valuation,
            whole_grid=True, bills_share=share,
        )  # fmt: skip

    return run


def gap(done):
    return (done.ten_year_equivalents_bn[PROGRAMME] - done.ten_year_equivalents_bn[REFERENCE])[
        ..., TREASURIES
    ].sum(-1)


def withdrawn(done):
    return expected_holdings(done, "test").ten_year_equivalents_bn[..., TREASURIES].sum(-1)


def test_nothing_refunded_in_bills_is_nothing_withheld(programme, refunded):
    done = refunded(programme(RUN_OFF), 0.0)
    assert not done.withheld_ten_year_equivalents_bn.any()
    deviation = done.ten_year_equivalents_bn[PROGRAMME] - done.ten_year_equivalents_bn[REFERENCE]
    np.testing.assert_array_equal(expected_holdings(done, "test").ten_year_equivalents_bn, deviation)


def test_what_is_held_does_not_depend_on_how_run_off_is_refunded(programme, refunded):
    plain, bills = (refunded(programme(RUN_OFF), share) for share in (0.0, 1.0))
    for name in ("par_bn", "ten_year_equivalents_bn", "market_value_bn"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(bills, name))


def test_the_public_lacks_what_is_not_issued(programme, refunded):
    """Run-off gives the public duration (negative); bills in place of notes and bonds take most of it back."""
    plain, bills = (withdrawn(refunded(programme(RUN_OFF), share))[0, 6:MONTHS] for share in (0.0, 1.0))
    assert np.all(plain < bills)
    assert np.all(bills < 0)
    assert np.all(np.abs(bills) < 0.1 * np.abs(plain))


def test_withheld_is_proportional_to_the_share(programme, refunded):
    whole = refunded(programme(RUN_OFF), 1.0).withheld_ten_year_equivalents_bn
    for share in (0.25, 0.5):
        part = refunded(programme(RUN_OFF), share).withheld_ten_year_equivalents_bn
        np.testing.assert_allclose(part, share * whole, rtol=0, atol=1e-12)
    assert whole[0, 6:MONTHS].sum(-1).min() > 0


def test_all_in_bills_leaves_only_their_own_duration(programme, refunded, valuation):
    """8bn a month from November 2010 in new three-month bills, rolled over: 8, 8, 8 more each quarter by remaining month."""
    left = withdrawn(refunded(programme(RUN_OFF), 1.0))[0]
    duration = valuation.bonds.duration_par[1:4] / valuation.bonds.duration_10y
    for month in range(1, MONTHS):
        issued = np.array([CAP_BN * len(range(first, month + 1, 3)) for first in (1, 2, 3)])
        remaining = [(first - month - 1) % 3 + 1 for first in (1, 2, 3)]
        by_hand = -sum(par * duration[place - 1] for par, place in zip(issued, remaining, strict=True))
        assert left[month] == pytest.approx(by_hand, abs=1e-9)


def test_sales_are_not_refunded(programme, refunded, buy):
    """What the central bank sells the public holds already as coupon securities; the Treasury borrows no more for it."""
    selling, both = buy(60.0, kind="sell"), [buy(60.0, kind="sell"), RUN_OFF]
    with_sales = refunded(programme(*both, counterfactual="without_programme"), 1.0)
    assert not refunded(programme(selling), 1.0).withheld_ten_year_equivalents_bn[0, :12].any()
    alone = refunded(programme(RUN_OFF), 1.0)
    np.testing.assert_allclose(
        with_sales.withheld_ten_year_equivalents_bn[0, :12],
        alone.withheld_ten_year_equivalents_bn[0, :12],
        rtol=0,
        atol=1e-9,
    )


def test_mortgages_are_not_the_treasury_s_to_refund(programme, refunded):
    done = refunded(
        programme(RUN_OFF | {"asset": "agency_mbs"}, standing={"agency_principal_into": "agency_mbs"}), 1.0
    )
    assert done.flows.mbs_principal[PROGRAMME].any()
    assert not done.withheld_ten_year_equivalents_bn.any()


def test_nothing_is_withheld_before_it_is_announced(programme, refunded):
    """News of February 2011 lies in the second date; the first expects nothing."""
    later = programme(RUN_OFF, announced={"date": "2011-02-01"})
    withheld = refunded(later, 1.0).withheld_ten_year_equivalents_bn.sum(-1)
    assert not withheld[0].any()
    assert not withheld[1, :4].any()
    assert withheld[1, 6] > 0


def test_later_dates_have_seen_what_happened(programme, refunded):
    withheld = refunded(programme(RUN_OFF), 0.7).withheld_ten_year_equivalents_bn
    for row in range(1, 4):
        np.testing.assert_array_equal(withheld[row, : 3 * row], withheld[row - 1, : 3 * row])


def test_it_leaves_with_the_rest_in_the_tail(programme, refunded):
    """Hold two quarters, then a tenth less a quarter, times growth of GDP: of the whole gap, bills or not."""
    done = refunded(programme(RUN_OFF), 0.6, growth=1.01)
    tail = MONTHS + 1 + 6  # begins in November
    for path in (gap(done)[0], done.withheld_ten_year_equivalents_bn[0].sum(-1), withdrawn(done)[0]):
        np.testing.assert_allclose(path[tail + 1 :] / path[tail:-1], 0.9 ** (1 / 3) * 1.01, rtol=1e-9)


@given(
    flows=st.lists(st.floats(-20, 60), min_size=1, max_size=60),
    shrinks=st.floats(0.5, 1.1),
)
def test_what_is_not_issued_is_borrowed_in_bills(valuation, flows, shrinks):
    """Par withheld equals bills outstanding, and both what was ever refunded, month by month and in the tail."""
    withheld, here, never = Withheld.nothing(2), slice(0, 2), np.array([np.nan, np.nan])
    for month, flow in enumerate(flows, start=1):
        withheld.step(here, np.array([flow, 2 * flow]), never, MIX, valuation.bonds)
        outstanding = sum(flows[:month]) * np.array([1.0, 2.0])
        np.testing.assert_allclose(withheld.par.sum(-1), outstanding, rtol=0, atol=1e-9)
        np.testing.assert_allclose(withheld.bills.sum(-1), outstanding, rtol=0, atol=1e-9)
    withheld.step(here, np.array([5.0, 5.0]), np.array([shrinks, np.nan]), MIX, valuation.bonds)
    left = [shrinks * sum(flows), 2 * sum(flows) + 5.0]
    np.testing.assert_allclose(withheld.par.sum(-1), left, rtol=0, atol=1e-9)
    np.testing.assert_allclose(withheld.bills.sum(-1), left, rtol=0, atol=1e-9)


def test_ladder_by_hand_lot_by_lot(valuation):
    """10bn refunded a month for three years, followed lot by lot: a lot due is withheld again at the mix."""
    withheld, lots = Withheld.nothing(1), []
    for month in range(36):
        withheld.step(slice(0, 1), np.array([10.0]), np.array([np.nan]), MIX, valuation.bonds)
        again = 10.0 + sum(par for par, due in lots if due == month)
        lots = [(par, due) for par, due in lots if due > month]
        lots += [(0.25 * again, month + term) for term in (24, 60, 120, 360)]
    by_hand, coupon = np.zeros(361), np.zeros(361)
    for par, due in lots:
        term = next(term for term in (24, 60, 120, 360) if due - term >= 0 and due - term <= 35)
        by_hand[due - 35] += par
        coupon[due - 35] += par * valuation.bonds.par_coupon[term]
    np.testing.assert_allclose(withheld.par[0], by_hand, rtol=0, atol=1e-9)
    np.testing.assert_allclose(withheld.coupon[0], coupon, rtol=0, atol=1e-9)
