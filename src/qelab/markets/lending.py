"""Loans of banks: who wants to borrow at the rates there are, and what banks' own funds let them lend.

    wanted_t = [- e_rate * passed on * c_t + e_income * n_t] + e_worth * w_t + e_reserves * r_t / 10
    l_t      = l_{t-1} + speed * (wanted_t - l_{t-1})

with c the yields that banks could earn instead of lending (what they must be paid to lend), n nominal incomes, w banks'
net worth revalued at today's yields, r reserves. All are effects: with the programme less without it.

Answers: do banks lend more after purchases, and why? Reserves are not lent out: a loan makes its own deposit. By default
more reserves move no loan; how far they might is a number that may be given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import QUARTERS_PER_YEAR, convert

Array = NDArray[np.float64]

LENDING = Source(
    text="demand: responses of bank loans to rates in vector autoregressions, 1 to 2.5 % in two years (choice); net worth: English, Van "
    "den Heuvel & Zakrajsek 2018, JME 98 (bank shares fall 8 to 10 % for one point on all yields) and Berrospide & Edge 2010, "
    "IJCB 6(4) (a capital ratio one point higher brings .7 to 1.2 % more loans a year; both recalled); reserves: none in Butt and "
    "others 2014, Bank of England working paper 511, some in Kandrac & Schlusche 2021, RFS 34(8) (recalled)",
    status=Status.ASSUMPTION,
)
PARTS = ("rates", "demand", "net_worth", "reserves")
# Ends of what is published or supposed, by field of ``BankLoans``.
RANGES = {"rate_response": (1.0, 2.5), "net_worth_response": (0.05, 0.25), "reserves_response": (0.0, 0.4)}
_YEARS = 2  # after which the response to rates is stated


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLoans:
    """What moves loans.

    ``rate_response`` per cent of loans that one percentage point less on loans brings after two years; ``passed_on``
    share of a change in yields that reaches loan rates; ``income_response`` per cent of loans for one per cent of nominal
    GDP; ``net_worth_years`` per cent of net worth that one percentage point less on yields is worth: the
    duration of banks' net worth, on a mean of mortgage rates and five-year yields with weight ``mbs_share`` (two thirds of
    the securities of banks are MBS: sheet of 2008; loans are not; choice); ``net_worth_response`` per cent of loans for one per cent of net worth;
    ``reserves_response`` per cent of loans for 10 % more reserves (range 0 to .4); ``speed`` a quarter. Priced off the
    mortgage rate is ``mortgage_share`` of loans (three tenths of what banks lend is on houses: sector sheets), off the policy
    rate ``floating_share`` (half of the rest, choice), the others off the five-year yield.
    """

    rate_response: float = 1.75
    passed_on: float = 0.8
    income_response: float = 1.0
    net_worth_years: float = 8.0
    mbs_share: float = 0.5
    net_worth_response: float = 0.12
    reserves_response: float = 0.0
    speed: float = 0.2
    mortgage_share: float = 0.30
    floating_share: float = 0.35
    source: Source = LENDING

    @property
    def long_run_rate_response(self) -> float:
        """Per cent of loans for one percentage point that lasts, in the end: two years close this part of it."""
        return self.rate_response / (1.0 - (1.0 - self.speed) ** (_YEARS * QUARTERS_PER_YEAR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a programme moves, (quarters,) each, nothing at the opening: ``policy_rate``, ``yield_5y`` and
    ``mortgage_rate`` in percentage points, ``incomes`` (nominal GDP) in percent, ``reserves`` in percent of their mean
    in both worlds."""

    policy_rate: Array
    yield_5y: Array
    mortgage_rate: Array
    incomes: Array
    reserves: Array


def loan_parts(how: BankLoans, moved: Moved) -> dict[str, Array]:
    """Effect on loans by cause, (quarters,) percent in logs.

    Limits: no bank fails and none is short of capital; a loss of net worth acts as much as a gain. What is lent by
    others (bonds, funds) is not in here.
    """
    others = 1.0 - how.mortgage_share - how.floating_share
    cost = how.mortgage_share * moved.mortgage_rate + how.floating_share * moved.policy_rate + others * moved.yield_5y
    worth = -how.net_worth_years * (how.mbs_share * moved.mortgage_rate + (1.0 - how.mbs_share) * moved.yield_5y)
    wanted = {
        "rates": -how.long_run_rate_response * how.passed_on * cost,
        "demand": how.income_response * moved.incomes,
        "net_worth": how.net_worth_response * worth,
        "reserves": how.reserves_response * moved.reserves / _PER_CENT_OF_RESERVES,
    }
    return {key: _closing_in(path, how.speed) for key, path in wanted.items()}


def growth_between(without: Array, policy: Array) -> Array:
    """Change in percent of the mean of both, between -200 and 200; 0 where both are zero.

    Reserves were next to nothing in 2008: of what there was, a purchase is thousands of per cent.
    """
    mean = (without + policy) / 2.0
    nothing = mean == 0.0
    return np.where(nothing, 0.0, convert((policy - without) / np.where(nothing, 1.0, mean), "decimal", "percent"))


_PER_CENT_OF_RESERVES = 10.0


def _closing_in(wanted: Array, speed: float) -> Array:
    """What is there when a share of the distance is closed each quarter, from nothing."""
    found, now = np.empty_like(wanted), 0.0
    for quarter, value in enumerate(wanted):
        now += speed * (value - now)
        found[quarter] = now
    return found
