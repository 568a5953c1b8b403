"""The debt office's own worked examples: 31 CFR part 356, appendix B, whose sections stand beside the numbers.

The appendix rounds accrued interest and daily amounts to six to nine decimals on its way; so prices agree within one unit
of its sixth decimal.
"""

import datetime as dt

import numpy as np
import pytest

from qelab.core.time import Month
from qelab.portfolio.securities import bills, floating
from qelab.portfolio.securities.cash_flows import cash_flows
from qelab.portfolio.securities.inflation import index_ratio, reference_cpi
from qelab.portfolio.securities.lots import Kind, Lots, Security
from qelab.portfolio.securities.prices import Convention, prices, yields

D = dt.date
SIXTH_DECIMAL = 1e-6

# section, coupon, dated, maturity, first coupon (None: the first coupon date), settlement, yield, price, accrued
COUPON_SECURITIES = [
    ("II.A", 8.75, D(1990, 5, 15), D(2020, 5, 15), None, D(1990, 5, 15), 8.84, 99.057893, 0.0),
    ("II.B", 8.5, D(1990, 4, 2), D(1992, 3, 31), None, D(1990, 4, 2), 8.59, 99.838183, 0.0),
    ("II.C", 8.5, D(1990, 3, 1), D(1995, 5, 15), D(1990, 11, 15), D(1990, 3, 1), 8.53, 99.805118, 0.0),
    ("II.D", 9.5, D(1985, 11, 15), D(1995, 11, 15), None, D(1985, 11, 29), 9.54, 99.730918, 0.367403),
    ("II.E", 10.75, D(1985, 7, 2), D(2005, 8, 15), D(1986, 2, 15), D(1985, 11, 4), 10.47, 102.214586, 3.672798),
    ("II.F", 10.5, D(1983, 5, 16), D(1991, 5, 15), None, D(1983, 8, 15), 10.53, 99.777074, 2.596467),
    ("II.G", 9.75, D(1988, 10, 15), D(1994, 12, 15), D(1989, 6, 15), D(1988, 11, 15), 9.79, 99.738045, 0.825820),
    ("III.A", 3.875, D(1999, 1, 15), D(2009, 1, 15), None, D(1999, 1, 15), 3.898, 99.811030, 0.0),
    ("III.B", 3.625, D(1998, 1, 15), D(2008, 1, 15), None, D(1998, 10, 15), 3.65, 99.797017, 0.906250),
]


@pytest.mark.parametrize("row", COUPON_SECURITIES, ids=lambda row: row[0])
def test_price_at_a_yield_and_back(row):
    _, coupon, dated, maturity, first, settlement, rate, price, accrued = row
    lots = one(Security(cusip="x", kind=Kind.NOTE, coupon=coupon, maturity=maturity, dated=dated, first_coupon=first))
    found = prices(lots, settlement, np.array([rate]), Convention.TREASURY)
    assert found.clean[0] == pytest.approx(price, abs=SIXTH_DECIMAL)
    assert found.accrued[0] == pytest.approx(accrued, abs=SIXTH_DECIMAL)
    assert yields(lots, settlement, found.clean, Convention.TREASURY)[0] == pytest.approx(rate, abs=1e-9)


# section, coupon, dated, maturity, first coupon, first payment per 1,000
FIRST_PAYMENTS = [
    ("I.A.3", 8.375, D(1990, 7, 2), D(1992, 6, 30), D(1990, 12, 31), 41.419837004),
    ("I.A.4", 7.875, D(1990, 12, 3), D(1996, 2, 15), D(1991, 8, 15), 55.210597810),
]


@pytest.mark.parametrize("row", FIRST_PAYMENTS, ids=lambda row: row[0])
def test_first_payments(row):
    _, coupon, dated, maturity, first, payment = row
    lots = one(Security(cusip="x", kind=Kind.NOTE, coupon=coupon, maturity=maturity, dated=dated, first_coupon=first))
    interest = cash_flows(lots, dated).interest[0]
    assert 10 * interest[np.flatnonzero(interest)[0]] == pytest.approx(payment, abs=1e-6)


def test_accrued_interest_at_reopenings():
    """Section I.D, per 1,000: within one half-year, and over two."""
    note = one(Security(cusip="x", kind=Kind.NOTE, coupon=6.75, maturity=D(2005, 5, 15), dated=D(2000, 5, 15)))
    assert 10 * cash_flows(note, D(2000, 8, 15)).accrued[0] == pytest.approx(16.875, abs=1e-5)
    bond = one(
        Security(
            cusip="x", kind=Kind.BOND, coupon=10.75, maturity=D(2005, 8, 15), dated=D(1985, 7, 2),
            first_coupon=D(1986, 2, 15),
        )
    )  # fmt: skip
    assert 10 * cash_flows(bond, D(1985, 11, 4)).accrued[0] == pytest.approx(36.72798, abs=1e-5)


def test_reference_cpi_and_index_ratio():
    """Section I.B: 15 and 16 April 1996 from the indices of January and February."""
    cpi = {Month.parse("1996-01"): 154.40, Month.parse("1996-02"): 154.90}
    issue, next_day = (reference_cpi(cpi, D(1996, 4, day)) for day in (15, 16))
    assert issue == 154.63333
    assert next_day == 154.65
    assert index_ratio(next_day, issue) == 1.00011


def test_inflation_protected_security_in_dollars():
    """Section III.B: index ratio 1.01074, settlement amount 101.784820."""
    ratio = index_ratio(163.29032, 161.55484)
    assert ratio == 1.01074
    lots = one(Security(cusip="x", kind=Kind.TIPS, coupon=3.625, maturity=D(2008, 1, 15), index_ratio=ratio))
    found = prices(lots, D(1998, 10, 15), np.array([3.65]), Convention.TREASURY)
    assert found.clean[0] * ratio == pytest.approx(100.868837, abs=SIXTH_DECIMAL)
    assert found.accrued[0] * ratio == pytest.approx(0.915983, abs=SIXTH_DECIMAL)
    assert found.dirty[0] * ratio == pytest.approx(101.784820, abs=SIXTH_DECIMAL)


def test_interest_on_indexed_principal():
    """Section I.B.5: 100,000 of 3 7/8 % pays 1,963.48 when the index has gone from 164 to 166.2."""
    lots = one(Security(cusip="x", kind=Kind.TIPS, coupon=3.875, maturity=D(2009, 1, 15), dated=D(1999, 1, 15)))
    interest = cash_flows(lots, D(1999, 1, 15)).interest[0, 0]
    assert 1000 * interest * index_ratio(166.2, 164.0) == pytest.approx(1963.48, abs=0.005)


# section, maturity, settlement, dated, index rate, spread, margin, accrued, price with accrued interest
FLOATING = [
    ("IV.A", D(2014, 7, 31), D(2012, 7, 31), D(2012, 7, 31), 0.095022819, 0.12, 0.12, 0.0, 100.0),
    ("IV.B", D(2014, 7, 31), D(2012, 7, 31), D(2012, 7, 31), 0.095022819, -0.15, -0.15, 0.0, 100.111551),
    ("IV.C", D(2014, 7, 31), D(2012, 8, 31), D(2012, 7, 31), 0.105027876, 0.12, 0.10, 0.019432992, 100.058173),
    ("IV.E", D(2013, 12, 31), D(2012, 1, 3), D(2011, 12, 31), 0.025001580, 1.0, 1.0, 0.008541681, 100.008521),
]


@pytest.mark.parametrize("row", FLOATING, ids=lambda row: row[0])
def test_floating_rate_notes(row):
    _, maturity, settlement, dated, rate, spread, margin, accrued, price = row
    lots = one(Security(cusip="x", kind=Kind.FRN, maturity=maturity, dated=dated, spread=spread))
    found = floating.dirty_price(lots, settlement, rate, np.array([margin]), np.array([accrued]))
    assert found[0] == pytest.approx(price, abs=SIXTH_DECIMAL)


def test_index_rate_and_accrued_interest_of_floating_rate_notes():
    """Section IV: the high rate of 0.095 % as an index rate; three days at 1.025001580 %."""
    assert floating.index_rate(0.095) == 0.095022819
    assert floating.accrued_interest(np.full(3, 0.025001580), 1.0) == pytest.approx(0.008541681, abs=1e-8)
    assert floating.accrued_interest(np.full(92, 0.095022819), 0.12) == pytest.approx(0.054950312, abs=1e-7)
    assert floating.accrued_interest(np.full(92, 0.095022819), -0.15) == 0.0


def test_bills():
    """Section VI: A, C, D.1 and D.2."""
    assert bills.price_at_discount(np.array([7.61]), np.array([90.0]))[0] == pytest.approx(98.0975, abs=1e-9)
    assert bills.discount_rate(np.array([95.934567]), np.array([182.0]))[0] == pytest.approx(8.0415158, abs=1e-6)
    short = bills.investment_rate(np.array([99.559444]), np.array([20.0]), np.array([365.0]))[0]
    long = bills.investment_rate(np.array([92.265]), np.array([364.0]), np.array([365.0]))[0]
    assert short == pytest.approx(8.0756, abs=2e-4)  # the appendix rounds the gain to .004425 on its way
    assert long == pytest.approx(8.2373244, abs=1e-6)
    for maturity, settlement, price, rate in (
        (D(1990, 6, 21), D(1990, 6, 1), 99.559444, short),
        (D(1991, 6, 6), D(1990, 6, 7), 92.265, long),
    ):
        lots = one(Security(cusip="x", kind=Kind.BILL, maturity=maturity))
        assert yields(lots, settlement, np.array([price]))[0] == pytest.approx(rate, abs=1e-9)


@pytest.mark.parametrize(("issue", "days"), [(D(2019, 2, 28), 365), (D(2019, 3, 1), 366)])
def test_the_year_after_settlement(issue, days):
    """Section VI.D: it has 366 days if it holds a 29 February."""
    lots = one(Security(cusip="x", kind=Kind.BILL, maturity=issue + dt.timedelta(days=91)))
    assert bills.days_and_year(lots, issue)[1][0] == days


def one(security: Security) -> Lots:
    return Lots.of([security])
