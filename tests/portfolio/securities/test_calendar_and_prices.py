"""Days on which calculations go wrong: month ends, leap years, coupon days, the last period; and what always holds."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.portfolio.bonds import ParCurve, bond_table, discount_factors
from qelab.portfolio.securities.cash_flows import cash_flows
from qelab.portfolio.securities.cusip import check_digit, is_cusip
from qelab.portfolio.securities.dates import add_months, coupon_dates_around, days_between_30_360
from qelab.portfolio.securities.lots import Kind, Lots, Security
from qelab.portfolio.securities.on_curve import on_curve, shifted, ten_year_duration
from qelab.portfolio.securities.prices import Convention, prices, yields

D = dt.date
FLAT = ParCurve(maturities_years=np.array([0.25, 30.0]), yields=np.array([4.0, 4.0]))
SLOPED = ParCurve(maturities_years=np.array([0.25, 2.0, 10.0, 30.0]), yields=np.array([1.0, 2.5, 3.0, 3.4]))
REAL = shifted(SLOPED, -2.0)


def note(maturity: dt.date, coupon: float = 4.0, kind: Kind = Kind.NOTE, **more) -> Lots:
    return Lots.of([Security(cusip="x", kind=kind, maturity=maturity, coupon=coupon, **more)])


def days(*values: dt.date) -> np.ndarray:
    return np.array(values, "datetime64[D]")


@pytest.mark.parametrize(
    ("maturity", "settlement", "previous", "following", "remaining"),
    [
        (D(2025, 8, 31), D(2024, 2, 28), D(2023, 8, 31), D(2024, 2, 29), 4),  # leap year: the 29th
        (D(2025, 8, 31), D(2024, 2, 29), D(2024, 2, 29), D(2024, 8, 31), 3),  # on the coupon day
        (D(2025, 2, 28), D(2024, 8, 30), D(2024, 2, 29), D(2024, 8, 31), 2),  # matures on a month end
        (D(2024, 11, 30), D(2024, 5, 30), D(2023, 11, 30), D(2024, 5, 31), 2),
        (D(2024, 11, 15), D(2024, 11, 14), D(2024, 5, 15), D(2024, 11, 15), 1),
        (D(2054, 11, 15), D(2024, 11, 15), D(2024, 11, 15), D(2025, 5, 15), 60),
    ],
)
def test_coupon_dates(maturity, settlement, previous, following, remaining):
    found = coupon_dates_around(days(maturity), days(settlement), 6)
    assert found[0][0] == remaining
    assert found[1][0] == np.datetime64(previous)
    assert found[2][0] == np.datetime64(following)


def test_a_day_that_a_month_lacks():
    moved = add_months(days(D(2024, 8, 30), D(2024, 8, 30)), -6, np.array([False, True]))
    assert moved.tolist() == [D(2024, 2, 29), D(2024, 2, 29)]


def test_thirty_day_months():
    """Bond basis: a 31st counts as the 30th where the period begins on a 30th or 31st."""
    start, end = days(D(2024, 1, 31), D(2024, 1, 15), D(2024, 2, 29)), days(D(2024, 3, 31), D(2024, 7, 15), D(2024, 8, 31))
    assert days_between_30_360(start, end).tolist() == [60.0, 180.0, 182.0]


def test_on_a_coupon_day_nothing_has_accrued_and_par_is_par():
    found = prices(note(D(2034, 11, 15)), D(2024, 11, 15), np.array([4.0]))
    assert found.accrued[0] == 0.0
    assert found.clean[0] == pytest.approx(100.0, abs=1e-11)


def test_the_last_coupon_period_bears_simple_interest():
    """102 in 92 of 184 days at 4 %: 102 / (1 + 0.5 * 0.02)."""
    found = prices(note(D(2024, 11, 15)), D(2024, 8, 15), np.array([4.0]))
    assert found.dirty[0] == pytest.approx(102 / 1.01, abs=1e-12)
    assert found.accrued[0] == pytest.approx(1.0, abs=1e-12)


def test_duration_by_hand():
    """A zero coupon in ten years: Macaulay ten years, modified over 1.02; DV01 from both."""
    found = prices(note(D(2034, 11, 15), coupon=0.0), D(2024, 11, 15), np.array([4.0]))
    assert found.macaulay_years[0] == pytest.approx(10.0)
    assert found.modified_years[0] == pytest.approx(10 / 1.02)
    assert found.dv01[0] == pytest.approx(100 / 1.02**20 * 10 / 1.02 * 1e-4)


def test_many_yields_at_once():
    lots = Lots.of([
        Security(cusip="a", kind=Kind.NOTE, maturity=D(2030, 5, 31), coupon=3.0),
        Security(cusip="b", kind=Kind.BILL, maturity=D(2025, 2, 13)),
    ])  # fmt: skip
    rates = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    together = prices(lots, D(2024, 11, 20), rates)
    assert together.clean.shape == (3, 2)
    for row, one in zip(together.clean, rates, strict=True):
        assert prices(lots, D(2024, 11, 20), one).clean.tolist() == row.tolist()
    assert yields(lots, D(2024, 11, 20), together.clean) == pytest.approx(rates, abs=1e-9)


@given(
    coupon=st.integers(0, 80),
    rate=st.floats(-0.75, 15.0),
    life=st.integers(1, 10950),
    start=st.integers(0, 3000),
    kind=st.sampled_from([Kind.NOTE, Kind.TIPS, Kind.AGENCY_DEBT, Kind.BILL]),
    convention=st.sampled_from(list(Convention)),
)
def test_price_and_yield_are_inverse_and_price_falls_with_yield(coupon, rate, life, start, kind, convention):
    settlement = D(2015, 1, 1) + dt.timedelta(days=start)
    life = min(life, 364) if kind is Kind.BILL else life
    lots = note(settlement + dt.timedelta(days=life), 0.0 if kind is Kind.BILL else coupon / 8, kind)
    found = prices(lots, settlement, np.array([rate]), convention)
    assert yields(lots, settlement, found.clean, convention)[0] == pytest.approx(rate, abs=1e-5)
    bump = 1e-4
    up, down = (prices(lots, settlement, np.array([rate + move]), convention).dirty[0] for move in (bump, -bump))
    assert found.modified_years[0] >= 0
    slope = (down - up) / (2 * bump) * 100
    assert slope == pytest.approx(found.dirty[0] * found.modified_years[0], rel=1e-5, abs=1e-5)


@given(coupon=st.integers(1, 80), odd=st.integers(1, 360), start=st.integers(0, 300))
def test_interest_of_an_odd_first_coupon_accrues_to_it(coupon, odd, start):
    """On the eve of the first coupon almost all of it has accrued; before, accrued interest only grows."""
    first = D(2024, 8, 15)
    dated = first - dt.timedelta(days=odd)
    lots = note(D(2030, 8, 15), coupon / 8, dated=dated, first_coupon=first)
    day = max(dated, first - dt.timedelta(days=1 + start))
    later = min(first - dt.timedelta(days=1), day + dt.timedelta(days=1))
    flows = cash_flows(lots, first - dt.timedelta(days=1))
    daily = coupon / 8 / 2 / 181
    assert flows.interest[0, 0] - flows.accrued[0] == pytest.approx(daily, rel=0.02)
    assert cash_flows(lots, later).accrued[0] >= cash_flows(lots, day).accrued[0]
    assert cash_flows(lots, first).accrued[0] == 0.0


def test_a_par_security_of_the_curve_is_worth_par_and_loses_its_annuity():
    coupon = float(bond_table(SLOPED).par_coupon[120])
    assert coupon == pytest.approx(3.0, abs=1e-9)
    lots = note(D(2034, 11, 15), coupon)
    found = on_curve(lots, D(2024, 11, 15), SLOPED, REAL)
    assert found.clean[0] == pytest.approx(100.0, abs=1e-9)
    annuity = discount_factors(SLOPED)[6:121:6].sum() / 2  # by hand: a par note loses its annuity times the rise
    assert found.duration_years[0] == pytest.approx(annuity, rel=1e-6)
    assert found.duration_10y == pytest.approx(annuity, rel=1e-6)
    assert found.ten_year_equivalents_bn[0] == pytest.approx(1.0, rel=1e-9)  # one billion of the unit itself
    flat = bond_table(FLAT).duration_10y
    assert ten_year_duration(FLAT) == pytest.approx(flat, rel=1e-6)


def test_on_a_flat_curve_prices_are_those_at_its_yield():
    lots = Lots.of([
        Security(cusip=str(place), kind=Kind.NOTE, maturity=D(2025 + place, 3, 31), coupon=place / 4) for place in range(28)
    ])  # fmt: skip
    found = on_curve(lots, D(2024, 11, 15), FLAT, FLAT)
    at_yield = prices(lots, D(2024, 11, 15), np.full(28, 4.0))
    assert found.clean[1:] == pytest.approx(at_yield.clean[1:], abs=1e-9)  # the first is in its last period: simple
    assert found.duration_years[1:] == pytest.approx(at_yield.modified_years[1:], rel=1e-4)


def test_inflation_compensation_is_paid_for():
    plain = on_curve(note(D(2034, 1, 15), 1.0, Kind.TIPS), D(2024, 11, 15), SLOPED, REAL)
    grown = on_curve(note(D(2034, 1, 15), 1.0, Kind.TIPS, index_ratio=1.25), D(2024, 11, 15), SLOPED, REAL)
    assert grown.market_value_bn[0] == pytest.approx(1.25 * plain.market_value_bn[0])
    assert grown.accrued[0] == pytest.approx(1.25 * plain.accrued[0])
    assert grown.duration_years[0] == pytest.approx(plain.duration_years[0])


def test_floating_rate_notes_have_hardly_any_duration():
    found = on_curve(note(D(2026, 10, 31), 0.0, Kind.FRN), D(2024, 11, 15), SLOPED, REAL)
    assert found.clean[0] == 100.0
    assert found.duration_years[0] == pytest.approx(7 / 365, rel=0.01)


def test_nothing_held_is_worth_nothing():
    empty = Lots.of([])
    assert len(on_curve(empty, D(2024, 11, 15), SLOPED, REAL).market_value_bn) == 0
    assert prices(empty, D(2024, 11, 15), np.zeros(0)).clean.shape == (0,)


def test_columns_of_one_length():
    with pytest.raises(ValueError, match="different length"):
        Lots.of([Security(cusip="x", kind=Kind.NOTE, maturity=D(2030, 1, 1))], [1.0, 2.0])


# CUSIPs of Treasuries, agency MBS, commercial MBS and agency debt in the New York Fed's files.
@pytest.mark.parametrize("cusip", ["912810QT8", "912797PV3", "912797TA5", "9128277A4", "9127964W6", "912810SZ2",
                                   "3132DWAW3", "3138LM4F7", "31359MEU3"])
def test_real_cusips(cusip):
    assert is_cusip(cusip)
    assert not is_cusip(cusip[:-1] + str((int(cusip[-1]) + 1) % 10))


@given(st.text("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(text, place, step):
    cusip = text + check_digit(text)
    assert is_cusip(cusip)
    if text[place].isdigit():
        changed = str((int(text[place]) + step) % 10)
        assert not is_cusip(cusip[:place] + changed + cusip[place + 1 :])


def test_securities_and_the_monthly_table_agree():
    """Another route: ``bonds`` values the same lots by remaining month, without a calendar; within three cents."""
    table = bond_table(SLOPED)
    months = np.array([1, 5, 6, 7, 12, 23, 60, 119, 120, 240, 359])
    coupons = np.linspace(0.5, 6.0, len(months))
    settlement = D(2024, 11, 15)
    maturities = add_months(days(*[settlement] * len(months)), months, np.zeros(len(months), bool))
    lots = Lots.of([
        Security(cusip=str(month), kind=Kind.NOTE, maturity=day, coupon=coupon)
        for month, day, coupon in zip(months, maturities.tolist(), coupons, strict=True)
    ])  # fmt: skip
    clean = on_curve(lots, settlement, SLOPED, REAL).clean
    monthly = 100 * (table.price_par[months] + coupons * table.price_coupon[months])
    assert clean == pytest.approx(monthly, abs=0.03)


def test_a_few_days_beyond_thirty_years_are_discounted_like_the_last():
    lots = Lots.of([
        Security(cusip=str(extra), kind=Kind.NOTE, maturity=D(2054, 11, 15) + dt.timedelta(days=extra)) for extra in (0, 90)
    ])  # fmt: skip
    near, far = on_curve(lots, D(2024, 11, 15), SLOPED, REAL).clean
    assert far < near
    assert np.log(near / far) / 0.25 == pytest.approx(0.04, abs=0.005)  # the forward rate at the end of this curve


def test_a_first_coupon_of_agency_debt_accrues_in_months_of_thirty_days():
    lot = note(D(2030, 6, 15), kind=Kind.AGENCY_DEBT, dated=D(2022, 1, 15))
    flows = cash_flows(lot, D(2022, 3, 31))
    assert flows.accrued == pytest.approx([2.0 * 76 / 180], abs=1e-13)  # 15 January to 31 March
    assert flows.interest[0, :2] == pytest.approx([2.0 * 150 / 180, 2.0], abs=1e-13)
