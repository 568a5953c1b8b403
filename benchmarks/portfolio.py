"""The desk's projection: how long, how much memory, and does it grow as it should?  Part of `make bench`.

400 Treasury lots and 5,000 MBS cohorts, 120 months, 1,000 paths of rates, then half of each; one path of thirty years; and
the same Treasuries valued on the same curves by QuantLib. Each measurement of the large case runs in a process of its
own, so that its memory is its own.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from qelab.core.time import Month, quarters_from
from qelab.data import opening
from qelab.policy.catalogue import scenario
from qelab.portfolio.desk.curves import CurvePaths
from qelab.portfolio.desk.opening import DeskLots, DeskOpening, desk_opening
from qelab.portfolio.desk.programme import Programme, as_it_happens
from qelab.portfolio.desk.projection import project_desk
from qelab.portfolio.desk.rules import Issuance
from qelab.portfolio.holdings import MbsCohorts
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.timetable import timetable

SCENARIO, STATE = "fed_2022_qt2", "us_2022q1"
LOTS, COHORTS, MONTHS, PATHS = 400, 5000, 120, 1000
TARGET_S, TARGET_MB, TARGET_ONE_S = 10.0, 2000.0, 0.05
KNOTS = np.array([0.25, 2.0, 5.0, 10.0, 30.0])


def main() -> None:
    print(f"{'desk projection':<50}{'s':>7}{'target':>7}{'MB':>7}{'target':>7}{'cpu s':>7}{'of whole':>9}")
    whole = _apart(LOTS, COHORTS, MONTHS, PATHS)
    cases = (
        ("400 lots, 5,000 cohorts, 120 months, 1,000 paths", whole),
        ("  half of the lots and cohorts", _apart(LOTS // 2, COHORTS // 2, MONTHS, PATHS)),
        ("  half of the months", _apart(LOTS, COHORTS, MONTHS // 2, PATHS)),
        ("  half of the paths", _apart(LOTS, COHORTS, MONTHS, PATHS // 2)),
    )
    for place, (what, (seconds, megabytes, processor)) in enumerate(cases):
        row = f"{what:<50}{seconds:>7.2f}"
        if place == 0:
            met = seconds < TARGET_S and megabytes < TARGET_MB
            row += f"{TARGET_S:>7.1f}{megabytes:>7.0f}{TARGET_MB:>7.0f}{processor:>7.1f}  {'met' if met else 'MISSED'}"
        else:  # processor time: another process on the machine does not count
            row += f"{'':>7}{megabytes:>7.0f}{'':>7}{processor:>7.1f}{processor / whole[2]:>9.2f}"
        print(row, flush=True)
    packaged = desk_opening(opening(STATE).holdings, 1.0, 300.0, 60.0)
    for what, start, target in (
        ("one path, 30 years, packaged opening", packaged, TARGET_ONE_S),
        ("one path, 30 years, 5,000 cohorts", replace(packaged, mbs=_cohorts(COHORTS)), None),
    ):
        seconds = _median(_projection(start, 360, 1))
        verdict = "" if target is None else "  met" if seconds < target else "  MISSED"
        print(f"{what:<50}{seconds:>7.3f}{'' if target is None else target:>7}{verdict}", flush=True)
    _against_quantlib()


def _apart(lots: int, cohorts: int, months: int, paths: int) -> tuple[float, float, float]:
    """Seconds, peak megabytes and processor seconds of one projection in a process of its own, after one that fills the tables."""
    sizes = json.dumps([lots, cohorts, months, paths])
    done = subprocess.run(
        [sys.executable, __file__, sizes], capture_output=True, text=True, cwd=Path(__file__).parent
    )
    if done.returncode:
        sys.exit(done.stderr)
    seconds, megabytes, processor = json.loads(done.stdout)
    return seconds, megabytes, processor


def _measure(lots: int, cohorts: int, months: int, paths: int) -> tuple[float, float, float]:
    start = replace(_packaged_month(), treasuries=_lots(lots), mbs=_cohorts(cohorts))
    call = _projection(start, months, paths)
    _projection(start, 12, 2)()
    begun, processor = time.perf_counter(), time.process_time()
    call()
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, processor


def _packaged_month() -> DeskOpening:
    return desk_opening(opening(STATE).holdings, 1.0)


def _projection(start: DeskOpening, months: int, paths: int) -> Callable[[], object]:
    plan, issuance = _programme(start.month, months), Issuance.of(opening(STATE).holdings.auction_mix)
    rates = _rates(months, paths)
    return lambda: project_desk(start, plan, rates, issuance)


def _programme(month: Month, months: int) -> Programme:
    asked = scenario(SCENARIO)
    quarters = max(-(-months // 3), asked.horizon_quarters)
    table = timetable(asked, month, quarters_from(month.quarter + 1, quarters))
    return as_it_happens(table, asked.standing, months)


def _rates(months: int, paths: int) -> RatePaths:
    """Curves that wander between nought and eight per cent."""
    random = np.random.default_rng(1)
    level = np.clip(3.0 + np.cumsum(random.normal(0.0, 0.15, (paths, months)), axis=1), 1.0, 8.0)
    yields = level[..., None] + np.array([-1.0, -0.5, -0.2, 0.1, 0.4])
    return RatePaths(
        maturities_years=KNOTS, par_yields=yields, policy_rate=yields[..., 0], bill_yield=yields[..., 0],
        mortgage_rate=level + 1.7, price_growth=np.full((paths, months), 1.002),
    )  # fmt: skip


def _lots(count: int) -> DeskLots:
    random, month = np.random.default_rng(2), opening(STATE).month
    kind = random.choice(["bill", "note", "bond", "tips"], count, p=[0.1, 0.6, 0.2, 0.1])
    left = np.where(kind == "bill", random.integers(1, 7, count), random.integers(1, 361, count))
    par = random.uniform(2.0, 25.0, count)
    return DeskLots(
        cusip=np.array([f"{place:09d}" for place in range(count)]), kind=kind, maturity=left + month.ordinal,
        coupon=random.integers(1, 36, count) / 8, spread=np.zeros(count), par_bn=par,
        premium_bn=np.where(kind == "bill", 0.0, 0.05 * par), outstanding_bn=par / random.uniform(0.1, 0.6, count),
    )  # fmt: skip


def _cohorts(count: int) -> MbsCohorts:
    """Coupons in half points, any age: as pools become cohorts of coupon, term and vintage."""
    random = np.random.default_rng(3)
    coupon, left = random.integers(3, 14, count) / 2, random.integers(60, 361, count).astype(float)
    return MbsCohorts(
        coupon=coupon, wac=coupon + 0.6, remaining_months=left, age_months=360.0 - left,
        burnout=random.uniform(0.4, 1.0, count), face_bn=np.full(count, 2700.0 / count),
    )  # fmt: skip


def _against_quantlib() -> None:
    """Value and coupons of 400 lots on 1,000 curves: by the desk's ladder, and bond by bond."""
    try:
        import QuantLib as ql
    except ImportError:
        print("QuantLib is not installed: no comparison of valuation")
        return
    curves, months = 1000, 360
    rates = _rates(1, curves)
    random = np.random.default_rng(4)
    column, coupon = random.integers(1, months + 1, LOTS), random.integers(1, 36, LOTS) / 8
    par, interest = np.zeros((months + 1, 1)), np.zeros((months + 1, 1))
    np.add.at(par[:, 0], column, 1.0)
    np.add.at(interest[:, 0], column, coupon)

    def ours() -> None:
        unit = CurvePaths(rates.maturities_years, rates.par_yields, opening(STATE).month).months(0, 1)
        np.einsum("np,np->p", np.broadcast_to(par, unit.price_par[0].shape), unit.price_par[0])
        np.einsum("np,np->p", np.broadcast_to(interest, unit.price_par[0].shape), unit.price_coupon[0])

    day = ql.Date(31, 3, 2022)
    ql.Settings.instance().evaluationDate = day
    handle = ql.RelinkableYieldTermStructureHandle()
    engine = ql.DiscountingBondEngine(handle)
    bonds = []
    for left, rate in zip(column, coupon, strict=True):
        end = day + ql.Period(int(left), ql.Months)
        schedule = ql.Schedule(
            day, end, ql.Period(ql.Semiannual), ql.NullCalendar(), ql.Unadjusted, ql.Unadjusted, ql.DateGeneration.Backward,
            False,
        )  # fmt: skip
        bond = ql.FixedRateBond(
            0, 100.0, schedule, [float(rate) / 100], ql.ActualActual(ql.ActualActual.ISMA, schedule)
        )
        bond.setPricingEngine(engine)
        bonds.append(bond)
    dates = [day + ql.Period(round(12 * years), ql.Months) for years in (0.0, *KNOTS)]
    some = 20

    def theirs() -> None:
        for path in range(some):
            yields = rates.par_yields[path, 0] / 100
            handle.linkTo(ql.ZeroCurve(dates, [float(yields[0]), *map(float, yields)], ql.Actual365Fixed()))
            for bond in bonds:
                bond.NPV()

    mine, other = _median(ours) / curves, _median(theirs) / some
    print(f"\n{f'microseconds, {LOTS} lots on one curve':<46}{'qelab':>8}{'QuantLib':>10}{'ratio':>8}")
    print(
        f"{'curve, unit values, market value':<46}{1e6 * mine:>8.1f}{1e6 * other:>10.0f}{other / mine:>8.0f}",
        flush=True,
    )


def _median(call: Callable[[], object], runs: int = 7) -> float:
    """Median wall-clock seconds of some calls, after one that is not counted."""
    seconds = []
    for _ in range(runs + 1):
        begun = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds[1:])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_measure(*json.loads(sys.argv[1]))))
    else:
        main()
