"""Steady states: given, computed block after block, moved by exogenous values; and every way in which there is none."""

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.macro.static import block_triangular

CHAIN = """
var a b c d e; varexo x;
model;
  [name='a'] a = 2 + x;
  [name='b and c'] b*c = a;
  [name='c and b'] b - c = 1;
  [name='d'] log(d) = b;
  [name='e'] e = 0.5*e(-1) + d(+1)/2;
end;
initval; b = 1; c = 1; d = 1; end;
"""


def test_blocks_are_found_and_ordered(write_model):
    structure = write_model(CHAIN).compiled.static.structure
    assert [sorted(block.variables.tolist()) for block in structure.blocks] == [[0], [1, 2], [3], [4]]
    assert structure.spare_equations.size == structure.free_variables.size == 0


def test_each_block_is_solved_with_the_ones_before(write_model):
    b = 2.0  # b (b - 1) = 2
    steady = write_model(CHAIN).steady_state
    assert steady == pytest.approx([2, b, b - 1, np.exp(b), np.exp(b)], abs=1e-12)


def test_exogenous_values_move_it(write_model):
    b = 3.0  # b (b - 1) = 6
    assert write_model(CHAIN).steady_state_at(np.array([4.0]))[:2] == pytest.approx([6, b], abs=1e-12)


def test_exogenous_values_of_initval_hold_at_rest(write_model):
    model = write_model(CHAIN.replace("initval;", "initval; x = 4;"))
    assert model.exogenous_at_rest.tolist() == [4]
    assert model.steady_state[1] == pytest.approx(3, abs=1e-12)


def test_a_small_error_of_a_given_one_is_polished_away(write_model):
    model = write_model("var x; model; x^2 = 2; end; steady_state_model; x = 1.414213; end;")
    assert abs(model.steady_state[0] - np.sqrt(2)) < 1e-15


def test_parameters_of_the_steady_state_model_count(write_model):
    text = "var h; parameters chi target; target = 0.3;\nmodel; chi*h = 1; end;\n"
    model = write_model(text + "steady_state_model; h = target; chi = 1/h; end;")
    assert model.parameters["chi"] == pytest.approx(1 / 0.3)
    assert model.with_parameters(target=0.5).parameters["chi"] == 2
    assert model.with_parameters(chi=1 / 0.3, target=0.3).steady_state[0] == pytest.approx(0.3)


def test_a_unit_root_rests_where_the_file_starts(write_model):
    model = write_model("var p pi; varexo e;\nmodel; p = p(-1) + pi; pi = 0.5*pi(-1) + e; end;\ninitval; p = 7; end;")
    assert model.compiled.static.structure.free_variables.tolist() == [0]
    assert model.steady_state.tolist() == [7, 0]


def test_steady_state_operator(write_model):
    model = write_model("var y i; model; y = 2; i = 0.5*(y - STEADY_STATE(y)) + STEADY_STATE(y); end;")
    assert model.steady_state.tolist() == [2, 2]
    assert model.parameter_vector.tolist() == [2]


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("var x y; model; [name='a'] x + y = 1; [name='b'] x + y = 2; end;", "QE552", ["a, b", "x, y"]),
        ("var x y; model; [name='a'] x = 1; [name='b'] 2*x = 3; end;", "QE552", ["y"]),
        ("var x; model; [name='root'] sqrt(x) = -1; end; initval; x = 4; end;", "QE522", ["root"]),
        ("var x y; model; [name='price'] log(x) + y = 1; x*y = 2; end;", "QE553", ["price", "x is 0"]),
        ("var x; model; [name='rule'] x = 2; end; steady_state_model; x = 1; end;", "QE551", ["rule", "-1"]),
    ],
)
def test_what_is_wrong_is_named(write_model, text, code, names):
    with pytest.raises(QelabError) as caught:
        _ = write_model(text).steady_state
    assert caught.value.code == code
    for name in names:
        assert name in caught.value.message()


def test_order_of_a_loop_and_its_users():
    rows, columns = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 1, 2])
    found = block_triangular(rows, columns, 3)
    assert [sorted(block.equations.tolist()) for block in found.blocks] == [[0, 1], [2]]
