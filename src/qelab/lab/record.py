"""Which programme is part of the data: the record.

Answers: when the laboratory looks for shocks that reproduce history, which programme did history contain? A
scenario names it by its catalogue id, and it enters as it was announced, whatever the user changed in his copy.
A hypothetical programme, a move of the rate, or a programme carried to another opening is not in the data: the
world without it reproduces them.
"""

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
    original = Scenario.from_toml(PROGRAMMES.path(scenario.record))
    if original.opening != scenario.opening:
        return None
    return original.with_(horizon_quarters=scenario.horizon_quarters)
