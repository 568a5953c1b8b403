"""What the desk takes from the laboratory: rates, nominal GDP and the liabilities of a scenario's own run, extended.

Answers: at which rates does the desk project when nobody gives others, and what does the central bank owe meanwhile?
The run's policy world goes as far as the scenario's horizon. Beyond it rates stay where they are, prices rise at the
inflation aim, nominal GDP and currency at the trend; other liabilities and assets stay. An economy without a model
gives its record instead. What currency takes from reserves is left to the desk: nothing else is lent to replace it.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.data import Opening, history, opening
from qelab.lab.books.income import account_of, premium_of
from qelab.lab.books.prices import rate_paths
from qelab.lab.economies import check_opening, has_model
from qelab.lab.happened import months_of
from qelab.lab.levels import economy_series
from qelab.lab.pipeline import Run
from qelab.lab.settings import Settings
from qelab.lab.without_economy.account import INDEMNIFIED
from qelab.lab.without_economy.account import liabilities as recorded_liabilities
from qelab.lab.without_economy.inputs import record
from qelab.policy.scenario import Scenario
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.income.recorder import Premiums
from qelab.portfolio.income.statement import IncomeRules, Liabilities, OpeningStocks, Statement
from qelab.portfolio.projection import PROGRAMME, REFERENCE

Array = NDArray[np.float64]
Settled = Callable[[Scenario], Run]
_GROWS_WITH_GDP = ("currency",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """One path, month by month after the opening, (1, months).

    ``known`` months come from the scenario's run (or the record), the others are extended. ``premium`` of the opening's
    securities; ``rules`` of income.
    """

    opening: Opening
    rates: RatePaths
    gdp_bn: Array
    liabilities: Liabilities
    premium: Premiums
    rules: IncomeRules
    known: int
    from_model: bool

    @property
    def month(self) -> Month:
        """The month that the desk begins with: what stands at its end."""
        return self.opening.month


def baseline(scenario: Scenario, settings: Settings, settled: Settled, months: int) -> Baseline:
    """Rates, GDP and liabilities of a scenario over some months after its opening.

    Raises
    ------
    QelabError QE531, QE701, QE607 : as ``Lab.run``; QE732 : another economy's opening
    """
    start = opening(scenario.opening)
    check_opening(scenario, start)
    found = (
        _of_run(start, settled(scenario)) if has_model(scenario) else _of_record(start, scenario, settings)
    )
    return _extended(found, settings, months)


def _of_run(start: Opening, run: Run) -> Baseline:
    economy = economy_series(run)
    account = account_of(run, economy)
    rows, steps = months_of(run.settled.portfolio.projection)
    owed = _owed(account.owed)
    if not run.stage.historical:
        # The laboratory meets the growth of currency by lending; here it is the desk's to meet, or not.
        growth = account.owed.currency[REFERENCE] - start.balance_sheet["currency_bn"]
        owed = replace(owed, credit=owed.credit - growth)
    return Baseline(
        opening=start,
        rates=_row(rate_paths(run, economy)),
        gdp_bn=run.settled.portfolio.gdp_bn[PROGRAMME, rows, steps][None],
        liabilities=owed,
        premium=account.opening_premium,
        rules=run.stage.settings.income,
        known=len(steps),
        from_model=True,
    )


def _of_record(start: Opening, scenario: Scenario, settings: Settings) -> Baseline:
    past = record(start, history(scenario.economy), scenario.horizon_quarters, settings.nominal_trend)
    return Baseline(
        opening=start,
        rates=_row(past.rates),
        gdp_bn=past.gdp_bn[None],
        liabilities=_owed(recorded_liabilities(start, past.gdp_bn)),
        premium=premium_of(start),
        rules=INDEMNIFIED,
        known=past.rates.months,
        from_model=False,
    )


def _row(rates: RatePaths) -> RatePaths:
    """The policy world of both."""
    paths = {name: getattr(rates, name)[PROGRAMME:] for name in rates.__slots__ if name != "maturities_years"}
    return RatePaths(maturities_years=rates.maturities_years, **paths)


def _owed(owed: Liabilities) -> Liabilities:
    """The policy world's liabilities, every one of them a path (1, months)."""
    months = owed.currency.shape[-1]
    return replace(
        owed,
        **{
            field.name: np.broadcast_to(getattr(owed, field.name), (2, months))[PROGRAMME:]
            for field in fields(owed)
            if field.name != "opening"
        },
    )


def _extended(found: Baseline, settings: Settings, months: int) -> Baseline:
    """As many months as asked: the first of them, or more after the last."""
    known = min(found.known, months)
    beyond = np.arange(1, months - known + 1)
    inflation = 1.0 + convert(settings.inflation_target, "percent per annum", "decimal per month")
    trend = (1.0 + convert(settings.nominal_trend, "percent", "decimal")) ** (beyond / MONTHS_PER_YEAR)

    def more(path: Array, growth: Array | float = 1.0) -> Array:
        ahead = path[:, known - 1 : known] * np.broadcast_to(growth, len(beyond))
        return np.concatenate([path[:, :known], ahead], axis=1)

    rates, owed = found.rates, found.liabilities
    yields = rates.par_yields
    return replace(
        found,
        rates=RatePaths(
            maturities_years=rates.maturities_years,
            par_yields=np.stack([more(yields[..., knot]) for knot in range(yields.shape[-1])], axis=-1),
            policy_rate=more(rates.policy_rate),
            bill_yield=more(rates.bill_yield),
            mortgage_rate=more(rates.mortgage_rate),
            price_growth=np.concatenate(
                [rates.price_growth[:, :known], np.full((1, len(beyond)), inflation)], axis=1
            ),
        ),
        gdp_bn=more(found.gdp_bn, trend),
        liabilities=replace(
            owed,
            **{
                field.name: more(getattr(owed, field.name), trend if field.name in _GROWS_WITH_GDP else 1.0)
                for field in fields(owed)
                if field.name != "opening"
            },
        ),
        known=known,
    )


def from_month(found: Baseline, skipped: int, paid: Statement | None) -> Baseline:
    """The baseline from a later month on, ``skipped`` months after its opening; ``paid`` is its own statement (1, months)."""
    if not skipped:
        return found
    assert paid is not None
    owed, last = found.liabilities, skipped - 1

    def later(path: Array) -> Array:
        return path[:, skipped:]

    stocks = OpeningStocks(
        reserves=paid.reserves[:, last],
        reverse_repo=paid.reverse_repo[:, last],
        deferred_asset=paid.deferred_asset[:, last],
        **{
            name: np.asarray(getattr(owed, name))[:, last]
            for name in OpeningStocks.__slots__
            if name not in ("reserves", "reverse_repo", "deferred_asset")
        },
    )
    rates = found.rates
    return replace(
        found,
        rates=RatePaths(
            maturities_years=rates.maturities_years,
            **{name: later(getattr(rates, name)) for name in rates.__slots__ if name != "maturities_years"},
        ),
        gdp_bn=later(found.gdp_bn),
        liabilities=replace(
            owed,
            opening=stocks,
            **{f.name: later(getattr(owed, f.name)) for f in fields(owed) if f.name != "opening"},
        ),
        known=max(found.known - skipped, 0),
    )
