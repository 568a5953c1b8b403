"""Equivalent moves and compared tools from the command line: table, data, both languages, refusals."""

import csv
import importlib.util
import io
from pathlib import Path

import pytest

from qelab.lab.equivalence.experiments import published_experiments

_SPEC = importlib.util.spec_from_file_location("untranslated", Path(__file__).with_name("test_no_untranslated_word.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_UNTRANSLATED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_UNTRANSLATED)
foreign = _UNTRANSLATED.foreign
SMALL = ("--set", "size_bn=100", "--set", "horizon_quarters=20")
STUDIES = frozenset({"Kuttner", "Williams", "Wei", "Chen-Curdia-Ferrero", "Crawley-Gagnon-Hebden-Trevino", "working", "paper", "K"})


def test_the_document(qelab):
    document = qelab("equivalent", "from_now_500bn", "from_now_qt60", "--quarters", "12,24", "--json").document
    assert document["schema"] == "qelab.equivalent/1"
    bought, run_off = document["programmes"]
    assert [row["quarters"] for row in bought["moves"]] == [12, 24]
    assert [row["counted_quarters"] for row in bought["moves"]] == [16, 28]
    assert bought["moves"][0]["move_bp"] < 0 < run_off["moves"][0]["move_bp"]
    assert {row["study"] for row in run_off["published"]} >= {"Wei 2022"}
    assert all(row["source"] for row in bought["by_published"])
    assert document["disclaimer"]


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_the_table_says_how_long_the_rate_is_held(qelab, lang):
    outcome = qelab("equivalent", "fed_2010_lsap2", "--quarters", "4,8", "--lang", lang)
    assert outcome.code == 0
    assert "K + 4" in outcome.out
    assert "{" not in outcome.out
    if lang == "zh-Hant":
        assert foreign(outcome.out, STUDIES) == []


def test_without_a_scenario_the_programmes_of_the_literature(qelab):
    rows = list(csv.DictReader(io.StringIO(qelab("equivalent", "--format", "csv").out)))
    assert {row["scenario"] for row in rows} == {one.id for one in published_experiments()}
    assert {row["quarters"] for row in rows} == {"8", "12", "24"}


def test_tools_beside_a_programme(qelab):
    asked = ("compare", "from_now_500bn", *SMALL, "--tools", "purchases,rate,guidance", "--quarters", "4")
    document = qelab(*asked, "--json").document
    assert document["schema"] == "qelab.tools/1"
    assert (document["held_quarters"], document["counted_quarters"], document["same"]) == (4, 8, "output")
    outputs = [tool["output"] for tool in document["tools"]]
    assert outputs[1] == pytest.approx(outputs[0], rel=2e-3)
    assert document["tools"][2]["reason"]["key"] == "tools.off_bound"
    rows = list(csv.DictReader(io.StringIO(qelab(*asked, "--format", "csv").out)))
    assert {row["tool"] for row in rows} == {"purchases", "rate"}


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_tools_as_a_table(qelab, lang):
    outcome = qelab("compare", "from_now_500bn", *SMALL, "--tools", "purchases,sales", "--same", "size", "--lang", lang)
    assert outcome.code == 0
    assert "{" not in outcome.out
    if lang == "zh-Hant":
        assert foreign(outcome.out, frozenset({"size_bn", "horizon_quarters"})) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("equivalent", "from_now_500bn", "--quarters", "0"), "QE894"),
        (("equivalent", "from_now_500bn", "--quarters", "8,x"), "QE894"),
        (("equivalent", "from_now_500bn", "--quarters", "41"), "QE894"),
        (("equivalent", "rate_cut"), "QE891"),
        (("equivalent", "boe_2009_apf"), "QE731"),
        (("equivalent", "no_such_programme"), "QE101"),
        (("equivalent", "--set", "size_bn=1"), "QE845"),
        (("compare", "fed_2008_2014", "--tools", "all"), "QE892"),
        (("compare", "from_now_500bn", "from_now_qt60", "--tools", "all"), "QE895"),
        (("compare", "from_now_500bn", "--tools", "helicopter"), "QE803"),
        (("compare", "from_now_500bn", "--tools", "all", "--same", "colour"), "QE803"),
        (("compare", "from_now_500bn", "--tools", "all", "--quarters", "8,12"), "QE894"),
        (("compare", "from_now_500bn", "--tools", "all", "--models", "all"), "QE846"),
        (("compare", "from_now_500bn", "--tools", "all", "--draws", "5"), "QE846"),
        (("compare", "from_now_500bn", "from_now_qt60", "--same", "size"), "QE845"),
        (("compare", "from_now_500bn", "from_now_qt60", "--quarters", "8"), "QE845"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_refusals(qelab, arguments, code):
    outcome = qelab(*arguments)
    assert outcome.code in (2, 3)
    assert code in outcome.err
    assert outcome.out == ""
