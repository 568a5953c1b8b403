"""One scenario in several models from the command line: table, data, picture, files for Dynare, refusals."""

import csv
import io

import pytest

SMALL = ("--set", "horizon_quarters=8")
THREE = "us_core,chen_curdia_ferrero_2012,gertler_karadi_2011"


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Arguments that compare three models, one of which has no government bonds."""
    return ("compare", "from_now_500bn", *SMALL, "--models", THREE)


def test_the_document(qelab, compared):
    document = qelab(*compared, "--json").document
    assert document["schema"] == "qelab.models/1"
    rows = {row["id"]: row for row in document["models"]}
    assert list(rows) == THREE.split(",")
    assert rows["gertler_karadi_2011"]["refusal"]["code"] == "QE725"
    assert rows["gertler_karadi_2011"]["effects"] == {}
    answered = rows["chen_curdia_ferrero_2012"]
    assert answered["translation"][0]["asset"] == "treasury"
    assert answered["cannot_answer"]
    assert answered["experiment"]
    for name in ("output_gap", "inflation_4q", "policy_rate", "yield_10y"):
        assert len(answered["effects"][name]["effect"]) == len(document["quarters"])
        assert rows["us_core"]["effects"][name]["unit"] == answered["effects"][name]["unit"]
    assert answered["effects"]["yield_10y"]["peak"] < 0


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_the_table_has_every_model_and_what_it_cannot_answer(qelab, compared, lang):
    outcome = qelab(*compared, "--lang", lang)
    assert outcome.code == 0
    for name in THREE.split(","):
        assert name in outcome.out
    assert "QE725" in outcome.out
    assert "{" not in outcome.out


def test_as_csv_and_as_a_picture(qelab, compared, tmp_path):
    outcome = qelab(*compared, "--format", "csv", "--plot", tmp_path / "spread.svg")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert {row["model"] for row in rows} == {"us_core", "chen_curdia_ferrero_2012"}
    assert (tmp_path / "spread.svg").read_text("utf-8").lstrip().startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("compare", "fed_2010_lsap2", "fed_2011_mep", "--models", "all"), "QE835"),
        (("compare", "fed_2010_lsap2", "fed_2011_mep", "--plot", "x.png"), "QE837"),
        (("compare", "fed_2010_lsap2", "--models", "all", "--draws", "10"), "QE728"),
        (("compare", "fed_2010_lsap2", "--models", "us_core,us_cor"), "QE101"),
        (("run", "fed_2010_lsap2", "--model", "gertler_karadi_2011"), "QE725"),
        (("compare", "fed_2010_lsap2", "--models", "gertler_karadi_2011"), "QE725"),
        (("run", "fed_2010_lsap2", "--write-mod", "/nowhere/at/all"), "QE836"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_refusals(qelab, arguments, code):
    outcome = qelab(*arguments)
    assert outcome.code in (2, 3)
    assert code in outcome.err
    assert outcome.out == ""


def test_files_for_dynare(qelab, tmp_path):
    folder = tmp_path / "files"
    outcome = qelab(
        "run", "from_now_500bn", *SMALL, "--model", "chen_curdia_ferrero_2012", "--json", "--write-mod", folder
    )
    assert outcome.code == 0
    assert outcome.document["model"] == "chen_curdia_ferrero_2012"
    written = sorted(path.name for path in folder.iterdir())
    assert written[0].startswith("from_now_500bn_policy_20")
    assert "histval;" in (folder / written[0]).read_text("utf-8")
    again = qelab("run", "from_now_500bn", *SMALL, "--write-mod", folder)
    assert again.code == 2
    assert "QE836" in again.err


def test_show_says_what_a_model_is_asked(qelab):
    document = qelab("show", "chen_curdia_ferrero_2012", "--json").document
    assert document["longest_peg_quarters"] == 4
    assert document["purchase"]["treasury"]["per_x"] == "per_x_treasury"
    text = qelab("show", "chen_curdia_ferrero_2012").out
    assert "frontier" in text
    assert "purchase of Treasuries" in text


def test_the_list_names_every_model(qelab):
    from qelab.cli.inputs import MODELS

    listed = {row["id"] for row in qelab("list", "--json").document["models"]}
    assert listed == set(MODELS.ids())


def test_a_report_of_another_model_names_that_model_and_its_limits(qelab, tmp_path):
    page = tmp_path / "page.html"
    outcome = qelab("run", "fed_2010_lsap2", "--model", "sims_wu_zhang_2023", "--report", page)
    assert outcome.code == 0
    html = page.read_text("utf-8")
    glance = html[html.index('id="glance"') : html.index('id="decision"')]
    assert "Beyond its size" in glance
    assert "--draws 200 adds" not in glance
    assert "a move of the policy rate" not in html[html.index('id="numbers"') :]
    assert "effect: Sims, Wu &amp; Zhang (2023)" in html  # whose effect a chart shows
    assert 'result.effect["output_gap"]' in html
    assert 'result.effect["yield_10y"]' not in html
