"""All that settles in a month of one world, by name and amount.

Answers: how much was bought, repaid, earned and paid? ``journals`` posts these amounts, ``units`` adds up what they do to
money in a draw; both read them from here. What the programme does comes from the projection, the rest from the
income account. The Treasury borrows from the public, or repays, what keeps its account where the account says.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.lab.books.income import Account
from qelab.lab.happened import months_of
from qelab.portfolio.flows import OUTRIGHT
from qelab.portfolio.flows import Flows as Operations
from qelab.portfolio.projection import Projection

Array = NDArray[np.float64]
Flows = dict[str, Array]
_TRADED = dict(zip(OUTRIGHT, ("treasury", "mbs", "agency_debt"), strict=True))
OPERATIONS = tuple(Operations.__dataclass_fields__)


def flows(projection: Projection, account: Account, world: int) -> Flows:
    """Amounts of each month, (months,) bn.

    Securities are bought at par; a sale fetches par, what its book has above par, and the gain.

    Parameters
    ----------
    account : income and balance sheet of both worlds
    """
    rows, steps = months_of(projection)
    found = {name: getattr(projection.flows, name)[world, rows, steps] for name in OPERATIONS}
    found |= _settled(found, account, world)
    earned, paid, owed = account.earned, account.statement, account.owed
    start = owed.opening
    stocks = {
        "reverse_repo": (paid.reverse_repo, start.reverse_repo),
        "foreign_pool": (paid.foreign_pool, start.foreign_pool),
        "other_deposits": (paid.other_liabilities, account.other_liabilities),
        "currency": (paid.currency, account.opening.balance_sheet["currency_bn"]),
        "credit": (owed.credit + paid.open_market_lending, start.credit),
    }
    found |= {name: np.diff(path[world], prepend=float(opening)) for name, (path, opening) in stocks.items()}
    found |= {
        "treasury_interest": earned.treasury_interest[world],
        "mbs_interest": earned.mbs_interest[world],
        "agency_debt_interest": earned.agency_interest[world],
        "credit_interest": paid.other_interest[world],
        "treasury_amortisation": (earned.amortisation - earned.mbs_amortisation)[world],
        "mbs_amortisation": earned.mbs_amortisation[world],
        "inflation_compensation": earned.inflation_compensation[world],
        "interest_on_reserves": paid.interest_on_reserves[world],
        "interest_on_reverse_repo": paid.interest_on_reverse_repo[world],
        "operating_costs": paid.operating_costs[world],
        "dividends": paid.dividends[world],
        "remittances": paid.remittances[world],
        "deferral": np.diff(paid.deferred_asset[world], prepend=float(start.deferred_asset)),
    }
    drawn = np.diff(paid.treasury_account[world], prepend=account.opening.balance_sheet["treasury_account_bn"])
    found["treasury_funding"] = drawn + found["treasury_interest"] - found["remittances"]
    return found


def _settled(found: Flows, account: Account, world: int) -> Flows:
    """Purchases at par, sales at their proceeds with the gains in them, asset by asset; what matures with the
    compensation that inflation-linked securities pay at their end."""
    result: Flows = {}
    for name, asset in _TRADED.items():
        sold = account.sold[asset]
        result[name] = found[name] + sold.par[world]
        result[f"{asset}_sales"], result[f"{asset}_gains"] = sold.proceeds[world], sold.gain[world]
    # After falling prices an indexed security ends below the par at which it is rolled over: the difference is bought.
    ended = account.earned.compensation_repaid[world]
    result["treasury_trades"] = result["treasury_trades"] + np.maximum(-ended, 0.0)
    return result | {name: found[name] + np.maximum(ended, 0.0) for name in ("matured", "redeemed")}
