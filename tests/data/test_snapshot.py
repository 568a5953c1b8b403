"""The packaged files are the ones that were built, every column says where it comes from, nothing else is in."""

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from qelab.core.time import Quarter
from qelab.data.snapshot import FOLDER, read_manifest

DEBIAN = Path("/usr/share/gretl/db/fedstl")
MANIFEST = read_manifest()
FILES = MANIFEST["files"]


def test_the_manifest_names_every_file():
    assert sorted(FILES) == sorted(path.name for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", FILES)
def test_sha256(name):
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == FILES[name]["sha256"]


@pytest.mark.parametrize("name", FILES)
def test_every_column_has_its_provenance(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header[0] == {"Q": "quarter", "D": "day"}[FILES[name]["frequency"]]
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


def test_the_same_tables_give_the_same_continuation(builder):
    built = builder.build_later((FOLDER / "us_fred.csv").read_bytes(), builder.LATER.read_text("utf-8"))
    assert built == (FOLDER / "us_later.csv").read_bytes()
    typed = {builder.LATER.name: builder.digest(builder.LATER.read_bytes())}
    assert FILES["us_later.csv"]["inputs_sha256"] == typed


def test_a_continuation_begins_after_what_it_continues_and_the_accounts_in_2006():
    with (FOLDER / "us_later.csv").open(encoding="utf-8", newline="") as file:
        later = list(csv.DictReader(file))
    for name in FILES["us_later.csv"]["series"]:
        first = next(row["quarter"] for row in later if row[name])
        own = [key for key in FILES if FILES[key]["economy"] == "us" and FILES[key]["frequency"] == "Q"]
        quarterly = [key for key in own if key != "us_later.csv"]
        (owner,) = (key for key in quarterly if name in FILES[key]["series"])
        assert FILES[owner]["series"][name]["unit"] == FILES["us_later.csv"]["series"][name]["unit"]
        with (FOLDER / owner).open(encoding="utf-8", newline="") as file:
            known = [row["quarter"] for row in csv.DictReader(file) if row[name]]
        accounts = name in ("real_gdp_bn", "potential_gdp_bn", "output_gap", "nominal_gdp_bn")
        begins = Quarter.parse("2006Q1") if accounts else Quarter.parse(known[-1]) + 1
        assert Quarter.parse(first) == begins, name


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
