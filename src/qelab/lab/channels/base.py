"""What a channel finds: public series of both worlds, panels with members, and the parts of effects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qelab.lab.pipeline import Run

Array = NDArray[np.float64]
Levels = Mapping[str, Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Answers of one channel, or of all of them joined.

    ``series`` (2, quarters) by public name: counterfactual and policy, the opening quarter first. ``panels``
    (2, members, quarters), members in the order of ``core/members.csv``. ``parts`` (quarters,) of an effect by
    ``series.part`` or ``series:member.part``, in the unit of the effect; those of one series sum to its effect to 1e-10.
    """

    series: Mapping[str, Array] = field(default_factory=dict)
    panels: Mapping[str, Array] = field(default_factory=dict)
    parts: Mapping[str, Array] = field(default_factory=dict)

    def __or__(self, other: "Found") -> "Found":
        return Found(
            series={**self.series, **other.series},
            panels={**self.panels, **other.panels},
            parts={**self.parts, **other.parts},
        )


# A run, and the public series and panels that are known so far.
Channel = Callable[[Run, Levels], Found]
