"""What a run without an economy assumed, as word keys with their numbers."""

from typing import Any

from qelab.core.units import convert
from qelab.lab.notes import rebalancing_note
from qelab.lab.settings import SellerMix
from qelab.lab.without_economy.inputs import Record

Note = tuple[str, dict[str, Any]]


def notes(past: Record, sellers: SellerMix) -> tuple[Note, ...]:
    """The assumption list, most important first."""
    percent = {
        "non_banks": f"{convert(sellers.non_banks, 'decimal', 'percent'):g}",
        "rest_of_world": f"{convert(sellers.rest_of_world, 'decimal', 'percent'):g}",
        "banks": f"{convert(sellers.banks, 'decimal', 'percent'):g}",
    }
    found: list[Note] = [
        ("note.no_economy", {}),
        ("note.record_rates", {"end": str(min(past.last_data, past.dates[-1]))}),
        ("note.indemnified", {}),
        ("note.bought_at_par", {}),
        ("note.even_ladder", {}),
        ("note.sellers", percent),
        rebalancing_note(sellers),
        ("note.money_operations", {}),
    ]
    if past.dates[-1] > past.last_data:
        found.insert(2, ("note.rates_go_on", {"end": str(past.last_data)}))
    return tuple(found)
