"""How numbers are taken from results, the ledger, the packaged data and the fixed tables."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import convert, log_percent
from qelab.core.vocabulary import series as vocabulary_series
from qelab.data import history, opening
from qelab.lab.article.parts import Kind, Number
from qelab.lab.article.statements import quoted
from qelab.lab.measures import COVERAGE
from qelab.lab.moment import largest
from qelab.lab.result import Result
from qelab.lab.scorecard import Score
from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction

Array = NDArray[np.float64]
PEAK, ANNOUNCEMENT = "peak", "announcement"
_PREMIUM_BP = 10.0
_DEVIATIONS = (
    "percent of potential", "percent of trend", "percent of own wealth", "percent of own income", "percent of wages",
)  # fmt: skip


def effect(result: Result, series: str, at: str = PEAK, *, key: str = "", name: str = "") -> Number:
    """The effect on a series: at its largest, at the main announcement, or in a quarter.

    Prices that are indices give per cent of the level without the programme.
    """
    without, policy = result.levels[series]
    moved = _moved(result.levels[series], series)
    place = place_of(result, moved, at)
    unit = result.unit(series)
    ends = None
    if result.draws is not None:
        drawn = np.moveaxis(result.draws.levels[series], 1, 0)
        low, high = result.draws.interval(_moved(drawn, series), COVERAGE)
        ends = (float(low[place]), float(high[place]))
    return Number(
        key=key or series,
        series=series,
        name=name,
        kind=Kind.EFFECT,
        value=float(moved[place]),
        unit="percent" if _is_price(series) or unit in _DEVIATIONS else unit,
        scenario=result.scenario.id,
        at=str(result.quarters[place]),
        without=float(without[place]),
        policy=float(policy[place]),
        level_unit=result.unit(series, "policy"),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )


def _moved(worlds: Array, series: str) -> Array:
    """Policy less counterfactual along the first axis; of a price index in per cent of the counterfactual."""
    without, policy = worlds
    return convert(policy / without - 1.0, "decimal", "percent") if _is_price(series) else policy - without


def _is_price(series: str) -> bool:
    """Whether a series is a price with an arbitrary base: only its changes in per cent mean something."""
    return vocabulary_series(series).kind == "index"


def place_of(result: Result, moved: Array, at: str) -> int:
    """Position of a moment in the quarters of a result."""
    if at == ANNOUNCEMENT:
        return result.main_announcement() - result.quarters[0]
    if at == PEAK:
        return largest(moved, result.main_announcement() - result.quarters[0])
    return Quarter.parse(at) - result.quarters[0]


def level(result: Result, series: str, world: str, at: str, *, key: str = "", name: str = "") -> Number:
    """A series in one world and quarter."""
    place = place_of(result, result.values(series), at)
    return Number(
        key=key or series, series=series, name=name, kind=Kind.LEVEL, scenario=result.scenario.id,
        value=float(result.values(series, world)[place]), unit=result.unit(series, world), at=str(result.quarters[place]),
    )  # fmt: skip


def derived(
    key: str,
    value: float,
    unit: str,
    *,
    name: str,
    run: str | None = None,
    at: str | None = None,
    signed: bool = False,
) -> Number:
    """A number made of those of a run: a ratio, a sum, an input of the scenario."""
    return Number(
        key=key, name=name, kind=Kind.LEVEL, value=value, unit=unit, scenario=run, at=at, signed=signed
    )  # fmt: skip


def per_premium(result: Result, key: str) -> Number:
    """Largest effect on output for each ten basis points by which the term premium falls, both at their largest.

    Measured by the premium and not by the holdings, so that another expected exit does not pass for another effect.
    """
    fall = -float(convert(effect(result, "term_premium_10y").value, "percentage points", "bp"))
    moved = effect(result, "output_gap")
    value = moved.value / fall * _PREMIUM_BP
    return derived(key, value, moved.unit, name="output_per_premium", run=result.scenario.id, signed=True)


def scored(score: Score, scenario: str, key: str = "") -> Number | None:
    """A row of a scorecard as a number, of an index in per cent; None where nothing computes it."""
    if score.effect is None or score.without is None:
        return None
    measure, unit, scale = score.measure, score.measure.effect_unit, 1.0
    if measure.measure == "series" and _is_price(measure.key):
        unit, scale = "percent", convert(1.0, "decimal", "percent") / score.without
    elif unit in _DEVIATIONS:
        unit = "percent"
    is_series = measure.measure == "series"
    return Number(
        key=key or measure.key, kind=Kind.EFFECT, value=score.effect * scale, unit=unit, scenario=scenario,
        series=measure.key if is_series else "", name="" if is_series else measure.key, at=score.at,
        without=score.without, policy=score.policy, level_unit=measure.unit,
        low=None if score.low is None else score.low * scale, high=None if score.high is None else score.high * scale,
        score=score,
    )  # fmt: skip


def posted(
    key: str,
    transactions: list[Transaction],
    instrument: Instrument,
    sector: Sector,
    side: Side,
    *,
    name: str,
) -> Number:
    """Change of one position by transactions, bn."""
    moves = [
        entry.change_bn
        for transaction in transactions
        for entry in transaction.entries
        if (entry.instrument, entry.sector, entry.side) == (instrument, sector, side)
    ]
    return Number(key=key, name=name, kind=Kind.LEDGER, value=float(sum(moves)), unit="bn")


def data_change(key: str, column: str, start: str, end: str, *, name: str) -> Number:
    """Change of a column of the packaged history between two quarters."""
    past = history("us")
    value = past.at(column, Quarter.parse(end)) - past.at(column, Quarter.parse(start))
    return Number(
        key=key, name=name, kind=Kind.DATA, value=value, unit=past.units[column], at=end, signed=True,
        source=past.source(column).text,
    )  # fmt: skip


def between_openings(line: str, start: str, end: str, *, name: str) -> Number:
    """Change of a line of the central bank's sheet between two opening states, bn."""
    first, last = opening(start), opening(end)
    source = last.sources[f"balance_sheet.{line}"]
    return Number(
        key=name, name=name, kind=Kind.DATA, value=last.balance_sheet[line] - first.balance_sheet[line], unit="bn",
        at=str(last.month.quarter), signed=True, source=f"{source.text} ({source.status})",
    )  # fmt: skip


def quote(key: str) -> Number:
    """A published figure from the fixed tables, marked as quoted."""
    row = quoted()[key]
    return Number(
        key=key, name=key, kind=Kind.QUOTED, value=row.value, unit=row.unit, at=row.at, source=row.source
    )


def in_logs(result: Result, series: str, quarters: tuple[str, ...]) -> float:
    """Mean effect on the log of a series over some quarters, in log points (100 times the log)."""
    places = [Quarter.parse(quarter) - result.quarters[0] for quarter in quarters]
    without, policy = result.levels[series]
    return float(np.mean(log_percent(policy[places] / without[places])))
