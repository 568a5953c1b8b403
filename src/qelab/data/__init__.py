"""Real series, published facts and opening states, each number with its source. Works offline.

Loaded on first use: importing the package reads nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qelab.data.quarterly import History, history
    from qelab.data.states import Opening, opening, openings

_DOORS = {
    "History": "qelab.data.quarterly",
    "history": "qelab.data.quarterly",
    "Opening": "qelab.data.states",
    "opening": "qelab.data.states",
    "openings": "qelab.data.states",
}

__all__ = ["History", "Opening", "history", "opening", "openings"]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'qelab.data' has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)
