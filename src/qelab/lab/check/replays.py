"""Claims about history replayed: how well it is matched, how odd its shocks are, what purchases had to do with it."""

import numpy as np

from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.replay import REPLAYS
from qelab.lab.replay.checks import z_values
from qelab.lab.replay.outcome import Replay

_POLICY = "eps_i"
_PANDEMIC = "us_2020_2022"
_EXCEPTIONAL = ("2008Q4", "2020")


def error(runs: Runs) -> float:
    """Largest distance between data and model of any matched series in any quarter of any replay of the catalogue,
    in percent or percentage points."""
    return max(runs.replay(name).largest_error[1] for name in REPLAYS.ids())


def shock(runs: Runs) -> float:
    """Largest inverted shock of any replay outside 2008Q4 and 2020, over its standard deviation in the replay, all
    quarters counted."""
    return max(
        abs(found.z)
        for name in REPLAYS.ids()
        for found in runs.replay(name).large_shocks(beyond=0.0)
        if str(found.quarter) not in _EXCEPTIONAL and str(found.quarter.year) not in _EXCEPTIONAL
    )


def policy_shock_above_the_bound(runs: Runs) -> float:
    """The largest policy shock outside 2008Q4 and 2020, over the standard deviation of the quarters in which the policy
    rate was above its bound, where alone the data say what the shock was; the larger of the replays'."""
    return max(_above_the_bound(runs.replay(name), runs.lab.settings.at_bound_below) for name in REPLAYS.ids())


def _above_the_bound(replay: Replay, at_bound_below: float) -> float:
    values = np.abs(z_values(replay.shocks[_POLICY], replay.observed["policy_rate"] > at_bound_below))
    return float(values[~replay.exceptional].max())


def premium_on_announcements(runs: Runs) -> float:
    """Change of the ten-year premium that no programme explains, regressed on a constant and a mark for quarters with
    announcements: t-value of the mark, without its sign; the larger of the replays'."""
    return max(abs(runs.replay(name).premium_on_announcements().t) for name in REPLAYS.ids())


def inflation(runs: Runs) -> float:
    """Replay of 2020 to 2022, without the programme and the same shocks: mean effect on four-quarter core inflation
    from 2021Q1 to 2022Q4."""
    return runs.replay(_PANDEMIC).inflation_effect()[0]


ANSWERS = {
    "I01": Answer(error),
    "I02": Answer(shock, policy_shock_above_the_bound),
    "I03": Answer(premium_on_announcements),
    "I04": Answer(inflation),
}
