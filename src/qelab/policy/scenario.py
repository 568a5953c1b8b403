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

from pydantic import ConfigDict, Field, ValidationError, model_validator

from qelab.core.errors import QelabError
from qelab.core.time import Quarter, information_quarter
from qelab.policy import sizes
from qelab.policy.basics import Amount, Frozen, Text
from qelab.policy.checks import as_error, refuse
from qelab.policy.edits import edited
from qelab.policy.includes import describe_includes, with_included
from qelab.policy.parts import (
    TRADED,
    UNREINVESTED,
    Announcement,
    Asset,
    Guidance,
    Phase,
    PrincipalUse,
    RateMove,
    Standing,
    Stress,
    TreasuryIssuance,
)

SCHEMA = "qelab.scenario/1"
CURRENCIES = {"us": "USD", "uk": "GBP"}  # of each economy


class Counterfactual(StrEnum):
    """What the programme is compared with."""

    WITHOUT_PROGRAMME = "without_programme"
    FULL_REINVESTMENT = "full_reinvestment"
    WITHOUT_RATE_MOVE = "without_rate_move"


class Scenario(Frozen):
    """A programme of a central bank, or a move of its rate, ready to run.

    ``size_bn`` is the announced total: the sum over its programmes of what the phases that stand at the end buy,
    or sell where that is more (a swap counts once), and of the most that may run off. ``source = "hypothetical"``
    marks a programme nobody announced. ``record`` names the catalogue programme that history contains, when this
    is it or a variant of it: its world reproduces the data. Without one the world without the programme does.
    A file may say ``includes = ["fed_2010_lsap2", ...]``: the announcements of these catalogue programmes, each
    with its programme's id, joined with the file's own by date (see ``includes``).
    """

    model_config = ConfigDict(json_schema_extra=describe_includes)

    scenario_schema: Literal["qelab.scenario/1"] = Field(default=SCHEMA, alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)
    label: Text
    description: Text = Text(en="")
    economy: Literal["us", "uk"] = "us"
    currency: Literal["USD", "GBP"] = "USD"
    opening: str
    counterfactual: Counterfactual
    size_bn: Amount | None = None
    record: str | None = None
    horizon_quarters: int = Field(default=24, ge=8, le=80)
    standing: Standing
    announcements: tuple[Announcement, ...] = ()
    policy_rate: RateMove | None = None
    treasury: TreasuryIssuance | None = None
    source: str = Field(min_length=1)

    @classmethod
    def from_mapping(cls, content: dict[str, Any], where: str = "") -> Self:
        """Validate plain data, with the programmes that it includes.

        Raises
        ------
        QelabError QE201 to QE229 : what is wrong, where, what is allowed
        QelabError QE233 : it includes a programme that is not in the catalogue
        """
        joined = with_included(content, where, cls._included)
        try:
            return cls.model_validate(joined.content)
        except ValidationError as error:
            raise joined.placed(as_error(error, cls, where)) from None

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Read and validate a file.

        Raises
        ------
        QelabError QE230 to QE232 : unreadable, not text, not TOML; the others as ``from_mapping``
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

    @classmethod
    def _included(cls, path: Path) -> list[dict[str, Any]]:
        """Announcements of another file as plain data, with their programme and every size stated."""
        other = cls.from_toml(path)
        if other.policy_rate is not None:
            raise QelabError("QE220", where=str(path))
        return [
            sizes.stated(other, announcement).model_dump(mode="json", exclude_none=True) | {"programme": other.programme_of(announcement)}
            for announcement in other.announcements
        ]

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
            phase.kind in TRADED and phase.size_bn is None for item in self.announcements for phase in item.phases
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
        if self.currency != CURRENCIES[self.economy]:
            refuse("currency", economy=self.economy, currency=CURRENCIES[self.economy], name=self.currency)
        if any(announcement.already_expected for announcement in self.announcements[1:]):
            refuse("expected_later")
        self._check_counterfactual()
        self._check_treasury()
        self._check_sizes()
        self._check_sources()
        return self

    def _check_counterfactual(self) -> None:
        """One counterfactual belongs to each kind of scenario; another would be a name without effect.

        Run-off or reduction, whatever the principal is turned into later, is compared with full reinvestment, unless something
        runs off in both worlds.
        """
        already = any(phase.kind in UNREINVESTED for phase in self.standing.phases)
        kinds = {phase.kind for announcement in self.announcements for phase in announcement.phases}
        if self.policy_rate is not None:
            fitting = Counterfactual.WITHOUT_RATE_MOVE
        elif kinds & {*UNREINVESTED} and not kinds & {*TRADED} and not already:
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

    def _check_treasury(self) -> None:
        """How run-off is refunded matters only where Treasuries run off."""
        if self.bills_share and not self.treasuries_run_off:
            refuse("nothing_refunded")

    def _check_sizes(self) -> None:
        trading = [item for item in self.announcements if any(phase.kind in TRADED for phase in item.phases)]
        unsized = sum(phase.kind in TRADED and phase.size_bn is None for item in trading for phase in item.phases)
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
        blocks |= {"standing.guidance": self.standing.guidance, "treasury": self.treasury}
        blocks |= {f"standing.phases[{i}]": phase for i, phase in enumerate(self.standing.phases)}
        for number, announcement in enumerate(self.announcements):
            at = f"announcements[{number}]"
            blocks |= {at: announcement, f"{at}.exit": announcement.exit}
            blocks |= {f"{at}.phases[{i}]": phase for i, phase in enumerate(announcement.phases)}
            blocks |= {f"{at}.already_expected": announcement.already_expected}
            blocks |= {f"{at}.guidance": announcement.guidance, f"{at}.stress": announcement.stress}
        for block, content in blocks.items():
            if content is not None and not content.source:
                refuse("source_missing", block=block)

    @property
    def treasuries_run_off(self) -> bool:
        """Whether maturing Treasuries are not reinvested in some phase, announced or under way at the opening."""
        said = [*self.standing.phases, *(phase for announcement in self.announcements for phase in announcement.phases)]
        return any(phase.kind in UNREINVESTED and phase.covers(Asset.TREASURY) for phase in said)

    @property
    def bills_share(self) -> float:
        """Share of the run-off of notes and bonds that the Treasury refunds in bills, 0 to 1."""
        return 0.0 if self.treasury is None else self.treasury.bills_share

    @property
    def hypothetical(self) -> bool:
        """Whether nobody announced it."""
        return self.source == "hypothetical"

    def programme_of(self, announcement: Announcement) -> str:
        """Id of the programme an announcement belongs to: its own tag, or this scenario."""
        return announcement.programme or self.id

    @property
    def programmes(self) -> tuple[str, ...]:
        """Ids of its programmes, in order of their first announcement."""
        return tuple(dict.fromkeys(self.programme_of(announcement) for announcement in self.announcements))

    @cached_property
    def announced_total_bn(self) -> float | None:
        """What the phases that stand at the end sum to, bn; None where nothing is sized (see ``sizes``)."""
        return sizes.announced_total(self)

    def phase_size_bn(self, announcement: Announcement, phase: Phase) -> float | None:
        """Total envelope of a phase, bn: stated, the rest of the programme's size, or cap times months."""
        return sizes.phase_size(self, announcement, phase)

    def counts_earlier(self, announcement: Announcement, phase: Phase) -> bool:
        """Whether the envelope of a phase contains what earlier phases trade before it begins."""
        return sizes.counts_earlier(self, announcement, phase)

    @property
    def has_guidance(self) -> bool:
        """Whether an announcement says something of the policy rate."""
        return any(announcement.guidance for announcement in self.announcements)

    def standing_guidance(self, quarter: Quarter) -> Guidance | None:
        """What had been said of the policy rate before any announcement, in both worlds.

        None where nothing was said, or once that quarter is over.
        """
        return _in_force(self.standing.guidance, quarter)

    def guidance_at(self, quarter: Quarter) -> Guidance | None:
        """The same as known in the policy world at an information date: the last guidance announced by then."""
        known = [item.guidance for item in self._known(quarter) if item.guidance]
        return _in_force(known[-1], quarter) if known else self.standing_guidance(quarter)

    def stress_at(self, quarter: Quarter) -> float:
        """Stress in force at an information date: the last one announced, faded since; 0 before any."""
        last = self._last_stress(quarter)
        if last is None:
            return 0.0
        since, stress = last
        return stress.level * stress.fades_per_quarter ** (quarter - since)

    def stress_fade_at(self, quarter: Quarter) -> float:
        """Share of the stress in force that is left a quarter later; 0 where there is none."""
        last = self._last_stress(quarter)
        return 0.0 if last is None else last[1].fades_per_quarter

    def _last_stress(self, quarter: Quarter) -> tuple[Quarter, Stress] | None:
        found = [(information_quarter(item.date), item.stress) for item in self._known(quarter) if item.stress]
        return found[-1] if found else None

    def _known(self, quarter: Quarter) -> list[Announcement]:
        return [item for item in self.announcements if information_quarter(item.date) <= quarter]

    def without(self, *, guidance: bool = False, stress: bool = False) -> Self:
        """A validated copy whose announcements say nothing of the policy rate, or bring no stress.

        Announcements of which nothing is left drop out; what stands at the opening stays.

        Raises
        ------
        QelabError QE218 : nothing is left at all
        """
        names = [name for name, leave_out in (("guidance", guidance), ("stress", stress)) if leave_out]
        content = self.to_mapping()
        kept = [{key: part for key, part in item.items() if key not in names} for item in content["announcements"]]
        says = {"phases", "exit", "guidance", "stress"}
        content["announcements"] = [item for item in kept if says & set(item)]
        return type(self).from_mapping(content)

    @property
    def first_date(self) -> dt.date:
        """Day of the first news, announced or leaked."""
        if self.policy_rate is not None:
            return self.policy_rate.date
        first = self.announcements[0]
        return first.already_expected.since if first.already_expected else first.date

    @property
    def main_announcement(self) -> Announcement | None:
        """The last announcement that states a size (where none does, the last with an exit); None for a rate move.

        Of a run-off the first, which holds the plan: later ones slow it down and end it.
        """
        sized = [
            announcement
            for announcement in self.announcements
            if any(self.phase_size_bn(announcement, phase) is not None for phase in announcement.phases)
        ]
        found = sized or [item for item in self.announcements if item.exit]
        if not found:
            return None
        return found[0] if self.counterfactual is Counterfactual.FULL_REINVESTMENT else found[-1]

    @property
    def main_date(self) -> dt.date:
        """Day of the main announcement, of the move of the policy rate, or of the last guidance."""
        main = self.main_announcement
        if main is None and self.policy_rate is not None:
            return self.policy_rate.date
        return (main or self.announcements[-1]).date


def _in_force(said: Guidance | None, quarter: Quarter) -> Guidance | None:
    """Guidance that is not over at a quarter."""
    return None if said is None or said.until.quarter < quarter else said
