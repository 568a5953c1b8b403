"""What an answer to a claim is: one number, and where it can be had a second one by another route."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc

from qelab.lab.check.runs import Runs

Number = Callable[[Runs], float]


@dataclass(frozen=True, slots=True)
class Answer:
    """The functions of one claim, in the claim's unit. ``second`` is computed only for a miss."""

    value: Number
    second: Number | None = None

    @property
    def how(self) -> str:
        """What is computed, in words."""
        return " ".join((getdoc(self.value) or "").split())

    @property
    def how_second(self) -> str:
        """What the second route computes."""
        return " ".join((getdoc(self.second) or "").split()) if self.second else ""
