"""The claim about single purchase operations: what they do on their day to yields of the maturities they buy."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.lab.channels.stress import bought_by_quarter
from qelab.lab.check.announcements import ten_year_equivalents_by_hand, treasuries_of_2009
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.rates.sector_flow import on_sector_bp

Array = NDArray[np.float64]
_AS_IT_HAPPENED = "fed_2008_lsap1"
_OPERATIONS, _SECTORS = 57, 8  # April to September 2009; seven sectors of nominal coupons and TIPS (recalled)
_QUARTERS = (Quarter.of(2009, 2), Quarter.of(2009, 3))
_HALF_EACH = 0.5


def on_the_day(runs: Runs) -> float:
    """The 300 of Treasuries of 2009 in 57 operations: ten-year equivalents bought in each quarter, times the laboratory's
    pressure of buying under the stress of that quarter, in one of eight sectors that are markets of their own for
    the day; mean over the operations."""
    run = runs.worlds(treasuries_of_2009())
    bought = bought_by_quarter(run.stage, run.stage.scenario, run.settled.portfolio)
    in_quarters = np.array([bought[quarter - run.stage.dates[0]] for quarter in _QUARTERS])
    return _mean_effect(runs, in_quarters)


def on_the_day_by_hand(runs: Runs) -> float:
    """The same with a calculator: par bonds at 3 per cent in the middle of each bucket over the GDP of the opening,
    half of them in each quarter."""
    run = runs.worlds(treasuries_of_2009())
    return _mean_effect(runs, np.full(len(_QUARTERS), _HALF_EACH * ten_year_equivalents_by_hand(run)))


def _mean_effect(runs: Runs, bought_pct_gdp: Array) -> float:
    """Mean effect of an operation when so much is bought in each quarter, basis points: linear, so sums will do."""
    happened = runs.result(_AS_IT_HAPPENED)
    index = happened.values("stress_index", "policy")
    stress = np.array([index[quarter - happened.quarters[0]] for quarter in _QUARTERS])
    return float(on_sector_bp(runs.lab.settings.flow, bought_pct_gdp / _OPERATIONS, _SECTORS, stress).sum())


ANSWERS = {"C05": Answer(on_the_day, on_the_day_by_hand)}
