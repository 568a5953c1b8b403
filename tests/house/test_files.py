"""The house itself: version, size of files, tables that parse, nothing that belongs to one machine only."""

import csv
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import qelab

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "qelab"
LONGEST_FILE = 400

# Written so that the patterns do not find themselves.
PLACES = {
    "a path of one machine": re.compile(r"(?<![\w.-])/(wor[k]|roo[t])/"),
    "a host of a package registry": re.compile(
        r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(org|com)|registry\.[y]arnpkg|deb\.[d]ebian\.org|ana[c]onda\.org"
    ),
}


def project_files() -> list[Path]:
    """Every file that is, or would be, under version control."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert qelab.__version__ == project["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.M)[1] == project["version"]  # type: ignore[index]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_source_file_is_too_long():
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert lengths, "no source found"
    assert {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > LONGEST_FILE} == {}


@pytest.mark.parametrize("what", PLACES)
def test_nothing_names(what):
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(ROOT)}: {m[0]}" for m in PLACES[what].finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "line", ["see /wor" + "k/main", "open('/roo" + "t/x')", "https://py" + "pi.org/simple"]
)
def test_the_patterns_find_what_they_look_for(line):
    assert any(pattern.search(line) for pattern in PLACES.values())


def test_packaged_toml_parses():
    files = sorted(PACKAGE.rglob("*.toml"))
    assert files, "no catalogue found"
    for path in files:
        try:
            tomllib.loads(path.read_bytes().decode("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            pytest.fail(f"{path.relative_to(ROOT)}: {error}")


def test_packaged_csv_is_rectangular():
    files = sorted(PACKAGE.rglob("*.csv"))
    assert files, "no table found"
    for path in files:
        name = path.relative_to(ROOT)
        text = path.read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff"), f"{name}: byte order mark"
        lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
        header, *rows = list(csv.reader(lines, strict=True))
        assert len(set(header)) == len(header), f"{name}: a column twice"
        uneven = [n for n, row in enumerate(rows, start=2) if len(row) != len(header)]
        assert not uneven, f"{name}: rows with a different number of fields: {uneven[:5]}"
