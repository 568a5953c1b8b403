"""A portfolio constructed from published totals, when no list of securities is packaged.

Answers: which lots, of which maturity and coupon, are a plausible reading of these totals? The rule:

* bills: even over the coming ``bill_months`` months, and coupon securities of the first year even too;
* longer coupon securities: each maturity bucket keeps its total; inside a bucket the weight of a maturity
  falls with its place in the bucket as ``exp(-tilt * place)``. ``tilt`` is the one number chosen to meet
  published figures (which, each opening file says). Beyond ten years only the refunding months (February,
  May, August, November) mature, and only bonds of quarters in which the thirty-year bond was issued;
* coupons: the par yield of the issue quarter, rounded down to eighths. Nine tenths of a maturity are of the
  shortest original term that fits (2, 5, 10, 30 years), a tenth of the next longer one;
* TIPS: the same share of every bucket beyond a year, in the buckets' first months of a quarter, with nominal
  coupons (they are treated as nominal securities);
* MBS: rows of coupon, term and vintages; ``coupon_tilt`` moves weight to low coupons (if positive) as
  ``exp(-coupon_tilt * coupon)``.

Every portfolio made here is stamped ``synthetic``. Limits: no on-the-run pattern, no single security is right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR
from qelab.portfolio.holdings import MbsCohorts, TreasuryLots

Array = NDArray[np.float64]
Coupon = Callable[[int, Month], float]  # (original term in years, issue month) -> par yield, percent, or nan

TERMS_YEARS = (2, 5, 10, 30)
_REFUNDING = (2, 5, 8, 11)
_SHORTEST_TERM_SHARE = 0.9
_LONG_YEARS = 10
_EIGHTH = 0.125


@dataclass(frozen=True, slots=True, kw_only=True)
class TreasuryProfile:
    """Totals of the Treasury portfolio and the shape within its buckets.

    ``bucket_years`` (n + 1,) edges of remaining maturity; ``bucket_bn`` (n,) par of coupon securities.
    """

    bills_bn: float
    bill_months: int
    tips_bn: float
    bucket_years: tuple[float, ...]
    bucket_bn: tuple[float, ...]
    tilt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MbsRow:
    """MBS of one coupon and term, spread evenly over vintages ``first`` to ``last`` every ``step`` months."""

    coupon: float
    term_years: int
    weight: float
    first: Month
    last: Month
    step: int
    burnout: float


def treasury_lots(profile: TreasuryProfile, month: Month, total_bn: float, coupon: Coupon) -> TreasuryLots:
    """Bills, notes, bonds and TIPS held at the end of ``month``, together ``total_bn`` of par.

    Buckets are scaled by one factor so that they and the bills add up to the total.
    """
    rows: list[tuple[str, int, float, float]] = []
    for ahead in range(1, profile.bill_months + 1):
        rows.append(("bill", month.ordinal + ahead, 0.0, profile.bills_bn / profile.bill_months))
    scale = (total_bn - profile.bills_bn) / sum(profile.bucket_bn)
    beyond_a_year = sum(profile.bucket_bn[1:])
    edges = zip(profile.bucket_years, profile.bucket_years[1:], profile.bucket_bn, strict=False)
    for low, high, par in edges:
        months = _maturities(month, low, high, coupon)
        par *= scale
        tips = profile.tips_bn * par / (beyond_a_year * scale) if low >= 1 else 0.0
        tilt = profile.tilt if low >= 1 else 0.0
        first_months = [later for later in months if low >= _LONG_YEARS or later.month % 3 == 1]
        for maturity, share in _shares(months, month, low, high, tilt):
            rows += _split(maturity, month, (par - tips) * share, coupon)
        for maturity, share in _shares(first_months, month, low, high, tilt) if tips else ():
            term = _terms(maturity, month, coupon)[0]
            rows.append(("tips", maturity.ordinal, _coupon(term, maturity, coupon), tips * share))
    return lots(rows)


def lots(rows: Sequence[tuple[str, int, float, float]]) -> TreasuryLots:
    """Lots out of rows (kind, maturity ordinal, coupon, par)."""
    return TreasuryLots(
        kind=tuple(row[0] for row in rows),
        maturity=np.array([row[1] for row in rows], dtype=np.int64),
        coupon=np.array([row[2] for row in rows], dtype=np.float64),
        par_bn=np.array([row[3] for row in rows], dtype=np.float64),
    )


def agency_lots(
    month: Month, total_bn: float, years: tuple[float, ...], bucket_bn: tuple[float, ...], coupon: float
) -> TreasuryLots:
    """Agency debt of one coupon, even over the months of each bucket; ``total_bn`` of par."""
    rows = []
    for low, high, par in zip(years, years[1:], bucket_bn, strict=False):
        months = range(round(low * MONTHS_PER_YEAR) + 1, round(high * MONTHS_PER_YEAR) + 1)
        each = total_bn * par / sum(bucket_bn) / len(months)
        rows += [("agency", month.ordinal + ahead, coupon, each) for ahead in months]
    return lots(rows)


def mbs_cohorts(
    rows: Sequence[MbsRow], month: Month, total_bn: float, coupon_tilt: float, wac_gap: float
) -> MbsCohorts:
    """Cohorts held at the end of ``month``, together ``total_bn`` of face; ``wac_gap`` is WAC less coupon."""
    columns: list[tuple[float, float, float, float, float]] = []
    for row in rows:
        vintages = range(row.first.ordinal, row.last.ordinal + 1, row.step)
        weight = row.weight * float(np.exp(-coupon_tilt * row.coupon)) / len(vintages)
        for vintage in vintages:
            age = month.ordinal - vintage
            columns.append((row.coupon, row.term_years * MONTHS_PER_YEAR - age, age, row.burnout, weight))
    coupon, remaining, age, burnout, weight = np.array(columns, dtype=np.float64).reshape(-1, 5).T
    return MbsCohorts(
        coupon=coupon,
        wac=coupon + wac_gap,
        remaining_months=remaining,
        age_months=age,
        burnout=burnout,
        face_bn=total_bn * weight / weight.sum() if len(weight) else weight,
    )


def _maturities(month: Month, low: float, high: float, coupon: Coupon) -> list[Month]:
    ahead = range(round(low * MONTHS_PER_YEAR) + 1, round(high * MONTHS_PER_YEAR) + 1)
    months = [month + step for step in ahead]
    if low >= _LONG_YEARS:
        months = [later for later in months if later.month in _REFUNDING]
    return [later for later in months if _terms(later, month, coupon)]


def _shares(
    months: list[Month], month: Month, low: float, high: float, tilt: float
) -> list[tuple[Month, float]]:
    place = np.array([(later - month) / MONTHS_PER_YEAR - low for later in months]) / (high - low)
    weights = np.exp(-tilt * place)
    return list(zip(months, (weights / weights.sum()).tolist(), strict=True))


def _terms(maturity: Month, month: Month, coupon: Coupon) -> list[int]:
    """Original terms that a security maturing then can have: already issued, with a known yield."""
    fitting = [term for term in TERMS_YEARS if maturity - month <= term * MONTHS_PER_YEAR]
    return [term for term in fitting if np.isfinite(_coupon(term, maturity, coupon))][:2]


def _coupon(term: int, maturity: Month, coupon: Coupon) -> float:
    par_yield = coupon(term, maturity + -term * MONTHS_PER_YEAR)
    return max(_EIGHTH, np.floor(par_yield / _EIGHTH) * _EIGHTH) if np.isfinite(par_yield) else np.nan


def _split(maturity: Month, month: Month, par: float, coupon: Coupon) -> list[tuple[str, int, float, float]]:
    terms = _terms(maturity, month, coupon)
    shares = (1.0,) if len(terms) == 1 else (_SHORTEST_TERM_SHARE, 1.0 - _SHORTEST_TERM_SHARE)
    return [
        (
            "bond" if term > _LONG_YEARS else "note",
            maturity.ordinal,
            _coupon(term, maturity, coupon),
            par * share,
        )
        for term, share in zip(terms, shares, strict=True)
    ]
