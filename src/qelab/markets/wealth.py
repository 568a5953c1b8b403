"""Consumption by cause: wealth in shares, wealth in houses, income, interest rates.

    c_t = rho c_{t-1} + (1 - rho) [c_yp yp_t + c_y y_t + c_w (w_q q_t + w_ph ph_t) - s_c (r5_t - pie5_t)]

Answers: how much of the effect on consumption goes through the wealth effect? The equation is the model's (``us_core``,
'consumption'); solved backward with one cause at a time, its answers add up to the model's consumption.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import convert
from qelab.macro import Model

Array = NDArray[np.float64]
PARTS = ("share_wealth", "house_wealth", "income", "rates")

LONG_RUN = Source(
    text="household net worth over yearly consumption, 6 to 7 in 2003-19: Board of Governors, Financial Accounts, table "
    "B.101, and national accounts (rounded)",
    status=Status.RECALLED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wealth:
    """What a dollar of wealth is compared with: ``per_consumption`` years of consumption that households own."""

    per_consumption: float = 6.5
    source: Source = LONG_RUN


def consumption_parts(model: Model, effects: Mapping[str, Array]) -> dict[str, Array]:
    """The effect on consumption by cause, (quarters,) percent of trend, in the order of ``PARTS``.

    Parameters
    ----------
    effects : (quarters,) effects on the model's variables yp, y, q, ph, r5 and pie5, percent and percentage points; the
        first quarter is one in which both worlds are the same
    """
    own = model.parameters
    wealth = own["c_w"]
    pull = {
        "share_wealth": wealth * own["w_q"] * effects["q"],
        "house_wealth": wealth * own["w_ph"] * effects["ph"],
        "income": own["c_yp"] * effects["yp"] + own["c_y"] * effects["y"],
        "rates": -own["s_c"] * (effects["r5"] - effects["pie5"]),
    }
    return {name: _gradual(own["rho_c"], path) for name, path in pull.items()}


def cents_per_dollar(model: Model, wealth: Wealth) -> float:
    """What households spend more a year, in the long run, for each dollar of wealth more, in cents.

    The elasticity of consumption to wealth over the years of consumption owned. Published: 3 to 4 cents.
    """
    return convert(model.parameters["c_w"] / wealth.per_consumption, "decimal", "percent")


def _gradual(inertia: float, pull: Array) -> Array:
    """x_t = inertia x_{t-1} + (1 - inertia) pull_t, from nothing."""
    result, before = np.empty_like(pull), 0.0
    for step, value in enumerate(pull):
        before = inertia * before + (1.0 - inertia) * value
        result[step] = before
    return result
