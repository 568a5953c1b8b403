"""Prices, accrued interest, yields and durations of random securities against QuantLib, 1e-8 per 100 of par."""

import calendar
import datetime as dt

import numpy as np
import pytest

from qelab.portfolio.securities.cash_flows import cash_flows
from qelab.portfolio.securities.lots import Kind, Lots, Security
from qelab.portfolio.securities.prices import Convention, prices, yields

ql = pytest.importorskip("QuantLib")
pytestmark = pytest.mark.parity

TOLERANCE = 1e-8
SETTLEMENTS = (dt.date(2022, 5, 25), dt.date(2024, 2, 29), dt.date(2023, 11, 15), dt.date(2025, 8, 31))


def ql_date(day: dt.date):
    return ql.Date(day.day, day.month, day.year)


def ql_bond(one: Security):
    """The security in QuantLib: unadjusted dates counted back from maturity."""
    month_end = one.maturity.day == calendar.monthrange(one.maturity.year, one.maturity.month)[1]
    begin = one.dated or one.maturity - dt.timedelta(days=366 * 32)
    if one.dated is None:  # a coupon date long ago, so that nothing is odd
        month = one.maturity.month
        last = calendar.monthrange(one.maturity.year - 32, month)[1]
        begin = dt.date(one.maturity.year - 32, month, last if month_end else min(one.maturity.day, last))
    schedule = ql.Schedule(
        ql_date(begin), ql_date(one.maturity), ql.Period(ql.Semiannual), ql.NullCalendar(), ql.Unadjusted,
        ql.Unadjusted, ql.DateGeneration.Backward, month_end,
        ql_date(one.first_coupon) if one.first_coupon else ql.Date(),
    )  # fmt: skip
    agency = one.kind is Kind.AGENCY_DEBT
    count = ql.Thirty360(ql.Thirty360.BondBasis) if agency else ql.ActualActual(ql.ActualActual.ISMA, schedule)
    return ql.FixedRateBond(0, 100.0, schedule, [one.coupon / 100], count, ql.Unadjusted, 100.0), count


def random_securities(settlement: dt.date, count: int, seed: int, kind: Kind) -> list[Security]:
    """Any maturity within thirty years, half of them on month ends, coupons in eighths."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        maturity = settlement + dt.timedelta(days=int(random.integers(2, 10950)))
        last = calendar.monthrange(maturity.year, maturity.month)[1]
        if kind is Kind.AGENCY_DEBT:
            maturity = maturity.replace(day=min(maturity.day, 28) if maturity.month != 2 else min(maturity.day, 27))
        elif number % 2:
            maturity = maturity.replace(day=last)
        if maturity <= settlement:
            continue
        found.append(Security(cusip=f"{number}", kind=kind, maturity=maturity, coupon=int(random.integers(0, 80)) / 8))
    return found


def compare(securities: list[Security], settlement: dt.date, seed: int, convention: Convention) -> float:
    """The largest difference per 100 of par, or in years or percent, from QuantLib."""
    rates = np.random.default_rng(seed).uniform(-0.5, 9.0, len(securities))
    lots = Lots.of(securities)
    found = prices(lots, settlement, rates, convention)
    solved = yields(lots, settlement, found.clean, convention)
    assert np.abs(solved - rates).max() < TOLERANCE
    remaining = cash_flows(lots, settlement).remaining
    day, largest = ql_date(settlement), 0.0
    ql.Settings.instance().evaluationDate = day
    for place, one in enumerate(securities):
        bond, count = ql_bond(one)
        simple = convention is Convention.TREASURY or remaining[place] == 1
        rule = ql.SimpleThenCompounded if simple else ql.Compounded
        rate = ql.InterestRate(rates[place] / 100, count, rule, ql.Semiannual)
        theirs = [
            ql.BondFunctions.cleanPrice(bond, rate, day),
            bond.accruedAmount(day),
        ]
        ours = [found.clean[place], found.accrued[place]]
        if rule == ql.Compounded:
            theirs += [
                ql.BondFunctions.duration(bond, rate, ql.Duration.Modified, day),
                ql.BondFunctions.duration(bond, rate, ql.Duration.Macaulay, day),
            ]
            ours += [found.modified_years[place], found.macaulay_years[place]]
        largest = max(largest, *(abs(a - b) for a, b in zip(ours, theirs, strict=True)))
    return largest


@pytest.mark.parametrize("settlement", SETTLEMENTS, ids=str)
@pytest.mark.parametrize("convention", Convention)
def test_regular_coupons(settlement, convention):
    securities = random_securities(settlement, 150, 20220525, Kind.NOTE)
    assert compare(securities, settlement, 1, convention) < TOLERANCE


@pytest.mark.parametrize("settlement", SETTLEMENTS[:3], ids=str)
def test_agency_debt(settlement):
    securities = random_securities(settlement, 100, 7, Kind.AGENCY_DEBT)
    assert compare(securities, settlement, 2, Convention.STREET) < TOLERANCE


@pytest.mark.parametrize("convention", Convention)
def test_odd_first_coupons(convention):
    """Dated days before settlement whose first coupon, short or long, is still to come."""
    settlement = dt.date(2023, 7, 10)
    random = np.random.default_rng(11)
    securities = []
    for number in range(150):
        first = [dt.date(2023, 8, 15), dt.date(2023, 10, 31), dt.date(2023, 12, 31), dt.date(2023, 7, 15)][number % 4]
        years = int(random.integers(1, 20))
        last = calendar.monthrange(first.year + years, first.month)[1]
        maturity = dt.date(first.year + years, first.month, last if first.day > 28 else first.day)
        back = int(random.integers(1, 340))
        dated = min(first - dt.timedelta(days=back), settlement)
        securities.append(
            Security(
                cusip=f"{number}", kind=Kind.BOND, maturity=maturity, coupon=int(random.integers(1, 80)) / 8,
                dated=dated, first_coupon=first,
            )
        )  # fmt: skip
    assert compare(securities, settlement, 3, convention) < TOLERANCE


def test_bills_up_to_a_half_year():
    settlement = dt.date(2022, 5, 25)
    day = ql_date(settlement)
    rate = 3.21
    for days in (1, 7, 30, 91, 182):
        maturity = settlement + dt.timedelta(days=days)
        lots = Lots.of([Security(cusip="bill", kind=Kind.BILL, maturity=maturity)])
        theirs = ql.InterestRate(rate / 100, ql.Actual365Fixed(), ql.Simple, ql.Annual)
        price = 100 * theirs.discountFactor(day, ql_date(maturity))
        assert prices(lots, settlement, np.array([rate])).clean[0] == pytest.approx(price, abs=TOLERANCE)
