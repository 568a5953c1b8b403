"""Which economies have a model, and what is refused for one that has none.

Answers: may this be asked of a scenario? Where no model of the economy is packaged there are the portfolio, the books
and the income, in both worlds; output, prices, jobs and the programme's effect on yields are refused, never guessed.
"""

from typing import TYPE_CHECKING

from qelab.core.errors import QelabError
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    from qelab.data import Opening

WITH_MODEL = ("us",)
NO_MODEL = "none"  # stands in a result where the model's id stands in others


def has_model(scenario: Scenario) -> bool:
    """Whether the economy of a scenario has a model."""
    return scenario.economy in WITH_MODEL


def check_has_model(scenario: Scenario, asked: str) -> None:
    """Refuse what takes a model of the economy.

    Parameters
    ----------
    asked : the option or command, as in ``--models``

    Raises
    ------
    QelabError QE731 : there is none for this economy
    """
    if not has_model(scenario):
        raise QelabError("QE731", asked=asked, economy=scenario.economy)


def check_opening(scenario: Scenario, opening: "Opening") -> None:
    """Refuse the opening state of another economy.

    Raises
    ------
    QelabError QE732 : the opening and the scenario belong to two economies
    """
    if opening.economy_id != scenario.economy:
        raise QelabError("QE732", name=opening.id, economy=scenario.economy, other=opening.economy_id)


def counterfactual_text(scenario: Scenario, lang: str = "en") -> str:
    """What a programme is compared with; without a model there are no shocks, but the record's rates."""
    key = f"counterfactual.{scenario.counterfactual.value}"
    return word(key if has_model(scenario) else f"{key}.record", lang)


def refuse_series(name: str, scenario: Scenario, known: tuple[str, ...]) -> QelabError:
    """The error for a series that a result without a model does not hold: a misspelt name stays a misspelt name."""
    vocabulary_series(name)
    return QelabError("QE730", series=name, economy=scenario.economy, allowed=known)
