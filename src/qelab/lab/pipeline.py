"""The whole laboratory in one function: from a scenario to both worlds.

    policy -> portfolio -> expected holdings, pressure -> rates -> macro
                 ^                                                   |
                 +--- mortgage rate, nominal GDP --------------------+

One feedback runs backwards: mortgage rates decide prepayment, nominal GDP is the denominator of ten-year
equivalents and paces the exit. It is a fixed point in what the economy feels of the programme (``felt``), written out
in ``settle``; it is a strong contraction, and it raises if it does not settle. The ledger, the levels and the curve
follow from the settled worlds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import information_quarter
from qelab.lab.beside import beside_of
from qelab.lab.felt import Felt, imposed, imposed_without, own_shocks, premium_parts
from qelab.lab.guidance import guided, solve_guided, stress_paths
from qelab.lab.moment import main_quarter
from qelab.lab.owned import Owned
from qelab.lab.pressure import pressure
from qelab.lab.record import record_of
from qelab.lab.stage import Stage
from qelab.lab.standing_items import StandingItems, standing_items
from qelab.lab.world import Anchors, World, anchors, monthly_inputs, opening_sequence
from qelab.macro import InformationSequence, Solver, Target
from qelab.policy.scenario import Scenario
from qelab.portfolio.expected import expected_holdings
from qelab.portfolio.projection import project
from qelab.portfolio.timetable import Timetable, timetable

Array = NDArray[np.float64]
Progress = Callable[[str, float], None]


def portfolio(
    stage: Stage, scenario: Scenario, table: Timetable, worlds: tuple[World, World], anchor: Anchors
) -> Owned:
    """What both worlds own, given the mortgage rates and nominal GDP that they expect.

    Parameters
    ----------
    table : the scenario's timetable, for the first of the stage's dates or for all
    worlds : counterfactual and programme
    """
    dates = len(table.information_dates)
    inputs = [monthly_inputs(stage, world, anchor, table.months) for world in worlds]
    rate, gdp = (np.stack(part)[:, :dates] for part in zip(*inputs, strict=True))
    growth = gdp[1] / np.concatenate([gdp[1][:, :1], gdp[1][:, :-1]], axis=1)
    projection = project(
        stage.opening.holdings, scenario.standing, table, rate, growth, stage.valuation,
        bills_share=scenario.bills_share,
    )  # fmt: skip
    expected = expected_holdings(projection, scenario.counterfactual.value)
    return Owned(projection=projection, expected=expected, gdp_bn=gdp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A programme's world with the portfolio that belongs to it.

    ``felt`` is X and its pressure as expected at each date.
    """

    programme: World
    counterfactual: World
    anchor: Anchors
    portfolio: Owned
    felt: Felt
    iterations: int

    @property
    def holdings_pct_gdp(self) -> Array:
        """X as expected at each date, (dates, horizon) % of GDP."""
        return self.felt.holdings


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything a result is made of.

    ``items`` are the standing lines of the central bank's sheet; ``opening`` the quarters up to the opening, ``state``
    (n,) where they end; ``shocks`` (dates, k) the same in all worlds; ``reproducing`` the world that equals the data: the record's, or the one without programme;
    ``passes`` of the fixed point in all.
    """

    stage: Stage
    items: StandingItems
    opening: InformationSequence
    state: Array
    settled: Settled
    shocks: Array
    reproducing: World
    passes: int

    @property
    def main_row(self) -> int:
        """The date that headlines belong to, as a row of the dates."""
        programme, dates = self.settled.programme, self.stage.dates
        premium = programme.sequence["tp10"] - self.settled.counterfactual.sequence["tp10"]
        shown = premium if programme.beside is None else premium + programme.beside.flow
        return main_quarter(self.stage.scenario, dates, shown) - dates[0]


def run_pipeline(stage: Stage, problem: Solver, progress: Progress, near: Run | None = None) -> Run:
    """Run a scenario: invert the data once, then solve both worlds with the same shocks.

    The shocks are those with which the *record* reproduces the data: the programme as it was announced where
    it is part of history, no programme where it is hypothetical. They do not depend on what the user changes.

    Parameters
    ----------
    near : a run of the same scenario with other parameters, where the search begins; its answers are not used

    Raises
    ------
    QelabError QE531 : no path found; QE701 : the fixed point did not settle
    """
    scenario, record = stage.scenario, record_of(stage.scenario)
    items = standing_items(stage)
    progress("opening", 0.05)
    opening = opening_sequence(stage, problem, None if near is None else near.opening.expected)
    state = opening.realised[-1] if stage.before else stage.initial_state()
    progress("data", 0.2)
    if record is None:
        nothing = imposed_without(stage, np.zeros((len(stage.dates), problem.horizon)))
        without = solve_guided(stage, problem, state, nothing, scenario.standing_guidance, shocks=None)
        shocks = without.sequence.shocks.copy()
        # What held the rate there was said, and each world holds it by what is said in it: it is no shock they share.
        standing = sorted(guided(stage, scenario.standing_guidance))
        shocks[standing, stage.model.shock_index("eps_i")] = 0.0
        happened = None
    else:
        happened = settle(
            stage, problem, state, record, items, shocks=None, near=None if near is None else near.settled
        )
        without = happened.counterfactual
        shocks = own_shocks(stage, happened.programme)
        shocks[sorted(_said(stage, record)), stage.model.shock_index("eps_i")] = 0.0
    progress("programme", 0.6)
    reproducing = without if happened is None else happened.programme
    if happened is not None and _same_programme(scenario, record):
        settled = happened
    else:
        settled = settle(
            stage, problem, state, scenario, items, shocks=shocks, without=without, anchored_to=reproducing,
            start=None if _buys_nothing(scenario) else happened,
            near=None if near is None or happened is not None else near.settled,
        )  # fmt: skip
    return Run(
        stage=stage, items=items, opening=opening, state=state, settled=settled, shocks=shocks, reproducing=reproducing,
        passes=settled.iterations + (0 if happened is None or happened is settled else happened.iterations),
    )  # fmt: skip


def felt_of(stage: Stage, items: StandingItems, owned: Owned, horizon: int, stress: Array | float) -> Felt:
    """What is expected of a programme at each date, given what both worlds own."""
    holdings = owned.pct_gdp(horizon)
    return Felt(
        holdings=holdings,
        pressure=pressure(stage, items, owned.projection, owned.expected, owned.gdp_bn, stress, horizon),
    )


def settle(
    stage: Stage,
    problem: Solver,
    state: Array,
    scenario: Scenario,
    items: StandingItems,
    *,
    shocks: Array | None,
    without: World | None = None,
    anchored_to: World | None = None,
    start: Settled | None = None,
    near: Settled | None = None,
) -> Settled:
    """Find the expected holdings and their pressure that the rates and GDP they bring about confirm.

    Picard iteration on X, % of GDP, and pressure; every feedback is small, so each pass gains one to three digits. A date is
    left alone once it and all earlier ones have settled, so that later announcements cannot touch it. Without
    a start the first pass supposes no programme: a programme of size zero is settled there, exactly.

    Parameters
    ----------
    items : standing lines of the central bank's sheet
    shocks : (dates, k), or None to invert them from the data in the programme's world
    without : the counterfactual where it is known already
    anchored_to : the world that reproduces the data where it is known already
    start : where to begin, such as the record: dates on which nothing differs from it keep its values
    near : the same programme under other parameters, for a first guess of its holdings and paths
    """
    settings, table = stage.settings, timetable(scenario, stage.opening.month, stage.dates)
    moves, speaks = _rate_move(stage, scenario, without), bool(guided(stage, scenario.guidance_at))
    stress = stress_paths(stage, scenario, problem.horizon)
    first = start or near
    felt = Felt.nothing(len(stage.dates), problem.horizon) if first is None else first.felt
    programme = without if first is None else None if start is None else start.programme
    paths = None if near is None else near.programme.sequence.expected
    reference = without or (None if near is None else near.counterfactual)
    settled = np.zeros(len(stage.dates), dtype=bool)
    other = np.zeros_like(felt.holdings)
    for iteration in range(1, settings.most_iterations + 1):
        if iteration > 1 or programme is None or moves or speaks:
            other = stage.other_premium(sum(premium_parts(felt, settings, stress).values(), np.zeros_like(other)))
            guesses = paths if programme is None else programme.sequence.expected
            programme = solve_guided(
                stage, problem, state, imposed(stage, felt, stress, other), scenario.guidance_at, shocks=shocks,
                moves=moves, guesses=guesses,
            )  # fmt: skip
        reference = without or _without(stage, problem, state, scenario, programme, reference, other)
        anchor = anchors(stage, anchored_to or programme, state)
        owned = portfolio(stage, scenario, table, (reference, programme), anchor)
        found = felt_of(stage, items, owned, problem.horizon, stress).keeping(settled, felt)
        error = found.distance(felt)
        settled = settled | np.logical_and.accumulate(error <= settings.tolerance_pct_gdp)
        if settled.all():
            return Settled(
                programme=replace(programme, beside=beside_of(stage, owned, felt, other, stress)), counterfactual=reference, anchor=anchor, portfolio=owned,
                felt=felt, iterations=iteration,
            )  # fmt: skip
        felt = found.keeping(settled, felt)
    raise QelabError("QE701", iterations=settings.most_iterations, error=float(error.max()))


def _same_programme(scenario: Scenario, record: Scenario | None) -> bool:
    """Whether a scenario asks for what its record says, in everything that moves a number."""
    keys = ("announcements", "standing", "size_bn", "counterfactual", "bills_share")
    return record is not None and all(getattr(scenario, key) == getattr(record, key) for key in keys)


def _buys_nothing(scenario: Scenario) -> bool:
    """Whether every sized phase is of size zero."""
    sizes = [
        scenario.phase_size_bn(announcement, phase)
        for announcement in scenario.announcements
        for phase in announcement.phases
    ]
    return not any(sizes)


def _without(
    stage: Stage,
    problem: Solver,
    state: Array,
    scenario: Scenario,
    programme: World,
    before: World | None,
    other: Array,
) -> World:
    """The counterfactual of a programme's world: its shocks, no purchases and none of its guidance.

    Without purchases yet (the first pass) it is that world itself. What held the policy rate down was the
    guidance: where the programme's was in force, no policy shock is left without it. ``other`` (dates, horizon) is
    what moves premia besides holdings, the same in both worlds.
    """
    said = _said(stage, scenario)
    if before is None and not said:
        return programme
    shocks = own_shocks(stage, programme)
    shocks[sorted(said), stage.model.shock_index("eps_i")] = 0.0
    guesses = (before or programme).sequence.expected
    return solve_guided(stage, problem, state, imposed_without(stage, other), scenario.standing_guidance, shocks=shocks, guesses=guesses)


def _said(stage: Stage, scenario: Scenario) -> set[int]:
    """Dates on which the programme's own guidance is in force: what holds the rate there is no shock."""
    return set(guided(stage, scenario.guidance_at)) if scenario.has_guidance else set()


def _rate_move(stage: Stage, scenario: Scenario, without: World | None) -> dict[int, tuple[Target, ...]]:
    """The policy rate held below the counterfactual's path for some quarters, never below the bound."""
    move = scenario.policy_rate
    if move is None or without is None:
        return {}
    first = information_quarter(move.date) - stage.dates[0]
    if first < 0:
        raise QelabError("QE304", date=str(move.date), month=str(stage.opening.month))
    if first >= len(stage.dates):
        raise QelabError("QE305", date=str(move.date), end=str(stage.dates[-1]))
    rows = range(first, min(first + move.hold_quarters, len(stage.dates)))
    rate = without.sequence.expected[:, :, stage.model.index("i")]
    return {
        row: (stage.held_rate(rate[row, : move.hold_quarters - (row - first)], move.cut_bp),) for row in rows
    }
