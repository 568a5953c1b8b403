"""Step 2, the purchase and the reserves: who pays whom, and what then stands on which balance sheet."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.errors import QelabError
from qelab.core.time import Quarter
from qelab.ledger.accounts import AccountLine, TAccount, purchase_accounts
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.policy.parts import Asset
from qelab.policy.scenario import Scenario
from qelab.report.accounts import INSTRUMENTS, purchase_title, traded_amounts
from qelab.report.html.amounts import amount_of, unit_of
from qelab.report.html.charts import with_and_without
from qelab.report.html.figure import figures
from qelab.report.html.markup import Html, both, joined, said, tag, words
from qelab.report.html.table import Cell, grid

if TYPE_CHECKING:
    from qelab.lab.result import Result

_SHEETS = (Sector.CENTRAL_BANK, Sector.BANKS, Sector.NON_BANKS, Sector.TREASURY)
_CHARTS = ("reserves_bn", "bank_deposits_bn", "ten_year_equivalents_pct_gdp")
_NOTHING_BN = 0.05  # smaller positions are rounding


def purchase(result: "Result") -> Html:
    """T-accounts, holdings, reserves and deposits, the central bank's balance sheet."""
    charts = [_holdings(result), *(with_and_without(result, name) for name in _CHARTS if name in result.names)]
    return joined([_accounts(result.scenario), figures(charts), _balance_sheet(result)])


def _holdings(result: "Result"):
    labels = {"soma_treasuries_bn": "asset.treasury", "soma_mbs_bn": "asset.agency_mbs"}
    others = {name: said(key) for name, key in labels.items() if name in result.names}
    return with_and_without(result, next(iter(others)), others=others, title=said("panel.holdings"))


def _accounts(scenario: Scenario) -> Html:
    """The whole size in one transaction, by who sells."""
    try:
        amounts = traded_amounts(scenario)
    except QelabError:
        return tag("p", words("html.accounts.none"))
    first, *others = [_of_asset(scenario, asset, amount) for asset, amount in amounts]
    parts = [tag("p", words("html.accounts.unit", unit=unit_of("bn")), class_="note")]
    if len(scenario.announcements) > 1:
        parts.append(tag("p", words("html.accounts.last", date=str(scenario.main_date)), class_="note"))
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


def _balance_sheet(result: "Result") -> Html:
    """The central bank's sheet at the opening, and where the programme moved reserves most."""
    last = result.quarters[int(np.abs(result.values("reserves_bn")).argmax())]
    first = result.quarters[0]
    opening = _positions(result, first, "policy")
    without, with_it = (_positions(result, last, world) for world in ("counterfactual", "policy"))
    rows: list[list[Cell]] = []
    known = dict.fromkeys([*opening, *without, *with_it])
    for key in sorted(known, key=lambda key: (key[0], list(Instrument).index(key[1]))):
        side, instrument = key
        levels = [found.get(key, 0.0) for found in (opening, without, with_it)]
        if max(map(abs, levels)) < _NOTHING_BN:
            continue
        name = said("html.balance.row", side=said(f"accounts.{side}"), instrument=instrument.label)
        cells = [amount_of(level, "bn") for level in levels]
        rows.append([name, *cells, amount_of(levels[2] - levels[1], "bn", "effect")])
    if not rows:
        return Html("")
    header: list[Cell] = [
        said("html.balance.position"),
        said("html.balance.at", quarter=str(first)),
        said("html.balance.without", quarter=str(last)),
        said("html.balance.with", quarter=str(last)),
        said("column.effect"),
    ]
    title = tag("h3", words("html.balance.title"))
    note = tag("p", words("html.unit", unit=unit_of("bn")), class_="note")
    return joined([title, note, grid(header, rows, align="lrrrr")])


def _positions(result: "Result", quarter: Quarter, world: str) -> dict[tuple[str, Instrument], float]:
    sheet = result.ledger.balance_sheet(Sector.CENTRAL_BANK, at=str(quarter), world=world)
    found = {("assets", name): value for name, value in sheet.assets.items()}
    return found | {("liabilities", name): value for name, value in sheet.liabilities.items()}
