"""An effect by its causes: stacked over time, or as bars a member, always with the sum.

Answers: which charts of parts does a result give? Which series have parts is ``lab.explain``'s affair; one that has
none gets no chart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qelab.core.members import members
from qelab.core.vocabulary import series
from qelab.lab.explain import channels, source_of
from qelab.report.html.amounts import amount_of, axis_of, effect_in, label_of, unit_of
from qelab.report.html.bars import Bars, Row
from qelab.report.html.chart import Chart, Line
from qelab.report.html.charts import EFFECT, effect_summary, effects
from qelab.report.html.markup import Say, said
from qelab.report.html.plot import HUES
from qelab.report.members import largest_quarter

if TYPE_CHECKING:
    from qelab.core.time import Quarter
    from qelab.lab.result import Result

Array = NDArray[np.float64]
_WHOLE = ["whole"]
_TOTAL_HUE = 8
_NOTHING = 1e-9


def by_cause(result: "Result", name: str) -> list[Chart]:
    """The effect on a series over time as a stack of its parts; nothing where it is not split or never moves."""
    if name not in result.names:
        return []
    found = moving(channels(result, name))
    if len(found) < 2:
        return []
    scale, unit = effect_in(result, name)
    total = scale * result.values(name)
    parts = [
        Line(name=said(f"channel.{key}"), values=scale * values, hue=hue)
        for hue, (key, values) in zip(cycle(HUES), found.items(), strict=False)
    ]
    whole = Line(name=said("explain.total"), values=total, hue=_TOTAL_HUE, sign=EFFECT)
    chart = effects(
        result,
        key=f"channels-{name.replace('_', '-')}",
        title=said("html.by_channel", series=label_of(name)),
        unit=unit,
        lines=[whole, *parts],
        description=effect_summary(result, total, unit),
        source=source_of(result, name),
    )
    return [replace(chart, stacked=True)]


def moving(parts: Mapping[str, Array]) -> dict[str, Array]:
    """Parts that do anything at all; none of an effect that is not split."""
    found = {key: values for key, values in parts.items() if np.nanmax(np.abs(values)) > _NOTHING}
    return found if list(found) != _WHOLE else {}


def by_member(
    result: "Result",
    name: str,
    *,
    at: "Quarter | None" = None,
    of: Iterable[str] = (),
    strong: Sequence[str] = (),
    marker: tuple[float, Say] | None = None,
    by_size: bool = False,
    split: bool = False,
) -> Bars:
    """Effects on the members of a panel in one quarter (default: that of the largest of them).

    Parameters
    ----------
    of : only these members
    strong : whose names stand out
    marker : a value to compare with, in the unit of the effect, and its name
    by_size : from the largest to the smallest, otherwise in the order of the table
    split : each bar by its parts
    """
    row = series(name)
    when = at or largest_quarter(result, name)
    place = when - result.quarters[0]
    scale, unit = effect_in(result, name)
    chosen = [item for item in members(row.dimension) if item.id in of or not of]
    parts = {item.id: channels(result, f"{name}:{item.id}") for item in chosen} if split else {}
    keys = list(dict.fromkeys(key for own in parts.values() for key in moving(own)))
    values = {item.id: scale * float(result.values(f"{name}:{item.id}")[place]) for item in chosen}
    if by_size:
        chosen.sort(key=lambda item: -values[item.id])
    rows = []
    for item in chosen:
        own = parts.get(item.id, {})
        found = [scale * float(own[key][place]) if key in own else 0.0 for key in keys] or [values[item.id]]
        rows.append(Row(name=item.label, values=tuple(found), strong=item.id in strong))
    low, high = min(chosen, key=lambda item: values[item.id]), max(chosen, key=lambda item: values[item.id])
    return Bars(
        key=f"members-{name.replace('_', '-')}",
        title=said("html.members.title", series=row.label, at=str(when)),
        axis=axis_of(unit),
        unit=unit,
        heading=said(f"dimension.{row.dimension}"),
        rows=rows,
        parts=[said(f"channel.{key}") for key in keys] or [said("column.effect")],
        description=said(
            "html.members.summary",
            highest=high.label,
            high=amount_of(values[high.id], unit, "effect"),
            lowest=low.label,
            low=amount_of(values[low.id], unit, "effect"),
            unit=unit_of(unit),
        ),
        source=row.source,
        stacked=bool(keys),
        marker=marker,
    )


def over_time(result: "Result", name: str, of: Sequence[str] = ()) -> Chart:
    """Effects on members over time, a line each; members that move alike to the last digit share one line."""
    row = series(name)
    scale, unit = effect_in(result, name)
    chosen = [item for item in members(row.dimension) if item.id in of or not of]
    alike: list[tuple[Array, list[Say]]] = []
    for item in chosen:
        values = scale * result.values(f"{name}:{item.id}")
        label = said(f"html.member.{item.id}") if row.dimension == "economy" else item.label
        known = next((names for others, names in alike if np.allclose(others, values, atol=_NOTHING)), None)
        if known is None:
            alike.append((values, [label]))
        else:
            known.append(label)
    lines = [
        Line(name=_joint(names), values=values, hue=hue, label=_joint(names))
        for hue, (values, names) in enumerate(alike, start=1)
    ]
    first, names = alike[0]
    return effects(
        result,
        key=f"paths-{name.replace('_', '-')}",
        title=row.label,
        unit=unit,
        lines=lines,
        description=said("html.summary.of", series=_joint(names), summary=effect_summary(result, first, unit)),
        source=row.source,
    )


def _joint(names: Sequence[Say]) -> Say:
    return lambda lang: said("list.joint")(lang).join(name(lang) for name in names)
