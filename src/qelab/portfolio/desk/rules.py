"""What the desk may choose: which securities it buys and sells, at which cost, when run-off ends."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qelab.policy.parts import PrincipalUse

Array = NDArray[np.float64]


class Allocation(StrEnum):
    """How a purchase is divided within its maturity bucket.

    ``as_held``: by remaining month as the opening's holdings, as the laboratory's projection does, in securities at par
    that are not told apart; ``free_float``: lot by lot in proportion to what others hold of the issue.
    """

    AS_HELD = "as_held"
    FREE_FLOAT = "free_float"


class SaleRule(StrEnum):
    """Which lots of a maturity bucket are sold.

    ``pro_rata`` in proportion to par; ``shortest`` first; ``coupon_at_least`` in proportion to par, of lots with at
    least that coupon; ``constant_dv01``: every lot loses the same value of a basis point.
    """

    PRO_RATA = "pro_rata"
    SHORTEST = "shortest"
    COUPON_AT_LEAST = "coupon_at_least"
    CONSTANT_DV01 = "constant_dv01"


class AfterStop(StrEnum):
    """What follows the end of run-off: constant par, or bills bought so that reserves keep their ratio to GDP."""

    HOLD = "hold"
    GROW = "grow"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """Run-off, and sales that lower the stock, end for good, path by path, in the month after reserves fell below a share
    of GDP.

    ``ample_pct_gdp`` percent of annualised GDP (9 to 10: statements of 2019 and 2025, recalled); ``then`` what
    follows; ``mbs_into`` the use of MBS principal from then on (bills since December 2025).
    """

    ample_pct_gdp: float = 9.5
    then: AfterStop = AfterStop.HOLD
    mbs_into: PrincipalUse = PrincipalUse.BILLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuance:
    """What the Treasury auctions each month: the desk's add-ons are rolled over in proportion to it.

    ``months`` (terms,) original maturity; ``shares`` (terms,) of the coupon securities, summing to 1;
    ``bn_per_month`` sold to the public in all, NaN where it is not known.
    """

    months: NDArray[np.int64]
    shares: Array
    bn_per_month: float = float("nan")

    @classmethod
    def of(cls, mix: tuple[tuple[int, float], ...], bn_per_month: float = float("nan")) -> "Issuance":
        """From pairs of months and share."""
        shares = np.array([share for _, share in mix])
        return cls(
            months=np.array([months for months, _ in mix], dtype=np.int64), shares=shares / shares.sum(),
            bn_per_month=bn_per_month,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """Rules of the desk.

    ``allocation``: None for free float where the opening knows the size of any issue, as held where it does not.
    ``issue_limit``: largest share of an issue that purchases lead to (0.70 at the New York Fed, published; add-ons at
    auction are not limited by it). ``dealer_spread_bp``: of the price, paid on purchases and sales (assumption; 0.5 to
    3 in calm markets). ``sale_coupon`` percent, for ``coupon_at_least``.
    """

    allocation: Allocation | None = None
    issue_limit: float = 0.70
    dealer_spread_bp: float = 1.0
    sales: SaleRule = SaleRule.PRO_RATA
    sale_coupon: float = 0.0
    stop: StopRule | None = None

    def settled(self, *, sizes_known: bool) -> "DeskRules":
        """The same rules with an allocation."""
        if self.allocation is not None:
            return self
        return replace(self, allocation=Allocation.FREE_FLOAT if sizes_known else Allocation.AS_HELD)
