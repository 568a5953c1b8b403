"""How large is what was announced: the envelope of a phase, and the total of a scenario.

Answers: what do the phases that stand at the end sum to? A size is a total envelope of its programme: a phase that
a later announcement supersedes does not count, because the later envelope contains it; a run-off or reduction counts
for the months before it is superseded. Within a programme the larger of purchases and sales counts, so that a maturity swap
of 400bn has the size 400bn.
"""

from typing import Protocol

from qelab.policy.parts import TRADED, UNREINVESTED, Announcement, Phase, PhaseKind, Standing, supersedes


class Announced(Protocol):
    """The part of a scenario that sizes depend on."""

    @property
    def announcements(self) -> tuple[Announcement, ...]: ...
    @property
    def size_bn(self) -> float | None: ...
    @property
    def standing(self) -> Standing: ...
    def programme_of(self, announcement: Announcement) -> str: ...


def phase_size(scenario: Announced, announcement: Announcement, phase: Phase) -> float | None:
    """Total envelope of a phase, bn: stated, the rest of the programme's size, or cap times months."""
    if phase.kind in UNREINVESTED:
        return _most_run_off(phase, phase.months or 0)
    if phase.kind is PhaseKind.REINVEST:
        return None
    if phase.size_bn is not None:
        return phase.size_bn
    others = announcement.phases
    stated = sum(other.size_bn for other in others if other.size_bn is not None and other.kind is phase.kind)
    capped = sum(_most_run_off(other, other.months or 0) or 0.0 for other in others if other.kind in UNREINVESTED)
    return max(0.0, (scenario.size_bn or 0.0) - stated - capped)


def announced_total(scenario: Announced) -> float | None:
    """What the phases that stand at the end sum to, bn; None where nothing is sized."""
    standing: list[tuple[Announcement, Phase, int]] = []  # with the months for which a run-off counts
    for announcement in scenario.announcements:
        programme, kept = scenario.programme_of(announcement), []
        for old_announcement, old, months in standing:
            same = scenario.programme_of(old_announcement) == programme
            starts = [new.start for new in announcement.phases if supersedes(new, old, same_programme=same)]
            left = months if not starts else max(0, min(months, min(starts) - old.start))
            if not starts or (left and old.kind in UNREINVESTED):
                kept.append((old_announcement, old, left))
        standing = kept + [(announcement, phase, phase.months or 0) for phase in announcement.phases]
    amounts: dict[tuple[str, PhaseKind], float] = {}
    for announcement, phase, months in standing:
        size = phase_size(scenario, announcement, phase)
        if size is not None:
            amount = _most_run_off(phase, months) or 0.0 if phase.kind in UNREINVESTED else size
            key = (scenario.programme_of(announcement), phase.kind)
            amounts[key] = amounts.get(key, 0.0) + amount
    if not amounts:
        return None
    programmes = dict.fromkeys(programme for programme, _ in amounts)
    traded = [max(amounts.get((programme, kind), 0.0) for kind in TRADED) for programme in programmes]
    return float(sum(traded) + sum(amount for (_, kind), amount in amounts.items() if kind in UNREINVESTED))


def counts_earlier(scenario: Announced, announcement: Announcement, phase: Phase) -> bool:
    """Whether the envelope of a phase contains what earlier phases trade before it begins, so that it is not its pace."""
    programme = scenario.programme_of(announcement)
    first = min(other.start for other in announcement.phases if supersedes(other, phase))
    before = [item for item in scenario.announcements if item.date < announcement.date]
    earlier = [(scenario.programme_of(item), old) for item in before for old in item.phases]
    earlier += [(scenario.standing.programme, old) for old in scenario.standing.phases]
    return phase.kind in TRADED and phase.start == first and any(
        old.start < first and supersedes(phase, old, same_programme=owner == programme) for owner, old in earlier
    )


def stated(scenario: Announced, announcement: Announcement) -> Announcement:
    """The announcement with the size of every trade stated, also of the one that takes the rest."""
    phases = [
        phase.model_copy(update={"size_bn": phase_size(scenario, announcement, phase)}) if phase.kind in TRADED else phase
        for phase in announcement.phases
    ]
    return announcement.model_copy(update={"phases": tuple(phases)})


def _most_run_off(phase: Phase, months: int) -> float | None:
    """The most that leaves in so many of a phase's months, bn; None for a reduction that names no amount."""
    if phase.kind is PhaseKind.REDUCE:
        return None if phase.size_bn is None else phase.size_bn * months / (phase.months or 1)
    return (phase.cap_bn_per_month or 0.0) * months
