"""What the desk holds when the projection begins: Treasury lots by CUSIP, MBS cohorts, agency debt.

Answers: which securities, of which issue, at which cost? A file of holdings fills it lot by lot; a packaged opening,
constructed from totals, has lots but no CUSIP and no issue sizes.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR
from qelab.portfolio.holdings import Holdings, MbsCohorts, TreasuryLots, check_maturities
from qelab.portfolio.income.recorder import INFLATION_AT_ISSUE, LOWEST_INDEXED_COUPON
from qelab.portfolio.securities.lots import Kind

Array = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLots:
    """Treasury securities as columns, each (n,).

    ``cusip`` empty where there is none; ``kind`` bill, note, bond, tips or frn; ``maturity`` month ordinal; ``coupon``
    percent (TIPS: real; floating-rate notes: 0, with ``spread`` in percentage points over the bill; bills: the yield at
    which their discount accrues); ``par_bn`` face, of TIPS with the inflation compensation of the opening;
    ``premium_bn`` unamortised premium less discount; ``outstanding_bn`` size of the issue in the same terms as par,
    NaN where it is not known.
    """

    cusip: NDArray[np.str_]
    kind: NDArray[np.str_]
    maturity: Integers
    coupon: Array
    spread: Array
    par_bn: Array
    premium_bn: Array
    outstanding_bn: Array

    def __post_init__(self) -> None:
        lengths = {field.name: len(getattr(self, field.name)) for field in fields(self)}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"DeskLots: columns of different length {lengths}")

    def is_kind(self, *kinds: Kind) -> NDArray[np.bool_]:
        """Which lots are of these kinds, (n,)."""
        return np.isin(self.kind, [kind.value for kind in kinds])


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOpening:
    """Everything the desk holds at the end of ``month``.

    ``mbs_premium_share`` unamortised premium of MBS per unit of face; ``synthetic``: constructed from totals.

    Raises
    ------
    QelabError QE301, QE302 : a lot that has matured, or matures in more than thirty years
    """

    month: Month
    treasuries: DeskLots
    mbs: MbsCohorts
    agency_debt: TreasuryLots
    mbs_premium_share: float = 0.0
    synthetic: bool = False

    def __post_init__(self) -> None:
        for lots in (self.treasuries, self.agency_debt):
            check_maturities(self.month, lots.maturity)

    @property
    def sizes_known(self) -> bool:
        """Whether the size of any issue is known."""
        return bool(np.isfinite(self.treasuries.outstanding_bn).any())

    @property
    def par_bn(self) -> float:
        """Par of everything, bn."""
        return float(self.treasuries.par_bn.sum() + self.mbs.total_bn + self.agency_debt.total_bn)

    @property
    def book_bn(self) -> float:
        """Amortised cost of everything, bn."""
        treasuries = self.treasuries.par_bn.sum() + self.treasuries.premium_bn.sum()
        mbs = self.mbs.total_bn * (1.0 + self.mbs_premium_share)
        return float(treasuries + mbs + self.agency_debt.total_bn)


def desk_opening(
    holdings: Holdings, bill_yield: float, treasury_premium_bn: float = 0.0, mbs_premium_bn: float = 0.0
) -> DeskOpening:
    """A packaged opening as the desk holds it.

    Parameters
    ----------
    bill_yield : percent; at which the discount of the bills held accrues
    treasury_premium_bn, mbs_premium_bn : unamortised premiums less discounts; the Treasuries' is spread over coupon
        securities in proportion to par times remaining years, that of MBS over their face

    Limits: TIPS of the packaged openings carry nominal coupons; their real ones lie ``INFLATION_AT_ISSUE`` below.
    """
    lots, month = holdings.treasuries, holdings.month.ordinal
    kind = np.array(lots.kind, np.str_)
    bill, tips = kind == Kind.BILL.value, kind == Kind.TIPS.value
    weight = np.where(bill, 0.0, lots.par_bn * (lots.maturity - month) / MONTHS_PER_YEAR)
    total = weight.sum()
    real = np.maximum(lots.coupon - INFLATION_AT_ISSUE, LOWEST_INDEXED_COUPON)
    return DeskOpening(
        month=holdings.month,
        treasuries=DeskLots(
            cusip=np.full(len(kind), "", np.str_),
            kind=kind,
            maturity=lots.maturity,
            coupon=np.where(bill, bill_yield, np.where(tips, real, lots.coupon)),
            spread=np.zeros(len(kind)),
            par_bn=lots.par_bn,
            premium_bn=treasury_premium_bn * weight / total if total > 0 else np.zeros(len(kind)),
            outstanding_bn=np.full(len(kind), np.nan),
        ),
        mbs=holdings.mbs,
        agency_debt=holdings.agency_debt,
        mbs_premium_share=mbs_premium_bn / holdings.mbs.total_bn if holdings.mbs.total_bn > 0 else 0.0,
        synthetic=holdings.synthetic,
    )
