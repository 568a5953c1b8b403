"""Each error of the securities in both languages, against its golden file (``QELAB_GOLDEN=write`` records them)."""

import datetime as dt

import numpy as np
import pytest

from qelab.core.errors import QelabError, messages
from qelab.core.time import Month
from qelab.portfolio.securities.cash_flows import cash_flows
from qelab.portfolio.securities.inflation import reference_cpi
from qelab.portfolio.securities.lots import Kind, Lots, Security
from qelab.portfolio.securities.prices import prices, yields

D = dt.date
SETTLEMENT, MATURITY = D(2024, 11, 15), D(2030, 5, 15)


def one(kind: Kind = Kind.NOTE, maturity: dt.date = MATURITY, **more) -> Lots:
    return Lots.of([Security(cusip="912810QT8", kind=kind, maturity=maturity, coupon=4.0, **more)])


TRIGGERS = {
    "QE370": lambda: prices(one(maturity=SETTLEMENT), SETTLEMENT, np.array([4.0])),
    "QE371": lambda: cash_flows(one(dated=D(2024, 11, 16)), SETTLEMENT),
    "QE372": lambda: cash_flows(one(dated=D(2024, 11, 1), first_coupon=D(2025, 6, 15)), SETTLEMENT),
    "QE373": lambda: yields(one(), SETTLEMENT, np.array([-20.0])),
    "QE374": lambda: prices(one(Kind.FRN), SETTLEMENT, np.array([4.0])),
    "QE375": lambda: reference_cpi({Month.parse("2024-08"): 314.8}, SETTLEMENT),
}


def test_every_error_of_the_securities_is_triggered_here():
    assert list(TRIGGERS) == [code for code in messages() if "QE370" <= code < "QE380"]


@pytest.mark.parametrize("code", TRIGGERS)
def test_golden(code, golden_error):
    golden_error(code, TRIGGERS[code])


@pytest.mark.parametrize("first", [D(2024, 5, 15), D(2025, 5, 14), D(2026, 5, 15)])
def test_first_coupons_that_do_not_fit(first):
    """Before interest begins, on no coupon date, more than a year later."""
    with pytest.raises(QelabError) as caught:
        cash_flows(one(dated=D(2024, 11, 14), first_coupon=first), SETTLEMENT)
    assert caught.value.code == "QE372"


def test_the_first_lot_at_fault_is_named():
    lots = Lots.of([
        Security(cusip="good", kind=Kind.BILL, maturity=D(2025, 1, 2)),
        Security(cusip="late", kind=Kind.BILL, maturity=D(2024, 11, 14)),
    ])  # fmt: skip
    with pytest.raises(QelabError, match="late"):
        prices(lots, SETTLEMENT, np.array([4.0, 4.0]))
