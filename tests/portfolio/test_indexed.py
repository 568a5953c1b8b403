"""The inflation-indexed part of the ladder: what of the opening, of purchases and of sales is in it."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.time import quarters_from
from qelab.data import opening
from qelab.policy.catalogue import scenario
from qelab.portfolio.maturities import maturity_weights
from qelab.portfolio.projection import PROGRAMME, REFERENCE, project
from qelab.portfolio.state import initial_state, share_left
from qelab.portfolio.timetable import timetable

INDEXED = [
    {"from_years": 3.0, "to_years": 10.0, "share": 0.7},
    {"from_years": 5.0, "to_years": 30.0, "share": 0.3, "tips": True},
]


@pytest.fixture(scope="module")
def mixed(holdings):
    """The portfolio of round numbers with every third coupon security indexed."""
    kinds = [
        "tips" if kind == "note" and place % 3 == 0 else kind
        for place, kind in enumerate(holdings.treasuries.kind)
    ]
    return replace(holdings, treasuries=replace(holdings.treasuries, kind=tuple(kinds)))


@pytest.fixture(scope="module")
def watched(mixed, valuation):
    """Every month's indexed ladder and whole ladder as it happened, (2 worlds, months, 361) each."""

    def run(one, *, held=mixed, quarters=8):
        dates = quarters_from(held.month.quarter + 1, quarters)
        table = timetable(one, held.month, dates)
        shape = table.in_force.shape
        rates = np.full((2, *shape), 5.0)
        happened = project(held, one.standing, table, rates, np.ones(shape), valuation).happened
        return tuple(np.stack([getattr(state, name)[:, 0] for state in happened], axis=1) for name in ("tips", "par"))

    return run


def test_the_opening_s_indexed_lots_by_month(mixed):
    state = initial_state(mixed, 1, 0)
    lots = mixed.treasuries
    for kind, maturity, par in zip(lots.kind, lots.maturity, lots.par_bn, strict=True):
        month = maturity - mixed.month.ordinal
        if kind != "bill":
            assert state.tips[REFERENCE, 0, month] == (par if kind == "tips" else 0.0)


@pytest.mark.parametrize("name", ["us_2012q2", "us_2019q4", "us_2022q1"])
def test_packaged_openings_hold_the_indexed_total_of_their_file(name):
    held = opening(name).holdings
    lots = held.treasuries
    total = sum(par for kind, par in zip(lots.kind, lots.par_bn, strict=True) if kind == "tips")
    assert total > 0
    assert initial_state(held, 1, 0).tips[0, 0].sum() == pytest.approx(total, rel=1e-12)


def test_they_age_and_are_rolled_into_nominal_securities(programme, watched, mixed):
    tips, _ = watched(programme({"kind": "run_off", "asset": "agency_debt", "cap_bn_per_month": 1.0}))
    start = initial_state(mixed, 1, 0).tips[0, 0]
    for month in range(12):
        np.testing.assert_array_equal(tips[REFERENCE, month, 1:-1][: 359 - month], start[month + 2 : 361])
        assert tips[REFERENCE, month].sum() == pytest.approx(start[month + 2 :].sum(), rel=1e-12)


def test_purchases_add_the_indexed_share(programme, buy, watched):
    """120bn in six months, 30 % of it indexed; none of it matures within the year."""
    tips, _ = watched(programme(buy(120.0, buckets=INDEXED), size_bn=120.0))
    bought = (tips[PROGRAMME] - tips[REFERENCE]).sum(-1)
    np.testing.assert_allclose(bought[1:7], 36.0 * np.arange(1, 7) / 6, rtol=1e-12)
    np.testing.assert_allclose(bought[7:12], 36.0, rtol=1e-12)


def test_sales_take_the_same_part_of_both_kinds(programme, buy, watched):
    tips, par = watched(programme(buy(30.0, kind="sell"), size_bn=30.0))
    sold_from = (par[REFERENCE, 1] - par[PROGRAMME, 1] > 1e-9) & (par[REFERENCE, 1] > 0)
    assert sold_from.sum() > 40
    both = sold_from & (tips[REFERENCE, 1] > 0)
    left, whole = (ladder[PROGRAMME, 1, both] / ladder[REFERENCE, 1, both] for ladder in (tips, par))
    np.testing.assert_allclose(left, whole, rtol=1e-9)


@pytest.mark.parametrize("name", ["fed_2011_mep", "fed_2012_lsap3", "fed_2020_qe4", "fed_2022_qt2"])
def test_indexed_is_never_more_than_all(name, watched):
    """Catalogue programmes on their openings, before the expected exit shrinks deviations by rule."""
    one = scenario(name).with_(horizon_quarters=8)
    held = opening(one.opening).holdings
    kept = [item for item in one.announcements if str(item.date) < str(held.month + 12)]
    one = one.model_copy(update={"announcements": tuple(kept)})
    tips, par = watched(one, held=held)
    months = slice(0, 24)
    assert tips.min() >= -1e-9
    assert (tips[:, months] - np.maximum(par[:, months], 0.0)).max() < 1e-6


def test_weights_count_the_indexed_buckets(holdings):
    profile = initial_state(holdings, 1, 0).par[0, 0]
    buckets = scenario("fed_2020_qe4").announcements[0].phases[0].buckets
    weights = maturity_weights(buckets, profile)
    indexed = sum(bucket.share for bucket in buckets if bucket.tips)
    assert weights.tips.sum() == pytest.approx(indexed, rel=1e-12)
    assert np.all(weights.tips <= weights.coupons + 1e-15)


def test_what_a_sale_leaves():
    held, sold = np.array([4.0, 4.0, 0.0, 2.0, 0.0]), np.array([1.0, 0.0, 1.0, 3.0, 0.0])
    np.testing.assert_array_equal(share_left(held, sold), [0.75, 1.0, 0.0, 0.0, 1.0])
