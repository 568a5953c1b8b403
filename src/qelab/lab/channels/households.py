"""Households by wealth: hands both worlds' prices, rates and jobs to the five groups.

Answers: who gains in dollars and in per cent, from what, and is wealth more unequal? Holdings are those of the latest
published date that is not after the opening; from there on they grow with nominal GDP of the world without the
programme, in both worlds. Nothing goes back: spending out of wealth is inside the macro model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import quarters_from
from qelab.core.units import convert
from qelab.data import history
from qelab.data.wealth_groups import wealth_groups
from qelab.households.groups import GROUPS, Holdings
from qelab.households.incomes import (
    Economy,
    capital,
    earned,
    earnings_weights,
    income_bn,
    refinancing,
    wage_effect,
)
from qelab.households.inequality import gini, gini_between_groups
from qelab.households.parameters import Households
from qelab.households.prices import value_effects
from qelab.households.refinancing import HISTORY_QUARTERS, Vintages, average_rates, seasoned
from qelab.households.revaluation import gains, share_parts
from qelab.lab.channels.base import Found, Levels
from qelab.lab.pipeline import Run
from qelab.lab.stage import Stage
from qelab.rates.premium import TENORS

Array = NDArray[np.float64]
TOP_1, TOP_0_1 = slice(0, 2), slice(0, 1)
_SHARES = {"top_1_wealth_share_pct": TOP_1, "top_0_1_wealth_share_pct": TOP_0_1}


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdAccount:
    """What the groups have without the programme and what they gain by it.

    ``wealth_bn`` and ``income_bn`` (groups, quarters) bn, bn a year, counterfactual; ``gained`` and ``earned`` by part
    in the same shapes; ``mortgage_rate_paid`` (2, groups, quarters) percent; ``real_wage`` (groups, quarters) effect,
    percent.
    """

    wealth_bn: Array
    income_bn: Array
    gained: Mapping[str, Array]
    earned: Mapping[str, Array]
    mortgage_rate_paid: Array
    real_wage: Array


def households(run: Run, levels: Levels) -> Found:
    """Wealth, income and mortgage rates by group, shares and Gini coefficients.

    Raises
    ------
    QelabError QE870 : no holdings are published so early
    """
    return _found(household_account(run.stage, levels), run.stage.settings.households)


def household_account(stage: Stage, levels: Levels) -> HouseholdAccount:
    """The account of both worlds.

    Parameters
    ----------
    levels : (2, quarters) by public series, counterfactual first, the opening first
    """
    parameters, opening = stage.settings.households, stage.opening.month.quarter
    gdp = levels["nominal_gdp_bn"][0]
    published = wealth_groups(opening)
    before = history(stage.scenario.economy).at("nominal_gdp_bn", published.quarter)
    holdings = Holdings(bn=published.holdings_bn).growing(gdp / before)
    yields = {float(years): levels[f"yield_{years}y"] for years in TENORS}
    duration = parameters.revaluation.bond_duration_years
    effects = value_effects(
        levels["equity_price_index"], levels["house_price_index"], yields, levels["inflation_4q"], duration
    )
    economy = Economy(
        unemployment=levels["unemployment_rate"],
        output_gap=levels["output_gap"],
        inflation_4q=levels["inflation_4q"],
        policy_rate=levels["policy_rate"],
        yields=yields,
    )
    income = income_bn(gdp, parameters.earnings)
    paid = _mortgage_rates(stage, levels["mortgage_rate_30y"], parameters)
    flows = earned(economy, income, parameters.earnings)
    flows |= capital(economy, holdings, parameters.capital, duration)
    wage = wage_effect(economy.unemployment, economy.inflation_4q, parameters.earnings)
    return HouseholdAccount(
        wealth_bn=holdings.net_worth,
        income_bn=income,
        gained=gains(holdings, effects, parameters.revaluation),
        earned=flows | {"refinancing": refinancing(holdings, paid)},
        mortgage_rate_paid=paid,
        real_wage=convert(np.expm1(wage), "decimal", "percent"),
    )


def _mortgage_rates(stage: Stage, rates: Array, parameters: Households) -> Array:
    """Mean rates that the groups pay, (2, groups, quarters); before the opening from the packaged history."""
    opening = stage.opening.month.quarter
    quarters = quarters_from(opening + (1 - HISTORY_QUARTERS), HISTORY_QUARTERS)
    past = history(stage.scenario.economy)
    known = np.array([_known(past.columns["mortgage_rate_30y_end"], quarter - past.quarters[0]) for quarter in quarters])
    known[-1] = rates[0, 0]
    places, there = np.arange(len(known)), np.isfinite(known)
    filled = np.interp(places, places[there], known[there])
    hazard = parameters.refinancing.hazard.values
    start = _seasoned(tuple(filled.tolist()), opening.quarter, tuple(hazard.tolist()))
    return average_rates(start, rates, opening.quarter, hazard)


def _known(column: Array, place: int) -> float:
    return float(column[place]) if 0 <= place < len(column) else float("nan")


@lru_cache(maxsize=8)
def _seasoned(rates: tuple[float, ...], quarter_of_year: int, hazard: tuple[float, ...]) -> Vintages:
    return seasoned(np.array(rates), quarter_of_year, np.array(hazard))


def _found(account: HouseholdAccount, parameters: Households) -> Found:
    wealth = _worlds(account.wealth_bn, account.gained)
    income = _worlds(account.income_bn, account.earned)
    own_wealth, own_income = (
        {name: convert(part / own, "decimal", "percent") for name, part in parts.items()}
        for parts, own in ((account.gained, account.wealth_bn), (account.earned, account.income_bn))
    )
    shares = convert(wealth / wealth.sum(axis=1, keepdims=True), "decimal", "percent")
    nothing = np.zeros_like(account.wealth_bn)
    panels = {
        "wealth_bn_by_group": wealth,
        "wealth_share_pct_by_group": shares,
        "wealth_gain_pct_by_group": _worlds(nothing, own_wealth),
        "income_bn_by_group": income,
        "income_gain_pct_by_group": _worlds(nothing, own_income),
        "mortgage_rate_paid_by_group": account.mortgage_rate_paid,
    }
    series = {name: shares[:, chosen].sum(axis=1) for name, chosen in _SHARES.items()}
    series["wealth_gini"] = np.stack([gini(world) for world in wealth])
    series["income_gini_between_groups"] = np.stack([gini_between_groups(world) for world in income])
    wage = earnings_weights(parameters.earnings) @ account.real_wage
    series["real_wage_gain_pct"] = np.stack([np.zeros_like(wage), wage])
    parts = _of_members("wealth_bn_by_group", account.gained) | _of_members("wealth_gain_pct_by_group", own_wealth)
    parts |= _of_members("income_bn_by_group", account.earned) | _of_members("income_gain_pct_by_group", own_income)
    chosen = _SHARES | {f"wealth_share_pct_by_group:{name}": slice(place, place + 1) for place, name in enumerate(GROUPS)}
    for name, groups in chosen.items():
        moved = share_parts(account.gained, account.wealth_bn, groups)
        parts |= {f"{name}.{part}": convert(value, "decimal", "percent") for part, value in moved.items()}
    return Found(series=series, panels=panels, parts=parts)


def _worlds(without: Array, parts: Mapping[str, Array]) -> Array:
    """Both worlds, (2, groups, quarters)."""
    return np.stack([without, without + np.sum(list(parts.values()), axis=0)])


def _of_members(name: str, parts: Mapping[str, Array]) -> dict[str, Array]:
    return {
        f"{name}:{member}.{part}": values[place]
        for place, member in enumerate(GROUPS)
        for part, values in parts.items()
    }


def holdings_note(stage: Stage) -> tuple[str, dict[str, Any]]:
    """The assumption that says of when the holdings are."""
    return ("note.wealth_groups", {"quarter": str(wealth_groups(stage.opening.month.quarter).quarter)})

