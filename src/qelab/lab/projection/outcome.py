"""A projection by year end: what the central bank holds, earns and owes, as one path or as a range over many.

Answers: which numbers does a reader see? Stocks stand at the end of the year (or of the last month), flows are sums over it;
over many paths each number is the median, between the tenth and the ninetieth of a hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, convert
from qelab.policy.scenario import Scenario
from qelab.portfolio.desk.projection import DeskProjection
from qelab.portfolio.desk.rules import DeskRules
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.income.statement import Statement
from qelab.portfolio.operations import Operation

Array = NDArray[np.float64]
SCHEMA = "qelab.project/1"
BAND = (0.1, 0.9)
# Name and unit; what is summed over a year; the others stand at its end.
SERIES = {
    "treasuries_bn": "bn", "mbs_bn": "bn", "agency_debt_bn": "bn", "securities_bn": "bn", "run_off_bn": "bn",
    "reserves_bn": "bn", "overnight_reverse_repo_bn": "bn", "currency_bn": "bn", "open_market_lending_bn": "bn", "net_income_bn": "bn",
    "remittances_bn": "bn", "deferred_asset_bn": "bn", "unrealised_gain_bn": "bn", "duration_years": "years",
    "not_bought_bn": "bn", "largest_share_of_an_issue": "share", "reserves_pct_gdp": "percent of GDP",
}  # fmt: skip
FLOWS = ("run_off_bn", "net_income_bn", "remittances_bn", "not_bought_bn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the opening's securities come from: a packaged opening, or files of a day."""

    name: str
    synthetic: bool
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """A desk's projection with its money.

    ``opening_bn`` par of Treasuries, MBS and agency debt at the opening; ``known`` months whose rates come from the
    scenario's run; ``operations`` of the programme; ``rates_from`` scenario, record, file or simulated; ``ample_pct_gdp`` the share of GDP below which
    reserves are no longer ample; ``away_from_run_bn`` par of the opening less that of the scenario's own portfolio then.
    """

    scenario: Scenario
    opening: Month
    opening_bn: tuple[float, float, float]
    source: Source
    rates: RatePaths
    rates_from: str
    known: int
    rules: DeskRules
    operations: tuple[Operation, ...]
    desk: DeskProjection
    statement: Statement
    gdp_bn: Array
    ample_pct_gdp: float
    away_from_run_bn: float = 0.0
    seed: int | None = None

    @property
    def paths(self) -> int:
        """How many paths of rates."""
        return self.rates.paths

    @property
    def stops(self) -> bool:
        """Whether run-off ends where reserves are no longer ample."""
        return self.rules.stop is not None

    def monthly(self) -> Mapping[str, Array]:
        """The series by month, (P, months); flows of the month."""
        earned, paid = self.desk.earned, self.statement
        total = earned.treasury_par + earned.mbs_par + earned.agency_par
        before = np.concatenate([np.full((self.paths, 1), sum(self.opening_bn)), total[:, :-1]], axis=1)
        return {
            "treasuries_bn": earned.treasury_par,
            "mbs_bn": earned.mbs_par,
            "agency_debt_bn": earned.agency_par,
            "securities_bn": total,
            "run_off_bn": before - total,
            "reserves_bn": paid.reserves,
            "overnight_reverse_repo_bn": paid.reverse_repo,
            "currency_bn": paid.currency,
            "open_market_lending_bn": paid.open_market_lending,
            "net_income_bn": paid.net_income,
            "remittances_bn": paid.remittances,
            "deferred_asset_bn": paid.deferred_asset,
            "unrealised_gain_bn": paid.unrealised_gain,
            "duration_years": earned.duration_years,
            "not_bought_bn": self.desk.not_bought,
            "largest_share_of_an_issue": self._largest_share(),
            "reserves_pct_gdp": convert(paid.reserves / self.gdp_bn, "share of GDP", "percent of GDP"),
        }

    def _largest_share(self) -> Array:
        """By month, the last quarter's; unknown (NaN) where no issue's size is."""
        shares = self.desk.largest_share
        if not shares.any():
            return np.full(self.gdp_bn.shape, np.nan)
        return np.repeat(shares, MONTHS_PER_QUARTER, axis=1)[:, : self.gdp_bn.shape[1]]

    def years(self) -> tuple[tuple[int, Mapping[str, Array]], ...]:
        """The series by calendar year, (P,) each: at its end (or at the last month), flows summed over its months."""
        series, result = self.monthly(), []
        months = [self.opening + (step + 1) for step in range(self.rates.months)]
        for year in sorted({month.year for month in months}):
            own = [step for step, month in enumerate(months) if month.year == year]
            span = slice(own[0], own[-1] + 1)
            result.append(
                (
                    year,
                    {
                        name: path[:, span].sum(1) if name in FLOWS else path[:, own[-1]]
                        for name, path in series.items()
                    },
                )
            )
        return tuple(result)

    def last_month(self, year: int) -> Month:
        """The month at whose end a year's stocks stand."""
        return min(Month.of(year, MONTHS_PER_YEAR), self.opening + self.rates.months)

    def falls_below_ample(self) -> tuple[Month | None, float]:
        """The month in which reserves fall below ample (its median over the paths that see it), and their share.

        A path that begins below sees it in its first month.
        """
        below = self.monthly()["reserves_pct_gdp"] < self.ample_pct_gdp
        falls = below & np.concatenate([np.ones((self.paths, 1), bool), ~below[:, :-1]], axis=1)
        concerned = falls.any(axis=1)
        if not concerned.any():
            return None, 0.0
        first = np.median(np.argmax(falls[concerned], axis=1))
        return self.opening + (int(first) + 1), float(concerned.mean())

    def as_document(self, lang: str = "en") -> dict[str, Any]:
        """Plain data for JSON."""
        when, share = self.falls_below_ample()
        return {
            "schema": SCHEMA,
            "scenario": self.scenario.id,
            "label": self.scenario.label.in_language(lang),
            "opening": {
                "month": str(self.opening), "holdings": self.source.name, "synthetic": self.source.synthetic,
                "sha256": self.source.sha256, "treasuries_bn": self.opening_bn[0], "mbs_bn": self.opening_bn[1],
                "agency_debt_bn": self.opening_bn[2],
            },
            "rates": {
                "from": self.rates_from, "paths": self.paths, "seed": self.seed,
                "last_month_of_run": str(self.opening + self.known) if self.known else None,
            },
            "rules": {
                "allocation": self.rules.allocation.value if self.rules.allocation else None, "sales": self.rules.sales.value,
                "issue_limit": self.rules.issue_limit, "dealer_spread_bp": self.rules.dealer_spread_bp,
                "stops_at_pct_gdp": self.rules.stop.ample_pct_gdp if self.rules.stop else None,
                "then": self.rules.stop.then.value if self.rules.stop else None,
            },
            "ample_pct_gdp": self.ample_pct_gdp,
            "reserves_below_ample": {"quarter": str(when.quarter) if when else None, "share_of_paths": share},
            "band": list(BAND),
            "units": SERIES,
            "years": [
                {"year": year, "month": str(self.last_month(year))}
                | {name: self._numbers(values) for name, values in row.items()}
                for year, row in self.years()
            ],
        }  # fmt: skip

    def _numbers(self, values: Array) -> Any:
        """One path's number, or median and band of many."""
        if self.paths == 1:
            return float(values[0])
        low, median, high = spread(values)
        return {"median": median, "low": low, "high": high}

    def rows(self) -> list[tuple[str, str, str, float, str]]:
        """Tidy rows: end of the year, series, statistic, value, unit."""
        found = []
        for year, row in self.years():
            when = str(self.last_month(year).last_day)
            for name, values in row.items():
                pairs = zip(("low", "median", "high"), spread(values), strict=True)
                shown = pairs if self.paths > 1 else (("value", float(values[0])),)
                found += [(when, name, statistic, value, SERIES[name]) for statistic, value in shown]
        return found


def spread(values: Array) -> tuple[float, float, float]:
    """Lower end of the band, median, upper end of paths, (P,)."""
    low, median, high = np.quantile(values, (BAND[0], 0.5, BAND[1]))
    return float(low), float(median), float(high)
