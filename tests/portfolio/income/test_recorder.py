"""The recorder by hand on portfolios of one or two securities, and by conservation on whole projections."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.time import quarters_from
from qelab.portfolio.bonds import ParCurve, bond_table
from qelab.portfolio.holdings import Holdings, MbsCohorts, TreasuryLots
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.income.recorder import Premiums, Recorder
from qelab.portfolio.projection import Projection, project
from qelab.portfolio.state import initial_state
from qelab.portfolio.timetable import timetable

NOTHING = np.zeros(0)
KNOTS = np.array([0.25, 30.0])
PURCHASE, SALE = 4, 5  # months


def flat_rates(
    months: int, level: float = 4.0, mortgage: float = 5.0, growth: float = 1.0, bills: float = 3.0
) -> RatePaths:
    shape = (2, months)
    return RatePaths(
        maturities_years=KNOTS, par_yields=np.full((*shape, 2), level), policy_rate=np.full(shape, 3.0),
        bill_yield=np.full(shape, bills), mortgage_rate=np.full(shape, mortgage), price_growth=np.full(shape, growth),
    )  # fmt: skip


def owned(holdings, lots: list[tuple[str, int, float, float]], face: float = 0.0) -> Holdings:
    """Treasuries as (kind, remaining months, coupon, par), and MBS of one cohort with a borrowers' rate of 6 percent."""
    month = holdings.month
    kind, remaining, coupon, par = zip(*lots, strict=True) if lots else ((), (), (), ())
    one = np.array([1.0]) if face else NOTHING
    return Holdings(
        month=month,
        treasuries=TreasuryLots(
            kind=kind, maturity=np.array(remaining, dtype=np.int64) + month.ordinal, coupon=np.array(coupon, dtype=float),
            par_bn=np.array(par, dtype=float),
        ),
        mbs=MbsCohorts(
            coupon=5.4 * one, wac=6.0 * one, remaining_months=300 * one, age_months=60 * one, burnout=one, face_bn=face * one
        ),
        agency_debt=TreasuryLots(kind=(), maturity=np.zeros(0, dtype=np.int64), coupon=NOTHING, par_bn=NOTHING),
        synthetic=True, auction_mix=((24, 1.0),),
    )  # fmt: skip


def watched(recorder: Recorder, start: Holdings, months: int, act=None):
    """A projection by hand: what stands ages, MBS repay at 5 percent, and ``act(month, state)`` trades."""
    state = initial_state(start, 1, 0)
    for month in range(months):
        state.age_one_month()
        state.repay_mbs(np.full((2, 1), 5.0), (start.month + (month + 1)).month)
        if act:
            act(month, state)
        recorder.watch(month, state)
    return recorder.earned()


@pytest.fixture
def two_bonds(holdings):
    """100 at 6 % for two months and 100 at 3 % for twelve; a premium of 1.4: .2 and 1.2, a tenth a month each."""
    return owned(holdings, [("note", 2, 6.0, 100.0), ("note", 12, 3.0, 100.0)])


def trade(month, state):
    if month == PURCHASE:
        state.par[..., 24] += 50.0
    if month == SALE:
        state.par[..., 6] = 0.0  # all that is left of the second bond


def test_two_bonds_on_paper(two_bonds):
    selling = np.arange(8) == SALE
    earned = watched(
        Recorder(two_bonds, flat_rates(8), Premiums(treasuries_bn=1.4), sales=selling), two_bonds, 8, trade
    )
    # 9 percent of 100 a year, then 3, then with 50 at the par yield of 4, then these alone
    np.testing.assert_allclose(
        earned.treasury_interest[0], [0.75, 0.75, 0.25, 0.25, 0.25, 0.25 + 1 / 6, 1 / 6, 1 / 6]
    )
    np.testing.assert_allclose(earned.amortisation[0], [0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.0, 0.0], atol=1e-15)
    np.testing.assert_allclose(earned.treasury_par[0], [200, 100, 100, 100, 150, 50, 50, 50])
    np.testing.assert_allclose(earned.book_value[0], [201.2, 101.0, 100.9, 100.8, 150.7, 50, 50, 50])
    # Half a year at 3 against 4: one coupon of 1.5 and par at 2 percent for the half year
    price = 101.5 / 1.02
    np.testing.assert_allclose(earned.realised_gains[0, SALE], price - 100.6, rtol=1e-12)
    np.testing.assert_allclose(earned.premium_traded[0, SALE], -0.6, rtol=1e-12)
    assert np.count_nonzero(earned.realised_gains[0]) == 1
    np.testing.assert_allclose(
        earned.market_value[0, -1], 50.0, rtol=1e-3
    )  # at par between coupon dates, nearly
    assert earned.duration_years[0, -1] == pytest.approx(21 / 12 / 1.02, rel=0.03)


def test_what_leaves_without_a_sale_leaves_at_par(two_bonds):
    earned = watched(Recorder(two_bonds, flat_rates(8), Premiums(treasuries_bn=1.4)), two_bonds, 8, trade)
    assert not earned.realised_gains.any()
    assert not earned.premium_traded.any()
    np.testing.assert_allclose(earned.amortisation[0, SALE], 0.1 + 0.6, rtol=1e-12)


def test_mbs_of_the_opening_pay_their_own_coupon(holdings):
    """Borrowers pay 6 percent, of which .75 stays with servicers and guarantors: 5.25 on what stood before."""
    start = owned(holdings, [], face=1200.0)
    start = replace(start, mbs=replace(start.mbs, coupon=np.array([5.25])))
    earned = watched(Recorder(start, flat_rates(2)), start, 2)
    np.testing.assert_allclose(earned.mbs_interest[0], [5.25, 0.0525 / 12 * earned.mbs_par[0, 0]], rtol=1e-12)


def test_bills_pay_the_mean_of_three_months(holdings):
    start = owned(holdings, [("bill", 12, 0.0, 120.0)])
    rates = flat_rates(4)
    rates.bill_yield[:] = [1.0, 2.0, 4.0, 4.0]
    earned = watched(Recorder(start, rates, bill_yields_before=np.array([0.5, 0.0, 0.5])), start, 4)
    np.testing.assert_allclose(
        earned.treasury_interest[0], 120 / 1200 * np.array([0.5, 3.5 / 3, 7 / 3, 10 / 3])
    )
    without = watched(Recorder(start, rates), start, 4)
    np.testing.assert_allclose(without.treasury_interest[0, 0], 0.1)


def test_indexed_principal_grows_and_is_paid_out(holdings):
    """Coupon 3 nominal, 1 real; prices rise by 1 percent a month, for two months."""
    start = owned(holdings, [("tips", 2, 3.0, 100.0)])
    earned = watched(Recorder(start, flat_rates(3, growth=1.01)), start, 3)
    np.testing.assert_allclose(earned.inflation_compensation[0], [1.0, 1.01, 0.0])
    np.testing.assert_allclose(earned.treasury_interest[0], np.array([100.0, 101.0, 0.0]) / 1200)
    np.testing.assert_allclose(earned.treasury_par[0], [101.0, 0.0, 0.0])
    np.testing.assert_allclose(earned.compensation_repaid[0], [0.0, 2.01, 0.0])
    np.testing.assert_allclose(earned.book_value[0], [101.0, 0.0, 0.0])


def test_no_indexed_security_of_the_opening_pays_less_than_an_eighth(holdings):
    start = owned(holdings, [("tips", 12, 0.5, 96.0)])
    earned = watched(Recorder(start, flat_rates(1)), start, 1)
    np.testing.assert_allclose(earned.treasury_interest[0, 0], 0.01)


def test_premium_of_mbs_goes_with_principal(holdings):
    start = owned(holdings, [], face=200.0)
    earned = watched(Recorder(start, flat_rates(6), Premiums(mbs_bn=8.0)), start, 6)
    np.testing.assert_allclose(earned.mbs_interest[0, 0], 200 * 5.4 / 1200)
    np.testing.assert_allclose(earned.book_value / earned.mbs_par, 1.04, rtol=1e-12)
    paid = -np.diff(np.concatenate([[200.0], earned.mbs_par[0]]))
    np.testing.assert_allclose(earned.mbs_amortisation[0], 0.04 * paid, rtol=1e-9)
    assert not earned.realised_gains.any()


def test_sales_of_mbs_realise_the_difference_to_book(holdings):
    start = owned(holdings, [], face=200.0)

    def halve(month, state):
        if month == 1:
            state.face /= 2

    rates = flat_rates(3, mortgage=8.0)
    recorder = Recorder(
        start,
        rates,
        Premiums(mbs_bn=8.0),
        sales=np.array([False, True, False]),
        prepayment_rate=np.full((2, 3), 5.0),
    )
    earned = watched(recorder, start, 3, halve)
    sold = earned.mbs_par[0, 1]
    value = earned.market_value[0, 1] / earned.mbs_par[0, 1]
    np.testing.assert_allclose(earned.realised_gains[0, 1], sold * (value - 1.04), rtol=1e-9)
    np.testing.assert_allclose(earned.premium_traded[0, 1], -0.04 * sold, rtol=1e-9)
    assert value < 0.95


def test_new_mbs_may_cost_more_than_par(holdings):
    start = owned(holdings, [], face=200.0)

    def buy(month, state):
        if month == 0:
            state.face += 100.0

    earned = watched(Recorder(start, flat_rates(2), Premiums(new_mbs_share=0.03)), start, 2, buy)
    np.testing.assert_allclose(earned.premium_traded[0], [3.0, 0.0])
    np.testing.assert_allclose(earned.book_value[0, 0] - earned.mbs_par[0, 0], 3.0)


def test_a_projection_shorter_than_the_rates_is_refused(two_bonds):
    with pytest.raises(ValueError, match="shorter"):
        watched(Recorder(two_bonds, flat_rates(8)), two_bonds, 5)


# ---------------------------------------------------------------- whole projections


def projected_books(held, one, valuation, rates: RatePaths, sales=None) -> tuple[Earned, Projection]:
    """A scenario under constant rates as it happened, with its recorder."""
    dates = quarters_from(held.month.quarter + 1, 8)
    table = timetable(one, held.month, dates)
    shape = table.in_force.shape
    recorder = Recorder(
        held,
        rates,
        Premiums(treasuries_bn=20.0, mbs_bn=10.0),
        sales=sales,
        prepayment_rate=np.full((2, rates.months), 5.0),
    )
    projection = project(held, one.standing, table, np.full((2, *shape), 5.0), np.ones(shape), valuation)
    for month, state in enumerate(projection.happened):
        recorder.watch(month, state)
    return recorder.earned(), projection


def with_indexed(holdings: Holdings) -> Holdings:
    """Every tenth Treasury lot is indexed to prices."""
    lots = holdings.treasuries
    kind = tuple("tips" if one == "note" and place % 10 == 3 else one for place, one in enumerate(lots.kind))
    treasuries = TreasuryLots(kind=kind, maturity=lots.maturity, coupon=lots.coupon, par_bn=lots.par_bn)
    return Holdings(
        month=holdings.month, treasuries=treasuries, mbs=holdings.mbs, agency_debt=holdings.agency_debt, synthetic=True,
        auction_mix=holdings.auction_mix,
    )  # fmt: skip


PHASES = {
    "purchase": {"kind": "purchase", "asset": "treasury", "size_bn": 90.0, "buckets": [{"from_years": 3.0, "to_years": 7.0, "share": 1.0}]},
    "mbs": {"kind": "purchase", "asset": "agency_mbs", "size_bn": 60.0},
    "sale": {"kind": "sell", "asset": "treasury", "size_bn": 30.0, "buckets": [{"from_years": 3.0, "to_years": 7.0, "share": 1.0}]},
    "mbs sale": {"kind": "sell", "asset": "agency_mbs", "size_bn": 30.0},
}  # fmt: skip


@pytest.mark.parametrize("phase", PHASES)
def test_book_changes_by_trades_maturities_and_amortisation(phase, holdings, programme, valuation):
    held = with_indexed(holdings)
    rates = flat_rates(24, level=3.5, mortgage=4.5, growth=1.002)
    sales = np.ones(24, dtype=bool) if "sale" in phase else None
    earned, projection = projected_books(held, programme(PHASES[phase]), valuation, rates, sales)
    above = (
        earned.premium_traded
        - earned.amortisation
        + earned.inflation_compensation
        - earned.compensation_repaid
    )
    months = np.arange(24)
    par = projection.par_bn[:, months // 3, months].sum(-1)
    np.testing.assert_allclose(earned.book_value, par + 30.0 + np.cumsum(above, axis=1), rtol=0, atol=1e-9)
    assert (earned.realised_gains != 0).any() == (sales is not None)


def test_no_programme_no_difference(holdings, programme, valuation):
    earned, _ = projected_books(
        holdings, programme(PHASES["purchase"] | {"size_bn": 0.0}), valuation, flat_rates(24)
    )
    for name in earned.__dataclass_fields__:
        world, other = getattr(earned, name)
        assert (world == other).all(), name


def test_interest_of_the_first_month_is_that_of_the_opening(holdings, programme, valuation):
    """Coupons of 4 percent on 900, bills at 3 on 100, MBS at 4.5 and 5.5, agency debt at 4 on 60."""
    earned, _ = projected_books(holdings, programme(PHASES["purchase"]), valuation, flat_rates(24))
    np.testing.assert_allclose(earned.treasury_interest[:, 0], (900 * 4 + 100 * 3) / 1200, rtol=1e-12)
    np.testing.assert_allclose(earned.mbs_interest[:, 0], (300 * 4.5 + 200 * 5.5) / 1200, rtol=1e-12)
    np.testing.assert_allclose(earned.agency_interest[:, 0], 60 * 4 / 1200, rtol=1e-12)


def test_value_is_that_of_the_month_s_own_curve(holdings, programme, valuation):
    """The same holdings on a lower curve gain about duration times the difference."""
    one = programme(PHASES["purchase"] | {"size_bn": 0.0})
    dear, _ = projected_books(holdings, one, valuation, flat_rates(24, level=3.9, mortgage=4.9))
    cheap, _ = projected_books(holdings, one, valuation, flat_rates(24, level=4.1, mortgage=5.1))
    middle, _ = projected_books(holdings, one, valuation, flat_rates(24, level=4.0))
    measured = (dear.market_value - cheap.market_value) / 0.002 / middle.market_value
    np.testing.assert_allclose(measured[:, 0], middle.duration_years[:, 0], rtol=0.05)  # MBS tables are wide
    curve = ParCurve(maturities_years=KNOTS, yields=np.full(2, 4.0))
    assert bond_table(curve).duration_10y > middle.duration_years[0, 0] > 2.0
