"""The overnight facility: its limits, its calendar, and the weeks in which the public series say what it took."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.time import Month
from qelab.portfolio.income.overnight import OvernightFacility, ample

FACILITY = OvernightFacility()
LATER = Month.of(2022, 6)
# Month, reserves (WRESBAL) and facility (RRPONTSYD, mean of the week), bn; GDP, bn; effective rate, percent (FRED).
# The last two years are those of the fit, the rows before are predictions.
SEEN = [
    ("2014-06", 2640, 111, 17519, 0.10), ("2014-12", 2575, 70, 17912, 0.12), ("2016-06", 2256, 114, 18712, 0.38),
    ("2017-06", 2163, 212, 19439, 1.04), ("2017-12", 2201, 125, 20037, 1.30), ("2018-06", 1941, 9, 20581, 1.82),
    ("2018-12", 1661, 7, 20918, 2.27), ("2019-06", 1505, 15, 21398, 2.38), ("2020-12", 3122, 0, 22087, 0.09),
    ("2021-06", 3781, 844, 23426, 0.08), ("2021-09", 4125, 1349, 23982, 0.08), ("2021-12", 4116, 1609, 24814, 0.08),
    ("2022-03", 3830, 1716, 25250, 0.20), ("2022-05", 3306, 1999, 25861, 0.77),
]  # fmt: skip


def taken(liquidity: float, rate: float, gdp: float = 25_000.0, month: Month = LATER) -> float:
    return float(FACILITY.taken(np.array([liquidity]), np.array([rate]), np.array([gdp]), month)[0])


@pytest.mark.parametrize("row", SEEN, ids=lambda row: row[0])
def test_against_the_public_series(row):
    month, reserves, facility, gdp, rate = row
    found = taken(reserves + facility, rate, gdp, Month.parse(month))
    assert found == pytest.approx(facility, abs=270 if month >= "2021" else 130)


def test_banks_keep_what_they_want_and_no_more():
    """Far beyond the bend everything goes to the facility, far below nothing does."""
    wanted = float(FACILITY.wanted_reserves(np.array(5.0), np.array(25_000.0)))
    assert wanted == pytest.approx(0.1166 * 25_000, rel=1e-6)
    assert taken(wanted + 3000, 5.0) == pytest.approx(3000, abs=0.01)
    assert taken(wanted - 2000, 5.0) == pytest.approx(0.0, abs=0.1)
    assert taken(wanted, 5.0) == pytest.approx(np.log(2) * 250, rel=1e-9)


def test_calendar():
    assert taken(6000, 0.1, month=Month.of(2013, 8)) == 0.0
    assert taken(6000, 0.1, month=Month.of(2015, 12)) == 300.0
    assert taken(6000, 0.1, month=Month.of(2016, 1)) > 1000.0


@given(st.floats(-1000, 9000), st.floats(0, 8), st.floats(10_000, 40_000))
def test_bounds_and_direction(liquidity, rate, gdp):
    found = taken(liquidity, rate, gdp)
    assert 0.0 <= found <= max(liquidity, 0.0)
    assert taken(liquidity + 100, rate, gdp) - found <= 100 + 1e-6
    assert taken(liquidity + 100, rate, gdp) >= found
    assert taken(liquidity, rate + 0.5, gdp) >= found


def test_ample():
    reserves, gdp = np.array([2900.0, 1440.0]), np.array([29_000.0, 21_800.0])
    np.testing.assert_array_equal(ample(reserves, gdp, 9.5), [True, False])
