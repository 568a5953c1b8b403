"""A bank model with kinks, for the solver's tests."""

from pathlib import Path

import numpy as np
import pytest

from qelab import macro

FILES = Path(__file__).with_name("files")


@pytest.fixture(scope="session")
def banks() -> macro.Model:
    """41 equations, of which 18 static variables; the policy rate has a floor."""
    return macro.read(FILES / "banks.mod")


@pytest.fixture
def capital_shock(banks):
    """A path of exogenous variables (T, k) with one shock to the quality of capital."""

    def path(size: float, horizon: int = 120) -> np.ndarray:
        exogenous = np.zeros((horizon, len(banks.exogenous)))
        exogenous[0, banks.shock_index("e_xi")] = size
        return exogenous

    return path
