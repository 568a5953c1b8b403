"""What stands at the opening, in both worlds; several programmes at once; sales of what is held."""

import numpy as np
import pytest

from qelab.data import opening
from qelab.policy.catalogue import scenario
from qelab.portfolio.bonds import bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection
from qelab.portfolio.state import BUCKETS
from qelab.portfolio.valuation import Valuation

SHORT = [{"from_years": 1.0, "to_years": 3.0, "share": 1.0}]
LONG = [{"from_years": 20.0, "to_years": 30.0, "share": 1.0}]
HOLD = {"hold_quarters": 8, "then_x_per_quarter": 0.9}


@pytest.fixture
def standing(buy):
    """``standing(phase, ...)``: bills for principal, and operations from October 2010 on, of programme "earlier"."""

    def make(*phases, **changes):
        under_way = [{"start": "2010-10", "months": 6} | phase for phase in phases]
        return {"agency_principal_into": "bills", "programme": "earlier", "phases": under_way} | changes

    return make


def seen(values: np.ndarray) -> np.ndarray:
    """(worlds, dates, months, ...): months before a date's own quarter as the dates of their quarters saw them."""
    whole = values.copy()
    for date in range(values.shape[1]):
        for month in range(min(3 * date, values.shape[2])):
            whole[:, date, month] = values[:, month // 3, month]
    return whole


def monthly(one: Projection, column: str = "treasury_trades") -> np.ndarray:
    """(worlds, first three dates, first nine months), bn."""
    return seen(getattr(one.flows, column))[:, :3, :9]


def test_what_stands_is_done_in_both_worlds_and_known_at_all_dates(programme, projected, buy, standing):
    done = projected(programme(buy(0.0), standing=standing(buy(60.0), buy(30.0, asset="agency_mbs"))))
    np.testing.assert_allclose(monthly(done), np.tile([10.0] * 6 + [0] * 3, (2, 3, 1)), atol=1e-12)
    np.testing.assert_allclose(monthly(done, "mbs_trades"), np.tile([5.0] * 6 + [0] * 3, (2, 3, 1)), atol=1e-12)


def test_with_nothing_announced_on_top_the_worlds_are_bit_identical(programme, projected, buy, standing):
    swap = buy(60.0, buckets=LONG), buy(60.0, kind="sell", buckets=SHORT)
    other = {"kind": "run_off", "asset": "agency_mbs", "cap_bn_per_month": 3.0}, buy(30.0, asset="agency_mbs")
    into = {"kind": "reinvest", "asset": "agency_debt", "into": "run_off"}
    done = projected(programme(buy(0.0), standing=standing(*swap, *other, into)))
    for values in (done.par_bn, done.ten_year_equivalents_bn, done.market_value_bn):
        np.testing.assert_array_equal(values[PROGRAMME], values[REFERENCE])
    for name in type(done.flows).__dataclass_fields__:
        flow = getattr(done.flows, name)
        np.testing.assert_array_equal(flow[PROGRAMME], flow[REFERENCE])


def test_another_programme_goes_on_top(programme, projected, buy, standing):
    done = projected(programme(buy(60.0), standing=standing(buy(60.0))))
    np.testing.assert_allclose(monthly(done)[REFERENCE, 0], [10] * 6 + [0] * 3, atol=1e-12)
    np.testing.assert_allclose(monthly(done)[PROGRAMME, 0], [10] + [20] * 5 + [10, 0, 0], atol=1e-12)


def test_the_same_programme_replaces_it_in_the_policy_world_only(programme, projected, buy, standing):
    """60bn by March, then 40bn in all by February: 10 in October, the remaining 30 over three months from December."""
    later = buy(40.0, start="2010-12", months=3)
    one = programme(later, standing=standing(buy(60.0)), announced={"programme": "earlier", "exit": HOLD})
    done = projected(one)
    np.testing.assert_allclose(monthly(done)[REFERENCE], np.tile([10.0] * 6 + [0] * 3, (3, 1)), atol=1e-12)
    np.testing.assert_allclose(monthly(done)[PROGRAMME, 0], [10, 10] + [20 / 3] * 3 + [0] * 4, atol=1e-12)
    gap = done.par_bn[PROGRAMME, 0] - done.par_bn[REFERENCE, 0]
    np.testing.assert_allclose(gap[5:20].sum(-1), -20.0, atol=1e-9)


def test_the_exit_waits_for_what_it_replaces(programme, projected, buy, standing):
    """The reference buys to March 2011: constant par for two quarters counts from there."""
    later = buy(40.0, start="2010-12", months=1)
    done = projected(programme(later, standing=standing(buy(60.0)), announced={"programme": "earlier"}))
    assert done.timetable.plans[0].tail_after == 5 + 6
    alone = projected(programme(later, standing=standing(buy(60.0))))
    assert alone.timetable.plans[0].tail_after == 2 + 6


def test_before_the_announcement_the_worlds_agree(programme, projected, buy, standing):
    later = {"date": "2011-02-10", "programme": "earlier", "exit": HOLD}
    one = programme(buy(80.0, start="2011-03"), standing=standing(buy(60.0)), announced=later)
    done = projected(one)
    np.testing.assert_array_equal(done.par_bn[PROGRAMME, 0], done.par_bn[REFERENCE, 0])  # seen from 2010Q4
    np.testing.assert_allclose(monthly(done)[PROGRAMME, -1], [10] * 5 + [5] * 4, atol=1e-12)


def test_a_share_expected_before_replaces_a_share(programme, projected, buy, standing):
    """Half expected since October: half of the standing 10 a month goes on beside half of the new plan."""
    known = {"share": 0.5, "since": "2010-10-20"}
    parts = {"date": "2011-02-10", "programme": "earlier", "already_expected": known, "exit": HOLD}
    one = programme(buy(50.0 + 12.0, start="2011-03", months=6), standing=standing(buy(60.0)), announced=parts)
    done = projected(one)
    np.testing.assert_allclose(monthly(done)[PROGRAMME, 0], [10] * 5 + [5 + 1, 1, 1, 1], atol=1e-12)
    np.testing.assert_allclose(monthly(done)[PROGRAMME, -1], [10] * 5 + [2, 2, 2, 2], atol=1e-12)


def test_reinvestment_that_stands_is_replaced_across_programmes(programme, projected, standing):
    """Principal of MBS is left to run off in both worlds; the announcement turns it into bills in one of them."""
    stands = standing({"kind": "reinvest", "asset": "agency_mbs", "into": "run_off", "months": 24})
    one = programme(
        {"kind": "reinvest", "asset": "securities", "into": "bills", "start": "2010-12"}, standing=stands, announced={"exit": HOLD}
    )
    flows = projected(one).flows
    cash = flows.mbs_principal + flows.agency_debt_matured - flows.reinvested_treasury
    np.testing.assert_allclose(cash[REFERENCE, 0, :9], flows.mbs_principal[REFERENCE, 0, :9], atol=1e-12)
    np.testing.assert_allclose(cash[PROGRAMME, 0, 2:9], 0.0, atol=1e-12)
    np.testing.assert_allclose(cash[PROGRAMME, 0, :2], cash[REFERENCE, 0, :2], atol=1e-12)


def test_purchases_of_another_programme_go_on(programme, projected, buy, announce):
    later = announce("2011-01-20", buy(40.0, months=4), programme="other")
    done = projected(programme(buy(60.0), later=[later]))
    np.testing.assert_allclose(monthly(done)[PROGRAMME, -1], [0, 10, 10, 20, 20, 20, 20, 0, 0], atol=1e-12)


def test_words_leave_the_portfolio_alone(programme, projected, buy, announce):
    words = announce("2011-01-20", guidance={"until": "2012-06"})
    del words["phases"], words["exit"]
    alone, with_words = (projected(programme(buy(60.0), later=later)) for later in ([], [words]))
    np.testing.assert_array_equal(with_words.par_bn, alone.par_bn)
    np.testing.assert_array_equal(with_words.timetable.in_tail, alone.timetable.in_tail)


def test_an_exit_alone_is_a_new_plan(programme, projected, buy, announce):
    later = announce("2011-08-20", exit=HOLD)
    del later["phases"]
    done = projected(programme(buy(60.0), later=[later]))
    first, second = done.timetable.plans
    assert first.operations == second.operations
    assert (first.tail_after, second.tail_after) == (6 + 6, 9 + 24)


# Sales.


def test_a_bucket_is_sold_out_before_a_sale_is_refused(programme, projected, buy, holdings):
    """Almost everything of one to three years: no month goes short although the portfolio ages meanwhile."""
    years = (holdings.treasuries.maturity - holdings.month.ordinal) / 12
    notes = np.array([kind == "note" for kind in holdings.treasuries.kind])
    held = float(holdings.treasuries.par_bn[(years > 1) & (years <= 3) & notes].sum())
    done = projected(programme(buy(0.95 * held, kind="sell", buckets=SHORT, months=6), announced={"exit": HOLD}))
    assert monthly(done)[PROGRAMME, 0].sum() == pytest.approx(-0.95 * held)
    assert done.par_bn[PROGRAMME, 0, :30].min() > -1e-9


def test_what_was_sold_is_missing_at_auction(programme, projected, buy):
    """Years later no bucket is short: the programme rolls less at auction, its par stays lower by what was sold."""
    sold = buy(150.0, kind="sell", buckets=SHORT, months=6)
    done = projected(programme(sold, announced={"exit": {"hold_quarters": 20, "then_x_per_quarter": 0.9}}), quarters=16)
    par = seen(done.par_bn)[:, -1]
    np.testing.assert_allclose((par[PROGRAMME] - par[REFERENCE])[7:48].sum(-1), -150.0, atol=1e-8)
    assert par[PROGRAMME, :48].min() > -1e-9


def test_mbs_of_a_higher_coupon_repay_faster(programme, projected, buy):
    plain, current, high = (
        projected(programme(buy(60.0, asset="agency_mbs", **more), announced={"exit": HOLD}))
        for more in ({}, {"coupon_above_current": 0.0}, {"coupon_above_current": 1.0})
    )
    np.testing.assert_array_equal(current.par_bn, plain.par_bn)
    repaid = [one.flows.mbs_principal[PROGRAMME, 0, 6:20].sum() for one in (current, high)]
    assert repaid[1] > repaid[0] + 2


# The catalogue.


def in_the_catalogue(projected, name: str) -> Projection:
    one = scenario(name)
    start = opening(one.opening)
    rate = start.economy["mortgage_rate_30y"]
    worth = Valuation(bonds=bond_table(start.curve), mortgages=duration_table(rate))
    return projected(one, quarters=one.horizon_quarters, rate=rate, growth=1.01**(1 / 3), held=start.holdings, worth=worth)


def test_the_maturity_extension_swaps_its_size(projected):
    """667bn bought and sold; ten-year equivalents rise by more than 300bn while Treasuries stay what they were."""
    done = in_the_catalogue(projected, "fed_2011_mep")
    december = 17
    swapped = seen(done.flows.treasury_trades)[PROGRAMME, -1, : december + 1]
    np.testing.assert_allclose(swapped, 0.0, atol=1e-9)
    par = seen(done.par_bn)[:, -1, december]
    gap = par[PROGRAMME] - par[REFERENCE]
    long = sum(gap[BUCKETS.index(f"treasury_{name}y")] for name in ("7_10", "10_22.5", "22.5_30"))
    assert long > 400
    equivalents = seen(done.ten_year_equivalents_bn)[:, -1, december, :-2].sum(-1)
    assert equivalents[PROGRAMME] - equivalents[REFERENCE] > 300


def test_lsap3_is_compared_with_the_extension_going_on(projected):
    done = in_the_catalogue(projected, "fed_2012_lsap3")
    lowest = done.par_bn[REFERENCE, 0, 5, BUCKETS.index("treasury_1_2.25y")]
    assert lowest < 0.6 * done.par_bn[REFERENCE, 0, 0, BUCKETS.index("treasury_1_2.25y")]
    np.testing.assert_array_equal(done.par_bn[PROGRAMME, 0, 1], done.par_bn[REFERENCE, 0, 1])
