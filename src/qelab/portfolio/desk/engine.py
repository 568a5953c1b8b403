"""The desk's month, on many paths at once: maturities, principal, run-off, auctions, trades, income.

Answers: what does the portfolio hold, earn and lose, month after month? The order within a month: interest and
amortisation on what stood at its beginning; maturities and agency principal; what the caps let run off; roll-over at
auction; reinvestment of agency principal; outright trades; then all is marked at the month's own curve. Paths do not
know each other. What is done is ``programme``'s affair, with which securities ``trades``', how paths are divided among
processors ``projection``'s.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, convert
from qelab.policy.parts import Asset, PhaseKind, PrincipalUse
from qelab.portfolio.desk.curves import CurvePaths
from qelab.portfolio.desk.inventory import Rows
from qelab.portfolio.desk.ladders import Ladders, Rungs
from qelab.portfolio.desk.mortgage_book import MortgageBook
from qelab.portfolio.desk.mortgage_values import MortgageGrid
from qelab.portfolio.desk.opening import DeskOpening
from qelab.portfolio.desk.pools import FACE, INTEREST, Schedule
from qelab.portfolio.desk.programme import MbsPurchases, Programme, Underway
from qelab.portfolio.desk.reductions import PathReductions
from qelab.portfolio.desk.rules import AfterStop, DeskRules, Issuance
from qelab.portfolio.desk.treasuries import PER_MONTH, At, Done, Treasuries
from qelab.portfolio.desk.valuation import BUCKETS, Marks
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.operations import REINVESTED, RUN_OFF_ORDER, Operation

Array = NDArray[np.float64]
# Curves valued at a time: the working arrays stay in the cache of one processor.
_CURVES_AT_ONCE = 64
SHORT_BN = 1e-6
_RUN_OFF, _BILLS, _MBS = (
    PrincipalUse.RUN_OFF,
    PrincipalUse.BILLS,
    PrincipalUse.AGENCY_MBS,
)  # looked up each month
AGENCY_MONTHS = np.arange(MONTHS_PER_YEAR + 1, 5 * MONTHS_PER_YEAR + 1)  # in which agency debt is bought
FLOWS = (
    "treasury_interest", "mbs_interest", "agency_interest", "amortisation", "mbs_amortisation",
    "inflation_compensation", "realised_gains", "premium_traded", "compensation_repaid", "matured", "redeemed", "mbs_principal",
    "agency_debt_matured", "reinvested_treasury", "reinvested_mbs", "treasury_trades", "mbs_trades",
    "agency_debt_trades", "not_bought",
)  # fmt: skip
STOCKS = (
    "treasury_par", "mbs_par", "agency_par", "book_value", "market_value", "dollar_duration", "largest_share",
)  # fmt: skip
# What reserves are at the end of a month, per cent of GDP (P,), given month, interest income, gains and book (P,) bn.
Reserves = Callable[[int, Array, Array, Array], Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What all paths share: opening, programme, rules and the tables made of them."""

    opening: DeskOpening
    programme: Programme
    rates: RatePaths
    issuance: Issuance
    rules: DeskRules
    gdp_bn: Array
    rows: Rows
    schedule: Schedule
    mbs_purchases: MbsPurchases
    grid: MortgageGrid
    profile: Array
    keep_lots: frozenset[int] = frozenset()


class Now:
    """What is found in one month: views of its rows, (P,)."""

    __slots__ = ("_found", "_month")

    def __init__(self, found: dict[str, Array], month: int) -> None:
        """Of all that is found, the month's."""
        self._found, self._month = found, month

    def __getitem__(self, name: str) -> Array:
        return self._found[name][self._month]

    def __setitem__(self, name: str, values: Array | float) -> None:
        self._found[name][self._month] = values


class Desk:
    """The portfolio on some paths; ``run`` takes it through all months.

    ``found`` flows and stocks of each month, (months, P) bn, by the names of ``FLOWS`` and ``STOCKS``; ``by_bucket``
    (months, buckets, P) par of Treasuries; ``stopped_in`` (P,) month in which run-off was ended by the stop rule, -1
    for none; ``lots`` par by row at the months asked for, (rows, P).
    """

    def __init__(self, task: Task, paths: slice, reserves: Reserves | None = None) -> None:
        self.task, self._paths, self._reserves = task, paths, reserves
        rates = task.rates
        count, months = len(range(*paths.indices(rates.paths))), rates.months
        self._curves = CurvePaths(rates.maturities_years, rates.par_yields[paths], task.opening.month)
        self._price_growth = np.ascontiguousarray(rates.price_growth[paths].T)
        self._bill_yield = np.ascontiguousarray(rates.bill_yield[paths].T)
        self.treasuries = Treasuries(
            task.opening, task.rows, task.issuance, task.rules, task.profile, months, count
        )
        self.mortgages = MortgageBook(
            task.schedule, task.grid, task.mbs_purchases, task.opening.month,
            np.ascontiguousarray(rates.mortgage_rate[paths].T), self.treasuries.bid, self.treasuries.ask,
        )  # fmt: skip
        self._agency_debt = _agency_ladder(task.opening, months, count)
        self._agency = self._agency_debt.by_kind[Rungs.AGENCY]
        self._has_agency = task.opening.agency_debt.total_bn > 0 or _trades(task.programme, Asset.AGENCY_DEBT)
        self._batch = max(1, _CURVES_AT_ONCE // count)
        self.found = {name: np.zeros((months, count)) for name in (*FLOWS, *STOCKS)}
        self.by_bucket = np.zeros((months, BUCKETS, count))
        self.stopped_in = np.full(count, -1)
        self._running, self._wanted_pct, self._nothing = np.ones(count), np.zeros(count), np.zeros(count)
        self._reserves_pct = np.full(count, np.nan)
        self._reductions = PathReductions(count)
        self.lots: dict[int, Array] = {}
        self._first = 0

    def run(self) -> "Desk":
        """All months."""
        for month in range(self.task.rates.months):
            if month % self._batch == 0:
                self._begin(month)
            self._step(month)
            if month + 1 == min(self._first + self._batch, self.task.rates.months):
                self._value(month + 1)
        return self

    # ------------------------------------------------------------------------------------------------ one month

    def _step(self, month: int) -> None:
        self._now = Now(self.found, month)
        self._place = month - self._first
        self._earn(month)
        self._maturities_and_principal(month)
        self._trades(month)
        if self.task.rules.stop is not None and self.task.rules.stop.then is AfterStop.GROW:
            self._grow(month)
        self._record(month)

    def _earn(self, month: int) -> None:
        """Interest, compensation and amortisation of Treasuries and agency debt on what stood before."""
        bill, growth = self._bill_yield[month], self._price_growth[month]
        self._now["treasury_interest"] = self.treasuries.interest(bill)
        self._now["mbs_interest"] = self.mortgages.sums[INTEREST]
        if self._has_agency:
            self._now["agency_interest"] = self._agency.totals[1] * PER_MONTH
        self._now["inflation_compensation"] = self.treasuries.index(growth)
        self._now["amortisation"] = self.treasuries.inventory.amortise(month)

    def _maturities_and_principal(self, month: int) -> None:
        principal, written = self.mortgages.repay(month)
        matured = {
            "mbs": principal,
            "agency": self._agency_debt.mature(month)[0] if self._has_agency else self._nothing,
        }
        matured["coupons"], matured["bills"], compensation = self.treasuries.mature(month)
        left = dict(matured)
        for operation, share in self._underway(month).run_off:
            room = operation.cap_bn * share * self._running
            for name in RUN_OFF_ORDER[operation.asset]:
                redeemed = np.minimum(left[name], room)
                left[name] = left[name] - redeemed
                room = room - redeemed
        for operation, share in self._underway(month).reduce:
            for name in RUN_OFF_ORDER[operation.asset]:
                redeemed = np.minimum(left[name], self._reductions.left(operation, share) * self._running)
                left[name] = left[name] - redeemed
                self._reductions.add(operation, redeemed)
        self.treasuries.roll(month, left["coupons"])
        self._into_bills = left["bills"]
        now = self._now
        now["mbs_amortisation"] = written
        now["amortisation"] += written
        principal = matured["coupons"] + matured["bills"]
        now["compensation_repaid"], now["matured"] = compensation, principal - compensation
        now["redeemed"] = principal - left["coupons"] - left["bills"]
        now["mbs_principal"], now["agency_debt_matured"] = matured["mbs"], matured["agency"]
        self._reinvest(month, left["mbs"], left["agency"])
        self.treasuries.issue_bills(month, self._into_bills, self._bill_yield[month])

    def _reinvest(self, month: int, mbs: Array, agency: Array) -> None:
        """Put agency principal to its use: the stop rule's, that of a phase, or the standing one."""
        stop = self.task.rules.stop
        if stop is not None:
            ended = mbs * (1.0 - self._running)
            self._put(month, ended, stop.mbs_into, None)
            mbs = mbs - ended
        waiting, principal = {"mbs": 1.0, "agency": 1.0}, {"mbs": mbs, "agency": agency}
        for operation, share in self._underway(month).reinvest:
            for name in REINVESTED[operation.asset]:
                takes = share * waiting[name]
                waiting[name] -= takes
                self._put(month, takes * principal[name], operation.into, operation)
        rest = waiting["mbs"] * mbs + waiting["agency"] * agency
        self._put(month, rest, self.task.programme.standing.agency_principal_into, None)

    def _put(self, month: int, amount: Array, use: PrincipalUse | None, operation: Operation | None) -> None:
        if use is None or use is _RUN_OFF or not amount.any():
            return
        if use is _MBS:
            self._buy_mbs(month, amount)
            self._now["reinvested_mbs"] += amount
            return
        if use is _BILLS:
            self._now["reinvested_treasury"] += amount
            self._into_bills = self._into_bills + amount
            return
        buckets = operation.buckets if operation is not None else self.task.programme.standing.buckets
        done = self.treasuries.buy(month, amount, buckets, self._at(month), self._bill_yield[month])
        self._now["reinvested_treasury"] += amount - done.not_bought
        self._count(done)

    def _trades(self, month: int) -> None:
        """Outright purchases and sales, evenly over the months of each operation.

        Sales that lower the stock end with run-off; those that pay for purchases of the month go on.
        """
        trades = self._underway(month).trades
        lowers = sum(operation.amount_bn * share for operation, share in trades) < 0
        for operation, share in trades:
            amount = np.full_like(self._running, operation.amount_bn * share)
            if operation.kind is PhaseKind.SELL and lowers:
                amount = amount * self._running
            if operation.kind is PhaseKind.REDUCE:
                offset = self.task.programme.offset
                matures = self.treasuries.matures_until(month, operation.planned_last - offset)
                amount = -self._reductions.sale(operation, share, month + offset, matures) * self._running
                self._reductions.add(operation, -amount)
            if not amount.any():
                continue
            if operation.asset is Asset.TREASURY:
                self._trade_treasuries(month, operation, amount)
            elif operation.asset is Asset.AGENCY_MBS:
                self._trade_mbs(month, operation, amount)
            else:
                self._trade_agency_debt(month, amount)

    def _trade_treasuries(self, month: int, operation: Operation, amount: Array) -> None:
        now, at = self._now, self._at(month)
        if operation.kind is PhaseKind.PURCHASE:
            done = self.treasuries.buy(month, amount, operation.buckets, at, self._bill_yield[month])
            now["treasury_trades"] += amount - done.not_bought
            self._count(done)
            return
        done = self.treasuries.sell(month, -amount, operation.buckets, at)
        self._refuse_short(month, Asset.TREASURY, done.not_bought)
        now["treasury_trades"] += amount + done.compensation
        now["realised_gains"] += done.gain
        now["premium_traded"] += done.premium - done.compensation

    def _trade_mbs(self, month: int, operation: Operation, amount: Array) -> None:
        now = self._now
        now["mbs_trades"] += amount
        if operation.kind is PhaseKind.PURCHASE:
            self._buy_mbs(month, amount, operation.phase.coupon_above_current or 0.0)
            return
        self._refuse_short(month, Asset.AGENCY_MBS, -amount - self.mortgages.sums[FACE])
        gain, premium = self.mortgages.sell(month, -amount)
        now["realised_gains"] += gain
        now["premium_traded"] -= premium

    def _trade_agency_debt(self, month: int, amount: Array) -> None:
        """Buy at par, evenly over one to five years; sell in proportion, at the curve's price."""
        now, at = self._now, self._at(month)
        now["agency_debt_trades"] += amount
        if amount.max() > 0:
            left = AGENCY_MONTHS
            par = np.repeat(amount[None] / len(left), len(left), axis=0)
            coupon = at.curves.par_coupon(at.place, left)
            self._agency.put(month + 1 + left, np.stack([par, par * coupon]))
            return
        par, coupon = self._agency.ahead(month)
        held = par.sum(0)
        self._refuse_short(month, Asset.AGENCY_DEBT, -amount - held)
        share = -amount / np.where(held > 0, held, 1.0)
        price_par, price_coupon = at.prices
        value = (par * price_par + coupon * price_coupon).sum(0) * self.treasuries.bid
        now["realised_gains"] += share * (value - held)
        for values in (par, coupon, self._agency.totals):
            values *= 1.0 - share

    def _buy_mbs(self, month: int, face: Array, above_current: float = 0.0) -> None:
        """Buy MBS of current production, or above it."""
        self._now["premium_traded"] += self.mortgages.buy(month, face, above_current)

    def _count(self, done: Done) -> None:
        """Take note of what a purchase cost above par, and of what could not be bought."""
        self._now["premium_traded"] += done.premium
        self._now["not_bought"] += done.not_bought

    def _refuse_short(self, month: int, asset: Asset, short: Array) -> None:
        worst = float(short.max())
        if worst > SHORT_BN:
            when = self.task.opening.month + (month + 1)
            raise QelabError("QE303", asset=asset.value, short=worst, month=str(when))

    # ------------------------------------------------------------------------------------- what stands, what it is worth

    def _begin(self, month: int) -> None:
        """Curves and prepayment speeds of the coming months."""
        self._first = month
        last = min(month + self._batch, self.task.rates.months)
        self._unit = self._curves.months(month, last)
        self.mortgages.begin(month, last)
        self._marks = Marks.empty(last - month, len(self._running), agency=self._has_agency)
        self.treasuries.begin(month, self._unit)

    def _at(self, month: int) -> At:
        return At(self._unit, month - self._first)

    def _underway(self, month: int) -> Underway:
        return self.task.programme.months[month]

    def _record(self, month: int) -> None:
        """Stocks at the end of the month; what they are worth is found with the other months of the batch."""
        now, marks, place = self._now, self._marks, self._place
        self.treasuries.ahead(month, marks.treasuries[place])
        if marks.agency is not None:
            marks.agency[place] = self._agency.ahead(month)
        treasuries, agency = self.treasuries.par_bn, self._agency.totals[0]
        mbs, _, premium = self.mortgages.sums
        self.mortgages.note()
        now["treasury_par"], now["mbs_par"], now["agency_par"] = treasuries, mbs, agency
        now["market_value"] = self.treasuries.floating_bn
        now["book_value"] = treasuries + mbs + agency + premium + self.treasuries.inventory.total_premium
        if (month + 1) % MONTHS_PER_QUARTER == 0:
            now["largest_share"] = self.treasuries.inventory.largest_share(month)
        if month in self.task.keep_lots:
            self.lots[month] = self.treasuries.inventory.par.copy()
        if self._reserves is not None:
            self._watch_reserves(month, self._reserves)

    def _watch_reserves(self, month: int, reserves: Reserves) -> None:
        """What reserves have become, and whether run-off has to end."""
        now, stop = self._now, self.task.rules.stop
        interest = now["treasury_interest"] + now["mbs_interest"] + now["agency_interest"]
        income = interest - now["amortisation"] + now["inflation_compensation"]
        self._reserves_pct = reserves(month, income, now["realised_gains"], now["book_value"])
        if stop is None:
            return
        ends = (self._reserves_pct < stop.ample_pct_gdp) & (self._running > 0)
        self._running = np.where(ends, 0.0, self._running)
        self._wanted_pct = np.where(ends, self._reserves_pct, self._wanted_pct)
        self.stopped_in = np.where(ends, month, self.stopped_in)

    def _grow(self, month: int) -> None:
        """Where run-off has ended, buy bills for what reserves lacked last month of their ratio to GDP."""
        lacking = np.where(self._running > 0, 0.0, np.maximum(self._wanted_pct - self._reserves_pct, 0.0))
        if month == 0 or not lacking.any():
            return
        amount = convert(lacking, "percent of GDP", "share of GDP") * self.task.gdp_bn[self._paths, month]
        self.treasuries.issue_bills(month, amount, self._bill_yield[month])
        self._now["treasury_trades"] += amount

    def _value(self, end: int) -> None:
        """Value the months of the batch up to ``end``."""
        months = slice(self._first, end)
        for value, risk in (self._marks.values(self._unit), self.mortgages.values()):
            self.found["market_value"][months] += value
            self.found["dollar_duration"][months] += risk
        self.by_bucket[months] = self._marks.by_bucket()


def _agency_ladder(opening: DeskOpening, months: int, paths: int) -> Ladders:
    lots, ladders = opening.agency_debt, Ladders((Rungs.AGENCY,), months, paths)
    order = np.argsort(lots.maturity, kind="stable")
    par = np.repeat(lots.par_bn[order, None], paths, axis=1)
    column = lots.maturity[order] - opening.month.ordinal
    ladders.by_kind[Rungs.AGENCY].add(column, par, par * lots.coupon[order, None])
    return ladders


def _trades(programme: Programme, asset: Asset) -> bool:
    """Whether the programme buys or sells an asset."""
    return any(one.asset is asset and one.amount_bn for one in programme.operations)
