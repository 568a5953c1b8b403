"""Which series a picture of a result shows, panel by panel, in the order of the mechanism."""

from dataclasses import dataclass

from qelab.core.vocabulary import series
from qelab.core.words import word, words
from qelab.report.numbers import unit_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One chart. ``effect`` panels show policy minus counterfactual, the others both worlds as levels.

    ``lines`` are series and the key of their short name in the legend ("" where the title says it all).
    """

    key: str
    lines: tuple[tuple[str, str], ...]
    unit: str = ""
    effect: bool = False

    def title(self, lang: str) -> str:
        """What the chart shows."""
        return word(f"panel.{self.key}", lang)

    def unit_label(self, lang: str, currency: str = "USD") -> str:
        """What its vertical axis measures."""
        row = series(self.lines[0][0])
        if self.unit or self.effect:
            return unit_word(self.unit or row.effect_unit, lang, currency)
        keys = (f"axis.{row.unit}.{currency}", f"axis.{row.unit}")
        return next((word(key, lang) for key in keys if key in words()), row.unit_label(lang))


PANELS = (
    Panel(
        key="holdings", lines=(("soma_treasuries_bn", "asset.treasury"), ("soma_mbs_bn", "asset.agency_mbs"))
    ),
    Panel(key="reserves", lines=(("reserves_bn", ""),)),
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
    Panel(key="duration", lines=(("soma_duration_years", ""),)),
)
