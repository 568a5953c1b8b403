"""Where a journal begins: the opening sheet, itself a balanced transaction.

Every position is entered once with who holds it and who owes it, so the sheet balances by construction; what
each sector is worth is then declared as ``opening``.
"""

from collections.abc import Mapping

from qelab.core.errors import QelabError
from qelab.ledger.instruments import Instrument, known_instrument, rules, sole_issuer
from qelab.ledger.sectors import Sector, known_sector
from qelab.ledger.transaction import Entry, NetWorthChange, NetWorthKind, Transaction, held, owed

DEPOSIT_SHARES = {
    Sector.HOUSEHOLDS: 0.60,
    Sector.NON_BANKS: 0.20,
    Sector.FIRMS: 0.15,
    Sector.REST_OF_WORLD: 0.05,
}
"""Constructed, not measured: round shares of who holds bank deposits. Money totals do not depend on them."""

SHARE_ROUNDING = 1e-9


def opening_sheet(positions: Mapping[tuple[str, ...], float]) -> Transaction:
    """The opening transaction of a set of positions.

    Parameters
    ----------
    positions : (holder, instrument) or (holder, instrument, issuer) -> bn; the issuer may be left out where
        only one sector issues the instrument

    Raises
    ------
    QelabError QE400 to QE405 : unknown or impossible position, an amount that is not finite
    QelabError QE412 : an issuer that must be named
    """
    entries: list[Entry] = []
    worth: dict[Sector, float] = {}
    for (holder_name, instrument_name, *issuer_name), amount_bn in positions.items():
        holder, instrument = known_sector(holder_name), known_instrument(instrument_name)
        entries.append(held(holder, instrument, amount_bn))
        worth[holder] = worth.get(holder, 0.0) + amount_bn
        if rules(instrument).issuers:
            issuer = known_sector(issuer_name[0]) if issuer_name else sole_issuer(instrument)
            entries.append(owed(issuer, instrument, amount_bn))
            worth[issuer] = worth.get(issuer, 0.0) - amount_bn
    declared = tuple(NetWorthChange(sector, NetWorthKind.OPENING, amount) for sector, amount in worth.items())
    return Transaction("opening", tuple(entries), declared)


def opening_from_totals(
    *,
    treasuries_bn: float,
    agency_mbs_bn: float,
    agency_debt_bn: float,
    credit_bn: float,
    reserves_bn: float,
    currency_bn: float,
    treasury_account_bn: float,
    reverse_repo_bn: float,
    bank_deposits_bn: float,
    other_liabilities_bn: float = 0.0,
    other_assets_bn: float = 0.0,
    deferred_asset_bn: float = 0.0,
    foreign_pool_bn: float = 0.0,
    public_treasuries_bn: float = 0.0,
    public_mbs_bn: float = 0.0,
    deposit_shares: Mapping[Sector, float] | None = None,
) -> Transaction:
    """An opening sheet constructed from the central bank's published totals and the deposits of the public.

    Banks are given loans equal to deposits and central-bank credit less reserves, so that their net worth is
    zero; households hold the currency, non-banks the securities of the public. Where those are not known they
    begin at zero and count changes since the opening (and may be negative).

    Parameters
    ----------
    treasuries_bn to credit_bn : assets of the central bank; ``credit_bn`` is lent to banks
    reserves_bn to reverse_repo_bn : its liabilities; reverse repo is held by non-banks, ``foreign_pool_bn`` of it abroad
    other_liabilities_bn, other_assets_bn : deposits of non-banks at the central bank; gold and the like
    deferred_asset_bn : losses to be made good before anything is remitted; the Treasury's other side
    public_treasuries_bn, public_mbs_bn : held outside the central bank
    deposit_shares : sector -> share of ``bank_deposits_bn`` (default ``DEPOSIT_SHARES``, constructed)

    Raises
    ------
    QelabError QE418 : shares that do not sum to one
    """
    bank, banks, public = Sector.CENTRAL_BANK, Sector.BANKS, Sector.NON_BANKS
    deposits = _deposits(bank_deposits_bn, DEPOSIT_SHARES if deposit_shares is None else deposit_shares)
    positions: dict[tuple[str, ...], float] = {
        (bank, Instrument.TREASURY_SECURITIES): treasuries_bn,
        (bank, Instrument.AGENCY_MBS): agency_mbs_bn,
        (bank, Instrument.AGENCY_DEBT): agency_debt_bn,
        (bank, Instrument.CENTRAL_BANK_CREDIT, banks): credit_bn,
        (bank, Instrument.REAL_ASSETS): other_assets_bn,
        (bank, Instrument.DEFERRED_ASSET): deferred_asset_bn,
        (banks, Instrument.RESERVES): reserves_bn,
        (Sector.HOUSEHOLDS, Instrument.CURRENCY): currency_bn,
        (Sector.TREASURY, Instrument.TREASURY_GENERAL_ACCOUNT): treasury_account_bn,
        (public, Instrument.REVERSE_REPO): reverse_repo_bn - foreign_pool_bn,
        (Sector.REST_OF_WORLD, Instrument.REVERSE_REPO): foreign_pool_bn,
        (public, Instrument.OTHER_CENTRAL_BANK_LIABILITIES): other_liabilities_bn,
        (public, Instrument.TREASURY_SECURITIES): public_treasuries_bn,
        (public, Instrument.AGENCY_MBS): public_mbs_bn,
        (Sector.AGENCIES, Instrument.MORTGAGES): agency_mbs_bn + public_mbs_bn,
        (banks, Instrument.BANK_LOANS, Sector.FIRMS): bank_deposits_bn + credit_bn - reserves_bn,
    }
    return opening_sheet(positions | deposits)


def _deposits(total_bn: float, shares: Mapping[Sector, float]) -> dict[tuple[str, ...], float]:
    """Bank deposits by holder.

    Raises
    ------
    QelabError QE418 : shares that do not sum to one
    """
    if abs(sum(shares.values()) - 1.0) > SHARE_ROUNDING:
        raise QelabError("QE418", total=f"{sum(shares.values()):.6g}")
    return {(sector, Instrument.DEPOSITS): total_bn * share for sector, share in shares.items()}
