"""The stage of a replay: what the world that reproduces history must match, and from which state it starts.

A ``Stage`` with more to match: every observable of the definition by its own shock, and the ten-year premium by
a residual that both worlds share.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.data import History, Opening
from qelab.lab.replay.definition import Definition, Observable
from qelab.lab.settings import Settings
from qelab.lab.stage import Stage, column_of, stage
from qelab.macro import Model, Target
from qelab.policy.scenario import Scenario
from qelab.rates.residual_premium import residual_path, residual_premium

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayStage(Stage):
    """The stage of a replay.

    ``wanted`` holds by observable the deviations to match, (quarters,) from the first on, NaN where the data
    have none; ``initial`` (n,) is the state before; ``premium`` (quarters,) the deviation of the ten-year
    premium, ``residual_before`` the residual e of the opening quarter.
    """

    definition: Definition
    wanted: dict[str, Array]
    initial: Array
    premium: Array
    residual_before: float = 0.0

    def targets(self, position: int) -> tuple[Target, ...]:
        """Every observable that has a value at this date, each by its shock; the bound one-sided."""
        bound = self.model.about.bound
        found = []
        for item in self.definition.observables:
            value = self.wanted[item.name][position]
            if np.isfinite(value):
                one_sided = bound if bound is not None and item.variable == bound.variable else None
                found.append(
                    Target(variable=item.variable, shock=item.shock, values=np.array([value]), bound=one_sided)
                )
        return tuple(found)

    def other_premium(self, own: Array) -> Array:
        """The residual's path at each date after the opening, such that the ten-year premium is the data's."""
        residual = self.residual(own, self.premium[len(self.before) :], self.residual_before)
        return residual_path(residual, self.definition.premium.persistence, own.shape[1])

    def residual(self, own: Array, wanted: Array, before: float) -> Array:
        """e at each date, (dates,)."""
        return residual_premium(wanted, own, self.definition.premium.persistence, before)

    def initial_state(self) -> Array:
        """State before the first quarter: what the data say of lagged variables, the rest at rest."""
        return self.initial


def replay_stage(
    asked: Definition, scenario: Scenario, opening: Opening, past: History, model: Model, settings: Settings
) -> ReplayStage:
    """Lay out a replay: quarters before the opening, and those after it up to the last."""
    first, last = asked.span
    settings = replace(settings, history_start=first, data_end=last)
    scenario = scenario.with_(horizon_quarters=last - opening.month.quarter)
    plain = stage(scenario, opening, past, model, settings)
    wanted = {
        item.name: _deviations(item, past, plain.quarters, settings, model) for item in asked.observables
    }
    premium = column_of(past, asked.premium.column, plain.quarters, last) - asked.premium.level
    parts = {field.name: getattr(plain, field.name) for field in fields(plain)}
    return ReplayStage(
        **parts,
        definition=asked,
        wanted=wanted,
        premium=premium,
        initial=_initial(asked, past, plain, first),
    )


def level_of(item: Observable, settings: Settings) -> float:
    """What an observable is measured from."""
    return float(getattr(settings, item.level) if isinstance(item.level, str) else item.level)


def observed(item: Observable, past: History, quarters: tuple[Quarter, ...]) -> Array:
    """The observable in the data, (quarters,), NaN where there is none."""
    values = column_of(past, item.column, quarters, quarters[-1])
    return values - column_of(past, item.less, quarters, quarters[-1]) if item.less else values


def _deviations(
    item: Observable, past: History, quarters: tuple[Quarter, ...], settings: Settings, model: Model
) -> Array:
    values = observed(item, past, quarters)
    level = level_of(item, settings)
    bound = model.about.bound
    if bound is not None and item.variable == bound.variable:
        floor = level + model.parameters[bound.floor]
        values = np.where(values <= settings.at_bound_below, floor, values)
    return values - level


def _initial(asked: Definition, past: History, plain: Stage, first: Quarter) -> Array:
    """At rest, but for the variables with lags that the data show in the quarters before the first."""
    model, state = plain.model, plain.model.steady_state.copy()
    for item in asked.observables:
        earlier = tuple(first + -step for step in (1, 2, 3))
        values = _deviations(item, past, tuple(reversed(earlier)), plain.settings, model)[::-1]
        names = (item.variable, f"{item.variable}__lag1", f"{item.variable}__lag2")
        for name, value in zip(names, values, strict=True):
            if name in model.endogenous and np.isfinite(value):
                state[model.index(name)] = value
    return state
