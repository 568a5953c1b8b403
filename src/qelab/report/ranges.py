"""The ranges of a result as a table: what the draws of the parameters leave open."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.units import convert
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.ranges.draws import BANDS
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.text import Table, bullets

if TYPE_CHECKING:
    from qelab.lab.ranges.draws import Draws
    from qelab.lab.result import Result


def ranges_table(result: "Result", lang: str) -> Table | None:
    """Headline effects with the middle 50, 80 and 95 per cent of the draws; None without draws."""
    if result.draws is None:
        return None
    quarters = [str(quarter) for quarter in result.quarters]
    rows = []
    for item in result.headline():
        at = quarters.index(item.at)
        value, unit = spoken(item.series, item.value, item.unit)
        cells = [item.label(lang), item.at, number(value, unit, signed=True)]
        for coverage in BANDS:
            low, high = (end[at] for end in result.band(item.series, "effect", coverage))
            cells.append(between(item.series, float(low), float(high), lang))
        rows.append((*cells, unit_word(unit, lang)))
    header = [word(f"column.{key}", lang) for key in ("series", "quarter", "effect")]
    header += [word("ranges.band", lang, coverage=coverage) for coverage in BANDS]
    return Table(
        title=word("ranges.title", lang, count=result.draws.count), header=(*header, word("column.unit", lang)),
        rows=tuple(rows), align="llrrrrl",
    )  # fmt: skip


def between(name: str, low: float, high: float, lang: str) -> str:
    """Both ends of a band of an effect, in the unit in which the series is spoken of."""
    unit = series(name).effect_unit
    ends = (number(*spoken(name, end, unit), signed=True) for end in (low, high))
    return word("ranges.between", lang, **dict(zip(("low", "high"), ends, strict=True)))


def ranges_notes(result: "Result", lang: str, width: int) -> list[str]:
    """What the bands are, and how likely deflation was with and without the programme."""
    draws = result.draws
    if draws is None:
        return []
    texts = [
        word("ranges.what", lang, count=draws.count, seed=draws.seed, replaced=draws.replaced),
        word("ranges.parameters", lang, names=word("list.joint", lang).join(draws.parameters)),
    ]
    deflation = deflation_text(result, draws, lang)
    return bullets([*texts, deflation] if deflation else texts, width)


def deflation_text(result: "Result", draws: "Draws", lang: str) -> str:
    """The largest probability of inflation below zero in the counterfactual, and the policy's then; or nothing."""
    below = draws.inflation_below_zero
    if below is None or not np.isfinite(below[0]).any():
        return ""
    at = int(np.nanargmax(below[0]))
    without, with_ = (f"{convert(float(below[world, at]), 'decimal', 'percent'):.1f}" for world in (0, 1))
    return word("ranges.deflation", lang, at=result.quarters[at], without=without, policy=with_)
