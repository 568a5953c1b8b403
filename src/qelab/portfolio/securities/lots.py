"""What is held: a security by its CUSIP, and many of them as columns.

Answers: which kinds are there, and what must be known of a security before it can be priced? Prices are per 100 of
par, coupons in percent per annum, amounts in billions.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.portfolio.securities.dates import NO_DAY, Array, Days


class Kind(StrEnum):
    """Kinds of securities that are priced one by one (agency MBS: ``cohorts``)."""

    BILL = "bill"
    NOTE = "note"
    BOND = "bond"
    TIPS = "tips"
    FRN = "frn"
    AGENCY_DEBT = "agency_debt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """One security.

    ``coupon`` percent per annum, paid twice a year (0 for bills and floating-rate notes); ``spread`` of a
    floating-rate note over the 13-week bill, percentage points; ``dated`` the day from which interest accrues, and
    ``first_coupon`` the first day on which it is paid: without them every coupon is a regular one; without the second
    the first coupon comes on the first coupon date after ``dated``. ``index_ratio`` of TIPS on the settlement day.
    """

    cusip: str
    kind: Kind
    maturity: dt.date
    coupon: float = 0.0
    dated: dt.date | None = None
    first_coupon: dt.date | None = None
    spread: float = 0.0
    index_ratio: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """Securities as columns, each (n,): the fields of ``Security``, days as datetime64[D], and ``par_bn``."""

    cusip: NDArray[np.str_]
    kind: NDArray[np.str_]
    maturity: Days
    coupon: Array
    dated: Days
    first_coupon: Days
    spread: Array
    index_ratio: Array
    par_bn: Array

    def __post_init__(self) -> None:
        lengths = {field.name: len(getattr(self, field.name)) for field in fields(self)}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"Lots: columns of different length {lengths}")

    def __len__(self) -> int:
        return len(self.cusip)

    @classmethod
    def of(cls, securities: Sequence[Security], par_bn: Sequence[float] | Array | None = None) -> Self:
        """Columns of some securities; par 1bn each where no amounts are given."""

        def days(values: Sequence[dt.date | None]) -> Days:
            return np.array([NO_DAY if day is None else np.datetime64(day, "D") for day in values], "datetime64[D]")

        return cls(
            cusip=np.array([one.cusip for one in securities], np.str_),
            kind=np.array([one.kind.value for one in securities], np.str_),
            maturity=days([one.maturity for one in securities]),
            coupon=np.array([one.coupon for one in securities], float),
            dated=days([one.dated for one in securities]),
            first_coupon=days([one.first_coupon for one in securities]),
            spread=np.array([one.spread for one in securities], float),
            index_ratio=np.array([one.index_ratio for one in securities], float),
            par_bn=np.ones(len(securities)) if par_bn is None else np.asarray(par_bn, float),
        )

    def where(self, chosen: NDArray[np.bool_]) -> Self:
        """Some of the lots."""
        return type(self)(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    def is_kind(self, *kinds: Kind) -> NDArray[np.bool_]:
        """Which lots are of these kinds, (n,)."""
        return np.isin(self.kind, [kind.value for kind in kinds])

    def settled(self, settlement: dt.date) -> Days:
        """The settlement day, (n,), once it lies within the life of every lot.

        Raises
        ------
        QelabError QE370 : a lot that has matured by then; QE371 : one whose interest has not begun
        """
        day = np.datetime64(settlement, "D")
        for code, wrong, known in (
            ("QE370", self.maturity <= day, self.maturity),
            ("QE371", self.dated > day, self.dated),
        ):
            if wrong.any():
                place = int(np.flatnonzero(wrong)[0])
                raise QelabError(code, cusip=str(self.cusip[place]), day=str(known[place]), settlement=str(day))
        return np.full(len(self), day)
