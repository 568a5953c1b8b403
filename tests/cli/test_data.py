"""``qelab data soma``: a published list of holdings from the command line (the file of these tests is synthetic)."""

import csv
import json
from pathlib import Path

import pytest

FILES = Path(__file__).parents[1] / "data" / "files"
JSON, CSV = FILES / "soma_synthetic.json", FILES / "soma_synthetic.csv"


def soma(qelab, *arguments: object):
    return qelab("data", "soma", "--file", JSON, *arguments)


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_printed(qelab, golden, lang):
    outcome = soma(qelab, "--as-of", "2022-05-25", "--lang", lang)
    assert (outcome.code, outcome.err) == (0, "")
    golden(f"data_soma.{lang}.txt", outcome.out)


def test_both_forms_of_the_file_say_the_same(qelab):
    assert qelab("data", "soma", "--file", CSV).out == soma(qelab).out


def test_document(qelab):
    document = soma(qelab, "--json").document
    assert list(document) == [
        "schema", "as_of", "source", "sha256", "curve", "duration_10y_years", "inflation_compensation_bn", "holdings",
        "kinds", "total",
    ]  # fmt: skip
    assert document["schema"] == "qelab.data_soma/1"
    assert document["curve"]["quarter"] == "2022Q2"
    assert document["total"]["par_bn"] == pytest.approx(325.0)
    unvalued = [cell["kind"] for cell in document["holdings"] if cell["market_value_bn"] is None]
    assert unvalued == ["agency_cmbs"]
    assert document == soma(qelab, "--format", "json").document


def test_csv(qelab):
    rows = list(csv.DictReader(soma(qelab, "--format", "csv").out.splitlines()))
    document = soma(qelab, "--json").document
    parts = [row for row in rows if row["bucket"] != "all" or row["kind"].endswith("mbs")]
    assert sum(float(row["par_bn"]) for row in parts) == pytest.approx(document["total"]["par_bn"])
    assert [row["kind"] for row in rows][-1] == "total"
    assert float(rows[-1]["ten_year_equivalents_bn"]) == document["total"]["ten_year_equivalents_bn"]


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_a_curve_of_another_time_is_a_warning(qelab, tmp_path, lang):
    file = tmp_path / "soma.json"
    row = json.loads(JSON.read_bytes())["soma"]["holdings"][6] | {"asOfDate": "2025-09-10"}
    file.write_text(json.dumps({"soma": {"holdings": [row]}}), "utf-8")
    outcome = qelab("data", "soma", "--file", file, "--lang", lang)
    assert outcome.code == 0
    assert outcome.err.startswith({"en": "warning: the nearest packaged curve", "zh-Hant": "警告："}[lang])


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (["data", "sona"], "QE801", "data soma"),
        (["data", "soma"], "QE802", "qelab data soma --help"),
        (["data", "soma", "--file", "nowhere.json"], "QE843", "JSON or CSV"),
        (["data", "soma", "--file", "."], "QE821", ""),
        (["data", "soma", "--file", JSON, "--as-of", "25 May 2022"], "QE844", "2022-05-25"),
        (["data", "soma", "--file", JSON, "--as-of", "2022-05-18"], "QE648", ""),
        (["data", "soma", "--file", FILES / "mspd_synthetic.json"], "QE642", "another file"),
        (["data", "soma", "--file", FILES / "README.md"], "QE642", ""),
        (["data", "soma", "--file", JSON, "--format", "xml"], "QE803", "csv"),
        (["data", "soma", "--file", JSON, "--file", CSV], "QE656", ""),
    ],
)
def test_refusals(qelab, arguments, code, hint):
    outcome = qelab(*arguments)
    assert outcome.code in (2, 3)
    assert outcome.out == ""
    assert f"[{code}]" in outcome.err
    assert hint in outcome.err
    if "--json" not in arguments:
        assert qelab(*arguments, "--json").document["code"] == code


@pytest.fixture
def answers(monkeypatch):
    """The network replaced: by part, the bytes that come back; ``asked`` keeps the addresses."""
    rows = json.loads(JSON.read_bytes())["soma"]["holdings"]
    given = {
        part: json.dumps({"soma": {"holdings": some}}).encode() for part, some in (("tsy", rows[:9]), ("agency", rows[9:]))
    }
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return next(content for part, content in given.items() if f"/{part}/" in address)

    import qelab.data.sources.download

    monkeypatch.setattr(qelab.data.sources.download, "fetch", fetch)
    return given, asked


def test_fetch_writes_what_was_read_and_it_reads_back(qelab, tmp_path, answers):
    outcome = qelab("data", "fetch", "soma", "--as-of", "2022-05-25", "--out", tmp_path)
    assert (outcome.code, outcome.out) == (0, "")
    assert answers[1] == [
        f"https://markets.newyorkfed.org/api/soma/{part}/get/asof/2022-05-25.json" for part in ("tsy", "agency")
    ]
    written = [tmp_path / f"soma_{part}_2022-05-25.json" for part in ("tsy", "agency")]
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert all(str(path) in outcome.err for path in written)
    both = qelab("data", "soma", *(word for path in written for word in ("--file", path)))
    assert both.out == soma(qelab).out


@pytest.mark.parametrize(
    ("answer", "code"), [(b"<html>429</html>", "QE640"), (b'{"soma": {"hold', "QE641"), (b'{"soma": {}}', "QE642")]
)
def test_fetch_leaves_nothing_behind_a_bad_answer(qelab, tmp_path, answers, answer, code):
    answers[0]["agency"] = answer
    outcome = qelab("data", "fetch", "soma", "--as-of", "2022-05-25", "--out", tmp_path)
    assert f"[{code}]" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_fetch_of_another_day_or_thing(qelab, tmp_path, answers):
    outcome = qelab("data", "fetch", "soma", "--as-of", "2022-06-01", "--out", tmp_path)
    assert "[QE648]" in outcome.err
    assert "[QE803]" in qelab("data", "fetch", "boj", "--as-of", "2022-06-01").err
    assert "[QE811]" in qelab("data", "fetch", "soma", "--as-of", "2022-05-25", "--out", tmp_path / "none").err
    assert list(tmp_path.iterdir()) == []


def test_help(qelab, golden):
    for name, arguments in (("data", ["data"]), ("data_soma", ["data", "soma"]), ("data_fetch", ["data", "fetch"])):
        outcome = qelab(*arguments, "--help")
        assert outcome.code == 0
        golden(f"help/{name}.txt", " ".join(outcome.out.split()) + "\n")
    assert qelab("data").out == qelab("data", "--help").out


def test_no_english_word_in_the_chinese_table(qelab):
    text = soma(qelab, "--lang", "zh-Hant").out
    table = [line for line in text.splitlines() if "（原文）" not in line]
    letters = {word for line in table for word in line.replace("-", " ").split() if word.isascii() and word.isalpha()}
    assert letters <= {"TIPS"}
