"""What the scorecard measures: the rows of ``scorecard.csv``, with label, better direction and threshold."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qelab.core.language import Language
from qelab.core.tables import read_table
from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.core.words import word

_COLUMNS = (
    "group", "key", "measure", "better", "threshold", "basis", "unit", "label_en", "label_zh_hant", "awaits_en",
    "awaits_zh_hant",
)  # fmt: skip
COVERAGE = 80  # per cent of the draws that a band holds
_OF_LEVEL = ("stocks", "funds")


class Side(StrEnum):
    """Which part of the scorecard a row belongs to."""

    AIM = "aim"
    ECONOMY = "economy"
    COST = "cost"


class Verdict(StrEnum):
    """What the rule says of a row."""

    HELPED = "helped"
    NONE = "none"
    HURT = "hurt"
    UNSETTLED = "unsettled"
    NOT_COMPUTED = "not_computed"


@dataclass(frozen=True, slots=True)
class Measure:
    """One row: ``measure`` is how it is computed ("" where nothing computes it), ``better`` +1 or −1.

    ``threshold`` is in the unit of the effect, or per cent of the level where ``basis`` is ``stocks`` or
    ``funds`` (money that moves by bookkeeping alone).
    """

    group: str
    key: str
    measure: str
    better: int
    threshold: float
    basis: str
    unit: str
    effect_unit: str
    _texts: dict[str, str]

    @property
    def side(self) -> Side:
        """Aim, economy or cost."""
        return Side(self.group) if self.group in (Side.ECONOMY, Side.COST) else Side.AIM

    def threshold_at(self, level: float) -> float:
        """Smallest effect that counts, in its unit, where the world without the programme stands at ``level``."""
        if self.basis not in _OF_LEVEL:
            return self.threshold
        return abs(level) * convert(self.threshold, "percent", "decimal")

    def label(self, lang: str = "en") -> str:
        """Name for people."""
        return self._texts[f"label_{Language(lang).column}"] or series(self.key).label(lang)

    def group_label(self, lang: str = "en") -> str:
        """The aim it belongs to, or the heading of its part."""
        return word(f"scorecard.{self.group}", lang)

    def awaits(self, lang: str = "en") -> str:
        """Which part of the laboratory would have to compute it."""
        return self._texts[f"awaits_{Language(lang).column}"]


def _measure(row: dict[str, str]) -> Measure:
    known = series(row["key"]) if row["measure"] == "series" else None
    return Measure(
        group=row["group"],
        key=row["key"],
        measure=row["measure"],
        better={"higher": 1, "lower": -1}[row["better"]],
        threshold=float(row["threshold"] or "nan"),
        basis=row["basis"],
        unit=known.unit if known else row["unit"],
        effect_unit=known.effect_unit if known else row["unit"],
        _texts={key: row[key] for key in _COLUMNS if key.endswith(("_en", "_zh_hant"))},
    )


MEASURES = tuple(_measure(row) for row in read_table(Path(__file__).with_name("scorecard.csv"), _COLUMNS))


def rule_text(lang: str) -> str:
    """The rule of the verdicts, with its thresholds."""
    by_basis = {measure.basis: measure.threshold for measure in MEASURES if measure.basis}
    yields = convert(by_basis["yields"], "percentage points", "bp")
    chance = convert(by_basis["probability"], "decimal", "percent")
    return word(
        "scorecard.rule",
        lang,
        yields=f"{yields:g}",
        digit=f"{by_basis['last_digit']:g}",
        stocks=f"{by_basis['stocks']:g}",
        stress=f"{by_basis['stress']:g}",
        income=f"{by_basis['income']:g}",
        market_value=f"{by_basis['market_value']:g}",
        chance=f"{chance:g}",
        coverage=COVERAGE,
    )
