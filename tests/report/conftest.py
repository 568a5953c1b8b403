"""Made-up results for the tests of what is printed and drawn."""

import importlib.util
import os
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("qelab_fake_result", Path(__file__).with_name("fake.py"))
assert _spec is not None
assert _spec.loader is not None
fake = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fake)

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="session")
def result():
    return fake.made_up_result()


@pytest.fixture(scope="session")
def made_up():
    return fake.made_up_result


@pytest.fixture
def golden():
    """Compares a text with a recorded one; QELAB_GOLDEN=write records it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("QELAB_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), (
            f"differs from {path.name}; QELAB_GOLDEN=write records it"
        )

    return compare
