"""What the central bank owns at one date: Treasury lots, MBS cohorts, agency debt.

Answers: which securities, how much of each? How they age is ``projection``'s affair, what they are worth
``bonds``' and ``mortgages``'.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month

Array = NDArray[np.float64]
_LONGEST_MONTHS = 360  # of the ladders


def _same_length(owner: object) -> None:
    lengths = {field.name: len(getattr(owner, field.name)) for field in fields(owner)}  # type: ignore[arg-type]
    if len(set(lengths.values())) > 1:
        raise ValueError(f"{type(owner).__name__}: columns of different length {lengths}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreasuryLots:
    """Fixed-coupon lots, one row each: ``kind`` is bill, note, bond, tips or agency.

    ``maturity`` is the month ordinal in which the lot matures, ``coupon`` percent per annum (semi-annual,
    0 for bills), ``par_bn`` face value in billions. TIPS are valued as nominal securities; ``State.tips``
    keeps how much of the ladder they are.
    """

    kind: tuple[str, ...]
    maturity: NDArray[np.int64]
    coupon: Array
    par_bn: Array

    def __post_init__(self) -> None:
        _same_length(self)

    @property
    def total_bn(self) -> float:
        """Par of all lots, bn."""
        return float(self.par_bn.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class MbsCohorts:
    """Agency MBS cohorts, one row per coupon, term and vintage.

    ``coupon`` and ``wac`` (borrowers' rate, coupon + 0.50 to 0.75) in percent, ``remaining_months`` and
    ``age_months`` in months, ``burnout`` in (0, 1], ``face_bn`` current face in billions.
    """

    coupon: Array
    wac: Array
    remaining_months: Array
    age_months: Array
    burnout: Array
    face_bn: Array

    def __post_init__(self) -> None:
        _same_length(self)

    @property
    def total_bn(self) -> float:
        """Face of all cohorts, bn."""
        return float(self.face_bn.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Everything the central bank owns at the end of ``month``.

    ``synthetic`` says that the lots were constructed from published totals. ``auction_mix`` are the shares of
    new coupon issues by original maturity in months: what maturing securities are rolled into.
    """

    month: Month
    treasuries: TreasuryLots
    mbs: MbsCohorts
    agency_debt: TreasuryLots
    synthetic: bool
    auction_mix: tuple[tuple[int, float], ...]

    def __post_init__(self) -> None:
        for lots in (self.treasuries, self.agency_debt):
            check_maturities(self.month, lots.maturity)


def check_maturities(month: Month, maturity: NDArray[np.int64]) -> None:
    """Refuse lots that the ladders cannot hold at the end of a month; ``maturity`` month ordinals (n,).

    Raises
    ------
    QelabError QE301, QE302 : matured by then; more than thirty years later
    """
    if len(maturity) and maturity.min() <= month.ordinal:
        raise QelabError("QE301", month=str(month), maturity=str(Month(int(maturity.min()))))
    if len(maturity) and maturity.max() > month.ordinal + _LONGEST_MONTHS:
        raise QelabError("QE302", maturity=str(Month(int(maturity.max()))), month=str(month))
