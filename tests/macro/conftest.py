"""Models that several tests use."""

from pathlib import Path

import numpy as np
import pytest

from qelab import macro


@pytest.fixture
def write_model(tmp_path: Path):
    """Write a model file and read it; ``about`` is the text of an about.toml beside it."""

    def write(text: str, about: str = "", name: str = "small") -> macro.Model:
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.mod").write_text(text, encoding="utf-8")
        if about:
            (folder / "about.toml").write_text(about, encoding="utf-8")
        return macro.read(folder / f"{name}.mod")

    return write


@pytest.fixture(scope="session")
def us_core() -> macro.Model:
    return macro.load("us_core")


@pytest.fixture(scope="session", params=[macro.PerfectForesight, macro.PiecewiseLinear])
def us_solver(us_core, request) -> macro.Solver:
    """Each solver in turn: what one of them keeps to, the other has to keep to as well."""
    return request.param(us_core)


@pytest.fixture
def shocks(us_core):
    """A path of exogenous variables (T, k) with the given first values, T = 160."""

    def path(**values) -> np.ndarray:
        exogenous = np.zeros((160, len(us_core.exogenous)))
        for name, value in values.items():
            first = np.atleast_1d(value)
            exogenous[: first.size, us_core.shock_index(name)] = first
        return exogenous

    return path
