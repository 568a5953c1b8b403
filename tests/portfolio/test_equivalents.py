"""Ten-year equivalents: linear in size, a sale minus a purchase, long more than short, bills next to nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.policy.parts import Bucket
from qelab.portfolio.bonds import LONGEST_MONTHS
from qelab.portfolio.maturities import auction_weights, maturity_weights
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection
from qelab.portfolio.state import BUCKETS, by_bucket

bucket = st.tuples(st.integers(0, 28), st.integers(1, 10), st.floats(0.05, 1.0))


def deviation(one: Projection) -> np.ndarray:
    """(dates, months, buckets), bn of ten-year equivalents."""
    return one.ten_year_equivalents_bn[PROGRAMME] - one.ten_year_equivalents_bn[REFERENCE]


def buckets_of(rows: list[tuple[int, int, float]]) -> list[dict[str, float]]:
    total = sum(share for _, _, share in rows)
    return [
        {"from_years": float(low), "to_years": float(min(30, low + width)), "share": share / total}
        for low, width, share in rows
    ]


@given(rows=st.lists(bucket, min_size=1, max_size=4), size=st.floats(0.1, 40), months=st.integers(1, 12))
def test_twice_the_size_is_twice_the_deviation_and_a_sale_is_minus_a_purchase(
    programme, projected, buy, rows, size, months
):
    phase = buy(size, buckets=buckets_of(rows), months=months)
    once = deviation(projected(programme(phase), quarters=4))
    twice = deviation(projected(programme(phase | {"size_bn": 2 * size}), quarters=4))
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-9, atol=1e-9)
    deep = {"buckets": buckets_of([(0, 30, 1.0)]), "size_bn": size, "months": months}
    bought = deviation(projected(programme(buy(size) | deep), quarters=4))
    sold = deviation(projected(programme(buy(size) | deep | {"kind": "sell"}), quarters=4))
    np.testing.assert_allclose(sold, -bought, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("asset", ["agency_mbs", "agency_debt"])
def test_agency_securities_are_linear_too(programme, projected, buy, asset):
    once = deviation(projected(programme(buy(10.0, asset=asset))))
    twice = deviation(projected(programme(buy(20.0, asset=asset))))
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-9, atol=1e-9)


def test_long_securities_take_more_risk_and_bills_next_to_none(programme, projected, buy):
    after = {}
    for name, low, high in (("bills", 0.0, 0.25), ("short", 1.0, 3.0), ("middle", 5.0, 7.0), ("long", 20.0, 30.0)):
        wanted = [{"from_years": low, "to_years": high, "share": 1.0}]
        after[name] = deviation(projected(programme(buy(60.0, buckets=wanted))))[0, 6].sum() / 60.0
    assert after["bills"] < after["short"] < after["middle"] < after["long"]
    # On a flat curve at 4 %: (1 - 1.02^-2n) / (1 - 1.02^-20) a dollar; six months bought evenly, mean age 2.5 months.
    assert after["short"] == pytest.approx((1 - 1.02 ** (-2 * 1.7)) / (1 - 1.02**-20), rel=0.15)
    assert after["long"] == pytest.approx((1 - 1.02 ** (-2 * 23)) / (1 - 1.02**-20), rel=0.05)
    assert after["bills"] < 0.05  # bills that mature are rolled into bills


def test_what_is_bought_follows_the_buckets():
    profile = np.zeros(LONGEST_MONTHS + 1)
    profile[[30, 36, 90]] = [1.0, 3.0, 7.0]
    wanted = ((2.0, 4.0, 0.25), (5.0, 10.0, 0.375), (20.0, 25.0, 0.25), (0.0, 0.5, 0.125))
    weights = maturity_weights(tuple(Bucket(from_years=a, to_years=b, share=s) for a, b, s in wanted), profile)
    coupons, bills = weights.coupons, weights.bills
    assert coupons.sum() + bills.sum() == pytest.approx(1.0)
    assert coupons[30] == pytest.approx(0.0625)  # a quarter of what trades between two and four years
    assert coupons[36] == pytest.approx(0.1875)
    assert coupons[90] == pytest.approx(0.375)
    np.testing.assert_allclose(coupons[241:301], 0.25 / 60)  # nothing held there: even
    assert coupons[24] == coupons[240] == coupons[301] == 0.0
    np.testing.assert_allclose(bills[1:7], 0.125 / 6)  # half a year: bills
    assert bills[7:].sum() == coupons[:7].sum() == 0.0


def test_what_matures_is_rolled_into_the_auctions():
    weights = auction_weights(((24, 2.0), (120, 1.0), (360, 1.0)))
    assert [weights.coupons[month] for month in (24, 120, 360)] == [0.5, 0.25, 0.25]
    assert weights.coupons.sum() == 1.0
    assert weights.bills.sum() == 0.0


def test_buckets_of_the_report_hold_every_month_once():
    matrix = by_bucket(np.eye(LONGEST_MONTHS + 1))
    np.testing.assert_array_equal(matrix.sum(axis=1), 1.0)
    assert matrix.shape == (LONGEST_MONTHS + 1, len(BUCKETS) - 2)
    for month, name in ((1, "treasury_0_1y"), (12, "treasury_0_1y"), (13, "treasury_1_2.25y"), (27, "treasury_1_2.25y"),
                        (28, "treasury_2.25_4.5y"), (120, "treasury_7_10y"), (121, "treasury_10_22.5y"),
                        (360, "treasury_22.5_30y")):  # fmt: skip
        assert BUCKETS[int(matrix[month].argmax())] == name


def test_value_of_the_portfolio(programme, projected, buy):
    """Treasuries and agency debt bought at par add their par to the market value; new MBS nearly do."""
    done = projected(programme(buy(60.0, months=1), buy(30.0, asset="agency_debt", months=1)))
    gap = done.market_value_bn[PROGRAMME] - done.market_value_bn[REFERENCE]
    assert gap[0, 0] == 0.0
    assert gap[0, 1] == pytest.approx(90.0, abs=1e-9)
    mbs = projected(programme(buy(30.0, asset="agency_mbs", months=1)))
    gap = mbs.market_value_bn[PROGRAMME] - mbs.market_value_bn[REFERENCE]
    assert gap[0, 1] == pytest.approx(30.0, rel=0.01)  # their yield spread and the borrowers' option nearly cancel
