"""The money series of many draws: every operation's effect on them, posted once, times its amount.

Answers: what do reserves, deposits and money do in a draw, without posting every month again? Postings are linear
in their amounts, so one balanced transaction of each kind says it all. The main run posts everything
(``books``); the two agree to rounding (tests/lab/test_money.py).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import Opening
from qelab.lab.books import currency_withdrawn, opening_entry, operations
from qelab.lab.settings import SellerMix
from qelab.ledger import postings
from qelab.ledger.journal import Journal
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.series import money_series
from qelab.ledger.transaction import Transaction
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection

Array = NDArray[np.float64]
Money = dict[str, Array]
_FLOWS = (
    "redeemed", "mbs_principal", "agency_debt_matured", "reinvested_treasury", "reinvested_mbs",
    "treasury_trades", "mbs_trades", "agency_debt_trades",
)  # fmt: skip
_PLENTY_BN = 1e3  # what every sheet begins with while units are posted, so that nothing is overdrawn


def money_of(
    opening: Opening, projection: Projection, gdp_bn: Array, quarters: int, sellers: SellerMix
) -> tuple[Money, Money]:
    """Money series of both worlds at quarter ends, the opening first: counterfactual and programme.

    Parameters
    ----------
    projection, gdp_bn, quarters, sellers : as ``books.journals`` takes them
    """
    months = quarters * MONTHS_PER_QUARTER
    rows, steps = np.arange(months) // MONTHS_PER_QUARTER, np.arange(months)
    start = {name: values[0] for name, values in money_series(Journal(opening.month, opening_entry(opening))).items()}
    units = _units(sellers)
    withdrawn = [currency_withdrawn(opening, gdp[rows, steps]) for gdp in gdp_bn]
    found = []
    for world in (REFERENCE, PROGRAMME):
        amounts = {name: getattr(projection.flows, name)[world, rows, steps] for name in _FLOWS}
        amounts |= {"credit": withdrawn[REFERENCE], "currency": withdrawn[world]}
        series = {}
        for name, level in start.items():
            monthly = sum(units[flow][name] * amount for flow, amount in amounts.items())
            path = level + np.cumsum(monthly)
            series[name] = np.concatenate([[level], path[MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]])
        found.append(series)
    return found[0], found[1]


@cache
def _units(sellers: SellerMix) -> dict[str, dict[str, float]]:
    """Change of each money series by one billion of each operation."""
    changes = {}
    for flow in (*_FLOWS, "credit", "currency"):
        if flow == "credit":
            transactions = [postings.credit(1.0)]
        elif flow == "currency":
            transactions = [postings.currency_withdrawal(1.0)]
        else:
            amounts = {**dict.fromkeys(_FLOWS, 0.0), "matured": 0.0, flow: 1.0}
            amounts["matured"] = amounts["redeemed"]
            transactions = list(operations(amounts, False, sellers))
        book = Journal(Month(0), _plenty())
        book.post(Month(1), *(item for item in transactions if item.entries))
        changes[flow] = {name: float(values[1] - values[0]) for name, values in money_series(book).items()}
    return changes


def _plenty() -> Transaction:
    names = (
        "treasuries_bn", "agency_mbs_bn", "agency_debt_bn", "credit_bn", "reserves_bn", "currency_bn",
        "treasury_account_bn", "reverse_repo_bn", "bank_deposits_bn",
    )  # fmt: skip
    return opening_from_totals(**dict.fromkeys(names, _PLENTY_BN))
