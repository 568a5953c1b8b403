"""Step 4, the economy and the markets: output, jobs, inflation, the policy rate, and what moved output."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.units import convert
from qelab.lab.settings import Settings
from qelab.report.html.amounts import axis_of
from qelab.report.html.causes import by_cause
from qelab.report.html.chart import Chart
from qelab.report.html.charts import BOUND_PERCENT, effect, marks, two_worlds, with_and_without, years
from qelab.report.html.figure import figures
from qelab.report.html.markets import markets
from qelab.report.html.markup import Html, joined, said, tag, words
from qelab.report.html.yields import explained

if TYPE_CHECKING:
    from qelab.lab.result import Result

_ECONOMY = ("output_gap", "unemployment_rate", "inflation_4q", "policy_rate")
_GAP = "output_gap"


def economy(result: "Result") -> Html:
    """Charts of the economy and of asset prices, and what moved output."""
    charts: list[Chart] = []
    levels = {
        "policy_rate": (BOUND_PERCENT, said("html.bound")),
        "inflation_4q": (Settings().inflation_target, said("html.target")),
    }
    for name in _ECONOMY:
        if name in result.names:
            charts += [with_and_without(result, name, floor=levels.get(name)), effect(result, name)]
    parts = [figures(charts)]
    deflation = _below_zero(result)
    if deflation is not None:
        parts.append(figures([deflation]))
    if _GAP in result.names:
        parts += [tag("h3", words("html.why_output")), figures(by_cause(result, _GAP), explained(result, _GAP))]
    return joined([*parts, *markets(result)])


def _below_zero(result: "Result") -> Chart | None:
    """The probability of falling prices, where the draws include a forecast."""
    below = None if result.draws is None else result.draws.inflation_below_zero
    if below is None:
        return None
    known = np.flatnonzero(np.isfinite(below).all(axis=0))
    if len(known) < 2:
        return None
    chosen = slice(int(known[0]), int(known[-1]) + 1)
    without, with_it = convert(below[:, chosen], "decimal", "percent")
    at = years(result)[chosen]
    return Chart(
        key="below-zero",
        title=said("html.below_zero"),
        axis=axis_of("percent"),
        unit="percent",
        at=at,
        points=[str(quarter) for quarter in result.quarters[chosen]],
        lines=two_worlds(with_it, without),
        description=said("html.below_zero.summary"),
        marks=[mark for mark in marks(result) if at[0] <= mark[0] <= at[-1]],
        shaded=True,
    )
