"""What an answer is made of: numbers with their unit, quarter, run and kind, and the sentences that carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qelab.core.vocabulary import series as vocabulary_series
from qelab.lab.article.statements import label
from qelab.lab.scorecard import Score


class Kind(StrEnum):
    """Where a number comes from."""

    EFFECT = "effect"
    """Difference of the two worlds of a run."""
    LEVEL = "level"
    """A number of one run that is no difference: a level, an input, a ratio of effects."""
    LEDGER = "ledger"
    """Change of a position by balanced transactions."""
    DATA = "data"
    """Computed from the packaged data."""
    ARITHMETIC = "arithmetic"
    """Computed from the statement itself."""
    QUOTED = "quoted"
    """Published, standing in a fixed table; not computed here."""


SIGNED = (Kind.EFFECT, Kind.LEDGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of an answer.

    ``value`` is in ``unit``; of an effect it is with the programme less without it, whose levels are ``without``
    and ``policy``, in ``level_unit``. ``low`` and ``high`` are the 80 % band of the draws, where there are any.
    ``name`` is the row of ``labels.csv``, or empty for the label of ``series``.
    """

    key: str
    value: float
    unit: str
    kind: Kind
    series: str = ""
    name: str = ""
    scenario: str | None = None
    at: str | None = None
    without: float | None = None
    policy: float | None = None
    level_unit: str = ""
    low: float | None = None
    high: float | None = None
    source: str = ""
    signed: bool | None = None
    score: Score | None = None

    @property
    def has_sign(self) -> bool:
        """Whether a positive value is written with its sign."""
        return self.kind in SIGNED if self.signed is None else self.signed

    def label(self, lang: str = "en") -> str:
        """Name for people."""
        return label(self.name, lang) if self.name else vocabulary_series(self.series).label(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The numbers of one statement; ``texts`` are dates and the like; ``tags`` choose sentences beyond the first."""

    numbers: tuple[Number, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()

    def sentences(self, id: str) -> tuple[str, ...]:
        """Rows of ``sentences.csv``, in order."""
        return (id, *(f"{id}.{tag}" for tag in self.tags))
