"""The central bank's balance sheet as a table: at the opening, and where the programme moved reserves most."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.time import Quarter
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.report.html.amounts import amount_of, unit_of
from qelab.report.html.markup import Html, Say, joined, said, tag, words
from qelab.report.html.table import Cell, grid

if TYPE_CHECKING:
    from qelab.lab.result import Result

_OVERNIGHT = "overnight_reverse_repo_bn"
_SIDES = ("assets", "liabilities")
_NOTHING_BN = 0.05  # smaller positions are rounding
Position = tuple[str, Instrument, bool]  # side, instrument, whether foreign accounts hold it


def balance_sheet(result: "Result") -> Html:
    """What the bank owns and owes, without the programme and with it; the rows add up to net worth."""
    last = result.quarters[int(np.abs(result.values("reserves_bn")).argmax())]
    first = result.quarters[0]
    sheets = [
        _positions(result, quarter, world)
        for quarter, world in ((first, "policy"), (last, "counterfactual"), (last, "policy"))
    ]
    order = list(Instrument)
    found = sorted(set().union(*sheets), key=lambda row: (row[0], order.index(row[1]), row[2]))
    shown = [row for row in found if max(abs(sheet.get(row, 0.0)) for sheet in sheets) >= _NOTHING_BN]
    if not shown:
        return Html("")
    rows: list[list[Cell]] = []
    for side in _SIDES:
        rows.append([said(f"accounts.{side}")])
        rows += [
            _row(_name(row), [sheet.get(row, 0.0) for sheet in sheets]) for row in shown if row[0] == side
        ]
    rows.append(_row(said("html.balance.net_worth"), [_net_worth(sheet) for sheet in sheets]))
    header: list[Cell] = [
        said("html.balance.position"),
        said("html.balance.at", quarter=str(first)),
        said("html.balance.without", quarter=str(last)),
        said("html.balance.with", quarter=str(last)),
        said("column.effect"),
    ]
    return joined(
        [
            tag("h3", words("html.balance.title")),
            tag("p", words("html.unit", unit=unit_of("bn")), class_="note"),
            grid(header, rows, align="lrrrr"),
            tag("p", words("html.balance.note"), class_="note"),
        ]
    )


def _positions(result: "Result", quarter: Quarter, world: str) -> dict[Position, float]:
    """Amounts in bn. Of reverse repo what the facility's series leaves out stands apart: it is with foreign accounts."""
    sheet = result.ledger.balance_sheet(Sector.CENTRAL_BANK, at=str(quarter), world=world)
    found: dict[Position, float] = {("assets", name, False): value for name, value in sheet.assets.items()}
    found |= {("liabilities", name, False): value for name, value in sheet.liabilities.items()}
    owed = sheet.liabilities.get(Instrument.REVERSE_REPO)
    if owed is not None and _OVERNIGHT in result.names:
        overnight = float(result.values(_OVERNIGHT, world)[quarter - result.quarters[0]])
        found["liabilities", Instrument.REVERSE_REPO, False] = overnight
        found["liabilities", Instrument.REVERSE_REPO, True] = owed - overnight
    return found


def _net_worth(sheet: dict[Position, float]) -> float:
    return sum(value if side == "assets" else -value for (side, _, _), value in sheet.items())


def _name(row: Position) -> Say:
    _, instrument, foreign = row
    return said("html.balance.foreign") if foreign else instrument.label


def _row(name: Say, levels: list[float]) -> list[Cell]:
    """At the opening, without, with, and the difference of the last two."""
    cells = [amount_of(level, "bn") for level in levels]
    return [name, *cells, amount_of(levels[2] - levels[1], "bn", "effect")]
