"""Made-up results for the tests of what is printed and drawn."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("qelab_fake_result", Path(__file__).with_name("fake.py"))
assert _spec is not None
assert _spec.loader is not None
fake = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fake)


@pytest.fixture(scope="session")
def result():
    return fake.made_up_result()


@pytest.fixture(scope="session")
def made_up():
    return fake.made_up_result


@pytest.fixture(scope="session")
def peopled(result):
    """The made-up result with markets, wealth groups, cities, holders and economies."""
    return fake.with_members(result)
