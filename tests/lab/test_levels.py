"""The world that reproduces the data equals the data; no shock is chosen by hand."""

import numpy as np
import pytest

from qelab.core.time import Quarter
from qelab.data import history, opening

COLUMNS = {
    "unemployment_rate": "unemployment_rate",
    "inflation_4q": "inflation_4q",
    "yield_2y": "yield_2y_end",
    "yield_5y": "yield_5y_end",
    "yield_10y": "yield_10y_end",
    "yield_30y": "yield_30y_end",
    "term_premium_10y": "term_premium_10y",
    "mortgage_rate_30y": "mortgage_rate_30y_end",
    "nominal_gdp_bn": "nominal_gdp_bn",
    "output_gap": "output_gap",
}
RECORDS = ("fed_2008_lsap1", "fed_2010_lsap2")


def data(result, column: str) -> np.ndarray:
    past = history("us")
    first = result.quarters[0] - past.quarters[0]
    return past.columns[column][first : first + len(result.quarters)]


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("series", COLUMNS)
def test_the_policy_world_equals_the_data(run, name, series):
    result = run(name)
    shown, recorded = result.values(series, "policy"), data(result, COLUMNS[series])
    known = np.isfinite(recorded)
    known[0] = False  # the opening quarter is the opening's own
    assert known.sum() >= 20
    np.testing.assert_allclose(shown[known], recorded[known], rtol=1e-10, atol=1e-8)


@pytest.mark.parametrize("name", RECORDS)
def test_the_policy_rate_off_the_bound(run, name):
    result = run(name)
    shown, recorded = result.values("policy_rate", "policy")[1:], data(result, "policy_rate")[1:]
    off = recorded > 0.30
    assert off.sum() >= 2
    np.testing.assert_allclose(shown[off], recorded[off], rtol=0, atol=1e-8)
    np.testing.assert_allclose(shown[~off], 0.125, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", RECORDS)
def test_both_worlds_share_their_shocks(inside, name):
    made = inside(name)
    policy, other = (world.sequence for world in (made.settled.programme, made.settled.counterfactual))
    imposed = made.settled.programme.imposed
    columns = [policy.exogenous.index(name) for name in imposed]
    shared = [column for column in range(len(policy.exogenous)) if column not in columns]
    np.testing.assert_array_equal(policy.shocks[:, shared], other.shocks[:, shared])
    for name, column in zip(imposed, columns, strict=True):
        np.testing.assert_allclose(policy.shocks[:, column] - imposed[name][:, 0], other.shocks[:, column], rtol=0, atol=1e-15)
    assert np.abs(policy.shocks[:, shared]).max() > 0.5


def test_a_changed_programme_keeps_the_shocks_of_the_record(run):
    """LSAP2 doubled: the data are no longer reproduced, and differ by the extra effect."""
    once, twice = run("fed_2010_lsap2"), run("fed_2010_lsap2", size_bn=1200)
    gap = twice.values("unemployment_rate", "policy") - once.values("unemployment_rate", "policy")
    assert gap.min() < -0.05
    np.testing.assert_array_equal(
        once.values("unemployment_rate", "counterfactual"), twice.values("unemployment_rate", "counterfactual")
    )


@pytest.mark.parametrize("name", ["from_now_500bn", "rate_cut"])
def test_a_hypothetical_programme_starts_from_the_opening(run, name):
    result = run(name)
    start = opening(result.scenario.opening).economy
    for series in ("yield_2y", "yield_10y", "unemployment_rate", "inflation_4q", "term_premium_10y", "nominal_gdp_bn"):
        assert result.values(series, "counterfactual")[0] == pytest.approx(start[series], abs=1e-8), series
    assert result.values("output_gap", "counterfactual")[0] == pytest.approx(start["output_gap"], abs=1e-8)
    assert result.values("policy_rate", "counterfactual")[0] == pytest.approx(start["policy_rate"], abs=1e-8)


def test_the_opening_quarter_is_the_same_in_both_worlds(run):
    for name in (*RECORDS, "from_now_500bn", "from_now_qt60", "rate_cut"):
        result = run(name)
        for series in result.names:
            assert result.values(series)[0] == 0.0, (name, series)


def test_indices_begin_at_one_hundred(run):
    result = run("fed_2010_lsap2")
    for series in ("equity_price_index", "house_price_index", "real_exchange_rate_index"):
        assert result.values(series, "policy")[0] == result.values(series, "counterfactual")[0] == 100.0


def test_what_the_bank_owns_at_the_opening(run):
    for name in RECORDS:
        result = run(name)
        sheet = opening(result.scenario.opening).balance_sheet
        for series in ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn", "reserves_bn", "currency_bn"):
            assert result.values(series, "policy")[0] == pytest.approx(sheet[series], abs=1e-6), series
    assert run("fed_2010_lsap2").quarters[0] == Quarter.parse("2010Q3")
