"""What a laboratory assumes can be changed, and then it moves the answer."""

import pytest

from qelab.lab.lab import Lab
from qelab.lab.settings import Settings
from qelab.policy.catalogue import scenario
from qelab.rates.premium import Elasticity


@pytest.mark.parametrize(
    ("settings", "ratio"),
    [
        (Settings(stress=1.0), 74 / 29),  # doubled risk aversion: Wei 2022
        (Settings(elasticity=Elasticity(lambda0=0.26)), 2.0),
    ],
)
def test_the_premium_follows_the_elasticity(run, settings, ratio):
    strong = Lab(settings=settings).run(scenario("from_now_500bn"))
    once = run("from_now_500bn").channels["term_premium_10y.duration"][1]
    assert strong.channels["term_premium_10y.duration"][1] == pytest.approx(ratio * once, rel=0.01)


def test_a_slower_trend_of_gdp_keeps_holdings_larger(run):
    slow = Lab(settings=Settings(nominal_trend=2.0)).run(scenario("from_now_500bn"))
    name = "ten_year_equivalents_pct_gdp"
    assert slow.values(name)[8] > run("from_now_500bn").values(name)[8]
