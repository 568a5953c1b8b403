"""What each group earns: jobs, wages, profits, interest, and what refinancing saves.

Answers: by how many per cent of its own income does a group gain a year, and from what? Real effects: what inflation
takes from claims of fixed amount is in the wealth account, and is not counted again here.

Limits: taxes and transfers other than unemployment insurance do not move; interest on consumer credit does not; realised
capital gains are no income; people stay in their group.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import QUARTERS_PER_YEAR, convert
from qelab.households.groups import Holdings
from qelab.households.parameters import CapitalIncome, Earnings
from qelab.households.prices import price_level_effect, yield_effect

Array = NDArray[np.float64]
PARTS = ("jobs", "wages", "profits", "interest", "refinancing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """Both worlds, (2, quarters) each, counterfactual first: percent, percent per annum; ``yields`` by maturity."""

    unemployment: Array
    output_gap: Array
    inflation_4q: Array
    policy_rate: Array
    yields: Mapping[float, Array]


def income_bn(gdp_bn: Array, parameters: Earnings) -> Array:
    """Income of each group without the programme, (groups, quarters) bn a year, from nominal GDP (quarters,)."""
    return parameters.income_share.values[:, None] * parameters.income_to_gdp * gdp_bn


def earnings_weights(parameters: Earnings) -> Array:
    """Each group's share of all earnings, (groups,)."""
    earned = parameters.income_share.values * parameters.labour_share.values
    return earned / earned.sum()


def scaled(betas: Array, parameters: Earnings) -> Array:
    """Betas (groups,) with mean one over all earnings, so that the groups add up to the aggregate."""
    return betas / (earnings_weights(parameters) @ betas)


def employment_effect(unemployment: Array, parameters: Earnings) -> Array:
    """Relative effect on each group's employment, (groups, quarters) decimals: beta times -du / (1 - u)."""
    before, after = unemployment
    employed = convert(1.0, "decimal", "percent") - before
    return scaled(parameters.job_betas.values, parameters)[:, None] * (before - after) / employed


def wage_effect(unemployment: Array, inflation_4q: Array, parameters: Earnings) -> Array:
    """Effect on the log of each group's real wage, (groups, quarters) decimals.

    w(t) = memory w(t - 1) - slope beta du(t) / 4 - (1 - indexation) dp(t), dp the quarter's effect on prices: a tight
    labour market raises wages, inflation erodes them until they catch up.
    """
    fewer = convert(unemployment[0] - unemployment[1], "percentage points", "decimal")
    growth = parameters.wage_slope * scaled(parameters.wage_betas.values, parameters)[:, None] * fewer
    eroded = (1.0 - parameters.wage_indexation) * np.diff(price_level_effect(inflation_4q), prepend=0.0)
    wage = np.zeros_like(growth)
    for quarter in range(1, wage.shape[1]):
        push = growth[:, quarter] / QUARTERS_PER_YEAR - eroded[quarter]
        wage[:, quarter] = parameters.wage_memory * wage[:, quarter - 1] + push
    return wage


def earned(economy: Economy, income: Array, parameters: Earnings) -> dict[str, Array]:
    """Jobs and wages, (groups, quarters) bn a year; ``income`` likewise, without the programme."""
    labour = parameters.labour_share.values[:, None] * income
    jobs = employment_effect(economy.unemployment, parameters) * (1.0 - parameters.unemployment_insurance)
    wages = np.expm1(wage_effect(economy.unemployment, economy.inflation_4q, parameters))
    return {"jobs": labour * jobs, "wages": labour * wages}


def capital(economy: Economy, holdings: Holdings, parameters: CapitalIncome, duration_years: float) -> dict[str, Array]:
    """Profits and interest, (groups, quarters) bn a year.

    Profits: dividends follow output a year later, private business at once. Interest: deposits and money funds
    follow the policy rate by their betas; coupons follow the yield as bonds mature, dc = (dy - c) / (4 D) a quarter.
    """
    held = holdings.bn
    output = convert(economy.output_gap[1] - economy.output_gap[0], "percent", "decimal")
    lag = min(parameters.dividend_lag_quarters, len(output))
    later = np.concatenate([np.zeros(lag), output[: len(output) - lag]])
    dividends = parameters.dividend_elasticity * convert(parameters.dividend_yield, "percent", "decimal") * later
    business = parameters.business_elasticity * convert(parameters.business_yield, "percent", "decimal") * output
    rate = convert(economy.policy_rate[1] - economy.policy_rate[0], "percentage points", "decimal")
    change = convert(yield_effect(economy.yields, duration_years), "percentage points", "decimal")
    coupon = np.zeros_like(change)
    for quarter in range(1, len(coupon)):
        renewed = (change[quarter] - coupon[quarter - 1]) / (QUARTERS_PER_YEAR * duration_years)
        coupon[quarter] = coupon[quarter - 1] + renewed
    money = parameters.deposit_beta * held["deposits"] + parameters.money_fund_beta * held["money_funds"]
    return {
        "profits": held["equities"] * dividends + held["business"] * business,
        "interest": money * rate + held["bonds"] * coupon,
    }


def refinancing(holdings: Holdings, paid: Array) -> Array:
    """Mortgage interest saved, (groups, quarters) bn a year; ``paid`` (2, groups, quarters) the mean rate, percent."""
    return holdings.bn["mortgages"] * convert(paid[0] - paid[1], "percentage points", "decimal")
