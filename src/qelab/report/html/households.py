"""Part of step 5, households: who gains in dollars, who in per cent of what they own, and who earns more."""

from typing import TYPE_CHECKING

from qelab.report.html.causes import by_cause, by_member, over_time
from qelab.report.html.charts import effect
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, joined, tag, words
from qelab.report.members import largest_quarter

if TYPE_CHECKING:
    from qelab.lab.result import Result

_DOLLARS, _OWN, _INCOME = "wealth_bn_by_group", "wealth_gain_pct_by_group", "income_gain_pct_by_group"
_TOP_SHARE = "top_1_wealth_share_pct"


def households_section(result: "Result") -> Html:
    """Wealth in dollars beside per cent of own wealth, in one quarter and over time; incomes; the share of the top."""
    if not {_DOLLARS, _OWN, _INCOME} <= set(result.panels):
        return Html("")
    at = largest_quarter(result, _DOLLARS)
    wealth = [by_member(result, name, at=at, split=True) for name in (_DOLLARS, _OWN)]
    paths = [over_time(result, name) for name in (_DOLLARS, _OWN)]
    incomes = [by_member(result, _INCOME, split=True), over_time(result, _INCOME)]
    share = [effect(result, _TOP_SHARE), *by_cause(result, _TOP_SHARE)] if _TOP_SHARE in result.names else []
    return joined(
        [
            tag("h3", words("html.households")),
            tag("p", words("html.households.lead")),
            figures([*wealth, *paths, *incomes, *share]),
            tag("p", words("html.households.limits"), class_="note"),
        ]
    )
