"""Which series a picture of a result shows, panel by panel, in the order of the mechanism."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.vocabulary import series
from qelab.core.words import word, words
from qelab.report.numbers import unit_word

if TYPE_CHECKING:
    from qelab.lab.result import Result

_NOTHING_BN = 1.0  # a stock that never reaches it is not drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One chart. ``effect`` panels show policy minus counterfactual, the others both worlds as levels.

    ``lines`` are series and the key of their short name in the legend ("" where the title says it all). ``alone``
    is the key of the panel where none of its stocks but the first is used; ``while_held`` leaves quarters out in which
    no securities are held.
    """

    key: str
    lines: tuple[tuple[str, str], ...]
    unit: str = ""
    effect: bool = False
    alone: str = ""
    while_held: bool = False

    def title(self, lang: str) -> str:
        """What the chart shows."""
        return word(f"panel.{self.key}", lang)

    def of(self, result: "Result") -> "Panel":
        """The panel without the stocks that a result does not use."""
        if not self.alone:
            return self
        first, *others = self.lines
        used = [line for line in others if is_used(result, line[0])]
        if used:
            return replace(self, lines=(first, *used))
        return replace(self, key=self.alone, lines=((first[0], ""),))

    def unit_label(self, lang: str, currency: str = "USD") -> str:
        """What its vertical axis measures."""
        row = series(self.lines[0][0])
        if self.unit or self.effect:
            return unit_word(self.unit or row.effect_unit, lang, currency)
        keys = (f"axis.{row.unit}.{currency}", f"axis.{row.unit}")
        return next((word(key, lang) for key in keys if key in words()), row.unit_label(lang))


def is_used(result: "Result", name: str) -> bool:
    """Whether a result has this stock, and in either world more of it than rounding."""
    if name not in result.names:
        return False
    return any(
        np.abs(result.values(name, world)).max() >= _NOTHING_BN for world in ("policy", "counterfactual")
    )


PANELS = (
    Panel(
        key="holdings", lines=(("soma_treasuries_bn", "asset.treasury"), ("soma_mbs_bn", "asset.agency_mbs"))
    ),
    Panel(
        key="money",
        lines=(("reserves_bn", "line.reserves"), ("overnight_reverse_repo_bn", "line.reverse_repo")),
        alone="reserves",
    ),
    Panel(key="term_premium", lines=(("term_premium_10y", ""),)),
    Panel(key="yield_10y", lines=(("yield_10y", ""),)),
    Panel(
        key="yields_effect",
        lines=(("yield_2y", "line.2y"), ("yield_10y", "line.10y"), ("yield_30y", "line.30y")),
        unit="bp",
        effect=True,
    ),
    Panel(key="policy_rate", lines=(("policy_rate", ""),)),
    Panel(key="output_gap", lines=(("output_gap", ""),)),
    Panel(key="unemployment_rate", lines=(("unemployment_rate", ""),)),
    Panel(key="inflation_4q", lines=(("inflation_4q", ""),)),
)

# Where no model of the economy is packaged.
PORTFOLIO_PANELS = (
    Panel(key="holdings", lines=(("soma_treasuries_bn", ""),)),
    Panel(key="equivalents", lines=(("ten_year_equivalents_pct_gdp", ""),)),
    Panel(key="reserves", lines=(("reserves_bn", ""),)),
    Panel(key="remittances", lines=(("remittances_bn_per_quarter", ""),)),
    Panel(key="unrealised", lines=(("unrealised_gain_bn", ""),)),
    Panel(key="duration", lines=(("soma_duration_years", ""),), while_held=True),
)
