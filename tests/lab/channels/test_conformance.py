"""Every public series of a run: explained in both languages by parts that sum, and untouched by a programme of size zero."""

import numpy as np
import pytest

import qelab as qe
from qelab.core.vocabulary import vocabulary
from qelab.lab.channels.registry import CHANNELS
from qelab.lab.lab import Lab
from qelab.lab.views import members_of

SCENARIOS = ("fed_2010_lsap2", "fed_2022_qt2", "from_now_qt60", "taper_tantrum_2013")


@pytest.fixture(scope="module")
def lab():
    return Lab()


@pytest.fixture(scope="module", params=SCENARIOS)
def result(request, lab):
    return lab.run(qe.scenario(request.param))


def names(result):
    return (*result.names, *(member for panel in result.panels for member in members_of(panel)))


def test_every_series_of_the_vocabulary_is_computed_somewhere(lab):
    results = [lab.run(qe.scenario(scenario)) for scenario in SCENARIOS]
    found = {name for one in results for name in (*one.names, *one.panels)}
    missing = set(vocabulary()) - found
    assert not missing, missing


def test_parts_sum_to_the_effect(result):
    for name in names(result):
        parts = [values for key, values in result.channels.items() if key.startswith(f"{name}.")]
        if parts:
            gap = np.abs(np.sum(parts, axis=0) - result.values(name)).max()
            scale = max(1.0, float(np.abs(result.values(name)).max()))
            assert gap <= 1e-10 * scale, (name, gap)


def test_every_series_is_explained(result):
    for name in names(result):
        explanation = result.explain(name)
        assert explanation.source
        assert sum(row.value for row in explanation.rows) == pytest.approx(
            explanation.total, abs=1e-10 * max(1.0, abs(explanation.total))
        ), name
        for lang in ("en", "zh-Hant"):
            assert explanation.text(lang), name
            assert all(explanation.limits(lang)), name
            assert all(row.label(lang) for row in explanation.rows), name


def test_numbers_are_numbers(result):
    for name in names(result):
        assert np.isfinite(result.values(name)).all(), name


@pytest.mark.parametrize("name", ["fed_2008_lsap1", "fed_2010_lsap2", "from_now_500bn"])
def test_nothing_bought_moves_nothing_at_all(lab, name):
    result = lab.run(qe.scenario(name).with_(size_bn=0))
    for series in names(result):
        assert not result.values(series).any(), series
    for key, values in result.channels.items():
        if "." in key and not key.startswith("income."):
            assert not values.any(), key


def test_channels_have_names_of_their_own():
    assert len({channel.__name__ for channel in CHANNELS}) == len(CHANNELS)
