"""Consumption: how much of the effect goes through wealth in shares and houses, income, and interest rates."""

from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.expected import effect_on
from qelab.lab.pipeline import Run
from qelab.markets.wealth import consumption_parts

SERIES = "consumption"
_CAUSES = ("yp", "y", "q", "ph", "r5", "pie5")


def spending(run: Run, _levels: Levels) -> Found:
    """Parts of the effect on consumption."""
    effects = {name: effect_on(run, name) for name in _CAUSES}
    parts = consumption_parts(run.stage.model, effects)
    return Found(parts={f"{SERIES}.{name}": values for name, values in parts.items()})
