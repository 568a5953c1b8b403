"""Many curves at once are each of them alone."""

import numpy as np

from qelab.portfolio.bonds import ParCurve, bond_table
from qelab.portfolio.desk.curves import CurvePaths

NAMES = ("price_par", "price_coupon", "duration_par", "duration_coupon")


def test_unit_values_are_those_of_the_bond_table(rates):
    paths = rates(paths=3, months=5)
    found = CurvePaths(paths.maturities_years, paths.par_yields).months(1, 4)
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
