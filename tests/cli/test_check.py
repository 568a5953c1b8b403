"""``qelab check``: its document, its exit codes, its file; with made-up numbers."""

import json

import pytest

from qelab.core.errors import QelabError
from qelab.lab.check import verdicts
from qelab.lab.check.registry import Answer

CLAIM_KEYS = ["id", "statement", "source", "low", "high", "value", "unit", "verdict", "reason"]


def _fails(_):
    raise QelabError("QE701", iterations=25, error=0.1)


@pytest.fixture
def made_up_answers(monkeypatch):
    """Sets what the claims' functions give; everything else is not tested."""

    def set_up(**values: float | None) -> None:
        answers = {
            name: Answer(_fails if value is None else (lambda _, value=value: value), (lambda _: -7.5))
            for name, value in values.items()
        }
        monkeypatch.setattr(verdicts, "ANSWERS", answers)

    return set_up


def test_the_document(qelab, made_up_answers):
    made_up_answers(S01=-20.0, C04=-7.0)
    outcome = qelab("check", "--json", "--draws", "0")
    assert outcome.code == 0
    document = outcome.document
    assert list(document) == ["schema", "claims"]
    assert document["schema"] == "qelab.check/1"
    assert len(document["claims"]) == 88
    assert all(list(row) == CLAIM_KEYS for row in document["claims"])
    rows = {row["id"]: row for row in document["claims"]}
    assert rows["S01"] | {"statement": "", "source": ""} == {
        "id": "S01", "statement": "", "source": "", "low": -25.0, "high": -12.0, "value": -20.0, "unit": "bp",
        "verdict": "met", "reason": "",
    }  # fmt: skip
    assert rows["C04"]["verdict"] == "missed"
    assert "-7.5 bp" in rows["C04"]["reason"]
    assert (rows["H01"]["verdict"], rows["H01"]["value"]) == ("not_tested", None)
    assert rows["H01"]["reason"]


def test_a_miss_without_a_reason_ends_with_code_6(qelab, made_up_answers):
    made_up_answers(S02=99.0)
    for arguments in (["--json"], []):
        outcome = qelab("check", "--only", "S01,S02", *arguments)
        assert outcome.code == 6
        assert "QE842" in outcome.err
        assert "S02" in outcome.err
    assert qelab("check", "--only", "S02", "--json").document["claims"][0]["verdict"] == "missed"


def test_what_is_not_a_number_is_null_and_a_miss(qelab, made_up_answers):
    made_up_answers(S02=float("nan"))
    outcome = qelab("check", "--only", "S02", "--json")
    row = outcome.document["claims"][0]
    assert (outcome.code, row["value"], row["verdict"]) == (6, None, "missed")


def test_a_failed_computation_is_told_and_ends_with_code_6(qelab, made_up_answers):
    made_up_answers(C04=None)
    outcome = qelab("check", "--only", "C04")
    assert outcome.code == 6
    assert "25" in outcome.out


def test_claims_and_stages_that_do_not_exist(qelab):
    for arguments, close in ((["--only", "S91"], "S01"), (["--stage", "spin"], "spine")):
        outcome = qelab("check", *arguments)
        assert outcome.code == 2 or outcome.code == 3
        assert close in outcome.err


def test_a_stage(qelab, made_up_answers):
    made_up_answers(S09=600.0)
    rows = qelab("check", "--stage", "ledger", "--json").document["claims"]
    assert [(row["id"], row["verdict"]) for row in rows] == [("S09", "met"), ("S10", "not_tested")]


def test_one_draw_is_no_range(qelab):
    assert qelab("check", "--draws", "1").code == 2


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_table(qelab, made_up_answers, golden, lang):
    made_up_answers(S01=-20.0, S09=600.0, D04=2015.0, C04=-7.0, C07=2.55, S02=99.0)
    asked = "S01,S02,S09,D04,C04,C07,G01,G02,I05,F01"
    outcome = qelab("check", "--only", asked, "--lang", lang)
    assert outcome.code == 6
    golden(f"check.{lang}.txt", outcome.out)


def test_the_file(qelab, made_up_answers, tmp_path):
    made_up_answers(S01=-20.0, C04=-7.0)
    path = tmp_path / "VALIDATION.md"
    outcome = qelab("check", "--only", "S01,C04,G01", "--out", path)
    assert outcome.code == 0
    text = path.read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    assert {len(row) for row in rows} == {7}
    found = {row[0].removeprefix("| "): row for row in rows}
    assert found["S01"][3:6] == ["-25 to -12 bp", "-20 bp", "met"]
    assert "-7.5 bp" in found["C04"][6]
    assert found["G01"][4:6] == ["", "not tested"]
    assert [file.name for file in tmp_path.iterdir()] == ["VALIDATION.md"]


def test_the_file_as_json_is_the_document(qelab, made_up_answers, tmp_path):
    made_up_answers(S01=-20.0)
    path = tmp_path / "check.json"
    outcome = qelab("check", "--only", "S01", "--json", "--out", path)
    assert json.loads(path.read_text(encoding="utf-8")) == outcome.document


def test_a_place_that_cannot_be_written_is_refused_before_the_computation(qelab, made_up_answers, tmp_path):
    made_up_answers(S01=None)
    assert qelab("check", "--only", "S01", "--out", tmp_path / "nowhere" / "v.md").code == 3
    assert qelab("check", "--only", "S01", "--out", tmp_path / "v.txt").code == 3
