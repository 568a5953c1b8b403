"""The Asset Purchase Facility against what was published. Nothing here is fitted: purchases, envelopes, rates and yields go in.

Misses that stay, with their reasons (measured, not wished):

* What matured without reinvestment from March to October 2022 is 17bn instead of 37: real gilts mature in lumps (28bn on
  7 March 2022 alone), the ladder here is even. Every stock after it is 20bn too high; the announced falls are exact.
* Of the 100bn of 2024-25 87 matured and 13 were sold; here 63 and 37. Over the four years the sums are close.
* 124bn had been paid to the Treasury by September 2022, here 103: gilts were in fact bought above par, paid more at first
  and lose at maturity; here they are bought at par. What is paid in all is the same.
"""

import numpy as np
import pytest

from qelab.core.time import Quarter
from qelab.data.facts import fact

APF = "boe_2009_apf"


@pytest.fixture(scope="module")
def apf(run):
    return run(APF)


def at(result, name: str, quarter: str) -> float:
    return float(result.values(name)[result.quarters.index(Quarter.parse(quarter))])


def test_purchases_reach_the_announced_stocks(apf):
    assert at(apf, "soma_treasuries_bn", "2010Q1") == pytest.approx(
        fact("apf_gilts", "2010-01").value, abs=1e-6
    )
    assert at(apf, "soma_treasuries_bn", "2012Q4") == pytest.approx(375, abs=1e-6)
    assert at(apf, "soma_treasuries_bn", "2019Q4") == pytest.approx(435, abs=1e-6)
    stocks = apf.values("soma_treasuries_bn")
    assert stocks.max() == pytest.approx(fact("apf_gilts", "2021-12").value, abs=1e-6)
    assert apf.quarters[stocks.argmax()] == Quarter.of(2021, 4)


def test_the_stock_falls_by_what_was_announced(apf):
    """558 to 488 in twelve months and 100 in each of the two years before: the falls are exact."""
    ends = [at(apf, "soma_treasuries_bn", f"{year}Q3") for year in (2023, 2024, 2025, 2026)]
    published = fact("apf_gilts", "2025-09").value - fact("apf_gilts", "2026-09").value
    np.testing.assert_allclose(-np.diff(ends), [100, 100, published], atol=1e-6)


@pytest.mark.parametrize(
    ("quarter", "month", "percent"),
    [
        ("2022Q3", "2022-09", 3),
        ("2025Q2", "2025-06", 3),
        ("2025Q3", "2025-09", 4),
        ("2026Q3", "2026-09", 4.5),
    ],
)
def test_levels_of_the_stock_are_high_by_the_lumps_of_2022(apf, quarter, month, percent):
    miss = at(apf, "soma_treasuries_bn", quarter) / fact("apf_gilts", month).value - 1
    assert 0 < miss < percent / 100


def test_profits_until_2022(apf):
    """A recalled figure, so no hard test: within a fifth of it, and below, as gilts were bought above par."""
    place = apf.quarters.index(Quarter.of(2022, 3))
    paid = float(apf.values("remittances_bn_per_quarter")[1 : place + 1].sum())
    assert 0.8 < paid / fact("apf_transfers", "2022-09").value < 1.0


def test_what_it_costs_from_beginning_to_end(apf):
    """Paid so far and the unrealised loss: what the market expects the rest to lose. Between the two published figures'
    neighbourhoods: -115 (the Bank) and -134 (the fiscal watchdog) for the summer of 2025."""
    place = apf.quarters.index(Quarter.of(2025, 2))
    lifetime = (
        apf.values("remittances_bn_per_quarter")[1 : place + 1].sum()
        + apf.values("unrealised_gain_bn")[place]
    )
    low, high = fact("apf_lifetime", "2025").value, fact("apf_lifetime", "2025-06").value
    assert low - 10 < lifetime < high


def test_losses_of_a_year(apf):
    """April 2023 to March 2024: the largest; 44bn were paid (recalled)."""
    quarters = [Quarter.of(2023, 2), Quarter.of(2023, 3), Quarter.of(2023, 4), Quarter.of(2024, 1)]
    lost = sum(at(apf, "remittances_bn_per_quarter", str(quarter)) for quarter in quarters)
    assert -48 < lost < -38
