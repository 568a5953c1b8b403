"""Shares: the parts of the effect on their price, and the price over what firms earn."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.data import history
from qelab.data.valuations import opening_valuations
from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.priced import index_parts
from qelab.lab.pipeline import Run
from qelab.markets import equities
from qelab.markets.earnings import (
    CAPE_QUARTERS,
    TRAILING_QUARTERS,
    earnings_mean,
    price_over_earnings,
    ratio_parts,
)  # fmt: skip

Array = NDArray[np.float64]
PRICE = "equity_price_index"
RATIOS: Mapping[str, int] = {"price_earnings_ratio": TRAILING_QUARTERS, "cape_ratio": CAPE_QUARTERS}


def shares(run: Run, levels: Levels) -> Found:
    """Parts of the effect on share prices, and both ratios where the opening has a published level."""
    model, opening = run.stage.model, run.stage.opening
    causes = index_parts(run, equities.VARIABLE, equities.forms, equities.discount(model))
    parts = {f"{PRICE}.{name}": values for name, values in causes.items()}
    price = convert(levels[PRICE], "percent", "decimal")
    series: dict[str, Array] = {}
    for name, quarters in RATIOS.items():
        known = opening_valuations(opening.id).get(name)
        if known is None:
            continue
        earned = mean_earnings(run, levels["output_gap"], quarters)
        series[name] = price_over_earnings(price, earned, known.value)
        parts |= {f"{name}.{cause}": values for cause, values in ratio_parts(price, earned, known.value).items()}
    return Found(series=series, parts=parts)


def mean_earnings(run: Run, gap: Array, quarters: int) -> Array:
    """Mean earnings over the latest quarters in both worlds, over trend, (2, quarters of the run).

    Before the opening the output gap is that of the data, the same in both worlds; on trend where there are none.
    """
    settings = run.stage.settings
    growth = settings.nominal_trend - settings.inflation_target
    past = np.broadcast_to(_gap_before(run, quarters - 1), (*gap.shape[:-1], quarters - 1))
    whole = np.concatenate([past, gap], axis=-1)
    return earnings_mean(whole, quarters, growth, settings.markets.earnings.cyclical_elasticity)


def _gap_before(run: Run, quarters: int) -> Array:
    """Output gap of the data in the quarters before the opening, percent, (quarters,)."""
    data = history(run.stage.scenario.economy)
    values, last = data.columns["output_gap"], run.stage.opening.month.quarter - data.quarters[0]
    places = range(last - quarters, last)
    known = [values[place] if 0 <= place < len(values) else np.nan for place in places]
    return np.nan_to_num(np.array(known))
