"""Claims about the whole curve and the euro area, and the step from expected holdings to exposures."""

import numpy as np
import pytest

from qelab.lab.check import habitat
from qelab.lab.check.claims import claims
from qelab.lab.check.runs import Runs
from qelab.portfolio.state import BUCKETS

CLAIMS = {claim.id: claim for claim in claims()}


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def test_one_factor(runs):
    assert CLAIMS["C12"].holds(habitat.one_factor(runs))


def test_euro_area(runs):
    """-.13 a point for each of 8 % of GDP of ten-year equivalents, weighed with .596."""
    value = habitat.euro_area(runs)
    assert value == pytest.approx(-100 * 0.13 * 8.0 * 0.5963, abs=0.05)
    assert CLAIMS["C11"].holds(value)
    assert habitat.euro_area_habitat(runs) == pytest.approx(value, rel=0.1)


def test_the_forward_curve(runs):
    value = habitat.forward_peak(runs)
    assert CLAIMS["C09"].holds(value)
    assert habitat.forward_peak_by_hand(runs) == pytest.approx(value, abs=1.0)


def test_holdings_by_bucket_add_up_to_those_of_the_run(runs):
    run = runs.worlds(habitat.PROGRAMMES)
    for row in (0, 1, 8):
        quarter = run.stage.dates[row]
        revised = habitat.revised_holdings(run, quarter)
        assert revised.shape == (run.stage.settings.horizon, len(BUCKETS))
        held = run.settled.holdings_pct_gdp
        before = np.zeros_like(held[0]) if row == 0 else np.append(held[row - 1, 1:], 0.0)
        np.testing.assert_allclose(revised.sum(axis=1), held[row] - before, atol=1e-9)
