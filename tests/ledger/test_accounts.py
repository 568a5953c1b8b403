"""T-accounts as data: the textbook pictures of a purchase."""

from qelab.ledger import postings
from qelab.ledger.accounts import purchase_accounts, t_accounts


def table(accounts):
    return {
        str(account.sector): (
            [(str(line.instrument), line.change_bn) for line in account.assets],
            [(str(line.instrument), line.change_bn) for line in account.liabilities],
        )
        for account in accounts
    }


def test_a_purchase_from_a_bank_and_from_a_non_bank():
    accounts = purchase_accounts(600)
    bank, non_bank = accounts.values()
    assert [str(seller) for seller in accounts] == ["banks", "non_banks"]
    assert table(bank) == {
        "central_bank": ([("treasury_securities", 600)], [("reserves", 600)]),
        "banks": ([("treasury_securities", -600), ("reserves", 600)], []),
    }
    assert table(non_bank) == {
        "central_bank": ([("treasury_securities", 600)], [("reserves", 600)]),
        "banks": ([("reserves", 600)], [("deposits", 600)]),
        "non_banks": ([("treasury_securities", -600), ("deposits", 600)], []),
    }
    assert all(account.net_worth_change_bn == 0 for account in (*bank, *non_bank))


def test_a_rollover_shows_what_matures_and_what_replaces_it():
    bank, treasury = t_accounts(postings.rollover(50))
    assert [line.change_bn for line in bank.assets] == [-50, 50]
    assert [line.change_bn for line in treasury.liabilities] == [-50, 50]


def test_a_deficit_shows_who_became_richer():
    worth = {str(a.sector): a.net_worth_change_bn for a in t_accounts(postings.deficit_spending(20))}
    assert worth == {"central_bank": 0, "treasury": -20, "banks": 0, "households": 20}
