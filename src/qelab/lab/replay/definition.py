"""What a replay is: which quarters, which record of programmes, which observable is matched by which shock.

One TOML file of ``catalogue/`` each. The series named here are columns of the packaged history.
"""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from qelab.core.errors import QelabError
from qelab.core.registry import Registry
from qelab.core.time import Quarter

REPLAYS = Registry("replay", Path(__file__).with_name("catalogue"), "{id}.toml")
LONGEST_HOLD = 40  # quarters


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(_Frozen):
    """A text in both languages."""

    en: str
    zh_hant: str

    def in_language(self, lang: str) -> str:
        """The text in a language."""
        return self.zh_hant if lang == "zh-Hant" else self.en


class Observable(_Frozen):
    """A series of the data, and the shock with which a variable of the model takes its values.

    The variable is the deviation of ``column`` (minus the column ``less``) from ``level``, a number or the name of
    a setting of the laboratory, in percent or percentage points.
    """

    name: str
    variable: str
    shock: str
    column: str
    less: str = ""
    level: float | Literal["inflation_target", "neutral_policy_rate"]
    source: str = Field(min_length=1)


class Premium(_Frozen):
    """The ten-year premium of the data, matched by a residual that fades by ``persistence`` a quarter."""

    column: str
    level: float
    persistence: float = Field(gt=0.0, lt=1.0)
    source: str = Field(min_length=1)


class Definition(_Frozen):
    """A replay.

    Shocks are inverted from ``first`` to ``last``; the worlds differ from the quarter after the opening of
    ``scenario`` on. ``exceptional`` are quarters in which a shock of any size is no surprise; ``rate_held_quarters``
    is how far ahead the second variant without programmes expects the policy rate of the data's world.
    """

    id: str
    label: Label
    economy: Literal["us"]
    first: str
    last: str
    scenario: str
    exceptional: tuple[str, ...]
    rate_held_quarters: int = Field(ge=1, le=LONGEST_HOLD)
    source: str
    observables: tuple[Observable, ...]
    premium: Premium

    @property
    def span(self) -> tuple[Quarter, Quarter]:
        """First and last quarter of the inversion."""
        return Quarter.parse(self.first), Quarter.parse(self.last)

    def is_exceptional(self, quarter: Quarter) -> bool:
        """Whether a quarter, or its whole year, is in ``exceptional``."""
        return str(quarter) in self.exceptional or str(quarter.year) in self.exceptional


def definition(name: str, rate_held_quarters: int | None = None) -> Definition:
    """A replay of the catalogue, with another ``rate_held_quarters`` where one is given.

    Raises
    ------
    QelabError QE101 : unknown id; QE740 : quarters out of range
    """
    content = tomllib.loads(REPLAYS.path(name).read_text("utf-8"))
    if rate_held_quarters is not None:
        if not 1 <= rate_held_quarters <= LONGEST_HOLD:
            raise QelabError("QE740", quarters=rate_held_quarters, longest=LONGEST_HOLD)
        content["rate_held_quarters"] = rate_held_quarters
    return Definition.model_validate(content)
