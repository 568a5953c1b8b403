"""Claims about history replayed: how well it is matched, how odd its shocks are, what purchases had to do with it."""

import numpy as np

from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.replay import REPLAYS
from qelab.lab.replay.checks import z_values
from qelab.lab.replay.outcome import Replay

_PANDEMIC = "us_2020_2022"
_EXCEPTIONAL = ("2008Q4", "2020")


def error(runs: Runs) -> float:
    """Largest distance between data and model of any matched series in any quarter of any replay of the catalogue,
    in percent or percentage points."""
    return max(runs.replay(name).largest_error[1] for name in REPLAYS.ids())


def shock(runs: Runs) -> float:
    """Largest inverted shock of any replay outside 2008Q4 and 2020, over its standard deviation in the replay, taken over
    the quarters in which the data identify it: for the policy shock those above the bound."""
    return max(
        abs(found.z)
        for name in REPLAYS.ids()
        for found in runs.replay(name).large_shocks(beyond=0.0)
        if str(found.quarter) not in _EXCEPTIONAL and str(found.quarter.year) not in _EXCEPTIONAL
    )


def shock_all_quarters_counted(runs: Runs) -> float:
    """The same with all quarters in the standard deviation, the placeholders at the bound too."""
    return max(_largest(runs.replay(name)) for name in REPLAYS.ids())


def _largest(replay: Replay) -> float:
    values = (np.abs(z_values(shocks))[~replay.exceptional] for shocks in replay.shocks.values())
    return max(float(np.nanmax(one)) for one in values)


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
    "I02": Answer(shock, shock_all_quarters_counted),
    "I03": Answer(premium_on_announcements),
    "I04": Answer(inflation),
}
