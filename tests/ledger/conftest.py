"""A small world whose numbers fit in a reader's head."""

import pytest

from qelab.core.time import Month
from qelab.ledger.journal import Journal
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.transaction import Transaction

OPENING_MONTH = Month.parse("2010-10")


@pytest.fixture
def opening() -> Transaction:
    """Round numbers: the central bank has 2,000 of assets and capital of 50."""
    return opening_from_totals(
        treasuries_bn=800.0,
        agency_mbs_bn=1000.0,
        agency_debt_bn=150.0,
        credit_bn=50.0,
        reserves_bn=850.0,
        currency_bn=900.0,
        treasury_account_bn=100.0,
        reverse_repo_bn=60.0,
        other_liabilities_bn=40.0,
        bank_deposits_bn=7000.0,
        public_treasuries_bn=8000.0,
        public_mbs_bn=5000.0,
    )


@pytest.fixture
def journal(opening: Transaction) -> Journal:
    return Journal(OPENING_MONTH, opening)
