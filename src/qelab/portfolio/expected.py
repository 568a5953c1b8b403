"""The one object that crosses from the portfolio to yields and the economy.

``ExpectedHoldings.at(information_date, month, bucket)`` is the deviation from a named reference portfolio, as
expected at an information date, with the exit and the tail rule. It settles who knew what when; a revision is
the difference of two information dates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter, monthly_to_quarterly
from qelab.core.units import MONTHS_PER_QUARTER, convert
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection
from qelab.portfolio.state import BUCKETS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedHoldings:
    """Expected deviation from the reference portfolio, in ten-year equivalents withdrawn from the public.

    It counts what the central bank holds more, and what the Treasury does not issue because it refunds run-off in bills.
    ``ten_year_equivalents_bn`` (dates, months, buckets), end of month. Beyond ``last_month`` (dates,), where
    each date's own plan enters its tail, the deviation keeps its composition and shrinks, as a ratio to GDP,
    by ``monthly_tail`` (dates,) a month. Nothing here depends on plans announced after a date.
    """

    reference: str
    opening: Month
    information_dates: tuple[Quarter, ...]
    ten_year_equivalents_bn: Array
    monthly_tail: Array
    last_month: NDArray[np.int64]

    def at(self, information_date: Quarter, month: Month, bucket: str) -> float:
        """Expected deviation, bn of ten-year equivalents at the end of a month.

        Beyond the grid the value is at constant nominal GDP.

        Raises
        ------
        QelabError QE101 : unknown bucket; QE306 : an information date or month outside the run
        """
        if bucket not in BUCKETS:
            raise QelabError("QE101", noun="bucket", name=bucket, allowed=BUCKETS)
        column, step = BUCKETS.index(bucket), month - self.opening - 1
        if information_date not in self.information_dates or step < 0:
            dates = self.information_dates
            raise QelabError("QE306", date=str(information_date), month=str(month), first=str(dates[0]), last=str(dates[-1]))
        row = self.information_dates.index(information_date)
        last = int(self.last_month[row])
        shrunk = self.monthly_tail[row] ** max(0, step - last)
        return float(self.ten_year_equivalents_bn[row, min(step, last), column] * shrunk)

    def pct_gdp(self, gdp_bn: Array, horizon: int, weights: Array | None = None) -> Array:
        """Ten-year equivalents withdrawn from the public, % of GDP: (dates, horizon) from each date on.

        The quarter's average of months over annualised nominal GDP.

        Parameters
        ----------
        gdp_bn : (dates, months) nominal GDP at annual rates, bn, by month of the grid, as expected at each date
        horizon : quarters ahead, the first being the information date itself
        weights : (buckets,) by which each bucket counts; all alike by default
        """
        held = self.ten_year_equivalents_bn
        months = (held.sum(-1) if weights is None else held @ weights) / gdp_bn
        share = convert(months, "share of GDP", "percent of GDP")
        quarterly = monthly_to_quarterly(share, "rate")
        result = np.zeros((len(self.information_dates), horizon))
        for row in range(len(self.information_dates)):
            last, factor = int(self.last_month[row]), float(self.monthly_tail[row])
            known = quarterly[row, row : (last + 1) // MONTHS_PER_QUARTER][:horizon]
            result[row, : len(known)] = known
            # The first quarter beyond averages the first three months of the tail.
            ramp = (factor + factor**2 + factor**MONTHS_PER_QUARTER) / MONTHS_PER_QUARTER
            beyond = np.arange(horizon - len(known))
            result[row, len(known) :] = share[row, last] * ramp * factor ** (MONTHS_PER_QUARTER * beyond)
        return result


def expected_holdings(projection: Projection, reference: str) -> ExpectedHoldings:
    """What each information date expects, from the projection of both worlds."""
    table = projection.timetable
    equivalents = projection.ten_year_equivalents_bn
    deviation = equivalents[PROGRAMME] - equivalents[REFERENCE]
    factor = np.array([plan.exit.then_x_per_quarter for plan in table.plans] + [1.0])
    return ExpectedHoldings(
        reference=reference,
        opening=table.opening,
        information_dates=table.information_dates,
        ten_year_equivalents_bn=deviation + projection.withheld_ten_year_equivalents_bn,
        monthly_tail=factor[table.in_force[:, -1]] ** (1.0 / MONTHS_PER_QUARTER),
        last_month=table.last_months,
    )
