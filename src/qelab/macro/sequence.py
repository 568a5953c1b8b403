"""What happens when news arrives: one perfect-foresight path for each date, of which the first period is kept.

Answers: what does the economy do, quarter by quarter, when at each date only what was known then is expected? The
path at t depends on nothing dated later: it is solved from the state inherited from t - 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.path import Path
from qelab.macro.solvers import Solver
from qelab.macro.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationSequence:
    """Realised values and what was expected at each of N dates.

    ``realised`` (N, n) and ``shocks`` (N, k) are first periods, with the shocks that targets asked for;
    ``expected`` (N, T, n) and ``expected_exogenous`` (N, T, k) are whole paths as seen from each date;
    ``quarters_at_bound`` (N,) is the length of the spell at the floor expected at each date, from that date on.
    """

    endogenous: tuple[str, ...]
    exogenous: tuple[str, ...]
    realised: np.ndarray
    shocks: np.ndarray
    expected: np.ndarray
    expected_exogenous: np.ndarray
    quarters_at_bound: np.ndarray
    residual: float
    bound_gap: float
    iterations: int
    routes: tuple[str, ...]

    def __getitem__(self, name: str) -> np.ndarray:
        """Realised values of a variable or shock, (N,)."""
        if name in self.endogenous:
            return self.realised[:, self.endogenous.index(name)]
        if name in self.exogenous:
            return self.shocks[:, self.exogenous.index(name)]
        raise QelabError("QE521", name=name, allowed=(*self.endogenous, *self.exogenous))


def solve_sequence(
    problem: Solver,
    previous: np.ndarray,
    expected_exogenous: np.ndarray,
    targets_by_date: Sequence[Sequence[Target]] | None = None,
    guesses: np.ndarray | None = None,
    labels: Sequence[Any] = (),
) -> InformationSequence:
    """Solve from the inherited state with what each date knows, keep the first period, go on.

    Parameters
    ----------
    previous : (n,), state before the first date
    expected_exogenous : (N, T, k), row t: shocks of the T periods from date t on, as known at t
    targets_by_date : N collections of targets; their first period is date t
    guesses : (N, T, n), paths to start from, such as ``expected`` of an earlier call; else the last path, shifted
    labels : names of the N dates (texts, or quarters), for errors

    Raises
    ------
    QelabError QE530 : wrong shapes
    QelabError QE531 : no path found at some date
    """
    expected_exogenous = np.asarray(expected_exogenous, dtype=float)
    model, dates = problem.model, len(expected_exogenous)
    shape = (dates, problem.horizon, len(model.exogenous))
    if expected_exogenous.shape != shape:
        raise QelabError("QE530", what="expected_exogenous", found=expected_exogenous.shape, expected=shape)
    for what, given in (("targets_by_date", targets_by_date), ("guesses", guesses)):
        if given is not None and len(given) != dates:
            raise QelabError("QE530", what=what, found=f"({len(given)}, ...)", expected=f"({dates}, ...)")
    paths: list[Path] = []
    state = previous
    for date in range(dates):
        guess = _shifted(paths[-1], model.steady_state) if paths else None
        if guesses is not None:
            guess = guesses[date]
        targets = () if targets_by_date is None else targets_by_date[date]
        paths.append(problem.solve(state, expected_exogenous[date], guess, targets, labels[date:]))
        state = paths[-1].values[0]
    return _collect(problem, paths)


def _shifted(path: Path, resting: np.ndarray) -> np.ndarray:
    """The path as expected one period later."""
    return np.vstack((path.values[1:], resting))


def _collect(problem: Solver, paths: list[Path]) -> InformationSequence:
    n, k, horizon = len(problem.model.endogenous), len(problem.model.exogenous), problem.horizon
    expected = np.array([path.values for path in paths]).reshape(len(paths), horizon, n)
    exogenous = np.array([path.exogenous for path in paths]).reshape(len(paths), horizon, k)
    return InformationSequence(
        endogenous=problem.model.endogenous,
        exogenous=problem.model.exogenous,
        realised=expected[:, 0],
        shocks=exogenous[:, 0],
        expected=expected,
        expected_exogenous=exogenous,
        quarters_at_bound=np.array([path.quarters_at_bound for path in paths], dtype=int),
        residual=max((path.residual for path in paths), default=0.0),
        bound_gap=max((path.bound_gap for path in paths), default=0.0),
        iterations=sum(path.iterations for path in paths),
        routes=tuple(path.route for path in paths),
    )
