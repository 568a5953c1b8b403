"""Claims about the programmes of 2008 to 2014 and after: announcements, peaks, ranges."""

from dataclasses import replace
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.data import history
from qelab.lab.belief import priced_shares
from qelab.lab.check.measures import effect_in, in_bp, news_quarters, peak, revision, revision_by_hand
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.lab import Lab
from qelab.lab.pipeline import settle
from qelab.lab.ranges.priors import ELASTICITY, default_priors
from qelab.lab.settings import Settings
from qelab.policy.catalogue import scenario
from qelab.policy.parts import Announcement
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]

PROGRAMMES = "fed_2008_2014"
WITH_GUIDANCE = "fed_2008_2014_guidance"
_TO_MATURITY_EXTENSION = ("fed_2008_lsap1", "fed_2010_lsap2", "fed_2011_mep")
_END_2016 = Quarter.of(2016, 4)
_COVERAGE = 80


def _announcements(runs: Runs, programmes: tuple[str, ...]) -> list[Announcement]:
    scenario = runs.worlds(PROGRAMMES).stage.scenario
    return [item for item in scenario.announcements if item.programme in programmes]


def lsap1_events(runs: Runs) -> list[Announcement]:
    """LSAP1 as its event studies have it: what it said of purchases, not the reinvestment of August 2010."""
    return [item for item in _announcements(runs, ("fed_2008_lsap1",)) if item.date.year < 2010]


def three_programmes(runs: Runs) -> float:
    """All programmes of 2008-14 in one run; effect on the ten-year term premium less what was expected a quarter
    before, summed over the quarters in which LSAP1, LSAP2 or the maturity extension was announced or changed."""
    run = runs.worlds(PROGRAMMES)
    quarters = news_quarters(run, _announcements(runs, _TO_MATURITY_EXTENSION))
    return in_bp(sum(revision(run, "tp10", quarter) for quarter in quarters))


def three_programmes_by_hand(runs: Runs) -> float:
    """The same revisions from the expected holdings alone: TP = -lambda (1 - delta) sum of delta^j X."""
    run = runs.worlds(PROGRAMMES)
    quarters = news_quarters(run, _announcements(runs, _TO_MATURITY_EXTENSION))
    return in_bp(sum(revision_by_hand(run, quarter) for quarter in quarters))


def end_of_2016(runs: Runs) -> float:
    """Effect of all programmes of 2008-14 on the ten-year term premium in 2016Q4."""
    return in_bp(effect_in(runs.result(PROGRAMMES), "term_premium_10y", _END_2016))


def end_of_2016_by_hand(runs: Runs) -> float:
    """The premium of 2016Q4 from the holdings expected then: TP = -lambda (1 - delta) sum of delta^j X."""
    run = runs.worlds(PROGRAMMES)
    quarters = [quarter for quarter in run.stage.dates if quarter <= _END_2016]
    row = len(quarters) - 1
    settings, delta = run.stage.settings, run.stage.model.parameters["delta10"]
    expected = run.settled.holdings_pct_gdp[row]
    ahead = expected[: len(expected) - row]
    mean = (1 - delta) * sum(delta**step * held for step, held in enumerate(ahead))
    return in_bp(-settings.elasticity.lambda0 * float(mean))


def first_programme(runs: Runs) -> float:
    """The same revisions summed over the quarters of LSAP1's announcements of purchases, 2008Q4 and 2009Q1."""
    run = runs.worlds(PROGRAMMES)
    quarters = news_quarters(run, lsap1_events(runs))
    return in_bp(sum(revision(run, "tp10", quarter) for quarter in quarters))


def first_programme_by_hand(runs: Runs) -> float:
    """The same revisions from the expected holdings alone: TP = -lambda (1 - delta) sum of delta^j X."""
    run = runs.worlds(PROGRAMMES)
    quarters = news_quarters(run, lsap1_events(runs))
    return in_bp(sum(revision_by_hand(run, quarter) for quarter in quarters))


def unemployment(runs: Runs) -> float:
    """Purchases of 2008-14, no guidance: largest effect on the unemployment rate."""
    return peak(runs.result(PROGRAMMES).values("unemployment_rate"))


def unemployment_in_replay(runs: Runs) -> float:
    """The peak in the replay of 2007 to 2019: more series matched, the premium's residual among them, and QT1 after."""
    return runs.replay("us_2007_2019").peak("unemployment_rate").value


def inflation(runs: Runs) -> float:
    """Purchases of 2008-14, no guidance: largest effect on four-quarter core inflation."""
    return peak(runs.result(PROGRAMMES).values("inflation_4q"))


def unemployment_with_guidance(runs: Runs) -> float:
    """Purchases of 2008-14 and the calendar guidance of 2011-12: largest effect on the unemployment rate."""
    return peak(runs.result(WITH_GUIDANCE).values("unemployment_rate"))


def believed_as_priced(runs: Runs) -> float:
    """Mean share of the guidance that two-year yields priced, 2011Q3 to 2013Q3."""
    guided, plain = runs.worlds(WITH_GUIDANCE), runs.worlds(PROGRAMMES)
    return fmean(priced_shares(guided, plain, history(guided.stage.scenario.economy)).values())


def unemployment_as_priced(runs: Runs) -> float:
    """The same where people believe, in history's record too, only the share of the guidance that two-year yields priced
    (mean of 2011Q3 to 2013Q3)."""
    return peak(effect_believed(runs, believed_as_priced(runs)))


def effect_believed(runs: Runs, share: float) -> Array:
    """Effect of purchases and guidance on unemployment if a share of the guidance was believed, (quarters,) points.

    The record that reproduces history believes the same share.
    """
    run = runs.worlds(WITH_GUIDANCE)
    content = run.stage.scenario.to_mapping()
    for item in content["announcements"]:
        if "guidance" in item:
            item["guidance"]["believed_share"] = share
    believed = Scenario.from_mapping(content)
    stage = replace(run.stage, scenario=believed)
    settled = settle(stage, runs.problem, run.state, believed, run.items, shocks=None)
    return settled.programme.sequence["u"] - settled.counterfactual.sequence["u"]


def year_of_the_peak(runs: Runs) -> float:
    """Year in which the effect of the purchases of 2008-14 on the unemployment rate is largest."""
    result = runs.result(PROGRAMMES)
    effect = result.values("unemployment_rate")
    return float(result.quarters[int(abs(effect).argmax())].year)


def _peaks(runs: Runs) -> tuple[float, float]:
    draws = runs.draws(PROGRAMMES)
    low, high = draws.interval(draws.peak("unemployment_rate"), _COVERAGE)
    return float(low), float(high)


def weaker_end(runs: Runs) -> float:
    """Peak effect on unemployment in each draw from the priors; upper end of the middle 80 per cent."""
    return _peaks(runs)[1]


def weaker_elasticity(runs: Runs) -> float:
    """No draws: the peak with the elasticity at the lower end of the middle 80 per cent of its prior, every other
    parameter at its centre."""
    return _peak_at(runs, 0.1)


def stronger_elasticity(runs: Runs) -> float:
    """No draws: the peak with the elasticity at the upper end of the middle 80 per cent of its prior, every other
    parameter at its centre."""
    return _peak_at(runs, 0.9)


def _peak_at(runs: Runs, probability: float) -> float:
    prior = next(prior for prior in default_priors() if prior.parameter == ELASTICITY)
    own = runs.lab.settings.elasticity
    elasticity = replace(own, lambda0=prior.at(probability, own.lambda0))
    result = Lab(settings=Settings(elasticity=elasticity)).run(scenario(PROGRAMMES))
    return peak(result.values("unemployment_rate"))


def stronger_end(runs: Runs) -> float:
    """Peak effect on unemployment in each draw from the priors; lower end of the middle 80 per cent."""
    return _peaks(runs)[0]


ANSWERS = {
    "C01": Answer(three_programmes, three_programmes_by_hand),
    "C02": Answer(end_of_2016, end_of_2016_by_hand),
    "C03": Answer(first_programme, first_programme_by_hand),
    "D01": Answer(unemployment, unemployment_in_replay),
    "D02": Answer(inflation),
    "D03": Answer(unemployment_with_guidance, unemployment_as_priced),
    "D04": Answer(year_of_the_peak),
    "I05": Answer(weaker_end, weaker_elasticity),
    "I06": Answer(stronger_end, stronger_elasticity),
}
