"""The money series of many draws: every flow's effect on them, posted once, times its amount.

Answers: what do reserves, deposits and money do in a draw, without posting every month again? Postings are linear
in their amounts, so one balanced transaction of each kind says it all. The main run posts everything
(``journals``); the two agree to rounding (tests/lab/test_money.py).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data.sector_sheets import opening_transaction
from qelab.lab.books.flows import OPERATIONS, flows
from qelab.lab.books.income import Account
from qelab.lab.books.transactions import FLOWS, transactions
from qelab.lab.settings import SellerMix
from qelab.ledger.journal import Journal
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.series import money_series
from qelab.ledger.transaction import Transaction
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection

Array = NDArray[np.float64]
Money = dict[str, Array]
_PLENTY_BN = 1e3  # what every sheet begins with while units are posted, so that nothing is overdrawn


def money_of(
    projection: Projection, account: Account, sellers: SellerMix
) -> tuple[Money, Money]:
    """Money series of both worlds at quarter ends, the opening first: counterfactual and programme.

    Parameters as ``journals.journals`` takes them.
    """
    start = {name: values[0] for name, values in money_series(Journal(account.opening.month, opening_transaction(account.opening))).items()}
    units = _units(sellers)
    found = []
    for world in (REFERENCE, PROGRAMME):
        amounts = flows(projection, account, world)
        series = {}
        for name, level in start.items():
            monthly = sum(units[flow][name] * amount for flow, amount in amounts.items())
            path = level + np.cumsum(monthly)
            series[name] = np.concatenate([[level], path[MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]])
        found.append(series)
    return found[0], found[1]


@cache
def _units(sellers: SellerMix) -> dict[str, dict[str, float]]:
    """Change of each money series by one billion of each flow."""
    changes = {}
    for flow in FLOWS:
        amounts = {**dict.fromkeys(FLOWS, 0.0), flow: 1.0}
        if flow in OPERATIONS:
            amounts["matured"] = amounts["redeemed"]
        book = Journal(Month(0), _plenty())
        book.post(Month(1), *(item for item in transactions(amounts, False, sellers) if item.entries))
        changes[flow] = {name: float(values[1] - values[0]) for name, values in money_series(book).items()}
    return changes


def _plenty() -> Transaction:
    names = (
        "treasuries_bn", "agency_mbs_bn", "agency_debt_bn", "credit_bn", "reserves_bn", "currency_bn",
        "treasury_account_bn", "reverse_repo_bn", "bank_deposits_bn",
    )  # fmt: skip
    return opening_from_totals(**dict.fromkeys(names, _PLENTY_BN))
