"""Many curves at once are each of them alone."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.portfolio.bonds import ParCurve, bond_table
from qelab.portfolio.desk.curves import CurvePaths

OPENING = Month.parse("2010-09")

NAMES = ("price_par", "price_coupon", "duration_par", "duration_coupon")


def test_unit_values_are_those_of_the_bond_table(rates):
    paths = rates(paths=3, months=5)
    found = CurvePaths(paths.maturities_years, paths.par_yields, OPENING).months(1, 4)
    for path in range(3):
        for month in (1, 3):
            table = bond_table(
                ParCurve(maturities_years=paths.maturities_years, yields=paths.par_yields[path, month])
            )
            for name in NAMES:
                own = getattr(found, name)[month - 1, :, path]
                np.testing.assert_allclose(own, getattr(table, name), rtol=1e-13, atol=1e-13, err_msg=name)
            left = np.array([6, 24, 61, 360])
            np.testing.assert_allclose(
                found.par_coupon(month - 1, left)[:, path], table.par_coupon[left], rtol=1e-12
            )


def test_yields_that_no_prices_give_are_refused(rates):
    """A par bond of 30 years at 12 per cent pays more than 100 in present value when short money costs nothing."""
    paths = rates(paths=2, months=4)
    steep = paths.par_yields.copy()
    steep[1, 2] = [0.0, 0.0, 1.0, 8.0, 12.0]
    with pytest.raises(QelabError) as caught:
        CurvePaths(paths.maturities_years, steep, OPENING, "rates.csv")
    assert caught.value.code == "QE340"
    assert (caught.value.params["month"], caught.value.where) == ("2010-12", "rates.csv")
