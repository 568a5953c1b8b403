"""The desk's opening from published files: what the Fed held on a day, lot by lot, and how large the issues are.

Answers: with which lots does a projection begin that takes the New York Fed's list instead of a packaged opening? The
size of an issue comes from the list's own share of it, or from the Treasury's statement of the public debt, which also
tells the issues that are not held and what the Treasury sells in a month.

Limits: what matures between the day of the file and the end of its month counts to the month after; premiums are those of
the packaged opening, per unit of par; commercial MBS are left out.
"""

from dataclasses import dataclass

import numpy as np

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR
from qelab.data import history
from qelab.data.sources.debt_office import Outstanding, Statement
from qelab.data.sources.soma import TREASURIES, Held, Holding, Soma
from qelab.data.states import Opening
from qelab.portfolio.desk.opening import DeskLots, DeskOpening
from qelab.portfolio.desk.rules import Issuance
from qelab.portfolio.holdings import MbsCohorts, TreasuryLots
from qelab.portfolio.income.recorder import Premiums
from qelab.portfolio.mortgages import COUPON_TO_WAC
from qelab.portfolio.securities.cohorts import Pools, cohorts
from qelab.portfolio.securities.lots import Kind

_TERMS = (24, 36, 60, 84, 120, 240, 360)
_COUPONS = (Kind.NOTE, Kind.BOND)
_LONGEST_MONTHS = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One lot on its way into columns."""

    cusip: str
    kind: str
    maturity: int
    coupon: float
    spread: float
    par: float
    outstanding: float


def desk_opening_of(
    soma: Soma, statement: Statement | None, packaged: Opening, premium: Premiums, bill_yield: float
) -> DeskOpening:
    """Holdings of a file as the desk's opening.

    Parameters
    ----------
    statement : sizes of all issues, where they are known
    packaged : opening whose premiums, per unit of par, are used
    bill_yield : percent, at which the discount of the bills held accrues
    """
    month = Month.of_date(soma.as_of)
    rows = [_held(one, month, bill_yield) for one in soma.holdings if one.kind in TREASURIES]
    if statement is not None:
        sizes = {one.cusip: one for one in statement.securities}
        rows = [_sized(row, sizes.get(row.cusip)) for row in rows]
        own = {row.cusip for row in rows}
        others = [
            _not_held(one) for one in statement.securities if one.cusip not in own and one.kind in _COUPONS
        ]
        rows += [row for row in others if month.ordinal < row.maturity <= month.ordinal + _LONGEST_MONTHS]
    par = np.array([row.par for row in rows])
    left = np.array([row.maturity - month.ordinal for row in rows]) / MONTHS_PER_YEAR
    bill = np.array([row.kind == Kind.BILL.value for row in rows])
    weight = np.where(bill, 0.0, par * left)
    sheet = packaged.balance_sheet
    share = premium.treasuries_bn / sheet["soma_treasuries_bn"] if sheet["soma_treasuries_bn"] > 0 else 0.0
    return DeskOpening(
        month=month,
        treasuries=DeskLots(
            cusip=np.array([row.cusip for row in rows], np.str_),
            kind=np.array([row.kind for row in rows], np.str_),
            maturity=np.array([row.maturity for row in rows], dtype=np.int64),
            coupon=np.array([row.coupon for row in rows]),
            spread=np.array([row.spread for row in rows]),
            par_bn=par,
            premium_bn=share * par.sum() * weight / weight.sum() if weight.sum() > 0 else np.zeros(len(rows)),
            outstanding_bn=np.array([row.outstanding for row in rows]),
        ),
        mbs=_mbs([one for one in soma.holdings if one.kind is Held.AGENCY_MBS], month),
        agency_debt=_agency([one for one in soma.holdings if one.kind is Held.AGENCY_DEBT], month),
        mbs_premium_share=premium.mbs_bn / sheet["soma_mbs_bn"] if sheet["soma_mbs_bn"] > 0 else 0.0,
    )


def issuance_of(statement: Statement | None, mix: tuple[tuple[int, float], ...]) -> Issuance:
    """What the Treasury sells each month: notes and bonds first issued in the year up to the statement, by original term.

    Without a statement the mix of the packaged opening, of unknown size.
    """
    if statement is None:
        return Issuance.of(mix)
    sizes = dict.fromkeys(_TERMS, 0.0)
    for one in statement.securities:
        age = Month.of_date(statement.as_of) - Month.of_date(one.issued)
        if one.kind in _COUPONS and 0 <= age < MONTHS_PER_YEAR:
            term = Month.of_date(one.maturity) - Month.of_date(one.issued)
            sizes[min(_TERMS, key=lambda known: abs(known - term))] += one.outstanding_bn
    total = sum(sizes.values())
    if not total:
        return Issuance.of(mix)
    found = tuple((term, size) for term, size in sizes.items() if size > 0)
    return Issuance.of(found, bn_per_month=total / MONTHS_PER_YEAR)


def _held(one: Holding, month: Month, bill_yield: float) -> _Row:
    assert one.maturity is not None  # Treasuries have one
    par = one.par_bn + one.inflation_bn
    return _Row(
        cusip=one.cusip,
        kind=one.kind.value,
        maturity=max(Month.of_date(one.maturity).ordinal, month.ordinal + 1),
        coupon=bill_yield if one.kind is Held.BILL else one.coupon or 0.0,
        spread=one.spread or 0.0,
        par=par,
        outstanding=par / one.outstanding_share if one.outstanding_share else np.nan,
    )


def _sized(row: _Row, known: Outstanding | None) -> _Row:
    if known is None:
        return row
    size = max(known.outstanding_bn, row.par)
    return _Row(
        **{name: getattr(row, name) for name in _Row.__slots__ if name != "outstanding"}, outstanding=size
    )


def _not_held(one: Outstanding) -> _Row:
    return _Row(
        cusip=one.cusip, kind=one.kind.value, maturity=Month.of_date(one.maturity).ordinal, coupon=one.coupon,
        spread=0.0, par=0.0, outstanding=one.outstanding_bn,
    )  # fmt: skip


def _mbs(held: list[Holding], month: Month) -> MbsCohorts:
    """Pools as cohorts; burnout from the mortgage rates since origination."""
    past = history("us")
    averages = past.columns["mortgage_rate_30y_average"]
    known = np.flatnonzero(np.isfinite(averages))
    first = past.quarters[int(known[0])].months[0]
    places = [past.quarters[0] + step for step in range(len(past.quarters))]
    last = places[int(known[-1])]
    rates = [
        past.at("mortgage_rate_30y_average", min((first + step).quarter, last))
        for step in range(month - first + 1)
    ]
    pools = Pools(
        coupon=np.array([one.coupon or 0.0 for one in held]),
        term_years=np.array([one.term_years or 30.0 for one in held]),
        maturity=np.array(
            [Month.of_date(one.maturity).ordinal for one in held if one.maturity], dtype=np.int64
        ),
        face_bn=np.array([one.par_bn for one in held]),
    )
    found = cohorts(pools, month, np.array(rates))
    return MbsCohorts(
        coupon=found.wac - COUPON_TO_WAC, wac=found.wac, remaining_months=found.remaining_months,
        age_months=found.age_months, burnout=found.burnout, face_bn=found.face_bn,
    )  # fmt: skip


def _agency(held: list[Holding], month: Month) -> TreasuryLots:
    return TreasuryLots(
        kind=("agency",) * len(held),
        maturity=np.array(
            [max(Month.of_date(one.maturity).ordinal, month.ordinal + 1) for one in held if one.maturity],
            dtype=np.int64,
        ),
        coupon=np.array([one.coupon or 0.0 for one in held]),
        par_bn=np.array([one.par_bn for one in held]),
    )
