"""Identities, rules and refusals of the desk's projection."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.portfolio.desk.opening import desk_opening
from qelab.portfolio.desk.projection import project_desk
from qelab.portfolio.desk.rules import AfterStop, Allocation, DeskRules, SaleRule, StopRule

FREE = DeskRules(allocation=Allocation.FREE_FLOAT)
WIDE = [{"from_years": 1.5, "to_years": 30.0, "share": 1.0}]
MIDDLE = [
    {"from_years": 2.0, "to_years": 10.0, "share": 0.8},
    {"from_years": 2.0, "to_years": 5.0, "share": 0.2, "tips": True},
]


@pytest.fixture
def busy(programme, buy, on_grid):
    """A programme that does everything."""
    return on_grid(
        programme(
            {"kind": "run_off", "asset": "treasury", "cap_bn_per_month": 6.0},
            buy(60.0, buckets=MIDDLE),
            buy(30.0, asset="agency_mbs"),
            buy(3.0, asset="agency_debt"),
            buy(30.0, kind="sell", start="2011-09", buckets=WIDE),
            buy(12.0, kind="sell", start="2011-09", asset="agency_mbs"),
            buy(1.0, kind="sell", start="2011-09", asset="agency_debt"),
            standing={"agency_principal_into": "agency_mbs"},
        )
    )


def test_the_book_changes_by_what_is_booked(desk, issuance, rates, busy):
    found = project_desk(desk, busy, rates(), issuance, FREE)
    earned, flows = found.earned, found.flows
    rolled = flows.matured + earned.compensation_repaid - flows.redeemed
    par = rolled + flows.reinvested_treasury + flows.reinvested_mbs
    par = par + flows.treasury_trades + flows.mbs_trades + flows.agency_debt_trades
    par = par - flows.matured - flows.mbs_principal - flows.agency_debt_matured
    change = (
        par
        + earned.premium_traded
        - earned.compensation_repaid
        - earned.amortisation
        + earned.inflation_compensation
    )
    before = np.concatenate([np.full((3, 1), desk.book_bn), earned.book_value[:, :-1]], axis=1)
    np.testing.assert_allclose(earned.book_value - before, change, rtol=0, atol=1e-9)
    assert np.abs(earned.realised_gains).max() > 0.1


def test_paths_do_not_know_each_other(desk, issuance, rates, busy):
    """A path among a hundred, and the same path alone, where the months are taken together."""
    paths = rates(paths=100)
    one = {
        name: getattr(paths, name) if name == "maturities_years" else getattr(paths, name)[70:71]
        for name in paths.__slots__
    }
    together = project_desk(desk, busy, paths, issuance, FREE, threads=2)
    alone = project_desk(desk, busy, type(paths)(**one), issuance, FREE)
    for name in type(alone.earned).__dataclass_fields__:
        np.testing.assert_allclose(
            getattr(together.earned, name)[70:71],
            getattr(alone.earned, name),
            rtol=1e-10,
            atol=1e-10,
            err_msg=name,
        )


def test_amounts_scale(desk, issuance, rates, busy, programme, buy, on_grid):
    """Ten times the portfolio, the programme and the issues: ten times everything."""
    lots = desk.treasuries
    big = replace(
        desk,
        treasuries=replace(
            lots,
            par_bn=10 * lots.par_bn,
            premium_bn=10 * lots.premium_bn,
            outstanding_bn=10 * lots.outstanding_bn,
        ),
        mbs=replace(desk.mbs, face_bn=10 * desk.mbs.face_bn),
        agency_debt=replace(desk.agency_debt, par_bn=10 * desk.agency_debt.par_bn),
    )
    small = on_grid(
        programme(
            buy(60.0, buckets=MIDDLE), {"kind": "run_off", "asset": "treasury", "cap_bn_per_month": 6.0}
        )
    )
    large = on_grid(
        programme(
            buy(600.0, buckets=MIDDLE), {"kind": "run_off", "asset": "treasury", "cap_bn_per_month": 60.0}
        )
    )
    one = project_desk(desk, small, rates(), issuance, FREE)
    ten = project_desk(big, large, rates(), replace(issuance, bn_per_month=300.0), FREE)
    for name in type(one.earned).__dataclass_fields__:
        factor = 1 if name == "duration_years" else 10
        np.testing.assert_allclose(
            getattr(ten.earned, name), factor * getattr(one.earned, name), rtol=1e-9, atol=1e-9, err_msg=name
        )


def test_purchases_stop_at_the_limit_of_an_issue(desk, issuance, rates, programme, buy, on_grid):
    """The bonds of 20 to 30 years are one issue of 60bn, of which 25 are held: 17 more, and 43 are not bought."""
    long = [{"from_years": 20.0, "to_years": 30.0, "share": 1.0}]
    plan = on_grid(programme(buy(60.0, buckets=long)))
    found = project_desk(desk, plan, rates(), issuance, FREE, keep_lots=(10,))
    np.testing.assert_allclose(found.not_bought.sum(1), 60.0 - (0.7 * 60.0 - 25.0))
    np.testing.assert_allclose(found.flows.treasury_trades.sum(1), 17.0)
    assert found.lots is not None
    row = int(np.flatnonzero(found.lots.cusip == "O2")[0])
    np.testing.assert_allclose(found.lots.par_bn[0, row], 42.0)
    # Shares are taken at ends of quarters; O1 stands at 40 of 75 at the opening, N2 at 50 of 80.
    np.testing.assert_allclose(found.largest_share[:, 3], 0.7)


def test_principal_that_finds_no_room_is_not_reinvested(desk, issuance, rates, programme, buy, on_grid):
    """MBS principal goes into the bonds of 20 to 30 years, of which 17bn fit under the limit; the book agrees."""
    long = [{"from_years": 20.0, "to_years": 30.0, "share": 1.0}]
    standing = {"agency_principal_into": "treasury", "buckets": long}
    found = project_desk(desk, on_grid(programme(buy(0.0), standing=standing)), rates(), issuance, FREE)
    flows, earned = found.flows, found.earned
    assert (found.not_bought.sum(1) > 1.0).all()
    np.testing.assert_allclose(flows.reinvested_treasury.sum(1), 17.0)
    principal = flows.mbs_principal + flows.agency_debt_matured
    np.testing.assert_allclose(flows.reinvested_treasury + found.not_bought, principal, atol=1e-12)
    par = earned.treasury_par + earned.mbs_par + earned.agency_par
    change = flows.reinvested_treasury - principal + earned.inflation_compensation
    np.testing.assert_allclose(np.diff(par, axis=1), change[:, 1:], atol=1e-9)


def test_more_is_taken_at_auction_than_the_limit_allows_to_buy(
    desk, issuance, rates, programme, buy, on_grid
):
    """Add-ons make an issue larger and are not limited: 30bn to the public, and what matures on top."""
    plan = on_grid(programme(buy(0.0)))
    found = project_desk(desk, plan, rates(), issuance, FREE)
    np.testing.assert_allclose(found.flows.redeemed, 0.0, atol=1e-12)
    assert (found.not_bought == 0).all()


@pytest.mark.parametrize("rule", list(SaleRule))
def test_each_rule_sells_what_is_asked_and_nothing_is_negative(
    desk, issuance, rates, programme, buy, on_grid, rule
):
    plan = on_grid(programme(buy(60.0, kind="sell", buckets=WIDE)))
    rules = DeskRules(sales=rule, sale_coupon=3.0)
    found = project_desk(desk, plan, rates(), issuance, rules, keep_lots=(23,))
    np.testing.assert_allclose(found.flows.treasury_trades.sum(1), -60.0, atol=1.0)  # less compensation
    assert found.lots is not None
    assert found.lots.par_bn.min() > -1e-12
    kept = dict(zip(found.lots.cusip, found.lots.par_bn[0, :, 0], strict=True))
    if rule is SaleRule.SHORTEST:
        assert kept["N2"] < 50.0
        assert kept["O2"] == 25.0
    if rule is SaleRule.COUPON_AT_LEAST:
        assert kept["N3"] == 10.0


def test_a_sale_of_more_than_is_held_is_refused(desk, issuance, rates, programme, buy, on_grid):
    for sale in (buy(400.0, kind="sell", buckets=WIDE), buy(400.0, kind="sell", asset="agency_mbs")):
        with pytest.raises(QelabError, match="QE303"):
            project_desk(desk, on_grid(programme(sale)), rates(), issuance)


@pytest.mark.parametrize(("months", "code"), [(0, "QE301"), (361, "QE302")])
def test_lots_that_no_ladder_holds_are_refused(desk, months, code):
    maturity = desk.treasuries.maturity.copy()
    maturity[3] = desk.month.ordinal + months
    with pytest.raises(QelabError, match=code):
        replace(desk, treasuries=replace(desk.treasuries, maturity=maturity))


def test_a_programme_of_another_length_is_refused(desk, issuance, rates, busy):
    with pytest.raises(ValueError, match="24 months of a programme, 12 of rates"):
        project_desk(desk, busy, rates(months=12), issuance)


def test_run_off_stops_where_reserves_say_so_and_only_there(desk, issuance, rates, programme, on_grid):
    """Reserves follow the book; GDP is 1,000. The first path's money never runs short."""
    plan = on_grid(
        programme(
            {"kind": "run_off", "asset": "treasury", "months": 20, "cap_bn_per_month": 30.0},
            {"kind": "run_off", "asset": "agency_mbs", "months": 20, "cap_bn_per_month": 30.0},
        )
    )
    stop = StopRule(ample_pct_gdp=9.0)
    needed = np.array([0.0, 180.0, 200.0])

    def reserves(paths):
        return lambda _month, _income, _gains, book: 100.0 * (book - needed[paths]) / 1000.0

    found = project_desk(desk, plan, rates(), issuance, DeskRules(stop=stop), reserves=reserves)
    free = project_desk(desk, plan, rates(), issuance, DeskRules())
    assert found.stopped_in[0] == -1
    assert (found.stopped_in[1:] >= 0).all()
    assert found.stopped_in[2] <= found.stopped_in[1]
    for path in (1, 2):
        end = found.stopped_in[path]
        np.testing.assert_allclose(
            found.earned.book_value[path, : end + 1], free.earned.book_value[path, : end + 1]
        )
        assert (found.flows.redeemed[path, end + 1 :] < 1e-9).all()
        assert (
            found.earned.book_value[path, end] - needed[path]
            < 90.0
            <= found.earned.book_value[path, end - 1] - needed[path]
        )


@pytest.mark.parametrize("bought", [0.0, 30.0])
def test_sales_end_with_run_off_unless_they_pay_for_purchases(desk, issuance, rates, programme, buy, on_grid, bought):
    phases = [buy(30.0, kind="sell", buckets=WIDE), *([buy(bought, buckets=WIDE)] if bought else [])]
    plan = on_grid(programme(*phases))

    def reserves(_paths):
        return lambda month, _income, _gains, _book: np.full(3, 8.0 if month >= 2 else 10.0)

    rules = DeskRules(stop=StopRule(ample_pct_gdp=9.0))
    found = project_desk(desk, plan, rates(), issuance, rules, reserves=reserves)
    free = project_desk(desk, plan, rates(), issuance, DeskRules())
    assert (found.stopped_in == 2).all()
    trades, without = found.flows.treasury_trades, free.flows.treasury_trades
    np.testing.assert_allclose(trades[:, :3], without[:, :3])
    if bought:
        np.testing.assert_allclose(trades, without)
    else:
        assert (without[:, 3] < -1.0).all()
        np.testing.assert_allclose(trades[:, 3:], 0.0)


def test_after_the_stop_bills_keep_reserves_at_their_share_of_gdp(desk, issuance, rates, programme, on_grid):
    plan = on_grid(
        programme({"kind": "run_off", "asset": "treasury", "months": 20, "cap_bn_per_month": 30.0})
    )
    gdp = 1000.0 * 1.004 ** np.arange(24) * np.ones((3, 1))

    def reserves(paths):
        return lambda month, _income, _gains, book: 100.0 * (book - 200.0) / gdp[paths, month]

    rules = DeskRules(stop=StopRule(ample_pct_gdp=9.0, then=AfterStop.GROW))
    found = project_desk(desk, plan, rates(), issuance, rules, reserves=reserves, gdp_bn=gdp)
    for path in range(3):
        end = found.stopped_in[path]
        assert end >= 0
        share = 100.0 * (found.earned.book_value[path] - 200.0) / gdp[path]
        # What lacks at the end of a month is bought in the next: a month's growth, and what premiums lose, is missing.
        np.testing.assert_allclose(share[end + 1 :], share[end], atol=0.25)
        assert found.flows.treasury_trades[path, end + 2 :].sum() > 0


def test_compensation_for_inflation_is_paid_with_what_matures(desk, issuance, rates, programme, buy, on_grid):
    paths = rates()
    found = project_desk(desk, on_grid(programme(buy(0.0))), paths, issuance)
    growth = np.cumprod(paths.price_growth, axis=1)
    # T2, 5bn, matures in the seventh month.
    np.testing.assert_allclose(found.earned.compensation_repaid[:, 6], 5.0 * (growth[:, 6] - 1.0), atol=1e-12)
    flat = type(paths)(
        **{name: getattr(paths, name) for name in paths.__slots__ if name != "price_growth"},
        price_growth=np.ones((3, 24)),
    )
    nothing = on_grid(programme(buy(0.0), standing={"agency_principal_into": "run_off"}))
    without = project_desk(desk, nothing, flat, issuance)
    assert (without.earned.inflation_compensation == 0).all()
    np.testing.assert_allclose(without.earned.treasury_par, 203.0)


def test_an_empty_opening_is_a_desk_that_buys(holdings, issuance, rates, programme, buy, on_grid):
    empty = replace(
        holdings,
        treasuries=replace(
            holdings.treasuries, kind=(), maturity=np.zeros(0, int), coupon=np.zeros(0), par_bn=np.zeros(0)
        ),
        agency_debt=replace(
            holdings.agency_debt, kind=(), maturity=np.zeros(0, int), coupon=np.zeros(0), par_bn=np.zeros(0)
        ),
        mbs=replace(holdings.mbs, **{name: np.zeros(0) for name in type(holdings.mbs).__dataclass_fields__}),
    )
    found = project_desk(desk_opening(empty, 1.0), on_grid(programme(buy(60.0))), rates(), issuance)
    np.testing.assert_allclose(found.earned.treasury_par[:, -1], 60.0)
    np.testing.assert_allclose(found.earned.mbs_par, 0.0)
