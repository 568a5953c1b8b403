"""Published elasticities of the term premium, each in the unit of the projection form.

    lambda0 = - effect / (ten-year equivalents in % of GDP * weight of the expected exit)

Answers: what would follow if Li and Wei were right, or D'Amico and King? A study gives an effect in basis points and a size;
what it assumed of the exit is mostly unsaid and is put down here by row, with the choice open to the caller: the same
number read as permanent gives a lambda0 of six tenths.

>>> round(elasticity("li_wei_2013").lambda0, 3)
0.147
>>> round(elasticity("li_wei_2013", exit="permanent").lambda0, 3)
0.088
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table
from qelab.core.units import convert
from qelab.rates.expected_exit import EXITS
from qelab.rates.premium import Elasticity

FILE = Path(__file__).with_name("elasticities.csv")
DEFAULT = "chosen"
_COLUMNS = (
    "id", "study", "measured_en", "measured_zh_hant", "effect_bp", "size", "size_unit", "gdp_bn", "ten_year_share",
    "exit", "status", "source", "conversion",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One published number and how it is read.

    ``effect_bp`` on the ten-year yield or premium of ``size``, in ``size_unit``: bn at par with ``gdp_bn`` (annual rate,
    at the time), or percent of GDP. ``ten_year_share`` is ten-year equivalents per unit of what is bought. ``exit`` is a
    key of ``expected_exit.EXITS``. ``conversion`` says where share, GDP and exit come from. The row that is chosen and
    not converted has none of these numbers (None).
    """

    id: str
    study: str
    measured: dict[str, str]
    effect_bp: float | None
    size: float | None
    size_unit: str
    gdp_bn: float | None
    ten_year_share: float | None
    exit: str
    source: Source
    conversion: str

    @property
    def pct_gdp(self) -> float | None:
        """Ten-year equivalents of what was bought, % of GDP."""
        if self.size is None or self.ten_year_share is None:
            return None
        if self.gdp_bn is None:
            return self.size * self.ten_year_share
        return float(convert(self.size * self.ten_year_share / self.gdp_bn, "share of GDP", "percent of GDP"))

    def lambda0(self, exit: str | None = None) -> float:
        """Percentage points per 1 % of GDP, under the row's exit or another.

        Raises
        ------
        QelabError QE101 : no such exit
        """
        if self.effect_bp is None or self.pct_gdp is None:
            return Elasticity().lambda0
        name = exit or self.exit
        if name not in EXITS:
            raise QelabError("QE101", noun="expected exit", name=name, allowed=tuple(EXITS))
        return float(convert(-self.effect_bp, "bp", "percentage points")) / (self.pct_gdp * EXITS[name].weight)


@cache
def estimates() -> dict[str, Estimate]:
    """All rows by id, the chosen one first."""
    return {row["id"]: _estimate(row) for row in read_table(FILE, _COLUMNS)}


def estimate(name: str) -> Estimate:
    """One row.

    Raises
    ------
    QelabError QE101 : no such elasticity
    """
    known = estimates()
    if name not in known:
        raise QelabError("QE101", noun="elasticity", name=name, allowed=tuple(known))
    return known[name]


def elasticity(name: str = DEFAULT, exit: str | None = None) -> Elasticity:
    """A published elasticity as the laboratory's own; the response to stress stays the default's.

    Parameters
    ----------
    name : an id of the table; "chosen" is the laboratory's default
    exit : what was expected of the purchase, if not what the row says

    Raises
    ------
    QelabError QE101 : no such elasticity or exit
    """
    row = estimate(name)
    if row.effect_bp is None:
        return Elasticity()
    return Elasticity(lambda0=row.lambda0(exit), source=row.source)


def _estimate(row: dict[str, str]) -> Estimate:
    def number(key: str) -> float | None:
        return float(row[key]) if row[key] else None

    measured = {language.column: row[f"measured_{language.column}"] for language in Language}
    return Estimate(
        id=row["id"], study=row["study"], measured=measured, effect_bp=number("effect_bp"), size=number("size"),
        size_unit=row["size_unit"], gdp_bn=number("gdp_bn"), ten_year_share=number("ten_year_share"), exit=row["exit"],
        source=Source(text=row["source"], status=Status(row["status"])), conversion=row["conversion"],
    )  # fmt: skip
