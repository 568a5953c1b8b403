"""Which programme is part of the data: the record.

Answers: when the laboratory looks for shocks that reproduce history, which programme did history contain? A
catalogue programme enters as it was announced, whatever the user changed in his copy; a hypothetical one, a
move of the rate, or a programme carried to another opening is not in the data: the world without it
reproduces them.
"""

from qelab.policy.catalogue import PROGRAMMES
from qelab.policy.scenario import Scenario


def record_of(scenario: Scenario) -> Scenario | None:
    """The programme as it happened, or None where nobody announced it."""
    if scenario.hypothetical or scenario.policy_rate is not None:
        return None
    if scenario.id in PROGRAMMES.ids():
        original = Scenario.from_toml(PROGRAMMES.path(scenario.id))
        if original.opening != scenario.opening:
            return None
        return original.with_(horizon_quarters=scenario.horizon_quarters, label=scenario.label.model_dump())
    return scenario
