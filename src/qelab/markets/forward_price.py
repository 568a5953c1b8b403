"""A price that is the discounted sum of what is expected, taken apart into the sums of its causes.

    p_t = discount * E_t p_{t+1} + sum of flows_t

Answers: how much of a price comes from each kind of flow, on the path expected at a date? Each flow is a linear form
in the economy's variables, so that the model's own equation is solved forward here with one flow at a time, and the
answers add up to the model's price. The equation stays in the model's file: nothing is priced a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.macro import Model

Array = NDArray[np.float64]
AGREEMENT = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A flow as a linear form: ``now`` (n,) of this quarter's variables, ``ahead`` (n,) of the next quarter's,
    ``shocks`` (k,) of this quarter's exogenous variables; percent a quarter for each unit of the variable."""

    now: Array
    ahead: Array
    shocks: Array


def form_of(
    model: Model,
    *,
    now: Mapping[str, float] | None = None,
    ahead: Mapping[str, float] | None = None,
    shocks: Mapping[str, float] | None = None,
) -> Form:
    """A form from its coefficients by name of the model's variables and shocks."""
    form = Form(
        now=np.zeros(len(model.endogenous)), ahead=np.zeros(len(model.endogenous)),
        shocks=np.zeros(len(model.exogenous)),
    )  # fmt: skip
    for vector, place, coefficients in (
        (form.now, model.index, now),
        (form.ahead, model.index, ahead),
        (form.shocks, model.shock_index, shocks),
    ):
        for name, value in (coefficients or {}).items():
            vector[place(name)] = value
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is expected at each date.

    ``variables`` (dates, horizon, n) deviations from rest, ``exogenous`` (dates, horizon, k); beyond the horizon
    variables follow x' = ``transition`` x, (n, n), and nothing exogenous is expected any more.
    """

    variables: Array
    exogenous: Array
    transition: Array


def price_parts(expected: Expected, forms: Mapping[str, Form], discount: float) -> dict[str, Array]:
    """The part of each flow in a forward-looking price, (dates,) percent.

    sum over j of discount^j flow_{t+j}; beyond the horizon in closed form,
    discount^T (now + ahead G)' (I - discount G)^-1 G x_T.

    Parameters
    ----------
    discount : of a quarter, in (0, 1)
    """
    variables, transition = expected.variables, expected.transition
    after = variables[:, -1] @ transition.T
    horizon, n = variables.shape[1:]
    weights = discount ** np.arange(horizon)
    today = weights @ variables
    ahead = (today - variables[:, 0]) / discount + weights[-1] * after
    shocks = weights @ expected.exogenous
    tail = np.linalg.solve(np.eye(n) - discount * transition, after.T).T * discount**horizon
    return {
        name: today @ form.now + ahead @ form.ahead + shocks @ form.shocks
        + tail @ (form.now + transition.T @ form.ahead)
        for name, form in forms.items()
    }  # fmt: skip


def check_sum(name: str, parts: Mapping[str, Array], price: Array) -> None:
    """Whether parts add up to the model's own price (dates,).

    Raises
    ------
    QelabError QE860 : they do not
    """
    gap = float(np.abs(sum(parts.values()) - price).max(initial=0.0))
    if gap > AGREEMENT:
        raise QelabError("QE860", variable=name, gap=gap)
