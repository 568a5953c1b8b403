"""The channels in the order in which they are asked: each sees what those before it found."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.members import members
from qelab.core.vocabulary import series as vocabulary_series
from qelab.lab.channels.base import Channel, Found
from qelab.lab.channels.consumption import spending
from qelab.lab.channels.corporate import corporate_bonds
from qelab.lab.channels.dollar import exchange_rate
from qelab.lab.channels.equities import shares
from qelab.lab.channels.households import households
from qelab.lab.channels.houses import houses
from qelab.lab.channels.lending import bank_lending
from qelab.lab.channels.money_market import money_market
from qelab.lab.channels.stress import stress
from qelab.lab.channels.world import emerging_economies
from qelab.lab.pipeline import Run

Array = NDArray[np.float64]

CHANNELS: tuple[Channel, ...] = (
    money_market, shares, houses, bank_lending, stress, exchange_rate, spending, corporate_bonds, households, emerging_economies,
)  # fmt: skip
AGREEMENT = 1e-10


def found_by_channels(run: Run, levels: Mapping[str, tuple[Array, Array]]) -> Found:
    """Everything that follows from a run's yields and economy.

    Parameters
    ----------
    levels : (quarters,) of counterfactual and policy by public series, the opening first
    """
    known: dict[str, Array] = {name: np.stack(pair) for name, pair in levels.items()}
    found = Found()
    for channel in CHANNELS:
        one = channel(run, known)
        _check(one)
        found |= one
        known |= {**one.series, **one.panels}
    return found


def _check(found: Found) -> None:
    """Every series has its row in the vocabulary, every panel a value for each member."""
    for name, values in found.series.items():
        if vocabulary_series(name).dimension or values.ndim != 2:
            raise ValueError(f"{name}: a series is (2, quarters), without members")
    for name, values in found.panels.items():
        dimension = vocabulary_series(name).dimension
        if values.ndim != 3 or values.shape[1] != len(members(dimension)):
            raise ValueError(f"{name}: a panel is (2, members of {dimension!r}, quarters)")
