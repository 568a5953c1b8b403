"""What both worlds' portfolios earned and the central bank made of it: the account beside the books.

Answers: how large were income, remittances, the deferred asset and reserves, month by month, with and without the
programme? What each world held earns and is valued on that world's own yields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.data import Opening
from qelab.lab.books.liabilities import liabilities
from qelab.lab.books.prices import Levels, rate_paths
from qelab.lab.happened import months_of, mortgage_rate_of, sales_of
from qelab.lab.pipeline import Run
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.recorder import Premiums, Recorder, Sold
from qelab.portfolio.income.statement import IncomeRules, Liabilities, Statement, statement
from qelab.portfolio.projection import REFERENCE

Array = NDArray[np.float64]
# Interest on reserves, percent, December 2008 to December 2015 (Board of Governors; recalled).
STOOD_AT = (Month.of(2008, 12), Month.of(2015, 12), 0.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Income and balance sheet of both worlds, counterfactual first, (2, months); ``sold`` outright, by asset."""

    opening: Opening
    opening_premium: Premiums
    earned: Earned
    sold: Mapping[str, Sold]
    owed: Liabilities
    statement: Statement

    @property
    def other_liabilities(self) -> float:
        """Deposits of others and the like at the opening, bn, before the deferred asset, which statements deduct."""
        sheet = self.opening.balance_sheet
        return sheet["other_liabilities_bn"] + sheet.get("deferred_asset_bn", 0.0)


def account_of(run: Run, levels: Levels) -> Account:
    """The account of a run's two worlds.

    Parameters
    ----------
    levels : policy rate, yields, mortgage rate and inflation of both worlds, (quarters,) each, the opening first
    """
    stage = run.stage
    opening, rates = stage.opening, rate_paths(run, levels)
    premium = premium_of(opening)
    projection = run.settled.portfolio.projection
    recorder = Recorder(
        opening.holdings, rates, premium, prepayment_rate=mortgage_rate_of(run), sales=sales_of(projection)
    )
    for month, state in enumerate(projection.happened):
        recorder.watch(month, state)
    earned = recorder.earned()
    owed = liabilities(run, _premium_without(earned, premium))
    rows, steps = months_of(projection)
    gdp = run.settled.portfolio.gdp_bn[:, rows, steps]
    return Account(
        opening=opening, opening_premium=premium, earned=earned, sold=recorder.sold(), owed=owed,
        statement=statement(earned, owed, rates, gdp, rules_of(stage.settings.income, opening.month, len(steps)), opening.month),
    )  # fmt: skip


def rules_of(rules: IncomeRules, opening: Month, months: int) -> IncomeRules:
    """The rules with the interest on reserves that stood at .25 % while rates were near zero, unless they say otherwise."""
    if np.any(rules.lowest_reserves_rate):
        return rules
    first, last, rate = STOOD_AT
    floor = [rate if first <= opening + (step + 1) <= last else 0.0 for step in range(months)]
    return replace(rules, lowest_reserves_rate=np.array(floor))


def premium_of(opening: Opening) -> Premiums:
    """What the securities of an opening cost above par and has not been written down yet, as its file says."""
    sheet = opening.balance_sheet
    return Premiums(
        treasuries_bn=sheet.get("premium_treasuries_bn", 0.0), mbs_bn=sheet.get("premium_mbs_bn", 0.0)
    )


def _premium_without(earned: Earned, premium: Premiums) -> Array:
    """Unamortised premium in the counterfactual, (1 + months,) bn, the opening first."""
    par = earned.treasury_par + earned.mbs_par + earned.agency_par
    return np.append(premium.treasuries_bn + premium.mbs_bn, (earned.book_value - par)[REFERENCE])
