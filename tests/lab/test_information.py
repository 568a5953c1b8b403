"""Who knew what when: without news the expected happens, and the past does not know the future."""

import numpy as np
import pytest

from qelab.lab.economies import has_model
from qelab.policy.catalogue import PROGRAMMES, scenario

PURCHASES = [name for name in PROGRAMMES.ids() if name != "rate_cut" and has_model(scenario(name))]
FIRST = {"date": "2026-07-15", "size_bn": 200.0}
SECOND = {"date": "2027-05-10", "size_bn": 450.0, "start": "2027-07", "months": 9}
KNOWN_BEFORE = 3  # 2026Q3, 2026Q4 and 2027Q1 do not know the second announcement


@pytest.mark.parametrize("name", ["from_now_500bn", "from_now_qt60"])
def test_without_news_the_expected_happens(inside, name):
    """Every variable of the model, and X, at every date after the announcement."""
    settled = inside(name).settled
    for world in (settled.programme, settled.counterfactual):
        sequence = world.sequence
        surprise = np.abs(sequence.realised[1:] - sequence.expected[:-1, 1]).max(axis=0)
        assert {v: s for v, s in zip(sequence.endogenous, surprise, strict=True) if s > 1e-10} == {}
    expected = settled.holdings_pct_gdp
    assert np.abs(expected[1:, :-1] - expected[:-1, 1:]).max() < 1e-10


@pytest.mark.parametrize("name", PURCHASES)
def test_the_premium_is_computed_once(inside, name):
    """From lambda, X and scarcity written out here, against what the model's file accumulated, at every date and quarter."""
    settled = inside(name).settled
    sequence = settled.programme.sequence
    dates, horizon = settled.holdings_pct_gdp.shape
    last_quarter = np.arange(dates)[:, None] + np.arange(horizon)[None, :] < horizon  # one common end
    asked = inside(name).stage.scenario
    stress = np.array([asked.stress_at(date) for date in inside(name).stage.dates])
    left = np.array([asked.stress_fade_at(date) for date in inside(name).stage.dates])
    response = 0.13 * (1 + (74 / 29 - 1) * stress[:, None] * left[:, None] ** np.arange(horizon))
    held, scarce = (np.where(last_quarter, path, 0.0) for path in (settled.holdings_pct_gdp, settled.felt.pressure.scarcity))
    borne_less = 0.13 * (74 / 29 - 1) * 0.02 * 100 * scarce * np.minimum(held, 0.0)  # .02 of stress for each basis point
    instantaneous = -response * held + scarce - borne_less
    for variable, quarters, loading in (("tp10", 34, 1.0), ("tp5", 18, 0.5)):
        delta = 1 - 1 / quarters
        by_hand = loading * (1 - delta) * instantaneous @ delta ** np.arange(horizon)
        np.testing.assert_allclose(sequence[variable], by_hand, rtol=0, atol=1e-10)
        np.testing.assert_array_less(np.abs(settled.counterfactual.sequence[variable]), 1e-12)


@pytest.mark.parametrize("name", PURCHASES)
def test_the_result_shows_the_premium_of_the_model(run, inside, name):
    """Less the pressure of buying, which the model does not feel."""
    result, world = run(name), inside(name).settled.programme
    flow = result.channels["term_premium_10y.flow"][1:]
    np.testing.assert_allclose(flow, world.beside.flow, rtol=0, atol=1e-12)
    np.testing.assert_allclose(result.values("term_premium_10y")[1:] - flow, world.sequence["tp10"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(result.channels["yield_2y.flow"][1:], 0.33 * flow, rtol=0, atol=1e-12)
    np.testing.assert_allclose(result.channels["yield_30y.flow"][1:], 1.38 * flow, rtol=0, atol=1e-12)


def test_long_yields_follow_long_purchases(run):
    """What moves the thirty-year yield beside the ten-year one depends on the maturities bought, not on the amount."""
    ratio = {}
    for name in ("fed_2010_lsap2", "fed_2011_mep"):
        at = run(name).main_announcement() - run(name).quarters[0]
        parts = [run(name).channels[f"yield_{years}y.duration"][at] for years in (10, 30)]
        ratio[name] = parts[1] / parts[0]
    assert 0.9 < ratio["fed_2010_lsap2"] < 1.2
    assert 1.8 < ratio["fed_2011_mep"] < 2.4


def test_the_fixed_point_confirms_itself(inside):
    """The holdings the worlds were solved with are those which their rates and GDP imply."""
    for name in PURCHASES:
        settled = inside(name).settled
        found = settled.portfolio.expected.pct_gdp(settled.portfolio.gdp_bn[1], settled.holdings_pct_gdp.shape[1])
        assert np.abs(found - settled.holdings_pct_gdp).max() <= 1e-10, name


def same_up_to(one, other, quarters: int) -> list[str]:
    """Series of which something up to (and with) the given number of quarters differs in any bit."""
    return [
        name for name in one.names if not np.array_equal(one.levels[name][:, :quarters], other.levels[name][:, :quarters])
    ]  # fmt: skip


CHANGES = {
    "size": {"size_bn": 900.0},
    "months": {"months": 3},
    "start": {"start": "2027-08"},
    "maturities": {"buckets": ((20.0, 30.0, 1.0),)},
    "asset": {"asset": "agency_mbs"},
    "exit": {"hold": 12, "decline": 0.99},
    "date": {"date": "2027-07-20"},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_later_announcement_leaves_the_past_bit_identical(run, programme_in_steps, what):
    one = run(programme_in_steps(FIRST, SECOND))
    other = run(programme_in_steps(FIRST, SECOND | CHANGES[what]))
    past = 1 + KNOWN_BEFORE
    assert same_up_to(one, other, past) == []
    np.testing.assert_array_equal(one.ledger.folds[:, : 3 * KNOWN_BEFORE + 1], other.ledger.folds[:, : 3 * KNOWN_BEFORE + 1])
    assert "term_premium_10y" in same_up_to(one, other, past + 2)


def test_no_later_announcement_at_all_leaves_the_past_bit_identical(run, programme_in_steps):
    one, alone = run(programme_in_steps(FIRST, SECOND)), run(programme_in_steps(FIRST))
    assert same_up_to(one, alone, 1 + KNOWN_BEFORE) == []


def test_the_past_of_lsap1_does_not_know_what_follows(run):
    """25 November 2008, 18 March 2009, 10 August 2010: changing the later ones, in a programme that is the record."""
    original = run("fed_2008_lsap1")
    place = "announcements.{}.exit.hold_quarters"
    for position, known, change in (
        (2, 7, {place.format(2): 20}),
        (2, 7, {"announcements.2.date": "2010-10-05", "announcements.2.phases.0.start": "2010-10"}),
        (1, 1, {"announcements.1.phases.2.months": 5, place.format(1): 4}),
    ):
        changed = run("fed_2008_lsap1", **change)
        assert same_up_to(original, changed, 1 + known) == [], position
        assert same_up_to(original, changed, 1 + known + 3) != []


@pytest.mark.parametrize("name", ["from_now_500bn", "fed_2010_lsap2"])
def test_the_past_does_not_depend_on_how_far_the_run_goes(run, name):
    short, whole = run(name, horizon_quarters=8), run(name)
    for series in whole.names:
        difference = short.levels[series] - whole.levels[series][:, :9]
        assert np.abs(difference).max() < 1e-8, series


def test_what_was_expected_before_is_no_news(run):
    """Half expected since the quarter before: half of the premium moves then, the rest at the announcement."""
    known = {
        "announcements.0.date": "2026-10-20",
        "announcements.0.phases.0.start": "2026-11",
        "announcements.0.already_expected.share": 0.5,
        "announcements.0.already_expected.since": "2026-08-03",
    }
    leaked = run("from_now_500bn", **known)
    surprise = run("from_now_500bn", **{key: known[key] for key in list(known)[:2]})
    assert surprise.values("term_premium_10y")[1] == 0.0
    half = leaked.channels["term_premium_10y.duration"]  # buying presses when it is done, not when it is expected
    assert half[2] == pytest.approx(surprise.channels["term_premium_10y.duration"][2], rel=1e-3)
    assert half[1] == pytest.approx(0.5 * half[2], rel=0.06)  # a quarter further from the purchases
    assert str(leaked.announcement()) == "2026Q3"
