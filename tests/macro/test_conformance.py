"""What every model of the catalogue keeps to; a new folder under ``models`` is found by itself."""

import re

import numpy as np
import pytest

from qelab import macro
from qelab.core.vocabulary import vocabulary
from qelab.macro.linear.first_order import first_order
from qelab.macro.linear.saddle_path import roots

HORIZON = 200
PEGGED = 8  # quarters for which a rate is held at most here
SMALL = 1e-5
REQUIRED = {"output_gap", "inflation_4q", "policy_rate"}

every_model = pytest.mark.parametrize("name", macro.models.ids())


def solve(model: macro.Model, exogenous: np.ndarray, targets=()) -> macro.Path:
    return macro.PerfectForesight(model, HORIZON).solve(model.steady_state, exogenous, targets=targets)


def nothing(model: macro.Model) -> np.ndarray:
    return np.zeros((HORIZON, len(model.exogenous)))


def background(model: macro.Model) -> np.ndarray:
    """A small shock to everything in the first quarter, so that the model does not rest."""
    exogenous = nothing(model)
    exogenous[0] = 10 * SMALL
    return exogenous


def text(name: str) -> str:
    """The model file without its comments."""
    source = macro.models.path(name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)


@every_model
def test_says_what_it_is(name):
    about = macro.load(name).about
    for said in (about.title, about.source, about.units, about.experiment.text, about.experiment.frontier):
        assert len(said) > 20
    assert about.cannot_answer
    assert about.deviations


@every_model
def test_public_series_are_in_the_vocabulary(name):
    series = macro.load(name).about.series
    known = vocabulary()
    assert set(series) <= set(known)
    assert set(series) >= REQUIRED


@every_model
def test_names_of_experiment_and_purchases_exist(name):
    model = macro.load(name)
    experiment = model.about.experiment
    model.index(experiment.rate)
    model.shock_index(experiment.rate_shock)
    for asset in model.about.purchase.values():
        model.index(asset.variable)
        model.shock_index(asset.shock)
        model.check_parameter(asset.per_x)
        assert abs(model.parameters[asset.per_x]) > 1e-8
        assert asset.text
    assert model.about.purchase or model.about.term_premium_exogenous, "takes no programme at all"


@every_model
def test_square_with_names_for_everything(name):
    model = macro.load(name)
    declared = model.file.endogenous
    assert len(model.equation_names) == len(model.endogenous)
    assert not [item for item in model.equation_names if re.fullmatch(r"equation \d+", item)]
    assert len(set(model.equation_names)) == len(model.equation_names)
    for symbol in (*declared, *model.file.exogenous, *model.file.parameters):
        assert symbol.long_name, symbol.name


@every_model
def test_no_orphan_parameter(name):
    """A parameter has to be used: in an equation, for another one, in about.toml, or to translate holdings (per_x_)."""
    model, words = macro.load(name), re.findall(r"[A-Za-z_]\w*", text(name))
    about = model.about
    named = {item.per_x for item in about.purchase.values()} | ({about.bound.floor} if about.bound else set())
    written = {item.name for item in model.file.assignments}
    for symbol in model.file.parameters:
        times = words.count(symbol.name) - 1 - (symbol.name in written)
        assert times > 0 or symbol.name in named or symbol.name.startswith("per_x_"), symbol.name


@every_model
def test_rests_with_its_bound_slack(name):
    model = macro.load(name)
    rest, no_shock = model.steady_state, np.zeros(len(model.exogenous))
    residual, _ = model.compiled.evaluate(rest, rest, rest, no_shock, model.parameter_vector)
    assert np.abs(residual).max() < 1e-10
    bound = model.about.bound
    if bound is not None:
        floor = model.parameters[bound.floor]
        assert rest[model.index(bound.variable)] > floor
        assert rest[model.index(bound.shadow)] > floor


@every_model
def test_one_stable_path(name):
    found = roots(macro.load(name))
    assert found.verdict == "one stable path"
    assert found.unstable == found.needed


@every_model
def test_baseline_in_baseline_out(name):
    model = macro.load(name)
    path = solve(model, nothing(model))
    assert np.abs(path.values - model.steady_state).max() < 1e-9


@every_model
def test_a_purchase_of_nothing_does_nothing(name):
    """Holdings that are told to be what they are anyway: no innovation, no effect."""
    model = macro.load(name)
    without = solve(model, background(model))
    for asset in model.about.purchase.values():
        held = without[asset.variable][:PEGGED]
        told = macro.Target(variable=asset.variable, shock=asset.shock, values=held)
        path = solve(model, background(model), [told])
        assert np.abs(path.values - without.values).max() < 1e-8
        assert np.abs(path.exogenous - without.exogenous).max() < 1e-8


@every_model
def test_small_shocks_act_as_the_first_order_rules_say(name):
    model = macro.load(name)
    rules = first_order(model)
    for number, shock in enumerate(model.exogenous):
        exogenous = nothing(model)
        exogenous[0, number] = SMALL
        found = solve(model, exogenous).values[:40] - model.steady_state
        expected = rules.irf(shock, SMALL, 40)
        largest = np.abs(expected).max()
        assert largest > 0, f"{shock} moves nothing"
        assert np.abs(found - expected).max() < 1e-3 * largest, shock


@every_model
def test_holdings_move_while_the_rate_is_held(name):
    """A small programme with the longest peg that the model answers: targets are met."""
    model = macro.load(name)
    about = model.about
    longest = about.experiment.longest_peg_quarters
    quarters = PEGGED if longest is None else min(longest, PEGGED)
    rate = about.experiment.rate
    level = model.steady_state[model.index(rate)]
    targets = [
        macro.Target(variable=rate, shock=about.experiment.rate_shock, values=np.full(quarters, level))
    ]
    targets = targets if quarters else []
    for asset in about.purchase.values():
        start = model.steady_state[model.index(asset.variable)]
        wanted = start + 0.1 * model.parameters[asset.per_x] * np.linspace(0.25, 1.0, 4)
        path = solve(
            model,
            nothing(model),
            [*targets, macro.Target(variable=asset.variable, shock=asset.shock, values=wanted)],
        )
        assert path[asset.variable][:4] == pytest.approx(wanted, abs=1e-9)
        assert path[rate][:quarters] == pytest.approx(np.full(quarters, level), abs=1e-9)
        assert np.abs(path[about.series["output_gap"].variable]).max() > 0
