"""The monthly projection of the portfolio, in one pass over both worlds and all information dates.

Answers: given the announcements known at each date and a path of the mortgage rate, what is held, bought,
repaid and reinvested in each month? Order of operations within a month (ECONOMICS A.2): maturities and their
redemption or rollover, MBS principal and its reinvestment, outright trades, the tail rule.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.parts import Asset, PhaseKind, PrincipalUse, Standing
from qelab.portfolio.bonds import BondTable
from qelab.portfolio.holdings import Holdings
from qelab.portfolio.mortgages import DurationTable
from qelab.portfolio.state import BUCKETS, State, bucket_matrix, initial_state
from qelab.portfolio.timetable import Operation, Timetable, maturity_weights

Array = NDArray[np.float64]
REFERENCE, PROGRAMME = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Operations of each month, bn, every array (2 worlds, dates, months).

    ``matured`` Treasuries, of which ``redeemed`` were not rolled over; ``agency_principal`` of MBS and agency
    debt, of which ``agency_reinvested_treasury`` and ``agency_reinvested_mbs`` were put back to work;
    ``treasury_trades``, ``mbs_trades``, ``agency_debt_trades`` outright (sales negative), tail included.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """Unit values: Treasuries on the opening's curve, MBS around the opening's mortgage rate."""

    bonds: BondTable
    mortgages: DurationTable


def project(
    holdings: Holdings,
    standing: Standing,
    timetable: Timetable,
    mortgage_rate: Array,
    gdp_growth: Array,
    valuation: Valuation,
) -> Projection:
    """Advance the portfolio month by month.

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
    QelabError QE303 : more is sold than is held
    QelabError QE307 : the programme is so large that its own feedback leaves the model's reach
    """
    run = _Run(holdings, standing, timetable, mortgage_rate, valuation)
    for month in range(timetable.months):
        run.step(month, gdp_growth[:, month])
    return run.projection()


def _makes_mbs(standing: Standing, table: Timetable) -> bool:
    """Whether new MBS can enter the portfolio."""
    uses = {standing.agency_principal_into}
    uses |= {operation.into for plan in table.plans for operation in plan.operations}
    traded = {operation.asset for plan in table.plans for operation in plan.operations if abs(operation.size_bn) > 0}
    return PrincipalUse.AGENCY_MBS in uses or Asset.AGENCY_MBS in traded  # a sale needs the slot too


class _Run:
    """Working arrays of one projection."""

    def __init__(
        self, holdings: Holdings, standing: Standing, table: Timetable, rate: Array, valuation: Valuation
    ) -> None:
        self.table, self.rate, self.valuation = table, rate, valuation
        dates, months = table.in_force.shape
        quarters = -(-months // MONTHS_PER_QUARTER)
        self.existing = len(holdings.mbs.face_bn)
        self.state = initial_state(holdings, dates, quarters if _makes_mbs(standing, table) else 0)
        self.calendar = holdings.month
        self.profile = self.state.par[0, 0].copy()
        self.standing_use = standing.agency_principal_into
        self.standing_weights = maturity_weights(standing.buckets, self.profile) if standing.buckets else None
        self.weights = {
            id(operation): maturity_weights(operation.buckets, self.profile)
            for plan in table.plans
            for operation in plan.operations
            if operation.buckets
        }
        self.done = {asset: np.zeros(dates) for asset in Asset}
        self.to_buckets = bucket_matrix()
        shape = (2, dates, months)
        self.flows = {name: np.zeros(shape) for name in Flows.__dataclass_fields__}
        self.par = np.zeros((*shape, len(BUCKETS)))
        self.equivalents = np.zeros_like(self.par)
        self.market = np.zeros(shape)
        cohorts = (months, *self.state.face.shape)
        self.face, self.wac, self.remaining = (np.zeros(cohorts) for _ in range(3))

    def projection(self) -> Projection:
        self._value_mbs()
        return Projection(
            timetable=self.table, par_bn=self.par, ten_year_equivalents_bn=self.equivalents,
            market_value_bn=self.market, flows=Flows(**self.flows),
        )  # fmt: skip

    def step(self, month: int, growth: Array) -> None:
        """One month, in the order of A.2."""
        before = self.state.copy() if self.table.in_tail[:, month].any() else None
        self._maturities_and_principal(month)
        self._trades(month)
        if before is not None:
            self._tail(month, growth, before)
        self._refuse_short(month)
        self._record(month)

    def _active(self, month: int, *kinds: PhaseKind) -> list[tuple[Array, Operation]]:
        """Operations under way in a month with the (dates,) mask of the dates that see them."""
        found = []
        for index in np.unique(self.table.in_force[:, month]):
            if index < 0:
                continue
            mask = (self.table.in_force[:, month] == index) & ~self.table.in_tail[:, month]
            for operation in self.table.plans[index].operations:
                if operation.kind in kinds and operation.first <= month <= operation.last:
                    found.append((mask.astype(float), operation))
        return found

    def _maturities_and_principal(self, month: int) -> None:
        state, table = self.state, self.valuation.bonds
        coupons, bills, agency = state.age_one_month()
        principal = state.repay_mbs(self.rate[:, :, month], (self.calendar + (month + 1)).month)
        redeem_mbs, redeem_agency, redeem_coupons, redeem_bills = (np.zeros_like(coupons) for _ in range(4))
        for mask, operation in self._active(month, PhaseKind.RUN_OFF):
            room = operation.cap_bn * mask
            if operation.asset in (Asset.AGENCY_MBS, Asset.SECURITIES):
                redeem_mbs[PROGRAMME] += np.minimum(principal[PROGRAMME] * mask, room)
                room = room - redeem_mbs[PROGRAMME] * mask
            if operation.asset is Asset.AGENCY_DEBT:
                redeem_agency[PROGRAMME] += np.minimum(agency[PROGRAMME] * mask, room)
            if operation.asset in (Asset.TREASURY, Asset.SECURITIES):
                redeem_coupons[PROGRAMME] += np.minimum(coupons[PROGRAMME] * mask, room)
                room = room - redeem_coupons[PROGRAMME] * mask
                redeem_bills[PROGRAMME] += np.minimum(bills[PROGRAMME] * mask, room)
        state.roll_at_auction(coupons - redeem_coupons, table)
        state.issue_bills(bills - redeem_bills)
        self._reinvest(month, principal - redeem_mbs, agency - redeem_agency)
        self._add("matured", month, coupons + bills)
        self._add("redeemed", month, redeem_coupons + redeem_bills)
        self._add("mbs_principal", month, principal)
        self._add("agency_debt_matured", month, agency)

    def _reinvest(self, month: int, mbs: Array, agency: Array) -> None:
        """Put agency principal to the use in force: the standing policy, or a reinvest phase."""
        standing = np.ones_like(mbs)
        for mask, operation in self._active(month, PhaseKind.REINVEST):
            takes = np.zeros_like(mbs)
            takes[PROGRAMME] = mask
            standing -= takes
            self._put(month, takes * (mbs + agency), operation.into, self.weights.get(id(operation)))
        self._put(month, standing * (mbs + agency), self.standing_use, self.standing_weights)

    def _put(self, month: int, amount: Array, use: PrincipalUse | None, weights: Array | None) -> None:
        if use is PrincipalUse.TREASURY and weights is not None:
            self.state.trade_treasuries(amount, weights, self.valuation.bonds)
            self._add("reinvested_treasury", month, amount)
        elif use is PrincipalUse.BILLS:
            self.state.issue_bills(amount)
            self._add("reinvested_treasury", month, amount)
        elif use is PrincipalUse.AGENCY_MBS:
            self._trade_mbs(month, amount)
            self._add("reinvested_mbs", month, amount)

    def _trade_mbs(self, month: int, amount: Array) -> None:
        self.state.trade_mbs(amount, self.rate[:, :, month], self.existing + month // MONTHS_PER_QUARTER)

    def _trades(self, month: int) -> None:
        """Outright purchases and sales: what is left of the envelope, evenly over the months left."""
        for mask, operation in self._active(month, PhaseKind.PURCHASE, PhaseKind.SELL):
            done = self.done[operation.asset]
            left = operation.size_bn - done
            left = np.maximum(left, 0.0) if operation.kind is PhaseKind.PURCHASE else np.minimum(left, 0.0)
            amount = mask * left / (operation.last - month + 1)
            if not amount.any():
                continue
            done += amount
            both = np.stack([np.zeros_like(amount), amount])
            if operation.asset is Asset.TREASURY:
                self.state.trade_treasuries(both, self.weights[id(operation)], self.valuation.bonds)
                self._add("treasury_trades", month, both)
            elif operation.asset is Asset.AGENCY_MBS:
                self._trade_mbs(month, both)
                self._add("mbs_trades", month, both)
            else:
                self.state.trade_agency_debt(both)
                self._add("agency_debt_trades", month, both)

    def _tail(self, month: int, growth: Array, before: State) -> None:
        """The programme's deviation of last month, shrunk by the tail rule and grown with nominal GDP."""
        factor = self.table.tail_factor(month) * growth
        state, tail = self.state, np.isfinite(factor)
        rows = np.flatnonzero(tail)
        held = self._totals(state)
        for name in ("par", "coupon", "bills", "agency", "face"):
            now, then = getattr(state, name), getattr(before, name)
            now[PROGRAMME, rows] = now[REFERENCE, rows] + factor[rows, None] * (
                then[PROGRAMME, rows] - then[REFERENCE, rows]
            )
        for name in ("wac", "remaining", "age", "burnout"):
            column = getattr(state, name)
            column[PROGRAMME, rows] = column[REFERENCE, rows]
        for name, change in zip(
            ("treasury_trades", "mbs_trades", "agency_debt_trades"),
            (new - old for new, old in zip(self._totals(state), held, strict=True)),
            strict=True,
        ):
            self._add(name, month, change)

    @staticmethod
    def _totals(state: State) -> tuple[Array, Array, Array]:
        return state.par.sum(-1) + state.bills.sum(-1), state.face.sum(-1), state.agency.sum(-1)

    def _refuse_short(self, month: int) -> None:
        held = np.concatenate([self.state.par @ self.to_buckets, self.state.face.sum(-1)[..., None]], axis=-1)
        short = held.min()
        if not short >= -1e-6:  # NaN too
            bucket = int(np.unravel_index(held.argmin(), held.shape)[-1])
            asset = (*BUCKETS[:-2], "agency_mbs")[bucket]
            kinds = {operation.kind for plan in self.table.plans for operation in plan.operations}
            code = "QE303" if kinds & {PhaseKind.SELL, PhaseKind.RUN_OFF} else "QE307"
            raise QelabError(code, asset=asset, short=-short, month=str(self.calendar + (month + 1)))

    def _add(self, name: str, month: int, amount: Array) -> None:
        self.flows[name][:, :, month] += amount

    def _record(self, month: int) -> None:
        state, bonds = self.state, self.valuation.bonds
        treasuries = slice(0, len(BUCKETS) - 2)
        self.par[:, :, month, treasuries] = state.par @ self.to_buckets
        self.par[:, :, month, 0] += state.bills.sum(-1)
        self.par[:, :, month, -2] = state.face.sum(-1)
        self.par[:, :, month, -1] = state.agency.sum(-1)
        by_month = bonds.ten_year_equivalents(state.par, state.coupon)
        self.equivalents[:, :, month, treasuries] = by_month @ self.to_buckets
        short = slice(0, state.bills.shape[-1])
        bill_equivalents = state.bills @ bonds.duration_par[short] / bonds.duration_10y
        self.equivalents[:, :, month, 0] += bill_equivalents
        self.face[month], self.wac[month], self.remaining[month] = state.face, state.wac, state.remaining
        agency_coupon = state.agency * bonds.par_coupon
        agency = bonds.ten_year_equivalents(state.agency, agency_coupon)
        self.equivalents[:, :, month, -1] = agency.sum(-1)
        self.market[:, :, month] = (
            bonds.market_value(state.par, state.coupon)
            + state.bills @ bonds.price_par[short]
            + bonds.market_value(state.agency, agency_coupon)
        )

    def _value_mbs(self) -> None:
        """Add MBS to the ten-year equivalents and the market value, all months at once.

        Both worlds are valued at the reference world's rate, so that the measure moves with quantities.
        """
        reference = self.rate[REFERENCE].T[:, None, :, None]
        price, dollar_duration = self.valuation.mortgages.at(self.wac - reference, self.remaining)
        equivalents = (self.face * dollar_duration).sum(-1) / self.valuation.bonds.duration_10y
        self.equivalents[..., -2] = np.moveaxis(equivalents, 0, -1)
        self.market += np.moveaxis((self.face * price).sum(-1), 0, -1)
