"""Which claims exist, who may issue them and who may hold them? (``instruments.csv``)

An instrument without an issuer is a real asset. Treasury bills and coupons are one instrument: maturity
buckets are the portfolio's affair. ``floor`` names who cannot hold less than nothing: every holder of money
and loans; for securities only the central bank, because the holdings of the public may be counted from an
opening that does not know them (dealers are short at times as well).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from qelab.core.errors import QelabError
from qelab.core.language import Language
from qelab.core.tables import read_table
from qelab.ledger.sectors import Sector


class Instrument(StrEnum):
    """The claims of the ledger, and real assets."""

    RESERVES = "reserves"
    CURRENCY = "currency"
    TREASURY_GENERAL_ACCOUNT = "treasury_general_account"
    REVERSE_REPO = "reverse_repo"
    OTHER_CENTRAL_BANK_LIABILITIES = "other_central_bank_liabilities"
    DEPOSITS = "deposits"
    TREASURY_SECURITIES = "treasury_securities"
    AGENCY_MBS = "agency_mbs"
    AGENCY_DEBT = "agency_debt"
    MORTGAGES = "mortgages"
    BANK_LOANS = "bank_loans"
    CORPORATE_BONDS = "corporate_bonds"
    EQUITIES = "equities"
    MONEY_FUND_SHARES = "money_fund_shares"
    PENSION_CLAIMS = "pension_claims"
    FOREIGN_SECURITIES = "foreign_securities"
    CENTRAL_BANK_CREDIT = "central_bank_credit"
    DEFERRED_ASSET = "deferred_asset"
    HOUSES = "houses"
    PRODUCTIVE_CAPITAL = "productive_capital"
    REAL_ASSETS = "real_assets"

    def label(self, lang: str = "en") -> str:
        """The word a reader sees."""
        return rules(self).label[Language(lang).column]

    def definition(self, lang: str = "en") -> str:
        """One sentence for the manual."""
        return rules(self).definition[Language(lang).column]


class Side(StrEnum):
    """The two sides of a balance sheet."""

    ASSET = "asset"
    LIABILITY = "liability"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRules:
    """One row of ``instruments.csv``."""

    issuers: tuple[Sector, ...]
    holders: tuple[Sector, ...]
    floored_holders: frozenset[Sector]
    label: dict[str, str]
    definition: dict[str, str]


def known_instrument(name: str) -> Instrument:
    """The instrument of this name.

    Raises
    ------
    QelabError QE401 : no such instrument
    """
    try:
        return Instrument(name)
    except ValueError:
        raise QelabError("QE401", name=str(name), allowed=tuple(Instrument)) from None


def sole_issuer(instrument: Instrument) -> Sector:
    """The one sector that issues ``instrument``.

    Raises
    ------
    QelabError QE412 : several issuers, or none: the caller must name one
    """
    issuers = rules(instrument).issuers
    if len(issuers) != 1:
        raise QelabError("QE412", instrument=str(instrument), issuers=", ".join(issuers) or "-")
    return issuers[0]


def rules(instrument: Instrument) -> InstrumentRules:
    """Issuers, holders and labels of an instrument."""
    return _table()[instrument]


@cache
def _table() -> dict[Instrument, InstrumentRules]:
    columns = (
        "instrument", "issuers", "holders", "floor",
        "label_en", "label_zh_hant", "definition_en", "definition_zh_hant",
    )  # fmt: skip
    table = {}
    for row in read_table(Path(__file__).with_name("instruments.csv"), columns):
        holders = tuple(Sector(name) for name in row["holders"].split())
        floored = holders if row["floor"] == "all" else tuple(Sector(name) for name in row["floor"].split())
        table[Instrument(row["instrument"])] = InstrumentRules(
            issuers=tuple(Sector(name) for name in row["issuers"].split()),
            holders=holders,
            floored_holders=frozenset(floored),
            label={"en": row["label_en"], "zh_hant": row["label_zh_hant"]},
            definition={"en": row["definition_en"], "zh_hant": row["definition_zh_hant"]},
        )
    return table
