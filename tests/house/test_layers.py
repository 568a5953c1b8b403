"""The layers in pyproject.toml are those that ARCHITECTURE.md shows, and every folder of the source is one."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
LAYERS = re.findall(r"\w+", " ".join(CONTRACTS[0]["layers"]))


def test_every_folder_is_a_layer_and_holds_something():
    folders = {p.name for p in (ROOT / "src" / "qelab").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders - set(LAYERS) == set()
    assert [f for f in sorted(folders) if not (ROOT / "src" / "qelab" / f / "__init__.py").exists()] == []


def test_architecture_names_every_layer():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [layer for layer in LAYERS if not re.search(rf"\b{layer}\b", page)] == []
