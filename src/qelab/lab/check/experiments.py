"""Experiments with the economy alone, from rest: a term premium, a mortgage rate, a policy rate that are moved.

Answers: what does the model do when one thing is moved by hand? No programme, no data: the numbers belong to
questions that are asked in this form in the literature.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import QUARTERS_PER_YEAR, convert
from qelab.lab.check.measures import peak
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.equivalence.pegs import held_rate
from qelab.macro import Path, Target

Array = NDArray[np.float64]
HALF_LIFE_YEARS = 3.4
FIXED_QUARTERS = 12
_CUT_BP = 25.0
_EXCESS_RETURNS = 2 / 3  # their share in the response of share prices to a surprise


def premium_path(delta: float, periods: int) -> Array:
    """Instantaneous premium (periods,) that moves the ten-year premium by -1 at once and halves in 3.4 years.

    With decay d a quarter TP = tpf (1 - delta) / (1 - delta d).
    """
    decay = 0.5 ** (1 / (QUARTERS_PER_YEAR * HALF_LIFE_YEARS))
    return -(1 - delta * decay) / (1 - delta) * decay ** np.arange(periods)


def premium_down(runs: Runs) -> Path:
    """Ten-year premium 100 bp lower, policy rate held for three years and then left to its rule."""
    delta, horizon = runs.lab.model.parameters["delta10"], runs.lab.settings.horizon
    return runs.kept(
        "premium down",
        lambda: runs.steady((held_rate(FIXED_QUARTERS),), tpf=premium_path(delta, horizon)),
    )


def equities(runs: Runs) -> float:
    """Ten-year premium 100 bp lower at once, half-life 3.4 years, policy rate held for 12 quarters, from rest:
    largest effect on real equity prices."""
    return peak(premium_down(runs)["q"])


def output(runs: Runs) -> float:
    """The same experiment: largest effect on output."""
    return peak(premium_down(runs)["y"])


def house_prices(runs: Runs) -> float:
    """Mortgage rate held 100 bp lower for 12 quarters by its own spread, policy rate left to its rule, from rest:
    real house prices at the end of the third year."""
    lower = Target(variable="rm", shock="eps_m", values=np.full(FIXED_QUARTERS, -1.0))
    return float(runs.steady((lower,))["ph"][FIXED_QUARTERS - 1])


def equities_after_a_cut(runs: Runs) -> float:
    """Policy rate 25 bp lower in the first quarter, then left to its rule, from rest: real equity prices at once."""
    return float(_cut(runs)["q"][0])


def equities_with_excess_returns(runs: Runs) -> float:
    """The same, were two thirds of the response of share prices that of required excess returns, which the model holds but for
    incomes and the corporate spread: the model's own response over the third that rates and dividends then are. Bernanke and
    Kuttner (2005) find excess returns to be the largest part; two thirds is a choice (one half gives twice the model's own)."""
    return equities_after_a_cut(runs) / (1.0 - _EXCESS_RETURNS)


def _cut(runs: Runs) -> Path:
    return runs.steady((held_rate(1, -convert(_CUT_BP, "bp", "percentage points")),))


ANSWERS = {
    "M01": Answer(equities),
    "M02": Answer(output),
    "M07": Answer(house_prices),
    "M08": Answer(equities_after_a_cut, equities_with_excess_returns),
}
