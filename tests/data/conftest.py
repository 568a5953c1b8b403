"""The script that builds the snapshot, as a module."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "build_snapshot.py"


@pytest.fixture(scope="package")
def builder():
    spec = importlib.util.spec_from_file_location("build_snapshot", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
