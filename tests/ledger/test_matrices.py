"""The matrices of the stock-flow literature, with numbers that can be checked by hand."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.ledger import postings
from qelab.ledger.cells import SECTORS
from qelab.ledger.journal import Journal
from qelab.ledger.matrices import Block, Matrix, balance_sheet_matrix, transactions_flow_matrix
from qelab.ledger.opening import opening_sheet


def cells(matrix: Matrix) -> dict[str, dict[str, float]]:
    """Row -> sector -> bn, zeros left out."""
    return {
        name: {
            str(sector): value for sector, value in zip(matrix.columns, row, strict=True) if abs(value) > 1e-9
        }
        for (_, name), row in zip(matrix.rows, matrix.values, strict=True)
    }


@pytest.fixture
def small() -> Journal:
    """A bank with one loan, households with a deposit and a house, a central bank with one bond."""
    return Journal(
        Month.parse("2022-03"),
        opening_sheet(
            {
                ("central_bank", "treasury_securities"): 10.0,
                ("banks", "reserves"): 8.0,
                ("households", "deposits"): 30.0,
                ("banks", "bank_loans", "firms"): 25.0,
                ("households", "houses"): 50.0,
                ("non_banks", "treasury_securities"): 20.0,
                ("treasury", "treasury_general_account"): 5.0,
            }
        ),
    )


def test_balance_sheet_matrix_by_hand(small):
    assert cells(balance_sheet_matrix(small)) == {
        "reserves": {"central_bank": -8, "banks": 8},
        "treasury_general_account": {"central_bank": -5, "treasury": 5},
        "deposits": {"banks": -30, "households": 30},
        "treasury_securities": {"central_bank": 10, "treasury": -30, "non_banks": 20},
        "bank_loans": {"banks": 25, "firms": -25},
        "houses": {"households": 50},
        "net_worth": {
            "central_bank": 3, "treasury": 25, "banks": -3, "non_banks": -20, "households": -80, "firms": 25,
        },
    }  # fmt: skip


def test_rows_stand_in_blocks_and_only_real_assets_and_net_worth_have_a_total(small):
    matrix = balance_sheet_matrix(small)
    blocks = [block for block, _ in matrix.rows]
    assert blocks == sorted(blocks, key=list(Block).index)
    totals = {
        name: total
        for (_, name), total in zip(matrix.rows, matrix.row_totals, strict=True)
        if abs(total) > 1e-9
    }
    assert totals == {"houses": 50, "net_worth": -50}
    assert np.abs(matrix.column_totals).max() <= 1e-12


def test_flow_matrix_of_a_quarter_by_hand(small):
    small.post("2022-04", postings.purchase(6, seller="non_banks"), postings.treasury_interest(1))
    small.post("2022-05", postings.interest_on_reserves(3), postings.deferral(2))
    small.post("2022-06", postings.bank_loan(4))
    assert cells(transactions_flow_matrix(small, "2022-03", "2022-06")) == {
        "treasury_interest": {"treasury": -1, "central_bank": 1},
        "interest_on_reserves": {"central_bank": -3, "banks": 3},
        "deferral": {"central_bank": 2, "treasury": -2},
        "reserves": {"central_bank": 9, "banks": -9},
        "treasury_general_account": {"central_bank": -1, "treasury": 1},
        "deposits": {"banks": 10, "non_banks": -6, "firms": -4},
        "treasury_securities": {"central_bank": -6, "non_banks": 6},
        "bank_loans": {"banks": -4, "firms": 4},
        "deferred_asset": {"central_bank": -2, "treasury": 2},
    }


def test_flows_between_two_dates_leave_out_what_came_before_and_after(small):
    small.post("2022-04", postings.interest_on_reserves(1))
    small.post("2022-05", postings.interest_on_reserves(2))
    small.post("2022-06", postings.interest_on_reserves(4))
    assert transactions_flow_matrix(small, "2022-04", "2022-05").row("interest_on_reserves").max() == 2
    assert transactions_flow_matrix(small, "2022-05").row("interest_on_reserves").max() == 4
    assert transactions_flow_matrix(small, "2022-06").rows == ()


def test_stocks_change_by_the_flows(small):
    before = balance_sheet_matrix(small, "2022-03")
    small.post("2022-05", postings.purchase(6, seller="banks"), postings.investment(2, producer="households"),
               postings.bank_loan(4), postings.tax(1))  # fmt: skip
    after, flows = balance_sheet_matrix(small), transactions_flow_matrix(small, "2022-03")
    names = {name for block, name in (*before.rows, *after.rows) if block in (Block.CLAIMS, Block.REAL)}
    for name in names:
        assert after.row(name) - before.row(name) == pytest.approx(-flows.row(name))
    earned = sum(flows.row(name) for block, name in flows.rows if block is Block.CURRENT)
    assert -(after.row("net_worth") - before.row("net_worth")) == pytest.approx(earned)


def test_what_is_reversed_is_gone_from_both_parts(small):
    interest = postings.interest_on_reserves(3)
    small.post("2022-04", interest, interest.reversed())
    assert cells(transactions_flow_matrix(small, "2022-03")) == {"interest_on_reserves": {}}


def test_a_row_that_is_not_there_is_zero(small):
    assert balance_sheet_matrix(small).row("equities").tolist() == [0.0] * len(SECTORS)


@pytest.mark.parametrize("matrix", ["balance_sheet", "transactions_flow"])
def test_books_edited_behind_the_journal_s_back_are_refused(small, matrix):
    small.post("2022-04", postings.purchase(6, seller="banks"))
    small._changes[-1] += 3.0
    make = {
        "balance_sheet": balance_sheet_matrix,
        "transactions_flow": lambda book: transactions_flow_matrix(book, "2022-03"),
    }[matrix]
    with pytest.raises(QelabError) as caught:
        make(small)
    assert caught.value.code == "QE421"
    assert caught.value.params["name"] == "reserves"
