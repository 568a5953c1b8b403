"""Step 3, yields: the curve at the announcement, its channels, and the path afterwards."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qelab.core.vocabulary import series
from qelab.lab.explain import channels
from qelab.report.explanation import explanation_parts
from qelab.report.html.amounts import amount_of, axis_of, effect_in, label_of, unit_of
from qelab.report.html.causes import by_cause, moving
from qelab.report.html.chart import Chart, Line
from qelab.report.html.charts import effect, effect_summary, effects, two_worlds, with_and_without
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, Say, both, joined, said, tag, words
from qelab.report.html.table import Cell, from_table, grid
from qelab.report.tables import channel_table

if TYPE_CHECKING:
    from qelab.lab.result import Result

Array = NDArray[np.float64]
_MATURITIES = (2, 5, 10, 30)
_TEN, _PREMIUM, _EXPECTED = "yield_10y", "term_premium_10y", "expectations"


def yields(result: "Result") -> Html:
    """Charts of yields, and why the ten-year yield moved."""
    if _TEN not in result.names:  # a model without a long bond
        return tag("p", words("html.yields.none"))
    several = len(_known(result)) > 1
    charts = [_curve(result), _curve_effect(result)] if several else []
    charts += [*by_cause(result, _TEN), *_premium_by_maturity(result)]
    for name in (_PREMIUM, _TEN):
        if name in result.names:
            charts += [with_and_without(result, name), effect(result, name)]
    if several:
        charts.append(_by_maturity(result))
    why = explained(result, _TEN, at=str(result.main_announcement()))
    return figures(charts, joined([why, from_table(lambda lang: channel_table(result, lang))]))


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
    place = at - result.quarters[0]
    found = [moving(channels(result, f"yield_{years}y")) for years in known]
    keys = dict.fromkeys(key for parts in found for key in parts)
    split = {key: scale * np.array([parts[key][place] if key in parts else 0.0 for parts in found]) for key in keys}
    totals = scale * np.array([result.values(f"yield_{years}y")[place] for years in known])
    lines = _lines(totals, split)
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


def _lines(total: Array, parts: dict[str, Array]) -> list[Line]:
    """The whole effect, and its parts, with their names in full and at the end of the line."""
    whole = Line(name=said("explain.total"), values=total, hue=1, label=said("explain.total"))
    return [
        whole,
        *(
            Line(name=said(f"channel.{key}"), values=values, hue=hue, label=said(f"html.channel.{key}"))
            for hue, (key, values) in enumerate(parts.items(), start=2)
        ),
    ]


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


def _premium_by_maturity(result: "Result") -> list[Chart]:
    """The effect on the term premium of each maturity over time: what is not the expected policy rate."""
    parts = {years: channels(result, f"yield_{years}y") for years in _known(result)}
    if len(parts) < 2 or any(_EXPECTED not in own for own in parts.values()):
        return []
    scale, unit = effect_in(result, _TEN)
    premia = {years: scale * (result.values(f"yield_{years}y") - own[_EXPECTED]) for years, own in parts.items()}
    lines = [
        Line(name=_maturity(years), values=values, hue=hue, label=_maturity(years))
        for hue, (years, values) in enumerate(premia.items(), start=1)
    ]
    longest = max(premia)
    summary = effect_summary(result, premia[longest], unit)
    chart = effects(
        result,
        key="effect-premia",
        title=said("html.premia"),
        unit=unit,
        lines=lines,
        description=said("html.summary.of", series=_maturity(longest), summary=summary),
        source=series(_PREMIUM).source,
    )
    return [chart]


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
