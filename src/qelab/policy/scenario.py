"""A scenario: one programme (or one move of the policy rate), its opening state and its counterfactual.

Answers: what is asked of the laboratory? A scenario is frozen; ``with_`` gives a validated copy.
"""

import datetime as dt
import tomllib
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from qelab.core.errors import QelabError
from qelab.policy.checks import as_error, refuse
from qelab.policy.edits import edited
from qelab.policy.parts import (
    Amount,
    Announcement,
    Frozen,
    Phase,
    PhaseKind,
    PrincipalUse,
    RateMove,
    Standing,
    Text,
    supersedes,
)

SCHEMA = "qelab.scenario/1"
_TRADED = (PhaseKind.PURCHASE, PhaseKind.SELL)


class Counterfactual(StrEnum):
    """What the programme is compared with."""

    WITHOUT_PROGRAMME = "without_programme"
    FULL_REINVESTMENT = "full_reinvestment"
    WITHOUT_RATE_MOVE = "without_rate_move"


class Scenario(Frozen):
    """A programme of a central bank, or a move of its rate, ready to run.

    ``size_bn`` is the announced total: the sum of what the phases that stand at the end buy or sell, or the most
    that may run off. ``source = "hypothetical"`` marks a programme nobody announced. ``record`` names the
    catalogue programme that history contains, when this is it or a variant of it: its world reproduces the
    data. Without one the world without the programme does.
    """

    scenario_schema: Literal["qelab.scenario/1"] = Field(default=SCHEMA, alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)
    label: Text
    description: Text = Text(en="")
    economy: Literal["us"] = "us"
    currency: Literal["USD"] = "USD"
    opening: str
    counterfactual: Counterfactual
    size_bn: Amount | None = None
    record: str | None = None
    horizon_quarters: int = Field(default=24, ge=8, le=60)
    standing: Standing
    announcements: tuple[Announcement, ...] = ()
    policy_rate: RateMove | None = None
    source: str = Field(min_length=1)

    @classmethod
    def from_mapping(cls, content: dict[str, Any], where: str = "") -> Self:
        """Validate plain data.

        Raises
        ------
        QelabError QE201 to QE221 : what is wrong, where, what is allowed
        """
        try:
            return cls.model_validate(content)
        except ValidationError as error:
            raise as_error(error, cls, where) from None

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Read and validate a file.

        Raises
        ------
        QelabError QE230 to QE232 : unreadable, not text, not TOML; QE201 to QE221 : not a scenario
        """
        try:
            text = path.read_bytes().decode("utf-8")
        except OSError as error:
            raise QelabError("QE230", where=str(path), reason=error.strerror or "unreadable") from None
        except UnicodeDecodeError as error:
            raise QelabError("QE231", where=str(path), byte=error.start) from None
        try:
            content = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise QelabError("QE232", where=str(path), reason=str(error)) from None
        return cls.from_mapping(content, str(path))

    def to_mapping(self) -> dict[str, Any]:
        """Plain data that ``from_mapping`` reads back equal."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False)

    def with_(self, **changes: Any) -> Self:
        """A validated copy with other values.

        Keys may be dotted paths (``announcements.0.exit.hold_quarters``, given by ``**{...}``). A change of
        ``size_bn`` scales every phase; a change of phases that all state their sizes changes ``size_bn``.
        ``label`` may be a plain string.
        """
        content = edited(self.to_mapping(), changes, type(self))
        rest_is_stated = any(
            phase.kind in _TRADED and phase.size_bn is None for item in self.announcements for phase in item.phases
        )
        if "size_bn" not in changes and self.size_bn is not None and not rest_is_stated:
            content.pop("size_bn", None)
            content["size_bn"] = type(self).from_mapping(content).announced_total_bn
        return type(self).from_mapping(content)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.announcements and self.policy_rate is None:
            refuse("nothing_announced")
        if self.announcements and self.policy_rate is not None:
            refuse("base_with_rate")
        dates = [announcement.date for announcement in self.announcements]
        for earlier, later in pairwise(dates):
            if later <= earlier:
                refuse("announcements_order", earlier=str(earlier), later=str(later))
        if any(announcement.already_expected for announcement in self.announcements[1:]):
            refuse("expected_later")
        self._check_counterfactual()
        self._check_sizes()
        self._check_sources()
        return self

    def _check_counterfactual(self) -> None:
        """One counterfactual belongs to each kind of scenario; another would be a name without effect."""
        kinds = {phase.kind for announcement in self.announcements for phase in announcement.phases}
        if self.policy_rate is not None:
            fitting = Counterfactual.WITHOUT_RATE_MOVE
        elif kinds == {PhaseKind.RUN_OFF}:
            fitting = Counterfactual.FULL_REINVESTMENT
        else:
            fitting = Counterfactual.WITHOUT_PROGRAMME
        if self.counterfactual is not fitting:
            refuse("counterfactual", name=self.counterfactual.value, allowed=[fitting.value])
        if (
            fitting is Counterfactual.FULL_REINVESTMENT
            and self.standing.agency_principal_into is PrincipalUse.RUN_OFF
        ):
            refuse("no_reinvestment")

    def _check_sizes(self) -> None:
        trading = [item for item in self.announcements if any(phase.kind in _TRADED for phase in item.phases)]
        unsized = sum(phase.kind in _TRADED and phase.size_bn is None for item in trading for phase in item.phases)
        if unsized > 1 or (unsized and (self.size_bn is None or len(trading) > 1)):
            refuse("size_missing", count=unsized)
        announced = self.announced_total_bn
        if self.size_bn is None or announced is None:
            return
        if abs(announced - self.size_bn) > 1e-6 * max(1.0, self.size_bn):
            refuse("size_sum", total=f"{announced:g}", size=f"{self.size_bn:g}")

    def _check_sources(self) -> None:
        if self.hypothetical:
            return
        blocks: dict[str, Any] = {"standing": self.standing, "policy_rate": self.policy_rate}
        for number, announcement in enumerate(self.announcements):
            at = f"announcements[{number}]"
            blocks |= {at: announcement, f"{at}.exit": announcement.exit}
            blocks |= {f"{at}.phases[{i}]": phase for i, phase in enumerate(announcement.phases)}
            blocks |= {f"{at}.already_expected": announcement.already_expected}
        for block, content in blocks.items():
            if content is not None and not content.source:
                refuse("source_missing", block=block)

    @property
    def hypothetical(self) -> bool:
        """Whether nobody announced it."""
        return self.source == "hypothetical"

    @cached_property
    def announced_total_bn(self) -> float | None:
        """What the phases that stand at the end sum to, bn; None where nothing is sized.

        A phase that a later announcement supersedes does not count: the later envelope contains it.
        """
        standing: list[tuple[Announcement, Phase]] = []
        for announcement in self.announcements:
            new = announcement.phases
            standing = [pair for pair in standing if not any(supersedes(phase, pair[1]) for phase in new)]
            standing += [(announcement, phase) for phase in new]
        sizes = [self.phase_size_bn(announcement, phase) for announcement, phase in standing]
        stated = [size for size in sizes if size is not None]
        return float(sum(stated)) if stated else None

    def phase_size_bn(self, announcement: Announcement, phase: Phase) -> float | None:
        """Total envelope of a phase, bn: stated, the rest of the programme's size, or cap times months."""
        if phase.kind is PhaseKind.RUN_OFF:
            return (phase.cap_bn_per_month or 0.0) * (phase.months or 0)
        if phase.kind is PhaseKind.REINVEST:
            return None
        if phase.size_bn is not None:
            return phase.size_bn
        stated = sum(other.size_bn for other in announcement.phases if other.size_bn is not None)
        capped = sum(
            (other.cap_bn_per_month or 0.0) * (other.months or 0)
            for other in announcement.phases
            if other.kind is PhaseKind.RUN_OFF
        )
        return max(0.0, (self.size_bn or 0.0) - stated - capped)

    @property
    def first_date(self) -> dt.date:
        """Day of the first news, announced or leaked."""
        if self.policy_rate is not None:
            return self.policy_rate.date
        first = self.announcements[0]
        return first.already_expected.since if first.already_expected else first.date

    @property
    def main_announcement(self) -> Announcement | None:
        """The last announcement that states a size (the last one where none does); None for a rate move."""
        sized = [
            announcement
            for announcement in self.announcements
            if any(self.phase_size_bn(announcement, phase) is not None for phase in announcement.phases)
        ]
        return next(reversed(sized or list(self.announcements)), None)

    @property
    def main_date(self) -> dt.date:
        """Day of the main announcement, or of the move of the policy rate."""
        main = self.main_announcement
        if main is not None:
            return main.date
        assert self.policy_rate is not None, "a scenario announces something"
        return self.policy_rate.date
