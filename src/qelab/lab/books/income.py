"""What both worlds' portfolios earned and the central bank made of it: the account beside the books.

Answers: how large were income, remittances, the deferred asset and reserves, month by month, with and without the
programme? The portfolio is projected once more as it happened, on the yields of each world.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.data import Opening
from qelab.lab.books.liabilities import liabilities
from qelab.lab.books.prices import Levels, rate_paths
from qelab.lab.happened import months_of, mortgage_rate_of, sales_of
from qelab.lab.pipeline import Run
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.recorder import Premiums, Recorder
from qelab.portfolio.income.statement import Liabilities, Statement, statement
from qelab.portfolio.projection import REFERENCE

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Income and balance sheet of both worlds, counterfactual first, (2, months)."""

    opening: Opening
    opening_premium: Premiums
    earned: Earned
    owed: Liabilities
    statement: Statement


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
        opening=opening, opening_premium=premium, earned=earned, owed=owed,
        statement=statement(earned, owed, rates, gdp, stage.settings.income, opening.month),
    )  # fmt: skip


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
