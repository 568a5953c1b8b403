"""Toy models, and the settled run of a scenario of the catalogue."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from qelab import macro
from qelab.lab.lab import Lab
from qelab.lab.pipeline import Run
from qelab.policy.catalogue import scenario


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"qelab_tests_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


toy_texts = _load(Path(__file__).with_name("toy.py"))


@pytest.fixture(scope="session")
def write_toy(tmp_path_factory) -> Callable[..., macro.Model]:
    """``write_toy(mod, about)``: a model read from its two files; the plain toy without arguments."""

    def write(mod: str = toy_texts.MOD, about: str = toy_texts.ABOUT) -> macro.Model:
        folder = tmp_path_factory.mktemp("toy") / "toy"
        folder.mkdir()
        (folder / "toy.mod").write_text(mod, encoding="utf-8")
        (folder / "about.toml").write_text(about, encoding="utf-8")
        return macro.read(folder / "toy.mod")

    return write


@pytest.fixture(scope="session")
def texts() -> ModuleType:
    return toy_texts


@pytest.fixture(scope="session")
def toy(write_toy) -> macro.Model:
    return write_toy()


@pytest.fixture(scope="session")
def settled(lab: Lab) -> Callable[..., Run]:
    """The settled run of a scenario of the catalogue, with changes as ``with_`` takes them; made once and kept."""
    kept: dict[str, Run] = {}

    def of(name: str, **changes: object) -> Run:
        key = f"{name} {sorted(changes.items())}"
        if key not in kept:
            chosen = scenario(name)
            kept[key] = lab.settled(chosen.with_(**changes) if changes else chosen)
        return kept[key]

    return of
