"""Where in the ladder a purchase lands: from maturity buckets to remaining months.

Buckets of a year or less are bills, which roll into bills; longer ones are coupon securities. Within a bucket
the amount follows what is held at the opening, by remaining month, as a proxy of what trades, or is even where
nothing is held. The same weights serve purchases and sales, so that a sale is exactly a purchase with the
other sign, until one month of a bucket is sold out: the rest of the bucket's sale then follows what is left in it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR
from qelab.policy.parts import Bucket
from qelab.portfolio.bonds import LONGEST_MONTHS

Array = NDArray[np.float64]
BILL_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares by remaining month, summing to 1 together: ``coupons`` (361,) and ``bills`` (13,).

    ``tips`` (361,) is the inflation-indexed part of ``coupons``. ``span`` (361,) marks the months of coupon
    securities that the buckets cover; ``parts`` are the coupon shares bucket by bucket: its name, its months and the
    shares in them.
    """

    coupons: Array
    bills: Array
    span: NDArray[np.bool_]
    tips: Array
    parts: tuple[tuple[str, slice, Array], ...] = ()


def maturity_weights(buckets: tuple[Bucket, ...], profile: Array) -> Weights:
    """Shares of one purchase, from its buckets and what is held by remaining month (361,)."""
    coupons, bills = np.zeros(LONGEST_MONTHS + 1), np.zeros(BILL_MONTHS + 1)
    tips = np.zeros(LONGEST_MONTHS + 1)
    span = np.zeros(LONGEST_MONTHS + 1, dtype=bool)
    parts: list[tuple[str, slice, Array]] = []
    for bucket in buckets:
        first = max(1, round(bucket.from_years * MONTHS_PER_YEAR) + (bucket.from_years > 0))
        last = max(first, round(bucket.to_years * MONTHS_PER_YEAR))
        cells = slice(first, last + 1)
        if last <= BILL_MONTHS:
            bills[cells] += bucket.share / (last - first + 1)
            continue
        shape = profile[cells] if profile[cells].sum() > 0 else np.ones_like(profile[cells])
        shares = bucket.share * shape / shape.sum()
        coupons[cells] += shares
        tips[cells] += shares if bucket.tips else 0.0
        span[cells] = True
        parts.append((f"treasury_{bucket.from_years:g}_{bucket.to_years:g}y", cells, shares))
    total = coupons.sum() + bills.sum()
    return Weights(
        coupons=coupons / total, bills=bills / total, tips=tips / total, span=span,
        parts=tuple((name, cells, shares / total) for name, cells, shares in parts),
    )  # fmt: skip


def auction_weights(mix: tuple[tuple[int, float], ...]) -> Weights:
    """Shares of new coupon issues by original maturity in months, all nominal: the mix names no indexed issues."""
    coupons = np.zeros(LONGEST_MONTHS + 1)
    for months, share in mix:
        coupons[months] += share
    return Weights(
        coupons=coupons / coupons.sum(), bills=np.zeros(BILL_MONTHS + 1), tips=np.zeros_like(coupons), span=coupons > 0
    )
