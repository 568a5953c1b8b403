"""The portfolio of 2008 to 2019 on the curve of each day, against what the New York Fed published."""

import numpy as np
import pytest

from qelab.core.time import Quarter
from qelab.data import history
from qelab.lab.risk import (
    ASSETS,
    PUBLISHED_DURATION,
    Risk,
    implied_duration,
    largest_year_end_error,
    soma_risk,
)
from qelab.portfolio.projection import PROGRAMME

PAST = history("us")
YEAR_ENDS = [Quarter.of(year, 4) for year in range(2009, 2020)]


@pytest.fixture(scope="module")
def risk(inside) -> Risk:
    return soma_risk(inside("fed_2008_2019"))


def at_year_ends(risk: Risk, values: np.ndarray) -> np.ndarray:
    return np.array([values[risk.quarters.index(quarter)] for quarter in YEAR_ENDS])


def published(column: str) -> np.ndarray:
    return np.array([PAST.at(column, quarter) for quarter in YEAR_ENDS])


def test_every_quarter_of_the_run_is_valued(risk):
    assert (str(risk.quarters[0]), str(risk.quarters[-1]), len(risk.quarters)) == ("2008Q4", "2019Q4", 45)


def test_it_values_what_the_run_holds(risk, inside):
    """The realised holdings are those that each quarter sees of its own end."""
    par = inside("fed_2008_2019").settled.portfolio.projection.par_bn[PROGRAMME]
    seen = np.array([par[row, 3 * row + 2] for row in range(45)])
    np.testing.assert_allclose(risk.par_bn["treasury"], seen[:, :-2].sum(-1), rtol=1e-9)
    np.testing.assert_allclose(risk.par_bn["agency_mbs"], seen[:, -2], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(risk.par_bn["agency_debt"], seen[:, -1], rtol=1e-9, atol=1e-9)


def test_year_ends_within_ten_per_cent(risk):
    """All but a margin: the largest error is 9 to 10 %, in 2013, when the run's long bonds are too few."""
    error = at_year_ends(risk, risk.error(PAST))
    assert np.abs(error).max() < 10.0
    worst, when = largest_year_end_error(risk, PAST)
    assert worst == pytest.approx(np.abs(error).max())
    assert when in YEAR_ENDS


def test_treasuries_alone_within_ten_per_cent(risk):
    assert np.abs(at_year_ends(risk, risk.error(PAST, "treasury"))).max() < 10.0
    durations = at_year_ends(risk, risk.duration("treasury"))
    np.testing.assert_allclose(durations, published(PUBLISHED_DURATION["treasury"]), rtol=0.10)


def test_the_average_duration_of_everything(risk):
    """Within .8 years of the published one at every year end (.70 in 2011), within .3 on average."""
    gap = at_year_ends(risk, risk.duration()) - published(PUBLISHED_DURATION["total"])
    assert np.abs(gap).max() < 0.8
    assert abs(gap.mean()) < 0.3


def test_the_average_duration_is_within_ten_per_cent_but_in_a_wave_of_refinancing(risk):
    """At year ends only 2011 misses, by MBS alone: with their published duration every quarter end is within 7.1 %."""
    error = at_year_ends(risk, risk.duration()) / published(PUBLISHED_DURATION["total"]) - 1
    assert [str(quarter) for quarter, off in zip(YEAR_ENDS, np.abs(error), strict=True) if off > 0.10] == ["2011Q4"]
    assert at_year_ends(risk, risk.duration("agency_mbs"))[2] == pytest.approx(3.0, abs=0.1)
    for row, quarter in enumerate(risk.quarters):
        if quarter < Quarter.of(2009, 1):  # before the first published duration
            continue
        value, years = (np.array([part[name][row] for name in ASSETS]) for part in (risk.value_bn, risk.duration_years))
        years[ASSETS.index("agency_mbs")] = PAST.at(PUBLISHED_DURATION["agency_mbs"], quarter)
        average = float(value @ years / value.sum())
        assert average == pytest.approx(PAST.at(PUBLISHED_DURATION["total"], quarter), rel=0.071), quarter


def test_published_figures_are_at_odds_where_refinancing_pays(risk):
    """Equivalents and durations of the same report: one number from 2013 on, two for MBS before."""
    for asset, tolerance in (("treasury", 0.02), ("agency_mbs", 0.10)):
        implied = implied_duration(risk, PAST, asset)
        for quarter in (one for one in risk.quarters if one.year >= 2013):
            stated = PAST.at(PUBLISHED_DURATION[asset], quarter)
            assert implied[risk.quarters.index(quarter)] == pytest.approx(stated, rel=tolerance), quarter
    end_of_2011 = risk.quarters.index(Quarter.of(2011, 4))
    assert implied_duration(risk, PAST, "agency_mbs")[end_of_2011] == pytest.approx(1.9, abs=0.05)  # published: 1.4
    assert np.isnan(implied_duration(risk, PAST, "agency_mbs")[0])


def test_against_the_durations_that_equivalents_imply_2011_is_within_ten_per_cent(risk):
    """Treasuries and MBS by par, with the durations implied in place of those stated: 7 % at the end of 2011."""
    row, quarter = risk.quarters.index(Quarter.of(2011, 4)), Quarter.of(2011, 4)
    names = ("treasury", "agency_mbs")
    ours = np.array([(risk.par_bn[name][row], risk.duration_years[name][row]) for name in names])
    par = np.array([PAST.at(column, quarter) for column in ("soma_treasuries_bn", "soma_mbs_bn")])
    theirs = np.array([implied_duration(risk, PAST, name)[row] for name in names])
    assert np.average(ours[:, 1], weights=ours[:, 0]) == pytest.approx(np.average(theirs, weights=par), rel=0.10)


def test_mbs_where_refinancing_does_not_pay(risk):
    """Year ends from 2013 on, when borrowers' rates were near the market's or below: durations within 1 year.

    Not so at the ends of 2010 to 2012: published 1.4 and 2.7 years in 2011 and 2012, the run some 3 and 3.5; our
    borrowers react less to a rate a point below their own.
    """
    gap = (at_year_ends(risk, risk.duration("agency_mbs")) - published(PUBLISHED_DURATION["agency_mbs"]))[4:]
    assert np.abs(gap).max() < 1.0


def test_market_values_would_give_more(risk):
    assert np.all(risk.equivalents(at="value") > risk.equivalents())
    total = sum(risk.equivalents(asset) for asset in ASSETS)
    np.testing.assert_allclose(risk.equivalents(), total)


def test_nothing_held_has_no_duration(risk):
    assert np.isnan(risk.duration("agency_mbs")[0])
    assert risk.equivalents("agency_mbs")[0] == 0.0
    assert np.isnan(risk.error(PAST, "agency_mbs")[0])


def test_only_quarters_with_a_curve(inside):
    """A programme of today has no history: nothing can be valued."""
    assert soma_risk(inside("from_now_500bn")).quarters == ()
