"""Step 4, the economy and the markets: output, jobs, inflation, the policy rate; shares, houses, the dollar."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.lab.explain import OUTPUT_WEIGHTS
from qelab.report.html.amounts import axis_of, effect_in, label_of
from qelab.report.html.chart import Chart, Line
from qelab.report.html.charts import (
    BOUND_PERCENT,
    effect,
    effect_summary,
    effects,
    marks,
    two_worlds,
    with_and_without,
    years,
)
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, joined, said, tag, words
from qelab.report.html.yields import explained

if TYPE_CHECKING:
    from qelab.lab.result import Result

_ECONOMY = ("output_gap", "unemployment_rate", "inflation_4q", "policy_rate")
_MARKETS = ("equity_price_index", "house_price_index", "real_exchange_rate_index", "mortgage_rate_30y")
_GAP = "output_gap"
_VISIBLE = 1e-9


def economy(result: "Result") -> Html:
    """Charts of the economy and of asset prices, and what moved output."""
    charts: list[Chart] = []
    for name in _ECONOMY:
        if name in result.names:
            floor = (BOUND_PERCENT, said("html.bound")) if name == "policy_rate" else None
            charts += [with_and_without(result, name, floor=floor), effect(result, name)]
    parts = [figures(charts)]
    deflation = _below_zero(result)
    if deflation is not None:
        parts.append(figures([deflation]))
    if _GAP in result.names:
        why = explained(result, _GAP)
        split = "output_weights" in result.channels  # another model's output is not split into components
        parts += [tag("h3", words("html.why_output")), figures([_components(result)], why) if split else why]
    markets = [effect(result, name) for name in _MARKETS if name in result.names]
    if markets:
        parts += [tag("h3", words("html.markets")), tag("p", words("html.markets.lead")), figures(markets)]
    return joined(parts)


def _components(result: "Result") -> Chart:
    """Contributions to the effect on output over time; those that do nothing are left out."""
    _, unit = effect_in(result, _GAP)
    total = result.values(_GAP)
    lines = [Line(name=said("explain.total"), values=total, hue=1, label=said("explain.total"))]
    weights = zip(OUTPUT_WEIGHTS, result.channels["output_weights"], strict=True)
    for hue, (name, weight) in enumerate(weights, start=2):
        values = weight * result.values(name)
        if np.abs(values).max() > _VISIBLE:
            lines.append(Line(name=said(f"channel.{name}"), values=values, hue=hue, label=said(f"html.channel.{name}")))
    return effects(
        result,
        key="channels-output-gap",
        title=said("html.by_channel", series=label_of(_GAP)),
        unit=unit,
        lines=lines,
        description=effect_summary(result, total, unit),
        source=series(_GAP).source,
    )


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
