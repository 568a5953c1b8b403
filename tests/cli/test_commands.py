"""Each command does what its help says, in both languages and all forms."""

import csv
import io
import json
import re
import subprocess

import jsonschema
import pytest

from qelab.cli.inputs import MODELS, OPENINGS, PROGRAMMES
from qelab.data import openings
from qelab.macro.catalogue import models
from qelab.policy.catalogue import PROGRAMMES as POLICY_PROGRAMMES
from qelab.policy.catalogue import scenario


def test_quick_lists_agree_with_their_owners():
    assert PROGRAMMES.ids() == POLICY_PROGRAMMES.ids()
    assert MODELS.ids() == models.ids()
    assert OPENINGS.ids() == openings()


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("show", ["show", "fed_2008_lsap1"]), ("show_rate", ["show", "rate_cut"]), ("show_qt", ["show", "from_now_qt60"]),
     ("accounts", ["accounts", "fed_2010_lsap2"]), ("accounts_qt", ["accounts", "from_now_qt60"])],
)  # fmt: skip
def test_printed(qelab, golden, name, arguments, lang):
    golden(f"{name}.{lang}.txt", qelab(*arguments, "--lang", lang).out)


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_list_names_everything(qelab, lang):
    text = qelab("list", "--lang", lang).out
    assert [name for name in (*PROGRAMMES.ids(), *MODELS.ids(), *OPENINGS.ids()) if name not in text] == []
    assert all(scenario(name).label.in_language(lang) in text for name in PROGRAMMES.ids())


def test_list_document(qelab):
    found = qelab("list", "--json").document
    assert found["schema"] == "qelab.list/1"
    assert [row["id"] for row in found["programmes"]] == list(PROGRAMMES.ids())


def test_schema_accepts_the_catalogue_and_refuses_an_unknown_key(qelab):
    schema = qelab("schema").document
    assert qelab("schema", "--json").document == schema
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in PROGRAMMES.ids():
        jsonschema.validate(scenario(name).to_mapping(), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**scenario("rate_cut").to_mapping(), "size_bm": 1}, schema)


@pytest.mark.parametrize("name", PROGRAMMES.ids())
def test_show_has_every_number_and_source(qelab, name):
    asked = scenario(name)
    text = " ".join(qelab("show", name).out.split())
    for announcement in asked.announcements:
        assert str(announcement.date) in text
        for part in (announcement.exit, announcement.guidance, announcement.stress):
            assert part is None or " ".join(part.source.split()) in text
        for phase in announcement.phases:
            assert " ".join(phase.source.split()) in text
            for bucket in phase.buckets:
                assert f"{bucket.share:.2f}" in text


def test_every_bucket_of_the_portfolio_has_a_name():
    from qelab.core.words import words
    from qelab.portfolio.state import BUCKETS

    assert [bucket for bucket in BUCKETS if f"phrase.{bucket}" not in words()] == []


def test_show_a_model(qelab):
    text, document = qelab("show", "us_core").out, qelab("show", "us_core", "--json").document
    assert document["cannot_answer"]
    assert all(limit.split(":")[0] in " ".join(text.split()) for limit in document["cannot_answer"])
    for option in (["--toml"], ["--set", "size_bn=1"]):
        assert qelab("show", "us_core", *option, "--json").document["code"] == "QE809"


def test_run_as_csv_is_tidy_and_exact(qelab, quick, made_up):
    rows = list(csv.DictReader(io.StringIO(qelab("run", "fed_2010_lsap2", "--format", "csv").out)))
    assert list(rows[0]) == ["date", "series", "world", "value", "unit"]
    made = made_up()
    reserves = [
        float(row["value"]) for row in rows if row["series"] == "reserves_bn" and row["world"] == "policy"
    ]
    assert reserves == list(made.values("reserves_bn", "policy"))


def test_compare_in_all_forms(qelab, quick):
    pair = ("fed_2010_lsap2", "rate_cut")
    assert "rate_cut: " in qelab("compare", *pair).out
    document = qelab("compare", *pair, "--json").document
    assert [each["scenario"]["id"] for each in document["results"]] == list(pair)
    rows = list(csv.DictReader(io.StringIO(qelab("compare", *pair, "--format", "csv").out)))
    assert {row["scenario"] for row in rows} == set(pair)
    assert "scenario" not in {row["scenario"] for row in rows}


def test_settings_reach_every_scenario_of_a_comparison(qelab, quick):
    document = qelab("compare", "fed_2010_lsap2", "from_now_500bn", "--set", "size_bn=7", "--json").document
    assert [each["scenario"]["size_bn"] for each in document["results"]] == [7, 7]


def test_explain_a_stored_result_and_a_scenario(qelab, quick, tmp_path):
    path = tmp_path / "r.nc"
    assert qelab("run", "fed_2010_lsap2", "--out", path).code == 0
    stored = qelab("explain", path, "yield_10y", "--at", "2011Q2", "--json")
    asked = qelab("explain", "fed_2010_lsap2", "yield_10y", "--at", "2011Q2", "--json")
    assert stored.document == asked.document
    assert stored.document["at"] == "2011Q2"


@pytest.mark.parametrize(("at", "code"), [("2010", "QE106"), ("1990Q1", "QE706")])
def test_explain_refuses_quarters(qelab, quick, at, code):
    assert qelab("explain", "fed_2010_lsap2", "yield_10y", "--at", at, "--json").document["code"] == code


@pytest.mark.parametrize("name", [name for name in PROGRAMMES.ids() if name != "rate_cut"])
def test_accounts_balance(qelab, name):
    found = qelab("accounts", name, "--json").document
    assert found["purchases"]
    for purchase in found["purchases"]:
        for account in purchase["accounts"]:
            sums = [sum(line["change_bn"] for line in account[side]) for side in ("assets", "liabilities")]
            assert sums[0] == sums[1]


def test_accounts_of_lsap2_by_hand(qelab):
    from_bank, from_non_bank = qelab("accounts", "fed_2010_lsap2", "--json").document["purchases"]

    def change(purchase, sector, side, instrument):
        lines = next(a[side] for a in purchase["accounts"] if a["sector"] == sector)
        return sum(line["change_bn"] for line in lines if line["instrument"] == instrument)

    for purchase in (from_bank, from_non_bank):
        assert change(purchase, "central_bank", "liabilities", "reserves") == 600
        assert change(purchase, "banks", "assets", "reserves") == 600
    assert change(from_bank, "banks", "liabilities", "deposits") == 0
    assert change(from_non_bank, "banks", "liabilities", "deposits") == 600


def test_accounts_of_a_rate_cut_are_refused(qelab):
    assert qelab("accounts", "rate_cut", "--json").document["code"] == "QE823"


def test_doctor(qelab):
    found = {check["name"]: check for check in qelab("doctor", "--json").document["checks"]}
    assert set(found) == {"versions", "solver", "snapshot", "cache", "fonts"}
    assert found["snapshot"]["state"] == "ok"
    assert "numpy" in found["versions"]["text"]
    assert qelab("doctor").code == 0


def test_doctor_fails_on_a_damaged_snapshot(qelab, monkeypatch):
    from qelab.core.errors import QelabError

    def damaged(*_):
        raise QelabError("QE601", file="us_fred.csv")

    monkeypatch.setattr("qelab.data.snapshot.read_verified", damaged)
    assert qelab("doctor").code == 6
    assert qelab("doctor", "--json").document["code"] == "QE841"


def test_colour_only_on_a_terminal(qelab, quick):
    assert "\033" not in qelab("run", "fed_2010_lsap2").out


@pytest.mark.parametrize(("no_color", "bold"), [("", True), ("1", False)])
def test_no_color_is_honoured(capsys, monkeypatch, no_color, bold):
    from qelab.cli import talk

    monkeypatch.setattr(talk, "is_terminal", lambda _: True)
    monkeypatch.setenv("NO_COLOR", no_color)
    talk.show(["# Heading", "text"])
    assert ("\033[1mHeading" in capsys.readouterr().out) is bold


def test_progress_waits_a_second_and_wipes_itself(capsys, monkeypatch):
    from qelab.cli import progress

    now = [0.0]
    monkeypatch.setattr(progress, "is_terminal", lambda _: True)
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.Progress("zh-Hant") as report:
        report("opening", 0.1)
        assert capsys.readouterr().err == ""
        now[0] = 1.5
        report("programme", 0.5)
        assert "50% 方案" in capsys.readouterr().err
    assert re.fullmatch(r"\r +\r", capsys.readouterr().err)


@pytest.mark.parametrize("command", [["list"], ["schema"], ["run", "rate_cut", "--json"]])
def test_a_closed_pipe_ends_quietly(program, command):
    """Whether the pipe breaks inside the command or at the last flush: 128 + SIGPIPE, as other programs end."""
    with subprocess.Popen(
        [*program, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()
    assert "Traceback" not in error
    assert "Exception ignored" not in error
    assert process.returncode == 141


def test_a_terminal_that_cannot_write_chinese(program):
    import os

    done = subprocess.run(
        [*program, "list", "--lang", "zh-Hant"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert b"fed_2010_lsap2" in done.stdout


def test_a_real_run_end_to_end(program, tmp_path):
    arguments = ["run", "fed_2010_lsap2", "--set", "size_bn=611", "--json", "--out", str(tmp_path / "a.nc")]
    done = subprocess.run(
        [*program, *arguments, "--plot", str(tmp_path / "a.png")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["scenario"]["size_bn"] == 611
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.nc", "a.png"]
