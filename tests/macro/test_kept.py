"""Files kept between processes: whole or absent, and made anew when they are damaged."""

import pytest

from qelab.macro import kept
from qelab.macro.modfile import reader

FILE = "var x; varexo e; model; x = 0.5*x(-1) + e; end;"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_what_was_written_is_read():
    kept.write("name", b"content")
    assert kept.read("name") == b"content"
    kept.write("name", b"other")
    assert kept.read("name") == b"other"
    assert kept.read("another") is None


def test_nothing_else_is_left_in_the_folder(tmp_path):
    kept.write("name", b"content")
    assert [item.name for item in (tmp_path / "qelab").iterdir()] == ["name"]


@pytest.mark.parametrize("size", [0, 10, 64, 66])
def test_a_file_cut_short_is_absent(tmp_path, size):
    kept.write("name", b"content")
    place = tmp_path / "qelab" / "name"
    place.write_bytes(place.read_bytes()[:size])
    assert kept.read("name") is None


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept.write("name", b"content")
    assert kept.folder() is None
    assert kept.read("name") is None
    assert kept.find_library("name") is None


@pytest.fixture
def parsed(monkeypatch):
    """A file read by a parser made now, as a new process does it."""

    def read():
        reader._parser.cache_clear()
        return reader.read_text(FILE)

    yield read
    reader._parser.cache_clear()


def test_the_tables_of_the_grammar_are_kept_and_give_the_same(parsed, tmp_path, monkeypatch):
    first = parsed()
    (tables,) = (tmp_path / "qelab").iterdir()
    monkeypatch.setattr(reader, "Lark", _Loaded)  # a parser made from the grammar would fail
    assert parsed() == first
    assert list((tmp_path / "qelab").iterdir()) == [tables]


class _Loaded:
    load = reader.Lark.load


@pytest.mark.parametrize("damage", [lambda whole: whole[: len(whole) // 2], lambda whole: whole[:-1] + b"?", lambda _: b""])
def test_damaged_tables_are_made_anew(parsed, tmp_path, damage):
    first = parsed()
    (tables,) = (tmp_path / "qelab").iterdir()
    whole = tables.read_bytes()
    tables.write_bytes(damage(whole))
    assert parsed() == first
    assert kept.read(tables.name) is not None
