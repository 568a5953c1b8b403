"""Each error of the portfolio in both languages, against its golden file (``QELAB_GOLDEN=write`` records them)."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.errors import QelabError, messages
from qelab.core.time import Month, Quarter
from qelab.portfolio.holdings import Holdings, MbsCohorts, TreasuryLots


def lot(month: str) -> TreasuryLots:
    return TreasuryLots(
        kind=("note",), maturity=np.array([Month.parse(month).ordinal]), coupon=np.array([4.0]), par_bn=np.array([1.0])
    )


def begun(phase: dict) -> dict:
    """A standing policy with an operation that should have begun before the opening."""
    return {"agency_principal_into": "bills", "phases": [phase | {"start": "2010-09", "months": 6}]}


@pytest.fixture
def triggers(programme, projected, expect, buy, holdings):
    return {
        "QE301": lambda: replace(holdings, treasuries=lot("2010-09")),
        "QE302": lambda: replace(holdings, treasuries=lot("2040-10")),
        "QE303": lambda: projected(programme(buy(900.0, kind="sell"))),
        "QE304": lambda: projected(programme(buy(60.0), announced={"date": "2010-09-21"})),
        "QE305": lambda: projected(programme(buy(60.0), announced={"date": "2013-01-15"})),
        "QE306": lambda: expect(programme(buy(60.0))).at(Quarter.parse("2010Q3"), Month.parse("2011-01"), "agency_mbs"),
        "QE308": lambda: projected(programme(buy(60.0), standing=begun(buy(60.0)))),
        "QE307": lambda: projected(programme(buy(60.0)), rate=np.nan),  # what a diverging economy hands over
    }


CODES = ("QE301", "QE302", "QE303", "QE304", "QE305", "QE306", "QE307", "QE308")


def test_every_error_of_the_layer_is_triggered_here(triggers):
    assert sorted(triggers) == sorted(CODES) == [
        code for code in messages() if "QE300" <= code < "QE330"  # QE330 on: lab/projection; QE370 on: securities
    ]


@pytest.mark.parametrize("code", CODES)
def test_golden(code, golden_error, triggers):
    golden_error(code, triggers[code])


@pytest.mark.parametrize("asset", ["treasury", "agency_mbs", "agency_debt"])
def test_more_than_is_held_cannot_be_sold(programme, projected, buy, asset):
    with pytest.raises(QelabError) as caught:
        projected(programme(buy(2000.0, kind="sell", asset=asset)))
    assert caught.value.code == "QE303"


def test_a_leak_before_the_opening_is_refused(programme, projected, buy):
    known = {"date": "2010-11-03", "already_expected": {"share": 0.4, "since": "2010-08-27"}}
    with pytest.raises(QelabError) as caught:
        projected(programme(buy(60.0), announced=known))
    assert caught.value.code == "QE304"


def test_columns_of_one_length():
    with pytest.raises(ValueError, match="different length"):
        replace(lot("2012-01"), coupon=np.zeros(2))
    with pytest.raises(ValueError, match="different length"):
        MbsCohorts(
            coupon=np.zeros(2), wac=np.zeros(2), remaining_months=np.zeros(2), age_months=np.zeros(2),
            burnout=np.zeros(2), face_bn=np.zeros(1),
        )  # fmt: skip


def test_totals(holdings: Holdings):
    assert holdings.treasuries.total_bn == pytest.approx(1000.0)
    assert holdings.mbs.total_bn == 500.0
    assert holdings.agency_debt.total_bn == 60.0
