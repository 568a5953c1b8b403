"""History replayed: the shocks that reproduce it, and the same shocks without the programmes.

Loaded on first use: importing the package computes nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qelab.lab.replay.definition import REPLAYS
    from qelab.lab.replay.outcome import Replay
    from qelab.lab.replay.run import replay

_DOORS = {"REPLAYS": "definition", "Replay": "outcome", "replay": "run"}

__all__ = ["REPLAYS", "Replay", "replay"]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'qelab.lab.replay' has no attribute {name!r}")
    return getattr(import_module(f"qelab.lab.replay.{_DOORS[name]}"), name)
