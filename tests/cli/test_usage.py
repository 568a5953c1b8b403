"""What is typed wrongly: one clear message, exit code 2, in the language and form that was asked for."""

import pytest

CASES = [
    # arguments, code, what the hint must offer
    (["rum"], "QE801", "run"),
    (["run"], "QE802", "qelab run --help"),
    (["explain", "fed_2010_lsap2"], "QE802", "qelab explain --help"),
    (["run", "fed_2010_lsap2", "--format", "xml"], "QE803", "csv"),
    (["run", "fed_2010_lsap2", "--lang", "fr"], "QE803", "zh-Hant"),
    (["run", "fed_2010_lsap2", "--frmat", "csv"], "QE804", "--format"),
    (["--lnag"], "QE804", "--help"),
    (["doctor", "-x"], "QE804", "--json"),
    (["run", "fed_2010_lsap2", "--out"], "QE805", "--lang en"),
    (["run", "fed_2010_lsap2", "more"], "QE806", "qelab run --help"),
    (["run", "fed_2010_lsap2", "--json=yes"], "QE807", ""),
    (["compare", "fed_2010_lsap2"], "QE810", "qelab run"),
    (["explain", "x.nc", "yield_10y", "--set", "size_bn=1"], "QE809", "scenario"),
    (["run", "fed_2010_lsap3"], "QE101", "fed_2010_lsap2"),
    (["run", "fed_2010_lsap2", "--model", "us_cor"], "QE101", "us_core"),
    (["explain", "fed_2010_lsap2", "yield_11y"], "QE102", "yield_10y"),
    (["run", "fed_2010_lsap2", "--set", "size_bn"], "QE224", "size_bn=1200"),
    (["run", "fed_2010_lsap2", "--set", "=3"], "QE224", "size_bn=1200"),
]


@pytest.mark.parametrize(("arguments", "code", "hint"), CASES)
def test_message(qelab, arguments, code, hint):
    outcome = qelab(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith(f"error[{code}]: ")
    assert hint in outcome.err


@pytest.mark.parametrize(("arguments", "code", "hint"), CASES)
def test_one_json_document_and_nothing_else(qelab, arguments, code, hint):
    if arguments[-1] == "--out":
        pytest.skip("here --json would be the missing value")
    outcome = qelab(*arguments, "--json")
    assert outcome.err == ""
    assert list(outcome.document) == ["code", "message", "hint", "path"]
    if arguments[0].startswith("--"):
        assert outcome.document["code"] == "QE804"
    else:
        assert outcome.document["code"] == code
    assert outcome.code == 2


def test_format_json_asks_for_json_errors_too(qelab):
    assert qelab("run", "nobody", "--format", "json").document["code"] == "QE101"
    assert qelab("run", "nobody", "--format=json").document["code"] == "QE101"


def test_language_of_errors(qelab, monkeypatch):
    assert qelab("run", "nobody", "--lang", "zh-Hant").err.startswith("錯誤[QE101]: 找不到方案「nobody」")
    assert qelab("run", "nobody", "--lang=zh-Hant").err.startswith("錯誤")
    monkeypatch.setenv("QELAB_LANG", "zh-Hant")
    assert qelab("run", "nobody").err.startswith("錯誤")
    assert qelab("run", "nobody", "--lang", "en").err.startswith("error")
    monkeypatch.setenv("QELAB_LANG", "")
    assert qelab("run", "nobody").err.startswith("error")
    monkeypatch.setenv("QELAB_LANG", "klingon")
    assert qelab("list").err.startswith("error[QE803]: 'klingon'")


def test_nothing_typed_is_help(qelab):
    assert qelab() == qelab("--help")
    assert qelab().code == 0


def test_version(qelab):
    import qelab as package

    assert qelab("--version").out == f"qelab {package.__version__}\n"


@pytest.mark.parametrize(
    "command", ["", "list", "show", "schema", "run", "compare", "accounts", "explain", "project", "report", "doctor"]
)
def test_help(qelab, golden, command):
    outcome = qelab(*([command] if command else []), "--help")
    assert outcome.code == 0
    words = " ".join(outcome.out.split())  # line breaks are the parser's affair
    golden(f"help/{command or 'qelab'}.txt", words + "\n")


def test_a_defect_is_reported_as_one(qelab, quick):
    quick.failure = ZeroDivisionError("nobody expected this")
    outcome = qelab("run", "fed_2010_lsap2")
    assert outcome.code == 1
    assert "QE899" in outcome.err
    assert "QELAB_DEBUG=1" in outcome.err


def test_a_defect_shows_its_place_on_request(qelab, quick, monkeypatch):
    quick.failure = ZeroDivisionError("nobody expected this")
    monkeypatch.setenv("QELAB_DEBUG", "1")
    from qelab.cli.main import main

    with pytest.raises(ZeroDivisionError):
        main(["run", "fed_2010_lsap2"])


def test_interrupt_has_its_exit_code(qelab, quick):
    quick.failure = KeyboardInterrupt()
    assert qelab("run", "fed_2010_lsap2").code == 130
