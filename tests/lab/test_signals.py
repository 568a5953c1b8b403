"""Purchases heard as a promise about the policy rate: what is promised, when, and what follows."""

import numpy as np
import pytest

from qelab.core.time import Month
from qelab.data import history, opening
from qelab.lab.check.history import PROGRAMMES, WITH_GUIDANCE, lsap1_events
from qelab.lab.check.measures import in_bp, news_quarters, revision
from qelab.lab.check.runs import Runs
from qelab.lab.check.signals import (
    expectations_share,
    expectations_share_as_promised,
    history_as_promised,
    qt_over_qe,
    revisions,
)
from qelab.lab.signals import at_bound, net_purchases_end, sequenced
from qelab.policy.catalogue import scenario
from qelab.portfolio.operations import plans


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def promised(one, **how) -> dict[str, str]:
    """Guidance that a scenario gains, by date of the announcement."""
    before = {item.date: item.guidance for item in one.announcements}
    return {
        str(item.date): str(item.guidance.until)
        for item in sequenced(one, **how).announcements
        if item.guidance is not None and item.guidance != before[item.date]
    }


def ends(name: str) -> dict[str, str]:
    one = scenario(name)
    start = opening(one.opening).month
    by_date = {plan.date: plan for plan in plans(one, start)}
    found = {str(item.date): net_purchases_end(item, by_date.get(item.date), start) for item in one.announcements}
    return {date: str(end) for date, end in found.items() if end is not None}


def test_when_net_purchases_end():
    assert ends("fed_2010_lsap2") == {"2010-11-03": "2011-06"}
    assert ends("fed_2008_lsap1")["2009-03-18"] == "2010-04"
    assert ends("fed_2011_mep") == {}  # a swap buys nothing net
    assert ends("from_now_qt60") == {}
    assert ends("fed_2012_lsap3")["2013-12-18"] == "2014-11"


def test_the_promise_reaches_some_quarters_further():
    lsap2 = scenario("fed_2010_lsap2")
    assert promised(lsap2, quarters_after=0) == {"2010-11-03": "2011-06"}
    assert promised(lsap2) == {"2010-11-03": "2011-12"}
    said = sequenced(lsap2).announcements[0].guidance
    assert said is not None
    assert "2 quarters" in said.source


def test_off_the_bound_nothing_is_promised():
    for name in ("from_now_500bn", "from_now_qt60", "rate_cut"):
        assert sequenced(scenario(name)) == scenario(name)
    past = history("us")
    assert at_bound(past, past.quarters[0] + 9) == (past.at("policy_rate", past.quarters[0] + 9) <= 0.3)
    assert not at_bound(past, past.quarters[-1] + 1)


def test_guidance_in_force_that_reaches_further_stays():
    gained = promised(scenario(WITH_GUIDANCE))
    assert "2012-12-12" not in gained  # mid-2015 had been said three months before
    assert gained["2010-11-03"] == "2011-12"
    kept = [item.guidance for item in sequenced(scenario(WITH_GUIDANCE)).announcements if str(item.date) == "2012-09-13"]
    assert [said.until for said in kept if said is not None] == [Month.of(2015, 6)]


def effect(run, name: str) -> np.ndarray:
    return run.settled.programme.sequence[name] - run.settled.counterfactual.sequence[name]


def test_a_promise_that_nobody_believes_does_next_to_nothing(runs):
    """What held the rate in 2009Q1 counts as the programme's, which is all the difference."""
    heard = history_as_promised(runs, believed_share=0.0)
    np.testing.assert_allclose(effect(heard, "u"), effect(runs.worlds(PROGRAMMES), "u"), atol=1e-3)


def test_the_longer_the_promise_the_more_it_does(runs):
    peaks = [effect(runs.worlds(PROGRAMMES), "u").min()]
    peaks += [effect(history_as_promised(runs, quarters_after=after), "u").min() for after in (0, 2, 4)]
    assert peaks == sorted(peaks, reverse=True)
    assert peaks[0] - peaks[-1] > 0.3


def test_the_record_reproduces_history_with_the_promise_in_it(runs):
    heard = history_as_promised(runs)
    offset, dates = len(heard.stage.before), len(heard.stage.dates)
    gap = heard.stage.gap[offset : offset + dates]
    known = np.isfinite(gap)
    np.testing.assert_allclose(heard.settled.programme.sequence["y"][known], gap[known], atol=1e-8)


def test_expectations_and_premium_are_the_ten_year_yield(runs):
    run = runs.worlds(PROGRAMMES)
    quarters = news_quarters(run, lsap1_events(runs))
    parts = revisions(run, quarters)
    whole = in_bp(sum(revision(run, "r10", quarter) for quarter in quarters))
    assert sum(parts.values()) == pytest.approx(whole, abs=1e-8)
    assert expectations_share(runs) == pytest.approx(parts["r10e"] / whole)


def test_a_promise_raises_the_share_of_expectations(runs):
    assert expectations_share(runs) < expectations_share_as_promised(runs) < 0.3


def test_qt_is_no_weaker_than_qe_for_a_dollar(runs):
    assert 1.0 < qt_over_qe(runs) < 2.0
