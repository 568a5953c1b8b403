"""Part of step 5, emerging economies by type, Taiwan among them: money, currencies, yields, shares, output, rates."""

from typing import TYPE_CHECKING

from qelab.core.members import members
from qelab.report.html.causes import by_member, over_time
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, joined, tag, words

if TYPE_CHECKING:
    from qelab.lab.result import Result

TYPES = ("fragile", "average", "managed")
SHOWN = "taiwan"
_PATHS = (
    "emerging_inflow_pct_gdp_by_economy", "emerging_exchange_rate_by_economy", "emerging_yield_10y_by_economy",
    "emerging_equity_price_by_economy", "emerging_output_gap_by_economy", "emerging_policy_rate_by_economy",
)  # fmt: skip
_ECONOMIES = ("emerging_exchange_rate_by_economy", "emerging_yield_10y_by_economy")


def emerging_section(result: "Result") -> Html:
    """The types over time, then the economies from the largest effect to the smallest."""
    paths = [over_time(result, name, of=(*TYPES, SHOWN)) for name in _PATHS if name in result.panels]
    if not paths:
        return Html("")
    economies = [item.id for item in members("economy") if item.id not in TYPES]
    bars = [
        by_member(result, name, of=economies, strong=(SHOWN,), by_size=True)
        for name in _ECONOMIES
        if name in result.panels
    ]
    return joined(
        [
            tag("h3", words("html.emerging")),
            tag("p", words("html.emerging.lead")),
            figures(paths),
            tag("p", words("html.emerging.economies")),
            figures(bars),
            tag("p", words("html.emerging.limits"), class_="note"),
        ]
    )
