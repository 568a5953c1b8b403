"""House prices of the nation by cause: the model's own equation, solved for one cause at a time.

    ph_t = rho ph_{t-1} + (1 - rho) [lead E_t ph_{t+1} + income yp_t - rate (rm_t - share * pie10_t)]

Answers: how much of the effect on house prices comes from expected policy rates, from the term premium, from the
spread of mortgage rates, from expected inflation and from incomes? The equation has one stable and one unstable root:
what is expected of a cause is added up forwards, what it has done so far is carried on,

    p_t = kept p_{t-1} + weight * sum over j of ahead^j E_t x_{t+j},

so the parts of all causes add up to the model's price. The equation stays in the model's file: nothing is priced twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.macro import Model

Array = NDArray[np.float64]

RATES = ("expectations", "term_premium", "mortgage_spread", "expected_inflation")
INCOMES = "incomes"
VARIABLE = "ph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """How a price carries on: ``kept`` of it a quarter later; of what is expected, each quarter further off weighs
    ``ahead`` times the one before it, and the sum enters with ``weight``."""

    kept: float
    ahead: float
    weight: float


def memory(inertia: float, lead: float) -> Memory:
    """The two roots of p_t = rho p_{t-1} + (1 - rho) (lead p_{t+1} + x_t).

    ``kept`` is the root inside the unit circle, ``ahead`` one over the root outside it, ``weight`` = ahead / lead.

    Parameters
    ----------
    inertia : rho, in (0, 1)
    lead : weight of the expected price, in (0, 1]

    >>> one = memory(0.9, 0.96)
    >>> round(one.kept, 4), round(one.ahead, 4)
    (0.9951, 0.1061)
    """
    future = (1.0 - inertia) * lead
    root = float(np.sqrt(1.0 - 4.0 * inertia * future))
    outside = (1.0 + root) / (2.0 * future)
    return Memory(kept=(1.0 - root) / (2.0 * future), ahead=1.0 / outside, weight=1.0 / (lead * outside))


def memory_of(model: Model) -> Memory:
    """How house prices carry on in a model with the equation 'house price' of ``us_core``."""
    return memory(model.parameters["rho_ph"], model.parameters["ph_lead"])


def causes(model: Model, effect: Array) -> dict[str, Array]:
    """What moves the price, cause by cause, (dates, horizon) percent: coefficient times what is expected.

    Parameters
    ----------
    effect : (dates, horizon, n) paths expected at each date, with the programme less without it, model's units

    Source: equations 'house price', 'mortgage rate' and 'ten-year yield' of ``us_core``.
    """
    p = model.parameters
    terms = {
        "expectations": ("r10e", -p["ph_rm"]),
        "term_premium": ("tp10", -p["ph_rm"]),
        "mortgage_spread": ("spm", -p["ph_rm"]),
        "expected_inflation": ("pie10", p["ph_rm"] * p["ph_pie"]),
        INCOMES: ("yp", p["ph_yp"]),
    }
    return {key: factor * effect[:, :, model.index(name)] for key, (name, factor) in terms.items()}


def price_parts(causes: Mapping[str, Array], how: Memory) -> dict[str, Array]:
    """The part of each cause in the price, (dates,) percent; nothing before the first date.

    A part holds what its cause has done in earlier quarters and prices still carry. There is no part of momentum: it
    would be ``kept`` of the effect a quarter before, nearly all of it, and say nothing of where that came from.

    Parameters
    ----------
    causes : (dates, horizon) percent, expected at each date
    """
    found = {}
    for key, expected in causes.items():
        news = how.weight * expected @ (how.ahead ** np.arange(expected.shape[1]))
        part, before = np.empty_like(news), 0.0
        for date, value in enumerate(news):
            before = how.kept * before + value
            part[date] = before
        found[key] = part
    return found
