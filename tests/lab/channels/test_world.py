"""Emerging economies at the end of a run: parts add up, nothing without a programme, every number reaches the public ones."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.members import members
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import has_word
from qelab.lab.assumptions import assumptions, with_assumptions
from qelab.lab.channels.base import Found
from qelab.lab.channels.world import SERIES, SUFFIX, abroad, emerging_economies, mixtures
from qelab.lab.check.runs import Runs
from qelab.lab.check.world import ANSWERS, dispersion_explained, dispersion_reproduced, taper
from qelab.lab.levels import economy_series
from qelab.lab.pipeline import Run
from qelab.world.settings import ARCHETYPES

LSAP2 = "fed_2010_lsap2"
IDS = tuple(item.id for item in members("economy"))


def levels_of(run: Run) -> dict[str, np.ndarray]:
    return {name: np.stack(pair) for name, pair in economy_series(run).items()}


@pytest.fixture(scope="module")
def lsap2_run(inside) -> Run:
    return inside(LSAP2)


@pytest.fixture(scope="module")
def found(lsap2_run) -> Found:
    return emerging_economies(lsap2_run, levels_of(lsap2_run))


def effect(found: Found, name: str) -> np.ndarray:
    series, _, member = name.partition(":")
    worlds = found.panels[series][:, IDS.index(member)] if member else found.series[series]
    return worlds[1] - worlds[0]


def test_every_series_is_in_the_vocabulary_with_its_members(found):
    assert set(found.series) == set(SERIES)
    assert set(found.panels) == {f"{name}{SUFFIX}" for name in SERIES}
    for name in found.series:
        assert vocabulary_series(name).dimension == ""
    for name, panel in found.panels.items():
        assert vocabulary_series(name).dimension == "economy"
        assert panel.shape[1] == len(IDS) == 22


def test_parts_add_up_to_the_effect(found):
    names = {key.rpartition(".")[0] for key in found.parts}
    assert len(names) == len(SERIES) * (1 + len(IDS))
    for name in names:
        whole = sum(value for key, value in found.parts.items() if key.startswith(f"{name}."))
        np.testing.assert_allclose(whole, effect(found, name), atol=1e-10, err_msg=name)


def test_every_part_and_series_has_its_words(found):
    assert {key.rpartition(".")[2] for key in found.parts if not has_word(f"channel.{key.rpartition('.')[2]}")} == set()
    for name in (*found.series, *found.panels):
        assert has_word(f"explain.{name}")
        assert has_word(f"limit.{name}")


def test_the_series_are_those_of_the_average_type(found):
    for name in SERIES:
        assert np.array_equal(found.series[name], found.panels[f"{name}{SUFFIX}"][:, IDS.index("average")])


def test_the_opening_and_the_world_without_are_zero(found):
    for worlds in (*found.series.values(), *found.panels.values()):
        assert not worlds[0].any()
        assert not worlds[1][..., 0].any()


def test_no_programme_no_effect_exactly(lsap2_run):
    settled = replace(lsap2_run.settled, programme=lsap2_run.settled.counterfactual)
    nothing = emerging_economies(replace(lsap2_run, settled=settled), levels_of(lsap2_run))
    for worlds in (*nothing.series.values(), *nothing.panels.values()):
        assert not worlds.any()


def test_archetypes_come_first_and_taiwan_is_managed():
    assert IDS[: len(ARCHETYPES)] == ARCHETYPES
    found = mixtures()
    np.testing.assert_array_equal(found[: len(ARCHETYPES)], np.eye(len(ARCHETYPES)))
    np.testing.assert_array_equal(found[IDS.index("taiwan")], [0.0, 0.0, 1.0])
    np.testing.assert_array_equal(found[IDS.index("turkey")], [1.0, 0.0, 0.0])


def test_purchases_draw_capital_in_and_raise_currencies(found):
    first = 1
    inflow, currency, yields = (
        found.panels[f"{name}{SUFFIX}"][1, :3, first]
        for name in ("emerging_inflow_pct_gdp", "emerging_exchange_rate", "emerging_yield_10y")
    )
    assert inflow[0] > inflow[1] > inflow[2] > 0
    assert currency[0] > currency[1] > currency[2] > 0
    assert yields[0] < yields[1] < yields[2] < 0


def test_what_was_expected_is_what_the_model_expected(lsap2_run):
    american = abroad(lsap2_run, levels_of(lsap2_run))
    settled, model = lsap2_run.settled, lsap2_run.stage.model
    first = settled.programme.sequence["tp10"] - settled.counterfactual.sequence["tp10"]
    np.testing.assert_array_equal(american.premium_10y[:, 0], first)
    delta = model.parameters["delta10"]
    forward = (1 - delta) * american.premium @ delta ** np.arange(american.premium.shape[1])
    np.testing.assert_allclose(american.premium_10y[:, 0], forward, atol=1e-9)


def test_nervous_markets_of_an_announcement_drive_capital_out(inside):
    run = inside("taper_tantrum_2013")
    found = emerging_economies(run, levels_of(run))
    news = found.parts["emerging_inflow_pct_gdp.inflow_stress"][1]
    assert news == pytest.approx(-run.stage.settings.world.inflow_on_stress)


def test_relief_of_stress_draws_capital_in(lsap2_run):
    levels = levels_of(lsap2_run)
    stress = np.zeros_like(levels["policy_rate"])
    stress[1, 1:] = -0.1
    calmer = emerging_economies(lsap2_run, levels | {"stress_index": stress})
    assert calmer.parts["emerging_inflow_pct_gdp.inflow_stress"][1] == pytest.approx(0.05)


OWN = [item.name for item in assumptions() if item.name.startswith("world.")]


@pytest.mark.parametrize("name", OWN)
def test_every_assumption_reaches_a_public_number(lsap2_run, name):
    levels = levels_of(lsap2_run)
    stress = np.zeros_like(levels["policy_rate"])
    stress[1, 1:] = -0.1
    levels["stress_index"] = stress
    settings = lsap2_run.stage.settings
    if name == "world.tax_on_response":
        settings = with_assumptions(settings, {"world.average.policies.capital_flow_tax": 1.0})
    now = {item.name: item.value for item in assumptions(settings)}[name]
    results = []
    for value in (now, now * 0.9 if now else 0.01):
        chosen = with_assumptions(settings, {name: value})
        results.append(emerging_economies(replace(lsap2_run, stage=replace(lsap2_run.stage, settings=chosen)), levels))
    moved = max(np.abs(results[0].panels[key] - results[1].panels[key]).max() for key in results[0].panels)
    assert moved > 1e-8


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def test_a_rising_premium_in_four_months(runs):
    """Ten-year yields as in 2013: 100 to 200 bp in fragile, 40 to 80 in average economies. Set with them in view."""
    yields = taper(runs).series["yield_10y"][:, 1]
    assert 1.0 < yields[0] < 2.0
    assert 0.4 < yields[1] < 0.8


def test_the_two_countries_give_the_same_signs(runs):
    for name, sign in (("G04", -1), ("G05", 1)):
        second = ANSWERS[name].second
        assert second is not None
        assert sign * ANSWERS[name].value(runs) > 0
        assert sign * second(runs) > 0


def test_the_score_explains_little_of_the_summer(runs):
    """Wanted were 40 per cent; it is 14, and what the block makes of the score no more."""
    assert dispersion_explained() == pytest.approx(0.139, abs=0.001)
    assert dispersion_reproduced(runs) == pytest.approx(0.14, abs=0.01)
