"""The dollar: how much of its move comes from expected rates, how much from the term premium."""

from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.priced import index_parts
from qelab.lab.pipeline import Run
from qelab.markets import dollar

SERIES = "real_exchange_rate_index"


def exchange_rate(run: Run, _levels: Levels) -> Found:
    """Parts of the effect on the real exchange rate."""
    causes = index_parts(run, dollar.VARIABLE, dollar.forms, dollar.discount(run.stage.model))
    return Found(parts={f"{SERIES}.{name}": values for name, values in causes.items()})
