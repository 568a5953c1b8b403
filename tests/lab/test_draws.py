"""Draws: the same wherever they are computed, wider with a wider prior, never chosen by their results."""

import warnings
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import qelab as qe
from qelab.core.errors import QelabError
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import history, opening
from qelab.lab.assumptions import assumptions
from qelab.lab.books.income import account_of
from qelab.lab.books.journals import journals
from qelab.lab.books.units import money_of
from qelab.lab.lab import Lab
from qelab.lab.levels import economy_series
from qelab.lab.pipeline import run_pipeline
from qelab.lab.ranges import draw, ensemble
from qelab.lab.ranges.ensemble import Job, run_draws
from qelab.lab.ranges.forecast import AHEAD_QUARTERS, Residuals, inflation_ahead, past_residuals
from qelab.lab.ranges.priors import ELASTICITY, Prior, default_priors, sample
from qelab.lab.settings import Settings
from qelab.lab.stage import stage
from qelab.ledger.series import money_series
from qelab.macro import load, solver

LSAP2 = qe.scenario("fed_2010_lsap2")
FEW = 6


def fixed(name: str, value: float) -> Prior:
    """A prior so narrow that it is a number."""
    return Prior(parameter=name, distribution="uniform", centre=value, spread=1, low=value, high=value + 1e-12 * max(abs(value), 1.0))


@pytest.fixture(scope="module")
def ranged() -> qe.Result:
    return Lab(draws=FEW, seed=3, processes=1).run(LSAP2)


def same(one, other) -> bool:
    return all(np.array_equal(one.levels[name], other.levels[name]) for name in one.levels) and all(
        np.array_equal(one.parameters[name], other.parameters[name]) for name in one.parameters
    )


def test_same_seed_same_bands_whatever_computes_them(ranged, monkeypatch):
    monkeypatch.setattr(ensemble, "CHUNK", 2)
    monkeypatch.setattr(ensemble, "_FEW", 0)
    again = run_draws(LSAP2, "us_core", Settings(), default_priors(), count=FEW, seed=3, processes=2)
    assert same(ranged.draws, again)


def test_only_the_warning_of_a_fork_among_threads_is_left_unsaid():
    def warned(text: str, kind: type[Warning]) -> None:
        with ensemble._forking_among_threads():
            warnings.warn(text, kind, stacklevel=1)

    said = "This process (pid=7) is multi-threaded, use of fork() may lead to deadlocks in the child."
    warned(said, DeprecationWarning)
    for text, kind in ((said, RuntimeWarning), ("use another function", DeprecationWarning)):
        with pytest.raises(kind):
            warned(text, kind)


def test_another_seed_gives_other_draws(ranged):
    other = run_draws(LSAP2, "us_core", Settings(), default_priors(), count=2, seed=4, processes=1)
    assert not np.array_equal(other.parameters["m"], ranged.draws.parameters["m"][:2])


def test_a_cluster_gives_bit_identical_draws(ranged, monkeypatch):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        again = run_draws(LSAP2, "us_core", Settings(), default_priors(), count=FEW, seed=3, cluster=client)
    assert same(ranged.draws, again)


def test_a_draw_at_the_central_parameters_is_the_run():
    model = load("us_core")
    own = {**model.parameters, ELASTICITY: Settings().elasticity.lambda0}
    own |= {item.name: float(item.value) for item in assumptions()}
    priors = tuple(fixed(prior.parameter, own[prior.parameter]) for prior in default_priors())
    result = Lab(draws=2, priors=priors, processes=1).run(LSAP2)
    assert result.draws is not None
    for name in result.names:
        central, drawn = result.values(name), result.draws.values(name)
        scale = max(1.0, float(np.abs(central).max()))
        assert np.abs(drawn - central).max() <= 2e-4 * scale, name  # the draws' coarser fixed point


def test_a_wider_prior_widens_its_band():
    widths = []
    for spread in (0.01, 0.03):
        prior = replace(default_priors()[0], spread=spread)
        draws = run_draws(LSAP2, "us_core", Settings(), (prior,), count=8, seed=1, processes=1)
        low, high = draws.band("term_premium_10y")
        widths.append((high - low)[1])
    assert widths[1] > 2 * widths[0] > 0


def test_draws_do_not_depend_on_how_many_there_are(ranged):
    two = run_draws(LSAP2, "us_core", Settings(), default_priors(), count=2, seed=3, processes=1)
    assert np.array_equal(two.levels["yield_10y"], ranged.draws.levels["yield_10y"][:2])


def test_history_has_no_range_where_the_data_speak(ranged):
    low, high = ranged.band("output_gap", "policy", 95)
    assert np.abs(high - low).max() < 1e-6  # the record reproduces the output gap in every draw
    low, high = ranged.band("output_gap", "counterfactual", 95)
    assert (high - low).max() > 0.01


def test_bands_lie_within_each_other_and_bracket_the_median(ranged):
    ends = [ranged.band("unemployment_rate", "effect", coverage) for coverage in (50, 80, 95)]
    for (low, high), (lower, higher) in pairwise(ends):
        assert np.all(lower <= low + 1e-12)
        assert np.all(higher >= high - 1e-12)


def test_what_has_no_equilibrium_is_drawn_again_and_counted(monkeypatch):
    real = draw._run

    def refuses_once(job, base, parameters, index, *rest):
        if index == 1 and not refused:
            refused.append(parameters)
            raise QelabError("QE531", equation="x", residual="1", period="2010Q4", fraction="50")
        return real(job, base, parameters, index, *rest)

    refused: list[dict[str, float]] = []
    monkeypatch.setattr(draw, "_run", refuses_once)
    draws = run_draws(LSAP2, "us_core", Settings(), default_priors(), count=2, seed=3, processes=1)
    assert draws.replaced == 1
    assert draws.parameters["m"][1] != refused[0]["m"]


def test_other_errors_are_not_drawn_away(monkeypatch):
    def breaks(*_):
        raise QelabError("QE702", instrument="x", month="2010-11", gap=1.0)

    monkeypatch.setattr(draw, "_run", breaks)
    monkeypatch.setattr(draw, "NO_EQUILIBRIUM", 99)
    with pytest.raises(QelabError, match="QE702"):
        run_draws(LSAP2, "us_core", Settings(), default_priors(), count=2, seed=3, processes=1)


def test_a_result_with_draws_comes_back_equal(ranged, tmp_path):
    ranged.save(tmp_path / "r.nc")
    assert qe.Result.load(tmp_path / "r.nc") == ranged
    document = ranged.as_document()
    assert document["draws"]["count"] == FEW
    bands = document["series"]["unemployment_rate"]["bands"]["effect"]["80"]
    assert len(bands["low"]) == len(ranged.quarters)
    assert {"low_80", "high_95"} <= set(ranged.frame().columns)
    assert ranged.ensemble("effect")["yield_10y"].dims == ("draw", "time")


def test_inflation_below_zero_is_a_probability_after_the_announcement(ranged):
    below = ranged.draws.inflation_below_zero
    known = np.isfinite(below)
    assert known.sum(axis=1).tolist() == [AHEAD_QUARTERS] * 2
    assert not known[:, :2].any()
    assert ((below[known] >= 0) & (below[known] <= 1)).all()


@pytest.mark.parametrize("name", ["fed_2010_lsap2", "taper_tantrum_2013", "fed_2008_2014_guidance"])
def test_without_drawn_shocks_the_forecast_is_what_was_expected(name):
    """Guidance that was in force on the day goes on holding the rate in the forecast."""
    asked, model, settings = qe.scenario(name), load("us_core"), Settings()
    start, problem = opening(asked.opening), solver(load("us_core"), settings.horizon)
    set_up = stage(asked, start, history("us"), model, settings)
    run = run_pipeline(set_up, problem, lambda *_: None)
    row = run.main_row
    nothing = Residuals(columns=(0,), values=np.zeros((8, 1)))
    levels = np.zeros((2, len(set_up.dates) + 1))
    found = inflation_ahead(run, problem, nothing, levels, row, [1])
    assert found is not None
    for world, paths in enumerate((run.settled.counterfactual, run.settled.programme)):
        expected = paths.sequence.expected[row, :, model.index("pi4")]
        ahead = found[world][np.isfinite(found[world])]
        np.testing.assert_allclose(ahead, (expected - expected[0])[1 : len(ahead) + 1], rtol=0, atol=1e-9)


def test_shocks_of_the_past_have_no_mean_and_end_before_the_announcement():
    model, settings = load("us_core"), Settings()
    start = opening(LSAP2.opening)
    set_up = stage(LSAP2, start, history("us"), model, settings)
    residuals = past_residuals(set_up, history("us"), solver(model, settings.horizon))
    assert np.abs(residuals.values.mean(axis=0)).max() < 1e-12
    assert len(residuals.values) == 4 * 15 + 3  # 1995Q1 to 2010Q3


def test_no_draws_no_bands():
    result = Lab().run(LSAP2)
    with pytest.raises(QelabError, match="QE721"):
        result.band("yield_10y")
    with pytest.raises(QelabError, match="QE723"):
        Lab(draws=1).run(LSAP2)


@pytest.mark.parametrize(
    "changes",
    [{"distribution": "gamma"}, {"centre": 0.13, "spread": 0.001, "low": 0.9}, {"spread": 0.0}, {"low": 1.0, "high": 0.5}, {"distribution": "uniform", "high": np.inf}],
)
def test_a_prior_without_values_is_refused(changes):
    content = {"parameter": "m", "distribution": "normal", "centre": 0.5, "spread": 0.1, "low": 0.0, "high": 1.0}
    with pytest.raises(QelabError, match="QE722"):
        Prior(**{**content, **changes})


def test_an_unknown_parameter_is_refused():
    with pytest.raises(QelabError, match="QE520"):
        Lab(draws=2, priors=[fixed("no_such_parameter", 1.0)], processes=1).run(LSAP2)


def test_draws_follow_their_priors():
    priors, own = default_priors(), {prior.parameter: 1.0 for prior in default_priors()}
    drawn = [sample(priors, own, 1, index, 0) for index in range(2000)]
    elasticity = np.array([item[ELASTICITY] for item in drawn])
    assert elasticity.min() > 0.04
    assert elasticity.mean() == pytest.approx(0.13, abs=0.003)
    attention = np.array([item["m"] for item in drawn])
    assert attention.min() >= 0.9
    assert attention.max() <= 1.0
    assert all(prior.source for prior in priors)


@pytest.mark.parametrize("name", ["fed_2008_lsap1", "from_now_qt60"])
def test_money_by_units_is_money_by_posting(name):
    asked, model, settings = qe.scenario(name), load("us_core"), Settings()
    start = opening(asked.opening)
    run = run_pipeline(
        stage(asked, start, history("us"), model, settings), solver(model, settings.horizon), lambda *_: None
    )
    projection, account = run.settled.portfolio.projection, account_of(run, economy_series(run))
    by_units = money_of(projection, account, settings.sellers)
    for world, book in enumerate(journals(projection, account, settings.sellers)):
        for series, values in money_series(book).items():
            gap = np.abs(values[::MONTHS_PER_QUARTER] - by_units[world][series]).max()
            assert gap < 1e-6, series


def test_jobs_are_told_apart():
    job = Job(scenario=LSAP2.to_mapping(), model="us_core", settings=Settings(), priors=default_priors(), seed=1)
    assert job.key() == replace(job).key()
    assert job.key() != replace(job, seed=2).key()
