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
from qelab.policy.parts import Asset, PhaseKind, PrincipalUse, Standing
from qelab.portfolio.holdings import Holdings
from qelab.portfolio.maturities import Weights, auction_weights, maturity_weights
from qelab.portfolio.operations import Operation
from qelab.portfolio.state import BUCKETS, State, bucket_matrix, initial_state, total
from qelab.portfolio.timetable import Timetable
from qelab.portfolio.valuation import Valuation, Valued

Array = NDArray[np.float64]
REFERENCE, PROGRAMME = 0, 1
SHORT_BN = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Operations of each month, bn, every array (2 worlds, dates, months).

    ``matured`` Treasuries, of which ``redeemed`` were not rolled over; ``mbs_principal`` and
    ``agency_debt_matured``, of which ``reinvested_treasury`` (bills included) and ``reinvested_mbs`` were put
    back to work; ``treasury_trades``, ``mbs_trades``, ``agency_debt_trades`` outright (sales negative), and in
    the tail the change that the tail rule makes.
    """

    matured: Array
    redeemed: Array
    mbs_principal: Array
    agency_debt_matured: Array
    reinvested_treasury: Array
    reinvested_mbs: Array
    treasury_trades: Array
    mbs_trades: Array
    agency_debt_trades: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Holdings by month.

    ``par_bn`` and ``ten_year_equivalents_bn`` are (2 worlds, dates, months, buckets of ``state.BUCKETS``),
    end of month, bn; ``market_value_bn`` (2, dates, months) at the opening's curve.
    """

    timetable: Timetable
    par_bn: Array
    ten_year_equivalents_bn: Array
    market_value_bn: Array
    flows: Flows


def project(
    holdings: Holdings,
    standing: Standing,
    timetable: Timetable,
    mortgage_rate: Array,
    gdp_growth: Array,
    valuation: Valuation,
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

    Raises
    ------
    QelabError QE303 : more is sold than is held, or what was sold ages into more than is held
    QelabError QE307 : the programme is so large that its own feedback leaves the model's reach
    """
    run = _Run(holdings, standing, timetable, mortgage_rate, valuation)
    for month in range(timetable.months):
        run.step(month, gdp_growth[:, month])
    values = run.valued.finish(mortgage_rate, timetable, gdp_growth)
    return Projection(
        timetable=timetable, par_bn=run.par, ten_year_equivalents_bn=values.ten_year_equivalents_bn,
        market_value_bn=values.market_value_bn, flows=Flows(**run.flows),
    )  # fmt: skip


class _Run:
    """Working arrays of one projection."""

    def __init__(
        self, holdings: Holdings, standing: Standing, table: Timetable, rate: Array, valuation: Valuation
    ) -> None:
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
        self.bought, self.sold = _Traded(dates, self.auction), _Traded(dates, self.auction)
        self.to_buckets = bucket_matrix()
        self.flows = {name: np.zeros((2, dates, months)) for name in Flows.__dataclass_fields__}
        self.par = np.zeros((2, dates, months, len(BUCKETS)))
        self.valued = Valued(valuation, self.state, months, self.existing)

    def step(self, month: int, growth: Array) -> None:
        """One month: maturities and principal, trades, tail."""
        before = self.state.copy() if self.table.in_tail[:, month].any() else None
        self._maturities_and_principal(month)
        self._trades(month)
        if before is not None:
            self._tail(month, growth, before)
        self._record(month)

    def _active(self, month: int, *kinds: PhaseKind) -> list[tuple[Array, Operation]]:
        """Operations under way in a month with the (dates,) mask of the dates that see them."""
        found = []
        for index in np.unique(self.table.in_force[:, month]):
            if index < 0:
                continue
            mask = (self.table.in_force[:, month] == index) & ~self.table.in_tail[:, month]
            active = self.table.plans[index].active(month, *kinds)
            found += [(mask.astype(float), operation) for operation in active]
        return found

    def _maturities_and_principal(self, month: int) -> None:
        state = self.state
        coupons, bills, agency = state.age_one_month()
        mbs = state.repay_mbs(self.rate[:, :, month], (self.calendar + (month + 1)).month)
        matured = {"mbs": mbs, "agency": agency, "coupons": coupons, "bills": bills}
        left = {name: amount.copy() for name, amount in matured.items()}
        for mask, operation in self._active(month, PhaseKind.RUN_OFF):
            room = operation.cap_bn * mask
            for name in _RUN_OFF_ORDER[operation.asset]:
                redeemed = np.clip(left[name][PROGRAMME], 0.0, room)
                left[name][PROGRAMME] -= redeemed
                room = room - redeemed
        self._roll(coupons, left["coupons"])
        state.issue_bills(left["bills"])
        self._reinvest(month, left["mbs"], left["agency"])
        self._add("matured", month, coupons + bills)
        self._add("redeemed", month, coupons - left["coupons"] + (bills - left["bills"]))
        self._add("mbs_principal", month, mbs)
        self._add("agency_debt_matured", month, agency)

    def _roll(self, matured: Array, left: Array) -> None:
        """Roll coupon securities over: the reference's at auction, the programme's deviation in kind."""
        share = np.where(matured > 0, left / np.where(matured > 0, matured, 1.0), 1.0)
        self.state.trade_treasuries(matured[REFERENCE] * share, self.auction, self.bonds)
        deviation = (matured - matured[REFERENCE]) * share
        own = np.where(deviation[PROGRAMME, :, None] >= 0, self.bought.weights, self.sold.weights)
        amount = deviation[..., None] * own
        self.state.par += amount
        self.state.coupon += amount * self.bonds.par_coupon

    def _reinvest(self, month: int, mbs: Array, agency: Array) -> None:
        """Put agency principal to the use in force: the standing policy, or a reinvest phase."""
        standing = {"mbs": np.ones_like(mbs), "agency": np.ones_like(mbs)}
        principal = {"mbs": mbs, "agency": agency}
        for mask, operation in self._active(month, PhaseKind.REINVEST):
            for name in _REINVESTED[operation.asset]:
                takes = np.zeros_like(mbs)
                takes[PROGRAMME] = mask * standing[name][PROGRAMME]
                standing[name] = standing[name] - takes
                self._put(month, takes * principal[name], operation.into, self.weights.get(operation.buckets))
        rest = standing["mbs"] * mbs + standing["agency"] * agency
        self._put(month, rest, self.standing.agency_principal_into, self.standing_weights)

    def _put(self, month: int, amount: Array, use: PrincipalUse | None, weights: Weights | None) -> None:
        if use is PrincipalUse.TREASURY and weights is not None:
            self.state.trade_treasuries(amount, weights, self.bonds)
            self._add("reinvested_treasury", month, amount)
        elif use is PrincipalUse.BILLS:
            self.state.issue_bills(amount)
            self._add("reinvested_treasury", month, amount)
        elif use is PrincipalUse.AGENCY_MBS:
            self._buy_mbs(month, amount)
            self._add("reinvested_mbs", month, amount)

    def _buy_mbs(self, month: int, amount: Array) -> None:
        self.state.buy_mbs(amount, self.rate[:, :, month], self.existing + month // MONTHS_PER_QUARTER)

    def _trades(self, month: int) -> None:
        """Outright purchases and sales, evenly over the months of each operation."""
        for mask, operation in self._active(month, PhaseKind.PURCHASE, PhaseKind.SELL):
            amount = np.stack([np.zeros_like(mask), mask * operation.amount_bn])
            if not amount.any():
                continue
            selling = operation.kind is PhaseKind.SELL
            if selling:
                self._refuse_short(month, operation, -amount)
            if operation.asset is Asset.TREASURY:
                weights = self.weights[operation.buckets]
                self.state.trade_treasuries(amount, weights, self.bonds)
                (self.sold if selling else self.bought).add(np.abs(amount[PROGRAMME]), weights)
                self._add("treasury_trades", month, amount)
            elif operation.asset is Asset.AGENCY_MBS:
                self.state.sell_mbs(-amount) if selling else self._buy_mbs(month, amount)
                self._add("mbs_trades", month, amount)
            else:
                self.state.sell_agency_debt(-amount) if selling else self.state.buy_agency_debt(amount)
                self._add("agency_debt_trades", month, amount)

    def _refuse_short(self, month: int, operation: Operation, sale: Array) -> None:
        """Refuse a sale of more than is held: bills, and coupon securities by standard bucket and in all."""
        if operation.asset is Asset.TREASURY:
            weights, par = self.weights[operation.buckets], self.state.par
            checks = {
                name: (par @ self.to_buckets[:, column], (weights.coupons @ self.to_buckets)[column])
                for column, name in enumerate(BUCKETS[:-2])
            }
            checks["treasury"] = (par[..., weights.span].sum(-1), weights.coupons.sum())
            checks["bills"] = (self.state.bills.sum(-1), weights.bills.sum())
        else:
            held = self.state.face if operation.asset is Asset.AGENCY_MBS else self.state.agency
            checks = {operation.asset.value: (total(held), 1.0)}
        for asset, (held, share) in checks.items():
            gap = np.where(sale * share > 0, sale * share - held, -np.inf).max()
            if gap > SHORT_BN:
                raise QelabError("QE303", asset=asset, short=gap, month=str(self.calendar + (month + 1)))

    def _tail(self, month: int, growth: Array, before: State) -> None:
        """The programme's deviation of last month, shrunk by the tail rule and grown with nominal GDP.

        MBS and agency debt repay themselves: a negative deviation cannot exceed what the reference still holds.
        """
        factor = self.table.tail_factor(month) * growth
        state, rows = self.state, np.flatnonzero(np.isfinite(factor))
        held = self._totals()
        for name in ("par", "coupon", "bills", "agency", "face"):
            now, then = getattr(state, name), getattr(before, name)
            deviation = then[PROGRAMME, rows] - then[REFERENCE, rows]
            least = 0.0 if name in ("agency", "face") else -np.inf
            now[PROGRAMME, rows] = np.maximum(now[REFERENCE, rows] + factor[rows, None] * deviation, least)
        names = ("treasury_trades", "mbs_trades", "agency_debt_trades")
        for name, new, old in zip(names, self._totals(), held, strict=True):
            self._add(name, month, new - old)

    def _totals(self) -> tuple[Array, Array, Array]:
        state = self.state
        return state.par.sum(-1) + state.bills.sum(-1), total(state.face), state.agency.sum(-1)

    def _by_bucket(self) -> Array:
        """Par of Treasuries by standard bucket, (2, dates, 7)."""
        par = self.state.par @ self.to_buckets
        par[..., 0] += self.state.bills.sum(-1)
        return par

    def _add(self, name: str, month: int, amount: Array) -> None:
        self.flows[name][:, :, month] += amount

    def _record(self, month: int) -> None:
        par = self.par[:, :, month]
        par[..., :-2] = self._by_bucket()
        par[..., -2] = total(self.state.face)
        par[..., -1] = self.state.agency.sum(-1)
        acting = np.where(self.table.in_tail[:, month, None] & np.isfinite(par), 0.0, par)
        short = acting.min()
        if not short >= -SHORT_BN:  # NaN too
            asset = BUCKETS[int(np.unravel_index(acting.argmin(), par.shape)[-1])]
            when = str(self.calendar + (month + 1))
            if np.isfinite(short):  # what was sold ages, and matures into more than is held
                raise QelabError("QE303", asset=asset, short=-short, month=when)
            raise QelabError("QE307", asset=asset, month=when)
        self.valued.record(month, self.state, self.to_buckets)


class _Traded:
    """Where the programme has traded: weights by remaining month, (dates, 361); at auction until it has."""

    def __init__(self, dates: int, auction: Weights) -> None:
        self.amount = np.zeros(dates)
        self.weights = np.tile(auction.coupons, (dates, 1))

    def add(self, amount: Array, weights: Weights) -> None:
        """Count a trade, (dates,) bn, not negative."""
        share = np.where(amount > 0, amount / np.where(amount > 0, self.amount + amount, 1.0), 0.0)
        target = weights.coupons / weights.coupons.sum() if weights.coupons.any() else self.weights
        self.weights = self.weights + share[:, None] * (target - self.weights)
        self.amount = self.amount + amount


_RUN_OFF_ORDER = {
    Asset.SECURITIES: ("mbs", "agency", "coupons", "bills"),
    Asset.AGENCY_MBS: ("mbs",),
    Asset.AGENCY_DEBT: ("agency",),
    Asset.TREASURY: ("coupons", "bills"),
}
_REINVESTED = {
    Asset.SECURITIES: ("mbs", "agency"),
    Asset.AGENCY_MBS: ("mbs",),
    Asset.AGENCY_DEBT: ("agency",),
}


def _makes_mbs(standing: Standing, table: Timetable) -> bool:
    """Whether new MBS can enter the portfolio."""
    uses = {standing.agency_principal_into, *(operation.into for operation in table.operations)}
    bought = {operation.asset for operation in table.operations if operation.amount_bn > 0}
    return PrincipalUse.AGENCY_MBS in uses or Asset.AGENCY_MBS in bought


