"""T-accounts of a programme: what its size does to each balance sheet, by who sells.

The whole size is posted as one transaction, so the accounts show the day after the last purchase with nothing
else changed. What runs off is posted as its end effect: the issuer pays from money that it raised by selling
new securities to the same sector.
"""

from typing import Any

from qelab.core.errors import QelabError
from qelab.core.words import word
from qelab.ledger.accounts import AccountLine, TAccount, purchase_accounts
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.policy.parts import Asset, PhaseKind
from qelab.policy.scenario import Scenario
from qelab.report.numbers import money
from qelab.report.text import GAP, display_width, pad, wrap

INSTRUMENTS = {
    Asset.TREASURY: Instrument.TREASURY_SECURITIES,
    Asset.SECURITIES: Instrument.TREASURY_SECURITIES,
    Asset.AGENCY_MBS: Instrument.AGENCY_MBS,
    Asset.AGENCY_DEBT: Instrument.AGENCY_DEBT,
}


def traded_amounts(scenario: Scenario) -> list[tuple[Asset, float]]:
    """What the last announcement with sizes trades of each asset, bn: purchases, then sales and run-off (negative).

    Raises
    ------
    QelabError QE823 : it trades nothing
    """
    for announcement in reversed(scenario.announcements):
        amounts: dict[tuple[Asset, float], float] = {}
        for phase in announcement.phases:
            size = scenario.phase_size_bn(announcement, phase)
            if size is not None:
                sign = 1.0 if phase.kind is PhaseKind.PURCHASE else -1.0
                amounts[phase.asset, sign] = amounts.get((phase.asset, sign), 0.0) + sign * size
        if amounts:
            return [(asset, amount) for (asset, _), amount in amounts.items()]
    raise QelabError("QE823", where=scenario.id)


def accounts_document(scenario: Scenario, lang: str) -> dict[str, Any]:
    """The T-accounts as plain data."""
    purchases = [
        {
            "asset": asset.value,
            "amount_bn": amount,
            "counterparty": seller.value,
            "accounts": [_account_document(account, lang) for account in sheets],
        }
        for asset, amount in traded_amounts(scenario)
        for seller, sheets in purchase_accounts(amount, INSTRUMENTS[asset]).items()
    ]
    return {"schema": "qelab.accounts/1", "scenario": scenario.id, "unit": "bn", "purchases": purchases}


def accounts_lines(scenario: Scenario, lang: str, width: int) -> list[str]:
    """The T-accounts as text."""
    lines = [f"# {scenario.label.in_language(lang)}", *wrap(word("accounts.unit", lang), width)]
    amounts = traded_amounts(scenario)
    for asset, amount in amounts:
        for seller, sheets in purchase_accounts(amount, INSTRUMENTS[asset]).items():
            lines += ["", f"# {purchase_title(scenario, asset, amount, seller, lang)}"]
            for account in sheets:
                lines += ["", *_draw(account, lang)]
            lines += ["", *wrap(word(f"accounts.{seller.value}", lang), width)]
    if any(amount < 0 for _, amount in amounts):
        lines += ["", *wrap(word("accounts.run_off", lang), width)]
    return [*lines, "", *wrap(word("disclaimer", lang), width)]


def purchase_title(scenario: Scenario, asset: Asset, amount: float, seller: Sector, lang: str) -> str:
    """Who buys how much of what from whom."""
    key = "accounts.purchase" if amount >= 0 else "accounts.sale"
    return word(
        key,
        lang,
        amount=money(abs(amount), lang, scenario.currency),
        asset=word(f"asset.{asset.value}", lang),
        counterparty=seller.label(lang),
    )


def _draw(account: TAccount, lang: str) -> list[str]:
    left, right = (_side(lines, lang) for lines in (account.assets, account.liabilities))
    heads = (word("accounts.assets", lang), word("accounts.liabilities", lang))
    rows = max(len(left), len(right), 1)
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    wide = max(display_width(text) for text in (*left, heads[0]))
    narrow = max(display_width(text) for text in (*right, heads[1]))
    lines = [account.sector.label(lang), f"{GAP}{pad(heads[0], wide)} | {heads[1]}"]
    lines.append(f"{GAP}{'-' * wide}-+-{'-' * narrow}")
    lines += [f"{GAP}{pad(a, wide)} | {b}".rstrip() for a, b in zip(left, right, strict=True)]
    return lines


def _side(lines: tuple[AccountLine, ...], lang: str) -> list[str]:
    if not lines:
        return []
    names = [line.instrument.label(lang) for line in lines]
    numbers = [f"{line.change_bn:+,.1f}" for line in lines]
    wide, long = max(map(display_width, names)), max(map(len, numbers))
    return [f"{pad(name, wide)}{GAP}{text:>{long}}" for name, text in zip(names, numbers, strict=True)]


def _account_document(account: TAccount, lang: str) -> dict[str, Any]:
    def lines(side: tuple[AccountLine, ...]) -> list[dict[str, Any]]:
        return [
            {
                "instrument": line.instrument.value,
                "label": line.instrument.label(lang),
                "change_bn": line.change_bn,
            }
            for line in side
        ]

    return {
        "sector": account.sector.value,
        "label": account.sector.label(lang),
        "assets": lines(account.assets),
        "liabilities": lines(account.liabilities),
    }
