"""What is written reads back equal, whatever was read: brackets where they are needed, numbers to the last digit."""

import dataclasses
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.macro import models
from qelab.macro.modfile import syntax
from qelab.macro.modfile.evaluate import evaluate
from qelab.macro.modfile.reader import read_expression, read_file, read_text
from qelab.macro.modfile.writer import write, written

NOWHERE = syntax.Place(0, 0)


def without_places(item: Any) -> Any:
    """The same data with every place the same."""
    if isinstance(item, syntax.Place):
        return NOWHERE
    if dataclasses.is_dataclass(item) and not isinstance(item, type):
        fields = {field.name: without_places(getattr(item, field.name)) for field in dataclasses.fields(item)}
        return type(item)(**fields)
    if isinstance(item, tuple):
        return tuple(without_places(part) for part in item)
    return item


EVERYTHING = """
var k $k_t$ (long_name='Capital, 100 % of it', country='us') y c, r rn;
predetermined_variables k;
varexo e u;
parameters alpha $\\alpha$ delta rho;
alpha = 1/3; delta = 2.5e-2; rho = -(-0.9)^2 + 0.1234567890123456789;
model(use_dll);
# share = alpha*y/k;
[name='production', mcp='y > 0.5']
y = exp(e)*k^alpha*STEADY_STATE(k^2)/normcdf(y, 0, 2);
k(+1) = y - c + (1 - delta)*k - -e(-3)*(u/2/(e*3));
c - c(+4) + (c - (c - 1)) - share;
[name='taylor', relax='ELB,OTHER'] r = rn;
[name='taylor', bind='ELB'] r = -0.01;
rn = 1.5*(y < c) + max(k, -y^-2);
end;
occbin_constraints; name 'ELB'; bind rn < -0.01; relax rn > -0.01; name 'OTHER'; bind y > 3; end;
steady_state_model; help = 2*alpha; k = help; y = k^alpha; c = y; r = 0; rn = 0; end;
initval; k = 2; y = -1e-300; e = 1e300; end;
steady(solve_algo=4);
endval; k = 3; end;
check;
histval; k(0) = 2; k(-3) = 2*alpha; e(-1) = 1; end;
shocks; var e; periods 1 2:5; values 0.1 (-0.2/3); var u = 0.1; corr e, u = 0.5; end;
shocks(surprise); var e; periods 2; values 1; end;
shocks; var e; periods 1; values 1; var e, u = 0.2; var u; stderr 3; end;
stoch_simul(order=1, irf=20, irf_shocks=(e), conditional_variance_decomposition=[1 4], tolf=1e-10, nograph) y c;
"""


def test_everything_reads_back_equal():
    file = read_text(EVERYTHING, "every.mod")
    again = read_text(write(file), "every.mod")
    assert without_places(again) == without_places(file)
    assert write(again) == write(file)
    assert [request.after for request in file.requests] == [
        ("initval",),
        ("initval", "endval"),
        ("initval", "endval", "histval", "shocks"),
    ]


@pytest.mark.parametrize("name", models.ids())
def test_the_catalogue_reads_back_equal(name):
    file = read_file(models.path(name))
    assert without_places(read_text(write(file), file.path)) == without_places(file)


numbers = st.floats(min_value=0, allow_nan=False, allow_infinity=False).map(syntax.Number)
leaves = numbers | st.sampled_from([syntax.Name(name, NOWHERE) for name in ("x", "alpha", "e_1")])
signs = ["+", "-", "*", "/", "^", "<", ">", "<=", ">=", "==", "!="]


def _larger(smaller: st.SearchStrategy) -> st.SearchStrategy:
    return (
        st.builds(syntax.Unary, st.sampled_from(["-", "+"]), smaller)
        | st.builds(syntax.Binary, st.sampled_from(signs), smaller, smaller)
        | st.builds(syntax.Call, st.sampled_from(["exp", "max"]), st.tuples(smaller, smaller), st.just(NOWHERE))
    )


trees = st.recursive(leaves, _larger, max_leaves=25)


@given(trees)
def test_every_expression_reads_back_equal(expression):
    again = read_expression(written(expression), Path("small.mod"))
    assert without_places(again) == expression


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_with_its_value(value):
    again = read_expression(written(syntax.Number(value)), Path("small.mod"))
    assert again is not None
    assert math.copysign(1, evaluate(again, str, str)) == math.copysign(1, value)
    assert evaluate(again, str, str) == value


def test_a_long_sum_needs_no_recursion():
    text = " + ".join(f"{number}*x" for number in range(5000))
    expression = read_expression(text, Path("small.mod"))
    assert expression is not None
    assert written(expression) == text
    assert evaluate(expression, lambda _: 1.0, str) == 4999 * 2500
