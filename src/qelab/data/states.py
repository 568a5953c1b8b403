"""Opening states: what the central bank owned and owed, and where the economy stood, before a programme.

Answers: from which state does a run start, and who says so? Each state is a file of ``openings/``; every
number in it names a source and a status. The securities are constructed from totals (``synthetic``).
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR
from qelab.data.quarterly import History, history
from qelab.data.synthetic import (
    Coupon,
    MbsRow,
    TreasuryProfile,
    agency_lots,
    lots,
    mbs_cohorts,
    treasury_lots,
)
from qelab.portfolio.bonds import ParCurve
from qelab.portfolio.holdings import Holdings

FOLDER = Path(__file__).with_name("openings")
_ASSETS = ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn", "other_assets_bn")
_LIABILITIES = (
    "reserves_bn", "currency_bn", "treasury_account_bn", "reverse_repo_bn", "other_liabilities_bn", "capital_bn",
)  # fmt: skip
# Parts of a position that a file may tell apart: what securities cost above par, and foreign official accounts. It may
# also name ``deferred_asset_bn``, which other liabilities are net of, and ``paid_deposits_bn`` among them.
PARTS = {
    "other_assets_bn": ("premium_treasuries_bn", "premium_mbs_bn"),
    "reverse_repo_bn": ("foreign_pool_bn",),
}
_TOLERANCE_BN = 0.05  # published figures are rounded to 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """State at the end of ``month``.

    ``balance_sheet`` and ``money`` in billions, with the parts of ``PARTS`` where the file tells them; ``economy`` in percent (rates per annum) and, for nominal
    GDP, billions a year; ``curve`` the Treasury par curve; ``sources`` by ``section.name`` of each number.
    ``synthetic`` says that the securities in ``holdings`` were constructed from totals.
    """

    id: str
    economy_id: str
    title: Mapping[str, str]
    month: Month
    holdings: Holdings
    curve: ParCurve
    balance_sheet: Mapping[str, float]
    money: Mapping[str, float]
    economy: Mapping[str, float]
    sources: Mapping[str, Source]
    synthetic: bool


def openings() -> tuple[str, ...]:
    """Ids of the opening states, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def opening(name: str) -> Opening:
    """One opening state, read once.

    Raises
    ------
    QelabError QE607 : unknown id
    QelabError QE608 : the file is not an opening state: unreadable, a number without a source, does not balance
    """
    if name not in openings():
        raise QelabError("QE607", name=name, allowed=openings())
    return read_opening(FOLDER / f"{name}.toml")


def read_opening(path: Path, past: History | None = None) -> Opening:
    """An opening state from a file; ``past`` (by default its economy's history) has the yields at issue of its securities."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise QelabError("QE608", where=path.name, reason=str(error)) from error
    try:
        return _build(path, document, past or history(document["economy_id"]))
    except (KeyError, TypeError, ValueError) as error:
        raise QelabError("QE608", where=path.name, reason=f"{type(error).__name__} {error}") from error


def _build(path: Path, document: dict[str, Any], past: History) -> Opening:
    sources: dict[str, Source] = {}
    numbers = {
        section: _section(section, document, sources, path)
        for section in ("balance_sheet", "money", "economy", "curve")
    }
    _check_balance(numbers["balance_sheet"], path)
    month = Month.parse(document["month"])
    knots = sorted((_years(name), value) for name, value in numbers["curve"].items())
    curve = ParCurve(
        maturities_years=np.array([years for years, _ in knots]),
        yields=np.array([value for _, value in knots]),
    )
    portfolio = document["portfolio"]
    sources["portfolio"] = _source("portfolio", portfolio, document["sources"], path)
    sheet = numbers["balance_sheet"]
    holdings = _holdings(portfolio, month, sheet, issue_yields(past, month, curve))
    _check_holdings(holdings, sheet, path)
    return Opening(
        id=path.stem,
        economy_id=document["economy_id"],
        title=document["title"],
        month=month,
        holdings=holdings,
        curve=curve,
        balance_sheet=sheet,
        money=numbers["money"],
        economy=numbers["economy"],
        sources=sources,
        synthetic=holdings.synthetic,
    )


def issue_yields(past: History, month: Month, curve: ParCurve) -> Coupon:
    """Par yield, percent, of an original term in years in an issue month; nan where none was issued.

    Mean of the issue quarter, else its last day, else (after the packaged series end, and for maturities of
    the opening itself) linear in time from the last known quarter to the opening's own curve: constructed.
    """

    @cache
    def par_yield(term: int, issued: Month) -> float:
        if issued > month:
            return math.nan
        place = issued.quarter - past.quarters[0]
        if place < 0:
            return math.nan
        average, end = past.columns[f"yield_{term}y_average"], past.columns[f"yield_{term}y_end"]
        first, last = np.flatnonzero(np.isfinite(end))[[0, -1]].tolist()
        if first <= place <= last and not np.isfinite(end[place]):
            return math.nan  # no thirty-year bond from 2002 to 2006; H.15 went on with an estimate
        for column in (average, end):
            if np.isfinite(column[place]):
                return float(column[place])
        way = (place - last) / max(month.quarter - past.quarters[last], 1)
        return float((1 - way) * end[last] + way * curve.at(float(term)))

    return par_yield


def _holdings(
    portfolio: dict[str, Any], month: Month, sheet: Mapping[str, float], coupon: Coupon
) -> Holdings:
    auction_mix = tuple((int(months), float(share)) for months, share in portfolio["auctions"]["mix"])
    if "treasuries" not in portfolio:  # nothing is held, and ``_check_holdings`` sees to it that the sheet says so
        return _nothing(month, auction_mix)
    treasuries, mbs, agency = portfolio["treasuries"], portfolio["mbs"], portfolio["agency_debt"]
    profile = TreasuryProfile(
        bills_bn=treasuries["bills_bn"],
        bill_months=treasuries["bill_months"],
        tips_bn=treasuries["tips_bn"],
        bucket_years=tuple(treasuries["bucket_years"]),
        bucket_bn=tuple(treasuries["bucket_bn"]),
        tilt=treasuries["tilt"],
    )
    rows = [
        MbsRow(
            coupon=row["coupon"],
            term_years=row["term_years"],
            weight=row["weight"],
            first=Month.parse(row["first"]),
            last=Month.parse(row["last"]),
            step=row["step_months"],
            burnout=row["burnout"],
        )
        for row in mbs.get("rows", ())
    ]
    return Holdings(
        month=month,
        treasuries=treasury_lots(profile, month, sheet["soma_treasuries_bn"], coupon),
        mbs=mbs_cohorts(rows, month, sheet["soma_mbs_bn"], mbs["coupon_tilt"], mbs["wac_gap"]),
        agency_debt=agency_lots(
            month,
            sheet["agency_debt_bn"],
            tuple(agency["bucket_years"]),
            tuple(agency["bucket_bn"]),
            agency["coupon"],
        ),
        synthetic=True,
        auction_mix=auction_mix,
    )


def _nothing(month: Month, auction_mix: tuple[tuple[int, float], ...]) -> Holdings:
    return Holdings(
        month=month, treasuries=lots([]), mbs=mbs_cohorts((), month, 0.0, 0.0, 0.0), agency_debt=lots([]),
        synthetic=False, auction_mix=auction_mix,
    )  # fmt: skip


def _section(
    section: str, document: dict[str, Any], sources: dict[str, Source], path: Path
) -> dict[str, float]:
    values: dict[str, float] = {}
    for name, entry in document[section].items():
        values[name] = float(entry["value"])
        sources[f"{section}.{name}"] = _source(f"{section}.{name}", entry, document["sources"], path)
    return values


def _source(place: str, entry: dict[str, Any], texts: dict[str, Any], path: Path) -> Source:
    if entry.get("source") not in texts or "status" not in entry:
        raise QelabError("QE608", where=path.name, path=place, reason="source, status")
    origin = texts[entry["source"]]
    note = entry.get("note", "")
    return Source(
        text=f"{origin['text']}: {note}" if note else origin["text"],
        status=Status(entry["status"]),
        address=origin.get("address", ""),
        licence=origin.get("licence", ""),
        retrieved=origin.get("retrieved", ""),
        vintage=origin.get("vintage", ""),
    )


def _check_balance(sheet: Mapping[str, float], path: Path) -> None:
    for names in (_ASSETS, _LIABILITIES):
        gap = sum(sheet[name] for name in names) - sheet["total_assets_bn"]
        if not abs(gap) <= _TOLERANCE_BN:
            reason = f"{' + '.join(names)} - total_assets_bn = {gap:+.2f}"
            raise QelabError("QE608", where=path.name, path="balance_sheet", reason=reason)
    for whole, names in PARTS.items():
        if sum(sheet.get(name, 0.0) for name in names) > sheet[whole] + _TOLERANCE_BN:
            reason = f"{' + '.join(names)} > {whole}"
            raise QelabError("QE608", where=path.name, path="balance_sheet", reason=reason)


def _check_holdings(holdings: Holdings, sheet: Mapping[str, float], path: Path) -> None:
    parts = {
        "soma_treasuries_bn": holdings.treasuries,
        "soma_mbs_bn": holdings.mbs,
        "agency_debt_bn": holdings.agency_debt,
    }
    for name, part in parts.items():
        gap = part.total_bn - sheet[name]
        if not abs(gap) <= _TOLERANCE_BN:
            raise QelabError(
                "QE608", where=path.name, path="portfolio", reason=f"Σ par_bn - {name} = {gap:+.2f}"
            )


def _years(name: str) -> float:
    """``yield_6m`` is 0.5 years, ``yield_10y`` is 10."""
    number, unit = int(name.removeprefix("yield_")[:-1]), name[-1]
    return number / MONTHS_PER_YEAR if unit == "m" else float(number)
