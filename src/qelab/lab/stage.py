"""The stage on which both worlds play: dates, opening, data to reproduce, fixed inputs of the portfolio.

Answers: which quarters are run, which of them have data, what was known when the run begins?
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, quarters_from
from qelab.core.units import convert
from qelab.data import History, Opening
from qelab.lab.settings import Settings
from qelab.macro import Model, Target
from qelab.policy.scenario import Scenario
from qelab.portfolio.bonds import bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.valuation import Valuation

Array = NDArray[np.float64]

# Public series whose level is anchored to data, and the column of the history that holds it.
LEVELS = {
    "policy_rate": "policy_rate",
    "unemployment_rate": "unemployment_rate",
    "inflation_4q": "inflation_4q",
    "yield_2y": "yield_2y_end",
    "yield_5y": "yield_5y_end",
    "yield_10y": "yield_10y_end",
    "yield_30y": "yield_30y_end",
    "term_premium_10y": "term_premium_10y",
    "mortgage_rate_30y": "mortgage_rate_30y_end",
    "nominal_gdp_bn": "nominal_gdp_bn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything a run shares between its worlds.

    ``historical`` tells whether the run begins in the packaged history, else at an opening of today.
    ``before`` are the quarters up to and including the opening (from the start of the history on), ``dates``
    those after it, in which the worlds may differ; both are information dates. ``data`` holds, by series of ``LEVELS`` and for ``before`` and
    ``dates`` together, the values to reproduce, NaN where there are none.
    """

    scenario: Scenario
    opening: Opening
    historical: bool
    settings: Settings
    model: Model
    before: tuple[Quarter, ...]
    dates: tuple[Quarter, ...]
    data: dict[str, Array]
    gap: Array
    valuation: Valuation

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """All information dates."""
        return self.before + self.dates

    def targets(self, position: int) -> tuple[Target, ...]:
        """What the reproducing world must match at one date: the output gap and the policy rate, by shocks."""
        gap, rate = self.gap[position], self.data["policy_rate"][position]
        if not (np.isfinite(gap) and np.isfinite(rate)):
            return ()
        floor = self.settings.neutral_policy_rate + self.model.parameters["elb"]
        level = floor if rate <= self.settings.at_bound_below else rate
        wanted = np.array([level - self.settings.neutral_policy_rate])
        matched = [
            Target(variable="y", shock="eps_y", values=np.array([gap])),
            Target(variable="i", shock="eps_i", values=wanted, bound=self.model.about.bound),
        ]
        if not self.historical:
            inflation = self.data["inflation_4q"][position] - self.settings.inflation_target
            matched.append(Target(variable="pi4", shock="eps_pi", values=np.array([inflation])))
        return tuple(matched)

    def held_rate(self, counterfactual: Array, cut_bp: float) -> Target:
        """The policy rate ``cut_bp`` below the counterfactual's expected path (h,), at the bound if need be."""
        wanted = counterfactual - convert(cut_bp, "bp", "percentage points")
        return Target(variable="i", shock="eps_i", values=wanted, bound=self.model.about.bound)

    def other_premium(self, own: Array) -> Array:
        """What moves the instantaneous premium besides holdings, (dates, horizon) percentage points: nothing.

        ``own`` (dates, horizon) is what holdings do. A replay of history answers otherwise.
        """
        return np.zeros_like(own)

    def initial_state(self) -> Array:
        """State before the first date: at rest, but for what the data say of the policy rate and, at an
        opening of today, of inflation."""
        state = self.model.steady_state.copy()
        if self.historical:
            lagged = self.data["policy_rate_before"][0]
            state[self.model.index("i")] = lagged - self.settings.neutral_policy_rate
            return state
        inflation = self.opening.economy["inflation_4q"] - self.settings.inflation_target
        for name in ("pi", "pi__lag1", "pi__lag2"):
            state[self.model.index(name)] = inflation
        state[self.model.index("i")] = self.opening.economy["policy_rate"] - self.settings.neutral_policy_rate
        state[self.model.index("y")] = self.opening.economy["output_gap"]
        return state


def stage(scenario: Scenario, opening: Opening, past: History, model: Model, settings: Settings) -> Stage:
    """Lay out the run of a scenario."""
    start = opening.month.quarter
    dates = quarters_from(start + 1, scenario.horizon_quarters)
    in_history = start <= settings.data_end
    first = settings.history_start if in_history else start
    before = quarters_from(first, start - first + 1)
    quarters = before + dates
    last = settings.data_end if in_history else start
    data = {name: column_of(past, column, quarters, last) for name, column in LEVELS.items()}
    gap = column_of(past, "output_gap", quarters, last)
    data["policy_rate_before"] = column_of(past, "policy_rate", (first + -1,), last)
    if not in_history:
        for name in LEVELS:
            data[name] = np.full(len(quarters), np.nan)
            data[name][0] = opening.economy[name]
        gap = np.full(len(quarters), np.nan)
        gap[0] = opening.economy["output_gap"]
    valuation = Valuation(
        bonds=bond_table(opening.curve), mortgages=duration_table(opening.economy["mortgage_rate_30y"])
    )
    return Stage(
        scenario=scenario, opening=opening, historical=in_history, settings=settings, model=model, before=before, dates=dates,
        data=data, gap=gap, valuation=valuation,
    )  # fmt: skip


def column_of(past: History, name: str, quarters: tuple[Quarter, ...], last: Quarter) -> Array:
    """A column of the history at these quarters, NaN where it has no value or after ``last``."""
    values, first = past.columns[name], past.quarters[0]
    positions = [quarter - first for quarter in quarters]
    return np.array(
        [
            values[position] if 0 <= position < len(values) and quarter <= last else np.nan
            for position, quarter in zip(positions, quarters, strict=True)
        ]
    )
