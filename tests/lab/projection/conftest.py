"""Paths of rates as text, and the made-up files of holdings and of the public debt."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qelab.core.time import Month
from qelab.data.sources.debt_office import Statement, read_outstanding
from qelab.data.sources.soma import Soma, read_soma

FILES = Path(__file__).parents[2] / "data" / "files"
HEADER = "month,policy_rate,yield_2y,yield_5y,yield_10y,yield_30y,mortgage_rate"


@pytest.fixture(scope="session")
def rate_text() -> Callable[..., bytes]:
    """``rate_text("2022-04", 12, path="low")``: a flat curve at 3 per cent, mortgages at 5."""

    def make(start: str, months: int, level: float = 3.0, **columns: object) -> bytes:
        header = ",".join([HEADER, *columns])
        row = ",".join([*(f"{level:g}" for _ in range(5)), f"{level + 2:g}", *map(str, columns.values())])
        lines = [f"{Month.parse(start) + step},{row}" for step in range(months)]
        return "\n".join([header, *lines, ""]).encode()

    return make


@pytest.fixture(scope="session")
def soma() -> Soma:
    return read_soma((FILES / "soma_synthetic.json").read_bytes(), "soma.json")


@pytest.fixture(scope="session")
def debt() -> Statement:
    return read_outstanding((FILES / "mspd_synthetic.json").read_bytes(), "mspd.json")


@pytest.fixture(scope="session")
def close() -> Callable[..., None]:
    """Equal to a billionth of a billion."""
    return lambda found, expected: np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)
