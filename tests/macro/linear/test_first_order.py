"""First-order rules by hand, and the verdict on the roots with its names."""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.linear.first_order import first_order
from qelab.macro.linear.saddle_path import roots


def test_rules_by_hand(write_model):
    model = write_model("var p y; varexo e;\nmodel; p = 0.5*p(+1) + y; y = 0.8*y(-1) + e; end;")
    rules = model.first_order
    assert rules.transition == pytest.approx(np.array([[0, 0.8 / 0.6], [0, 0.8]]), abs=1e-14)
    assert rules.impact[:, 0] == pytest.approx([1 / 0.6, 1], abs=1e-14)
    assert rules.irf("e", 2.0, 3)[:, 1] == pytest.approx([2, 1.6, 1.28], abs=1e-14)


def test_rules_solve_the_linear_equations(us_core):
    lag, current, lead, shocks = us_core.derivatives
    rules = us_core.first_order
    g, h = rules.transition, rules.impact
    assert np.abs(lead @ g @ g + current @ g + lag).max() < 1e-12
    assert np.abs((lead @ g + current) @ h + shocks).max() < 1e-12


def test_units_of_a_variable_do_not_matter(write_model):
    text = "var p y; varexo e;\nmodel; p = 0.5*p(+1) + y; y = 0.8*y(-1) + e; end;"
    large = "var p y; varexo e;\nmodel; p = 0.5*p(+1) + y/1e9; y = 0.8*y(-1) + 1e9*e; end;"
    usual, scaled = write_model(text).first_order, write_model(large, name="large").first_order
    assert scaled.impact[0] == pytest.approx(usual.impact[0], rel=1e-14)
    assert scaled.transition[0, 1] == pytest.approx(usual.transition[0, 1] / 1e9, rel=1e-13)


def test_a_unit_root_counts_as_stable(write_model):
    model = write_model("var y q; varexo e;\nmodel; y = y(-1) + e; q = 0.9*q(+1) + e; end;")
    assert roots(model).verdict == "one stable path"
    assert first_order(model).irf("e", 1.0, 4)[:, 0].tolist() == [1, 1, 1, 1]
    with pytest.raises(QelabError) as caught:
        first_order(model, unit_root=1 - 1e-6)
    assert caught.value.code == "QE526"


def test_unknown_shock(us_core):
    with pytest.raises(QelabError) as caught:
        us_core.first_order.irf("eps_yy", 1.0, 4)
    assert caught.value.code == "QE521"


@pytest.mark.parametrize(
    ("equations", "code", "words"),
    [
        ("x = 1.1*x(-1) + e; p = 0.5*p(+1);", "QE526", ["2 unstable roots, 1 wanted"]),
        ("x = 0.5*x(-1) + e; p = 1.2*p(+1);", "QE529", ["0 unstable roots, 1 wanted"]),
        ("[name='a'] x + p = e; [name='b'] x + p = 2*e;", "QE555", ["a, b", "x, p"]),
        ("[name='a'] x = 1.1*x(-1) + e; [name='b'] p = 1.2*p(+1) + e;", "QE556", ["x (equations a)", "p have"]),
    ],
)
def test_verdict_names_numbers_and_equations(write_model, equations, code, words):
    model = write_model(f"var x p; varexo e;\nmodel; {equations} end;")
    with pytest.raises(QelabError) as caught:
        _ = model.transition
    assert caught.value.code == code
    for item in words:
        assert item in caught.value.message()


@pytest.mark.parametrize("name", macro.models.ids())
def test_roots_alone_are_those_of_the_ordered_decomposition(name):
    """Eigenvalues without vectors take another way; multiple roots near zero keep half of the digits in both."""
    model = macro.load(name)
    alone, ordered = roots(model), model.first_order.roots
    assert (alone.unstable, alone.unstable_leads, alone.leads) == (ordered.unstable, ordered.unstable_leads, ordered.leads)
    finite = ordered.moduli < 1e4
    assert np.array_equal(alone.moduli < 1e4, finite)
    assert alone.moduli[finite] == pytest.approx(ordered.moduli[finite], rel=1e-7, abs=1e-5)
