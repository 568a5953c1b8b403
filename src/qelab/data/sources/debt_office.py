"""What the United States Treasury owes, security by security, and how its auctions went.

Answers: how much of each CUSIP is outstanding at a month's end (Monthly Statement of the Public Debt, table 3), and at
which coupon was it sold? Both come from the Fiscal Data service as JSON.

Traps: the statement counts millions of dollars, the auctions dollars; a missing cell is the text ``null``; a reopened
issue has one row for each tranche and only one of them carries the amount outstanding; rows of totals and of the
Federal Financing Bank stand among the securities; ``announcemt_date`` is spelled so.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.data.sources.rows import Row, plain, read_document, read_rows
from qelab.portfolio.securities.lots import Kind

ADDRESS = "https://api.fiscaldata.treasury.gov/services/api/fiscal_service/v1"
_MILLIONS_PER_BN = 1e3
_DOLLARS_PER_BN = 1e9
_LARGEST_BN = 1000.0  # outstanding of one security
_SMALLEST_OFFER_BN = 0.1
_CLASSES = {
    "billsmaturityvalue": Kind.BILL, "bills": Kind.BILL, "notes": Kind.NOTE, "bonds": Kind.BOND,
    "inflationprotectedsecurities": Kind.TIPS, "floatingratenotes": Kind.FRN,
}  # fmt: skip
_NOT_SECURITIES = ("total", "federalfinancingbank")
_AUCTIONED = {"bill": Kind.BILL, "cmb": Kind.BILL, "note": Kind.NOTE, "bond": Kind.BOND, "tips": Kind.TIPS,
              "frn": Kind.FRN}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """One marketable security at a month's end; ``issued`` first, ``tranches`` rows it had."""

    cusip: str
    kind: Kind
    coupon: float
    issued: dt.date
    maturity: dt.date
    outstanding_bn: float
    tranches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The marketable debt of a month's end, where it comes from, and the fingerprint of the file."""

    as_of: dt.date
    securities: tuple[Outstanding, ...]
    source: Source
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Auction:
    """One auction; ``accepted_bn`` and ``high_yield`` are None until it was held."""

    cusip: str
    kind: Kind
    term: str
    auctioned: dt.date
    issued: dt.date
    maturity: dt.date
    reopening: bool
    coupon: float | None
    high_yield: float | None
    offered_bn: float | None
    accepted_bn: float | None
    soma_bn: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Auctions:
    """Auctions in the order of the file, where they come from, and the fingerprint of the file."""

    auctions: tuple[Auction, ...]
    source: Source
    sha256: str


def read_outstanding(content: bytes, file: str, as_of: dt.date | None = None) -> Statement:
    """Marketable securities of the public-debt statement, tranches joined.

    Raises
    ------
    QelabError QE640 to QE651 : as ``soma.read_soma``; QE654 : not all pages of the answer
    """
    _check_complete(content, file)
    rows = [row for row in read_rows(content, file, ("data",), ("security_class1_desc",)) if _is_security(row)]
    if not rows:
        raise QelabError("QE642", where=file, name="data")
    by_cusip: dict[str, list[Row]] = {}
    asked = as_of
    for row in rows:
        day = row.required(row.date_of("record_date"), "record_date")
        if asked is not None and day != asked:
            raise row.error("QE648", found=str(day), day=str(asked))
        asked = day
        by_cusip.setdefault(row.cusip_of("security_class2_desc"), []).append(row)
    assert asked is not None
    return Statement(
        as_of=asked,
        securities=tuple(_outstanding(cusip, tranches, asked) for cusip, tranches in by_cusip.items()),
        source=_source("Monthly Statement of the Public Debt, table 3", f"{ADDRESS}/debt/mspd/mspd_table_3_market", str(asked)),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _source(text: str, address: str, vintage: str) -> Source:
    return Source(
        text=f"U.S. Department of the Treasury, Fiscal Data: {text}", status=Status.CONFIRMED, address=address,
        licence="public domain (U.S. government)", vintage=vintage,
    )  # fmt: skip


def _is_security(row: Row) -> bool:
    name = plain(row.text("security_class1_desc"))
    marketable = plain(row.text("security_type_desc")) in ("", "marketable")
    return marketable and not name.startswith(_NOT_SECURITIES)


def _outstanding(cusip: str, tranches: list[Row], day: dt.date) -> Outstanding:
    first = tranches[0]
    kind = _CLASSES.get(plain(first.text("security_class1_desc")))
    if kind is None:
        raise first.error("QE650", cusip=cusip, text=first.text("security_class1_desc"))
    carrying = [row for row in tranches if row.number_of("outstanding_amt") is not None]
    if len(carrying) > 1:
        raise carrying[1].error("QE644", cusip=cusip, first=carrying[0].number)
    row = carrying[0] if carrying else first
    amount = row.required(row.number_of("outstanding_amt"), "outstanding_amt")
    if not 0.0 <= amount <= _LARGEST_BN * _MILLIONS_PER_BN:
        raise row.error("QE646", cusip=cusip, text=f"{amount:,.2f}")
    maturity = row.required(row.date_of("maturity_date"), "maturity_date")
    if maturity <= day:
        raise row.error("QE647", cusip=cusip, maturity=str(maturity), day=str(day))
    rate = row.number_of("interest_rate_pct")
    if kind not in (Kind.BILL, Kind.FRN):
        row.required(rate, "interest_rate_pct")
    issues = [one.required(one.date_of("issue_date"), "issue_date") for one in tranches]
    return Outstanding(
        cusip=cusip,
        kind=kind,
        coupon=rate or 0.0,
        issued=min(issues),
        maturity=maturity,
        outstanding_bn=amount / _MILLIONS_PER_BN,
        tranches=len(tranches),
    )


def read_auctions(content: bytes, file: str) -> Auctions:
    """Auctions, announced ones included.

    Raises
    ------
    QelabError QE640 to QE651 : as ``soma.read_soma``; QE654 : not all pages of the answer
    """
    _check_complete(content, file)
    rows = read_rows(content, file, ("data",), ("cusip", "security_type", "auction_date"))
    found: list[Auction] = []
    seen: dict[tuple[str, dt.date], int] = {}
    for row in rows:
        auction = _auction(row)
        key = auction.cusip, auction.auctioned
        if key in seen:
            raise row.error("QE644", cusip=auction.cusip, first=seen[key])
        seen[key] = row.number
        found.append(auction)
    newest = max(auction.auctioned for auction in found)
    return Auctions(
        auctions=tuple(found),
        source=_source("auctions", f"{ADDRESS}/accounting/od/auctions_query", str(newest)),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _auction(row: Row) -> Auction:
    cusip = row.cusip_of("cusip")
    kind = _AUCTIONED.get(plain(row.text("security_type")))
    if kind is None:
        raise row.error("QE650", cusip=cusip, text=row.text("security_type"))
    if row.text("inflation_index_security") == "Yes":
        kind = Kind.TIPS
    if row.text("floating_rate") == "Yes":
        kind = Kind.FRN
    accepted, offered = _dollars(row, cusip, "total_accepted"), _dollars(row, cusip, "offering_amt")
    coupon = row.number_of("int_rate")
    if accepted is not None and kind in (Kind.NOTE, Kind.BOND, Kind.TIPS):
        row.required(coupon, "int_rate")
    issued = row.required(row.date_of("issue_date"), "issue_date")
    maturity = row.required(row.date_of("maturity_date"), "maturity_date")
    if maturity <= issued:
        raise row.error("QE647", cusip=cusip, maturity=str(maturity), day=str(issued))
    return Auction(
        cusip=cusip,
        kind=kind,
        term=row.text("security_term"),
        auctioned=row.required(row.date_of("auction_date"), "auction_date"),
        issued=issued,
        maturity=maturity,
        reopening=row.text("reopening") == "Yes",
        coupon=coupon,
        high_yield=row.number_of("high_yield"),
        offered_bn=offered,
        accepted_bn=accepted,
        soma_bn=None if (soma := row.number_of("soma_accepted")) is None else soma / _DOLLARS_PER_BN,
    )


def _dollars(row: Row, cusip: str, name: str) -> float | None:
    """An amount of an auction, bn, refused where it cannot be dollars."""
    amount = row.number_of(name)
    if amount is None:
        return None
    if not _SMALLEST_OFFER_BN <= amount / _DOLLARS_PER_BN <= _LARGEST_BN:
        raise row.error("QE646", cusip=cusip, text=f"{amount:,.2f}")
    return amount / _DOLLARS_PER_BN


def _check_complete(content: bytes, file: str) -> None:
    """Refuse one page of several: a sum over it would look right and be wrong."""
    document: Any = read_document(content, file)
    meta = document.get("meta") if isinstance(document, dict) else None
    count, total = (meta.get(name) for name in ("count", "total-count")) if isinstance(meta, dict) else (None, None)
    if isinstance(count, int) and isinstance(total, int) and count < total:
        raise QelabError("QE654", where=file, count=count, total=total)
