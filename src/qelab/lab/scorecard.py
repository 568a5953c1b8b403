"""Does it help? Four aims of easing, jobs and output, and the costs, with and without the programme.

Answers: what came of each aim, at what cost, and is it more than one could see? Every row holds the quarter in
which its effect is largest in size, both worlds in that quarter, the middle 80 % of the draws where there are
any, and a verdict by one rule (``verdict``). What no stage computes is a row that says so. Numbers and closed
choices only; the texts stand in ``scorecard.csv`` and ``words.csv``.

The thresholds are declared choices: five basis points for yields (a day's change of the ten-year yield had a
standard deviation of 6 in 2009-14; computed from H.15), half the last digit in which the agencies publish
inflation, unemployment and growth, one per cent of its own level for a stock or an index, one percentage point
for a probability.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.words import word
from qelab.lab.measures import COVERAGE, MEASURES, Measure, Side, Verdict, rule_text
from qelab.lab.moment import largest
from qelab.lab.result_parts import MOMENT
from qelab.lab.settings import Settings

if TYPE_CHECKING:
    from qelab.lab.result import Result

Array = NDArray[np.float64]
Levels = Callable[[str], Array]
_NORMAL_80 = 1.2816  # the normal distribution holds 80 % within so many standard deviations
_SECURITIES = ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One row: numbers are None where nothing computes them; ``low`` and ``high`` are the effect's 80 % band.

    ``threshold`` is in the unit of the effect, at the level without the programme.
    """

    measure: Measure
    verdict: Verdict
    at: str | None = None
    without: float | None = None
    policy: float | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    threshold: float | None = None
    in_model: bool = True

    def verdict_text(self, tightening: bool, lang: str = "en") -> str:
        """The verdict in words; a tightening gives up or gains where an easing hurts or helps.

        Money that moves by bookkeeping is more or less of it, no more: that alone helps nobody.
        """
        if self.verdict in (Verdict.NOT_COMPUTED, Verdict.UNSETTLED):
            return word(f"verdict.{self.verdict.value}", lang)
        if self.measure.basis == "funds":
            return word(f"verdict.funds.{self.verdict.value}", lang)
        kind = "tightening" if tightening else "cost" if self.measure.side is Side.COST else "aim"
        return word(f"verdict.{kind}.{self.verdict.value}", lang)

    def awaits(self, lang: str = "en") -> str:
        """What a row without numbers waits for; nothing for a row with numbers."""
        if self.verdict is not Verdict.NOT_COMPUTED:
            return ""
        return self.measure.awaits(lang) if self.in_model else word("scorecard.not_in_model", lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All rows of one result; ``draws`` is how many draws gave the ranges, 0 where none were asked for."""

    scenario: str
    tightening: bool
    draws: int
    scores: tuple[Score, ...]

    def of_side(self, side: Side) -> tuple[Score, ...]:
        """Rows of the aims, the economy or the costs."""
        return tuple(score for score in self.scores if score.measure.side is side)

    def __getitem__(self, key: str) -> Score:
        return next(score for score in self.scores if score.measure.key == key)


def scorecard(result: "Result", inflation_target: float | None = None) -> Scorecard:
    """The scorecard of a result.

    Parameters
    ----------
    inflation_target : percent a year; that of the default settings when left out (FOMC statement of January 2012)
    """
    target = Settings().inflation_target if inflation_target is None else inflation_target
    return Scorecard(
        scenario=result.scenario.id,
        tightening=_tightening(result),
        draws=0 if result.draws is None else result.draws.count,
        scores=tuple(_score(measure, result, target) for measure in MEASURES),
    )


def verdict(effect: float, threshold: float, better: int, band: tuple[float, float] | None) -> Verdict:
    """The rule. Too small to see: none. Zero inside the band: unsettled. Else helped or hurt, by its sign.

    >>> verdict(-0.09, 0.05, -1, None), verdict(-0.09, 0.05, -1, (-0.2, 0.01)), verdict(0.02, 0.05, -1, None)
    (<Verdict.HELPED: 'helped'>, <Verdict.UNSETTLED: 'unsettled'>, <Verdict.NONE: 'none'>)
    """
    if abs(effect) < threshold:
        return Verdict.NONE
    if band is not None and band[0] <= 0 <= band[1]:
        return Verdict.UNSETTLED
    return Verdict.HELPED if effect * better > 0 else Verdict.HURT


def _score(measure: Measure, result: "Result", target: float) -> Score:
    if not measure.measure:
        return Score(measure=measure, verdict=Verdict.NOT_COMPUTED)
    if any(name not in result.levels for name in _needed(measure)):
        return Score(measure=measure, verdict=Verdict.NOT_COMPUTED, in_model=False)
    found = _worlds(measure, result, target)
    if found is None:
        return Score(measure=measure, verdict=Verdict.NOT_COMPUTED)
    effect = found[1] - found[0]
    at = _largest(effect, found[0], result.main_announcement() - result.quarters[0])
    band = _band(measure, result, target, found[:, at], at)
    without, moved = float(found[0, at]), float(effect[at])
    threshold = measure.threshold_at(without)
    return Score(
        measure=measure,
        verdict=verdict(moved, threshold, measure.better, band),
        at=str(result.quarters[at]),
        without=without,
        policy=float(found[1, at]),
        effect=moved,
        low=band[0] if band else None,
        high=band[1] if band else None,
        threshold=threshold,
    )


def _needed(measure: Measure) -> tuple[str, ...]:
    if measure.measure == "securities":
        return _SECURITIES
    return (measure.key,) if measure.measure == "series" else ("inflation_4q",)


def _paths(measure: Measure, levels: Levels, target: float) -> Array:
    """The measure in both worlds, (..., 2, quarters), from the levels of series in the same shape."""
    if measure.measure == "series":
        return levels(measure.key)
    if measure.measure == "securities":
        return np.sum([levels(name) for name in _SECURITIES], axis=0)
    above = levels("inflation_4q") - target
    return np.abs(above) if measure.measure == "distance" else np.maximum(above, 0.0)


def _worlds(measure: Measure, result: "Result", target: float) -> Array | None:
    """The measure in both worlds, (2, quarters); None where the draws that it takes were not made."""
    if measure.measure != "below_zero":
        return _paths(measure, lambda name: result.levels[name], target)
    found = None if result.draws is None else result.draws.inflation_below_zero
    return found if found is not None and np.isfinite(found).all(axis=0).any() else None


def _band(
    measure: Measure, result: "Result", target: float, worlds: Array, at: int
) -> tuple[float, float] | None:
    """The 80 % band of the effect in one quarter; None without draws.

    A probability is a share of the draws: its band is that of the difference of two shares, taken as independent,
    which is wider than with the shocks that the worlds share. It ends where the programme's would leave 0 to 1.
    """
    draws = result.draws
    if draws is None:
        return None
    if measure.measure == "below_zero":
        half = _NORMAL_80 * float(np.sqrt((worlds * (1 - worlds)).sum() / draws.count))
        without, policy = (float(share) for share in worlds)
        return max(policy - half, 0.0) - without, min(policy + half, 1.0) - without
    drawn = _paths(measure, lambda name: draws.levels[name], target)[..., at]
    low, high = draws.interval(drawn[:, 1] - drawn[:, 0], COVERAGE)
    return float(low), float(high)


def _largest(effect: Array, without: Array, announcement: int) -> int:
    """Quarter of the largest effect in size; where there is none at all the quarter of the announcement, or the
    largest level without the programme where nothing is known of that quarter."""
    otherwise = announcement if np.isfinite(effect[announcement]) else int(np.nanargmax(without))
    return largest(effect, otherwise)


def _tightening(result: "Result") -> bool:
    """Whether the programme raised the term premium at its peak, or the policy rate where it bought nothing."""
    if result.scenario.announcements:
        effect = result.channels[MOMENT] if MOMENT in result.channels else result.values("term_premium_10y")
    else:
        effect = result.values("policy_rate")
    return bool(effect[np.abs(effect).argmax()] > 0)


def scorecard_document(card: Scorecard, lang: str) -> dict[str, Any]:
    """The scorecard as plain data for ``--json``."""
    return {
        "direction": "tightening" if card.tightening else "easing",
        "draws": card.draws,
        "coverage": COVERAGE if card.draws else None,
        "rule": rule_text(lang),
        "rows": [
            {
                "side": score.measure.side.value,
                "group": score.measure.group,
                "key": score.measure.key,
                "label": score.measure.label(lang),
                "at": score.at,
                "unit": score.measure.unit,
                "effect_unit": score.measure.effect_unit,
                "without": score.without,
                "with": score.policy,
                "effect": score.effect,
                "low": score.low,
                "high": score.high,
                "threshold": score.threshold,
                "verdict": score.verdict.value,
                "verdict_text": score.verdict_text(card.tightening, lang),
                "awaits": score.awaits(lang) or None,
            }
            for score in card.scores
        ],
    }
