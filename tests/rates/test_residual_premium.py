"""The residual premium: closed form, checked by hand and by putting it back."""

import numpy as np
import pytest

from qelab.rates.premium import term_premium
from qelab.rates.residual_premium import residual_path, residual_premium, ten_year_weight


def test_weight_by_hand():
    # (1 - d) sum (d rho)^h with d = 33/34 and rho = .95, over a long horizon: (1/34) / (1 - .95 * 33/34)
    assert ten_year_weight(0.95, 2000) == pytest.approx((1 / 34) / (1 - 0.95 * 33 / 34), abs=1e-12)


def test_premium_of_holdings_and_residual_is_the_wanted_one():
    own = -0.13 * np.linspace(1.0, 6.0, 4)[:, None] * 0.97 ** np.arange(160)[None, :]
    wanted = np.array([0.5, -0.2, 1.0, 0.0])
    residual = residual_premium(wanted, own, 0.95, 0.0)
    total = own + residual_path(residual, 0.95, 160)
    assert term_premium(total, 10)[:, 0] == pytest.approx(wanted, abs=1e-14)


def test_without_data_the_residual_fades():
    own = np.zeros((3, 160))
    residual = residual_premium(np.array([np.nan, 0.4, np.nan]), own, 0.9, 2.0)
    assert residual[0] == pytest.approx(1.8)
    assert residual[2] == pytest.approx(0.9 * residual[1])
