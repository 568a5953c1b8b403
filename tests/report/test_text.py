"""Widths, tables and paragraphs, by cases that can be counted by hand."""

import pytest

from qelab.report.text import Table, display_width, draw, pad, pairs, wrap


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("bp", 2), ("公債", 4), ("QE 公債，", 9), ("e\u0301", 1), ("％", 2)]
)
def test_width_counts_columns_of_the_terminal(text, width):
    assert display_width(text) == width


def test_pad_fills_to_the_width_and_never_cuts():
    assert pad("公債", 6) == "公債  "
    assert pad("公債", 6, left=False) == "  公債"
    assert pad("公債", 2) == "公債"


def test_columns_align_whatever_the_characters():
    table = Table(title="t", header=("a", "值"), rows=(("殖利率", "1"), ("bp", "-22")))
    _, *lines = draw(table)
    assert len({display_width(line) for line in lines}) == 1
    assert lines[-1] == "bp      -22"


def test_header_of_two_lines_stands_on_the_rule():
    table = Table(title="", header=("a", "b\n(bp)"), rows=(("x", "1"),), align="lr")
    assert draw(table) == ["      b", "a  (bp)", "-------", "x     1"]


def test_empty_table_is_its_header():
    assert draw(Table(title="t", header=("a", "b"), rows=())) == ["t", "a  b", "----"]


def test_wrap_breaks_at_blanks():
    assert wrap("one two three four", 9) == ["one two", "three", "four"]


def test_wrap_breaks_between_chinese_characters_but_not_before_a_comma():
    assert wrap("量化寬鬆，量化緊縮", 8) == ["量化寬鬆，", "量化緊縮"]


def test_wrap_keeps_every_character_and_a_word_longer_than_the_line():
    text = "supercalifragilistic 公債 x"
    assert "".join("".join(wrap(text, 6)).split()) == "".join(text.split())


def test_pairs_put_the_text_beside_its_word():
    assert pairs([("size", "a b"), ("規模大", "c")], 30) == ["size    a b", "規模大  c"]
