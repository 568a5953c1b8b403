"""Names, parameters, steady states and what a model says of itself."""

from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core import vocabulary
from qelab.core.errors import QelabError
from qelab.macro.about import read_about
from qelab.macro.modfile import syntax
from qelab.macro.modfile.walk import nodes

RAMSEY = """
var k c; varexo e; parameters alpha beta delta twice; alpha = 0.3; beta = 0.99; delta = 0.025; twice = 2*alpha;
model;
  [name='Euler'] 1/c = beta/c(+1)*(alpha*k^(alpha - 1) + 1 - delta);
  [name='resources'] k = exp(e)*k(-1)^alpha + (1 - delta)*k(-1) - c + 0*twice;
end;
initval; k = 20; c = 2; end;
"""


def test_steady_state_of_the_growth_model_by_hand(write_model):
    model = write_model(RAMSEY)
    capital = ((1 / 0.99 - 1 + 0.025) / 0.3) ** (1 / (0.3 - 1))
    assert model.steady_state == pytest.approx([capital, capital**0.3 - 0.025 * capital], abs=1e-9)


def test_steady_state_model_is_used(write_model):
    block = (
        "steady_state_model; k = ((1/beta - 1 + delta)/alpha)^(1/(alpha - 1)); c = k^alpha - delta*k; end;"
    )
    assert write_model(RAMSEY + block, name="with_block").steady_state == pytest.approx(
        write_model(RAMSEY, name="without").steady_state, abs=1e-9
    )


def test_a_steady_state_that_does_not_exist_is_an_error(write_model):
    model = write_model("var x; model; [name='no root'] x^2 + 1 = 0; end; initval; x = 1; end;")
    with pytest.raises(QelabError) as caught:
        _ = model.steady_state
    assert caught.value.code == "QE522"
    assert "'no root'" in caught.value.message()


def test_with_parameters_equals_the_edited_file(write_model):
    changed = write_model(RAMSEY).with_parameters(alpha=0.35)
    edited = write_model(RAMSEY.replace("alpha = 0.3;", "alpha = 0.35;"), name="edited")
    assert changed.parameters == edited.parameters
    assert changed.parameters["twice"] == 0.7
    assert np.array_equal(changed.steady_state, edited.steady_state)


def test_with_parameters_shares_the_compiled_equations(us_core):
    changed = us_core.with_parameters(okun=0.6).with_parameters(m=0.95)
    assert changed.compiled is us_core.compiled
    assert (changed.parameters["okun"], changed.parameters["m"]) == (0.6, 0.95)
    assert us_core.parameters["okun"] == 0.58


@pytest.mark.parametrize(
    ("call", "code", "suggestion"),
    [
        (lambda m: m.with_parameters(okunn=0.5), "QE520", "okun"),
        (lambda m: m.index("pi44"), "QE521", "pi4"),
        (lambda m: m.shock_index("eps_yy"), "QE521", "eps_y"),
        (lambda _: macro.load("us_cor"), "QE101", "us_core"),
    ],
)
def test_unknown_names_are_errors_with_a_suggestion(us_core, call, code, suggestion):
    with pytest.raises(QelabError) as caught:
        call(us_core)
    assert caught.value.code == code
    assert f"did you mean '{suggestion}'?" in caught.value.hint()


def test_a_floor_at_the_steady_state_is_an_error(us_core):
    with pytest.raises(QelabError) as caught:
        _ = us_core.with_parameters(elb=0.0).steady_state
    assert caught.value.code == "QE523"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title = 'x'\ntitel = 'y'", "QE525"),
        ("term_premium = 'sometimes'", "QE525"),
        ("[bound]\nvariable = 'i'", "QE528"),
        ("[series.x]\nvariable = 'y'\ntransformation = 'squared'\nunit = 'percent'", "QE525"),
        ("not toml", "QE524"),
    ],
)
def test_about_is_checked(tmp_path: Path, text, code):
    path = tmp_path / "about.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QelabError) as caught:
        read_about(path)
    assert caught.value.code == code


def test_about_has_to_fit_the_equations(write_model):
    about = "[series]\noutput_gap = { variable = 'y', transformation = 'level', unit = 'percent' }"
    with pytest.raises(QelabError) as caught:
        write_model("var x; model; x = 0; end;", about)
    assert caught.value.code == "QE521"


@pytest.mark.parametrize("model_id", macro.models.ids())
def test_every_model_of_the_catalogue(model_id):
    model = macro.load(model_id)
    assert model.about.title
    assert model.about.source
    assert model.about.cannot_answer
    assert model.about.experiment
    residual, _ = model.compiled.evaluate(
        model.steady_state,
        model.steady_state,
        model.steady_state,
        np.zeros(len(model.exogenous)),
        model.parameter_vector,
    )
    assert np.abs(residual).max() < 1e-10
    assert _unused_parameters(model) == []
    for name in model.about.series:
        vocabulary.series(name)  # an unknown one is an error
    horizon = 40
    path = macro.PerfectForesight(model, horizon).solve(
        model.steady_state, np.zeros((horizon, len(model.exogenous)))
    )
    assert np.abs(path.values - model.steady_state).max() < 1e-9


def _unused_parameters(model: macro.Model) -> list[str]:
    """Parameters that no equation, no other value of the file and no translation of holdings needs."""
    written = [item.expression for item in (*model.file.assignments, *model.file.steady_state_model)]
    for item in model.file.model:
        written += [item.expression] if isinstance(item, syntax.Local) else [item.left, item.right]
    used = {node.name for part in written for node in nodes(part) if isinstance(node, syntax.Name)}
    used |= {name for name in model.parameters if name.startswith("per_x")}  # translations: for readers of the file
    used |= set() if model.about.bound is None else {model.about.bound.floor}
    return sorted(set(model.parameters) - used)
