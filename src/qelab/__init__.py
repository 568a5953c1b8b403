"""qelab: an open laboratory for quantitative easing and tightening.

The public names are loaded on first use, so that ``import qelab`` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from qelab.core.errors import QelabError
    from qelab.lab.lab import Lab
    from qelab.lab.result import Result
    from qelab.policy.catalogue import rate_cut, scenario
    from qelab.policy.scenario import Scenario
    from qelab.report.html.save import save_report

_DOORS = {
    "Lab": "qelab.lab.lab",
    "QelabError": "qelab.core.errors",
    "Result": "qelab.lab.result",
    "Scenario": "qelab.policy.scenario",
    "rate_cut": "qelab.policy.catalogue",
    "save_report": "qelab.report.html.save",
    "scenario": "qelab.policy.catalogue",
}

__all__ = ["Lab", "QelabError", "Result", "Scenario", "__version__", "rate_cut", "save_report", "scenario"]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'qelab' has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)
