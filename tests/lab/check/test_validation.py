"""VALIDATION.md, as committed: whole, consistent with the list, no miss without its reason, and not out of date."""

import re
from pathlib import Path

import pytest

from qelab.lab.check.claims import claims
from qelab.lab.check.verdicts import ANSWERS, Verdict, check, reasons
from qelab.report.check import validation_text

FILE = Path(__file__).parents[3] / "VALIDATION.md"
DRAWS = 200


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if re.match(r"\| [A-Z]\d\d \|", line)]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return {row[0]: row for row in cells}


def test_every_claim_has_its_row(rows):
    assert sorted(rows) == sorted(claim.id for claim in claims())
    assert {len(row) for row in rows.values()} == {7}


def test_verdicts_belong_to_values(rows):
    for name, (_, _, _, _, value, verdict, reason) in rows.items():
        assert (verdict == "not tested") == (value == "") == (name not in ANSWERS), name
        assert verdict == "met" or reason, f"{name}: {verdict} and nothing says why"


def test_reasons_of_misses_are_kept_for_misses_only(rows):
    missed = {name for name, row in rows.items() if row[5] == "missed"}
    assert {name for name, verdict in reasons() if verdict == Verdict.MISSED} == missed


def test_the_summary_counts(rows):
    verdicts = [row[5] for row in rows.values()]
    counts = [verdicts.count(verdict) for verdict in ("met", "missed", "not tested")]
    assert "{} met, {} missed, {} not tested.".format(*counts) in FILE.read_text(encoding="utf-8")


@pytest.mark.soak
def test_it_is_what_the_check_gives_today():
    assert validation_text(check(draws=DRAWS), "en") == FILE.read_text(encoding="utf-8")
