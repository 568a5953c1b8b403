"""Claims about households against their second routes, and what must be known of them."""

import pytest

from qelab.data.wealth_groups import published_wealth
from qelab.lab.check.claims import claims
from qelab.lab.check.households import (
    ANSWERS,
    gini_after,
    jobs,
    jobs_by_hand,
    top_tenth,
    top_tenth_by_hand,
    wealth_gini,
    wealth_gini_by_hand,
)
from qelab.lab.check.runs import Runs


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def claim(name: str):
    return next(one for one in claims() if one.id == name)


def test_the_top_tenth_gains_what_it_holds(runs):
    """Two published tables, each rounded."""
    assert top_tenth(runs) == pytest.approx(top_tenth_by_hand(runs), abs=0.002)


def test_the_two_ways_to_the_change_of_the_gini_agree(runs):
    """By hand without private business and pensions, and with straight lines."""
    assert wealth_gini(runs) == pytest.approx(wealth_gini_by_hand(runs), abs=0.0005)


def test_the_date_of_the_holdings_decides_the_claim(runs):
    """The reason printed beside it says so: it is met with holdings of 2019 and 2022, not with those of 2007 and 2013."""
    met = {str(quarter): claim("F02").holds(gini_after(quarter)) for quarter in published_wealth()}
    assert met == {"2007Q4": False, "2013Q4": False, "2019Q4": True, "2022Q4": True}
    assert [round(gini_after(quarter), 4) for quarter in published_wealth()] == [-0.0029, -0.0016, -0.0005, -0.0005]


def test_who_gains_from_jobs_in_closed_form(runs):
    """Wages are exact in the engine and linear by hand."""
    assert jobs(runs) == pytest.approx(jobs_by_hand(runs), rel=1e-4)


def test_all_three_are_met(runs):
    assert [name for name, answer in ANSWERS.items() if not claim(name).holds(answer.value(runs))] == []
