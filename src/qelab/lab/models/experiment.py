"""What a model is asked: a programme as it became known, round the model's steady state.

Answers: what does the model do, quarter by quarter, when at each date the path of holdings then expected enters, and the
policy rate is held as long as the laboratory's world without the programme expects it at its bound, at most as long as
the model's own experiment allows? The counterfactual is the model at rest: the same shocks, namely none, without the
programme. Dates on which nothing becomes known are read from the path expected before: nothing new, nothing unexpected.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Quarter, information_quarter
from qelab.lab.models.innovations import innovations
from qelab.lab.models.translation import Moved, Translation, holdings_by_asset, translate
from qelab.lab.pipeline import Run
from qelab.macro import Model, Solver, Target
from qelab.macro.observe import variable_at

Array = NDArray[np.float64]
NEWS = 1e-9  # change of an expected path, relative to its largest value, below which nothing became known
SHORTEST_PEG = 4  # quarters: the experiment of Chen, Cúrdia & Ferrero (2012) for LSAP2, after surveys of the time
_FOLLOWS = 1e-8  # how close a variable has to come to the programme's path, in the same terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A model's answer to one programme.

    ``expected`` (dates, T, n) and ``exogenous`` (dates, T, k) are the paths as seen from each date, ``realised``
    (dates, n) their first periods; ``held`` (dates,) for how many quarters from each date on the policy rate was
    expected to be held; ``spell`` the quarters that the world without the programme expected at the bound where
    that was longest; ``rate_moved`` whether the scenario moves the rate itself; ``solved`` the dates on which
    something became known.
    """

    translation: Translation
    dates: tuple[Quarter, ...]
    realised: Array
    expected: Array
    exogenous: Array
    held: NDArray[np.int64]
    spell: int
    rate_moved: bool
    solved: tuple[int, ...]
    residual: float

    @property
    def longest_held(self) -> int:
        """Quarters for which the rate was held at most, 0 for never."""
        return int(self.held[list(self.solved)].max(initial=0)) if self.solved else 0


def experiment(run: Run, model: Model, model_id: str, problem: Solver) -> Experiment:
    """Put a settled run's programme into another model.

    Raises
    ------
    QelabError QE725 : an asset that the model does not have
    QelabError QE726 : a move of the policy rate that it cannot hold as long
    QelabError QE531 : no path found
    """
    scenario, dates = run.stage.scenario, run.stage.dates
    translation = translate(model, model_id, scenario, holdings_by_asset(run, problem.horizon))
    spells = run.settled.counterfactual.sequence.quarters_at_bound
    held = held_quarters(model, spells, _announced(run))
    rates = _moved_rate(run, model, model_id)
    if rates:
        held = np.maximum(held, [len(rates.get(row, ())) for row in range(len(dates))])
    sequence = _Sequence(problem, translation)
    for row in range(len(dates)):
        sequence.step(row, int(held[row]), rates.get(row), dates[row:])
    longest = max(sequence.solved, key=lambda row: held[row], default=0)
    return Experiment(
        translation=translation, dates=dates, realised=np.array([path[0] for path in sequence.paths]),
        expected=np.array(sequence.paths), exogenous=np.array(sequence.exogenous), held=held, spell=int(spells[longest]),
        rate_moved=bool(rates), solved=tuple(sequence.solved), residual=sequence.residual,
    )  # fmt: skip


def held_quarters(
    model: Model, spells: NDArray[np.int64], announced: Mapping[int, Collection[str]]
) -> NDArray[np.int64]:
    """For how many quarters from each date on the policy rate is held, (dates,).

    A programme starts one peg, at its first announcement at which a spell at the bound is expected: as long as that
    spell and not less than four quarters, at most the model's longest. Once promised it runs down quarter by quarter and
    is kept. Neither time nor a later step of the same programme makes it longer: a peg that rolls forward is a surprise in
    every quarter, and one that the model was never asked to bear.

    Parameters
    ----------
    spells : (dates,), quarters that the world without the programme expects at the bound, from each date on
    announced : by date, the programmes of which something is announced
    """
    longest = model.about.experiment.longest_peg_quarters
    held, left, started = np.zeros(len(spells), dtype=int), 0, set()
    for row, spell in enumerate(spells):
        left = max(left - 1, 0)
        new = set(announced.get(row, ())) - started
        if new and spell:
            started |= new
            wanted = max(int(spell), SHORTEST_PEG)
            left = max(left, wanted if longest is None else min(longest, wanted))
        held[row] = left
    return held


def _announced(run: Run) -> dict[int, set[str]]:
    """By date, the programmes of which something is announced, or leaks."""
    found: dict[int, set[str]] = {}
    for announcement in run.stage.scenario.announcements:
        days = [announcement.date]
        if announcement.already_expected is not None:
            days.append(announcement.already_expected.since)
        for day in days:
            found.setdefault(information_quarter(day) - run.stage.dates[0], set()).add(announcement.programme)
    return found


def _moved_rate(run: Run, model: Model, model_id: str) -> dict[int, Array]:
    """By date, the path on which a scenario's own move of the policy rate holds it, in the model's units.

    The move is the one that the laboratory's world could make: none where the rate was at its bound.
    """
    move, stage, about = run.stage.scenario.policy_rate, run.stage, model.about
    if move is None:
        return {}
    longest, observable = about.experiment.longest_peg_quarters, about.series["policy_rate"]
    if (longest is not None and move.hold_quarters > longest) or observable.variable != about.experiment.rate:
        raise QelabError("QE726", model=model_id, longest=longest or 0, quarters=move.hold_quarters)
    column, first = stage.model.index("i"), information_quarter(move.date) - stage.dates[0]
    worlds = (run.settled.programme.sequence.expected, run.settled.counterfactual.sequence.expected)
    found = {}
    for row in range(first, min(first + move.hold_quarters, len(stage.dates))):
        quarters = move.hold_quarters - (row - first)
        change = worlds[0][row, :quarters, column] - worlds[1][row, :quarters, column]
        found[row] = variable_at(model, observable, change)
    return found


class _Sequence:
    """The sequence of information sets as it is being solved: what was expected, and from which state."""

    def __init__(self, problem: Solver, translation: Translation) -> None:
        self.problem, self.translation = problem, translation
        self.model = problem.model
        self.paths: list[Array] = []
        self.exogenous: list[Array] = []
        self.solved: list[int] = []
        self.residual = 0.0
        self._resting = np.tile(self.model.steady_state, (problem.horizon, 1))
        self._still = np.tile(self.model.exogenous_at_rest, (problem.horizon, 1))
        self._targets: tuple[Array, ...] = ()
        self._held = 0
        self._rate: Array | None = None

    def step(self, row: int, held: int, rate: Array | None, labels: tuple[Quarter, ...]) -> None:
        """Go on to the next date: solve if something becomes known, else read what was expected."""
        wanted = tuple(self.model.steady_state[self.model.index(item.variable)] + item.change[row] for item in self.translation.moved)
        onward = self._onward()
        if not self._news(wanted, held, rate, onward[0]):
            self.paths.append(onward[0])
            self.exogenous.append(onward[1])
        else:
            state = self.paths[-1][0] if self.paths else self.model.steady_state
            path, exogenous = self._solve(state, wanted, held, rate, onward[0], labels)
            self.paths.append(path)
            self.exogenous.append(exogenous)
            self.solved.append(row)
        self._targets, self._held, self._rate = wanted, held, rate

    def _onward(self) -> tuple[Array, Array]:
        """Paths of variables and innovations as expected one quarter ago."""
        if not self.paths:
            return self._resting, self._still
        last = self.paths[-1]
        following = self.model.steady_state + (last[-1] - self.model.steady_state) @ self.model.transition.T
        return np.vstack((last[1:], following)), np.vstack((self.exogenous[-1][1:], self._still[:1]))

    def _news(self, wanted: tuple[Array, ...], held: int, rate: Array | None, onward: Array) -> bool:
        """Whether this date knows more than the one before."""
        if rate is not None:
            before = None if self._rate is None else self._rate[1:]
            if before is None or len(before) != len(rate) or float(np.abs(before - rate).max()) > NEWS:
                return True
        for path, item in zip(wanted, self.translation.moved, strict=True):
            expected = onward[:, self.model.index(item.variable)]
            if float(np.abs(path - expected).max()) > NEWS * self._scale(item):
                return True
        at_rest = not self.paths or not np.any(self.paths[-1] - self._resting)
        return held != max(self._held - 1, 0) and not at_rest

    def _scale(self, item: Moved) -> float:
        return max(float(np.abs(item.change).max()), 1e-300)

    def _solve(
        self, state: Array, wanted: tuple[Array, ...], held: int, rate: Array | None, guess: Array, labels: tuple[Quarter, ...]
    ) -> tuple[Array, Array]:  # fmt: skip
        """One path, with the innovations that keep purchases and the policy rate where they should be."""
        exogenous, targets = self._still.copy(), []
        for item, values in zip(self.translation.moved, wanted, strict=True):
            found = innovations(self.model, item.variable, item.shock, state, values)
            if found is None:
                targets.append(Target(variable=item.variable, shock=item.shock, values=values))
            else:
                exogenous[:, self.model.shock_index(item.shock)] = found
        targets += self._pegged(held, rate)
        path = self.problem.solve(state, exogenous, guess, targets, labels)
        missed = [
            item
            for item, values in zip(self.translation.moved, wanted, strict=True)
            if float(np.abs(path[item.variable] - values).max()) > _FOLLOWS * self._scale(item)
        ]
        if missed:
            raise QelabError("QE727", variable=missed[0].variable, date=str(labels[0]))
        self.residual = max(self.residual, path.residual)
        return path.values, path.exogenous

    def _pegged(self, held: int, rate: Array | None) -> list[Target]:
        """The policy rate at rest for some quarters, or where the scenario itself puts it."""
        about = self.model.about.experiment
        if rate is None and not held:
            return []
        resting = float(self.model.steady_state[self.model.index(about.rate)])
        values = np.full(held, resting)
        if rate is not None:
            values[: len(rate)] = rate
        return [Target(variable=about.rate, shock=about.rate_shock, values=values)]
