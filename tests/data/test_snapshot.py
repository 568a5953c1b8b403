"""The packaged files are the ones that were built, every column says where it comes from, nothing else is in."""

import csv
import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from qelab.data.snapshot import FOLDER, read_manifest

ROOT = Path(__file__).parents[2]
DEBIAN = Path("/usr/share/gretl/db/fedstl")
MANIFEST = read_manifest()
FILES = MANIFEST["files"]


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("build_snapshot", ROOT / "tools" / "build_snapshot.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_manifest_names_every_file():
    assert sorted(FILES) == sorted(path.name for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", FILES)
def test_sha256(name):
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == FILES[name]["sha256"]


@pytest.mark.parametrize("name", FILES)
def test_every_column_has_its_provenance(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header[0] == "quarter"
    assert sorted(header[1:]) == sorted(FILES[name]["series"])
    for key in ("source", "licence", "retrieved", "vintage"):
        assert FILES[name][key]
    for series in FILES[name]["series"].values():
        assert all(series[key] for key in ("source", "series", "unit", "transformation", "status"))


def test_nothing_of_private_origin():
    text = json.dumps(MANIFEST).lower()
    for owner in ("moody", "s&p", "case-shiller", "baa", "cape"):
        assert owner not in text


def test_the_typed_table_says_what_it_is():
    assert FILES["us_published.csv"]["source"] == "typed from published tables"


@pytest.mark.skipif(not DEBIAN.with_suffix(".idx").exists(), reason="Debian's gretl-data is not installed")
def test_the_same_input_gives_the_same_bytes(builder):
    built_from = FILES["us_fred.csv"]["inputs_sha256"]["fedstl.bin"]
    if hashlib.sha256(DEBIAN.with_suffix(".bin").read_bytes()).hexdigest() != built_from:
        pytest.skip("another version of gretl-data is installed")
    assert builder.build_fred(DEBIAN) == (FOLDER / "us_fred.csv").read_bytes()


def test_the_same_files_give_the_same_manifest(builder):
    built = {name: (FOLDER / name).read_bytes() for name in FILES}
    inputs = {name: entry["inputs_sha256"] for name, entry in FILES.items()}
    retrieved = FILES["us_fred.csv"]["retrieved"]
    assert builder.manifest(built, inputs, retrieved) == MANIFEST


def test_reading_needs_no_network():
    program = (
        "import socket\n"
        "def refuse(*_): raise SystemExit('a socket was opened')\n"
        "socket.socket.__init__ = refuse\n"
        "from qelab.data import history, opening, openings\n"
        "history('us'); [opening(name) for name in openings()]\n"
        "import sys; assert 'pandas' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
