"""The central bank's income and balance sheet month by month: what it earns, pays, remits, and owes to banks.

Answers: given what the securities earn and what else the bank owes, how large are net income, remittances, the
deferred asset and reserves? Reserves are the residual: nobody chooses them once assets and the other liabilities are
given. What securities earn is ``recorder``'s affair, how much goes to the reverse-repo facility ``overnight``'s.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import convert
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.overnight import OvernightFacility, ample
from qelab.portfolio.income.rates import RatePaths

Array = NDArray[np.float64]


class Losses(StrEnum):
    """Who bears a loss: later remittances (Federal Reserve), or the Treasury at once (Bank of England)."""

    DEFERRED_ASSET = "deferred_asset"
    INDEMNIFIED = "indemnified"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningStocks:
    """Stocks of the opening on which the first month's interest is paid, bn, a number or one a path (P,)."""

    reserves: Array | float
    reverse_repo: Array | float = 0.0
    foreign_pool: Array | float = 0.0
    paid_deposits: Array | float = 0.0
    credit: Array | float = 0.0
    deferred_asset: Array | float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Liabilities:
    """What the bank owes by scenario rather than by choice, and what it owns besides securities, bn, end of month.

    All (P, months), or what broadcasts to it. ``currency``; ``treasury_account``; ``foreign_pool``: reverse repo
    with foreign official accounts, which is not the money funds' facility; ``paid_deposits``: of clearing houses
    and the like, which are paid as banks are (12 CFR 234.6); ``other``: other deposits and liabilities, which bear no
    interest; ``capital``: paid in and surplus, unchanged by income. ``credit``: loans and facilities, which earn the
    policy rate and ``IncomeRules.credit_spread``; ``other_assets``: gold, premises, accruals, which earn nothing;
    without the premium of the securities, which is part of their book.
    """

    opening: OpeningStocks
    currency: Array
    treasury_account: Array
    other: Array
    capital: Array
    other_assets: Array
    credit: Array | float = 0.0
    foreign_pool: Array | float = 0.0
    paid_deposits: Array | float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeRules:
    """What the bank pays for its money, and what it does with what is left.

    Spreads in percentage points over the effective overnight rate, a number or one a month (months,); no rate is below
    zero. ``reserves_spread`` and ``reverse_repo_spread``: 5.40 and 5.30 against 5.33 in 2023-24 (recalled);
    ``lowest_reserves_rate``, percent: 0.25 from December 2008 to December 2015 (recalled), when the spread alone gives
    0.16; ``foreign_pool_spread`` and ``credit_spread`` (assumptions). ``operating_cost_bn`` and ``dividends_bn`` a year
    (recalled; 9 to 10 and about 1). ``lowest_reserves_bn``: below it the bank lends what is missing in the open market, as
    before 2008 (required reserves of about 40; H.3, recalled). ``facility``: None where there is no overnight facility.
    ``ample_pct_gdp``: reserves at which run-off has to stop (9 to 10; see ``overnight.ample``).
    """

    reserves_spread: Array | float = 0.07
    reverse_repo_spread: Array | float = -0.03
    lowest_reserves_rate: Array | float = 0.0
    foreign_pool_spread: float = -0.03
    credit_spread: float = 0.25
    operating_cost_bn: float = 9.5
    dividends_bn: float = 1.0
    losses: Losses = Losses.DEFERRED_ASSET
    lowest_reserves_bn: float = 40.0
    facility: OvernightFacility | None = field(default_factory=OvernightFacility)
    ample_pct_gdp: float = 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Income and balance sheet, all (P, months), bn; flows of the month, stocks at its end.

    ``interest_income``: of securities, net of amortisation, with the compensation of TIPS; ``other_interest``: of
    credit, received; ``interest_on_reserves`` (and on deposits that are paid alike), ``interest_on_reverse_repo``
    (money funds and the foreign pool), ``operating_costs``, ``dividends``: paid, positive. ``net_income`` before dividends
    = interest_income + realised_gains + other_interest - interest paid - operating_costs. ``remittances`` to the Treasury; negative where it
    indemnifies. ``deferred_asset``, never negative: net_income = dividends + remittances - its change.
    ``open_market_lending``: lent beyond the scenario's credit to keep reserves at their lowest.
    ``total_assets``: securities at amortised cost, credit, lending, other assets; without the deferred asset, which is
    booked as a negative liability. ``unrealised_gain``: market less amortised cost.
    """

    interest_income: Array
    realised_gains: Array
    other_interest: Array
    interest_on_reserves: Array
    interest_on_reverse_repo: Array
    operating_costs: Array
    dividends: Array
    net_income: Array
    remittances: Array
    deferred_asset: Array
    reserves: Array
    reverse_repo: Array
    open_market_lending: Array
    foreign_pool: Array
    treasury_account: Array
    currency: Array
    other_liabilities: Array
    capital: Array
    total_assets: Array
    unrealised_gain: Array


def statement(
    earned: Earned,
    liabilities: Liabilities,
    rates: RatePaths,
    gdp_bn: Array,
    rules: IncomeRules,
    opening_month: Month,
) -> Statement:
    """Income and balance sheet of every month, from what the securities earned: ``IncomeStepper`` from the first month on.

    Parameters
    ----------
    earned : of the securities, (P, months)
    liabilities, rates, gdp_bn, rules, opening_month : as ``IncomeStepper``
    """
    stepper = IncomeStepper(liabilities, rates, gdp_bn, rules, opening_month)
    income = earned.interest_income
    for month in range(income.shape[1]):
        stepper.step(month, income[:, month], earned.realised_gains[:, month], earned.book_value[:, month])
    return stepper.statement(earned)


class IncomeStepper:
    """Income and balance sheet by one recursion, a month at a time: for whoever decides by reserves what to hold next.

        net_income = interest and gains - rate(m) / 12 * stock(m-1) of reserves, reverse repo, foreign pool - costs
        deferred   = max(deferred(m-1) - (net_income - dividends), 0)
        liquidity  = book + credit + other assets + deferred
                     - currency - Treasury's account - foreign pool - other deposits and liabilities - capital
        lending    = what is missing for the lowest reserves, and joins liquidity
        reserves   = liquidity - what the overnight facility takes of it

    Losses never touch capital: they build the deferred asset, and remittances resume when it is back at zero. Under
    ``Losses.INDEMNIFIED`` the Treasury receives, or pays, every month's result.

    Parameters
    ----------
    liabilities : by scenario, with the opening's stocks
    rates : the month's policy rate, (P, months)
    gdp_bn : (P, months), or what broadcasts to it, at annual rates
    rules : spreads, costs, who bears losses
    opening_month : the month before month 0

    Limits: the Treasury's account is given, so what is remitted is spent again within the month.
    """

    def __init__(
        self,
        liabilities: Liabilities,
        rates: RatePaths,
        gdp_bn: Array,
        rules: IncomeRules,
        opening_month: Month,
    ) -> None:
        self._rules, self._opening_month = rules, opening_month
        self._shape = shape = rates.policy_rate.shape
        self._held = {name: _path(getattr(liabilities, name), shape) for name in (*_GIVEN, *_OWNED)}
        self._gdp, self._policy = _path(gdp_bn, shape), rates.policy_rate
        self._paid = _monthly_rates(rates.policy_rate, rules)
        self._costs, self._dividends = (
            convert(flow, "bn per year", "bn per month")
            for flow in (rules.operating_cost_bn, rules.dividends_bn)
        )
        opening = liabilities.opening
        self._before = {name: _path(getattr(opening, name), shape[:1]) for name in OpeningStocks.__slots__}
        self._found = {name: np.zeros(shape) for name in _FOUND}

    def step(self, month: int, interest_income: Array, realised_gains: Array, book_value: Array) -> Array:
        """Close a month, 0, 1, ... in order; reserves at its end.

        Parameters
        ----------
        interest_income, realised_gains : of securities in the month, (P,) bn
        book_value : of securities at its end, (P,) bn

        Returns
        -------
        (P,), bn
        """
        rules, before = self._rules, self._before
        interest = {name: rate[:, month] * before[name] for name, rate in self._paid.items()}
        on_deposits = interest["reserves"] + interest["paid_deposits"]
        on_repo = interest["reverse_repo"] + interest["foreign_pool"]
        net = interest_income + realised_gains + interest["credit"] - on_deposits - on_repo - self._costs
        remitted, deferred = _shared(net - self._dividends, before["deferred_asset"], rules.losses)
        held = {name: values[:, month] for name, values in self._held.items()}
        assets = book_value + np.sum([held[name] for name in _OWNED], axis=0)
        liquidity = assets + deferred - np.sum([held[name] for name in _GIVEN], axis=0)
        lending = np.maximum(rules.lowest_reserves_bn - liquidity, 0.0)
        liquidity = liquidity + lending
        overnight = np.zeros_like(liquidity)
        if rules.facility is not None:
            when = self._opening_month + (month + 1)
            overnight = rules.facility.taken(liquidity, self._policy[:, month], self._gdp[:, month], when)
            overnight = np.where(lending > 0, 0.0, overnight)  # nobody places what the bank has to lend
        reserves = liquidity - overnight
        now = {
            "reserves": reserves, "reverse_repo": overnight, "deferred_asset": deferred, "open_market_lending": lending,
            "net_income": net, "remittances": remitted, "other_interest": interest["credit"],
            "interest_on_reserves": on_deposits, "interest_on_reverse_repo": on_repo, "total_assets": assets + lending,
        }  # fmt: skip
        for name, values in now.items():
            self._found[name][:, month] = values
        self._before = {
            "reserves": reserves, "reverse_repo": overnight, "deferred_asset": deferred, "foreign_pool": held["foreign_pool"],
            "paid_deposits": held["paid_deposits"], "credit": held["credit"] + lending,
        }  # fmt: skip
        return reserves

    def ample(self, month: int) -> NDArray[np.bool_]:
        """Whether reserves are still ample at the end of a month that has been closed, (P,)."""
        return ample(self._found["reserves"][:, month], self._gdp[:, month], self._rules.ample_pct_gdp)

    def statement(self, earned: Earned) -> Statement:
        """All months, after the last step; ``earned`` (P, months) is what the steps were given."""
        held = self._held
        return Statement(
            **self._found, interest_income=earned.interest_income, realised_gains=earned.realised_gains,
            operating_costs=np.full(self._shape, self._costs), dividends=np.full(self._shape, self._dividends),
            foreign_pool=held["foreign_pool"], treasury_account=held["treasury_account"], currency=held["currency"],
            other_liabilities=held["other"] + held["paid_deposits"], capital=held["capital"],
            unrealised_gain=earned.unrealised_gain,
        )  # fmt: skip


_GIVEN = ("currency", "treasury_account", "foreign_pool", "paid_deposits", "other", "capital")
_OWNED = ("credit", "other_assets")
_FOUND = (
    "reserves", "reverse_repo", "deferred_asset", "net_income", "remittances", "other_interest", "interest_on_reserves",
    "interest_on_reverse_repo", "open_market_lending", "total_assets",
)  # fmt: skip


def _monthly_rates(policy_rate: Array, rules: IncomeRules) -> dict[str, Array]:
    """Rates paid and received on stocks, decimal a month, (P, months); none below zero."""
    on_reserves = np.maximum(policy_rate + rules.reserves_spread, rules.lowest_reserves_rate)
    rates = {
        "reserves": on_reserves, "paid_deposits": on_reserves,
        "reverse_repo": policy_rate + rules.reverse_repo_spread, "foreign_pool": policy_rate + rules.foreign_pool_spread,
        "credit": policy_rate + rules.credit_spread,
    }  # fmt: skip
    return {
        name: convert(np.maximum(rate, 0.0), "percent per annum", "decimal per month")
        for name, rate in rates.items()
    }


def _path(values: Array | float, shape: tuple[int, ...]) -> Array:
    return np.broadcast_to(np.asarray(values, dtype=np.float64), shape)


def _shared(result: Array, deferred: Array, losses: Losses) -> tuple[Array, Array]:
    """What goes to the Treasury of a month's result after dividends, and the deferred asset after it, bn."""
    if losses is Losses.INDEMNIFIED:
        return result, np.zeros_like(result)
    return np.maximum(result - deferred, 0.0), np.maximum(deferred - result, 0.0)
