"""Yields of corporate bonds of the lower investment grade: Treasuries, what they pass on, and a spread of their own.

    spread = baseline + cycle - (1 - pass_through) * TP + stress_response * stress
    yield  = ten-year Treasury yield + spread

Answers: what do firms pay when purchases lower the term premium? The cyclical part of the spread is the model's (it falls with
permanent income); of the term premium they pass on most, not all; stress adds an excess bond premium.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status

Array = NDArray[np.float64]
YIELD_PARTS = ("expectations", "duration", "credit")
SPREAD_PARTS = ("credit_cycle", "premium_not_passed", "stress_relief")

CHOSEN = Source(
    text="share of the term premium passed on: .7 to 1 (choice .85; over the dates of LSAP1 yields of Baa bonds fell by .74 to "
    ".76 of the ten-year yield's fall, Gagnon, Raskin, Remache & Sack 2011 and Krishnamurthy & Vissing-Jorgensen 2011, "
    "recalled); excess bond premium: 1 for a doubling of risk aversion (choice, range .25 to 1.5; at the ends of 2008 and of "
    "March 2020 spreads of Baa bonds stood 3.4 and about 2 points above normal, with the index at 1 to 2.5, recalled)",
    status=Status.ASSUMPTION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorporateBonds:
    """How corporate yields follow Treasuries.

    ``premium_pass_through`` share of the term premium's move that they make too; ``stress_response`` percentage points of
    spread for each unit of the stress index (0 calm, 1 when risk aversion has doubled).

    Limits: investment in the model answers the whole of the term premium and the cyclical spread, not this yield: the share not
    passed on and the relief under stress are shown here and not spent. Which asset is bought makes no difference.
    """

    premium_pass_through: float = 0.85
    stress_response: float = 1.0
    source: Source = CHOSEN


def spread(baseline: float, cycle: Array, premium: Array, stress: Array, bonds: CorporateBonds) -> Array:
    """Spread over the ten-year Treasury yield, percentage points.

    Parameters
    ----------
    baseline : at rest and in calm
    cycle : cyclical part, deviation from rest, percentage points
    premium : ten-year term premium that a programme makes, percentage points (negative for purchases)
    stress : index, 0 in calm
    """
    parts = spread_parts(cycle, premium, stress, bonds)
    return baseline + sum(parts.values(), start=np.zeros_like(cycle))


def spread_parts(cycle: Array, premium: Array, stress: Array, bonds: CorporateBonds) -> dict[str, Array]:
    """The terms of the spread beyond its baseline, or of an effect on it, in the order of ``SPREAD_PARTS``."""
    kept = 1.0 - bonds.premium_pass_through
    return {
        "credit_cycle": cycle,
        "premium_not_passed": -kept * premium,
        "stress_relief": bonds.stress_response * stress,
    }


def yield_parts(treasury: Array, premium: Array, of_spread: dict[str, Array]) -> dict[str, Array]:
    """The effect on the yield by cause, in the order of ``YIELD_PARTS``.

    Parameters
    ----------
    treasury, premium : effects on the ten-year yield and on its term premium, percentage points
    of_spread : effects on the spread as ``spread_parts`` gives them
    """
    return {
        "expectations": treasury - premium,
        "duration": premium + of_spread["premium_not_passed"],
        "credit": of_spread["credit_cycle"] + of_spread["stress_relief"],
    }
