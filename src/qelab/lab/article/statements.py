"""The statements of the article (a fixed list) and what is said of each: tables, no numbers of our own.

``data/reference/article.csv`` is the fixed list. ``sentences.csv`` beside this file has the templates of the
answers, the cautions and what is missing; ``labels.csv`` the names of numbers that are no public series, and of
runs that are no programme of the catalogue; ``quoted.csv`` published figures that stand in the fixed tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.tables import read_table

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
_HERE = Path(__file__).parent
_ARTICLE = ("id", "topic", "statement_zh_hant", "statement_en", "answered_by", "caution")
_TEXTS = ("answer", "caution", "missing")
_SENTENCES = ("id", *(f"{text}_{column}" for text in _TEXTS for column in ("en", "zh_hant")))
_LABELS = ("key", "en", "zh_hant")
_QUOTED = ("key", "value", "unit", "at", "stands_in", "source", "label_en", "label_zh_hant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of the article in both languages."""

    id: str
    topic: str
    statement_zh_hant: str
    statement_en: str
    answered_by: str
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A published figure as it stands in a fixed table (``stands_in`` names the row); not computed here."""

    key: str
    value: float
    unit: str
    at: str
    stands_in: str
    source: str


@cache
def statements() -> Mapping[str, Statement]:
    """All statements by id, in the order of the article."""
    return {row["id"]: Statement(**row) for row in read_table(REFERENCE / "article.csv", _ARTICLE)}


def check_statements(names: Sequence[str]) -> None:
    """Refuse ids that are not in the article.

    Raises
    ------
    QelabError QE101 : no such statement
    """
    for name in names:
        if name not in statements():
            raise QelabError("QE101", noun="statement", name=name, allowed=tuple(statements()))


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Templates and texts by sentence; ``Q05.draws`` belongs to statement Q05."""
    return {row["id"]: row for row in read_table(_HERE / "sentences.csv", _SENTENCES)}


def sentence(id: str, text: str, lang: str) -> str:
    """One text of a sentence: ``answer``, ``caution`` or ``missing``; empty where there is none."""
    return sentences()[id][f"{text}_{Language(lang).column}"]


@cache
def quoted() -> Mapping[str, Quoted]:
    """Published figures by key."""
    rows = read_table(_HERE / "quoted.csv", _QUOTED)
    return {
        row["key"]: Quoted(
            key=row["key"], value=float(row["value"]), unit=row["unit"], at=row["at"], stands_in=row["stands_in"],
            source=row["source"],
        )
        for row in rows
    }  # fmt: skip


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Names of numbers and runs by key and column of language."""
    own = {
        row["key"]: {"en": row["en"], "zh_hant": row["zh_hant"]}
        for row in read_table(_HERE / "labels.csv", _LABELS)
    }
    rows = read_table(_HERE / "quoted.csv", _QUOTED)
    return own | {row["key"]: {"en": row["label_en"], "zh_hant": row["label_zh_hant"]} for row in rows}


def label(key: str, lang: str) -> str:
    """The name of a number or of a run."""
    return labels()[key][Language(lang).column]
