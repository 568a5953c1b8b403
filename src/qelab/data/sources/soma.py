"""The System Open Market Account, security by security, as the Federal Reserve Bank of New York publishes it.

Answers: which securities did the Fed hold on a Wednesday, and how much of each? Treasuries and agency debt have a
``parValue``, agency MBS a ``currentFaceValue`` and neither coupon nor maturity but in their description; all
amounts are dollars. A file with one bad row is refused whole.

Traps: in the CSV a CUSIP stands in single quotes; ``percentOutstanding`` is a fraction; the coupon of a bill is empty;
the inflation compensation of TIPS is no part of par, nor of the summary's total; the week's change of bills
compares different bills.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.core.time import Month
from qelab.data.sources.rows import Row, plain, read_rows

ADDRESS = "https://markets.newyorkfed.org/api/soma"
_PUBLISHER = "Federal Reserve Bank of New York, System Open Market Account holdings"
_LICENCE = "public data of the Federal Reserve Bank of New York, terms of use on its site"
_DOLLARS_PER_BN = 1e9
_TREASURY_UNIT = 100.0  # dollars: par of a Treasury security is a multiple of it
_OUTSTANDING_BN = (0.1, 1000.0)  # of one security, as its share implies it: smallest and largest that are plausible
_LARGEST_BN = 400.0  # held of one security
_SMALLEST_LARGEST_BN = 1e-3  # the largest security of a file is at least a million dollars
_BOND_PREFIX = "912810"
# What a column may hold, in its unit: percent a year, percentage points, years, inflation compensation per unit of par.
_PLAUSIBLE = {"coupon": (0.0, 20.0), "spread": (-2.0, 5.0), "term": (1.0, 40.0), "inflationCompensation": (-0.5, 5.0)}
_LONGEST_DAYS = {True: 41 * 366, False: 31 * 366}  # until maturity, of a mortgage and of others


class Held(StrEnum):
    """Kinds of holdings, as tables list them."""

    BILL = "bill"
    NOTE = "note"
    BOND = "bond"
    TIPS = "tips"
    FRN = "frn"
    AGENCY_DEBT = "agency_debt"
    AGENCY_MBS = "agency_mbs"
    AGENCY_CMBS = "agency_cmbs"


TREASURIES = (Held.BILL, Held.NOTE, Held.BOND, Held.TIPS, Held.FRN)
_MORTGAGES = (Held.AGENCY_MBS, Held.AGENCY_CMBS)
_TYPES = {
    "bills": Held.BILL, "notesbonds": Held.NOTE, "tips": Held.TIPS, "frn": Held.FRN, "frns": Held.FRN,
    "agencydebt": Held.AGENCY_DEBT, "agencydebts": Held.AGENCY_DEBT, "agencies": Held.AGENCY_DEBT,
    "mbs": Held.AGENCY_MBS, "agencymbs": Held.AGENCY_MBS, "cmbs": Held.AGENCY_CMBS, "agencycmbs": Held.AGENCY_CMBS,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One security held.

    ``maturity`` is known of all but commercial MBS; ``coupon`` and ``spread`` percent (None where the kind has none); ``par_bn`` par, or current face of MBS;
    ``inflation_bn`` compensation on top of par; ``outstanding_share`` of the issue, 0 to 1; ``term_years`` at
    origination of MBS; ``row`` of the file.
    """

    row: int
    cusip: str
    kind: Held
    maturity: dt.date | None
    par_bn: float
    coupon: float | None = None
    spread: float | None = None
    inflation_bn: float = 0.0
    outstanding_share: float | None = None
    term_years: float | None = None
    aggregated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Soma:
    """All holdings of a day, where they come from, and the fingerprint of the file (of several: one after another)."""

    as_of: dt.date
    holdings: tuple[Holding, ...]
    source: Source
    sha256: str


def read_soma(content: bytes, file: str, as_of: dt.date | None = None) -> Soma:
    """The holdings in a file of the New York Fed, JSON or CSV.

    Parameters
    ----------
    as_of : the day that is wanted; any one day by default

    Raises
    ------
    QelabError QE640 to QE642 : not such a file; QE643, QE644 : a CUSIP wrong or twice; QE645 : a coupon, spread,
        amount or date missing; QE646 : an amount that cannot be dollars; QE647 : matured by the date; QE648 : of
        another day than asked, or of several; QE649 : neither number nor date; QE650 : unknown type; QE651 : a share
        above one
    """
    rows = read_rows(content, file, ("soma", "holdings"), ("asOfDate", "cusip", "securityType"))
    day = _one_day(rows, as_of)
    holdings = tuple(_holding(row, day) for row in rows)
    _check_unique(rows, holdings)
    largest = max(holdings, key=lambda holding: holding.par_bn)
    if largest.par_bn < _SMALLEST_LARGEST_BN:
        row = rows[largest.row - 1]
        raise row.error("QE646", cusip=largest.cusip, text=f"{largest.par_bn * _DOLLARS_PER_BN:,.2f}")
    return Soma(
        as_of=day,
        holdings=holdings,
        source=Source(
            text=f"{_PUBLISHER}, {day}", status=Status.CONFIRMED, address=ADDRESS, licence=_LICENCE, vintage=str(day)
        ),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def joined(parts: Sequence[Soma]) -> Soma:
    """Several files of one day as one, as the New York Fed keeps Treasuries and agency securities apart.

    Raises
    ------
    QelabError QE655 : files of different days; QE656 : a CUSIP in two of them
    """
    first, *others = parts
    seen = {holding.cusip for holding in first.holdings}
    for part in others:
        if part.as_of != first.as_of:
            raise QelabError("QE655", found=str(part.as_of), day=str(first.as_of))
        twice = sorted(seen & {holding.cusip for holding in part.holdings})
        if twice:
            raise QelabError("QE656", cusip=twice[0])
        seen |= {holding.cusip for holding in part.holdings}
    return Soma(
        as_of=first.as_of,
        holdings=tuple(holding for part in parts for holding in part.holdings),
        source=first.source,
        sha256=" ".join(part.sha256 for part in parts),
    )


def _one_day(rows: tuple[Row, ...], asked: dt.date | None) -> dt.date:
    day = asked
    for row in rows:
        found = row.required(row.date_of("asOfDate"), "asOfDate")
        if day is not None and found != day:
            raise row.error("QE648", found=str(found), day=str(day))
        day = found
    assert day is not None  # there is a row
    return day


def _holding(row: Row, day: dt.date) -> Holding:
    cusip = row.cusip_of("cusip")
    kind = _kind(row, cusip)
    mortgage = kind in _MORTGAGES
    amount = "currentFaceValue" if mortgage else "parValue"
    par = row.required(row.number_of(amount), amount)
    described = _described(row.text("securityDescription"))
    maturity = row.date_of("maturityDate") or described[1]
    if kind is not Held.AGENCY_CMBS:
        row.required(maturity, "maturityDate")
    if maturity is not None and maturity <= day:
        raise row.error("QE647", cusip=cusip, maturity=str(maturity), day=str(day))
    if maturity is not None and (maturity - day).days > _LONGEST_DAYS[mortgage]:
        raise row.error("QE649", column="maturityDate", text=str(maturity))
    coupon = row.number_of("coupon") if kind is not Held.BILL else None
    if coupon is None and mortgage:
        coupon = described[0]
    spread = row.number_of("spread") if kind is Held.FRN else None
    if kind is Held.FRN:
        row.required(spread, "spread")
    elif kind not in (Held.BILL, Held.AGENCY_CMBS):
        row.required(coupon, "coupon")
    share = row.number_of("percentOutstanding")
    _check_amount(row, cusip, kind, par, share)
    indexed = row.number_of("inflationCompensation") or 0.0
    _check_plausible(row, coupon=coupon, spread=spread, inflationCompensation=indexed / par if par else indexed)
    return Holding(
        row=row.number,
        cusip=cusip,
        kind=kind,
        maturity=maturity,
        par_bn=par / _DOLLARS_PER_BN,
        coupon=None if kind is Held.FRN else coupon,
        spread=spread,
        inflation_bn=indexed / _DOLLARS_PER_BN,
        outstanding_share=share,
        term_years=_term(row, maturity, day) if kind is Held.AGENCY_MBS and maturity else None,
        aggregated=row.text("isAggregated").casefold() in ("y", "yes", "true", "1"),
    )


def _kind(row: Row, cusip: str) -> Held:
    text = row.required(row.text("securityType"), "securityType")
    kind = _TYPES.get(plain(text))
    if kind is None:
        raise row.error("QE650", cusip=cusip, text=text)
    return Held.BOND if kind is Held.NOTE and cusip.startswith(_BOND_PREFIX) else kind


def _check_amount(row: Row, cusip: str, kind: Held, par: float, share: float | None) -> None:
    """Refuse what cannot be dollars: odd par, an issue of impossible size, a share above one."""
    if share is not None and not 0.0 <= share <= 1.0:
        raise row.error("QE651", cusip=cusip, text=row.text("percentOutstanding"))
    wrong = par < 0 or par > _LARGEST_BN * _DOLLARS_PER_BN
    if kind in TREASURIES:
        wrong = wrong or par % _TREASURY_UNIT != 0
        if share and par:
            low, high = _OUTSTANDING_BN
            wrong = wrong or not low <= par / share / _DOLLARS_PER_BN <= high
    if wrong:
        raise row.error("QE646", cusip=cusip, text=f"{par:,.2f}")


def _check_plausible(row: Row, **values: float | None) -> None:
    """Refuse numbers that cannot be in the unit of their column: basis points, shares, dollars."""
    for name, value in values.items():
        low, high = _PLAUSIBLE[name]
        if value is not None and not low <= value <= high:
            raise row.error("QE649", column=name, text=row.text(name) or f"{value:g}")


def _described(text: str) -> tuple[float | None, dt.date | None]:
    """Coupon, and the last day of the month of maturity, from a description such as ``UMBS MORTPASS 2% 10/51``."""
    coupon = re.search(r"(\d+(?:\.\d+)?)\s*%", text)
    month = re.search(r"\b(\d{1,2})/(\d{2})\b", text)
    day = None
    if month and 1 <= int(month[1]) <= 12:
        day = Month.of(2000 + int(month[2]), int(month[1])).last_day
    return (float(coupon[1]) if coupon else None), day


def _term(row: Row, maturity: dt.date, day: dt.date) -> float:
    """Years at origination; where the file does not say, the shortest usual term that fits."""
    said = re.search(r"\d+", row.text("term"))
    if said:
        years = float(said[0])
        _check_plausible(row, term=years)
        return years
    left = (maturity - day).days / 365.25
    for term in (15, 20, 30, 40):
        if left <= term:
            return float(term)
    raise row.error("QE649", text=maturity.isoformat(), column="maturity")


def _check_unique(rows: tuple[Row, ...], holdings: tuple[Holding, ...]) -> None:
    first: dict[str, int] = {}
    for row, holding in zip(rows, holdings, strict=True):
        if holding.cusip in first:
            raise row.error("QE644", cusip=holding.cusip, first=first[holding.cusip])
        first[holding.cusip] = row.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Totals of a day by class, bn; ``total_bn`` leaves out the inflation compensation of TIPS.

    A class that the file leaves empty is None: floating-rate notes are empty on days when 18bn of them are in the total.
    """

    as_of: dt.date
    by_class_bn: dict[str, float | None]
    inflation_bn: float
    total_bn: float


_ROUNDING = 1.0  # a dollar
_CLASSES = ("mbs", "cmbs", "tips", "frn", "notesbonds", "bills", "agencies")


def read_summary(content: bytes, file: str) -> tuple[Summary, ...]:
    """The weekly totals in a file of the New York Fed, JSON or CSV.

    Raises
    ------
    QelabError QE640 to QE642, QE645, QE649 : as ``read_soma``; QE653 : classes that do not add up to the total
    """
    return tuple(_summary(row) for row in read_rows(content, file, ("soma", "summary"), ("asOfDate", "total")))


def _summary(row: Row) -> Summary:
    classes = {name: row.number_of(name) for name in _CLASSES}
    total = row.required(row.number_of("total"), "total")
    day = row.required(row.date_of("asOfDate"), "asOfDate")
    known = sum(value for value in classes.values() if value is not None)
    missing = None in classes.values()
    if known - total > _ROUNDING or (not missing and total - known > _ROUNDING):
        raise row.error("QE653", day=str(day), total=f"{total:,.2f}", found=f"{known:,.2f}")
    return Summary(
        as_of=day,
        by_class_bn={name: None if value is None else value / _DOLLARS_PER_BN for name, value in classes.items()},
        inflation_bn=(row.number_of("tipsInflationCompensation") or 0.0) / _DOLLARS_PER_BN,
        total_bn=total / _DOLLARS_PER_BN,
    )


PARTS = ("tsy", "agency")


def address(part: str, day: dt.date, form: str = "json") -> str:
    """Where the New York Fed answers for one day; ``part`` is ``tsy`` or ``agency``.

    >>> address("tsy", dt.date(2022, 5, 25))
    'https://markets.newyorkfed.org/api/soma/tsy/get/asof/2022-05-25.json'

    Raises
    ------
    QelabError QE101 : another part
    """
    if part not in PARTS:
        raise QelabError("QE101", noun="part", name=part, allowed=PARTS)
    return f"{ADDRESS}/{part}/get/asof/{day}.{form}"
