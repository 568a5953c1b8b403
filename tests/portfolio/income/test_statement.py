"""The recursion by hand, by identity, and against a second one that is built otherwise."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qelab.core.time import Month
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.income.statement import (
    IncomeRules,
    IncomeStepper,
    Liabilities,
    Losses,
    OpeningStocks,
    Statement,
    statement,
)

OPENING = Month.of(2021, 12)
MONEY = ("reserves", "reverse_repo", "foreign_pool", "paid_deposits", "credit")


def earned_of(income, gains=None, book=None, unrealised: np.ndarray | float = 0.0) -> Earned:
    """Securities that earn ``income`` (P, months) as Treasury coupons and stand at ``book``."""
    income = np.asarray(income, dtype=float)
    columns = {item.name: np.zeros(income.shape) for item in fields(Earned)}
    columns["treasury_interest"] = income
    columns["realised_gains"] = np.zeros(income.shape) if gains is None else np.asarray(gains, dtype=float)
    columns["book_value"] = np.full(income.shape, 1000.0) if book is None else np.asarray(book, dtype=float)
    columns["market_value"] = columns["book_value"] + unrealised
    return Earned(**columns)


def rates_of(policy) -> RatePaths:
    policy = np.asarray(policy, dtype=float)
    return RatePaths(
        maturities_years=np.array([1.0]), par_yields=np.zeros((*policy.shape, 1)), policy_rate=policy, bill_yield=policy,
        mortgage_rate=policy, price_growth=np.ones(policy.shape),
    )  # fmt: skip


def owing(**changes) -> Liabilities:
    known = {
        "opening": OpeningStocks(reserves=600.0), "currency": 300.0, "treasury_account": 50.0, "other": 20.0, "capital": 30.0,
        "other_assets": 0.0,
    }  # fmt: skip
    return Liabilities(**(known | changes))


FREE = IncomeRules(reserves_spread=0.0, operating_cost_bn=0.0, dividends_bn=0.0, facility=None)


def test_losses_and_the_way_back_on_paper():
    """Reserves of 600 at 4 percent cost 2 a month. Income of 3, 1, 0, 2, 6: result of 1, -1, -2, and so on."""
    found = statement(
        earned_of([[3.0, 1, 0, 2, 6]]),
        owing(),
        rates_of(np.full((1, 5), 4.0)),
        np.array(2000.0),
        FREE,
        OPENING,
    )
    cost = np.array([600, 600, 601, 601 + 603 / 300 - 0.0, 0]) / 300
    np.testing.assert_allclose(found.interest_on_reserves[0, :3], cost[:3])
    np.testing.assert_allclose(found.net_income[0, :3], [1.0, -1.0, -601 / 300])
    np.testing.assert_allclose(found.remittances[0, :4], [1.0, 0.0, 0.0, 0.0])
    np.testing.assert_allclose(found.deferred_asset[0, :3], [0.0, 1.0, 1 + 601 / 300])
    np.testing.assert_allclose(found.reserves[0, :3], [600.0, 601.0, 601 + 601 / 300])
    before = found.deferred_asset[0, 3]
    assert found.net_income[0, 4] > before > 0
    assert found.deferred_asset[0, 4] == 0.0
    np.testing.assert_allclose(found.remittances[0, 4], found.net_income[0, 4] - before)
    np.testing.assert_allclose(found.capital, 30.0)


def test_an_indemnity_pays_at_once():
    rules = replace(FREE, losses=Losses.INDEMNIFIED)
    found = statement(
        earned_of([[3.0, 1, 0]]), owing(), rates_of(np.full((1, 3), 4.0)), np.array(2000.0), rules, OPENING
    )
    np.testing.assert_allclose(found.remittances[0], [1.0, -1.0, -2.0])
    assert not found.deferred_asset.any()
    np.testing.assert_allclose(found.reserves, 600.0)


def test_rates_paid_and_received():
    """2022-24: 5.40 on reserves and 5.30 on reverse repo against 5.33; 2014: .25 on reserves, .05 and .09 (recalled)."""
    stocks = OpeningStocks(
        reserves=1200.0, reverse_repo=600.0, foreign_pool=120.0, paid_deposits=12.0, credit=240.0
    )
    found = statement(
        earned_of([[0.0]]),
        owing(opening=stocks),
        rates_of([[5.33]]),
        np.array(2000.0),
        IncomeRules(facility=None),
        OPENING,
    )
    np.testing.assert_allclose(found.interest_on_reserves, 5.40 + 0.054)
    np.testing.assert_allclose(found.interest_on_reverse_repo, 2.65 + 0.53)
    np.testing.assert_allclose(found.other_interest, 0.2 * 5.58)
    np.testing.assert_allclose(found.operating_costs, 9.5 / 12)
    rules = IncomeRules(lowest_reserves_rate=np.array([0.25]), facility=None)
    early = statement(
        earned_of([[0.0]]), owing(opening=stocks), rates_of([[0.09]]), np.array(2000.0), rules, OPENING
    )
    np.testing.assert_allclose(early.interest_on_reserves, 1212 * 0.25 / 1200)
    np.testing.assert_allclose(early.interest_on_reverse_repo, 720 * 0.06 / 1200)


def test_no_rate_falls_below_zero():
    stocks = OpeningStocks(reserves=1200.0, reverse_repo=600.0)
    found = statement(
        earned_of([[0.0]]),
        owing(opening=stocks),
        rates_of([[-0.5]]),
        np.array(2000.0),
        IncomeRules(),
        OPENING,
    )
    assert not found.interest_on_reserves.any()
    assert not found.interest_on_reverse_repo.any()


def test_run_off_drains_the_facility_before_reserves():
    """Six trillion of liquidity on a GDP of 25: run-off of two takes nearly all of it out of the facility."""
    book = 8000.0 - np.arange(30) * 80.0
    rates = rates_of(np.full((1, 30), 4.0))
    liabilities = owing(currency=2000.0, treasury_account=0.0, other=0.0, capital=0.0)
    found = statement(
        earned_of(np.full((1, 30), 20.0), book=book[None]),
        liabilities,
        rates,
        np.array(25_000.0),
        FREE_WITH,
        OPENING,
    )
    drained = found.reverse_repo[0, 0] - found.reverse_repo[0, -1]
    fallen = found.reserves[0, 0] - found.reserves[0, -1]
    assert drained > 0.95 * (drained + fallen) > 2000


FREE_WITH = IncomeRules(operating_cost_bn=0.0, dividends_bn=0.0)


# ---------------------------------------------------------------- properties


@st.composite
def books(draw):
    """Anything the recursion may meet, over some paths and months."""
    seed, paths, months = draw(st.integers(0, 2**31)), draw(st.integers(1, 3)), draw(st.integers(1, 40))
    pick, shape = np.random.default_rng(seed), (paths, months)
    earned = earned_of(
        pick.uniform(-5, 25, shape),
        pick.uniform(-10, 10, shape),
        pick.uniform(3000, 9000, shape),
        pick.normal(size=shape),
    )
    stocks = OpeningStocks(
        deferred_asset=pick.uniform(0, 200, paths) * draw(st.booleans()),
        **{name: pick.uniform(0, 3000, paths) for name in MONEY},
    )
    names = [item.name for item in fields(Liabilities) if item.name != "opening"]
    liabilities = Liabilities(opening=stocks, **{name: pick.uniform(0, 900, shape) for name in names})
    rules = IncomeRules(losses=draw(st.sampled_from(list(Losses))))
    return earned, liabilities, rates_of(pick.uniform(-0.5, 7, shape)), pick.uniform(2e4, 3e4, shape), rules


def check(found: Statement, earned: Earned, liabilities: Liabilities, rules: IncomeRules) -> None:
    owed = sum(
        getattr(found, name)
        for name in (
            "currency",
            "treasury_account",
            "foreign_pool",
            "other_liabilities",
            "capital",
            "reverse_repo",
        )
    )
    np.testing.assert_allclose(
        found.reserves + owed, found.total_assets + found.deferred_asset, rtol=0, atol=1e-9
    )
    before = np.broadcast_to(liabilities.opening.deferred_asset, len(found.reserves))
    grown = np.diff(
        found.deferred_asset,
        axis=1,
        prepend=before[:, None] if rules.losses is Losses.DEFERRED_ASSET else 0.0,
    )
    np.testing.assert_allclose(
        found.net_income, found.dividends + found.remittances - grown, rtol=0, atol=1e-9
    )
    paid = found.interest_on_reserves + found.interest_on_reverse_repo + found.operating_costs
    earns = found.interest_income + found.realised_gains + found.other_interest
    np.testing.assert_allclose(found.net_income, earns - paid, rtol=0, atol=1e-9)
    assert (found.deferred_asset >= 0).all()
    assert (found.reverse_repo >= 0).all()
    if rules.losses is Losses.DEFERRED_ASSET:
        assert (found.remittances >= 0).all()
        assert not (found.remittances * found.deferred_asset).any()
    np.testing.assert_array_equal(found.capital, np.broadcast_to(liabilities.capital, found.capital.shape))
    np.testing.assert_array_equal(found.unrealised_gain, earned.unrealised_gain)


@given(books())
@settings(deadline=None)
def test_identities_hold_every_month(case):
    earned, liabilities, rates, gdp, rules = case
    check(statement(earned, liabilities, rates, gdp, rules, OPENING), earned, liabilities, rules)


@given(books(), st.floats(0.001, 1000.0))
@settings(deadline=None)
def test_scaling_all_money_scales_all(case, k):
    earned, liabilities, rates, gdp, rules = case
    once = statement(earned, liabilities, rates, gdp, rules, OPENING)
    scaled = replace(
        rules, operating_cost_bn=k * rules.operating_cost_bn, dividends_bn=k * rules.dividends_bn,
        lowest_reserves_bn=k * rules.lowest_reserves_bn,
        facility=replace(rules.facility, test_limit_bn=k * rules.facility.test_limit_bn),
    )  # fmt: skip
    again = statement(_times(earned, k), _owed_times(liabilities, k), rates, k * gdp, scaled, OPENING)
    for name in Statement.__dataclass_fields__:
        np.testing.assert_allclose(getattr(again, name), k * getattr(once, name), rtol=1e-9, atol=1e-8 * k)


def _times(one: Earned, k: float) -> Earned:
    return Earned(**{item.name: k * getattr(one, item.name) for item in fields(Earned)})


def _owed_times(one: Liabilities, k: float) -> Liabilities:
    stocks = OpeningStocks(
        **{item.name: k * getattr(one.opening, item.name) for item in fields(OpeningStocks)}
    )
    names = [item.name for item in fields(Liabilities) if item.name != "opening"]
    return Liabilities(opening=stocks, **{name: k * getattr(one, name) for name in names})


@given(books())
@settings(deadline=None)
def test_paths_do_not_touch_each_other(case):
    """A path alone gives what it gives among others, to the last bit."""
    earned, liabilities, rates, gdp, rules = case
    together = statement(earned, liabilities, rates, gdp, rules, OPENING)
    alone = statement(
        Earned(**{item.name: getattr(earned, item.name)[:1] for item in fields(Earned)}),
        Liabilities(
            opening=OpeningStocks(**{item.name: getattr(liabilities.opening, item.name)[:1] for item in fields(OpeningStocks)}),
            **{item.name: getattr(liabilities, item.name)[:1] for item in fields(Liabilities) if item.name != "opening"},
        ),
        rates_of(rates.policy_rate[:1]), gdp[:1], rules, OPENING,
    )  # fmt: skip
    for name in Statement.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(alone, name)[0], getattr(together, name)[0])


@given(books())
@settings(deadline=None)
def test_a_second_implementation_agrees(case):
    """One path at a time, from the books of each month: assets less what is owed, and the loss account as a queue."""
    earned, liabilities, rates, gdp, rules = case
    found = statement(earned, liabilities, rates, gdp, rules, OPENING)
    for path in range(len(rates.policy_rate)):
        again = _by_hand(earned, liabilities, rates.policy_rate[path], gdp[path], rules, path)
        for name, values in again.items():
            np.testing.assert_allclose(
                getattr(found, name)[path], values, rtol=1e-10, atol=1e-8, err_msg=name
            )


def _by_hand(earned, liabilities, policy, gdp, rules, path) -> dict[str, list[float]]:
    """Net income, remittances, the deferred asset, reserves and the facility of one path.

    The deferred asset is what is left of all results since the opening: D = S - min(-D0, lowest S so far), with the
    sign turned, as the waiting time of a queue.
    """
    rows: dict[str, list[float]] = {
        name: [] for name in ("net_income", "remittances", "deferred_asset", "reserves", "reverse_repo")
    }
    stock = {name: float(getattr(liabilities.opening, name)[path]) for name in MONEY}
    sums = [float(liabilities.opening.deferred_asset[path])]
    for month, rate in enumerate(policy):
        bank = max(rate + 0.07, 0.0) / 1200
        market = max(rate - 0.03, 0.0) / 1200
        net = earned.treasury_interest[path, month] + earned.realised_gains[path, month] - 9.5 / 12
        net += max(rate + 0.25, 0.0) / 1200 * stock["credit"]
        net -= bank * (stock["reserves"] + stock["paid_deposits"]) + market * (
            stock["reverse_repo"] + stock["foreign_pool"]
        )
        sums.append(sums[-1] - (net - 1 / 12))
        deferred = sums[-1] - min(0.0, min(sums))
        remitted = max(0.0, -min(sums)) - max(0.0, -min(sums[:-1]))
        if rules.losses is Losses.INDEMNIFIED:
            deferred, remitted = 0.0, net - 1 / 12
        at = {
            item.name: getattr(liabilities, item.name)[path, month]
            for item in fields(Liabilities)
            if item.name != "opening"
        }
        liquidity = earned.book_value[path, month] + at["credit"] + at["other_assets"] + deferred
        liquidity -= sum(
            at[name]
            for name in ("currency", "treasury_account", "foreign_pool", "paid_deposits", "other", "capital")
        )
        lending = max(40.0 - liquidity, 0.0)
        liquidity += lending
        width = gdp[month] / 100
        beyond = liquidity - (11.66 + 6.27 * np.exp(-max(rate, 0.0) / 0.3)) * gdp[month] / 100
        taken = min(width * np.logaddexp(0.0, beyond / width), max(liquidity, 0.0))
        taken = 0.0 if lending > 0 else taken
        stock = {
            "reserves": liquidity - taken,
            "reverse_repo": taken,
            **{name: at[name] for name in MONEY[2:]},
        }
        stock["credit"] += lending
        for name, value in zip(rows, (net, remitted, deferred, stock["reserves"], taken), strict=True):
            rows[name].append(float(value))
    return rows


def test_the_stepper_tells_reserves_as_it_goes():
    """A bank that stops selling when reserves are no longer ample, at 9.5 percent of 2,000: it does not fall further."""
    rates, book, held = rates_of(np.zeros((1, 12))), 1000.0, []
    stepper = IncomeStepper(owing(), rates, np.array(2000.0), FREE, OPENING)
    for month in range(12):
        reserves = stepper.step(month, np.zeros(1), np.zeros(1), np.array([book]))
        held.append(book)
        np.testing.assert_allclose(reserves, book - 400.0)
        book -= 80.0 if stepper.ample(month)[0] else 0.0
    assert held[-1] == held[-2] == 520.0
    earned = earned_of(np.zeros((1, 12)), book=np.array([held]))
    whole = statement(earned, owing(), rates, np.array(2000.0), FREE, OPENING)
    stepped = stepper.statement(earned)
    for name in Statement.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(stepped, name), getattr(whole, name))


def test_what_is_missing_is_lent():
    """Securities of 300 against 400 of other liabilities: 140 are lent for reserves of 40, and earn the month after."""
    earned = earned_of(np.zeros((1, 2)), book=np.full((1, 2), 300.0))
    found = statement(earned, owing(), rates_of(np.full((1, 2), 3.75)), np.array(2000.0), FREE, OPENING)
    np.testing.assert_allclose(found.open_market_lending[0, 0], 40 - (300 + found.deferred_asset[0, 0] - 400))
    np.testing.assert_allclose(found.reserves, 40.0)
    np.testing.assert_allclose(found.other_interest[0], [0.0, found.open_market_lending[0, 0] * 4 / 1200])


def test_a_scalar_opening_serves_all_paths():
    rates = rates_of(np.full((3, 2), 4.0))
    found = statement(earned_of(np.ones((3, 2))), owing(), rates, np.array(2000.0), FREE, OPENING)
    assert (found.reserves == found.reserves[0]).all()


@pytest.mark.parametrize("field", ["policy_rate", "par_yields"])
def test_paths_of_other_shapes_are_refused(field):
    rates = rates_of(np.full((3, 2), 4.0))
    with pytest.raises(ValueError, match="RatePaths"):
        replace(rates, **{field: getattr(rates, field)[:2]})


def test_earnings_of_other_shapes_are_refused():
    earned = earned_of(np.ones((3, 2)))
    with pytest.raises(ValueError, match="Earned"):
        replace(earned, book_value=np.ones((3, 3)))
