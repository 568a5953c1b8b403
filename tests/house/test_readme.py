"""The README is a promise: its two commands are at the top, its commands and its Python run as printed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.sub(r"<!--.*?-->", "", README, flags=re.S)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


def test_the_two_commands_come_first():
    first = re.search(r"^```.*?^```", README, re.M | re.S)
    assert first is not None
    assert "make demo" in first[0]
    assert "make test" in first[0]


def test_the_commands_exist_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = set(re.findall(r"make ([a-z]+)", "\n".join(blocks("console"))))
    assert asked
    assert [name for name in sorted(asked) if f"\n{name}:" not in makefile] == []


def test_pictures_and_links_of_the_readme_exist():
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", SHOWN)
    assert targets
    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_nothing_is_left_to_fill_in():
    assert re.findall(r"<!-- (?:numbers|picture)\b.*?-->", README) == []


def test_disclaimer_in_both_languages():
    assert "not investment advice" in README
    assert "不構成投資建議" in README


@pytest.mark.parametrize("block", blocks("python"), ids=lambda b: b.splitlines()[0])
def test_python_runs_as_printed(block, tmp_path):
    done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_commands_run_as_printed(tmp_path):
    """In the order of the page: later ones read files that earlier ones wrote."""
    lines = [
        line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ qelab")
    ]
    assert lines
    here = Path(sys.executable).parent
    for line in lines:
        program, *arguments = shlex.split(line, comments=True)
        redirected = None
        if ">" in arguments:
            *arguments, _, redirected = arguments
        done = subprocess.run([here / program, *arguments], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        if redirected:
            (tmp_path / redirected).write_text(done.stdout, encoding="utf-8")
