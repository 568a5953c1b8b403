"""A report on disk: whole or not at all, and refused in words."""

import os

import pytest

import qelab
from qelab.core.errors import QelabError
from qelab.report.html import save
from qelab.report.html.page import report_html
from qelab.report.html.save import save_report


def test_writes_the_page_and_replaces_an_old_one(result, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("old")
    qelab.save_report(result, path, "zh-Hant")
    assert path.read_text("utf-8") == report_html(result, "zh-Hant")
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(("name", "code"), [("a.pdf", "QE814"), ("a", "QE814"), ("no/such/a.html", "QE816")])
def test_refused_in_words(result, tmp_path, name, code):
    with pytest.raises(QelabError) as caught:
        save_report(result, tmp_path / name)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_half_written(result, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(save.os, "replace", full)
    with pytest.raises(QelabError, match="QE816"):
        save_report(result, tmp_path / "a.html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_others_may_read_it(result, tmp_path):
    mask = os.umask(0o022)
    try:
        save_report(result, tmp_path / "a.html")
    finally:
        os.umask(mask)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o644
