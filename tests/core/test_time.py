"""Months, quarters, the calendar rule and the four ways from months to quarters."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter, information_quarter, monthly_to_quarterly, quarters_from

MONTHS = st.integers(12, 9999 * 12 + 11).map(Month)
QUARTERS = st.integers(4, 9999 * 4 + 3).map(Quarter)


def test_ordinals_by_hand():
    assert Month.parse("2010-11").ordinal == 2010 * 12 + 10 == 24130
    assert Quarter.parse("2010Q4").ordinal == 2010 * 4 + 3 == 8043
    assert Month.of(2010, 11) == Month.parse("2010-11") == Month.of_date(dt.date(2010, 11, 3))
    assert Quarter.of(2010, 4) == Quarter.parse("2010Q4")


@pytest.mark.parametrize(
    "text",
    ["2010-13", "2010-00", "2010-1", "10-11", "2010/11", "2010-11-03", "", "Nov 2010", "０１２３-11", "0000-01", "-201-01"],
)  # fmt: skip
def test_not_a_month(text):
    with pytest.raises(QelabError) as caught:
        Month.parse(text, path="phases[0].start")
    assert (caught.value.code, caught.value.path) == ("QE104", "phases[0].start")


@pytest.mark.parametrize(
    "text", ["2010Q5", "2010Q0", "2010q4", "2010-Q4", "10Q4", "2010Q", "2010", "", "２０１０Q4", "0000Q1"]
)
def test_not_a_quarter(text):
    with pytest.raises(QelabError) as caught:
        Quarter.parse(text)
    assert caught.value.code == "QE106"


@given(month=MONTHS, step=st.integers(-6, 6))
def test_month_arithmetic(month, step):
    assert Month.parse(str(month)) == month
    assert (month + step) - month == step
    assert ((month + step) > month) == (step > 0)
    assert month in month.quarter.months
    assert Month.of_date(month.last_day) == month


@given(quarter=QUARTERS, step=st.integers(-3, 3))
def test_quarter_arithmetic(quarter, step):
    assert Quarter.parse(str(quarter)) == quarter
    assert (quarter + step) - quarter == step
    assert ((quarter + step) < quarter) == (step < 0)
    assert {month.quarter for month in quarter.months} == {quarter}
    assert quarter.last_month == quarter.months[2]
    assert quarter.last_day == quarter.months[2].last_day


def test_the_quarter_of_each_month():
    found = [str(Month.of(2011, month).quarter) for month in range(1, 13)]
    assert found == ["2011Q1"] * 3 + ["2011Q2"] * 3 + ["2011Q3"] * 3 + ["2011Q4"] * 3
    assert [str(month) for month in Quarter.parse("2010Q4").months] == ["2010-10", "2010-11", "2010-12"]
    assert str(Month.parse("2010-12") + 1) == "2011-01"
    assert str(Quarter.parse("2010Q4") + 1) == "2011Q1"


def test_last_days():
    assert Month.parse("2012-02").last_day == dt.date(2012, 2, 29)
    assert Month.parse("1900-02").last_day == dt.date(1900, 2, 28)
    assert Quarter.parse("2011Q2").last_day == dt.date(2011, 6, 30)


@pytest.mark.parametrize(
    ("date", "quarter"),
    [((2010, 11, 3), "2010Q4"), ((2010, 12, 31), "2010Q4"), ((2011, 1, 1), "2011Q1"), ((2008, 11, 25), "2008Q4")],
)
def test_an_announcement_is_known_in_its_own_quarter(date, quarter):
    """The information set of a quarter holds what was announced up to its last day."""
    day = dt.date(*date)
    known = information_quarter(day)
    assert str(known) == quarter
    assert day <= known.last_day
    assert day > (known + -1).last_day


def test_months_to_quarters_by_kind():
    months = np.array([[1.0, 2, 3, 4, 5, 6], [10, 0, 2, 0, 0, 3]])
    np.testing.assert_array_equal(monthly_to_quarterly(months, "stock"), [[3, 6], [2, 3]])
    np.testing.assert_array_equal(monthly_to_quarterly(months, "flow"), [[6, 15], [12, 3]])
    np.testing.assert_array_equal(monthly_to_quarterly(months, "rate"), [[2, 5], [4, 1]])
    np.testing.assert_array_equal(monthly_to_quarterly(months, "index"), [[2, 5], [4, 1]])


def test_another_kind_is_refused():
    with pytest.raises(QelabError) as caught:
        monthly_to_quarterly(np.zeros(3), "stocks")
    assert caught.value.code == "QE101"
    assert "did you mean 'stock'?" in caught.value.hint()


def test_quarters_from():
    assert [str(q) for q in quarters_from(Quarter.parse("2010Q3"), 3)] == ["2010Q3", "2010Q4", "2011Q1"]
    assert quarters_from(Quarter.parse("2010Q3"), 0) == ()
