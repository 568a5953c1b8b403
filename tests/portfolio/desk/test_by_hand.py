"""The desk against a second, slow reading of the same rules: one path, one lot, one month after another.

The loop below knows no ladders, no groups of cohorts and no arrays of paths; it walks through the month as an
accountant would. The programme has a bit of everything: caps with bills filling, roll-over at auction, principal into
Treasuries by bucket, purchases up to the limit of an issue, sales, MBS and agency debt.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from qelab.portfolio import mortgages
from qelab.portfolio.bonds import ParCurve, bond_table
from qelab.portfolio.desk.projection import project_desk
from qelab.portfolio.desk.rules import Allocation, DeskRules
from qelab.portfolio.income.tables import mortgage_values

MONTHS = 24
ASK, BID = 1.0001, 0.9999
THREE_TO_TEN = [{"from_years": 3.0, "to_years": 10.0, "share": 1.0}]
MIXED = [
    {"from_years": 2.0, "to_years": 4.0, "share": 0.5},
    {"from_years": 2.0, "to_years": 5.0, "share": 0.2, "tips": True},
    {"from_years": 0.0, "to_years": 1.0, "share": 0.3},
]


@pytest.fixture
def mixed(programme, buy):
    """Caps, reinvestment into Treasuries, purchases that meet the limit, sales of two kinds, MBS and agency debt."""
    return programme(
        {"kind": "run_off", "asset": "treasury", "start": "2010-11", "months": 5, "cap_bn_per_month": 6.0},
        {"kind": "run_off", "asset": "agency_mbs", "start": "2010-12", "months": 4, "cap_bn_per_month": 0.5},
        {"kind": "reinvest", "asset": "securities", "start": "2011-05", "into": "treasury", "buckets": THREE_TO_TEN},
        buy(200.0, start="2010-11", buckets=MIXED, months=4),
        buy(30.0, start="2011-02", asset="agency_mbs", months=3),
        buy(3.0, start="2011-03", asset="agency_debt", months=3),
        buy(20.0, start="2011-09", kind="sell", buckets=[{"from_years": 1.5, "to_years": 30.0, "share": 1.0}], months=2),
        buy(9.0, start="2011-10", kind="sell", asset="agency_mbs", months=3),
        standing={"agency_principal_into": "agency_mbs"},
    )  # fmt: skip


@dataclass
class Lot:
    """One security: units of the opening's index for TIPS."""

    kind: str
    column: int
    coupon: float
    par: float
    premium: float = 0.0
    outstanding: float = math.nan
    yield_: float = 0.0
    base: float = 0.0

    def __post_init__(self):
        self.base = self.base or self.par


@dataclass
class Cohort:
    coupon: float
    wac: float
    left: float
    age: float
    burnout: float
    face: float
    premium: float


class Accountant:
    """The slow loop."""

    def __init__(self, desk, programme, issuance, rates, path):
        self.programme, self.issuance, self.rates, self.path, self.month0 = (
            programme,
            issuance,
            rates,
            path,
            desk.month,
        )
        own = desk.treasuries
        self.lots = []
        for row in range(len(own.cusip)):
            column, par, premium = (
                int(own.maturity[row] - desk.month.ordinal),
                own.par_bn[row],
                own.premium_bn[row],
            )
            coupon = own.spread[row] if own.kind[row] == "frn" else own.coupon[row]
            cost = own.coupon[row] - 100 * premium / (par * column / 12)
            self.lots.append(Lot(own.kind[row], column, coupon, par, premium, own.outstanding_bn[row], cost))
        mbs, share = desk.mbs, desk.mbs_premium_share
        rows = zip(
            mbs.coupon, mbs.wac, mbs.remaining_months, mbs.age_months, mbs.burnout, mbs.face_bn, strict=True
        )
        self.cohorts = [
            Cohort(coupon, wac, left, age, burnout, face, share * face)
            for coupon, wac, left, age, burnout, face in rows
        ]
        debt = desk.agency_debt
        self.agency = [
            Lot("agency", int(when - desk.month.ordinal), coupon, par)
            for when, coupon, par in zip(debt.maturity, debt.coupon, debt.par_bn, strict=True)
        ]
        self.growth = 1.0
        self.found = {}

    def add(self, name, month, amount):
        self.found.setdefault(name, [0.0] * MONTHS)[month] += amount

    def run(self):
        for month in range(MONTHS):
            self.step(month)
        return self.found

    def scale(self, lot):
        return self.growth if lot.kind == "tips" else 1.0

    def price(self, lot, month, table):
        left = lot.column - month - 1
        coupon = lot.coupon + (2.0 if lot.kind == "tips" else 0.0)
        return table.price_par[left] + coupon * table.price_coupon[left]

    def step(self, month):
        rates, path = self.rates, self.path
        self.bill, self.rate = rates.bill_yield[path, month], rates.mortgage_rate[path, month]
        curve = ParCurve(maturities_years=rates.maturities_years, yields=rates.par_yields[path, month])
        self.table, self.curve = bond_table(curve), curve
        self.income(month)
        left = self.maturities(month)
        for operation, share in self.programme.months[month].run_off:
            room = operation.cap_bn * share
            for name in ("mbs",) if operation.asset == "agency_mbs" else ("coupons", "bills"):
                gone = min(left[name], room)
                left[name] -= gone
                room -= gone
                if name in ("coupons", "bills"):
                    self.add("redeemed", month, gone)
        for months, share in zip(self.issuance.months, self.issuance.shares, strict=True):
            public = self.issuance.bn_per_month * share
            held = left["coupons"] * share
            coupon = float(self.table.par_coupon[months])
            self.lots.append(
                Lot("note", month + 1 + int(months), coupon, held, outstanding=public + held, yield_=coupon)
            )
        self.bills(month, left["bills"])
        reinvest = self.programme.months[month].reinvest
        if reinvest:
            self.buy(month, left["mbs"], reinvest[0][0].buckets)
            self.buy(month, left["agency"], reinvest[0][0].buckets)
        else:
            self.buy_mbs(month, left["mbs"] + left["agency"])
        for operation, _ in self.programme.months[month].trades:
            self.trade(month, operation)
        self.stocks(month)

    def income(self, month):
        growth = self.rates.price_growth[self.path, month]
        for lot in self.lots:
            if lot.column <= month:
                continue
            own = self.scale(lot) * lot.par
            rate = lot.coupon + (self.bill if lot.kind == "frn" else 0.0)
            self.add("treasury_interest", month, own * rate / 1200)
            if lot.kind == "tips":
                self.add("inflation_compensation", month, own * (growth - 1))
            n, speed = lot.column - month, max(math.log1p(max(lot.yield_, 0.0) / 1200), 1e-9)
            kept = math.expm1(-(n - 1) * speed) / math.expm1(-n * speed)
            self.add("amortisation", month, lot.premium * (1 - kept))
            lot.premium *= kept
        self.growth *= growth
        for lot in self.agency:
            if lot.column > month:
                self.add("agency_interest", month, lot.par * lot.coupon / 1200)
        for cohort in self.cohorts:
            self.add("mbs_interest", month, cohort.face * cohort.coupon / 1200)

    def maturities(self, month):
        left = {"coupons": 0.0, "bills": 0.0, "mbs": 0.0, "agency": 0.0}
        for lot in self.lots:
            if lot.column == month + 1:
                own = lot.par * self.scale(lot)
                left["bills" if lot.kind == "bill" else "coupons"] += own
                if lot.kind == "tips":
                    self.add("compensation_repaid", month, own - lot.base)
        left["agency"] = sum(lot.par for lot in self.agency if lot.column == month + 1)
        calendar = (self.month0 + (month + 1)).month
        for cohort in self.cohorts:
            incentive = cohort.wac - self.rate
            spread, age, burnout = (np.array([value]) for value in (incentive, cohort.age, cohort.burnout))
            speed = mortgages.conditional_prepayment_rate(spread, age, burnout, calendar)
            smm = float(mortgages.monthly_mortality(speed)[0])
            due = float(mortgages.scheduled_share(np.array([cohort.wac]), np.array([cohort.left]))[0])
            repaid = 1.0 if cohort.left <= 1 else due + (1 - due) * smm
            left["mbs"] += cohort.face * repaid
            self.add("mbs_amortisation", month, cohort.premium * repaid)
            self.add("amortisation", month, cohort.premium * repaid)
            cohort.face *= 1 - repaid
            cohort.premium *= 1 - repaid
            cohort.left, cohort.age = max(cohort.left - 1, 1), cohort.age + 1
            cohort.burnout = float(mortgages.next_burnout(burnout, spread)[0])
        self.add("mbs_principal", month, left["mbs"])
        return left

    def bills(self, month, amount):
        self.lots.append(Lot("bill", month + 4, self.bill, amount))

    def buy_mbs(self, month, face):
        price = float(mortgage_values(np.array(self.rate), np.array(self.rate), np.array(360.0))[0])
        premium = face * (price * ASK - 1)
        self.add("premium_traded", month, premium)
        self.cohorts.append(Cohort(self.rate - 0.6, self.rate, 360.0, 0.0, 1.0, face, premium))

    def buy(self, month, amount, buckets):
        for bucket in buckets:
            wanted = amount * bucket.share
            if bucket.to_years <= 1:
                self.bills(month, wanted)
                continue
            first, last = round(bucket.from_years * 12) + 1, round(bucket.to_years * 12)
            kinds = ("tips",) if bucket.tips else ("note", "bond")
            lots = [lot for lot in self.lots if lot.kind in kinds and first <= lot.column - month - 1 <= last]
            while wanted > 1e-12:
                free = {}
                for place, lot in enumerate(lots):
                    own, out = lot.par * self.scale(lot), lot.outstanding * self.scale(lot)
                    if 0.7 * out - own > 1e-12:
                        free[place] = (out - own, 0.7 * out - own)
                if not free:
                    self.add("not_bought", month, wanted)
                    break
                # The largest common part of their weights that overfills none.
                total = sum(weight for weight, _ in self.first_weights(lots, free).values())
                step = min(
                    wanted,
                    min(
                        room / (weight / total)
                        for place, (weight, room) in self.first_weights(lots, free).items()
                    ),
                )
                for place, (weight, _) in self.first_weights(lots, free).items():
                    self.take(month, lots[place], step * weight / total)
                wanted -= step
            for lot in lots:
                lot.__dict__.pop("weight", None)

    def first_weights(self, lots, free):
        """Free float before the purchase: what is bought does not change the proportions."""
        for place, lot in enumerate(lots):
            if "weight" not in lot.__dict__:
                lot.__dict__["weight"] = free[place][0] if place in free else 0.0
        return {place: (lots[place].__dict__["weight"], room) for place, (_, room) in free.items()}

    def take(self, month, lot, amount):
        premium = amount * (self.price(lot, month, self.table) * ASK - 1)
        years = (lot.column - month - 1) / 12
        yield_ = float(self.curve.at(years)) - (2.0 if lot.kind == "tips" else 0.0)
        units = amount / self.scale(lot)
        speeds = [max(math.log1p(max(one, 0.0) / 1200), 1e-9) for one in (lot.yield_, yield_)]
        blended = speeds[0] + units / (lot.par + units) * (speeds[1] - speeds[0])
        lot.yield_ = 1200 * math.expm1(blended)
        lot.par, lot.base, lot.premium = lot.par + units, lot.base + amount, lot.premium + premium
        self.add("premium_traded", month, premium)

    def trade(self, month, operation):
        amount = operation.amount_bn
        if operation.asset == "treasury":
            if amount > 0:
                self.buy(month, amount, operation.buckets)
            else:
                self.sell(month, -amount, operation.buckets[0])
        elif operation.asset == "agency_mbs":
            if amount > 0:
                self.buy_mbs(month, amount)
            else:
                share = -amount / sum(cohort.face for cohort in self.cohorts)
                for cohort in self.cohorts:
                    price = mortgage_values(*(np.array(one) for one in (self.rate, cohort.wac, cohort.left)))[
                        0
                    ]
                    gain = share * (cohort.face * (float(price) * BID - 1) - cohort.premium)
                    self.add("realised_gains", month, gain)
                    self.add("premium_traded", month, -share * cohort.premium)
                    cohort.face *= 1 - share
                    cohort.premium *= 1 - share
        else:
            for n in range(13, 61):
                self.agency.append(Lot("agency", month + 1 + n, self.table.par_coupon[n], amount / 48))

    def sell(self, month, amount, bucket):
        first, last = round(bucket.from_years * 12) + 1, round(bucket.to_years * 12)
        kinds = ("note", "bond", "tips")
        lots = [lot for lot in self.lots if lot.kind in kinds and first <= lot.column - month - 1 <= last]
        share = amount / sum(lot.par * self.scale(lot) for lot in lots)
        for lot in lots:
            own = share * lot.par * self.scale(lot)
            price = self.price(lot, month, self.table) * BID
            self.add("realised_gains", month, own * (price - 1) - share * lot.premium)
            compensation = own - share * lot.base
            self.add("premium_traded", month, -share * lot.premium - compensation)
            lot.par, lot.base, lot.premium = ((1 - share) * one for one in (lot.par, lot.base, lot.premium))

    def stocks(self, month):
        alive = [lot for lot in self.lots if lot.column > month + 1]
        par = sum(lot.par * self.scale(lot) for lot in alive)
        debt = [lot for lot in self.agency if lot.column > month + 1]
        face = sum(cohort.face for cohort in self.cohorts)
        self.add("treasury_par", month, par)
        self.add("mbs_par", month, face)
        self.add("agency_par", month, sum(lot.par for lot in debt))
        premium = sum(lot.premium for lot in alive) + sum(cohort.premium for cohort in self.cohorts)
        self.add("book_value", month, par + face + sum(lot.par for lot in debt) + premium)
        value = sum(
            lot.par * (1.0 if lot.kind == "frn" else self.scale(lot) * self.price(lot, month, self.table))
            for lot in (*alive, *debt)
        )
        for cohort in self.cohorts:
            price = mortgage_values(*(np.array(one) for one in (self.rate, cohort.wac, cohort.left)))[0]
            value += cohort.face * float(price)
        self.add("market_value", month, value)


class WithoutMbs(Accountant):
    """Agency principal runs off."""

    def buy_mbs(self, month, face):
        """Nothing is bought."""


def found_in(found, name: str) -> np.ndarray:
    """What the desk says of a quantity, wherever it says it."""
    owner = next(part for part in (found.earned, found.flows, found) if hasattr(part, name))
    return getattr(owner, name)


def test_the_desk_is_the_slow_loop(desk, issuance, rates, on_grid, mixed):
    paths, programme = rates(paths=3, months=MONTHS), on_grid(mixed, MONTHS)
    found = project_desk(desk, programme, paths, issuance, DeskRules(allocation=Allocation.FREE_FLOAT))
    for path in range(3):
        slow = Accountant(desk, programme, issuance, paths, path).run()
        assert sum(slow["not_bought"]) > 0.1  # the limit is met
        assert sum(slow["compensation_repaid"]) != 0
        for name, values in slow.items():
            fast = found_in(found, name)
            # Book and flows agree to rounding; MBS are priced off a grid of rates, to 2e-5 (test_pools).
            loose = (
                1e-2 if name in ("market_value", "realised_gains", "premium_traded", "book_value") else 1e-9
            )
            np.testing.assert_allclose(fast[path], values, rtol=0, atol=loose, err_msg=name)


def test_without_mbs_the_books_agree_to_rounding(desk, issuance, rates, on_grid, programme, buy):
    """All prices are then exact."""
    bare = replace(
        desk,
        mbs=replace(desk.mbs, **{name: np.zeros(0) for name in type(desk.mbs).__dataclass_fields__}),
    )
    scenario = programme(
        buy(48.0, buckets=MIXED),
        {"kind": "run_off", "asset": "treasury", "cap_bn_per_month": 6.0},
        buy(
            30.0, kind="sell", start="2011-09", buckets=[{"from_years": 1.5, "to_years": 30.0, "share": 1.0}]
        ),
        standing={"agency_principal_into": "run_off"},
    )
    paths, plan = rates(paths=2, months=MONTHS, seed=7), on_grid(scenario, MONTHS)
    found = project_desk(bare, plan, paths, issuance, DeskRules(allocation=Allocation.FREE_FLOAT))
    for path in range(2):
        slow = WithoutMbs(bare, plan, issuance, paths, path)
        for name, values in slow.run().items():
            fast = found_in(found, name)
            np.testing.assert_allclose(fast[path], values, rtol=0, atol=1e-9, err_msg=name)
