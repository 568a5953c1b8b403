"""Households by wealth: hands both worlds' prices, rates and jobs to the five groups.

Answers: who gains in dollars and in per cent, from what, and is wealth more unequal? Holdings lie on straight lines
between the published dates, after the last of them they grow with nominal GDP. They are amounts of the world that reproduces
the data, so that its wealth is the published one; the other world owns the same at its own prices. Nothing goes back:
spending out of wealth is inside the macro model.

Limits: prices between two published dates are not the market's (the fall of 2008 and 2009 is no part of the line); people
who would have saved more or sold are not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, quarters_from
from qelab.core.units import convert
from qelab.data import history
from qelab.data.wealth_groups import WealthPath, wealth_path
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
from qelab.households.prices import ValueEffects, value_effects
from qelab.households.refinancing import HISTORY_QUARTERS, Vintages, average_rates, seasoned
from qelab.households.revaluation import changes, gains, share_parts
from qelab.lab.channels.base import Found, Levels
from qelab.lab.levels import economy_series
from qelab.lab.pipeline import Run, portfolio
from qelab.lab.record import record_of
from qelab.lab.stage import Stage
from qelab.portfolio.timetable import timetable
from qelab.rates.premium import TENORS

Array = NDArray[np.float64]
TOP_1, TOP_0_1 = slice(0, 2), slice(0, 1)
_SHARES = {"top_1_wealth_share_pct": TOP_1, "top_0_1_wealth_share_pct": TOP_0_1}


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdAccount:
    """What the groups have without the programme and what they gain by it, in the purchasing power of the world that
    reproduces the data.

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
    return _found(household_account(run, levels), run.stage.settings.households)


def household_account(run: Run, levels: Levels) -> HouseholdAccount:
    """The account of both worlds.

    Parameters
    ----------
    levels : (2, quarters) by public series, counterfactual first, the opening first
    """
    stage, gdp = run.stage, levels["nominal_gdp_bn"][0]
    parameters = stage.settings.households
    effects, yields = _effects(levels, parameters), _yields(levels)
    holdings = _holdings(run, levels)
    duration = parameters.revaluation.bond_duration_years
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


def _holdings(run: Run, levels: Levels) -> Holdings:
    """What the groups own in both worlds, (groups, quarters) bn, at the values without the programme."""
    if run.reproducing is run.settled.counterfactual:
        return _published(run.stage, levels["nominal_gdp_bn"][0])
    parameters = run.stage.settings.households
    happened = levels if run.reproducing is run.settled.programme else _as_happened(run)
    published = _published(run.stage, happened["nominal_gdp_bn"][1])
    return published.before(changes(_effects(happened, parameters), parameters.revaluation))


def _published(stage: Stage, gdp: Array) -> Holdings:
    """Published holdings from the opening on, (groups, quarters) bn, grown with GDP (quarters,) after the last date."""
    path = _path(stage)
    grown = gdp / history(stage.scenario.economy).at("nominal_gdp_bn", path.last)
    ratio = np.where([path.last < quarter for quarter in _quarters(stage)], grown, 1.0)
    return Holdings(bn={item: amount * ratio for item, amount in path.holdings_bn.items()})


def _as_happened(run: Run) -> Levels:
    """Series of the record's world beside the one without it, where the scenario asks for another size of it."""
    record = record_of(run.stage.scenario)
    assert record is not None, "a third world reproduces the data only where there is a record"
    table = timetable(record, run.stage.opening.month, run.stage.dates)
    worlds = (run.settled.counterfactual, run.reproducing)
    owned = portfolio(run.stage, record, table, worlds, run.settled.anchor)
    happened = replace(run, settled=replace(run.settled, programme=run.reproducing, portfolio=owned))
    return {name: np.stack(pair) for name, pair in economy_series(happened).items()}


def _quarters(stage: Stage) -> tuple[Quarter, ...]:
    return (stage.opening.month.quarter, *stage.dates)


def _path(stage: Stage) -> WealthPath:
    """Published holdings from the opening on; none that was published after the data end."""
    quarters = _quarters(stage)
    return wealth_path(quarters, stage.settings.data_end if stage.historical else quarters[0])


def _effects(levels: Levels, parameters: Households) -> ValueEffects:
    return value_effects(
        levels["equity_price_index"], levels["house_price_index"], _yields(levels), levels["inflation_4q"],
        parameters.revaluation.bond_duration_years,
    )  # fmt: skip


def _yields(levels: Levels) -> dict[float, Array]:
    return {float(years): levels[f"yield_{years}y"] for years in TENORS}


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
    path = _path(stage)
    if path.first == path.last:
        return ("note.wealth_groups", {"quarter": str(path.first)})
    return ("note.wealth_groups_dates", {"first": str(path.first), "last": str(path.last)})
