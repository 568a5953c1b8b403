"""Who knew what when: expected holdings, the exit, the tail, and no glimpse of later announcements."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter
from qelab.portfolio.projection import PROGRAMME, REFERENCE
from qelab.portfolio.state import BUCKETS

BEFORE, FIRST = Quarter.parse("2010Q3"), Quarter.parse("2010Q4")
GDP = 15_000.0


def flat_gdp(one) -> np.ndarray:
    return np.full(one.ten_year_equivalents_bn.shape[:2], GDP)


def total(one, date: str, month: str) -> float:
    return sum(one.at(Quarter.parse(date), Month.parse(month), bucket) for bucket in BUCKETS)


def test_nothing_is_expected_before_the_announcement(programme, expect, buy, announce):
    """Announced in 2011Q2: the two dates before expect nothing, at any horizon."""
    one = programme(buy(0.0), later=[announce("2011-05-10", buy(60.0))])
    found = expect(one)
    rows = found.pct_gdp(flat_gdp(found), 40)
    np.testing.assert_array_equal(rows[:2], 0.0)
    assert np.all(rows[2:].max(axis=1) > 0.1)


def test_what_is_leaked_is_expected_in_part(programme, expect, buy):
    """40 % expected since October, the rest announced in January 2011."""
    known = {"date": "2011-01-15", "already_expected": {"share": 0.4, "since": "2010-10-20"}}
    phase = buy(60.0, start="2011-02")
    leaked = expect(programme(phase, announced=known))
    whole = expect(programme(phase))
    first = leaked.pct_gdp(flat_gdp(leaked), 20)[0]
    full = whole.pct_gdp(flat_gdp(whole), 20)[0]
    np.testing.assert_allclose(first, 0.4 * full, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(leaked.pct_gdp(flat_gdp(leaked), 20)[1:], whole.pct_gdp(flat_gdp(whole), 20)[1:], rtol=1e-9)


def test_without_news_expectations_stand_still(programme, expect, buy):
    found = expect(programme(buy(60.0)), quarters=8)
    rows = found.pct_gdp(flat_gdp(found), 60)
    for date in range(1, 8):
        np.testing.assert_allclose(rows[date, :-1], rows[date - 1, 1:], rtol=0, atol=1e-12)


@pytest.mark.parametrize("growth", [1.0, 1.004])
def test_the_tail_is_geometric(programme, projected, buy, growth):
    """After six months of purchases and two quarters of hold the ratio to GDP keeps nine tenths a quarter."""
    done = projected(programme(buy(60.0)), quarters=12, growth=growth)
    gap = (done.ten_year_equivalents_bn[PROGRAMME] - done.ten_year_equivalents_bn[REFERENCE]).sum(-1)
    ratio = gap / growth ** np.arange(gap.shape[1])
    last_held = 6 + 6  # months 1 to 6 bought, six held
    assert not done.timetable.in_tail[0, last_held]
    assert np.all(done.timetable.in_tail[0, last_held + 1 :])
    np.testing.assert_allclose(ratio[0, last_held + 3 :: 3] / ratio[0, last_held:-3:3], 0.9, rtol=1e-9)
    assert 0.9 < ratio[0, last_held] / ratio[0, 6] < 1.0  # constant par: only ageing


def test_the_tail_goes_on_beyond_the_grid(programme, expect, buy):
    found = expect(programme(buy(60.0)), quarters=4)
    rows = found.pct_gdp(flat_gdp(found), 200)
    np.testing.assert_allclose(rows[0, 6:] / rows[0, 5:-1], 0.9, rtol=1e-9)
    # A later information date sees the same quarters from a grid of another length.
    np.testing.assert_allclose(rows[3, :100], rows[0, 3:103], rtol=1e-9)


def test_a_horizon_shorter_than_the_programme(programme, expect, buy):
    found = expect(programme(buy(60.0, months=24)), quarters=4)
    long, short = (found.pct_gdp(flat_gdp(found), horizon) for horizon in (30, 3))
    np.testing.assert_array_equal(short, long[:, :3])


def test_the_quarter_averages_its_months(programme, expect, buy):
    found = expect(programme(buy(60.0)))
    by_hand = np.mean([total(found, "2010Q4", f"2011-{month:02d}") for month in (1, 2, 3)])
    assert found.pct_gdp(flat_gdp(found), 4)[0, 1] == pytest.approx(100 * by_hand / GDP, rel=1e-12)


def test_at_names_date_month_and_bucket(programme, projected, expect, buy):
    one = programme(buy(60.0), buy(10.0, asset="agency_debt"))
    found, done = expect(one), projected(one)
    gap = done.ten_year_equivalents_bn[PROGRAMME] - done.ten_year_equivalents_bn[REFERENCE]
    assert found.at(FIRST, Month.parse("2010-12"), "treasury_7_10y") == gap[0, 2, BUCKETS.index("treasury_7_10y")]
    assert found.at(FIRST + 2, Month.parse("2011-03"), "agency_debt") == gap[2, 5, BUCKETS.index("agency_debt")]
    assert found.at(FIRST, Month.parse("2010-10"), "treasury_7_10y") == 0.0
    assert found.at(FIRST, Month.parse("2010-12"), "agency_mbs") == 0.0


def test_at_beyond_the_grid_shrinks_by_the_tail(programme, expect, buy):
    found = expect(programme(buy(60.0)), quarters=4)
    far, farther = (found.at(FIRST, Month.parse(text), "treasury_7_10y") for text in ("2030-12", "2031-12"))
    assert far > 0
    assert farther / far == pytest.approx(0.9**4, rel=1e-9)
    near = total(found, "2010Q4", "2012-03")
    assert total(found, "2010Q4", "2012-06") / near == pytest.approx(0.9, rel=1e-9)


def test_a_revision_is_the_difference_of_two_dates(programme, expect, buy, announce):
    found = expect(programme(buy(60.0), later=[announce("2011-01-20", buy(120.0, months=5))]))
    rows = found.pct_gdp(flat_gdp(found), 20)
    revision = rows[1, :19] - rows[0, 1:20]
    assert np.all(revision > 0)
    np.testing.assert_allclose(rows[2, :18] - rows[1, 1:19], 0.0, atol=1e-12)


@pytest.mark.parametrize(
    ("date", "month", "bucket", "code"),
    [
        ("2010Q4", "2010-12", "treasury_10y", "QE101"),
        ("2010Q3", "2010-12", "agency_mbs", "QE306"),
        ("2025Q1", "2025-12", "agency_mbs", "QE306"),
        ("2010Q4", "2010-09", "agency_mbs", "QE306"),
    ],
)
def test_at_refuses(programme, expect, buy, date, month, bucket, code):
    with pytest.raises(QelabError) as caught:
        expect(programme(buy(60.0))).at(Quarter.parse(date), Month.parse(month), bucket)
    assert caught.value.code == code


LATER = [
    {"size_bn": 300.0}, {"months": 20}, {"start": "2011-09"}, {"asset": "agency_mbs", "buckets": []},
    {"buckets": [{"from_years": 20.0, "to_years": 30.0, "share": 1.0}]},
]  # fmt: skip


@pytest.mark.parametrize("change", LATER, ids=lambda change: next(iter(change)))
def test_a_later_announcement_leaves_earlier_rows_bit_identical(programme, expect, buy, announce, change):
    """The second announcement is of 2011Q3, the fourth date; three rows may not move in any bit."""
    second = buy(120.0, months=5, start="2011-08")
    one = expect(programme(buy(60.0), later=[announce("2011-08-09", second)]))
    other = expect(programme(buy(60.0), later=[announce("2011-08-09", second | change)]))
    alone = expect(programme(buy(60.0)))
    rows = [found.pct_gdp(flat_gdp(found), 80) for found in (one, other, alone)]
    for row in rows[1:]:
        np.testing.assert_array_equal(row[:3], rows[0][:3])
    assert np.abs(rows[1][3] - rows[0][3]).max() > 1e-3
    for month in ("2010-12", "2011-06", "2013-06"):
        for date in ("2010Q4", "2011Q2"):
            assert total(one, date, month) == total(other, date, month)


def test_the_date_of_a_later_announcement_may_move_later(programme, expect, buy, announce):
    second = buy(120.0, months=5, start="2012-02")
    one, other = (expect(programme(buy(60.0), later=[announce(day, second)])) for day in ("2011-08-09", "2011-12-13"))
    rows = [found.pct_gdp(flat_gdp(found), 80) for found in (one, other)]
    np.testing.assert_array_equal(rows[1][:3], rows[0][:3])
    assert np.abs(rows[1][3] - rows[0][3]).max() > 1e-3
