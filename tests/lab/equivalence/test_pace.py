"""The same trillion fast and slow, with plenty of reserves and with few; QT beside what QE did at the bound."""

import numpy as np
import pytest

from qelab.data import opening
from qelab.lab.equivalence.pace import EDGE_BP, FAST, PLENTY_BP, SLOW, at_pace, reserves_at
from qelab.lab.equivalence.tools import Base, Tool
from qelab.lab.lab import Lab
from qelab.lab.reserve_price import demand_at
from qelab.lab.settings import Settings
from qelab.policy.catalogue import scenario

BUY, QT, LSAP2 = "from_now_500bn", "from_now_qt60", "fed_2010_lsap2"
QUARTERS = 20


def effect(run, name: str) -> np.ndarray:
    return run.settled.programme.sequence[name] - run.settled.counterfactual.sequence[name]


@pytest.fixture(scope="module")
def laboratories():
    """By reserves at today's opening: plenty, and at the edge where they become scarce."""
    today = opening("us_2026q2")
    return {key: Lab(settings=reserves_at(Settings(), today, beyond)) for key, beyond in (("plenty", PLENTY_BP), ("edge", EDGE_BP))}


@pytest.fixture(scope="module")
def trillion():
    return scenario(QT).with_(size_bn=1000)


def sold():
    return Base.of(scenario(BUY)).as_tool(Tool.SALES, 500.0)


def test_a_pace_keeps_the_amount_and_the_end(trillion):
    for quarters in (FAST, SLOW):
        one = at_pace(trillion, quarters)
        (phase,), exit_ = one.announcements[0].phases, one.announcements[0].exit
        assert one.announced_total_bn == pytest.approx(1000)
        assert phase.months == 3 * quarters
        assert exit_ is not None
        assert quarters + exit_.hold_quarters == SLOW  # and the exit of the catalogue's QT has no hold
        assert exit_.then_x_per_quarter == 0.975


def test_a_pace_of_trades_keeps_their_maturities(trillion):
    one, slow = scenario(BUY), at_pace(scenario(BUY), SLOW)
    assert slow.announcements[0].phases[0].buckets == one.announcements[0].phases[0].buckets
    assert slow.announced_total_bn == 500


@pytest.mark.parametrize("reserves", ["plenty", "edge"])
@pytest.mark.parametrize("tool", [Tool.RUN_OFF, Tool.SALES])
def test_the_same_trillion_over_sixteen_quarters_hurts_less_than_over_four(laboratories, trillion, reserves, tool):
    one = Base.of(trillion).as_tool(tool, 1000.0)
    fast, slow = (laboratories[reserves].settled(at_pace(one, quarters)) for quarters in (FAST, SLOW))
    assert effect(fast, "tp10")[0] > effect(slow, "tp10")[0] > 0
    assert effect(fast, "y").min() < effect(slow, "y").min() < 0
    for name, sign in (("y", -1), ("pi4", -1), ("u", 1)):  # over five years; at their largest they end close together
        quick, gradual = (sign * effect(run, name) for run in (fast, slow))
        assert quick[:QUARTERS].sum() > gradual[:QUARTERS].sum() > 0


def test_the_opening_stands_where_it_is_put():
    """By hand: spread = a + b ln R + c ln D of the run's own curve, at the opening's reserves with reverse repo, and deposits."""
    for name in ("us_2026q2", "us_2022q1"):
        start = opening(name)
        for beyond in (PLENTY_BP, EDGE_BP):
            demand = demand_at(start, reserves_at(Settings(), start, beyond).reserves)
            assert demand is not None, "both openings are floor systems"
            reserves = start.balance_sheet["reserves_bn"] + start.balance_sheet["reverse_repo_bn"]
            spread = demand.intercept_bp + demand.reserves_bp * np.log(reserves)
            spread += demand.deposits_bp * np.log(start.money["bank_deposits_bn"])
            assert spread == pytest.approx(demand.ample_bp + beyond)


def test_where_reserves_are_scarce_qt_bites_harder_and_qe_as_before(laboratories):
    plenty, edge = laboratories["plenty"], laboratories["edge"]
    bought = [lab.settled(scenario(BUY)) for lab in (plenty, edge)]
    np.testing.assert_array_equal(effect(bought[0], "y"), effect(bought[1], "y"))
    runs = [lab.settled(sold()) for lab in (plenty, edge)]
    assert effect(runs[1], "tp10")[0] > 1.1 * effect(runs[0], "tp10")[0]
    assert effect(runs[1], "y").min() < 1.1 * effect(runs[0], "y").min() < 0


def test_with_plenty_selling_undoes_what_buying_does(laboratories):
    runs = [laboratories["plenty"].settled(one) for one in (scenario(BUY), sold())]
    assert -effect(runs[1], "tp10")[0] / effect(runs[0], "tp10")[0] == pytest.approx(1.0, abs=0.02)


def test_qt_cools_less_for_each_dollar_than_qe_warmed_at_the_bound(lab):
    eased, tightened = lab.settled(scenario(LSAP2)), lab.settled(scenario(QT))
    assert effect(tightened, "y").min() < 0
    assert effect(tightened, "pi4").min() < 0
    for name, largest in (("y", np.max), ("pi4", np.max)):
        at_bound = largest(effect(eased, name)) / 600
        away = -np.min(effect(tightened, name)) / 1440
        assert 0 < away < at_bound
