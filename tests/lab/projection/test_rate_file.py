"""Files of rates: what is read, what is refused."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.lab.projection.rate_file import rate_paths, read_rates
from qelab.portfolio.income.rates import RatePaths


@pytest.fixture
def baseline():
    flat = np.full((1, 24), 1.0)
    return RatePaths(
        maturities_years=np.array([0.25, 10.0]), par_yields=np.ones((1, 24, 2)), policy_rate=flat, bill_yield=flat,
        mortgage_rate=flat, price_growth=np.full((1, 24), 1.002),
    )  # fmt: skip


def test_a_path_goes_on_where_the_file_ends(rate_text, baseline):
    given = read_rates(rate_text("2022-04", 6), "rates.csv")
    found = rate_paths(given, "rates.csv", baseline, Month.parse("2022-03"))
    assert found.par_yields.shape == (1, 24, 5)
    np.testing.assert_array_equal(found.par_yields, 3.0)
    np.testing.assert_array_equal(found.mortgage_rate, 5.0)
    np.testing.assert_array_equal(found.bill_yield, 3.0)
    np.testing.assert_array_equal(found.price_growth, 1.002)


def test_bills_and_prices_of_the_file(rate_text, baseline):
    given = read_rates(rate_text("2022-04", 6, bill_yield=2.5, inflation=1.2), "rates.csv")
    found = rate_paths(given, "rates.csv", baseline, Month.parse("2022-03"))
    np.testing.assert_array_equal(found.bill_yield, 2.5)
    np.testing.assert_array_equal(found.par_yields[..., 0], 2.5)
    np.testing.assert_allclose(found.price_growth, 1.001)


def test_several_paths_by_name(rate_text):
    low, high = rate_text("2022-04", 6, 1.0, path="low"), rate_text("2022-04", 6, 4.0, path="high")
    given = read_rates(low + b"\n".join(high.splitlines()[1:]), "rates.csv")
    assert given.paths == ("low", "high")
    np.testing.assert_array_equal(given.columns["policy_rate"][:, 0], [1.0, 4.0])


def test_a_mark_of_byte_order_and_blank_lines_do_no_harm(rate_text):
    assert read_rates(b"\xef\xbb\xbf" + rate_text("2022-04", 3) + b"\n\n", "rates.csv").paths == ("",)


def changed(old: str, new: str):
    return lambda text: text.replace(old.encode(), new.encode(), 1)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("QE330", lambda _: b""),
        ("QE640", lambda _: b"<html>\n<p>busy</p>\n"),
        ("QE330", lambda text: text.splitlines()[0]),
        ("QE330", lambda text: b"\xff\xfe" + text),
        ("QE330", changed("yield_5y", "yield_4y")),
        ("QE330", changed("yield_5y", "yield_2y")),
        ("QE330", changed("2022-05,3,", "2022-05,")),
        ("QE331", changed("2022-05", "May 22")),
        ("QE331", changed("2022-05,3,", "2022-05,,")),
        ("QE331", changed("2022-05,3,", "2022-05,nan,")),
        ("QE331", changed("2022-05,3,", "2022-05,3%,")),
        ("QE332", changed("2022-05", "2022-07")),
        ("QE332", changed("2022-05", "2022-04")),
        ("QE333", changed("2022-05,3,", "2022-05,300,")),
        ("QE333", lambda text: text.replace(b"3,3,3,3,3,5", b".03,.03,.03,.03,.03,.05")),
    ],
)
def test_refused(code, change, rate_text):
    with pytest.raises(QelabError) as caught:
        read_rates(change(rate_text("2022-04", 3)), "rates.csv")
    assert caught.value.code == code


def test_paths_of_different_months_are_refused(rate_text):
    low, high = rate_text("2022-04", 6, path="low"), rate_text("2022-04", 5, path="high")
    with pytest.raises(QelabError) as caught:
        read_rates(low + b"\n".join(high.splitlines()[1:]), "rates.csv")
    assert caught.value.code == "QE334"


def test_a_file_must_begin_with_the_first_month(rate_text, baseline):
    given = read_rates(rate_text("2022-05", 6), "rates.csv")
    with pytest.raises(QelabError) as caught:
        rate_paths(given, "rates.csv", baseline, Month.parse("2022-03"))
    assert caught.value.code == "QE335"


def test_yields_that_no_prices_give_are_refused(rate_text, baseline):
    """Money for nothing over five years, and 12 per cent over thirty."""
    text = rate_text("2022-04", 6).replace(b"2022-06,3,3,3,3,3", b"2022-06,0,0,1,8,12")
    with pytest.raises(QelabError, match=r"QE340.*2022-06") as caught:
        rate_paths(read_rates(text, "rates.csv"), "rates.csv", baseline, Month.parse("2022-03"))
    assert caught.value.where == "rates.csv"


def test_the_row_is_named(rate_text):
    with pytest.raises(QelabError, match=r"rates\.csv:3"):
        read_rates(changed("2022-05,3,", "2022-05,x,")(rate_text("2022-04", 3)), "rates.csv")
