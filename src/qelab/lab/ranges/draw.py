"""One draw: the laboratory with other parameters, run like any other.

Answers: what happens inside a worker? A chunk sets up the central run once (its paths are where each draw's
search begins) and takes its draws one after another.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.data import history, opening
from qelab.lab.assumptions import assumptions, with_assumptions
from qelab.lab.books.income import account_of
from qelab.lab.books.units import money_of
from qelab.lab.channels.registry import found_by_channels
from qelab.lab.levels import economy_series, in_order, public_series
from qelab.lab.pipeline import Run, run_pipeline
from qelab.lab.ranges.forecast import Residuals, inflation_ahead, past_residuals
from qelab.lab.ranges.priors import ELASTICITY, sample
from qelab.lab.stage import Stage, stage
from qelab.macro import load, solver
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    from qelab.lab.ranges.ensemble import Job

Array = NDArray[np.float64]
TOLERANCE_PCT_GDP = 1e-3  # of X: at most .00013 percentage points of the instantaneous premium
MOST_ATTEMPTS = 20
NO_EQUILIBRIUM = 4  # exit code of errors that say so
_KEPT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a draw gives: ``levels`` (2, quarters) by series, ``inflation_ahead`` (2, quarters) or None."""

    index: int
    attempts: int
    parameters: dict[str, float]
    levels: dict[str, Array]
    inflation_ahead: Array | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """What the draws of a job share inside one process."""

    stage: Stage
    run: Run
    residuals: Residuals | None
    own: dict[str, float]


_bases: OrderedDict[str, _Base] = OrderedDict()


def draw_chunk(job: "Job", indices: tuple[int, ...]) -> list[Outcome]:
    """The draws of these numbers."""
    key = job.key()
    if key not in _bases:
        _bases[key] = _base(job)
        while len(_bases) > _KEPT:
            _bases.popitem(last=False)
    return [_draw(job, _bases[key], index) for index in indices]


def _base(job: "Job") -> _Base:
    scenario, model = Scenario.from_mapping(job.scenario), load(job.model)
    settings = replace(job.settings, tolerance_pct_gdp=TOLERANCE_PCT_GDP)
    past = history(scenario.economy)
    set_up = stage(scenario, opening(scenario.opening), past, model, settings)
    problem = solver(model, settings.horizon)
    run = run_pipeline(set_up, problem, lambda _stage, _share: None)
    residuals = past_residuals(set_up, past, problem) if scenario.announcements else None
    own = {**model.parameters, ELASTICITY: settings.elasticity.lambda0}
    own |= {item.name: float(item.value) for item in assumptions(settings) if "." in item.name}
    for prior in job.priors:
        if prior.parameter not in own:
            model.check_parameter(prior.parameter)
    return _Base(stage=set_up, run=run, residuals=residuals, own=own)


def _draw(job: "Job", base: _Base, index: int) -> Outcome:
    """One draw; parameters without an equilibrium are drawn again, with the next attempt's numbers."""
    reason: QelabError | None = None
    for attempt in range(MOST_ATTEMPTS):
        parameters = sample(job.priors, base.own, job.seed, index, attempt)
        try:
            levels, ahead = _run(job, base, parameters, index)
        except QelabError as error:
            if error.exit_code != NO_EQUILIBRIUM:
                raise
            reason = error
            continue
        return Outcome(
            index=index, attempts=attempt + 1, parameters=parameters, levels=levels, inflation_ahead=ahead
        )
    raise QelabError("QE724", index=index, attempts=MOST_ATTEMPTS) from reason


def _run(
    job: "Job", base: _Base, parameters: dict[str, float], index: int
) -> tuple[dict[str, Array], Array | None]:
    settings = base.stage.settings
    elasticity = replace(settings.elasticity, lambda0=parameters.get(ELASTICITY, settings.elasticity.lambda0))
    settings = replace(settings, elasticity=elasticity)
    settings = with_assumptions(settings, {name: value for name, value in parameters.items() if "." in name})
    model = base.stage.model.with_parameters(
        **{name: value for name, value in parameters.items() if name != ELASTICITY and "." not in name}
    )
    set_up = replace(base.stage, settings=settings, model=model)
    problem = solver(model, settings.horizon)
    run = run_pipeline(set_up, problem, lambda _stage, _share: None, near=base.run)
    economy = economy_series(run)
    account = account_of(run, economy)
    money = money_of(run.settled.portfolio.projection, account, settings.sellers)
    series = public_series(run, economy, account, money)
    found = found_by_channels(run, series)
    levels = in_order({name: np.stack(pair) for name, pair in series.items()} | dict(found.series))
    ahead = None
    if base.residuals is not None:
        row, seed = base.run.main_row, [job.seed, index]
        ahead = inflation_ahead(run, problem, base.residuals, levels["inflation_4q"], row, seed)
    return levels, ahead
