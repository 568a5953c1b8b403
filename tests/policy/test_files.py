"""Scenario files on disk: names, unreadable, empty, binary, huge nesting; and settings of the command line."""

import datetime as dt
import os
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.policy.catalogue import PROGRAMMES, parse_setting, rate_cut, scenario


def code_of(name: str | Path) -> str:
    with pytest.raises(QelabError) as caught:
        scenario(name)
    return caught.value.code


@pytest.fixture
def copy_of_lsap2(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(PROGRAMMES.path("fed_2010_lsap2").read_bytes())
    return path


def test_a_file_is_read_by_any_kind_of_name(copy_of_lsap2, monkeypatch):
    original = scenario("fed_2010_lsap2")
    monkeypatch.chdir(copy_of_lsap2.parent)
    for name in (copy_of_lsap2, str(copy_of_lsap2), "mine.toml", "./mine.toml"):
        assert scenario(name) == original
    copy_of_lsap2.rename("no_ending")
    assert scenario("no_ending") == original


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "QE202"),
        (b"# nothing but a comment\n", "QE202"),
        (b"\x89HDF\r\n\x1a\n\x00\x00", "QE231"),
        ("size_bn = 600".encode("utf-16"), "QE231"),
        (b"\x00\x01\x02", "QE232"),
        (b"size_bn = \n", "QE232"),
        (b"size_bn = 1\nsize_bn = 2\n", "QE232"),
        (b"x = " + b"[" * 5000, "QE232"),
        (b'{"size_bn": 600}', "QE232"),
    ],
    ids=["empty", "comment", "binary", "utf-16", "control", "no value", "twice", "nested", "json"],
)
def test_what_is_not_a_scenario_is_refused(tmp_path, content, code):
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    assert code_of(path) == code


def test_the_error_names_the_file(copy_of_lsap2):
    copy_of_lsap2.write_text(copy_of_lsap2.read_text("utf-8").replace("size_bn = 600", "sizebn = 600"), "utf-8")
    with pytest.raises(QelabError) as caught:
        scenario(copy_of_lsap2)
    assert (caught.value.code, caught.value.where) == ("QE201", str(copy_of_lsap2))


def test_missing_files_and_folders(tmp_path):
    assert code_of(tmp_path / "nowhere.toml") == "QE230"
    assert code_of(tmp_path) == "QE230"
    assert code_of("nowhere.toml") == "QE230"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(copy_of_lsap2):
    copy_of_lsap2.chmod(0)
    assert code_of(copy_of_lsap2) == "QE230"


def test_unknown_programme():
    with pytest.raises(QelabError) as caught:
        scenario("fed_2010_lsap1")
    assert caught.value.code == "QE101"
    assert "did you mean 'fed_2010_lsap2'?" in caught.value.hint()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("size_bn=1200", ("size_bn", 1200)),
        (" size_bn = 1.5 ", ("size_bn", 1.5)),
        ("label=LSAP2 doubled", ("label", "LSAP2 doubled")),
        ('label="a = b"', ("label", "a = b")),
        ("label=a = b", ("label", "a = b")),
        ("announcements.0.date=2010-12-01", ("announcements.0.date", dt.date(2010, 12, 1))),
        ("counterfactual=full_reinvestment", ("counterfactual", "full_reinvestment")),
        ("label=", ("label", "")),
    ],
)
def test_settings(text, expected):
    assert parse_setting(text) == expected


@pytest.mark.parametrize("text", ["size_bn", "", "=600", "  = 600"])
def test_what_is_not_a_setting(text):
    with pytest.raises(QelabError) as caught:
        parse_setting(text)
    assert caught.value.code == "QE224"


def test_rate_cut():
    assert rate_cut() == scenario("rate_cut")
    move = rate_cut(50, hold_quarters=4, date="2026-08-05")
    assert move.policy_rate is not None
    assert (move.policy_rate.cut_bp, move.policy_rate.hold_quarters) == (50, 4)
    assert move.first_date == move.policy_rate.date == dt.date(2026, 8, 5)
    assert "50" in move.label.en
