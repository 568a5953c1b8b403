"""From a result to charts: a series with and without the programme, its effect, effects side by side.

Answers: which numbers does a chart of a result show, and how are they described in a sentence? How it looks is
``chart``'s affair.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qelab.core.vocabulary import series
from qelab.lab.explain import source_of
from qelab.lab.moment import largest
from qelab.lab.ranges.draws import BANDS
from qelab.report.dates import year_at_end, year_of_day
from qelab.report.html.amounts import amount_of, axis_of, effect_in, label_of, unit_of
from qelab.report.html.chart import Band, Chart, Line
from qelab.report.html.markup import Say, said

if TYPE_CHECKING:
    from qelab.lab.result import Result

Array = NDArray[np.float64]
_A_WEEK = 0.02
SOLID, DASHED, EFFECT = "──", "╌╌", "Δ"
BOUND_PERCENT = 0.125  # middle of the range of 0 to 1/4 per cent of December 2008 and March 2020


def with_and_without(
    result: "Result",
    name: str,
    *,
    others: Mapping[str, Say] | None = None,
    title: Say | None = None,
    floor: tuple[float, Say] | None = None,
) -> Chart:
    """Levels of a series in both worlds; ``others`` names several series of one chart."""
    row = series(name)
    if others is None:
        lines = two_worlds(result.values(name, "policy"), result.values(name, "counterfactual"))
    else:
        lines = [line for hue, (key, label) in enumerate(others.items(), 1) for line in _pair(result, key, label, hue)]
    return Chart(
        key=f"level-{name.replace('_', '-')}",
        title=title or row.label,
        axis=axis_of(row.unit),
        unit=row.unit,
        at=years(result),
        points=[str(quarter) for quarter in result.quarters],
        lines=lines,
        description=_level_summary(result, list(others or (name,))),
        source="; ".join(dict.fromkeys(_level_source(result, key) for key in others or (name,))),
        marks=marks(result),
        floor=floor,
        shaded=others is None,
    )


def _level_source(result: "Result", name: str) -> str:
    """Where a level comes from: with another model, that without the programme and the effect have two sources."""
    without, moved = series(name).source, source_of(result, name)
    return without if moved == without else f"without the programme: {without}; effect: {moved}"


def two_worlds(policy: Array, counterfactual: Array) -> list[Line]:
    """A line with the programme and a dashed one without it."""
    return [
        Line(name=said("column.with"), values=policy, label=said("column.with"), sign=SOLID),
        Line(
            name=said("column.without"),
            values=counterfactual,
            hue=0,
            dashed=True,
            label=said("column.without"),
            sign=DASHED,
        ),
    ]


def _pair(result: "Result", name: str, label: Say, hue: int) -> list[Line]:
    """One of several series of a chart: solid and dashed in one colour."""
    return [
        Line(name=said("html.line.with", series=label), values=result.values(name, "policy"), hue=hue, label=label),
        Line(
            name=said("html.line.without", series=label),
            values=result.values(name, "counterfactual"),
            hue=hue,
            dashed=True,
            sign=DASHED,
        ),
    ]


def effect(result: "Result", name: str) -> Chart:
    """Policy less counterfactual, with the ranges of the draws where there are any."""
    scale, unit = effect_in(result, name)
    bands = []
    if result.draws is not None and name in result.draws.levels:
        found = [(coverage, result.band(name, "effect", coverage)) for coverage in BANDS]
        bands = [Band(coverage=coverage, low=scale * low, high=scale * high) for coverage, (low, high) in found]
    line = Line(name=said("column.effect"), values=scale * result.values(name), sign=EFFECT)
    return effects(
        result,
        key=f"effect-{name.replace('_', '-')}",
        title=said("html.effect_on", series=label_of(name)),
        unit=unit,
        lines=[line],
        description=effect_summary(result, line.values, unit),
        source=source_of(result, name),
        bands=bands,
    )


def effects(
    result: "Result",
    *,
    key: str,
    title: Say,
    unit: str,
    lines: Sequence[Line],
    description: Say,
    source: str = "",
    bands: Sequence[Band] = (),
) -> Chart:
    """Lines over the quarters of a result, as differences between the two worlds."""
    return Chart(
        key=key,
        title=title,
        axis=axis_of(unit),
        unit=unit,
        at=years(result),
        points=[str(quarter) for quarter in result.quarters],
        lines=lines,
        description=description,
        source=source,
        bands=bands,
        marks=marks(result),
        kind="effect",
    )


def years(result: "Result") -> Array:
    """Ends of the quarters, in years."""
    return np.array([year_at_end(quarter) for quarter in result.quarters])


def marks(result: "Result") -> list[tuple[float, str]]:
    """Days of news in years, numbered as in the table of announcements; what leaked has no number."""
    scenario = result.scenario
    days = [(year_of_day(item.date), str(place)) for place, item in enumerate(scenario.announcements, start=1)]
    days = days or [(year_of_day(scenario.main_date), "1")]
    first = year_of_day(scenario.first_date)
    if first < days[0][0]:
        days.insert(0, (first, ""))
    at = years(result)  # a day after the opening's last one may fall on its place by rounding
    return [(max(day, float(at[0])), name) for day, name in days if at[0] - _A_WEEK <= day <= at[-1]]


def effect_summary(result: "Result", values: Array, unit: str) -> Say:
    """An effect at the main announcement, at its largest and at the end."""
    first, at = result.quarters[0], result.main_announcement() - result.quarters[0]
    peak = largest(values, at)

    def say_at(place: int) -> Say:
        return amount_of(float(values[place]), unit, "effect")

    return said(
        "html.summary.effect" if at < len(values) - 1 else "html.summary.effect_at_end",
        unit=unit_of(unit),
        announced=str(first + at),
        at_news=say_at(at),
        largest=say_at(peak),
        when=str(first + peak),
        last=say_at(len(values) - 1),
        end=str(result.quarters[-1]),
    )


def _level_summary(result: "Result", names: Sequence[str]) -> Say:
    """Where each world stands at the end, and the start that they share."""
    end = str(result.quarters[-1])

    def one(name: str) -> Say:
        unit = series(name).unit
        policy, other = result.values(name, "policy"), result.values(name, "counterfactual")
        return said(
            "html.summary.level",
            series=label_of(name),
            start=str(result.quarters[0]),
            first=amount_of(float(policy[0]), unit),
            end=end,
            policy=amount_of(float(policy[-1]), unit),
            counterfactual=amount_of(float(other[-1]), unit),
            unit=unit_of(unit),
        )

    parts = [one(name) for name in names]
    return lambda lang: " ".join(part(lang) for part in parts)
