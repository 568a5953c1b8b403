"""From claims to verdicts: computes what is asked, compares with the fixed ranges, adds reasons.

Answers: which claims does the laboratory meet, which does it miss and why, and which can it not answer?
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.tables import read_table
from qelab.core.words import word
from qelab.lab.check import (
    announcements,
    engine,
    evidence,
    experiments,
    flow,
    habitat,
    history,
    holdings,
    households,
    income,
    refunding,
    replays,
    signals,
    spine,
    tightening,
    valuations,
    world,
)
from qelab.lab.check.claims import Claim, claims
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import NoDraws, Runs

ANSWERS: dict[str, Answer] = {
    **spine.ANSWERS,
    **engine.ANSWERS,
    **history.ANSWERS,
    **replays.ANSWERS,
    **holdings.ANSWERS,
    **income.ANSWERS,
    **announcements.ANSWERS,
    **flow.ANSWERS,
    **habitat.ANSWERS,
    **signals.ANSWERS,
    **tightening.ANSWERS,
    **refunding.ANSWERS,
    **experiments.ANSWERS,
    **evidence.ANSWERS,
    **valuations.ANSWERS,
    **households.ANSWERS,
    **world.ANSWERS,
}
_ABSENT = ("QE830",)  # errors that say that another program is not installed
REASONS = Path(__file__).with_name("reasons.csv")
Progress = Callable[[str, float], None]


class Verdict(StrEnum):
    """What came of a claim."""

    MET = "met"
    MISSED = "missed"
    NOT_TESTED = "not_tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim's outcome. ``value`` is None where it was not tested; ``second`` only for a miss."""

    claim: Claim
    verdict: Verdict
    value: float | None = None
    second: float | None = None
    failure: QelabError | None = None
    without_draws: bool = False

    @property
    def explained(self) -> bool:
        """Whether the packaged reasons have this outcome."""
        return (self.claim.id, self.verdict.value) in reasons()

    def reason(self, lang: str = "en") -> str:
        """Why it was missed or not tested; what must be known of one that was met."""
        if self.failure is not None:
            return self.failure.message(lang)
        if self.without_draws:
            return word("check.without_draws", lang)
        row = reasons().get((self.claim.id, self.verdict.value))
        if row is None and self.verdict is Verdict.NOT_TESTED:
            row = reasons().get((self.claim.id[0], self.verdict.value))
        return "" if row is None else row[f"reason_{Language(lang).column}"]

    def second_route(self, lang: str = "en") -> str:
        """How the second number of a miss was had."""
        row = reasons().get((self.claim.id, self.verdict.value))
        return "" if row is None else row[f"second_route_{Language(lang).column}"]


_COLUMNS = ("claims", "verdict", "reason_en", "reason_zh_hant", "second_route_en", "second_route_zh_hant")


@cache
def reasons() -> dict[tuple[str, str], dict[str, str]]:
    """Written reasons by claim and verdict; a row may name several claims, or the first letter of many."""
    rows = read_table(REASONS, _COLUMNS)
    return {(name, row["verdict"]): row for row in rows for name in row["claims"].split()}


def check(
    only: Iterable[str] | None = None,
    stage: str | None = None,
    *,
    draws: int = 0,
    seed: int = 1,
    progress: Progress | None = None,
    answers: dict[str, Answer] | None = None,
) -> tuple[Finding, ...]:
    """Findings in the order of the list.

    Parameters
    ----------
    only, stage : claims of these ids, of this stage; all by default
    draws, seed : of the ranges; without draws claims about ranges are not tested
    answers : functions by claim; those of this package by default

    Raises
    ------
    QelabError QE101 : no such claim or stage
    """
    known = ANSWERS if answers is None else answers
    wanted = asked(only, stage)
    runs = Runs(draws=draws, seed=seed)
    found = []
    for done, claim in enumerate(wanted):
        if progress is not None:
            progress("check", done / len(wanted))
        found.append(judged(claim, known.get(claim.id), runs))
    return tuple(found)


def asked(only: Iterable[str] | None, stage: str | None) -> list[Claim]:
    """The claims of these ids and this stage.

    Raises
    ------
    QelabError QE101 : no such claim or stage
    """
    listed = claims()
    stages = tuple(dict.fromkeys(claim.stage for claim in listed))
    if stage is not None and stage not in stages:
        raise QelabError("QE101", noun="stage", name=stage, allowed=stages)
    ids = None if only is None else set(only)
    for name in sorted(ids or ()):
        if name not in {claim.id for claim in listed}:
            raise QelabError("QE101", noun="claim", name=name, allowed=tuple(claim.id for claim in listed))
    return [
        claim for claim in listed if (ids is None or claim.id in ids) and (stage is None or claim.stage == stage)
    ]


def judged(claim: Claim, answer: Answer | None, runs: Runs) -> Finding:
    """One claim's finding. A computation that fails is a miss, with the failure in the place of the reason; where it
    needs another program that is not installed, the claim is not tested."""
    if answer is None:
        return Finding(claim=claim, verdict=Verdict.NOT_TESTED)
    try:
        value = float(answer.value(runs))
    except NoDraws:
        return Finding(claim=claim, verdict=Verdict.NOT_TESTED, without_draws=True)
    except QelabError as error:
        missed = Verdict.NOT_TESTED if error.code in _ABSENT else Verdict.MISSED
        return Finding(claim=claim, verdict=missed, failure=error)
    if claim.holds(value):
        return Finding(claim=claim, verdict=Verdict.MET, value=value)
    try:
        second = None if answer.second is None else float(answer.second(runs))
    except QelabError as error:
        return Finding(claim=claim, verdict=Verdict.MISSED, value=value, failure=error)
    return Finding(claim=claim, verdict=Verdict.MISSED, value=value, second=second)


def unexplained(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Misses without a written reason."""
    return tuple(
        found for found in findings if found.verdict is Verdict.MISSED and (found.failure or not found.explained)
    )
