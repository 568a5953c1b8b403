"""Each error of the ledger in both languages, against its golden file (``QELAB_GOLDEN=write`` records them)."""

from collections.abc import Callable

import pytest

from qelab.core.errors import messages
from qelab.core.time import Month
from qelab.ledger import identities, postings
from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.journal import Journal
from qelab.ledger.matrices import balance_sheet_matrix
from qelab.ledger.opening import opening_from_totals, opening_sheet
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Entry, NetWorthChange, Transaction, held, owed

BANK, BANKS, RESERVES = Sector.CENTRAL_BANK, Sector.BANKS, Instrument.RESERVES
CALM = (held(BANKS, RESERVES, 0.0), owed(BANK, RESERVES, 0.0))


def journal() -> Journal:
    one = Journal(Month.parse("2010-10"), opening_sheet({("treasury", "treasury_general_account"): 5.0}))
    one.post("2010-12", postings.rollover(1.0))
    return one


def edited() -> Journal:
    """Books in which somebody added three billion of reserves to one side."""
    one = Journal(Month.parse("2010-10"), opening_sheet({("banks", "reserves"): 5.0}))
    one._changes[0] += 3.0
    return one


def totals(**shares: float) -> Transaction:
    deposit_shares = {Sector(name): share for name, share in shares.items()}
    return opening_from_totals(
        treasuries_bn=1, agency_mbs_bn=0, agency_debt_bn=0, credit_bn=0, reserves_bn=1, currency_bn=0,
        treasury_account_bn=0, reverse_repo_bn=0, bank_deposits_bn=10, deposit_shares=deposit_shares,
    )  # fmt: skip


TRIGGERS: dict[str, Callable[[], object]] = {
    "QE400": lambda: postings.purchase(1, seller="non_bank"),
    "QE401": lambda: postings.purchase(1, seller="banks", instrument="agency_mbss"),
    "QE402": lambda: Transaction("test", (Entry(BANKS, RESERVES, "equity", 1.0),)),  # type: ignore[arg-type]
    "QE403": lambda: Transaction("test", (Entry(BANKS, RESERVES, Side.ASSET, float("nan")),)),
    "QE404": lambda: Transaction("test", (owed(BANKS, Instrument.CURRENCY, 1.0),)),
    "QE405": lambda: postings.purchase(1, seller="treasury"),
    "QE406": lambda: Transaction("test", (held(BANKS, RESERVES, 600.0), owed(BANK, RESERVES, 550.0))),
    "QE407": lambda: Transaction("test", (held(BANKS, RESERVES, 600.0), owed(BANK, RESERVES, 600.0))),
    "QE408": lambda: Transaction("test", CALM, (NetWorthChange(BANKS, "gift", 1.0),)),  # type: ignore[arg-type]
    "QE409": lambda: journal().post("2011-01", postings.run_off(10.0)),
    "QE410": lambda: journal().post("2010-11", postings.rollover(1.0)),
    "QE411": lambda: journal().post("2011-01", opening_sheet({("banks", "reserves"): 5.0})),
    "QE412": lambda: opening_sheet({("banks", "bank_loans"): 5.0}),
    "QE413": lambda: journal().stock("reserves", at="2010-09"),
    "QE414": lambda: postings.purchase(100, seller="banks", gain_bn=5),
    "QE415": lambda: postings.refunding(100, buyer="banks", settled_in="reverse_repo"),
    "QE416": lambda: postings.run_off(-1),
    "QE417": lambda: identities.check_refinanced_run_off([postings.run_off(100)], amount_bn=100),
    "QE418": lambda: totals(households=0.5, firms=0.4),
    "QE420": lambda: postings.asset_trade(1, buyer="firms", seller="firms", instrument="equities"),
    "QE421": lambda: balance_sheet_matrix(edited()),
}


def test_every_error_of_the_ledger_is_triggered_here():
    assert sorted(TRIGGERS) == sorted(code for code in messages() if "QE400" <= code < "QE430")


@pytest.mark.parametrize("code", TRIGGERS)
def test_golden(code, golden_error):
    golden_error(code, TRIGGERS[code])
