"""The desk's Treasuries: single lots and the ladders that add them up, kept together.

Answers: what matures and earns, what is taken at auction, what is bought and sold at which price? Lots are touched only by
auctions, trades and amortisation; months pass on the ladders.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert, factor
from qelab.policy.parts import Bucket
from qelab.portfolio.desk.curves import Curves
from qelab.portfolio.desk.inventory import NEW_BILL_MONTHS, Inventory, Rows
from qelab.portfolio.desk.ladders import Ladder, Ladders, Rungs
from qelab.portfolio.desk.opening import DeskOpening
from qelab.portfolio.desk.rules import Allocation, DeskRules, Issuance
from qelab.portfolio.desk.trades import allocate, sold
from qelab.portfolio.income.recorder import INFLATION_AT_ISSUE
from qelab.portfolio.maturities import BILL_MONTHS, Weights, maturity_weights
from qelab.portfolio.securities.lots import Kind

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
PER_MONTH = factor("percent per annum", "decimal per month")
_COUPON_RUNGS = (Rungs.NOMINAL, Rungs.TIPS)


@dataclass(frozen=True, slots=True)
class At:
    """A month's own curves: ``place`` of the month in ``curves``."""

    curves: Curves
    place: int

    @property
    def prices(self) -> tuple[Array, Array]:
        """Value of 1 of par and of a coupon of 1 percent by remaining month, (361, P)."""
        return self.curves.price_par[self.place], self.curves.price_coupon[self.place]

    @property
    def risks(self) -> tuple[Array, Array]:
        """The same times modified duration."""
        return self.curves.duration_par[self.place], self.curves.duration_coupon[self.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a trade was, (P,) bn: ``premium`` paid above par, or (negative) that left with what was sold; realised
    ``gain``; ``compensation`` for inflation in what was sold; ``not_bought`` (or not sold) of the amount."""

    premium: Array
    gain: Array
    compensation: Array
    not_bought: Array


class Treasuries:
    """Lots and ladders on some paths; ``bid`` and ``ask`` are the dealers' prices over the model's."""

    def __init__(
        self, opening: DeskOpening, rows: Rows, issuance: Issuance, rules: DeskRules, profile: Array, months: int, paths: int,
    ) -> None:  # fmt: skip
        self._rows, self._issuance, self._rules, self._profile = rows, issuance, rules, profile
        self.inventory = Inventory(rows, opening, issuance, paths)
        spread = convert(rules.dealer_spread_bp, "bp", "decimal")
        self.bid, self.ask = 1.0 - spread, 1.0 + spread
        present = set(rows.rungs.tolist())
        more = tuple(rung for rung in (Rungs.TIPS, Rungs.FRN) if rung.value in present)
        self._all = Ladders((Rungs.NOMINAL, Rungs.BILLS, *more), months, paths)
        self._nominal, self._bills = self._all.by_kind[Rungs.NOMINAL], self._all.by_kind[Rungs.BILLS]
        self._tips, self._frn = (self._all.by_kind.get(rung) for rung in (Rungs.TIPS, Rungs.FRN))
        self._growth = np.ones(paths)  # of prices since the opening
        held = self.inventory
        for rung, ladder in self._all.by_kind.items():
            chosen = np.flatnonzero((rows.rungs == rung.value) & (rows.lot >= 0))
            ladder.add(rows.column[chosen], held.par[chosen], held.par[chosen] * held.coupon[chosen])
        self._weights: dict[tuple[Bucket, ...], Weights] = {}

    # ------------------------------------------------------------------------------------------- a month passes

    def interest(self, bill_yield: Array) -> Array:
        """Interest on what stood at the end of the month before, (P,) bn; floating-rate notes at the bill's yield."""
        coupon = self._nominal.totals[1] + self._bills.totals[1]
        if self._tips is not None:
            coupon += self._growth * self._tips.totals[1]
        if self._frn is not None:
            coupon += self._frn.totals[1] + bill_yield * self._frn.totals[0]
        return coupon * PER_MONTH

    def index(self, growth: Array) -> Array:
        """Compensate TIPS for inflation, (P,) bn, before a month's maturities."""
        if self._tips is None:
            return np.zeros_like(growth)
        before = self._growth * self._tips.totals[0]
        self._growth = self._growth * growth
        return before * (growth - 1.0)

    def mature(self, month: int) -> tuple[Array, Array, Array]:
        """Coupon securities and bills that mature in a month, and the compensation in the first, (P,) bn each."""
        coupons, bills, *more = self._all.mature(month)
        compensation = np.zeros_like(bills)
        if self._tips is not None and self._tips.base is not None:
            indexed = self._growth * more[0]
            compensation = indexed - self._tips.base[month + 1]
            coupons = coupons + indexed
        if self._frn is not None:
            coupons = coupons + more[-1]
        return coupons, bills, compensation

    def matures_until(self, month: int, last: int) -> Array:
        """Par that matures after ``month`` and up to month ``last``, (P,) bn."""
        coming = slice(month + 2, last + 2)
        return self._scaled_sum(lambda ladder: ladder.amounts[0, coming].sum(0))

    def _scaled_sum(self, of: Callable[[Ladder], Array]) -> Array:
        """Sum over the ladders, TIPS with the growth of prices."""
        total = of(self._nominal) + of(self._bills)
        if self._tips is not None:
            total += self._growth * of(self._tips)
        return total if self._frn is None else total + of(self._frn)

    def begin(self, first: int, curves: Curves) -> None:
        """Make ready for the months of the curves, from ``first`` on: what is sold at auction, coupons at par yields."""
        terms, shares = self._issuance.months, self._issuance.shares[:, None]
        self._first = first
        self._coupon = (1.0 - curves.price_par[:, terms]) / curves.price_coupon[:, terms]
        # Par and coupon of each unit that is rolled over, (B, 2, terms, P).
        self._at_auction = np.stack(
            [np.broadcast_to(shares, self._coupon.shape), shares * self._coupon], axis=1
        )
        self.inventory.begin(first, first + len(self._coupon))

    def roll(self, month: int, amount: Array) -> None:
        """Take add-ons at auction, (P,) bn, in proportion to what the Treasury sells."""
        bought = amount * self._at_auction[month - self._first]
        self.inventory.issue(month, bought[0], self._coupon[month - self._first])
        self._nominal.put(month + 1 + self._issuance.months, bought)

    def issue_bills(self, month: int, amount: Array, bill_yield: Array) -> None:
        """Take new three-month bills, (P,) bn, at the month's yield."""
        row = self._rows.bill[month]
        self.inventory.par[row] += amount
        self.inventory.coupon[row] = bill_yield
        if self.inventory.base is not self.inventory.par:
            self.inventory.base[row] += amount
        self._bills.put_one(month + 1 + NEW_BILL_MONTHS, np.array([amount, amount * bill_yield]))

    # ---------------------------------------------------------------------------------------------------- trades

    def buy(self, month: int, amount: Array, buckets: tuple[Bucket, ...], at: At, bill_yield: Array) -> Done:
        """Buy by maturity bucket, (P,) bn of par, as the allocation rule says; a bucket of a year or less is bills."""
        if self._rules.allocation is Allocation.AS_HELD:
            return self._buy_as_held(month, amount, buckets, at, bill_yield)
        premium, missing = np.zeros_like(amount), np.zeros_like(amount)
        for bucket in buckets:
            wanted = amount * bucket.share
            first, last = _span(bucket)
            if last <= BILL_MONTHS:
                self.issue_bills(month, wanted, bill_yield)
                continue
            rung = Rungs.TIPS if bucket.tips else Rungs.NOMINAL
            rows = self._rows.tradable(month, first, last, rung)
            scale = self._scale(self._rows.rungs[rows])
            par, out = self.inventory.par[rows] * scale, self.inventory.outstanding[rows] * scale
            known = np.isfinite(out)
            free = np.where(known, np.maximum(out - par, 0.0), 0.0)
            room = np.where(known, np.maximum(self._rules.issue_limit * out - par, 0.0), 0.0)
            taken = allocate(wanted, free, room)
            premium += self._bought(month, rows, taken, self.inventory.coupon[rows], at)
            missing += np.maximum(wanted - taken.sum(0), 0.0)
        return _purchase(premium, missing)

    def _buy_as_held(
        self, month: int, amount: Array, buckets: tuple[Bucket, ...], at: At, bill_yield: Array
    ) -> Done:
        """Buy securities at par by remaining month, in the shares of the opening's holdings."""
        if buckets not in self._weights:
            self._weights[buckets] = maturity_weights(buckets, self._profile)
        weights, premium = self._weights[buckets], np.zeros_like(amount)
        for rung, shares in (
            (Rungs.NOMINAL, weights.coupons - weights.tips),
            (Rungs.TIPS, weights.tips),
            (Rungs.BILLS, weights.bills),
        ):
            left = np.flatnonzero(shares)
            if not len(left):
                continue
            rows = self._rows.of_month(rung, month + 1 + left)
            par = amount * shares[left, None]
            if rung is Rungs.BILLS:
                self._move(
                    rung,
                    rows,
                    par,
                    par,
                    np.broadcast_to(bill_yield, par.shape),
                    np.zeros_like(par),
                    bill_yield,
                )
                continue
            coupon = at.curves.par_coupon(at.place, left) - (
                INFLATION_AT_ISSUE if rung is Rungs.TIPS else 0.0
            )
            premium += self._bought(month, rows, par, coupon, at)
        return _purchase(premium, np.zeros_like(amount))

    def _bought(self, month: int, rows: Integers, par: Array, coupon: Array, at: At) -> Array:
        """Buy rows with coupons at the dealers' price; returns the premium, (P,) bn."""
        left = self._rows.column[rows] - (month + 1)
        rungs = self._rows.rungs[rows]
        premium = par * (self._price(rungs, left, coupon, *at.prices) * self.ask - 1.0)
        for rung in _COUPON_RUNGS:
            own = rungs == rung.value
            if own.any():
                inflation = INFLATION_AT_ISSUE if rung is Rungs.TIPS else 0.0
                yields = at.curves.yields[at.place][left[own]] - inflation
                self._move(rung, rows[own], par[own], par[own], coupon[own], premium[own], yields)
        return premium.sum(0)

    def sell(self, month: int, amount: Array, buckets: tuple[Bucket, ...], at: At) -> Done:
        """Sell by maturity bucket, (P,) bn of par, not negative, lots by the rule of sales."""
        premium, gain, missing, compensation = np.zeros((4, len(amount)))
        for bucket in buckets:
            wanted = amount * bucket.share
            first, last = _span(bucket)
            kinds = (Rungs.BILLS,) if last <= BILL_MONTHS else (Rungs.TIPS,) if bucket.tips else _COUPON_RUNGS
            rows = self._rows.tradable(month, first, last, *kinds)
            left, rungs = self._rows.column[rows] - (month + 1), self._rows.rungs[rows]
            par, coupon = self.inventory.par[rows] * self._scale(rungs), self.inventory.coupon[rows]
            rules = self._rules
            taken = sold(
                wanted,
                par,
                rules.sales,
                self._price(rungs, left, coupon, *at.risks),
                coupon,
                rules.sale_coupon,
            )
            share = np.where(par > 0, taken / np.where(par > 0, par, 1.0), 0.0)
            leaving, base = share * self.inventory.premium(rows), share * self.inventory.base[rows]
            price = self._price(rungs, left, coupon, *at.prices) * self.bid
            for rung in kinds:
                own = rungs == rung.value
                if own.any():
                    self._move(rung, rows[own], -taken[own], -base[own], coupon[own], -leaving[own], None)
            compensation += (taken - base).sum(0)
            gain += (taken * (price - 1.0) - leaving).sum(0)
            premium -= leaving.sum(0)
            missing += np.maximum(wanted - taken.sum(0), 0.0)
        return Done(premium=premium, gain=gain, compensation=compensation, not_bought=missing)

    def _price(
        self, rungs: NDArray[np.str_], left: Integers, coupon: Array, of_par: Array, of_coupon: Array
    ) -> Array:
        """Unit value (or risk) of lots, (n, P); TIPS as nominal securities with the inflation expected at issue on top."""
        inflation = np.where(rungs == Rungs.TIPS.value, INFLATION_AT_ISSUE, 0.0)[:, None]
        return of_par[left] + (coupon + inflation) * of_coupon[left]

    def _scale(self, rungs: NDArray[np.str_]) -> Array:
        """Par per unit, (n, P): the growth of prices since the opening for TIPS, 1 for others."""
        if self._tips is None:
            return np.ones((len(rungs), 1))
        return np.where((rungs == Rungs.TIPS.value)[:, None], self._growth, 1.0)

    def _move(
        self,
        rung: Rungs,
        rows: Integers,
        par: Array,
        base: Array,
        coupon: Array,
        premium: Array,
        yields: Array | None,
    ) -> None:
        """Change lots and their ladder together, (n, P) bn of par with and without compensation."""
        units = par / self._growth if rung is Rungs.TIPS else par
        self.inventory.trade(rows, units, base, coupon, premium, yields)
        self._all.by_kind[rung].add(self._rows.column[rows], units, units * coupon, base)

    # --------------------------------------------------------------------------------------------- what stands there

    @property
    def par_bn(self) -> Array:
        """Par of all, compensation for inflation included, (P,) bn."""
        par = self._nominal.totals[0] + self._bills.totals[0]
        if self._tips is not None:
            par += self._growth * self._tips.totals[0]
        return par + self.floating_bn

    @property
    def floating_bn(self) -> Array | float:
        """Par of floating-rate notes, (P,) bn: they are worth par."""
        return 0.0 if self._frn is None else self._frn.totals[0]

    def ahead(self, month: int, into: Array) -> None:
        """Par and coupon by remaining month as they are valued, into (2, 361, P); floating-rate notes apart."""
        np.add(self._nominal.ahead(month), self._bills.ahead(month), out=into)
        if self._tips is not None:
            indexed = self._tips.ahead(month) * self._growth
            indexed[1] += INFLATION_AT_ISSUE * indexed[0]
            into += indexed


def _purchase(premium: Array, not_bought: Array) -> Done:
    nothing = np.zeros_like(premium)
    return Done(premium=premium, gain=nothing, compensation=nothing, not_bought=not_bought)


def _span(bucket: Bucket) -> tuple[int, int]:
    """Remaining months of a bucket, as ``maturities.maturity_weights`` counts them."""
    first = max(1, round(bucket.from_years * MONTHS_PER_YEAR) + (bucket.from_years > 0))
    return first, max(first, round(bucket.to_years * MONTHS_PER_YEAR))


def profile(opening: DeskOpening) -> Array:
    """Par of coupon securities by remaining month, (361,), as purchases ``as_held`` are divided."""
    lots = opening.treasuries
    coupons = ~lots.is_kind(Kind.BILL)
    left = lots.maturity[coupons] - opening.month.ordinal
    return np.bincount(left, weights=lots.par_bn[coupons], minlength=361).astype(float)
