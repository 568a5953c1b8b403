"""The parts of a scenario: buckets, phases, exits, announcements, a rate move.

Answers: what exactly did the bank announce? Every block carries a ``source``. Units stand in the keys; money
is in billions of the economy's currency. A size is a *total envelope*: what was bought under an earlier
announcement of the same programme counts towards it.
"""

from enum import StrEnum
from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from qelab.core.time import Month, information_quarter
from qelab.core.units import MONTHS_PER_YEAR
from qelab.policy.basics import Amount, CouponSpread, Day, Frozen, MonthField, ProgrammeId, Share, Text
from qelab.policy.checks import refuse


class Asset(StrEnum):
    """What is bought, sold, reinvested or left to run off; ``securities`` is several of them (see ``Phase``)."""

    TREASURY = "treasury"
    AGENCY_MBS = "agency_mbs"
    AGENCY_DEBT = "agency_debt"
    SECURITIES = "securities"


class PhaseKind(StrEnum):
    """What is done with an asset during a phase."""

    PURCHASE = "purchase"
    SELL = "sell"
    REINVEST = "reinvest"
    RUN_OFF = "run_off"
    REDUCE = "reduce"


TRADED = (PhaseKind.PURCHASE, PhaseKind.SELL)
# What becomes of maturing principal is one policy: a reduction replaces a run-off, and the other way round.
UNREINVESTED = (PhaseKind.RUN_OFF, PhaseKind.REDUCE)


class PrincipalUse(StrEnum):
    """What the principal of agency securities is turned into."""

    RUN_OFF = "run_off"
    TREASURY = "treasury"
    BILLS = "bills"
    AGENCY_MBS = "agency_mbs"


class Bucket(Frozen):
    """A share of Treasury purchases by remaining maturity; TIPS are treated as nominal securities."""

    from_years: float = Field(ge=0, le=30)
    to_years: float = Field(gt=0, le=30)
    share: Share
    tips: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> "Bucket":
        if self.to_years - self.from_years < 1 / MONTHS_PER_YEAR - 1e-9:
            refuse("bucket_order", low=self.from_years, high=self.to_years)
        return self


def check_shares(buckets: tuple[Bucket, ...]) -> None:
    """Shares of buckets, where there are any, must sum to 1."""
    total = sum(bucket.share for bucket in buckets)
    if buckets and abs(total - 1) > 1e-6:
        refuse("bucket_sum", total=round(total, 6))


class Phase(Frozen):
    """One operation over some months.

    purchase, sell : ``size_bn`` (total envelope; the one phase without it takes the rest of the programme's
    size), Treasuries by ``buckets`` (a year or less: bills), evenly over ``months``; MBS and agency debt are
    bought as current production (MBS with a coupon ``coupon_above_current``, percentage points) and sold in
    proportion to what is held. reinvest : principal of MBS, agency
    debt, or both (``securities``) goes ``into`` Treasuries (by ``buckets``), bills or MBS; without ``months``
    until further notice. run_off : at most ``cap_bn_per_month`` of maturing principal is not reinvested
    (``securities``: MBS principal first, then coupon securities, then bills). reduce : Treasuries that mature are not
    reinvested; with ``size_bn`` the stock falls by it over ``months``, and what will not mature within them is sold,
    evenly over the months that are left, by ``buckets``.
    """

    kind: PhaseKind
    asset: Asset
    start: MonthField
    months: int | None = Field(default=None, ge=1, le=240)
    size_bn: Amount | None = None
    cap_bn_per_month: Amount | None = None
    into: PrincipalUse | None = None
    coupon_above_current: CouponSpread | None = None
    buckets: tuple[Bucket, ...] = ()
    source: str = ""

    @model_validator(mode="after")
    def _complete(self) -> "Phase":
        kind, traded = self.kind, self.kind in TRADED
        if self.asset in self._impossible_assets():
            refuse("phase_asset", kind=kind.value, asset=self.asset.value)
        needs = {
            "months": kind is not PhaseKind.REINVEST,
            "cap_bn_per_month": kind is PhaseKind.RUN_OFF,
            "into": kind is PhaseKind.REINVEST,
            "buckets": (traded and self.asset is Asset.TREASURY)
            or self.into is PrincipalUse.TREASURY
            or (kind is PhaseKind.REDUCE and self.size_bn is not None),
        }
        bought_mbs = kind is PhaseKind.PURCHASE and self.asset is Asset.AGENCY_MBS
        optional = {"size_bn": traded or kind is PhaseKind.REDUCE, "months": True, "coupon_above_current": bought_mbs}
        for key, needed in needs.items():
            if needed and getattr(self, key) in (None, ()):
                refuse("phase_needs", kind=kind.value, key=key)
        for key, may in {**needs, **optional}.items():
            if not may and getattr(self, key) not in (None, ()):
                refuse("phase_unused", kind=kind.value, key=key)
        check_shares(self.buckets)
        return self

    def _impossible_assets(self) -> set[Asset]:
        if self.kind is PhaseKind.REDUCE:
            return set(Asset) - {Asset.TREASURY}
        if self.kind is PhaseKind.REINVEST:
            return {Asset.TREASURY}
        return {Asset.SECURITIES} if self.kind in TRADED else set()

    @property
    def end(self) -> Month | None:
        """Last month, or None for as long as nothing else is announced."""
        return None if self.months is None else self.start + (self.months - 1)

    def covers(self, asset: Asset) -> bool:
        """Whether the asset is among those it is about."""
        return asset in _COVERS.get(self.asset, (self.asset,))


_COVERS = {Asset.SECURITIES: frozenset({Asset.AGENCY_MBS, Asset.AGENCY_DEBT, Asset.TREASURY})}


def supersedes(new: Phase, old: Phase, *, same_programme: bool = True) -> bool:
    """Whether a phase of a later announcement replaces an earlier one: same kind, an asset in common.

    A purchase or sale replaces only those of its own programme; reinvestment, and run-off or reduction, are one policy
    for the whole portfolio, whichever programme announced them.
    """
    covered = [_COVERS.get(phase.asset, frozenset({phase.asset})) for phase in (new, old)]
    alike = new.kind is old.kind or (new.kind in UNREINVESTED and old.kind in UNREINVESTED)
    return alike and bool(covered[0] & covered[1]) and (same_programme or new.kind not in TRADED)


class Exit(Frozen):
    """What is expected after the last dated phase: constant par, then geometric decline.

    The last dated phase is the last that buys, sells, lets run off or reinvests anything.
    ``hold_quarters`` at constant par (ten-year equivalents still fall by ageing and growth), after which the
    programme's ten-year equivalents in per cent of GDP shrink to ``then_x_per_quarter`` of themselves.
    """

    hold_quarters: int = Field(ge=0, le=60)
    then_x_per_quarter: float = Field(gt=0, le=1)
    source: str = ""


class AlreadyExpected(Frozen):
    """Share of the programme that was in expectations before the announcement, and since when."""

    share: Share
    since: Day
    source: str = ""


class Stress(Frozen):
    """How much more risk-averse arbitrageurs become: ``level`` 0 normal, 1 doubled risk aversion.

    ``fades_per_quarter`` is the share of it that is left a quarter later.
    """

    level: float = Field(ge=0, le=4)
    fades_per_quarter: Share
    source: str = ""


# Optional keys that a written scenario leaves out while they say nothing.
_LEFT_OUT: tuple[tuple[str, object], ...] = (("programme", ""), ("phases", []), ("believed_share", 1.0))


class _Lean(Frozen):
    @model_serializer(mode="wrap")
    def _without_empty_keys(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        content = handler(self)
        return {key: value for key, value in content.items() if (key, value) not in _LEFT_OUT}


class Guidance(_Lean):
    """What was said of the policy rate: at its bound up to and including the quarter of ``until``.

    ``believed_share`` is how much of it people expect: of the distance between the bound and the path that the
    policy rule would take, 1 takes away all (guidance at its word), 0 nothing.
    """

    until: MonthField
    believed_share: Share = 1.0
    source: str = ""


class Announcement(_Lean):
    """What was said on one day: aim, assets and length (phases), expected exit, what was expected before.

    Its phases replace the earlier ones of the same kind and asset from the month in which they begin, purchases
    and sales only those of the same ``programme`` (by default the scenario's own); what it does not mention goes
    on. Its exit, its guidance and its stress replace the earlier ones; phases need an exit, guidance and stress
    may stand alone.
    """

    date: Day
    aim: Text
    length: Text
    programme: ProgrammeId = ""
    phases: tuple[Phase, ...] = ()
    exit: Exit | None = None
    already_expected: AlreadyExpected | None = None
    guidance: Guidance | None = None
    stress: Stress | None = None
    source: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> "Announcement":
        if self.phases and self.exit is None:
            refuse("exit_missing", key="exit")
        if not any((self.phases, self.exit, self.guidance, self.stress)):
            refuse("says_nothing", date=str(self.date))
        return self

    @model_validator(mode="after")
    def _after_the_announcement(self) -> "Announcement":
        for phase in self.phases:
            if phase.start < Month.of_date(self.date):
                refuse("phase_before_announcement", start=str(phase.start), date=str(self.date))
        if self.already_expected and self.already_expected.since >= self.date:
            refuse("expected_after", since=str(self.already_expected.since), date=str(self.date))
        if self.guidance and self.guidance.until.quarter < information_quarter(self.date):
            refuse("guidance_past", until=str(self.guidance.until), date=str(self.date))
        return self

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Assets named, in order of appearance."""
        return tuple(dict.fromkeys(phase.asset for phase in self.phases))

    @property
    def moves_the_portfolio(self) -> bool:
        """Whether it changes what is traded, reinvested or expected of the exit."""
        return bool(self.phases) or self.exit is not None


class RateMove(Frozen):
    """A move of the policy rate against the counterfactual, held for some quarters, then left to the rule."""

    date: Day
    cut_bp: float = Field(ge=-1000, le=1000)
    hold_quarters: int = Field(default=1, ge=1, le=40)
    source: str = ""


class TreasuryIssuance(Frozen):
    """How the Treasury raises what the central bank no longer refunds; known from the opening on.

    ``bills_share`` of the notes and bonds that run off beyond the counterfactual (negative where less runs off than there)
    is refunded in bills, and rolled over in bills; the rest, and all of it without this block, at the auction mix of the
    opening. Bills that run off are refunded in bills. What the Treasury does about purchases, sales or its own interest bill
    is not modelled.
    """

    bills_share: Share
    source: str = "hypothetical"


class Standing(_Lean):
    """What is in force at the opening, in both worlds; Treasuries are rolled over.

    ``phases`` are operations of earlier programmes still under way, known at all dates, every size stated and
    counted from the opening on; an announcement of the same ``programme`` replaces them in the policy world only.
    ``guidance`` is what had been said of the policy rate.
    """

    agency_principal_into: PrincipalUse
    buckets: tuple[Bucket, ...] = ()
    programme: ProgrammeId = ""
    phases: tuple[Phase, ...] = ()
    guidance: Guidance | None = None
    source: str = ""

    @model_validator(mode="after")
    def _buckets(self) -> "Standing":
        if (self.agency_principal_into is PrincipalUse.TREASURY) != bool(self.buckets):
            refuse("standing_buckets")
        check_shares(self.buckets)
        unsized = sum(phase.kind in TRADED and phase.size_bn is None for phase in self.phases)
        if unsized:
            refuse("size_missing", count=unsized)
        return self
