"""Opening sheets of all sectors: who held and owed what when a journal begins.

Answers: what did banks, funds, households, firms, the housing agencies and foreigners own before a programme? The
central bank's positions and the total of deposits are those of the opening state; a file of ``sheets/`` adds the
others from the financial accounts, every number with source and status. In each instrument one sector is named
as the residual that holds what the others do not. Openings without a file keep the constructed sheet of
``ledger.opening.opening_from_totals``.

Securities of the central bank stand at amortised cost and their issuers owe as much; others' are at the accounts' values.

Limits: eight sectors and the instruments of the ledger are not the whole of the accounts. Left out are, among others,
wholesale funding of banks, state and local governments' own debt, noncorporate equity, and trade credit; so what
is called net worth of banks, funds, firms and foreigners holds them. Financial firms' shares are owed by ``firms``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status
from qelab.data.states import Opening, opening
from qelab.ledger.instruments import Instrument, known_instrument, rules, sole_issuer
from qelab.ledger.opening import opening_from_totals, opening_sheet
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import Transaction

FOLDER = Path(__file__).with_name("sheets")
_CENTRAL_BANK, _BANKS, _AGENCIES = Sector.CENTRAL_BANK, Sector.BANKS, Sector.AGENCIES
_HELD_BY_CENTRAL_BANK = {
    Instrument.TREASURY_SECURITIES: "soma_treasuries_bn",
    Instrument.AGENCY_MBS: "soma_mbs_bn",
    Instrument.AGENCY_DEBT: "agency_debt_bn",
}
_OWED_BY_CENTRAL_BANK = {
    Instrument.CURRENCY: "currency_bn",
    Instrument.REVERSE_REPO: "reverse_repo_bn",
    Instrument.OTHER_CENTRAL_BANK_LIABILITIES: "other_liabilities_bn",
}
_PREMIUMS = {Instrument.TREASURY_SECURITIES: "premium_treasuries_bn", Instrument.AGENCY_MBS: "premium_mbs_bn"}
_FUNDED_BY_AGENCIES = (Instrument.AGENCY_MBS, Instrument.AGENCY_DEBT)
_ROUNDING_BN = 1e-6

Position = tuple[str, ...]
"""(holder, instrument, issuer); holder and instrument alone for real assets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorSheet:
    """Positions in bn at the end of the opening's month, ready for ``ledger.opening.opening_sheet``.

    ``positions`` by (holder, instrument, issuer; holder and instrument alone for real assets); ``sources`` by the
    same key for what was typed from the accounts; ``residuals`` are the positions computed as what is left.
    """

    id: str
    positions: Mapping[Position, float]
    sources: Mapping[Position, Source]
    residuals: tuple[Position, ...]


def sector_sheets() -> tuple[str, ...]:
    """Ids of the openings that have a sheet of all sectors, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def sector_sheet(name: str) -> SectorSheet | None:
    """The sheet of all sectors at an opening; None where none is packaged.

    Raises
    ------
    QelabError QE430 : the file is not such a sheet: unreadable, a number without a source, a residual below zero
    """
    if name not in sector_sheets():
        return None
    return read_sector_sheet(FOLDER / f"{name}.toml", opening(name))


def opening_transaction(state: Opening) -> Transaction:
    """What a journal of this opening begins with: the sheet of all sectors, or the constructed one where none is packaged."""
    found = sector_sheet(state.id)
    if found is not None:
        return opening_sheet(found.positions)
    sheet, money = state.balance_sheet, state.money
    return opening_from_totals(
        treasuries_bn=sheet["soma_treasuries_bn"] + sheet.get("premium_treasuries_bn", 0.0),
        agency_mbs_bn=sheet["soma_mbs_bn"] + sheet.get("premium_mbs_bn", 0.0),
        agency_debt_bn=sheet["agency_debt_bn"],
        credit_bn=_credit(state),
        reserves_bn=sheet["reserves_bn"],
        currency_bn=sheet["currency_bn"],
        treasury_account_bn=sheet["treasury_account_bn"],
        reverse_repo_bn=sheet["reverse_repo_bn"],
        other_liabilities_bn=_other_liabilities(state),
        deferred_asset_bn=sheet.get("deferred_asset_bn", 0.0),
        foreign_pool_bn=sheet.get("foreign_pool_bn", 0.0),
        bank_deposits_bn=money["bank_deposits_bn"],
    )


def _credit(state: Opening) -> float:
    """What the central bank owns besides securities at amortised cost, bn: loans, facilities, gold and the rest."""
    sheet = state.balance_sheet
    return sheet["other_assets_bn"] - sum(sheet.get(name, 0.0) for name in _PREMIUMS.values())


def _other_liabilities(state: Opening) -> float:
    """Deposits of others and the like, bn, before the deferred asset, which statements deduct from them."""
    sheet = state.balance_sheet
    return sheet["other_liabilities_bn"] + sheet.get("deferred_asset_bn", 0.0)


def read_sector_sheet(path: Path, state: Opening) -> SectorSheet:
    """A sheet from a file, joined with the central bank's published one."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        return _Builder(path, document, state).sheet()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QelabError("QE430", where=path.name, reason=f"{type(error).__name__} {error}") from error


class _Builder:
    """Collects positions; every number is read through ``_value``, which insists on its source."""

    def __init__(self, path: Path, document: dict[str, Any], state: Opening) -> None:
        self._path, self._document, self._state = path, document, state
        self._positions: dict[Position, float] = {}
        self._sources: dict[Position, Source] = {}
        self._residuals: list[Position] = []

    def sheet(self) -> SectorSheet:
        published = self._state.balance_sheet
        self._positions[_BANKS, Instrument.RESERVES, _CENTRAL_BANK] = published["reserves_bn"]
        account = (Sector.TREASURY, Instrument.TREASURY_GENERAL_ACCOUNT, _CENTRAL_BANK)
        self._positions[account] = published["treasury_account_bn"]
        self._positions[_CENTRAL_BANK, Instrument.CENTRAL_BANK_CREDIT, _BANKS] = _credit(self._state)
        deferred = published.get("deferred_asset_bn", 0.0)
        if deferred:
            self._positions[_CENTRAL_BANK, Instrument.DEFERRED_ASSET, Sector.TREASURY] = deferred
        tables = {known_instrument(name): table for name, table in self._document["instruments"].items()}
        missing = [name for name in (*_HELD_BY_CENTRAL_BANK, *_OWED_BY_CENTRAL_BANK) if name not in tables]
        if missing:
            raise QelabError("QE430", where=self._path.name, reason=", ".join(missing))
        for instrument, table in tables.items():
            if instrument is not Instrument.MORTGAGES:
                self._instrument(instrument, table)
        self._instrument(Instrument.MORTGAGES, tables[Instrument.MORTGAGES])  # after what it is matched with
        for instrument, name in _PREMIUMS.items():  # carried at amortised cost, by its issuer too
            self._positions[self._key(_CENTRAL_BANK, instrument)] += published.get(name, 0.0)
        return SectorSheet(
            id=self._path.stem,
            positions=self._positions,
            sources=self._sources,
            residuals=tuple(self._residuals),
        )

    def _instrument(self, instrument: Instrument, table: dict[str, Any]) -> None:
        unknown = set(table) - {"outstanding", "residual", "matched", "holders", "issuers"}
        if unknown or ("outstanding" in table and "residual" not in table):
            reason = ", ".join(sorted(unknown)) or "residual"
            raise QelabError("QE430", where=self._path.name, path=str(instrument), reason=reason)
        for name, entry in table.get("issuers", {}).items():
            self._enter((_BANKS, instrument, known_sector(name)), entry)
        for name, entry in table.get("holders", {}).items():
            self._enter(self._key(known_sector(name), instrument), entry)
        if instrument in _HELD_BY_CENTRAL_BANK:
            amount = self._state.balance_sheet[_HELD_BY_CENTRAL_BANK[instrument]]
            self._positions[self._key(_CENTRAL_BANK, instrument)] = amount
        if "matched" in table:
            owed = sum(amount for key, amount in self._positions.items() if key[1] in _FUNDED_BY_AGENCIES)
            self._positions[self._key(known_sector(table["matched"]), instrument)] = owed
        if "residual" in table:
            self._residual(instrument, table)

    def _residual(self, instrument: Instrument, table: dict[str, Any]) -> None:
        total = self._outstanding(instrument, table)
        left = total - sum(amount for key, amount in self._positions.items() if key[1] == instrument)
        key = self._key(known_sector(table["residual"]), instrument)
        if left < -_ROUNDING_BN or key in self._positions:
            reason = f"residual = {left:+.1f}" if key not in self._positions else f"residual = {key[0]}"
            raise QelabError("QE430", where=self._path.name, path=str(instrument), reason=reason)
        self._positions[key] = max(0.0, left)
        self._residuals.append(key)

    def _outstanding(self, instrument: Instrument, table: dict[str, Any]) -> float:
        if instrument is Instrument.OTHER_CENTRAL_BANK_LIABILITIES:
            return _other_liabilities(self._state)
        if instrument in _OWED_BY_CENTRAL_BANK:
            return self._state.balance_sheet[_OWED_BY_CENTRAL_BANK[instrument]]
        if instrument is Instrument.DEPOSITS:
            return self._state.money["bank_deposits_bn"]
        return self._value(table["outstanding"], str(instrument))[0]

    def _key(self, holder: Sector, instrument: Instrument) -> Position:
        return (
            (holder, instrument, sole_issuer(instrument))
            if rules(instrument).issuers
            else (holder, instrument)
        )

    def _enter(self, key: Position, entry: dict[str, Any]) -> None:
        self._positions[key], self._sources[key] = self._value(entry, f"{key[1]}.{key[0]}")

    def _value(self, entry: dict[str, Any], place: str) -> tuple[float, Source]:
        texts = self._document["sources"]
        if entry.get("source") not in texts or "status" not in entry:
            raise QelabError("QE430", where=self._path.name, path=place, reason="source, status")
        origin, note = texts[entry["source"]], entry.get("note", "")
        source = Source(
            text=f"{origin['text']}: {note}" if note else origin["text"],
            status=Status(entry["status"]),
            address=origin.get("address", ""),
            licence=origin.get("licence", ""),
        )
        return float(entry["value"]), source
