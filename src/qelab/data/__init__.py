"""Real series, published facts and opening states, each number with its source. Works offline.

Loaded on first use: importing the package reads nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qelab.data.history import History, history
    from qelab.data.opening import Opening, opening, openings

_DOORS = {
    "History": "qelab.data.history",
    "history": "qelab.data.history",
    "Opening": "qelab.data.opening",
    "opening": "qelab.data.opening",
    "openings": "qelab.data.opening",
}

__all__ = ["History", "Opening", "history", "opening", "openings"]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'qelab.data' has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)
