"""The portfolio in motion: ladders and cohorts for both worlds and all information dates at once.

Arrays begin with (world, information date): world 0 is the reference portfolio, world 1 the programme's.
Both are advanced by the same instructions, so a programme of size zero leaves them bit-identical.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR
from qelab.portfolio import mortgages
from qelab.portfolio.bonds import BondTable, ladder
from qelab.portfolio.holdings import Holdings, TreasuryLots
from qelab.portfolio.maturities import BILL_MONTHS, Weights

Array = NDArray[np.float64]
NEW_BILL_MONTHS = 3


@dataclass(slots=True, kw_only=True)
class State:
    """Holdings at the end of a month, every array (2, dates, ...).

    ``par``, ``coupon`` (par times percent): Treasury coupon securities by remaining month, (..., 361).
    ``tips`` (..., 361): the inflation-indexed part of ``par``, at the par of the opening or of the purchase: what
    inflation adds to it is income's affair. ``bills`` (..., 13) and ``agency`` (..., 361): par by remaining month.
    ``face``: MBS, (..., cohorts); ``wac``, ``remaining``, ``age``, ``burnout``: the same shape.
    """

    par: Array
    coupon: Array
    tips: Array
    bills: Array
    agency: Array
    face: Array
    wac: Array
    remaining: Array
    age: Array
    burnout: Array

    def age_one_month(self) -> tuple[Array, Array, Array]:
        """Move a month closer to maturity; returns matured coupon securities, bills and agency debt, bn."""
        matured = self.par[..., 1].copy(), self.bills[..., 1].copy(), self.agency[..., 1].copy()
        for ladder_ in (self.par, self.coupon, self.tips, self.bills, self.agency):
            age_ladder(ladder_)
        return matured

    def repay_mbs(self, mortgage_rate: Array, calendar_month: int) -> Array:
        """Scheduled principal and prepayment of a month, bn, (2, dates); cohorts age."""
        incentive = self.wac - mortgage_rate[..., None]
        speed = mortgages.conditional_prepayment_rate(incentive, self.age, self.burnout, calendar_month)
        scheduled = self.face * mortgages.scheduled_share(self.wac, self.remaining)
        principal = scheduled + (self.face - scheduled) * mortgages.monthly_mortality(speed)
        principal = np.where(self.remaining > 1.0, principal, self.face)
        self.face -= principal
        self.remaining[...] = np.maximum(self.remaining - 1.0, 1.0)
        self.age += 1.0
        self.burnout[...] = mortgages.next_burnout(self.burnout, incentive)
        return total(principal)

    def issue_bills(self, amount: Array) -> None:
        """Put maturing bills, or other principal, into new bills; amount (2, dates) bn."""
        self.bills[..., NEW_BILL_MONTHS] += amount

    def trade_treasuries(self, amount: Array, weights: Weights, table: BondTable) -> None:
        """Buy (or sell, negative) par-priced securities by remaining month; amount (2, dates) bn."""
        coupons = amount[..., None] * weights.coupons
        self.par += coupons
        self.coupon += coupons * table.par_coupon
        self.tips += amount[..., None] * weights.tips
        self.bills += amount[..., None] * weights.bills

    def shift_coupons(self, amount: Array, table: BondTable) -> None:
        """Add nominal securities at par by remaining month, (2, dates, 361) bn; less (negative) of all kinds held there."""
        self.tips *= share_left(self.par, np.maximum(-amount, 0.0))
        self.par += amount
        self.coupon += amount * table.par_coupon

    def sell_treasuries(self, amount: Array, weights: Weights, table: BondTable) -> Array:
        """Sell Treasuries at par; amount (2, dates) bn, not negative, at most what the buckets hold.

        A bucket's sale has its fixed shares; what a month does not hold is sold from the nearest months of the
        bucket, indexed securities in proportion. Returns the coupon securities sold by remaining month, (2, dates, 361).
        """
        sold = np.zeros_like(self.par)
        for _, cells, shares in weights.parts:
            wanted = amount[..., None] * shares
            held = np.maximum(self.par[..., cells] - sold[..., cells], 0.0)
            if np.any(wanted > held):
                longer, shorter = _sold_onwards(wanted, held), _sold_onwards(wanted[..., ::-1], held[..., ::-1])
                wanted = (longer + shorter[..., ::-1]) / 2
            sold[..., cells] += wanted
        self.tips *= share_left(self.par, sold)
        self.par -= sold
        self.coupon -= sold * table.par_coupon
        self.bills -= amount[..., None] * weights.bills
        return sold

    def buy_mbs(self, amount: Array, wac: Array, slot: int) -> None:
        """Buy new MBS into a cohort slot; amount (2, dates) bn, not negative, ``wac`` the borrowers' rate, percent."""
        old, new = self.face[..., slot], self.face[..., slot] + amount
        share = np.where(new > 0, amount / np.where(new > 0, new, 1.0), 0.0)
        for column, fresh in ((self.wac, wac), (self.remaining, 360.0), (self.age, 0.0), (self.burnout, 1.0)):
            column[..., slot] += share * (fresh - column[..., slot])
        self.face[..., slot] = old + amount

    def sell_mbs(self, amount: Array) -> None:
        """Sell MBS in proportion to what is held; amount (2, dates) bn, not negative."""
        _sell_pro_rata(self.face, amount)

    def buy_agency_debt(self, amount: Array) -> None:
        """Buy agency debt evenly over one to five years; amount (2, dates) bn, not negative."""
        cells = slice(MONTHS_PER_YEAR + 1, 5 * MONTHS_PER_YEAR + 1)
        self.agency[..., cells] += amount[..., None] / (4 * MONTHS_PER_YEAR)

    def sell_agency_debt(self, amount: Array) -> None:
        """Sell agency debt in proportion to what is held; amount (2, dates) bn, not negative."""
        _sell_pro_rata(self.agency, amount)

    def copy(self) -> "State":
        """An independent copy."""
        return State(**{name: getattr(self, name).copy() for name in self.__dataclass_fields__})

    def of(self, rows: slice) -> "State":
        """The same holdings at some information dates: a view, what changes there changes here."""
        return State(**{name: getattr(self, name)[:, rows] for name in self.__dataclass_fields__})

    def inherit(self, row: int) -> None:
        """An information date begins where the one before it ended: until then both saw the same."""
        for name in self.__dataclass_fields__:
            values = getattr(self, name)
            values[:, row] = values[:, row - 1]


def age_ladder(values: Array) -> None:
    """Move a ladder by remaining month, (..., months), one month on; what matures falls off."""
    values[..., :-1] = values[..., 1:]
    values[..., -1] = 0.0
    values[..., 0] = 0.0


def total(values: Array) -> Array:
    """Sum over the last axis, one after another: empty slots at its end change nothing, to the last bit."""
    return np.add.accumulate(values, axis=-1)[..., -1] if values.shape[-1] else np.zeros(values.shape[:-1])


def _sold_onwards(wanted: Array, held: Array) -> Array:
    """Sell what is wanted along the last axis; what is not held is sold from the next that is, or at last from those before.

    With cumulated sums W of the wanted and H of the held, S(k) = H(k) + min(0, min over j <= k of W(j) - H(j)) is sold
    up to k.
    """
    all_wanted, all_held = np.cumsum(wanted, axis=-1), np.cumsum(held, axis=-1)
    up_to = all_held + np.minimum(np.minimum.accumulate(all_wanted - all_held, axis=-1), 0.0)
    sold = np.clip(np.diff(up_to, axis=-1, prepend=0.0), 0.0, held)
    rest = np.maximum(all_wanted[..., -1:] - up_to[..., -1:], 0.0)
    before = np.cumsum((held - sold)[..., ::-1], axis=-1)
    more = np.diff(np.minimum(before, rest), axis=-1, prepend=0.0)[..., ::-1]
    return sold + more


def share_left(held: Array, sold: Array) -> Array:
    """Share of what is held that is left after a sale; 1 where nothing is sold, 0 at least."""
    sells = sold > 0
    return np.where(sells, np.clip(1.0 - sold / np.where(sells & (held > 0), held, 1.0), 0.0, 1.0) * (held > 0), 1.0)


def _sell_pro_rata(held: Array, amount: Array) -> None:
    owned = total(held)
    held *= (1.0 - np.where(owned > 0, amount / np.where(owned > 0, owned, 1.0), 0.0))[..., None]


def initial_state(holdings: Holdings, dates: int, new_cohorts: int) -> State:
    """The opening holdings for both worlds and all information dates, with empty slots for new MBS."""
    month = holdings.month.ordinal
    treasuries = holdings.treasuries
    is_bill = np.array([kind == "bill" for kind in treasuries.kind], dtype=bool)
    par, coupon = ladder(_rows(treasuries, ~is_bill), month)
    tips, _ = ladder(_rows(treasuries, np.array([kind == "tips" for kind in treasuries.kind], dtype=bool)), month)
    bills, _ = ladder(_rows(treasuries, is_bill), month)
    agency, _ = ladder(holdings.agency_debt, month)
    mbs = holdings.mbs

    def worlds(row: Array) -> Array:
        return np.tile(row, (2, dates, 1))

    def cohorts(row: Array, empty: float) -> Array:
        return worlds(np.concatenate([row, np.full(new_cohorts, empty)]))

    return State(
        par=worlds(par), coupon=worlds(coupon), tips=worlds(tips), bills=worlds(bills[: BILL_MONTHS + 1]), agency=worlds(agency),
        face=cohorts(mbs.face_bn, 0.0), wac=cohorts(mbs.wac, 5.0), remaining=cohorts(mbs.remaining_months, 360.0),
        age=cohorts(mbs.age_months, 0.0), burnout=cohorts(mbs.burnout, 1.0),
    )  # fmt: skip


def _rows(lots: TreasuryLots, keep: NDArray[np.bool_]) -> TreasuryLots:
    return TreasuryLots(
        kind=tuple(kind for kind, kept in zip(lots.kind, keep, strict=True) if kept),
        maturity=lots.maturity[keep], coupon=lots.coupon[keep], par_bn=lots.par_bn[keep],
    )  # fmt: skip


# Standard reporting buckets by remaining maturity, years: the upper ends.
BUCKET_ENDS_YEARS = (1.0, 2.25, 4.5, 7.0, 10.0, 22.5, 30.0)
TREASURY_BUCKETS = tuple(
    f"treasury_{low:g}_{high:g}y" for low, high in zip((0.0, *BUCKET_ENDS_YEARS), BUCKET_ENDS_YEARS, strict=False)
)
BUCKETS = (*TREASURY_BUCKETS, "agency_mbs", "agency_debt")


BUCKET_STARTS = np.concatenate([[0], np.array(BUCKET_ENDS_YEARS[:-1]) * MONTHS_PER_YEAR + 1]).astype(int)


def by_bucket(values: Array) -> Array:
    """Sums over remaining months (..., 361) by standard Treasury bucket, (..., 7).

    Row by row and in order: the last bit does not depend on how many dates are summed together.
    """
    return np.add.reduceat(values, BUCKET_STARTS, axis=-1)
