"""Replays a span of history: shocks from the data, then the same shocks without the programmes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qelab.data import history, opening
from qelab.lab.levels import economy_series, portfolio_series
from qelab.lab.replay.definition import definition
from qelab.lab.replay.outcome import Replay
from qelab.lab.replay.set_up import ReplayStage, observed, replay_stage
from qelab.lab.replay.worlds import Worlds, solve_worlds
from qelab.lab.settings import Settings
from qelab.macro import load, solver
from qelab.policy.catalogue import scenario
from qelab.rates.premium import term_premium
from qelab.rates.residual_premium import ten_year_weight

Array = NDArray[np.float64]
Progress = Callable[[str, float], None]
PREMIUM = "term_premium_10y"
RESIDUAL = "e_tp"
_AT_FLOOR = 1e-12


def replay(
    name: str,
    settings: Settings | None = None,
    progress: Progress | None = None,
    *,
    macro: str = "us_core",
    rate_held_quarters: int | None = None,
) -> Replay:
    """Replay a span of history.

    Parameters
    ----------
    name : id of a replay, such as ``us_2007_2019``
    settings : elasticity, levels and the rest; the span is the replay's own
    macro : id of a model that has the definition's variables and shocks
    rate_held_quarters : how far ahead the second variant expects the policy rate of history, in place of the
        definition's

    Raises
    ------
    QelabError QE101 : unknown id; QE521 : the model lacks a variable or a shock; QE531, QE701 : no solution
    """
    asked, report = definition(name, rate_held_quarters), progress or (lambda _step, _share: None)
    model, assumed, programme = load(macro), settings or Settings(), scenario(asked.scenario)
    past = history(asked.economy)
    stage = replay_stage(asked, programme, opening(programme.opening), past, model, assumed)
    problem = solver(model, horizon=assumed.horizon)
    worlds = solve_worlds(stage, problem, stage.scenario, report)
    data = {item.name: observed(item, past, stage.quarters) for item in asked.observables}
    level = asked.premium.level
    data[PREMIUM] = stage.premium + level
    report("done", 1.0)
    found = _premia(stage, worlds)
    return Replay(
        definition=asked,
        scenario=stage.scenario,
        model=macro,
        inverted=stage.quarters,
        quarters=stage.quarters[len(stage.before) - 1 :],
        observed=data,
        errors=_errors(stage, worlds),
        shocks=_shocks(stage, worlds),
        identified=_identified(stage),
        paths=_paths(worlds),
        residual_premium=found["residual"],
        programme_premium=found["programme"],
        premium_news=found["news"],
        diagnostics=_diagnostics(worlds, problem.linear_solver),
    )


def _realised(worlds: Worlds, variable: str) -> Array:
    """A variable in the data's world, (inverted,)."""
    run = worlds.rule
    return np.concatenate([run.opening[variable], run.settled.programme.sequence[variable]])


def _errors(stage: ReplayStage, worlds: Worlds) -> dict[str, Array]:
    errors = {
        item.name: _realised(worlds, item.variable) - stage.wanted[item.name] for item in stage.definition.observables
    }
    errors[PREMIUM] = _realised(worlds, "tp10") - stage.premium
    return errors


def _shocks(stage: ReplayStage, worlds: Worlds) -> dict[str, Array]:
    """Inverted shocks; of the residual premium what is new in it: e_t - rho e_{t-1}, from the second quarter on."""
    found = {}
    for item in stage.definition.observables:
        values = worlds.shocks[:, stage.model.shock_index(item.shock)]
        found[item.shock] = np.where(np.isfinite(stage.wanted[item.name]), values, np.nan)
    news = worlds.residual[1:] - stage.definition.premium.persistence * worlds.residual[:-1]
    found[RESIDUAL] = np.concatenate([[np.nan], np.where(np.isfinite(stage.premium[1:]), news, np.nan)])
    return found


def _identified(stage: ReplayStage) -> dict[str, NDArray[np.bool_]]:
    """Quarters in which the data say what a shock was: those with data, for the bounded variable above its bound."""
    bound, found = stage.model.about.bound, {}
    for item in stage.definition.observables:
        wanted = stage.wanted[item.name]
        one_sided = bound is not None and item.variable == bound.variable
        floor = stage.model.parameters[bound.floor] if bound is not None and one_sided else -np.inf
        found[item.shock] = np.isfinite(wanted) & (wanted > floor + _AT_FLOOR)
    found[RESIDUAL] = np.concatenate([[False], np.isfinite(stage.premium[1:])])
    return found


def _premia(stage: ReplayStage, worlds: Worlds) -> dict[str, Array]:
    """Residual and programmes' part of the ten-year premium, and what was news in the latter, (inverted,)."""
    settled = worlds.rule.settled
    own = term_premium(settled.programme.tpf - settled.counterfactual.tpf, 10)
    expected_before = np.concatenate([[0.0], own[:-1, 1]])
    early = np.zeros(len(stage.before))
    weight = ten_year_weight(stage.definition.premium.persistence, own.shape[1])
    return {
        "residual": worlds.residual * weight,
        "programme": np.concatenate([early, own[:, 0]]),
        "news": np.concatenate([early, own[:, 0] - expected_before]),
    }


def _paths(worlds: Worlds) -> dict[str, Array]:
    """Public series of the three worlds, (3, quarters); money and income need the books and are left out."""
    rule, held = (portfolio_series(run) | economy_series(run) for run in (worlds.rule, worlds.held))
    return {name: np.stack([rule[name][1], rule[name][0], held[name][0]]) for name in rule}


def _diagnostics(worlds: Worlds, linear_solver: str) -> dict[str, float | int | str]:
    run = worlds.rule
    sequences = {
        "history": run.settled.programme.sequence,
        "without": run.settled.counterfactual.sequence,
        "held": worlds.held.settled.counterfactual.sequence,
    }
    return {
        "fixed_point_passes": run.passes,
        "largest_residual": max(item.residual for item in sequences.values()),
        "complementarity": max(item.bound_gap for item in sequences.values()),
        "longest_expected_spell_history": int(sequences["history"].quarters_at_bound.max()),
        "longest_expected_spell_without": int(sequences["without"].quarters_at_bound.max()),
        "linear_solver": linear_solver,
    }
