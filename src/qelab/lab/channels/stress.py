"""Stress in markets with and without the programme.

Answers: how far from normal were markets at the end of a quarter, and how far would they have been? The data are the world
that reproduces them: the programme as it happened, or the one without it where it is hypothetical. What the laboratory
states is in both worlds, wherever it is more than that. What an announcement states comes with it: in the programme's world
the index is that much where it would be less, and the difference is a part of the effect. Scarce reserves add what the
money market makes of them, which volatility does not show. The stress of the data does not raise the response of premia to
holdings: that is one number for all dates, but for what is stated.

Limits: how much of the volatility of the data an announcement had brought is not known; what it states beyond them is its
doing alone.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER, convert, from_log_percent
from qelab.lab.channels.base import Found, Levels
from qelab.lab.data_stress import published_volatility
from qelab.lab.pipeline import Owned, Run, portfolio
from qelab.lab.pressure import bought_pct_gdp
from qelab.lab.record import record_of
from qelab.lab.stage import Stage
from qelab.markets.logs import in_levels
from qelab.markets.stress import Stress
from qelab.policy.scenario import Scenario
from qelab.portfolio.timetable import timetable

Array = NDArray[np.float64]
SERIES = "stress_index"


def stress(run: Run, _levels: Levels) -> Found:
    """The stress index of both worlds, and its effect by what was announced, bought when, and by scarce reserves."""
    without, relief, parts = _calm(run)
    parts = {"stated": _stated(run, without, relief), **parts, "scarce_reserves": strain(run)}
    policy = without * from_log_percent(relief) + parts["stated"] + parts["scarce_reserves"]
    return Found(
        series={SERIES: np.stack([without, policy])}, parts={f"{SERIES}.{key}": part for key, part in parts.items()}
    )


def stated_part(run: Run) -> Array:
    """What announcements add to stress by stating it, (quarters,), the opening first."""
    if not any(announcement.stress for announcement in run.stage.scenario.announcements):
        return np.zeros(len(run.stage.dates) + 1)
    without, relief, _ = _calm(run)
    return _stated(run, without, relief)


def _calm(run: Run) -> tuple[Array, Array, dict[str, Array]]:
    """The index without the programme, the relief by its purchases, percent in logs, and that by part in the index."""
    how = run.stage.settings.markets.stress
    relief = _from_opening(how.relief(bought_by_quarter(run.stage, run.stage.scenario, run.settled.portfolio)))
    without = np.maximum(_undisturbed(run, how), run.stage.settings.stress)
    return without, _whole(relief), in_levels(without, relief)


def _stated(run: Run, without: Array, relief: Array) -> Array:
    """By how much what announcements state is more than what there is, (quarters,); nothing at the opening."""
    said = np.array([0.0, *(run.stage.scenario.stress_at(date) for date in run.stage.dates)])
    more = np.maximum(run.stage.settings.stress + said - without * from_log_percent(relief), 0.0)
    return np.where(said > 0.0, more, 0.0)


def bought_by_quarter(stage: Stage, scenario: Scenario, owned: Owned) -> Array:
    """Ten-year equivalents bought outright beyond the reference in each quarter, (dates,) % of annual GDP."""
    table = timetable(scenario, stage.opening.month, stage.dates)
    monthly = bought_pct_gdp(stage, table, owned.expected, owned.gdp_bn[1])
    return monthly.reshape(-1, MONTHS_PER_QUARTER).sum(axis=1)


def strain(run: Run) -> Array:
    """What scarce reserves add, (quarters,): the index of ``rates.ReserveDemand`` for what they cost in that quarter."""
    scarcity_bp = convert(run.settled.felt.pressure.scarcity[:, 0], "percentage points", "bp")
    return np.append(0.0, run.stage.settings.reserves.stress_per_bp * scarcity_bp)


def _undisturbed(run: Run, how: Stress) -> Array:
    """The index of the data without the programme, (quarters,): what the record's purchases took away is put back."""
    index = how.index(published_volatility(run.stage))
    record = record_of(run.stage.scenario)
    if record is None:
        return index
    owned = run.settled.portfolio
    if run.reproducing is not run.settled.programme:
        table = timetable(record, run.stage.opening.month, run.stage.dates)
        worlds = (run.settled.counterfactual, run.reproducing)
        owned = portfolio(run.stage, record, table, worlds, run.settled.anchor)
    relief = _from_opening(how.relief(bought_by_quarter(run.stage, record, owned)))
    return index * from_log_percent(-_whole(relief))


def _from_opening(parts: Mapping[str, Array]) -> dict[str, Array]:
    """Parts with the opening quarter, in which nothing had been bought yet."""
    return {key: np.append(0.0, part) for key, part in parts.items()}


def _whole(parts: Mapping[str, Array]) -> Array:
    return np.sum(list(parts.values()), axis=0)
