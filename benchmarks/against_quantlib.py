"""Prices of 400 Treasury lots beside QuantLib, on the same cash flows.  Part of `make bench`.

Both price 400 notes at a yield each, and solve for the yields of these prices. QuantLib's bonds are built beforehand,
which is not counted; qelab's time includes the cash flows. Prints nothing but a line where QuantLib is absent.
"""

import datetime as dt
import statistics
import time
from collections.abc import Callable

import numpy as np

from qelab.portfolio.securities.lots import Kind, Lots, Security
from qelab.portfolio.securities.prices import prices, yields

COUNT = 400
SETTLEMENT = dt.date(2022, 5, 25)
RUNS = 7


def main() -> None:
    try:
        import QuantLib as ql
    except ImportError:
        print("QuantLib is not installed: no comparison of bond prices")
        return
    random = np.random.default_rng(1)
    securities = [
        Security(
            cusip=str(place), kind=Kind.NOTE, coupon=float(random.integers(1, 40)) / 8,
            maturity=dt.date(2022 + int(random.integers(1, 30)), int(random.integers(1, 13)), 15),
        )
        for place in range(COUNT)
    ]  # fmt: skip
    lots, rates = Lots.of(securities), random.uniform(0.5, 6.0, COUNT)
    bonds = [_bond(ql, one) for one in securities]
    day = ql.Date(SETTLEMENT.day, SETTLEMENT.month, SETTLEMENT.year)
    ql.Settings.instance().evaluationDate = day
    clean = prices(lots, SETTLEMENT, rates).clean

    def their_prices() -> list[float]:
        return [
            ql.BondFunctions.cleanPrice(bond, ql.InterestRate(rate / 100, count, ql.Compounded, ql.Semiannual), day)
            for (bond, count), rate in zip(bonds, rates, strict=True)
        ]

    def their_yields() -> list[float]:
        return [
            ql.BondFunctions.bondYield(bond, ql.BondPrice(price, ql.BondPrice.Clean), count, ql.Compounded, ql.Semiannual, day)
            for (bond, count), price in zip(bonds, clean, strict=True)
        ]

    print(f"{f'milliseconds, {COUNT} lots':<46}{'qelab':>8}{'QuantLib':>10}{'ratio':>8}")
    for what, ours, theirs in (
        ("prices, accrued interest and durations", lambda: prices(lots, SETTLEMENT, rates), their_prices),
        ("yields of prices", lambda: yields(lots, SETTLEMENT, clean), their_yields),
    ):
        mine, other = _median(ours), _median(theirs)
        print(f"{what:<46}{1e3 * mine:>8.2f}{1e3 * other:>10.2f}{other / mine:>8.1f}", flush=True)


def _bond(ql, one: Security):
    end = ql.Date(one.maturity.day, one.maturity.month, one.maturity.year)
    schedule = ql.Schedule(
        end - ql.Period(32, ql.Years), end, ql.Period(ql.Semiannual), ql.NullCalendar(), ql.Unadjusted, ql.Unadjusted,
        ql.DateGeneration.Backward, False,
    )  # fmt: skip
    count = ql.ActualActual(ql.ActualActual.ISMA, schedule)
    return ql.FixedRateBond(0, 100.0, schedule, [one.coupon / 100], count, ql.Unadjusted, 100.0), count


def _median(call: Callable[[], object]) -> float:
    """Median wall-clock seconds of some calls, after one that is not counted."""
    seconds = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


if __name__ == "__main__":
    main()
