"""Channels sum to the effect; the table of exits says how the answer moves with what is expected."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import information_quarter
from qelab.lab.economies import has_model
from qelab.policy.catalogue import PROGRAMMES, scenario

PURCHASES = [name for name in PROGRAMMES.ids() if name != "rate_cut" and has_model(scenario(name))]
DATES = {"fed_2010_lsap2": ("2010Q4", "2013Q2", "2016Q4"), "from_now_500bn": (None,), "rate_cut": ("2026Q3",)}


@pytest.mark.parametrize(("name", "at"), [(name, at) for name, dates in DATES.items() for at in dates])
def test_channels_sum_to_the_effect(run, name, at):
    result = run(name)
    for series in result.names:
        told = result.explain(series, at=at)
        position = told.at - result.quarters[0]
        assert told.total == result.values(series)[position]
        assert abs(sum(row.value for row in told.rows) - told.total) < 1e-10, series
        assert told.source
        for lang in ("en", "zh-Hant"):
            assert told.text(lang)
            assert all(told.limits(lang))
            assert all(row.label(lang) for row in told.rows)
            assert len({row.label(lang) for row in told.rows}) == len(told.rows)


def test_the_default_date_is_that_of_the_largest_effect(lsap2):
    told = lsap2.explain("unemployment_rate")
    assert told.total == lsap2.values("unemployment_rate").min()


def test_a_yield_is_premium_and_expectations(lsap2):
    told = {row.key: row.value for row in lsap2.explain("yield_10y", at="2010Q4").rows}
    assert told["duration"] + told["flow"] == pytest.approx(lsap2.values("term_premium_10y")[1], abs=1e-12)
    assert told["duration"] < 4 * told["flow"] < 0
    assert told["duration"] < 0 < told["expectations"]  # the rule is expected to tighten earlier


@pytest.mark.parametrize(("lang", "pressure"), [("en", "Buying itself"), ("zh-Hant", "流量壓力")])
def test_the_pressure_of_buying_is_told_where_it_is(lsap2, lang, pressure):
    for name in ("yield_2y", "yield_10y", "term_premium_10y"):
        told = lsap2.explain(name)
        assert pressure in told.text(lang)
        assert "flow" in {row.key for row in told.rows}
    mortgage = lsap2.explain("mortgage_rate_30y")
    assert pressure not in mortgage.text(lang)
    assert "flow" not in {row.key for row in mortgage.rows}


def test_a_rate_cut_works_through_expectations(run):
    told = {row.key: row.value for row in run("rate_cut").explain("yield_2y", at="2026Q3").rows}
    assert told["expectations"] < -0.1
    assert abs(told["duration"]) < 1e-3


def test_output_is_explained_by_demand(lsap2):
    told = {row.key: row.value for row in lsap2.explain("output_gap").rows}
    assert set(told) == {
        "consumption", "business_investment", "residential_investment", "net_exports_pct_gdp", "other_demand_pct_gdp",
    }  # fmt: skip
    assert all(told[key] > 0 for key in ("consumption", "business_investment", "residential_investment"))
    assert abs(told["other_demand_pct_gdp"]) < 1e-12  # the shocks are the same in both worlds


@pytest.mark.parametrize(
    ("series", "at", "code"),
    [("yield_11y", None, "QE102"), ("yield_10y", "2040Q1", "QE706"), ("yield_10y", "2010Q2", "QE706"), ("yield_10y", "2010", "QE106")],
)  # fmt: skip
def test_explain_refuses(lsap2, series, at, code):
    with pytest.raises(QelabError) as caught:
        lsap2.explain(series, at=at)
    assert caught.value.code == code


@pytest.mark.parametrize("name", PURCHASES)
def test_the_assumed_exit_gives_the_result(run, name):
    """The first row is the scenario's own exit: what the result shows on the date of the main announcement."""
    result = run(name)
    (row,) = [row for row in result.exit_table() if row.assumed]
    main = result.main_announcement()
    exits = [item.exit for item in result.scenario.announcements if item.exit and information_quarter(item.date) <= main]
    assert (row.hold_quarters, row.then_x_per_quarter) == (exits[-1].hold_quarters, exits[-1].then_x_per_quarter)
    at = main - result.quarters[0]
    # A thousandth of a basis point: runs cut all dates at one quarter forty years ahead, the table each at its own.
    assert row.term_premium_bp == pytest.approx(100 * result.values("term_premium_10y")[at], abs=1e-3)
    assert row.yield_10y_bp == pytest.approx(100 * result.values("yield_10y")[at], abs=1e-3)


@pytest.mark.parametrize("name", PURCHASES)
def test_a_slower_exit_does_more(run, name):
    """Rows that begin to shrink at once, in the order of their speed: every effect grows."""
    table = run(name).exit_table()
    at_once = sorted((row for row in table if row.hold_quarters == 0), key=lambda row: row.then_x_per_quarter)
    assert len(at_once) >= 3
    for key in ("term_premium_bp", "yield_10y_bp", "unemployment_peak_pp", "inflation_peak_pp"):
        sizes = [abs(getattr(row, key)) for row in at_once]
        assert sizes == sorted(sizes), key
        assert sizes[-1] > 1.2 * sizes[0], key  # what earlier announcements have done stands anyway
    assert len({(row.hold_quarters, row.then_x_per_quarter) for row in table}) == len(table)
    for lang in ("en", "zh-Hant"):
        assert len({row.label(lang) for row in table}) == len(table)


def test_the_table_agrees_with_runs_of_other_exits(run):
    """Each row against a full run with that exit assumed from the start."""
    table = run("from_now_500bn").exit_table()
    for row in table:
        change = {
            "announcements.0.exit.hold_quarters": row.hold_quarters,
            "announcements.0.exit.then_x_per_quarter": row.then_x_per_quarter,
        }
        result = run("from_now_500bn", **change)
        # The row keeps the rates and GDP of the scenario's own exit; the run settles them anew.
        assert 100 * result.values("term_premium_10y")[1] == pytest.approx(row.term_premium_bp, rel=2e-3)
        assert 100 * result.values("yield_10y")[1] == pytest.approx(row.yield_10y_bp, rel=2e-3)


def test_no_exit_table_without_purchases(run):
    assert run("rate_cut").exit_table() == ()


def test_effects_shrink_as_the_programme_does(lsap2):
    held = lsap2.values("ten_year_equivalents_pct_gdp")
    top = int(held.argmax())
    assert np.all(np.diff(held[top:]) < 0)
    assert np.all(np.diff(np.abs(lsap2.values("term_premium_10y"))[top:]) < 0)
