"""How the answer moves with the expected exit: the same announcement under other exits.

Answers: what would have been expected on the day of the announcement, had markets expected the securities to be
held longer or shorter? Each row is one perfect-foresight path from the state inherited on that date, with the
same shocks; effects are against the counterfactual as expected on the same date.
"""

from dataclasses import dataclass

import numpy as np

from qelab.core.time import Quarter, information_quarter
from qelab.core.units import convert
from qelab.core.words import word
from qelab.lab.felt import imposed
from qelab.lab.guidance import guided, held_as_expected, stress_paths
from qelab.lab.pipeline import Run, felt_of, portfolio
from qelab.macro import Solver
from qelab.policy.parts import Announcement
from qelab.policy.scenario import Scenario
from qelab.portfolio.timetable import timetable

# Alternatives: (hold in quarters, then share of X kept per quarter), from quick to never. A hold is at constant
# par: ten-year equivalents fall meanwhile, by ageing and growth.
_ALTERNATIVES = ((0, 0.95), (12, 0.97), (0, 0.98), (0, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRow:
    """Effects as expected at the announcement under one exit; peaks are the largest in size along the path."""

    hold_quarters: int
    then_x_per_quarter: float
    assumed: bool
    term_premium_bp: float
    yield_10y_bp: float
    unemployment_peak_pp: float
    inflation_peak_pp: float

    def label(self, lang: str = "en") -> str:
        """The exit in words."""
        decline = convert(1.0 - self.then_x_per_quarter, "decimal", "percent")
        if self.then_x_per_quarter == 1.0:
            return word("exit.never", lang, hold=self.hold_quarters)
        key = "exit.row" if self.hold_quarters else "exit.at_once"
        return word(key, lang, hold=self.hold_quarters, decline=f"{decline:.3g}")


def exit_table(run: Run, problem: Solver) -> tuple[ExitRow, ...]:
    """The scenario's exit and others; empty for a scenario without purchases."""
    known = _known_at(run.stage.scenario, run.stage.dates[run.main_row]) if run.stage.scenario.announcements else None
    last = None if known is None else next((item for item in reversed(known.announcements) if item.exit), None)
    if known is None or last is None or last.exit is None:
        return ()
    assumed = (last.exit.hold_quarters, last.exit.then_x_per_quarter)
    others = [exit_ for exit_ in _ALTERNATIVES if exit_ != assumed]
    rows = [(exit_, _with_exit(known, last, *exit_)) for exit_ in (assumed, *others)]
    return tuple(_row(run, problem, *exit_, one, assumed=exit_ == assumed) for exit_, one in rows)


def _row(run: Run, problem: Solver, hold: int, decline: float, known: Scenario, *, assumed: bool) -> ExitRow:
    stage, settled, date = run.stage, run.settled, run.main_row
    table = timetable(known, stage.opening.month, stage.dates[: date + 1])
    owned = portfolio(stage, known, table, (settled.counterfactual, settled.programme), settled.anchor)
    stress = stress_paths(stage, stage.scenario, problem.horizon)
    stress = stress[: date + 1] if isinstance(stress, np.ndarray) else stress
    felt = felt_of(stage, run.items, owned, problem.horizon, stress)
    model = stage.model
    exogenous = np.zeros((problem.horizon, len(model.exogenous)))
    exogenous[0] = run.shocks[date]
    for name, path in imposed(stage, felt, stress).items():
        exogenous[:, model.shock_index(name)] += path[date]
    before = settled.programme.sequence.realised[date - 1] if date else run.state
    expected = settled.programme.sequence.expected[date]
    said = sum(target.values.size for target in guided(stage, stage.scenario.guidance_at).get(date, ()))
    held = held_as_expected(stage, expected[:, model.index("i")], said)
    path = problem.solve(before, exogenous, expected, held)
    base = settled.counterfactual.sequence.expected[date]
    effect = {name: path[name] - base[:, model.index(name)] for name in ("tp10", "r10", "u", "pi4")}
    beside = settled.programme.beside
    flow = 0.0 if beside is None else float(beside.flow[date])
    return ExitRow(
        hold_quarters=hold,
        then_x_per_quarter=decline,
        assumed=assumed,
        term_premium_bp=float(convert(effect["tp10"][0] + flow, "percentage points", "bp")),
        yield_10y_bp=float(convert(effect["r10"][0] + flow, "percentage points", "bp")),
        unemployment_peak_pp=_peak(effect["u"]),
        inflation_peak_pp=_peak(effect["pi4"]),
    )


def _known_at(scenario: Scenario, date: Quarter) -> Scenario:
    known = [item for item in scenario.announcements if information_quarter(item.date) <= date]
    return scenario.model_copy(update={"announcements": tuple(known)})


def _with_exit(scenario: Scenario, last: Announcement, hold: int, decline: float) -> Scenario:
    """The scenario with another exit after its last announcement (values come from validated ones)."""
    exit_ = last.exit and last.exit.model_copy(update={"hold_quarters": hold, "then_x_per_quarter": decline})
    changed = last.model_copy(update={"exit": exit_})
    announcements = tuple(changed if item is last else item for item in scenario.announcements)
    return scenario.model_copy(update={"announcements": announcements})


def _peak(path: np.ndarray) -> float:
    return float(path[np.abs(path).argmax()])
