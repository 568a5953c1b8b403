"""Where a number comes from: carried beside every published figure."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far a figure can be trusted."""

    CONFIRMED = "confirmed"  # seen on a published page or in authors' code
    COMPUTED = "computed"  # from public data
    RECALLED = "recalled"  # from memory of the literature: never a hard test
    UNSURE = "unsure"  # never a target
    CONSTRUCTED = "constructed"  # by a stated rule from published totals
    ASSUMPTION = "assumption"  # a modelling choice
    HYPOTHETICAL = "hypothetical"  # a programme nobody announced


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Source of a number or of a series."""

    text: str
    status: Status = Status.CONFIRMED
    address: str = ""
    licence: str = ""
    retrieved: str = ""
    vintage: str = ""

    def __str__(self) -> str:
        return f"{self.text} [{self.status}]"
