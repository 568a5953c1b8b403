"""T-accounts of a programme: what its size does to each balance sheet, and a walk through what a central bank does.

The whole size is posted as one transaction, so the accounts show the day after the last purchase with nothing
else changed. What runs off is posted as its end effect: the issuer pays from money that it raised by selling
new securities to the same sector. The walk (``ledger/walk``) is told in round numbers, the same for all programmes.
"""

from collections.abc import Sequence
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.words import word
from qelab.ledger.accounts import AccountLine, TAccount, purchase_accounts
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import TOLERANCE_BN
from qelab.ledger.walk import Event, Step, event, walk
from qelab.policy.parts import Asset, PhaseKind
from qelab.policy.scenario import Scenario
from qelab.report.matrices import matrix_document, matrix_lines
from qelab.report.numbers import money
from qelab.report.text import GAP, display_width, pad, wrap

WALK_BN = 100.0
INSTRUMENTS = {
    Asset.TREASURY: Instrument.TREASURY_SECURITIES,
    Asset.SECURITIES: Instrument.TREASURY_SECURITIES,
    Asset.AGENCY_MBS: Instrument.AGENCY_MBS,
    Asset.AGENCY_DEBT: Instrument.AGENCY_DEBT,
}


def traded_amounts(scenario: Scenario) -> list[tuple[Asset, float]]:
    """What the main announcement trades of each asset, bn: purchases, then sales and run-off (negative).

    Of a run-off under caps this is the most that the plan lets go, cap times months.

    Raises
    ------
    QelabError QE823 : it trades nothing
    """
    amounts: dict[tuple[Asset, float], float] = {}
    announcement = scenario.main_announcement
    if announcement is None:
        raise QelabError("QE823", where=scenario.id)
    for phase in announcement.phases:
        size = scenario.phase_size_bn(announcement, phase)
        if size:
            sign = 1.0 if phase.kind is PhaseKind.PURCHASE else -1.0
            amounts[phase.asset, sign] = amounts.get((phase.asset, sign), 0.0) + sign * size
    if not amounts:
        raise QelabError("QE823", where=scenario.id)
    return [(asset, amount) for (asset, _), amount in amounts.items()]


def accounts_document(
    scenario: Scenario, lang: str, event_name: str | None = None, matrix: str | None = None
) -> dict[str, Any]:
    """The T-accounts as plain data; of the walk one event, or all; and the matrix that was asked for.

    Raises
    ------
    QelabError QE101, QE823 : no such event or matrix; a scenario that trades nothing
    """
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
    document = {
        "schema": "qelab.accounts/1",
        "scenario": scenario.id,
        "unit": "bn",
        "purchases": purchases,
        "walk": [_event_document(found, lang) for found in _events(event_name)],
    }
    if matrix is None:
        return document
    return document | {"matrix": matrix_document(scenario, matrix, lang, WALK_BN, event_name)}


def accounts_lines(
    scenario: Scenario, lang: str, width: int, event_name: str | None = None, matrix: str | None = None
) -> list[str]:
    """The T-accounts as text: the programme's size and the walk, one event of the walk alone, or a matrix instead.

    Raises
    ------
    QelabError QE101, QE823 : no such event or matrix; a scenario that trades nothing
    """
    if matrix is not None:
        return matrix_lines(scenario, matrix, lang, width, WALK_BN, event_name)
    events = _events(event_name)
    of_size = [] if event_name else _size_lines(scenario, lang, width)
    amount = money(WALK_BN, lang, scenario.currency)
    lines = [*of_size, f"# {word('accounts.walk', lang, amount=amount)}"]
    lines += wrap(word("accounts.walk.note", lang), width)
    for number, found in enumerate(events, 1):
        title = word(f"walk.{found.name}", lang)
        lines += ["", f"# {title}" if event_name else f"# {number}. {title}"]
        for step in found.steps:
            key = f"walk.{found.name}.{step.name}"
            lines += ["", f"* {word(key, lang)}", *wrap(word(f"{key}.why", lang), width)]
            for account in step.accounts:
                lines += ["", *_draw(account, lang, step.net_worth_change_bn(account.sector))]
    return [*lines, "", *wrap(word("disclaimer", lang), width)]


def _size_lines(scenario: Scenario, lang: str, width: int) -> list[str]:
    lines = [
        f"# {scenario.label.in_language(lang)}",
        *wrap(
            word("accounts.unit", lang, currency=word(f"currency.plural.{scenario.currency}", lang)), width
        ),
    ]
    amounts = traded_amounts(scenario)
    for asset, amount in amounts:
        for seller, sheets in purchase_accounts(amount, INSTRUMENTS[asset]).items():
            lines += ["", f"# {purchase_title(scenario, asset, amount, seller, lang)}"]
            for account in sheets:
                lines += ["", *_draw(account, lang)]
            lines += ["", *wrap(word(f"accounts.{seller.value}", lang), width)]
    if any(amount < 0 for _, amount in amounts):
        lines += ["", *wrap(word("accounts.run_off", lang), width)]
    return [*lines, ""]


def _events(name: str | None) -> Sequence[Event]:
    return walk(WALK_BN) if name is None else (event(name, WALK_BN),)


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


def _draw(account: TAccount, lang: str, net_worth_bn: float = 0.0) -> list[str]:
    lines_of = [(line.instrument.label(lang), line.change_bn) for line in account.liabilities]
    if abs(net_worth_bn) > TOLERANCE_BN:
        lines_of.append((word("accounts.net_worth", lang), net_worth_bn))
    left, right = (
        _side([(line.instrument.label(lang), line.change_bn) for line in account.assets]),
        _side(lines_of),
    )
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


def _side(lines: Sequence[tuple[str, float]]) -> list[str]:
    if not lines:
        return []
    numbers = [f"{change:+,.1f}" for _, change in lines]
    wide, long = max(display_width(name) for name, _ in lines), max(map(len, numbers))
    return [f"{pad(name, wide)}{GAP}{text:>{long}}" for (name, _), text in zip(lines, numbers, strict=True)]


def _event_document(found: Event, lang: str) -> dict[str, Any]:
    def step_document(step: Step) -> dict[str, Any]:
        key = f"walk.{found.name}.{step.name}"
        accounts = [
            _account_document(account, lang)
            | {"net_worth_change_bn": step.net_worth_change_bn(account.sector)}
            for account in step.accounts
        ]
        return {
            "step": step.name,
            "title": word(key, lang),
            "explanation": word(f"{key}.why", lang),
            "accounts": accounts,
        }

    title = word(f"walk.{found.name}", lang)
    return {"event": found.name, "title": title, "steps": [step_document(step) for step in found.steps]}


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
