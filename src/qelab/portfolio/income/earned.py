"""What securities held have earned: the meeting point of the projections and the central bank's income.

``recorder`` fills it from the ladders of the laboratory's projection, ``portfolio/desk`` from single securities;
``statement`` reads it and asks no more of a portfolio than stands here.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What the securities held did in each month, all (P, months), bn.

    Month 0 is the first after the opening; flows accrue within the month, stocks stand at its end.

    ``treasury_interest``, ``mbs_interest``, ``agency_interest``: coupons, and the discount of bills, as they accrue,
    before amortisation. ``amortisation``: premiums less discounts written down, positive lowers income;
    ``mbs_amortisation`` the part of it that belongs to MBS.
    ``inflation_compensation``: accretion of the principal of TIPS; positive is income. ``realised_gains``: outright
    sales, proceeds less book. ``premium_traded``: what is paid above par for purchases, less the premium and the
    inflation compensation in the book of outright sales; trades cost their par + premium_traded - realised_gains.
    ``compensation_repaid``: inflation compensation paid out with what matures. Together

        book_value grows by par traded - par matured + premium_traded - compensation_repaid
                            - amortisation + inflation_compensation

    ``treasury_par`` (with the inflation compensation accrued since the opening),
    ``mbs_par``, ``agency_par``: face. ``book_value``: amortised cost of all securities, par and unamortised premium.
    ``market_value``: clean, at the month's own curve. ``duration_years``: effective, weighted by value; 0 where
    nothing is held.

    Raises
    ------
    ValueError : arrays of different shapes
    """

    treasury_interest: Array
    mbs_interest: Array
    agency_interest: Array
    amortisation: Array
    mbs_amortisation: Array
    inflation_compensation: Array
    realised_gains: Array
    premium_traded: Array
    compensation_repaid: Array
    treasury_par: Array
    mbs_par: Array
    agency_par: Array
    book_value: Array
    market_value: Array
    duration_years: Array

    def __post_init__(self) -> None:
        shapes = {getattr(self, field.name).shape for field in fields(self)}
        if len(shapes) > 1 or len(self.book_value.shape) != 2:
            raise ValueError(f"Earned: arrays of shapes {shapes}")

    @property
    def interest_income(self) -> Array:
        """Interest net of amortisation, with the compensation for inflation, (P, months), bn: as central banks report it."""
        interest = self.treasury_interest + self.mbs_interest + self.agency_interest
        return interest - self.amortisation + self.inflation_compensation

    @property
    def unrealised_gain(self) -> Array:
        """Market value less amortised cost, (P, months), bn; not booked, and negative after a rise in yields."""
        return self.market_value - self.book_value
