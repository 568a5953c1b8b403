"""Members of the public series that have some: wealth groups, cities, economies, holders.

Answers: whose numbers stand in which place of a panel? One row of ``members.csv`` each, in the order of the panels.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.tables import read_table

_COLUMNS = ("dimension", "id", "label_en", "label_zh_hant")


@dataclass(frozen=True, slots=True)
class Member:
    """One of a dimension's members."""

    id: str
    label_en: str
    label_zh_hant: str

    def label(self, lang: str = "en") -> str:
        """Name for people."""
        return self.label_en if Language(lang) is Language.ENGLISH else self.label_zh_hant


@cache
def dimensions() -> dict[str, tuple[Member, ...]]:
    """Members by dimension."""
    found: dict[str, list[Member]] = {}
    for row in read_table(Path(__file__).with_name("members.csv"), _COLUMNS):
        found.setdefault(row["dimension"], []).append(Member(row["id"], row["label_en"], row["label_zh_hant"]))
    return {name: tuple(rows) for name, rows in found.items()}


def members(dimension: str) -> tuple[Member, ...]:
    """Members of a dimension, none where it is not known."""
    return dimensions().get(dimension, ())


def place(dimension: str, member: str) -> int:
    """Position of a member.

    Raises
    ------
    QelabError QE101 : no such member
    """
    ids = tuple(item.id for item in members(dimension))
    if member not in ids:
        raise QelabError("QE101", noun=dimension.replace("_", " "), name=member, allowed=ids)
    return ids.index(member)
