"""Step 2, the purchase and the reserves: who pays whom, and what then stands on which balance sheet."""

from typing import TYPE_CHECKING

from qelab.core.errors import QelabError
from qelab.ledger.accounts import AccountLine, TAccount, purchase_accounts
from qelab.ledger.sectors import Sector
from qelab.policy.parts import Asset
from qelab.policy.scenario import Scenario
from qelab.report.accounts import INSTRUMENTS, purchase_title, traded_amounts
from qelab.report.html.amounts import amount_of, unit_of
from qelab.report.html.balance import balance_sheet
from qelab.report.html.chart import Chart
from qelab.report.html.charts import with_and_without
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, both, joined, said, tag, words
from qelab.report.panels import is_used

if TYPE_CHECKING:
    from qelab.lab.result import Result

_SHEETS = (Sector.CENTRAL_BANK, Sector.BANKS, Sector.NON_BANKS, Sector.TREASURY)
_CHARTS = ("bank_deposits_bn", "ten_year_equivalents_pct_gdp")
_OTHER_LIABILITIES = {"overnight_reverse_repo_bn": "reverse_repo", "treasury_general_account_bn": "treasury_account"}


def purchase(result: "Result") -> Html:
    """T-accounts, holdings, reserves and what else the bank owes, deposits, the central bank's balance sheet."""
    first = figures([_holdings(result), with_and_without(result, "reserves_bn")])
    others = _other_liabilities(result)
    beside = figures(others, tag("p", words("html.liabilities.residual"))) if others else ""
    then = figures([with_and_without(result, name) for name in _CHARTS if name in result.names])
    return joined([_accounts(result.scenario), first, beside, then, balance_sheet(result)])


def _holdings(result: "Result") -> Chart:
    labels = {"soma_treasuries_bn": "asset.treasury", "soma_mbs_bn": "asset.agency_mbs"}
    others = {name: said(key) for name, key in labels.items() if name in result.names}
    return with_and_without(result, next(iter(others)), others=others, title=said("panel.holdings"))


def _other_liabilities(result: "Result") -> list[Chart]:
    """What takes reserves up, or sets them free; a facility that nobody uses is left out."""
    others = {
        name: said(f"html.liabilities.{key}") for name, key in _OTHER_LIABILITIES.items() if is_used(result, name)
    }
    if not others:
        return []
    title = said("html.liabilities") if len(others) > 1 else None
    return [with_and_without(result, next(iter(others)), others=others, title=title)]


def _accounts(scenario: Scenario) -> Html:
    """The whole size in one transaction, by who sells."""
    try:
        amounts = traded_amounts(scenario)
    except QelabError:
        return tag("p", words("html.accounts.none"))
    first, *others = [_of_asset(scenario, asset, amount) for asset, amount in amounts]
    parts = [tag("p", words("html.accounts.unit", unit=unit_of("bn")), class_="note")]
    if len(scenario.announcements) > 1:
        parts.append(tag("p", words("html.accounts.main", date=str(scenario.main_date)), class_="note"))
    parts.append(first)
    if others:
        parts.append(tag("details", tag("summary", words("html.accounts.others")), *others))
    if any(amount < 0 for _, amount in amounts):
        parts.append(tag("p", words("accounts.run_off"), class_="note"))
    return joined([tag("h3", words("html.accounts.title")), *parts])


def _of_asset(scenario: Scenario, asset: Asset, amount: float) -> Html:
    parts = []
    for seller, sheets in purchase_accounts(amount, INSTRUMENTS[asset]).items():
        title = both(lambda lang, who=seller: purchase_title(scenario, asset, amount, who, lang))
        by_sector = {sheet.sector: sheet for sheet in sheets}
        boxes = [_sheet(sector, by_sector.get(sector)) for sector in _SHEETS]
        note = tag("p", words(f"accounts.{seller.value}"), class_="note")
        parts.append(tag("div", tag("h4", title), tag("div", *boxes, class_="sheets"), note, class_="case"))
    return tag("div", *parts, class_="cases")


def _sheet(sector: Sector, account: TAccount | None) -> Html:
    """One T: what changes on the left and on the right."""
    head = tag("p", both(sector.label), class_="sector")
    if account is None:
        return tag("div", head, tag("p", words("html.accounts.unchanged"), class_="unchanged"), class_="t")
    sides = [
        tag("div", tag("p", words(f"accounts.{key}"), class_="side"), _lines(lines))
        for key, lines in (("assets", account.assets), ("liabilities", account.liabilities))
    ]
    return tag("div", head, tag("div", *sides, class_="sides"), class_="t")


def _lines(lines: tuple[AccountLine, ...]) -> Html:
    rows = [
        tag(
            "li",
            tag("span", both(line.instrument.label)),
            " ",
            tag("b", both(amount_of(line.change_bn, "bn", "effect")), class_="up" if line.change_bn > 0 else "down"),
        )
        for line in lines
    ]
    return tag("ul", *rows) if rows else Html("")
