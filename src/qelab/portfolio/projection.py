"""The monthly projection of the portfolio, in one pass over both worlds and all information dates.

Answers: given the plans known at each date and a path of the mortgage rate, what is held, bought, repaid and
reinvested in each month? Order of operations within a month: maturities and their redemption or
rollover, agency principal and its reinvestment, outright trades, the tail rule. What it is worth is
``valuation``'s affair.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.parts import TRADED, Asset, PhaseKind, PrincipalUse, Standing
from qelab.portfolio.flows import Flows
from qelab.portfolio.holdings import Holdings
from qelab.portfolio.maturities import Weights, auction_weights, maturity_weights
from qelab.portfolio.operations import REINVESTED, RUN_OFF_ORDER, Operation
from qelab.portfolio.reductions import Reductions
from qelab.portfolio.state import BUCKETS, State, by_bucket, initial_state, share_left, total
from qelab.portfolio.supply import Withheld
from qelab.portfolio.timetable import Timetable
from qelab.portfolio.traded import Traded
from qelab.portfolio.valuation import Valuation, Valued

Array = NDArray[np.float64]
REFERENCE, PROGRAMME = 0, 1
SHORT_BN = 1e-6
# Of what the reference holds in a bucket (choice): above it, a month of the synthetic portfolio that is short is no news.
# Any value from .05 to 1 moves the premium of 2008-14 by less than .02 bp; at 0 the maturity extension is refused.
_FAIR_PART = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Holdings by month.

    ``par_bn`` and ``ten_year_equivalents_bn`` are (2 worlds, dates, months, buckets of ``state.BUCKETS``),
    end of month, bn; ``market_value_bn`` (2, dates, months) at the opening's curve. What a date does not look
    ahead to (``Timetable.last_months``) is NaN. ``withheld_ten_year_equivalents_bn`` (dates, months, buckets) is what the
    Treasury does not issue to the public because it refunds the programme's run-off in bills (``supply``). ``happened``:
    the holdings of both worlds at the end of each month of the dates' quarters, as its own quarter's date sees it.
    """

    timetable: Timetable
    par_bn: Array
    ten_year_equivalents_bn: Array
    market_value_bn: Array
    withheld_ten_year_equivalents_bn: Array
    flows: Flows
    happened: tuple[State, ...]


def project(
    holdings: Holdings,
    standing: Standing,
    timetable: Timetable,
    mortgage_rate: Array,
    gdp_growth: Array,
    valuation: Valuation,
    *,
    whole_grid: bool = False,
    bills_share: float = 0.0,
) -> Projection:
    """Advance the portfolio month by month.

    What matures is rolled over at auction; what matures of the programme's own deviation is reinvested in the
    maturities in which the programme traded, so that a programme in short securities stays short.

    Parameters
    ----------
    holdings : the opening
    standing : reinvestment policy in force in both worlds
    timetable : plans by information date and month
    mortgage_rate : (2, dates, months) percent, each world's own, past realised and future expected
    gdp_growth : (dates, months) ratio of nominal GDP to the month before, programme's world (tail rule)
    valuation : unit values
    whole_grid : every date to the end of the grid, beyond what it looks ahead to
    bills_share : of the run-off of notes and bonds, the share that the Treasury refunds in bills

    Raises
    ------
    QelabError QE303 : more is sold than is held, or what was sold ages into more than is held
    QelabError QE307 : the programme is so large that its own feedback leaves the model's reach
    """
    run = _Run(holdings, standing, timetable, mortgage_rate, valuation, whole_grid=whole_grid, bills_share=bills_share)
    for month in range(timetable.months):
        run.step(month, gdp_growth[:, month])
    values = run.valued.finish(mortgage_rate, timetable, gdp_growth)
    return Projection(
        timetable=timetable, par_bn=run.par, ten_year_equivalents_bn=values.ten_year_equivalents_bn,
        market_value_bn=values.market_value_bn,
        withheld_ten_year_equivalents_bn=run.withheld_ten_year_equivalents, flows=Flows(**run.flows),
        happened=tuple(run.happened),
    )  # fmt: skip


class _Run:
    """Working arrays of one projection."""

    def __init__(
        self, holdings: Holdings, standing: Standing, table: Timetable, rate: Array, valuation: Valuation,
        *, whole_grid: bool, bills_share: float,
    ) -> None:  # fmt: skip
        self.whole_grid = whole_grid
        self.table, self.rate, self.bonds = table, rate, valuation.bonds
        dates, months = table.in_force.shape
        quarters = months // MONTHS_PER_QUARTER if _makes_mbs(standing, table) else 0
        self.existing = len(holdings.mbs.face_bn)
        self.state = initial_state(holdings, dates, quarters)
        self.calendar = holdings.month
        profile = self.state.par[0, 0].copy()
        self.auction = auction_weights(holdings.auction_mix)
        self.standing = standing
        self.standing_weights = maturity_weights(standing.buckets, profile) if standing.buckets else None
        self.weights = {
            buckets: maturity_weights(buckets, profile)
            for buckets in {operation.buckets for operation in table.operations}
            if buckets
        }
        self.bought, self.sold = Traded(dates, self.auction), Traded(dates, self.auction)
        self.reductions = Reductions(dates)
        self.bills_share, self.withheld = bills_share, Withheld.nothing(dates)
        self.withheld_ten_year_equivalents = np.zeros((dates, months, len(BUCKETS)))
        self.rows, self.now = slice(0, 1), self.state
        self.flows = {name: np.full((2, dates, months), np.nan) for name in Flows.__dataclass_fields__}
        self.par = np.full((2, dates, months, len(BUCKETS)), np.nan)
        self.valued = Valued(valuation, self.state, months, self.existing)
        self.happened: list[State] = []

    def step(self, month: int, growth: Array) -> None:
        """One month: maturities and principal, trades, tail; for the dates that still look ahead to it."""
        rows = self.table.rows_at(month)
        self.rows = slice(0, rows.stop) if self.whole_grid else rows
        if month and month % MONTHS_PER_QUARTER == 0 and self.rows.stop == month // MONTHS_PER_QUARTER + 1:
            self._begin(self.rows.stop - 1)
        self.now = self.state.of(self.rows)
        for flow in self.flows.values():
            flow[:, self.rows, month] = 0.0
        before = self.now.copy() if self.table.in_tail[self.rows, month].any() else None
        redeemed = self._maturities_and_principal(month)
        if self.bills_share:
            tail = self.table.tail_factor(month)[self.rows] * growth[self.rows]
            refunded = self.bills_share * (redeemed[PROGRAMME] - redeemed[REFERENCE])
            self.withheld.step(self.rows, refunded, tail, self.auction, self.bonds)
        self._trades(month)
        if before is not None:
            self._tail(month, growth[self.rows], before)
        self._record(month)
        own = month // MONTHS_PER_QUARTER
        if own < len(self.table.information_dates):
            self.happened.append(self.state.of(slice(own, own + 1)).copy())

    def _begin(self, row: int) -> None:
        """A date's quarter begins: up to here it has seen what happened, as the date before it did."""
        for inherited in (self.state, self.bought, self.sold, self.reductions, self.withheld):
            inherited.inherit(row)

    def _active(self, month: int, *kinds: PhaseKind) -> list[tuple[Array, Operation]]:
        """Operations under way in a month, with the (2, dates) mask of the worlds and dates that follow them."""
        found = []
        for position, operation in enumerate(self.table.standing):
            if operation.kind in kinds and operation.first <= month <= operation.last:
                share = self.table.standing_share(position, month)[self.rows]
                found.append((np.stack([np.ones_like(share), share]), operation))
        in_force, in_tail = self.table.in_force[self.rows, month], self.table.in_tail[self.rows, month]
        for index in np.unique(in_force[~in_tail]):
            if index < 0:
                continue
            mask = (in_force == index) & ~in_tail
            worlds = np.stack([np.zeros(len(mask)), mask.astype(float)])
            found += [(worlds, operation) for operation in self.table.plans[index].active(month, *kinds)]
        return found

    def _maturities_and_principal(self, month: int) -> Array:
        """What matures and is repaid, and its use; returns the notes and bonds redeemed, (2, dates) bn."""
        state = self.now
        coupons, bills, agency = state.age_one_month()
        mbs = state.repay_mbs(self.rate[:, self.rows, month], (self.calendar + (month + 1)).month)
        matured = {"mbs": mbs, "agency": agency, "coupons": coupons, "bills": bills}
        left = {name: amount.copy() for name, amount in matured.items()}
        for mask, operation in self._active(month, PhaseKind.RUN_OFF):
            room = operation.cap_bn * mask
            for name in RUN_OFF_ORDER[operation.asset]:
                redeemed = np.clip(left[name], 0.0, room)
                left[name] -= redeemed
                room = room - redeemed
        for mask, operation in self._active(month, PhaseKind.REDUCE):
            for name in RUN_OFF_ORDER[operation.asset]:
                left[name] -= self.reductions.redeem(operation, self.rows, mask, left[name])
        self._roll(coupons, left["coupons"])
        state.issue_bills(left["bills"])
        self._reinvest(month, left["mbs"], left["agency"])
        self._add("matured", month, coupons + bills)
        redeemed = coupons - left["coupons"]
        self._add("redeemed", month, redeemed + (bills - left["bills"]))
        self._add("mbs_principal", month, mbs)
        self._add("agency_debt_matured", month, agency)
        return redeemed

    def _roll(self, matured: Array, left: Array) -> None:
        """Roll coupon securities over: the reference's at auction, the programme's deviation in kind."""
        share = np.where(matured > 0, left / np.where(matured > 0, matured, 1.0), 1.0)
        self.now.trade_treasuries(matured[REFERENCE] * share, self.auction, self.bonds)
        deviation = (matured - matured[REFERENCE]) * share
        own = np.where(deviation[PROGRAMME, :, None] >= 0, self.bought.weights[self.rows], self.sold.weights[self.rows])
        amount = deviation[..., None] * own
        self.now.shift_coupons(amount, self.bonds)
        self._roll_less(amount)

    def _roll_less(self, rolled: Array) -> None:
        """Where rolling less in kind would leave a month short, the programme rolls that much less at auction instead.

        What it has sold is missing when it would have matured; it cannot roll what it does not hold. As long as it
        holds a fair part of the reference's bucket, the months of a bucket stand for each other.
        """
        par = self.now.par[PROGRAMME]
        short = np.where(rolled[PROGRAMME] < 0, np.minimum(par, 0.0), 0.0)
        emptied = by_bucket(par) < _FAIR_PART * by_bucket(self.now.par[REFERENCE])
        rows = np.flatnonzero(emptied.any(-1) & (short.sum(-1) < -SHORT_BN))
        if not len(rows):
            return
        held = np.where(self.auction.span, np.maximum(par[rows] - short[rows], 0.0), 0.0)
        missing = -short[rows].sum(-1)
        covered = np.minimum(missing, held.sum(-1))  # what is more than that stays missing, and is refused
        moved = held * (-covered / np.maximum(held.sum(-1), SHORT_BN))[:, None] - short[rows] * (covered / missing)[:, None]
        self.now.tips[PROGRAMME, rows] *= share_left(par[rows], np.maximum(-moved, 0.0))
        self.now.par[PROGRAMME, rows] += moved
        self.now.coupon[PROGRAMME, rows] += moved * self.bonds.par_coupon

    def _reinvest(self, month: int, mbs: Array, agency: Array) -> None:
        """Put agency principal to the use in force: the standing policy, or a reinvest phase."""
        standing = {"mbs": np.ones_like(mbs), "agency": np.ones_like(mbs)}
        principal = {"mbs": mbs, "agency": agency}
        for mask, operation in self._active(month, PhaseKind.REINVEST):
            for name in REINVESTED[operation.asset]:
                takes = mask * standing[name]
                standing[name] = standing[name] - takes
                self._put(month, takes * principal[name], operation.into, self.weights.get(operation.buckets))
        rest = standing["mbs"] * mbs + standing["agency"] * agency
        self._put(month, rest, self.standing.agency_principal_into, self.standing_weights)

    def _put(self, month: int, amount: Array, use: PrincipalUse | None, weights: Weights | None) -> None:
        if use is PrincipalUse.TREASURY and weights is not None:
            self.now.trade_treasuries(amount, weights, self.bonds)
            self._add("reinvested_treasury", month, amount)
        elif use is PrincipalUse.BILLS:
            self.now.issue_bills(amount)
            self._add("reinvested_treasury", month, amount)
        elif use is PrincipalUse.AGENCY_MBS:
            self._buy_mbs(month, amount)
            self._add("reinvested_mbs", month, amount)

    def _buy_mbs(self, month: int, amount: Array, above_current: float = 0.0) -> None:
        """Buy MBS into the quarter's cohort, the borrowers' rate that much above the mortgage rate, percentage points."""
        wac = self.rate[:, self.rows, month] + above_current
        self.now.buy_mbs(amount, wac, self.existing + month // MONTHS_PER_QUARTER)

    def _trades(self, month: int) -> None:
        """Outright purchases and sales, evenly over the months of each operation."""
        for mask, operation in self._active(month, *TRADED, PhaseKind.REDUCE):
            amount = mask * operation.amount_bn
            if operation.kind is PhaseKind.REDUCE:
                amount = -self.reductions.sell(operation, self.rows, mask, month, self.now)
            if not amount.any():
                continue
            selling = operation.kind is not PhaseKind.PURCHASE
            if selling:
                self._refuse_short(month, operation, -amount)
            if operation.asset is Asset.TREASURY:
                self._trade_treasuries(operation, amount)
                self._add("treasury_trades", month, amount)
            elif operation.asset is Asset.AGENCY_MBS:
                self.now.sell_mbs(-amount) if selling else self._buy_mbs(month, amount, operation.phase.coupon_above_current or 0.0)
                self._add("mbs_trades", month, amount)
            else:
                self.now.sell_agency_debt(-amount) if selling else self.now.buy_agency_debt(amount)
                self._add("agency_debt_trades", month, amount)

    def _trade_treasuries(self, operation: Operation, amount: Array) -> None:
        """Buy or sell Treasuries, and remember where the programme itself has traded."""
        weights = self.weights[operation.buckets]
        where = weights.coupons
        selling = operation.kind is not PhaseKind.PURCHASE
        if selling:
            where = self.now.sell_treasuries(-amount, weights, self.bonds)[PROGRAMME]
        else:
            self.now.trade_treasuries(amount, weights, self.bonds)
        if not operation.stands:
            traded = self.sold if selling else self.bought
            traded.add(self.rows, np.abs(amount[PROGRAMME]), where)

    def _refuse_short(self, month: int, operation: Operation, sale: Array) -> None:
        """Refuse a sale of more than is held: bills, and coupon securities in each bucket and in all."""
        if operation.asset is Asset.TREASURY:
            weights, par = self.weights[operation.buckets], self.now.par
            checks = {name: (par[..., cells].sum(-1), shares.sum()) for name, cells, shares in weights.parts}
            checks["treasury"] = (par[..., weights.span].sum(-1), weights.coupons.sum())
            checks["bills"] = (self.now.bills.sum(-1), weights.bills.sum())
        else:
            held = self.now.face if operation.asset is Asset.AGENCY_MBS else self.now.agency
            checks = {operation.asset.value: (total(held), 1.0)}
        for asset, (held, share) in checks.items():
            gap = np.where(sale * share > 0, sale * share - held, -np.inf).max()
            if gap > SHORT_BN:
                raise QelabError("QE303", asset=asset, short=gap, month=str(self.calendar + (month + 1)))

    def _tail(self, month: int, growth: Array, before: State) -> None:
        """The programme's deviation of last month, shrunk by the tail rule and grown with nominal GDP.

        MBS and agency debt repay themselves: a negative deviation cannot exceed what the reference still holds.
        """
        factor = self.table.tail_factor(month)[self.rows] * growth
        state, rows = self.now, np.flatnonzero(np.isfinite(factor))
        held = self._totals()
        for name in ("par", "coupon", "tips", "bills", "agency", "face"):
            now, then = getattr(state, name), getattr(before, name)
            deviation = then[PROGRAMME, rows] - then[REFERENCE, rows]
            least = 0.0 if name in ("agency", "face") else -np.inf
            now[PROGRAMME, rows] = np.maximum(now[REFERENCE, rows] + factor[rows, None] * deviation, least)
        names = ("treasury_trades", "mbs_trades", "agency_debt_trades")
        for name, new, old in zip(names, self._totals(), held, strict=True):
            self._add(name, month, new - old)

    def _totals(self) -> tuple[Array, Array, Array]:
        state = self.now
        return state.par.sum(-1) + state.bills.sum(-1), total(state.face), state.agency.sum(-1)

    def _by_bucket(self) -> Array:
        """Par of Treasuries by standard bucket, (2, dates, 7)."""
        par = by_bucket(self.now.par)
        par[..., 0] += self.now.bills.sum(-1)
        return par

    def _add(self, name: str, month: int, amount: Array) -> None:
        self.flows[name][:, self.rows, month] += amount

    def _record(self, month: int) -> None:
        par = self.par[:, self.rows, month]
        par[..., :-2] = self._by_bucket()
        par[..., -2] = total(self.now.face)
        par[..., -1] = self.now.agency.sum(-1)
        acting = np.where(self.table.in_tail[self.rows, month, None] & np.isfinite(par), 0.0, par)
        short = acting.min()
        if not short >= -SHORT_BN:  # NaN too
            asset = BUCKETS[int(np.unravel_index(acting.argmin(), par.shape)[-1])]
            when = str(self.calendar + (month + 1))
            if np.isfinite(short):  # what was sold ages, and matures into more than is held
                raise QelabError("QE303", asset=asset, short=-short, month=when)
            raise QelabError("QE307", asset=asset, month=when)
        self.valued.record(month, self.rows, self.now)
        withheld = self.withheld_ten_year_equivalents
        if self.bills_share:
            withheld[self.rows, month] = self.withheld.ten_year_equivalents(self.rows, self.bonds)
        happens = month // MONTHS_PER_QUARTER
        for values in (self.par, *self.flows.values()):  # what later dates have seen
            values[:, happens + 1 :, month] = values[:, happens : happens + 1, month]
        withheld[happens + 1 :, month] = withheld[happens : happens + 1, month]


def _makes_mbs(standing: Standing, table: Timetable) -> bool:
    """Whether new MBS can enter the portfolio."""
    uses = {standing.agency_principal_into, *(operation.into for operation in table.operations)}
    bought = {operation.asset for operation in table.operations if operation.amount_bn > 0}
    return PrincipalUse.AGENCY_MBS in uses or Asset.AGENCY_MBS in bought
