"""The policy rate that would do what a programme does: for how many quarters, measured how.

    move_K = -100 bp * sum of y(programme, rate held K quarters) / sum of y(rate one point lower for K quarters)

Both sums run over K + 4 quarters, in per cent of a quarter's potential output; after K quarters the rate follows its rule.
A lower policy rate is negative. Beside it stands the ten-year measure of Wei (2022): the move that changes the ten-year
yield by as much as the programme changes its term premium. The longer a rate is held, the less of it is needed: no
number means anything without its K.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from qelab.core.errors import QelabError
from qelab.core.time import Quarter
from qelab.core.units import convert
from qelab.data.rate_equivalents import Published, pass_throughs
from qelab.lab.equivalence.pegs import Day, from_rest, held_rate, news_of
from qelab.lab.pipeline import Run
from qelab.macro import Path, Solver
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
QUARTERS = (8, 12, 24)
BEYOND = 4  # quarters counted after the rate is let go
LONGEST = 40
_NOTHING = 1e-9  # per cent: less output than this is none


@dataclass(frozen=True, slots=True, kw_only=True)
class EquivalentMove:
    """The policy rate held for ``quarters`` (K) that does what the programme does; a cut is negative.

    ``output`` : effect of the programme with the rate held, summed over ``counted_quarters``, per cent of a quarter's
    potential. ``output_per_point``, ``yield_per_point_bp`` : of a policy rate one point higher for K quarters, the
    latter on the ten-year yield at once.
    ``move_bp`` : by output, where the bound is far. ``by_yield_bp`` : by the ten-year yield.
    ``room_bp`` : how far the rate expected without the programme lies above its bound, mean of the K quarters.
    ``with_bound_bp`` : by output on the day itself, cut as far as the bound lets it in each quarter; None where not even
    the rate at its bound in all K quarters does as much. ``most_share`` : what that would do, share of the programme's
    output; None where the programme tightens or gives none.
    """

    quarters: int
    counted_quarters: int
    output: float
    output_per_point: float
    yield_per_point_bp: float
    move_bp: float
    by_yield_bp: float
    room_bp: float
    with_bound_bp: float | None
    most_share: float | None

    @property
    def bound_matters(self) -> bool:
        """Whether the bound is in the way of the cut."""
        return self.with_bound_bp is None or abs(self.with_bound_bp - self.move_bp) > _VISIBLE_BP


_VISIBLE_BP = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """A programme, and for each horizon the move of the policy rate that would do the same.

    ``at`` is the quarter of its main announcement: all that had been announced by then counts, against the world without
    the programme. ``term_premium_bp`` is its effect on the ten-year premium there.
    """

    scenario: Scenario
    at: Quarter
    term_premium_bp: float
    rows: tuple[EquivalentMove, ...]

    def row(self, quarters: int) -> EquivalentMove:
        """The row of a horizon."""
        return next(row for row in self.rows if row.quarters == quarters)

    def by_published(self) -> tuple[tuple[Published, float, float], ...]:
        """The ten-year measure with published responses of the ten-year yield to the policy rate: weaker and stronger
        end, bp. No K is in them."""
        return tuple(
            (item, self.term_premium_bp / item.high, self.term_premium_bp / item.low) for item in pass_throughs()
        )


def equivalent_moves(run: Run, problem: Solver, quarters: Sequence[int] = QUARTERS) -> Equivalence:
    """The equivalent moves of a programme.

    Parameters
    ----------
    run : its settled worlds
    quarters : horizons K

    Raises
    ------
    QelabError QE894 : a horizon outside 1 to 40; QE891 : a scenario that buys, sells and lets run off nothing
    """
    check_horizons(quarters)
    scenario = run.stage.scenario
    check_programme(scenario)
    day, premium = Day.of(run, problem), run.stage.model.index("tp10")
    effect = _effect(run)[premium]
    return Equivalence(
        scenario=scenario,
        at=run.stage.dates[run.main_row],
        term_premium_bp=float(convert(effect, "percentage points", "bp")),
        rows=tuple(_move(day, effect, count) for count in quarters),
    )


def check_horizons(quarters: Sequence[int]) -> None:
    """Refuse horizons for which the policy rate cannot be held.

    Raises
    ------
    QelabError QE894 : none, or one outside 1 to 40
    """
    wrong = [count for count in quarters if not 1 <= count <= LONGEST]
    if wrong or not quarters:
        raise QelabError("QE894", value=wrong[0] if wrong else "", longest=LONGEST)


def check_programme(scenario: Scenario) -> None:
    """Refuse a scenario that holds no securities differently.

    Raises
    ------
    QelabError QE891 : a move of the policy rate, or guidance alone
    """
    if not any(announcement.moves_the_portfolio for announcement in scenario.announcements):
        raise QelabError("QE891", name=scenario.id)


def sustained_move(run: Run, problem: Solver, quarters: int) -> tuple[float, float, Path]:
    """Round rest: summed output of the programme's news and of a policy rate one point higher, and the latter's path.

    Parameters
    ----------
    quarters : K; the rate is held in both, and output counted for K + 4
    """
    return _sums(problem, news_of(run), quarters)


def _sums(problem: Solver, news: Array, quarters: int) -> tuple[float, float, Path]:
    counted = slice(0, quarters + BEYOND)
    moved = from_rest(problem, news, (held_rate(quarters),))
    point = from_rest(problem, targets=(held_rate(quarters, 1.0),))
    return float(moved["y"][counted].sum()), float(point["y"][counted].sum()), point


def _effect(run: Run) -> Array:
    """Effect of the programme in the quarter of its main announcement, (n,)."""
    row, settled = run.main_row, run.settled
    return settled.programme.sequence.expected[row, 0] - settled.counterfactual.sequence.expected[row, 0]


def _move(day: Day, premium: float, quarters: int) -> EquivalentMove:
    output, each, point = _sums(day.problem, day.news, quarters)
    on_yield = float(point["r10"][0])
    with_bound, most = _with_bound(day, output / each, quarters)
    room = float(np.mean(day.rate[:quarters])) - day.floor
    in_bp = {name: float(convert(value, "percentage points", "bp")) for name, value in (
        ("move_bp", output / each), ("by_yield_bp", premium / on_yield), ("yield_per_point_bp", on_yield), ("room_bp", room),
    )}  # fmt: skip
    return EquivalentMove(
        quarters=quarters, counted_quarters=quarters + BEYOND, output=output, output_per_point=each,
        with_bound_bp=None if with_bound is None else float(convert(with_bound, "percentage points", "bp")),
        most_share=most, **in_bp,
    )  # fmt: skip


def _with_bound(day: Day, move: float, quarters: int) -> tuple[float | None, float | None]:
    """The move by output on the day itself, points, and the largest share of the programme's output that a cut reaches.

    Where the rate would pass its bound the cut stops there, quarter by quarter; a larger one then moves the others.
    """
    counted, output = slice(0, quarters + BEYOND), day.problem.model.index("y")

    def total(effect: Array) -> float:
        return float(effect[counted, output].sum())

    wanted = total(day.programme(quarters))
    if abs(wanted) <= _NOTHING:
        return 0.0, None

    def excess(points: float) -> float:
        return total(day.move(points, quarters)) - wanted

    if wanted < 0:
        return _root(excess, 0.0, _FARTHEST * move), None
    lowest = day.floor - float(day.rate[:quarters].max())
    most = (excess(lowest) + wanted) / wanted
    return (None if most < 1.0 else _root(excess, lowest, 0.0)), most


def _root(excess: Callable[[float], float], low: float, high: float) -> float:
    found = brentq(excess, low, high, xtol=1e-10)
    assert isinstance(found, float), "one root was asked for, without its report"
    return found


_FARTHEST = 4.0  # times the move far from the bound: a rise meets no bound but the later one of the rule
