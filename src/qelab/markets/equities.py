"""Share prices by cause: what in the model's price comes from rates, from premia and from earnings.

    q_t = beta m E_t q_{t+1} + (1 - beta) q_y y_t - (i_t - E_t pi_{t+1} + q_tpf tpf_t + q_sp sp_t - q_yp yp_t + erp_t) / 4

A Campbell-Shiller price: dividends follow output, and the required return is the real policy rate (the risk-free
path), so much of the instantaneous term premium, and an equity premium that falls with permanent income and rises with
the spread of corporate bonds. The equation is the model's (``us_core``, 'equity price'); this file only says which of
its terms belongs to which cause.
"""

from qelab.core.units import QUARTERS_PER_YEAR
from qelab.macro import Model
from qelab.markets.forward_price import Form, form_of

PARTS = ("risk_free", "term_premium", "risk_premium", "earnings")
VARIABLE = "q"


def discount(model: Model) -> float:
    """Weight of next quarter's expected price: the equity discount factor times attention."""
    return model.parameters["q_beta"] * model.parameters["m"]


def forms(model: Model) -> dict[str, Form]:
    """The four flows of the share price, in the order of ``PARTS``.

    Source: equation 'equity price' of ``us_core``; Campbell & Shiller (1988), Review of Financial Studies 1(3).
    Limits: the equity premium is what the equation says: permanent income, the corporate spread and its own shock. It does
    not answer a surprise in the policy rate by itself, as Bernanke & Kuttner (2005) find that it does.
    """
    own, year = model.parameters, QUARTERS_PER_YEAR
    return {
        "risk_free": form_of(model, now={"i": -1 / year}, ahead={"pi": 1 / year}),
        "term_premium": form_of(model, shocks={"tpf": -own["q_tpf"] / year}),
        "risk_premium": form_of(
            model, now={"sp": -own["q_sp"] / year, "yp": own["q_yp"] / year}, shocks={"eps_erp": -1 / year}
        ),
        "earnings": form_of(model, now={"y": (1.0 - own["q_beta"]) * own["q_y"]}),
    }
