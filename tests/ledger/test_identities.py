"""The checks find what is wrong: books that somebody edited behind the journal's back."""

import pytest

from qelab.core.errors import QelabError
from qelab.ledger import identities, postings

CHECKS = {
    "i": identities.check_instruments,
    "ii": identities.check_net_worth,
    "iii": identities.check_total_net_worth,
    "iv": identities.check_reserves,
}


def edited(journal):
    """A purchase whose reserves were made 3 bn too many on the bank's side."""
    journal.post("2010-11", postings.purchase(75, seller="banks"))
    reserves_of_banks = len(journal._changes) - 1
    journal._changes[reserves_of_banks] += 3.0
    return journal


@pytest.mark.parametrize("identity", CHECKS)
def test_edited_books_fail_every_identity_by_what_was_edited(journal, identity):
    CHECKS[identity](journal)
    with pytest.raises(QelabError) as caught:
        CHECKS[identity](edited(journal))
    assert caught.value.code == "QE417"
    assert f"({identity}) is off by 3 bn" in caught.value.message()
    assert CHECKS[identity](journal, tolerance_bn=3.1) == pytest.approx(3)


def test_books_that_are_not_numbers_fail(journal):
    journal.post("2010-11", postings.purchase(75, seller="banks"))
    journal._changes[-1] = float("nan")
    with pytest.raises(QelabError):
        identities.check_journal(journal)


def test_a_purchase_that_did_not_reach_the_deposits_is_found():
    with pytest.raises(QelabError, match=r"\(v\)"):
        identities.check_purchase(postings.purchase(600, seller="banks"), seller="non_banks", amount_bn=600)


def test_run_off_without_its_second_step_is_found():
    with pytest.raises(QelabError, match=r"\(vi\)"):
        identities.check_refinanced_run_off([postings.run_off(100)], amount_bn=100)
