"""The balance-sheet and the transactions-flow matrix of a scenario as tables and as data.

Answers: who holds and owes what when the scenario opens, and how do the events of the walk move money between the
sectors? Sectors stand in columns; a table that is wider than the terminal goes on below.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.core.words import word
from qelab.data import opening
from qelab.data.sector_sheets import opening_transaction, sector_sheet
from qelab.ledger.instruments import Instrument
from qelab.ledger.journal import Journal
from qelab.ledger.matrices import NET_WORTH, Block, Matrix, balance_sheet_matrix, transactions_flow_matrix
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.transaction import Transaction
from qelab.ledger.walk import event, walk
from qelab.policy.scenario import Scenario
from qelab.report.text import Table, display_width, draw, wrap

BALANCE, FLOWS = "balance", "flows"
MATRICES = (BALANCE, FLOWS)
_ENOUGH = 100.0  # times the amount of the walk
_NOTHING_BN = 0.05  # printed as nothing: half of the last digit


def matrix_of(scenario: Scenario, kind: str, amount_bn: float, event_name: str | None = None) -> Matrix:
    """The balance sheets of the opening, or the flows of the walk (or of one event of it).

    Raises
    ------
    QelabError QE101 : no such matrix or event
    """
    if kind not in MATRICES:
        raise QelabError("QE101", noun="matrix", name=kind, allowed=MATRICES)
    if kind == BALANCE:
        state = opening(scenario.opening)
        return balance_sheet_matrix(Journal(state.month, opening_transaction(state)))
    events = walk(amount_bn) if event_name is None else (event(event_name, amount_bn),)
    journal = Journal(0, _plenty(_ENOUGH * amount_bn))
    journal.post(1, *(item for found in events for item in found.transactions))
    return transactions_flow_matrix(journal, 0)


def _plenty(each_bn: float) -> Transaction:
    """A sheet on which no event of the walk overdraws an account; flows do not depend on it."""
    names = (
        "treasuries_bn", "agency_mbs_bn", "agency_debt_bn", "credit_bn", "reserves_bn", "currency_bn",
        "treasury_account_bn", "reverse_repo_bn", "bank_deposits_bn",
    )  # fmt: skip
    return opening_from_totals(**dict.fromkeys(names, each_bn))


def matrix_document(
    scenario: Scenario, kind: str, lang: str, amount_bn: float, event_name: str | None
) -> dict[str, Any]:
    """The matrix as plain data, in full numbers."""
    matrix = matrix_of(scenario, kind, amount_bn, event_name)
    rows = zip(matrix.rows, matrix.values, matrix.row_totals, strict=True)
    return {
        "kind": kind,
        "month": str(opening(scenario.opening).month),
        "columns": [{"sector": sector.value, "label": sector.label(lang)} for sector in matrix.columns],
        "rows": [
            {
                "block": block.value,
                "name": name,
                "label": _label(block, name, lang),
                "values_bn": [float(value) for value in values],
                "total_bn": float(total),
            }
            for (block, name), values, total in rows
        ],
        "residuals": [
            {"holder": str(key[0]), "instrument": str(key[1])}
            for key in (_residuals(scenario) if kind == BALANCE else ())
        ],
    }


def matrix_lines(
    scenario: Scenario, kind: str, lang: str, width: int, amount_bn: float, event_name: str | None
) -> list[str]:
    """The matrix as text with its notes."""
    matrix = matrix_of(scenario, kind, amount_bn, event_name)
    month = str(opening(scenario.opening).month)
    lines = [f"# {scenario.label.in_language(lang)}", ""]
    currency = word(f"currency.plural.{scenario.currency}", lang)
    title = word(f"matrix.{kind}.title", lang, month=month, currency=currency)
    lines += _tables(matrix, kind, title, lang, width)
    lines += ["", *wrap(word(f"matrix.{kind}.note", lang), width)]
    if kind == BALANCE:
        lines += ["", *wrap(_about(scenario, lang), width)]
    return [*lines, "", *wrap(word("disclaimer", lang), width)]


def _about(scenario: Scenario, lang: str) -> str:
    """Where the numbers of the balance sheets come from."""
    residuals = _residuals(scenario)
    if not residuals:
        return word("matrix.balance.constructed", lang)
    named = [
        word("matrix.residual", lang, instrument=Instrument(key[1]).label(lang), sector=key[0].label(lang))
        for key in residuals
    ]
    separator = "、" if lang != "en" else ", "
    return word("matrix.balance.recalled", lang, residuals=separator.join(named))


def _residuals(scenario: Scenario) -> Sequence[Any]:
    found = sector_sheet(scenario.opening)
    return found.residuals if found else ()


def _tables(matrix: Matrix, kind: str, title: str, lang: str, width: int) -> list[str]:
    """Columns in as few parts as the width allows, evenly; sectors that take no part are left out."""
    decimals = 0 if kind == BALANCE else 1
    labels = [_label(block, name, lang) for block, name in matrix.rows]
    columns = [
        (
            word(f"sector.short.{sector.value}", lang).replace("|", "\n"),
            [_cell(value, decimals) for value in values],
        )
        for sector, values in zip(matrix.columns, matrix.values.T, strict=True)
        if np.abs(values).max(initial=0.0) >= _NOTHING_BN
    ]
    columns.append((word("matrix.total", lang), [_cell(value, decimals) for value in matrix.row_totals]))
    for count in range(1, len(columns) + 1):
        parts = [
            _drawn(labels, [columns[at] for at in part])
            for part in np.array_split(range(len(columns)), count)
        ]
        if all(display_width(line) <= width for part in parts for line in part):
            break
    lines = [f"# {title}", *parts[0]]
    for part in parts[1:]:
        lines += ["", f"# {word('matrix.rest', lang)}", *part]
    return lines


def _drawn(labels: Sequence[str], columns: Sequence[tuple[str, list[str]]]) -> list[str]:
    rows = tuple(
        (label, *cells) for label, *cells in zip(labels, *(cells for _, cells in columns), strict=True)
    )
    return draw(Table(title="", header=("", *(head for head, _ in columns)), rows=rows))


def _cell(value: float, decimals: int) -> str:
    return f"{value:+,.{decimals}f}" if abs(value) >= _NOTHING_BN else "."


def _label(block: Block, name: str, lang: str) -> str:
    if block is Block.CURRENT:
        return word(f"posting.{name}", lang)
    return word("matrix.net_worth", lang) if name == NET_WORTH else Instrument(name).label(lang)
