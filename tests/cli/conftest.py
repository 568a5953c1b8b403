"""Runs command lines in this process, with a laboratory of made-up numbers where speed matters."""

import importlib.util
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qelab.cli.main import main


def _load(path: Path) -> ModuleType:
    """A module of the tests that is not a test; the import mode of pytest gives it no name."""
    spec = importlib.util.spec_from_file_location(f"qelab_tests_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fake = _load(Path(__file__).parents[1] / "report" / "fake.py")
samples = _load(Path(__file__).with_name("samples.py"))


@dataclass(frozen=True)
class Outcome:
    """What the shell sees."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


@pytest.fixture
def qelab(capsys, monkeypatch) -> Callable[..., Outcome]:
    """Runs ``qelab`` with these arguments."""
    monkeypatch.delenv("QELAB_LANG", raising=False)
    monkeypatch.delenv("QELAB_DEBUG", raising=False)

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def quick(monkeypatch):
    """Replaces the laboratory; ``quick.failure`` makes it fail."""
    import qelab.lab.lab

    monkeypatch.setattr(qelab.lab.lab, "Lab", fake.FakeLab)
    monkeypatch.setattr(fake.FakeLab, "failure", None)
    return fake.FakeLab


@pytest.fixture
def made_up():
    return fake.made_up_result


@pytest.fixture
def example():
    """An error of a code, with sample values."""
    return samples.example


@pytest.fixture
def foreign() -> Callable[..., list[str]]:
    """English words of a Chinese text that are neither names, ids, quoted nor options."""
    return _load(Path(__file__).with_name("test_no_untranslated_word.py")).foreign


@pytest.fixture
def program() -> list[str]:
    """The program as another process."""
    return [sys.executable, "-c", "import sys; from qelab.cli.main import main; sys.exit(main())"]
