"""Files that cannot be a scenario or a result, and scenarios that cannot be: exit code 3, nothing written."""

import os
import tomllib

import pytest

from qelab.policy.catalogue import PROGRAMMES

LSAP2 = PROGRAMMES.path("fed_2010_lsap2").read_text("utf-8")

FILES = {
    "empty": (b"", "QE202"),
    "binary": (bytes(range(256)) * 8, "QE231"),
    "truncated": (LSAP2[:700].encode(), "QE232"),
    "not a scenario": (b"a = 1\n", "QE202"),
    "utf-16": (LSAP2.encode("utf-16"), "QE231"),
    "huge": (b"# x\n" * 400_000, "QE822"),
    "deep": (b"a = " + b"[" * 100_000, "QE232"),
    "unknown key": (LSAP2.replace("size_bn = 600", "size_bm = 600").encode(), "QE201"),
    "unit in the value": (LSAP2.replace("size_bn = 600", 'size_bn = "600bn"').encode(), "QE205"),
    "negative size": (LSAP2.replace("size_bn = 600", "size_bn = -600").encode(), "QE203"),
    "not a number": (LSAP2.replace("size_bn = 600", "size_bn = nan").encode(), "QE205"),
    "phase before announcement": (LSAP2.replace('"2010-11"', '"2010-10"').encode(), "QE212"),
    "shares": (LSAP2.replace("share = 0.04", "share = 0.40").encode(), "QE208"),
    "bucket upside down": (LSAP2.replace("from_years = 17.0", "from_years = 31.0").encode(), "QE203"),
    "not a date": (LSAP2.replace("date = 2010-11-03", 'date = "soon"').encode(), "QE205"),
    "no such opening": (LSAP2.replace("us_2010q3", "us_1970q1").encode(), "QE607"),
}


def dates_out_of_order() -> bytes:
    lsap1 = PROGRAMMES.path("fed_2008_lsap1").read_text("utf-8")
    return lsap1.replace("date = 2009-03-18", "date = 2008-11-24").encode()


FILES["dates out of order"] = (dates_out_of_order(), "QE215")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", ["run", "show", "accounts"])
def test_bad_scenario(qelab, tmp_path, monkeypatch, name, command):
    content, code = FILES[name]
    if command != "run" and code == "QE607":
        pytest.skip("only a run needs the opening")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_bytes(content)
    extra = ["--out", "out.nc", "--plot", "out.png"] if command == "run" else []
    outcome = qelab(command, "mine.toml", *extra, "--json")
    assert outcome.document["code"] == code
    assert outcome.code in (2, 3)
    assert outcome.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


@pytest.mark.parametrize("name", FILES)
def test_bad_scenario_says_where(qelab, tmp_path, name):
    (tmp_path / "mine.toml").write_bytes(FILES[name][0])
    outcome = qelab("run", tmp_path / "mine.toml")
    assert outcome.err.startswith(f"error[{FILES[name][1]}]")
    if name != "no such opening":
        assert "mine.toml" in outcome.err


@pytest.mark.parametrize(
    ("name", "code"), [("missing.toml", "QE230"), (".", "QE101"), ("./", "QE821"), ("x" * 5000 + ".toml", "QE230"), ("a\0b.toml", "QE230")]
)  # fmt: skip
def test_names_that_are_no_file(qelab, tmp_path, monkeypatch, name, code):
    monkeypatch.chdir(tmp_path)
    assert qelab("run", name, "--json").document["code"] == code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(qelab, tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    assert qelab("run", tmp_path / "pipe.toml", "--json").document["code"] == "QE821"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "QE703"), (b"not NetCDF", "QE703"), (b"\x89HDF\r\n\x1a\n" + b"\0" * 100, "QE703")],
)
def test_bad_result(qelab, tmp_path, content, code):
    (tmp_path / "mine.nc").write_bytes(content)
    outcome = qelab("explain", tmp_path / "mine.nc", "yield_10y", "--json")
    assert outcome.document["code"] == code
    assert outcome.code == 3


def test_missing_result(qelab, tmp_path):
    """What a stored result is made with, and not the hint for scenarios."""
    for command in (("explain", tmp_path / "mine.nc", "yield_10y"), ("report", tmp_path / "mine.nc")):
        outcome = qelab(*command)
        assert outcome.code == 3
        assert "error[QE703]" in outcome.err
        assert "mine.nc" in outcome.err
        assert "--out result.nc" in outcome.err


@pytest.mark.parametrize(
    "setting",
    ["size_bm=4", "size_bn=-4", "size_bn=much", "size_bn=inf", "announcements.0.date=soon", "announcements.9.date=1",
     "announcements=1", "announcements.0.phases.0.asset=gold", "label.en.x=1", "size_bn.x=1", "announcements[0.x=1",
     "..=1", "horizon_quarters=5", "standing=1", "announcements.0.exit={}", "policy_rate={cut_bp=1}", "[=1"],
)  # fmt: skip
def test_bad_settings_are_errors_of_ours(qelab, setting):
    outcome = qelab("show", "fed_2010_lsap2", "--set", setting, "--json")
    assert outcome.code in (2, 3)
    assert outcome.document["code"].startswith("QE2")


def test_settings_change_what_they_name(qelab):
    shown = qelab(
        "show", "fed_2010_lsap2", "--set", "size_bn=1200", "--set", "label=Doubled", "--json"
    ).document
    assert shown["scenario"]["size_bn"] == 1200
    assert shown["scenario"]["label"]["en"] == "Doubled"


@pytest.mark.parametrize("settings", [[], ["--set", "size_bn=750.5"]])
def test_shown_toml_reads_back_equal(qelab, tmp_path, settings):
    (tmp_path / "mine.toml").write_text(qelab("show", "fed_2010_lsap2", *settings, "--toml").out, "utf-8")
    again = qelab("show", tmp_path / "mine.toml", "--json").document
    assert again == qelab("show", "fed_2010_lsap2", *settings, "--json").document
    assert (
        tomllib.loads((tmp_path / "mine.toml").read_text("utf-8"))["size_bn"] == again["scenario"]["size_bn"]
    )
