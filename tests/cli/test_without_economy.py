"""From the command line: a programme whose economy has no model is run, and what takes a model is refused before it is computed."""

import json

import pytest

from qelab.lab.without_economy import run as engine

APF = "boe_2009_apf"


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", APF, "--model", "sims_wu_2021"), ("run", APF, "--draws", "4"), ("run", APF, "--report", "x.html"),
        ("run", APF, "--write-mod", "folder"), ("compare", APF, "--models", "all"), ("compare", APF, APF, "--draws", "4"),
        ("explain", APF, "yield_10y", "--model", "sims_wu_2021"),
    ],
)  # fmt: skip
def test_refused_before_anything_is_computed(qelab, monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "project", None)
    outcome = qelab(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "QE731" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_macro_series_is_refused_in_both_languages(qelab):
    for lang, words in (("en", "no"), ("zh-Hant", "尚無")):
        outcome = qelab("explain", APF, "output_gap", "--lang", lang)
        assert outcome.code == 2
        assert "QE730" in outcome.err
        assert words in outcome.err


@pytest.mark.parametrize(("lang", "pounds"), [("en", "£bn"), ("zh-Hant", "十億英鎊")])
def test_a_run_is_in_pounds(qelab, lang, pounds):
    outcome = qelab("run", APF, "--lang", lang)
    assert outcome.code == 0
    assert pounds in outcome.out
    assert not any(word in outcome.out for word in ("美元", "$", "dollar", "Output gap", "產出缺口"))


def test_kept_explained_and_not_reported(qelab, tmp_path):
    path = str(tmp_path / "apf.nc")
    assert qelab("run", APF, "--out", path, "--plot", str(tmp_path / "apf.png")).code == 0
    found = json.loads(qelab("explain", path, "remittances_bn_per_quarter", "--at", "2023Q3", "--json").out)
    assert found["total"] < -8
    assert "QE731" in qelab("report", path).err


def test_beside_another_currency_each_has_its_own_rows(qelab):
    outcome = qelab("compare", APF, "fed_2022_qt2", "--lang", "zh-Hant")
    assert outcome.code == 0
    assert "十億英鎊" in outcome.out
    assert "十億美元" in outcome.out


def test_shown_in_both_languages(qelab):
    for lang, words in (
        ("en", ("Reduction of the stock: gilts", "£80bn")),
        ("zh-Hant", ("減持存量：英國公債", "800 億英鎊")),
    ):
        out = qelab("show", APF, "--lang", lang).out
        assert all(word in out for word in words)
        assert "$" not in out
