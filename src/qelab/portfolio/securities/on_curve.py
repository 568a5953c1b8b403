"""Lots on a par curve: value, effective duration, ten-year equivalents.

Answers: what are these securities worth on this curve, and how much do they lose when it rises? A payment is
discounted at its distance in half-years, so that a security with the curve's own coupon is worth par on a coupon day.

Limits: a floating-rate note is worth par and has the duration of one week, after which its rate is set anew; TIPS are
valued on a curve of real yields that the caller gives.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from qelab.core.units import convert
from qelab.portfolio.bonds import ParCurve, discount_factors
from qelab.portfolio.securities.cash_flows import PAR, PER_YEAR, cash_flows
from qelab.portfolio.securities.dates import Array, days_between
from qelab.portfolio.securities.lots import Kind, Lots

_MONTHS_PER_HALF_YEAR = 6
_HALF_YEAR_DAYS = 365.25 / PER_YEAR
_WEEK_YEARS = 1.0 / 52.0
_TEN_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCurve:
    """Lots on a curve, each (n,): dollars of TIPS include their index ratio.

    ``clean`` and ``accrued`` per 100 of par; ``market_value_bn`` with accrued interest; ``duration_years`` effective;
    ``ten_year_equivalents_bn`` value times duration over ``duration_10y``, that of the ten-year par
    note (``ten_year_duration``).
    """

    clean: Array
    accrued: Array
    market_value_bn: Array
    duration_years: Array
    ten_year_equivalents_bn: Array
    duration_10y: float


def on_curve(
    lots: Lots, settlement: dt.date, curve: ParCurve, real_curve: ParCurve, bump_bp: float = 1.0
) -> OnCurve:
    """Value, effective duration and ten-year equivalents; both curves move by ``bump_bp`` both ways.

    Raises
    ------
    QelabError QE370 to QE372 : as ``cash_flows``

    Source of ten-year equivalents: Gagnon, Raskin, Remache & Sack (2011), IJCB 7(1).
    """
    step = convert(bump_bp, "bp", "percent")
    accrued = np.zeros(len(lots))
    paying = ~lots.is_kind(Kind.BILL, Kind.FRN)
    accrued[paying] = cash_flows(lots.where(paying), settlement).accrued
    accrued = accrued * lots.index_ratio
    down, dirty, up = (
        dirty_on_curve(lots, settlement, shifted(curve, move), shifted(real_curve, move)) for move in (-step, 0.0, step)
    )
    duration = (down - up) / (2.0 * convert(bump_bp, "bp", "decimal")) / dirty
    duration = np.where(lots.is_kind(Kind.FRN), _WEEK_YEARS, duration)
    value = lots.par_bn * dirty / PAR
    ten = ten_year_duration(curve, bump_bp)
    return OnCurve(
        clean=dirty - accrued,
        accrued=accrued,
        market_value_bn=value,
        duration_years=duration,
        ten_year_equivalents_bn=value * duration / ten,
        duration_10y=ten,
    )


def ten_year_duration(curve: ParCurve, bump_bp: float = 1.0) -> float:
    """Effective duration, years, of the ten-year par note: the unit of ten-year equivalents.

    On a curve that is not flat it differs from the modified duration at the note's own yield (by a per cent where
    two points lie between short and long rates): all lots are measured like the unit.
    """
    step, half_years = convert(bump_bp, "bp", "percent"), np.arange(1, _TEN_YEARS * PER_YEAR + 1)
    payments = np.full(len(half_years), float(curve.at(_TEN_YEARS)) / PER_YEAR)
    payments[-1] += PAR
    down, value, up = (
        (payments * _discount(shifted(curve, move), half_years.astype(float))).sum() for move in (-step, 0.0, step)
    )
    return float((down - up) / (2.0 * convert(bump_bp, "bp", "decimal")) / value)


def shifted(curve: ParCurve, percentage_points: float) -> ParCurve:
    """The curve moved in parallel."""
    return ParCurve(maturities_years=curve.maturities_years, yields=curve.yields + percentage_points)


def dirty_on_curve(lots: Lots, settlement: dt.date, curve: ParCurve, real_curve: ParCurve) -> Array:
    """Price with accrued interest per 100 of par, (n,), dollars.

    Raises
    ------
    QelabError QE370 to QE372 : as ``cash_flows``
    """
    day = lots.settled(settlement)
    price = np.full(len(lots), PAR)
    bill = lots.is_kind(Kind.BILL)
    price[bill] = PAR * _discount(curve, days_between(day[bill], lots.maturity[bill]) / _HALF_YEAR_DAYS)
    tips = lots.is_kind(Kind.TIPS)
    for chosen, own in ((~bill & ~tips & ~lots.is_kind(Kind.FRN), curve), (tips, real_curve)):
        if chosen.any():
            flows = cash_flows(lots.where(chosen), settlement)
            present = (flows.payments * _discount(own, flows.half_years)).sum(-1)
            price[chosen] = present * lots.index_ratio[chosen]
    return price


def _discount(curve: ParCurve, half_years: Array) -> Array:
    """Discount factors at distances in half-years; their logarithm is linear between months, and beyond 30 years."""
    logs = np.log(discount_factors(curve))
    months = np.append(np.arange(len(logs)), 2 * len(logs))
    beyond = logs[-1] + (logs[-1] - logs[-2]) * (months[-1] - months[-2])
    return np.exp(np.interp(half_years * _MONTHS_PER_HALF_YEAR, months, np.append(logs, beyond)))
