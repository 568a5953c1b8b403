"""``--report`` and ``qelab report``: the same page from a run and from a stored result."""

import pytest


def test_run_and_stored_result_give_the_same_page(qelab, quick, tmp_path):
    run = qelab("run", "fed_2010_lsap2", "--out", tmp_path / "a.nc", "--report", tmp_path / "a.html")
    assert run.code == 0
    assert f"--report: {tmp_path / 'a.html'}" in run.err
    done = qelab("report", tmp_path / "a.nc", "--report", tmp_path / "b.html")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert qelab("report", tmp_path / "a.nc").out == (tmp_path / "a.html").read_text("utf-8")


def test_language_first_shown(qelab, quick, tmp_path):
    assert qelab("run", "fed_2010_lsap2", "--report", tmp_path / "a.html", "--lang", "zh-Hant").code == 0
    assert '<html lang="zh-Hant">' in (tmp_path / "a.html").read_text("utf-8")


def test_one_json_document(qelab, quick, tmp_path):
    qelab("run", "fed_2010_lsap2", "--out", tmp_path / "a.nc")
    found = qelab("report", tmp_path / "a.nc", "--json").document
    assert found["html"].startswith("<!DOCTYPE html>")
    found = qelab("report", tmp_path / "a.nc", "--report", tmp_path / "a.html", "--json").document
    assert found == {"schema": "qelab.report/1", "scenario": "fed_2010_lsap2", "file": str(tmp_path / "a.html")}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["fed_2010_lsap2"], "QE818"), (["no.nc"], "QE703"), (["a.nc", "--report", "a.pdf"], "QE814"),
     (["a.nc", "--report", "no/such/a.html"], "QE811")],
)  # fmt: skip
def test_refused(qelab, quick, tmp_path, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    qelab("run", "fed_2010_lsap2", "--out", "a.nc")
    assert qelab("report", *arguments, "--json").document["code"] == code
    assert [path.name for path in tmp_path.iterdir()] == ["a.nc"]


def test_refused_before_the_run(qelab, quick, tmp_path):
    quick.failure = AssertionError("it must not come to a run")
    outcome = qelab("run", "fed_2010_lsap2", "--report", tmp_path / "a.docx", "--json")
    assert outcome.document["code"] == "QE814"
