"""Texts of others inside our messages: reasons of the operating system, of the TOML reader, nouns.

A message in Chinese may not carry an English reason in its middle. Reasons that are known are translated
(``phrase.*`` in ``words.csv``); a place in a file keeps its line and column; any other reason is named generally.
"""

import re

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.words import word, words

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_AT_END = "(at end of document)"
_NOUNS = ("noun", "reason")
_BUCKETS_NAMED = ("QE303", "QE307")  # their asset is a bucket of the portfolio, which nobody typed


def localised(error: QelabError, lang: str) -> QelabError:
    """The same error with the texts of others in the reader's language."""
    english = Language(lang) is Language.ENGLISH
    keys = (("asset",) if error.code in _BUCKETS_NAMED else ()) + (() if english else _NOUNS)
    general = error.code != "QE899"  # a defect is told as it is: the text is for whoever mends it
    params = {
        key: phrase(value, lang, general=general and key == "reason")
        if key in keys and isinstance(value, str)
        else value
        for key, value in error.params.items()
    }
    return QelabError(error.code, path=error.path, where=error.where, **params)


def phrase(text: str, lang: str, *, general: bool = False) -> str:
    """A text of others in the language of the reader.

    >>> phrase("Invalid value (at line 3, column 9)", "zh-Hant", general=True)
    '第 3 行第 9 欄的寫法有誤'
    """
    key = f"phrase.{text.casefold()}"
    if key in words():
        return word(key, lang)
    place = _AT.search(text)
    if place:
        return word("phrase.at_place", lang, line=place[1], column=place[2])
    if text.endswith(_AT_END):
        return word("phrase.at_end", lang)
    return word("phrase.general", lang) if general else text
