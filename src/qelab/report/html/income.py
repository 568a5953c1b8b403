"""Part of step 5, the central bank's income: what it earns, what the Treasury receives, what a loss does."""

from typing import TYPE_CHECKING

from qelab.lab.explain import INCOME_CHANNELS
from qelab.report.html.amounts import amount_of, unit_of
from qelab.report.html.charts import with_and_without
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, joined, said, tag, words
from qelab.report.html.yields import explained
from qelab.report.panels import is_used

if TYPE_CHECKING:
    from qelab.lab.result import Result

_NET, _REMITTED = "net_income_bn_per_quarter", "remittances_bn_per_quarter"
_DEFERRED, _UNREALISED = "deferred_asset_bn", "unrealised_gain_bn"


def income_section(result: "Result") -> Html:
    """Charts of both worlds with the few sentences that a student needs; nothing for a result without the account."""
    if not {_NET, _REMITTED, _UNREALISED} <= set(result.names):
        return Html("")
    lines = {_NET: said("html.income.net"), _REMITTED: said("html.income.remitted")}
    charts = [with_and_without(result, _NET, others=lines, title=said("html.income.chart"))]
    losses = is_used(result, _DEFERRED)
    if losses:
        charts.append(with_and_without(result, _DEFERRED))
    charts.append(with_and_without(result, _UNREALISED))
    texts = (
        "html.income.lead",
        "html.income.deferred" if losses else "html.income.no_loss",
        "html.income.unrealised",
    )
    split = f"income.{INCOME_CHANNELS[0]}" in result.channels
    return joined(
        [
            tag("h3", words("html.income.title")),
            *(tag("p", words(key)) for key in texts),
            tag("p", _sum(result)),
            figures(charts, *([explained(result, _NET)] if split else [])),
        ]
    )


def _sum(result: "Result") -> Html:
    """Net income of the whole run; the opening's quarter stands there at a pace only and is left out."""
    with_it, without = (float(result.values(_NET, world)[1:].sum()) for world in ("policy", "counterfactual"))
    return words(
        "html.income.sum",
        first=str(result.quarters[1]),
        last=str(result.quarters[-1]),
        policy=amount_of(with_it, "bn"),
        counterfactual=amount_of(without, "bn"),
        unit=unit_of("bn"),
    )
