"""The real exchange rate of the dollar by cause: expected real rates, and the term premium.

    reer_t = beta m E_t reer_{t+1} + (i_t - E_t pi_{t+1} + theta tpf_t) / 4

Answers: how much of the dollar's move comes from the path of the policy rate and how much from the premium that purchases
take out of bonds? The equation is the model's (``us_core``, 'real exchange rate').
"""

from qelab.core.units import QUARTERS_PER_YEAR
from qelab.macro import Model
from qelab.markets.forward_price import Form, form_of

PARTS = ("rates", "term_premium")
VARIABLE = "reer"


def discount(model: Model) -> float:
    """Weight of next quarter's expected exchange rate."""
    return model.parameters["reer_beta"] * model.parameters["m"]


def forms(model: Model) -> dict[str, Form]:
    """The two flows of the exchange rate, in the order of ``PARTS``.

    A point of term premium counts for theta = ``reer_tpf`` < 1 of a point of expected rates: the dollar answers the
    expected path more than the premium.

    Source: equation 'real exchange rate' of ``us_core``; weight below one: Curcuru, Kamin, Li & Rodriguez (2018) find that
    the dollar answers expected rates more than term premia.
    Limits: foreign rates and premia stay where they are; one exchange rate against all.
    """
    year = QUARTERS_PER_YEAR
    return {
        "rates": form_of(model, now={"i": 1 / year}, ahead={"pi": -1 / year}),
        "term_premium": form_of(model, shocks={"tpf": model.parameters["reer_tpf"] / year}),
    }
