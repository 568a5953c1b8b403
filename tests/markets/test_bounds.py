"""Assumptions outside their bounds are refused, in both languages."""

import pytest

from qelab.core.errors import QelabError
from qelab.markets.lending import BankLoans
from qelab.markets.metros import MetroHouses
from qelab.markets.stress import Stress


def test_the_refusal(golden_error):
    golden_error("QE861", lambda: BankLoans(speed=0.0))


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        (BankLoans, {"passed_on": 1.5}), (MetroHouses, {"momentum": 1.0}), (MetroHouses, {"growth_weight": -0.1}),
        (Stress, {"normal_volatility": 0.0}), (Stress, {"kept_per_quarter": 1.1}),
    ],
)  # fmt: skip
def test_what_is_refused(part, changes):
    with pytest.raises(QelabError) as caught:
        part(**changes)
    assert caught.value.code == "QE861"
