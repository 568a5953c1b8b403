"""How far guidance was believed: the share in yields, by hand, and what must hold of it."""

import numpy as np
import pytest

from qelab.core.time import Quarter
from qelab.data import history
from qelab.lab.belief import priced_shares
from qelab.lab.check.history import PROGRAMMES, WITH_GUIDANCE, believed_as_priced
from qelab.lab.check.runs import Runs

PAST = history("us")


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


@pytest.fixture(scope="module")
def shares(runs) -> dict[Quarter, float]:
    return priced_shares(runs.worlds(WITH_GUIDANCE), runs.worlds(PROGRAMMES), PAST)


def test_only_quarters_in_which_guidance_reaches_two_years_ahead(shares):
    """To mid-2013 said in 2011Q3, to late 2014 in 2012Q1, to mid-2015 in 2012Q3."""
    assert [str(quarter) for quarter in shares] == [
        "2011Q3", "2012Q1", "2012Q2", "2012Q3", "2012Q4", "2013Q1", "2013Q2", "2013Q3",
    ]  # fmt: skip
    assert all(0.0 <= share <= 1.0 for share in shares.values())


def test_the_share_by_hand(runs, shares):
    """2012Q3: two years at the bound of .125 are guidance; the rule alone would have given more, the yield was .23."""
    row = runs.worlds(PROGRAMMES).stage.dates.index(Quarter.of(2012, 3))
    rate = runs.worlds(PROGRAMMES).settled.programme.sequence
    rule = 3.5 + np.mean(rate.expected[row, :8, rate.endogenous.index("i")])
    assert PAST.at("yield_2y_end", Quarter.of(2012, 3)) == 0.23
    assert shares[Quarter.of(2012, 3)] == pytest.approx((rule - 0.23) / (rule - 0.125))


def test_most_of_it_was_priced_not_all(runs, shares):
    mean = believed_as_priced(runs)
    assert mean == pytest.approx(np.mean(list(shares.values())))
    assert 0.5 < mean < 1.0
