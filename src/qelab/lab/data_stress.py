"""Stress that the data show: the index of published implied volatility, quarter by quarter."""

import numpy as np
from numpy.typing import NDArray

from qelab.data.facts import facts
from qelab.lab.stage import Stage

Array = NDArray[np.float64]
VOLATILITY = "implied_volatility"


def published_volatility(stage: Stage) -> Array:
    """Implied volatility from the opening on, (1 + dates,) per cent a year; NaN where none is known or where data end."""
    known = {date: one.value for (name, date), one in facts().items() if name == VOLATILITY}
    quarters = (stage.dates[0] + -1, *stage.dates)
    inside = [stage.historical and quarter <= stage.settings.data_end for quarter in quarters]
    values = [known.get(str(quarter), np.nan) if here else np.nan for quarter, here in zip(quarters, inside, strict=True)]
    return np.array(values)


def data_stress(stage: Stage) -> Array:
    """The index at each date, (dates,), 0 in calm and where nothing is published."""
    return stage.settings.markets.stress.index(published_volatility(stage))[1:]
