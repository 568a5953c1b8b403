"""Words in two languages: the same keys, the same placeholders, nothing empty."""

import re
import string

import pytest

from qelab.core.language import Language
from qelab.core.words import word, words

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("key", words())
def test_both_languages(key):
    row = words()[key]
    assert row["en"].strip()
    assert row["zh_hant"].strip()
    assert placeholders(row["en"]) == placeholders(row["zh_hant"])
    assert not CHINESE.search(row["en"])


def test_keys_are_sorted_and_once():
    assert list(words()) == sorted(set(words()))


def test_parameters_are_filled():
    assert word("exit.row", hold=6, decline="3") != word("exit.row", hold=6, decline="4")
    assert "6" in word("exit.row", "zh-Hant", hold=6, decline="3")


def test_a_missing_word_is_a_defect():
    with pytest.raises(KeyError):
        word("no.such.word")


def test_languages():
    assert [language.value for language in Language] == ["en", "zh-Hant"]
    assert [language.column for language in Language] == ["en", "zh_hant"]
