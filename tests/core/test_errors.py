"""Errors are a product: every code in both languages, with exit code, place, hint and machine form."""

import pickle
import re
import string
from pathlib import Path

import pytest

import qelab
from qelab.core.errors import QelabError, did_you_mean, messages

EXIT_CODES = {1, 2, 3, 4, 5, 6}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def placeholders(template: str) -> dict[str, str]:
    """Name and format of each placeholder."""
    return {name: form or "" for _, name, form, _ in string.Formatter().parse(template) if name is not None}


def any_values(code: str) -> dict[str, object]:
    row = messages()[code]
    templates = [*row.text.values(), *row.hint.values()]
    forms = {name: form for template in templates for name, form in placeholders(template).items()}
    return {name: 1.5 if form else "x" for name, form in forms.items()}


@pytest.mark.parametrize("code", messages())
def test_every_code_reads_in_both_languages(code):
    error = QelabError(code, where="scenario.toml", path="announcements[0].date", **any_values(code))
    for lang, label in (("en", "error"), ("zh-Hant", "錯誤")):
        text = error.render(lang)
        assert text.startswith(f"{label}[{code}]: {error.message(lang)}\n")
        assert "  --> scenario.toml announcements[0].date" in text
        assert "{" not in text
    assert CHINESE.search(error.message("zh-Hant"))
    assert not CHINESE.search(error.message("en"))
    assert error.exit_code in EXIT_CODES
    assert str(error) == error.render("en")


@pytest.mark.parametrize("code", messages())
def test_languages_have_the_same_placeholders(code):
    row = messages()[code]
    for texts in (row.text, row.hint):
        assert placeholders(texts["en"]) == placeholders(texts["zh_hant"])
        assert bool(texts["en"]) == bool(texts["zh_hant"])


def test_codes_are_sorted_and_raised_somewhere():
    codes = list(messages())
    assert codes == sorted(codes)
    source = "\n".join(path.read_text("utf-8") for path in Path(qelab.__file__).parent.rglob("*.py"))
    assert [code for code in codes if f'"{code}"' not in source] == []


def test_machine_form():
    error = QelabError("QE101", path="macro", noun="model", name="us_cor", allowed=("us_core", "gk_2011"))
    assert error.as_json() == {
        "code": "QE101",
        "message": "unknown model 'us_cor'",
        "hint": "did you mean 'us_core'? allowed: us_core, gk_2011",
        "path": "macro",
    }
    assert error.as_json("zh-Hant")["hint"] == "您是指「us_core」嗎？可用：us_core, gk_2011"
    assert error.exit_code == 2


def test_an_error_without_place_names_none():
    error = QelabError("QE104", text="2010-13")
    assert "-->" not in error.render()
    assert error.as_json()["path"] == ""
    assert (error.exit_code, error.message()) == (3, "'2010-13' is not a month")


def test_a_long_list_of_allowed_names_is_cut():
    allowed = [f"name_{number:03d}" for number in range(60)]
    hint = QelabError("QE101", noun="thing", name="zzz", allowed=allowed).hint()
    assert "name_039, …" in hint
    assert "name_040" not in hint


def test_errors_survive_a_process_border():
    error = QelabError("QE203", path="size_bn", text="-1", key="size_bn", word="≥", limit="0")
    copy = pickle.loads(pickle.dumps(error))
    assert copy.as_json() == error.as_json()


@pytest.mark.parametrize(
    ("name", "allowed", "found"),
    [
        ("fed_2010_lsap", ["fed_2008_lsap1", "fed_2010_lsap2"], "fed_2010_lsap2"),
        ("sizebn", ["size_bn", "source"], "size_bn"),
        ("xyz", ["size_bn", "source"], ""),
        ("", ["size_bn"], ""),
    ],
)
def test_did_you_mean(name, allowed, found):
    assert did_you_mean(name, allowed) == found
