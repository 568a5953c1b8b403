"""Which programme is part of the data: the record.

Answers: when the laboratory looks for shocks that reproduce history, which programme did history contain? A
scenario names it by its catalogue id, and it enters as it was announced, whatever the user changed in his copy.
A hypothetical programme, a move of the rate, or a programme carried to another opening is not in the data: the
world without it reproduces them.
"""

from functools import cache

from qelab.policy.catalogue import PROGRAMMES
from qelab.policy.scenario import Scenario


def record_of(scenario: Scenario) -> Scenario | None:
    """The programme as it happened, or None where history does not contain it.

    Raises
    ------
    QelabError QE101 : ``record`` names no programme of the catalogue
    """
    if scenario.record is None or scenario.policy_rate is not None:
        return None
    original = _as_announced(scenario.record, scenario.horizon_quarters)
    return original if original.opening == scenario.opening else None


@cache
def _as_announced(name: str, horizon_quarters: int) -> Scenario:
    """A programme of the catalogue over a horizon; read once."""
    return Scenario.from_toml(PROGRAMMES.path(name)).with_(horizon_quarters=horizon_quarters)
