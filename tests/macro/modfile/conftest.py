"""The preprocessor of Dynare as a fixture."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """Helpers of ``oracle.py``; skips where the preprocessor is not installed."""
    spec = importlib.util.spec_from_file_location("qelab_tests_oracle", Path(__file__).with_name("oracle.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    if not module.PREPROCESSOR:
        pytest.skip("Dynare's preprocessor is not installed")
    return module
