"""Claims about history replayed: how well it is matched, how odd its shocks are, what purchases had to do with it."""

from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.replay import REPLAYS

_PANDEMIC = "us_2020_2022"
_EXCEPTIONAL = ("2008Q4", "2020")


def error(runs: Runs) -> float:
    """Largest distance between data and model of any matched series in any quarter of any replay of the catalogue,
    in percent or percentage points."""
    return max(runs.replay(name).largest_error[1] for name in REPLAYS.ids())


def _largest(runs: Runs, *, strict: bool) -> float:
    sizes = [
        abs(shock.z)
        for name in REPLAYS.ids()
        for shock in runs.replay(name).large_shocks(without_exceptional=strict, beyond=0.0)
        if str(shock.quarter) not in _EXCEPTIONAL and str(shock.quarter.year) not in _EXCEPTIONAL
    ]
    return max(sizes)


def shock(runs: Runs) -> float:
    """Largest inverted shock of any replay outside 2008Q4 and 2020, over its standard deviation in the replay, all
    quarters counted."""
    return _largest(runs, strict=False)


def shock_over_quiet_times(runs: Runs) -> float:
    """The same over the standard deviation of the quarters outside 2008Q4 and 2020."""
    return _largest(runs, strict=True)


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
    "I02": Answer(shock, shock_over_quiet_times),
    "I03": Answer(premium_on_announcements),
    "I04": Answer(inflation),
}
