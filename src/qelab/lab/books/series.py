"""The public series of the portfolio's income, out of the monthly account of both worlds.

Answers: what were remittances, the deferred asset, the unrealised gain and the duration at each quarter's end, or in each
quarter? Flows are sums of three months; for the quarter of the opening they go at the pace of the month after it without
the programme.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import Opening
from qelab.lab.books.income import Account
from qelab.lab.explain import INCOME_CHANNELS
from qelab.portfolio.bonds import ladder
from qelab.portfolio.projection import PROGRAMME, REFERENCE
from qelab.portfolio.state import initial_state
from qelab.portfolio.valuation import Valuation

Array = NDArray[np.float64]
Worlds = dict[str, tuple[Array, Array]]  # series: counterfactual, policy


def income_series(account: Account, valuation: Valuation) -> Worlds:
    """Series of the account by quarter, the opening first, (1 + quarters,) each.

    ``valuation`` : unit values at the opening
    """
    earned, paid, opening = account.earned, account.statement, account.opening
    sheet, start, premium = opening.balance_sheet, account.owed.opening, account.opening_premium
    value, equivalents = opening_value(opening, valuation)
    securities = sheet["soma_treasuries_bn"] + sheet["soma_mbs_bn"] + sheet["agency_debt_bn"]
    book = securities + premium.treasuries_bn + premium.mbs_bn
    stocks = {
        "soma_treasuries_bn": (sheet["soma_treasuries_bn"], earned.treasury_par),
        "soma_market_value_bn": (value, earned.market_value),
        "soma_duration_years": (equivalents * valuation.bonds.duration_10y / value if value > 0 else 0.0, earned.duration_years),
        "unrealised_gain_bn": (value - book, paid.unrealised_gain),
        "overnight_reverse_repo_bn": (float(start.reverse_repo), paid.reverse_repo),
        "treasury_general_account_bn": (sheet["treasury_account_bn"], paid.treasury_account),
        "deferred_asset_bn": (float(start.deferred_asset), paid.deferred_asset),
    }
    flows = {"net_income_bn_per_quarter": paid.net_income, "remittances_bn_per_quarter": paid.remittances}
    ends = {name: _pair(opening_, path[:, MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]) for name, (opening_, path) in stocks.items()}
    sums = {
        name: _pair(float(path[REFERENCE, 0]) * MONTHS_PER_QUARTER, path.reshape(len(path), -1, MONTHS_PER_QUARTER).sum(-1))
        for name, path in flows.items()
    }
    return ends | sums


def income_channels(account: Account) -> dict[str, Array]:
    """Effect on net income by what it comes from, (1 + quarters,) bn a quarter each; they sum to the effect."""
    paid = account.statement
    parts = (
        paid.interest_income,
        paid.realised_gains,
        -paid.interest_on_reserves,
        -paid.interest_on_reverse_repo,
        paid.other_interest - paid.operating_costs,
    )
    effects = [(path[PROGRAMME] - path[REFERENCE]).reshape(-1, MONTHS_PER_QUARTER).sum(-1) for path in parts]
    return {f"income.{key}": np.append(0.0, effect) for key, effect in zip(INCOME_CHANNELS, effects, strict=True)}


def opening_value(opening: Opening, valuation: Valuation) -> tuple[float, float]:
    """Market value and ten-year equivalents of the opening holdings, bn."""
    holdings = opening.holdings
    mbs = holdings.mbs
    price, slope = valuation.mortgages.at(
        mbs.wac - opening.economy["mortgage_rate_30y"], mbs.remaining_months.astype(float)
    )
    value = float((mbs.face_bn * price).sum())
    equivalents = float((mbs.face_bn * slope).sum()) / valuation.bonds.duration_10y
    state = initial_state(holdings, 1, 0)
    bills = state.bills[0, 0]
    value += float(bills @ valuation.bonds.price_par[: len(bills)])
    equivalents += float(bills @ valuation.bonds.duration_par[: len(bills)]) / valuation.bonds.duration_10y
    agency, _ = ladder(holdings.agency_debt, holdings.month.ordinal)
    pairs = ((state.par[0, 0], state.coupon[0, 0]), (agency, agency * valuation.bonds.par_coupon))
    for par, coupon in pairs:
        value += float(valuation.bonds.market_value(par, coupon))
        equivalents += float(valuation.bonds.ten_year_equivalents(par, coupon).sum())
    return value, equivalents


def _pair(start: float, paths: Array) -> tuple[Array, Array]:
    return np.append(start, paths[0]), np.append(start, paths[1])
