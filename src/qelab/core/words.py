"""The words that tables and pictures print, in both languages (``words.csv``)."""

from functools import cache
from pathlib import Path
from typing import Any

from qelab.core.language import Language
from qelab.core.tables import read_table


@cache
def words() -> dict[str, dict[str, str]]:
    """All words by key."""
    rows = read_table(Path(__file__).with_name("words.csv"), ("key", "en", "zh_hant"))
    return {row["key"]: {"en": row["en"], "zh_hant": row["zh_hant"]} for row in rows}


def has_word(key: str) -> bool:
    """Whether there is such a word."""
    return key in words()


def word(key: str, lang: str = "en", **params: Any) -> str:
    """The word for ``key``; a missing key is a defect and raises ``KeyError``."""
    return words()[key][Language(lang).column].format_map(params)
