"""Nothing for nothing, twice for twice, the other way for a sale; long more than short; bills next to nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qelab.data import opening

SIZED = ("fed_2008_lsap1", "fed_2010_lsap2", "from_now_500bn", "from_now_qt60")
LSAP2_PHASE = "announcements.0.phases.0"
FEW = settings(max_examples=8)


def premium(result) -> np.ndarray:
    return result.values("term_premium_10y")


@pytest.mark.parametrize("name", SIZED)
def test_size_zero_is_exactly_nothing(run, name):
    none = run(name, size_bn=0)
    assert [series for series in none.names if np.any(none.values(series) != 0.0)] == []
    np.testing.assert_array_equal(none.ledger.folds[0], none.ledger.folds[1])


@pytest.mark.parametrize("name", ["fed_2010_lsap2", "from_now_500bn"])
def test_twice_the_size_is_twice_the_premium(run, name):
    once, twice = premium(run(name)), premium(run(name, size_bn=2 * run(name).scenario.size_bn))
    assert 1.96 < twice[1] / once[1] < 2.04
    assert np.abs(twice - 2 * once).max() < 0.02 * np.abs(2 * once).max()


def test_twice_the_size_of_a_programme_in_mbs(run):
    """At each announcement of a size; later prepayment, which is not linear in the mortgage rate, takes part of it."""
    once, twice = premium(run("fed_2008_lsap1")), premium(run("fed_2008_lsap1", size_bn=3500))
    ratio = twice[1:3] / once[1:3]
    assert np.all((ratio > 1.96) & (ratio < 2.04))


def test_a_higher_cap_lets_more_run_off_but_not_in_proportion(run):
    """Twice the cap cannot double what matures, and what it adds are bills: MBS and coupons go first."""
    once, twice = run("from_now_qt60"), run("from_now_qt60", size_bn=2880)
    months = once.values("soma_treasuries_bn") + once.values("soma_mbs_bn")
    more = twice.values("soma_treasuries_bn") + twice.values("soma_mbs_bn")
    assert np.all(more[1:9] < months[1:9])
    assert np.all(more[1:9] >= 2 * months[1:9] - 1e-6)
    assert premium(once)[1] < premium(twice)[1] < 2 * premium(once)[1]


@pytest.mark.parametrize("name", ["fed_2008_lsap1", "fed_2010_lsap2"])
@pytest.mark.parametrize("factor", [0.0, 0.5, 2.0])
def test_the_size_leaves_the_counterfactual_bit_identical(run, name, factor):
    original = run(name)
    changed = run(name, size_bn=factor * original.scenario.size_bn)
    for series in original.names:
        np.testing.assert_array_equal(
            changed.values(series, "counterfactual"), original.values(series, "counterfactual"), series
        )


def with_buckets(run, low: float, high: float):
    wanted = [{"from_years": low, "to_years": high, "share": 1.0}]
    return run("fed_2010_lsap2", **{f"{LSAP2_PHASE}.buckets": wanted})


def test_the_same_dollars_in_longer_securities_do_more(run):
    effects = [with_buckets(run, low, high) for low, high in ((1, 3), (3, 5), (5, 7), (7, 10), (10, 20), (20, 30))]
    for name in ("term_premium_10y", "yield_10y", "yield_30y"):
        moves = [result.values(name)[1] for result in effects]
        assert moves == sorted(moves, reverse=True)
        assert moves[-1] < 3 * moves[0] < 0
    peaks = [result.values("output_gap").max() for result in effects]
    assert peaks == sorted(peaks)


@pytest.mark.parametrize("years", [0.25, 0.5, 1.0])
def test_bills_do_next_to_nothing(run, lsap2, years):
    """A three-month bill is .25 / 8.9 = 2.8 % of a ten-year note, LSAP2's securities are 60 %: at most a twentieth."""
    bills = with_buckets(run, 0.0, years)
    assert bills.values("soma_treasuries_bn").max() > 590
    assert np.abs(premium(bills)).max() < 0.05 * np.abs(premium(lsap2)).max()


def test_where_reserves_are_scarce_a_sale_does_more_than_a_purchase(run):
    bought, sold = run("from_now_500bn"), run("from_now_500bn", **{f"{LSAP2_PHASE}.kind": "sell"})
    for name in ("term_premium_10y", "output_gap"):
        sizes = [np.abs(result.values(name)).max() for result in (bought, sold)]
        assert 1.05 * sizes[0] < sizes[1] < 2 * sizes[0], name


def test_a_sale_is_minus_a_purchase(run_with_plenty):
    run = run_with_plenty
    bought = run("from_now_500bn")
    sold = run("from_now_500bn", **{f"{LSAP2_PHASE}.kind": "sell"})
    for name in ("term_premium_10y", "yield_10y", "output_gap", "unemployment_rate"):
        largest = np.abs(bought.values(name)).max()
        assert np.abs(sold.values(name) + bought.values(name)).max() < 0.02 * largest, name
    held = slice(0, 11)  # until the exit begins
    both = {name: (sold.values(name) + bought.values(name))[held] for name in ("soma_treasuries_bn", "deferred_asset_bn")}
    # What is sold is partly indexed to prices, what is bought is not.
    assert -2.5 < both["soma_treasuries_bn"].min() <= both["soma_treasuries_bn"].max() <= 0.0
    # Sold below cost in 2026: a loss that no purchase has, carried forward.
    assert 15 < both["deferred_asset_bn"].max() < 40
    for name in ("reserves_bn", "broad_money_bn"):
        assert np.abs(sold.values(name) + bought.values(name))[held].max() < 0.1 * np.abs(bought.values(name)).max(), name


@pytest.mark.parametrize("kind", ["purchase", "sell"])
def test_nothing_jumps_when_the_exit_begins(run, kind):
    """Par shrinks with ten-year equivalents, 3 % a quarter less the growth of GDP, from its first quarter on."""
    result = run("from_now_500bn", **{f"{LSAP2_PHASE}.kind": kind})
    par = np.abs(result.values("soma_treasuries_bn"))
    ratio = par[11:] / par[10:-1]
    np.testing.assert_allclose(ratio, ratio[5], rtol=0, atol=0.01)


@pytest.mark.parametrize(("asset", "size"), [("agency_mbs", 60), ("agency_debt", 20)])
def test_agency_securities_too(run, asset, size):
    """Bought as current production, sold as they are held: opposite in sign, not the same securities."""
    change = {f"{LSAP2_PHASE}.asset": asset, f"{LSAP2_PHASE}.buckets": None, "size_bn": size}
    bought = run("fed_2010_lsap2", **change)
    sold = run("fed_2010_lsap2", **change, **{f"{LSAP2_PHASE}.kind": "sell"})
    owned = "soma_mbs_bn" if asset == "agency_mbs" else "agency_debt_bn"
    assert bought.values(owned).max() > 0.85 * size
    assert sold.values(owned).min() < -0.85 * size
    assert premium(bought)[1] < 0 < premium(sold)[1]


OPENINGS = {
    # dates of announcement within the first year, and the level of rates
    "us_2026q2": ("2026-07-01", "2026-09-30", "2026-10-01", "2027-02-14", "2027-06-30"),
    "us_2010q3": ("2010-10-01", "2010-11-03", "2010-12-31", "2011-03-15", "2011-08-09"),
}
shares = st.lists(st.tuples(st.integers(0, 27), st.integers(3, 12), st.integers(1, 9)), min_size=1, max_size=3)


def buckets_of(rows: list[tuple[int, int, int]]) -> tuple[tuple[float, float, float], ...]:
    total = sum(weight for _, _, weight in rows)
    return tuple((float(low), float(min(30, low + width)), weight / total) for low, width, weight in rows)


def most_to_sell(opening_id: str, buckets: tuple[tuple[float, float, float], ...]) -> float:
    """Par that could be sold in these shares if the buckets did not overlap, bn."""
    held = opening(opening_id).holdings
    years = (held.treasuries.maturity - held.month.ordinal) / 12
    coupons = np.array([kind != "bill" for kind in held.treasuries.kind])
    inside = [held.treasuries.par_bn[(years > low) & (years <= high) & coupons].sum() for low, high, _ in buckets]
    return min(par / share for par, (_, _, share) in zip(inside, buckets, strict=True)) / len(buckets)


@FEW
@given(data=st.data(), start=st.sampled_from(sorted(OPENINGS)), rows=shares, months=st.integers(1, 18))
def test_any_random_programme(plenty, programme, data, start, rows, months):
    """From its TOML: zero is nothing, twice is twice, a sale is minus a purchase, nothing before it is announced."""
    buckets = buckets_of(rows)
    date = data.draw(st.sampled_from(OPENINGS[start]))
    size = data.draw(st.floats(0.05, 0.4)) * most_to_sell(start, buckets)
    phase = {"opening_id": start, "date": date, "buckets": buckets, "months": months, "size_bn": size}
    once, none, twice, sold = (
        plenty.run(programme(**phase | change))
        for change in ({}, {"size_bn": 0.0}, {"size_bn": 2 * size}, {"kind": "sell"})
    )
    assert all(np.all(none.values(name) == 0.0) for name in none.names)
    first = once.announcement() - once.quarters[0]
    assert all(np.all(once.values(name)[:first] == 0.0) for name in once.names)
    effect = premium(once)
    assert effect[first] < 0
    assert 1.96 < premium(twice)[first] / effect[first] < 2.04
    assert np.abs(premium(sold) + effect).max() < 0.02 * np.abs(effect).max()
    assert once.values("output_gap").max() >= 0
    assert np.abs(once.values("reserves_bn")).max() <= size * 1.05 + 5


@FEW
@given(
    start=st.sampled_from(sorted(OPENINGS)), short=st.integers(1, 8), gap=st.integers(2, 15), width=st.integers(2, 5),
    size=st.floats(20, 800), months=st.integers(1, 18),
)  # fmt: skip
def test_longer_buckets_always_do_more(lab, programme, start, short, gap, width, size, months):
    moves = []
    for low in (short, short + width + gap):
        one = programme(
            opening_id=start, date=OPENINGS[start][1], size_bn=size, months=months,
            buckets=((float(low), float(min(30, low + width)), 1.0),),
        )  # fmt: skip
        result = lab.run(one)
        moves.append([result.values(name)[1] for name in ("term_premium_10y", "yield_10y", "yield_30y")])
    assert all(long < near < 0 for near, long in zip(*moves, strict=True))
