"""Emerging and newly industrialised economies in the summer of 2013: what their currencies did, and what stood behind them.

Answers: by how much did each currency move against the dollar while the end of the Federal Reserve's purchases came into
sight, what were the economy's current account and reserves just before, and what have real house prices done in the years of
the purchases? The list: every currency with a reference rate of the European Central Bank in 2013 that was tied neither to
the euro nor to the dollar and belongs to such an economy, and Taiwan's. ``reference/emerging_markets_2013.csv`` holds these
figures alone; it is no copy of the series.

Limits: current accounts and reserves are typed from memory of the publications named, rounded; Taiwan's move is one of
monthly averages, May to August, the others' of days, 21 May to 5 September.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table

FILE = Path(__file__).parent / "reference" / "emerging_markets_2013.csv"
_COLUMNS = ("economy", "item", "date", "value", "unit", "source", "status")
ITEMS = ("currency_move", "current_account", "reserves")
HOUSES = "real_house_prices"  # not published for all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of one economy, per cent."""

    economy: str
    value: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergingMarket:
    """One economy: ``currency_move`` per cent against the dollar, appreciation positive, in the summer of 2013;
    ``current_account`` and ``reserves`` per cent of GDP in 2012; ``sources`` in the order of ``ITEMS``."""

    id: str
    currency_move: float
    current_account: float
    reserves: float
    sources: tuple[Source, ...]


@cache
def emerging_markets() -> tuple[EmergingMarket, ...]:
    """All economies in the order of the table.

    Raises
    ------
    ValueError : an economy without each of the items, once and in order (a defect of the package)
    """
    rows = read_table(FILE, _COLUMNS)
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["economy"], []).append(row)
    for name, own in found.items():
        if tuple(row["item"] for row in own) not in (ITEMS, (*ITEMS, HOUSES)):
            raise ValueError(f"{FILE.name}: {name} needs {', '.join(ITEMS)}, in this order")
    return tuple(
        EmergingMarket(
            id=name,
            **{row["item"]: float(row["value"]) for row in own if row["item"] in ITEMS},
            sources=tuple(_source(row) for row in own if row["item"] in ITEMS),
        )
        for name, own in found.items()
    )


@cache
def real_house_prices() -> tuple[Figure, ...]:
    """Change of real house prices from the last quarter of 2008 to that of 2014, where it is published."""
    return tuple(
        Figure(economy=row["economy"], value=float(row["value"]), source=_source(row))
        for row in read_table(FILE, _COLUMNS)
        if row["item"] == HOUSES
    )


def _source(row: dict[str, str]) -> Source:
    return Source(text=row["source"], status=Status(row["status"]))
