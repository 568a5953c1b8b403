"""The small linear economy: by hand, against all quarters solved together, against the engine of the models; refusals."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.macro import PerfectForesight, read
from qelab.world.block import INPUTS, equations, rules_of
from qelab.world.settings import ARCHETYPES, WorldSettings
from qelab.world.system import as_news_arrives, path, rules, system

HORIZON = 300


def test_what_lasts_by_hand():
    found = rules(system({"x": {"x-": 0.5, "u": 1.0}}, ("u",)))
    expected = np.zeros((4, 1))
    expected[1] = 2.0
    assert path(found, expected)[:, 0] == pytest.approx([0.0, 2.0, 1.0, 0.5])
    assert path(found, expected, np.array([8.0]))[:, 0] == pytest.approx([4.0, 4.0, 2.0, 1.0])


def test_what_looks_ahead_by_hand():
    found = rules(system({"x": {"x+": 0.5, "u": 1.0}}, ("u",)))
    expected = np.zeros((4, 1))
    expected[2] = 8.0
    assert path(found, expected)[:, 0] == pytest.approx([2.0, 4.0, 8.0, 0.0])


def test_an_unknown_term_is_a_defect():
    with pytest.raises(ValueError, match="no variable or input 'y-'"):
        system({"x": {"y-": 0.5}}, ())


@pytest.mark.parametrize(
    "terms",
    [{"x-": 1.2}, {"x+": 2.0}, {"x-": 1.0}, {"x+": 1.0, "x-": 1.0}],
    ids=["explodes", "many", "does not fade", "circles"],
)
def test_no_path_or_many_is_refused(terms):
    with pytest.raises(QelabError, match="QE880"):
        rules(system({"x": {**terms, "u": 1.0}}, ("u",)), "x")


def test_the_refusals_text(golden_error):
    golden_error("QE880", lambda: rules(system({"x": {"x-": 1.2}}, ()), "fragile"))


@pytest.mark.parametrize("name", ARCHETYPES)
def test_the_path_solves_every_equation_in_every_quarter(name):
    common = WorldSettings()
    one = system(equations(getattr(common, name), common), INPUTS)
    expected = np.zeros((HORIZON, len(INPUTS)))
    expected[:8] = np.random.default_rng(3).normal(size=(8, len(INPUTS)))
    found = rules(one)
    ours = path(found, expected)
    before, after = np.vstack([np.zeros_like(ours[:1]), ours[:-2]]), ours[1:]
    gap = after @ one.lead.T + ours[:-1] @ one.current.T + before @ one.lag.T + expected[:-1] @ one.inward.T
    assert np.abs(gap).max() < 1e-10
    for part in (found.transition, found.ahead):
        assert np.abs(np.linalg.eigvals(part)).max() < 1


def as_model_file(table, inputs) -> str:
    """The equations in the language of the model files."""
    declared = " ".join(table)
    lines = [f"var {declared};", f"varexo {' '.join(inputs)};", "model(linear);"]
    for name, terms in table.items():
        right = " + ".join(f"({coefficient!r})*{_term(term)}" for term, coefficient in terms.items())
        lines.append(f"  {name} = {right or '0'};")
    lines += ["end;", "steady_state_model;", *(f"  {name} = 0;" for name in table), "end;"]
    return "\n".join(lines) + "\n"


def _term(term: str) -> str:
    return f"{term[:-1]}({term[-1]}1)" if term[-1] in "+-" else term


def test_the_engine_of_the_models_finds_the_same_rules(tmp_path):
    common = WorldSettings()
    table = equations(common.fragile, common)
    named = {name: {term.replace("import", "imported"): value for term, value in terms.items()} for name, terms in table.items()}
    named = {name.replace("import", "imported"): terms for name, terms in named.items()}
    file = tmp_path / "emerging.mod"
    file.write_text(as_model_file(named, INPUTS), encoding="utf-8")
    model, ours = read(file), rules_of(common.fragile, common, "fragile")
    assert model.endogenous == tuple(named)
    rule = model.first_order
    np.testing.assert_allclose(rule.transition, ours.transition, atol=1e-9)
    np.testing.assert_allclose(rule.impact, ours.impact, atol=1e-9)
    expected = np.zeros((HORIZON, len(INPUTS)))
    expected[:12] = np.random.default_rng(5).normal(size=(12, len(INPUTS)))
    theirs = PerfectForesight(model, horizon=HORIZON).solve(model.steady_state, expected)
    np.testing.assert_allclose(path(ours, expected), theirs.values, atol=1e-8)


def test_what_is_expected_comes_true_where_no_news_arrives():
    common = WorldSettings()
    found = rules_of(common.average, common, "average")
    whole = np.random.default_rng(1).normal(size=(60, len(INPUTS))) * 0.9 ** np.arange(60)[:, None]
    dates = np.stack([np.concatenate([whole[date:], np.zeros((date, len(INPUTS)))]) for date in range(10)])
    np.testing.assert_allclose(as_news_arrives(found, dates), path(found, whole)[:10], atol=1e-10)


def test_later_news_touches_nothing_before_it():
    common = WorldSettings()
    found = rules_of(common.average, common, "average")
    one = np.random.default_rng(2).normal(size=(8, 40, len(INPUTS)))
    other = one.copy()
    other[5:] += 1.0
    before, after = as_news_arrives(found, one), as_news_arrives(found, other)
    assert np.array_equal(before[:5], after[:5])
    assert not np.allclose(before[5], after[5])
