"""How the values of claims differ between two worlds, in constant purchasing power.

Answers: with the programme, how much more or less is each kind of claim worth? All are relative changes, policy over
counterfactual less 1, at the end of the same quarter, by quarter, zero at the opening.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import QUARTERS_PER_YEAR, convert

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueEffects:
    """Relative changes (quarters,), decimals: of real equity and house prices, of bonds, and of money of fixed amount.

    ``bonds`` includes the loss of purchasing power that ``money`` is.
    """

    equities: Array
    houses: Array
    bonds: Array
    money: Array


def value_effects(
    equity_price: Array,
    house_price: Array,
    yields: Mapping[float, Array],
    inflation_4q: Array,
    duration_years: float,
) -> ValueEffects:
    """Value effects from both worlds.

    A bond of duration D is worth exp(-D dy) of its nominal value, dy at the maturity D, between the given ones in a
    straight line; money is worth 1 / (1 + price level effect).

    Parameters
    ----------
    equity_price, house_price : (2, quarters) real indices, counterfactual first
    yields : by maturity in years, (2, quarters) percent per annum
    inflation_4q : (2, quarters) percent per annum over four quarters

    Limits: parallel move at one maturity, no convexity beyond the exponential.
    """
    prices = price_level_effect(inflation_4q)
    money = np.expm1(-prices)
    change = convert(yield_effect(yields, duration_years), "percentage points", "decimal")
    return ValueEffects(
        equities=relative(equity_price),
        houses=relative(house_price),
        bonds=np.expm1(-duration_years * change - prices),
        money=money,
    )


def relative(worlds: Array) -> Array:
    """Policy over counterfactual less 1, (quarters,)."""
    return worlds[1] / worlds[0] - 1.0


def yield_effect(yields: Mapping[float, Array], years: float) -> Array:
    """Effect on the yield of a maturity, (quarters,) percentage points, in a straight line between those given."""
    tenors = np.array(sorted(yields))
    effects = np.stack([yields[tenor][1] - yields[tenor][0] for tenor in tenors.tolist()])
    above = int(np.clip(np.searchsorted(tenors, years), 1, len(tenors) - 1))
    way = float(np.clip((years - tenors[above - 1]) / (tenors[above] - tenors[above - 1]), 0.0, 1.0))
    return (1.0 - way) * effects[above - 1] + way * effects[above]


def price_level_effect(inflation_4q: Array) -> Array:
    """Effect on the log of the price level, (quarters,) decimals, from inflation over four quarters (2, quarters).

    p(t) = p(t - 4) + d inflation(t); prices of the opening quarter and before are the same in both worlds.
    """
    change = convert(inflation_4q[1] - inflation_4q[0], "percentage points", "decimal")
    level = np.zeros_like(change)
    for quarter in range(1, len(change)):
        before = level[quarter - QUARTERS_PER_YEAR] if quarter > QUARTERS_PER_YEAR else 0.0
        level[quarter] = before + change[quarter]
    return level
