"""Ids of files, packaged tables, sources: the small tools that every layer leans on."""

import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.core.registry import Registry
from qelab.core.tables import read_table


@pytest.fixture
def folder(tmp_path):
    for name in ("beta", "alpha"):
        (tmp_path / f"{name}.toml").write_text("")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "gamma").mkdir()
    (tmp_path / "gamma" / "gamma.mod").write_text("")
    (tmp_path / "gamma" / "stray.mod").write_text("")
    return tmp_path


def test_ids_are_the_files_that_match(folder):
    assert Registry("programme", folder, "{id}.toml").ids() == ("alpha", "beta")
    assert Registry("model", folder, "{id}/{id}.mod").ids() == ("gamma",)
    assert Registry("model", folder / "nowhere", "{id}.toml").ids() == ()


def test_path_of_an_id(folder):
    assert Registry("programme", folder, "{id}.toml").path("beta") == folder / "beta.toml"


@pytest.mark.parametrize("name", ["bet", "../beta", "", "beta.toml", "Beta"])
def test_unknown_id(folder, name):
    with pytest.raises(QelabError) as caught:
        Registry("programme", folder, "{id}.toml").path(name)
    assert caught.value.code == "QE101"
    assert "allowed: alpha, beta" in caught.value.hint()


@pytest.mark.parametrize(
    "text", ["a,c\n1,2\n", "a,b\n1\n", "a,b\n1,2,3\n", "b,a\n1,2\n", ""], ids=["name", "short", "long", "order", "empty"]
)
def test_a_damaged_table_is_refused(tmp_path, text):
    table = tmp_path / "table.csv"
    table.write_text(text)
    with pytest.raises(ValueError, match=r"table\.csv"):
        read_table(table, ("a", "b"))


def test_a_table_keeps_commas_in_quotes(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text('a,b\n"1,5",x\n')
    assert read_table(table, ("a", "b")) == [{"a": "1,5", "b": "x"}]


def test_a_source_says_how_far_it_can_be_trusted():
    assert str(Source(text="H.4.1", status=Status.RECALLED)) == "H.4.1 [recalled]"
    assert Source(text="H.4.1").status is Status.CONFIRMED
