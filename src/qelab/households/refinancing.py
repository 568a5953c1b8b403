"""What each group pays on its mortgages: an outstanding rate moves only as loans are repaid and written anew.

Answers: how much of a lower mortgage rate reaches those who owe, when, and whom? The balances of each group lie in
vintages by the quarter in which they were written. Each quarter a part is repaid by schedule, by those who move (fewer
when their rate is below the market's: lock-in) and by those who refinance, at the speeds of the portfolio's prepayment
curve; what is repaid is borrowed again at the quarter's rate, so that a group's balance is the same in both worlds.

Limits: thirty-year fixed rates only; no cashing out, no default; the same loan sizes and ages in all groups. The curve
was calibrated on pools that agencies guarantee.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER, QUARTERS_PER_YEAR
from qelab.portfolio.mortgages import STANDARD, conditional_prepayment_rate, next_burnout, scheduled_share

Array = NDArray[np.float64]
TERM_MONTHS = 360.0
HISTORY_QUARTERS = 60  # vintages older than fifteen years are a few per cent of what is owed
_MOVERS = replace(STANDARD, refinancing=0.0)
_MOST = 0.999  # of a balance a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintages:
    """What is owed, by vintage.

    ``balance`` (worlds, groups, vintages) in shares of a group's mortgages; ``rate`` percent and ``burnout`` of those
    who can refinance (worlds, vintages); ``age_months`` (vintages,).
    """

    balance: Array
    rate: Array
    burnout: Array
    age_months: Array

    @property
    def average_rate(self) -> Array:
        """Mean rate that each group pays, (worlds, groups) percent per annum."""
        return (self.balance * self.rate[:, None, :]).sum(axis=-1)


def seasoned(rates: Array, last_quarter_of_year: int, hazard: Array) -> Vintages:
    """The vintages that a history of mortgage rates leaves behind, in one world.

    Everything is written at the first rate and then lives through the others.

    Parameters
    ----------
    rates : (quarters,) percent per annum, the opening's last
    last_quarter_of_year : 1 to 4, of the opening
    hazard : (groups,) multiple of the refinancing part of the curve
    """
    groups = len(hazard)
    found = Vintages(
        balance=np.ones((1, groups, 1)),
        rate=np.full((1, 1), rates[0]),
        burnout=np.ones((1, 1)),
        age_months=np.full(1, STANDARD.seasoning_months),
    )
    for step, rate in enumerate(rates[1:], start=1):
        quarter = (last_quarter_of_year - len(rates) + step) % QUARTERS_PER_YEAR + 1
        found = next_quarter(found, np.full(1, rate), quarter, hazard)
    return found


def average_rates(start: Vintages, rates: Array, opening_quarter_of_year: int, hazard: Array) -> Array:
    """Mean rate that each group pays in each world, (worlds, groups, quarters) percent per annum, the opening first.

    Parameters
    ----------
    start : vintages at the opening, of one world
    rates : (worlds, quarters) percent per annum, the opening's first
    opening_quarter_of_year : 1 to 4
    hazard : (groups,)
    """
    worlds = len(rates)
    found = replace(
        start,
        balance=np.repeat(start.balance, worlds, axis=0),
        rate=np.repeat(start.rate, worlds, axis=0),
        burnout=np.repeat(start.burnout, worlds, axis=0),
    )
    paid = [found.average_rate]
    for step in range(1, rates.shape[1]):
        quarter = (opening_quarter_of_year - 1 + step) % QUARTERS_PER_YEAR + 1
        found = next_quarter(found, rates[:, step], quarter, hazard)
        paid.append(found.average_rate)
    return np.stack(paid, axis=-1)


def next_quarter(now: Vintages, rate: Array, quarter_of_year: int, hazard: Array) -> Vintages:
    """Repay and borrow again: a quarter later, with one vintage more.

    Parameters
    ----------
    rate : (worlds,) of new mortgages, percent per annum
    quarter_of_year : 1 to 4, for the season
    """
    incentive = now.rate - rate[:, None]
    month = MONTHS_PER_QUARTER * quarter_of_year - 1
    movers = conditional_prepayment_rate(incentive, now.age_months, now.burnout, month, _MOVERS)
    everyone = conditional_prepayment_rate(incentive, now.age_months, now.burnout, month)
    speed = movers[:, None, :] + hazard[None, :, None] * (everyone - movers)[:, None, :]
    stay = (1.0 - np.minimum(speed, _MOST)) ** (1.0 / QUARTERS_PER_YEAR)
    scheduled = (1.0 - scheduled_share(now.rate, TERM_MONTHS - now.age_months)) ** MONTHS_PER_QUARTER
    kept = now.balance * stay * scheduled[:, None, :]
    burnout = now.burnout
    for _ in range(MONTHS_PER_QUARTER):
        burnout = next_burnout(burnout, incentive)
    new = now.balance.sum(axis=-1, keepdims=True) - kept.sum(axis=-1, keepdims=True)
    return Vintages(
        balance=np.concatenate([kept, new], axis=-1),
        rate=np.concatenate([now.rate, rate[:, None]], axis=-1),
        burnout=np.concatenate([burnout, np.ones((len(rate), 1))], axis=-1),
        age_months=np.append(now.age_months + MONTHS_PER_QUARTER, 0.0),
    )
