"""A whole run without a model of the economy: the portfolio, the books and the income of both worlds.

    policy -> portfolio -> income -> ledger -> public series
                 ^            ^
                 +-- record --+      yields, the policy rate and nominal GDP as they were

The laboratory's engine, income account and ledger are the ones of every other run; what is missing is the economy and
with it every effect on yields, prices, output and jobs.
"""

from collections.abc import Callable

import numpy as np

from qelab.data import history, opening
from qelab.lab.books.journals import journals
from qelab.lab.economies import NO_MODEL, check_has_model, check_opening
from qelab.lab.result import Result
from qelab.lab.result_parts import MOMENT, Books
from qelab.lab.settings import Settings
from qelab.lab.without_economy.account import account
from qelab.lab.without_economy.inputs import record
from qelab.lab.without_economy.levels import public_series
from qelab.lab.without_economy.notes import notes
from qelab.policy.scenario import Scenario
from qelab.portfolio.bonds import bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.projection import project
from qelab.portfolio.timetable import timetable
from qelab.portfolio.valuation import Valuation

_WORLDS = 2


def run_without_economy(
    scenario: Scenario, settings: Settings, progress: Callable[[str, float], None]
) -> Result:
    """Run a programme on the record of its economy: with it, without it, and the difference.

    Raises
    ------
    QelabError QE607 : unknown opening; QE732 : the opening of another economy
    QelabError QE731 : a move of the policy rate, guidance or stress, which take a model
    QelabError QE303, QE708, QE709 : more is sold than is held; an account would be overdrawn
    """
    start = opening(scenario.opening)
    check_opening(scenario, start)
    _check_portfolio_only(scenario)
    progress("opening", 0.1)
    past = record(start, history(scenario.economy), scenario.horizon_quarters, settings.nominal_trend)
    table = timetable(scenario, start.month, past.dates)
    valuation = Valuation(
        bonds=bond_table(start.curve), mortgages=duration_table(start.curve.at(30.0).item())
    )
    progress("programme", 0.3)
    shape = (len(past.dates), table.months)
    projection = project(
        start.holdings, scenario.standing, table, np.zeros((_WORLDS, *shape)),
        np.tile(past.growth(table.months), (shape[0], 1)), valuation, bills_share=scenario.bills_share,
    )  # fmt: skip
    progress("books", 0.6)
    income = account(start, projection, past)
    books = journals(projection, income, settings.sellers)
    levels = public_series(projection, past.gdp_bn, income, books)
    withdrawn = levels["ten_year_equivalents_pct_gdp"]
    return Result(
        scenario=scenario,
        model=NO_MODEL,
        quarters=(past.dates[0] + -1, *past.dates),
        levels=levels,
        ledger=Books(first=start.month.ordinal, folds=np.stack([book.fold() for book in books])),
        exits=(),
        notes=notes(past, settings.sellers),
        diagnostics={"months": past.rates.months},
        channels={MOMENT: withdrawn[0] - withdrawn[1]},
    )


def _check_portfolio_only(scenario: Scenario) -> None:
    """Refuse what would be said in vain: nothing here answers it."""
    said = {
        "policy_rate": scenario.policy_rate,
        "guidance": scenario.has_guidance or scenario.standing.guidance,
        "stress": any(item.stress for item in scenario.announcements),
    }
    for name, content in said.items():
        if content:
            check_has_model(scenario, name)
