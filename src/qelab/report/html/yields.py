"""Step 3, yields: the curve at the announcement, its channels, and the path afterwards."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.vocabulary import series
from qelab.report.explanation import explanation_parts
from qelab.report.html.amounts import amount_of, axis_of, effect_in, label_of, unit_of
from qelab.report.html.chart import Chart, Line
from qelab.report.html.charts import effect, effect_summary, effects, two_worlds, with_and_without
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, Say, both, joined, said, tag, words
from qelab.report.html.table import Cell, grid

if TYPE_CHECKING:
    from qelab.lab.result import Result

_MATURITIES = (2, 5, 10, 30)
_TEN = "yield_10y"


def yields(result: "Result") -> Html:
    """Charts of yields, and why the ten-year yield moved."""
    if _TEN not in result.names:  # a model without a long bond
        return tag("p", words("html.yields.none"))
    several = len(_known(result)) > 1
    charts = [_curve(result), _curve_effect(result)] if several else []
    for name in ("term_premium_10y", _TEN):
        if name in result.names:
            charts += [with_and_without(result, name), effect(result, name)]
    if several:
        charts.append(_by_maturity(result))
    if "term_premium_10y" in result.channels:
        charts.append(_by_channel(result))
    return joined([figures(charts), explained(result, _TEN, at=str(result.main_announcement()))])


def _known(result: "Result") -> list[int]:
    return [years for years in _MATURITIES if f"yield_{years}y" in result.names]


def _maturity(years: int) -> Say:
    return said("html.years", years=years)


def _curve_chart(result: "Result", key: str, kind: str, unit: str, lines: list[Line], summary: Say) -> Chart:
    """Lines over maturities, in the quarter of the main announcement; the axis is the logarithm of the years."""
    known = _known(result)
    at = np.log(np.array(known, dtype=float))
    return Chart(
        key=key,
        title=said(f"html.{key}", at=str(result.main_announcement())),
        axis=axis_of(unit),
        unit=unit,
        at=at,
        points=[str(years) for years in known],
        lines=lines,
        description=summary,
        source=series(_TEN).source,
        ticks=[(float(place), _maturity(years)) for place, years in zip(at, known, strict=True)],
        kind="effect" if kind == "effect" else "level",
        shaded=kind == "level",
    )


def _curve(result: "Result") -> Chart:
    """The curve with and without the programme."""
    place = result.main_announcement() - result.quarters[0]
    found = {
        world: np.array([result.values(f"yield_{years}y", world)[place] for years in _known(result)])
        for world in ("policy", "counterfactual")
    }
    lines = two_worlds(found["policy"], found["counterfactual"])
    return _curve_chart(result, "curve", "level", series(_TEN).unit, lines, said("html.curve.summary"))


def _curve_effect(result: "Result") -> Chart:
    """What the announcement did to each maturity, by channel."""
    at, known = result.main_announcement(), _known(result)
    scale, unit = effect_in(result, _TEN)
    parts: dict[str, list[float]] = {}
    for years in known:
        explanation = result.explain(f"yield_{years}y", at=str(at))
        for channel in explanation.rows:
            parts.setdefault(channel.key, []).append(scale * channel.value)
    totals = scale * np.array([result.values(f"yield_{years}y")[at - result.quarters[0]] for years in known])
    names = {"total": totals, **{key: np.array(values) for key, values in parts.items()}}
    lines = [
        Line(name=_channel(key), values=values, hue=hue, label=_short(key))
        for hue, (key, values) in enumerate(names.items(), start=1)
    ]
    numbers = [
        said(
            "html.curve_effect.summary",
            maturity=_maturity(years),
            effect=amount_of(float(total), unit, "effect"),
            unit=unit_of(unit),
        )
        for years, total in zip(known, totals, strict=True)
    ]
    return _curve_chart(
        result, "curve_effect", "effect", unit, lines, lambda lang: " ".join(part(lang) for part in numbers)
    )


def _channel(key: str) -> Say:
    return said("explain.total") if key == "total" else said(f"channel.{key}")


def _short(key: str) -> Say:
    """A channel's name at the end of a line."""
    return said("explain.total") if key == "total" else said(f"html.channel.{key}")


def _by_maturity(result: "Result") -> Chart:
    """Effects on yields over time."""
    scale, unit = effect_in(result, _TEN)
    lines = [
        Line(
            name=_maturity(years),
            values=scale * result.values(f"yield_{years}y"),
            hue=hue,
            label=_maturity(years),
        )
        for hue, years in enumerate(_known(result), start=1)
    ]
    summary = effect_summary(result, scale * result.values(_TEN), unit)
    return effects(
        result,
        key="effect-yields",
        title=said("panel.yields_effect"),
        unit=unit,
        lines=lines,
        description=said("html.summary.of", series=label_of(_TEN), summary=summary),
        source=series(_TEN).source,
    )


def _by_channel(result: "Result") -> Chart:
    """The effect on the ten-year yield over time, by channel."""
    scale, unit = effect_in(result, _TEN)
    total = scale * result.values(_TEN)
    premium = scale * result.channels["term_premium_10y"]
    parts = {"total": total, "duration": premium, "expectations": total - premium}
    lines = [
        Line(name=_channel(key), values=values, hue=hue, label=_short(key))
        for hue, (key, values) in enumerate(parts.items(), start=1)
    ]
    return effects(
        result,
        key="channels-yield-10y",
        title=said("html.by_channel", series=label_of(_TEN)),
        unit=unit,
        lines=lines,
        description=effect_summary(result, total, unit),
        source=series(_TEN).source,
    )


def explained(result: "Result", name: str, at: str | None = None) -> Html:
    """Why a series moved: its channels in one quarter, in words and numbers."""
    explanation = result.explain(name, at=at)
    rows: list[list[Cell]] = []
    for label, value, unit in explanation_parts(explanation):
        rows.append([label, amount_of(value, unit, "effect"), unit_of(unit)])
    header: list[Cell] = [said(f"column.{key}") for key in ("channel", "effect", "unit")]
    title = said("explain.title", label=label_of(name), at=str(explanation.at))
    return joined(
        [
            tag("h3", both(title)),
            tag("p", both(explanation.text)),
            grid(header, rows, align="lrl"),
        ]
    )
