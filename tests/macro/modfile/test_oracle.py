"""Each construct of the language, read here and by Dynare's preprocessor: the same equations on a random path."""

import pytest

from qelab.core.errors import QelabError
from qelab.macro import models
from qelab.macro.modfile.reader import read_file, read_text
from qelab.macro.modfile.symbolic import build
from qelab.macro.modfile.writer import write

pytestmark = pytest.mark.parity

FILES = {
    "signs": "var x y; varexo e; model; x - -e = 2*-y + -3*-x; -x^2 + y = -(x - y - 1) - (e/2/y); end;",
    "powers": "var x y; varexo e; model; x^2*3 = 2^-y^2 + x^(-2); y = (2^3)^2*x^(1/2)/y^e; end;",
    "numbers": "var x; varexo e; model; 1.e2*x = .5e-1*e + 1e-3 + 2E+2 + 0.25; end;",
    "comparisons": "var x y; varexo e; model; x = (y > e) + 2*(y <= x) - (x == y) + (x != y); y = (x < e)*(y >= 1); end;",
    "functions": """
        var x y z; varexo e;
        model;
        x = exp(-e) + log(x) + ln(y) + log10(y) + sqrt(e) + cbrt(x) + abs(x - y) + sign(e - y);
        y = max(x, e) - min(y, 2*e) + erf(e) + normcdf(x) + normcdf(x, e, 2) + normpdf(y) + normpdf(y, x, 1.5);
        z = sin(x) + cos(y) + tan(e/4) + asin(e/4) + acos(y/4) + atan(z);
        end;""",
    "leads_and_lags": """
        var x y; varexo e u;
        model;
        x = 0.5*x(-3)*y(+4) + exp(y(+2)*x(+1)) + y(-1);
        y = x(+1) + x(-1)/y(+3)^2 + e(-2) + e(+2)*u(+1) + u(-1) + e;
        end;""",
    "locals": """
        var x y; varexo e; parameters a;
        a = 0.5;
        model;
        # w = a*x(-1) + y(+2);
        # v = w^2/(1 + w) - e;
        x = w*v;
        y = v - w*x(+1);
        end;""",
    "steady_state": """
        var x y; varexo e; parameters a;
        model;
        # gap = log(x/STEADY_STATE(x));
        x = a*gap + STEADY_STATE(x^2 + y) - STEADY_STATE(gap) + e;
        y = x(-2) - steady_state(y(+1))*a;
        end;""",
    "predetermined": """
        var k y c; predetermined_variables k; varexo e; parameters alpha delta;
        model;
        y = exp(e)*k^alpha;
        k(+1) = y - c + (1 - delta)*k;
        c = c(+1)/(alpha*y(+1)/k(+1)) + k(-1) + k(+3);
        end;""",
    "tags": """
        var x $x_t$ (long_name='A stock', country='us'), y; varexo e $\\epsilon$;
        parameters a $\\alpha$ (long_name='Share, in %');
        model(linear);
        [name='the stock', mcp='x > 0']
        x = 0.5*x(-1) + e;
        [name='the flow', country='us'] y = a*x - x(-1);
        end;""",
    "comments": """
        // a line; with 'quotes
        % another one
        var x y; /* over
        lines; */ varexo e;
        model; x = y /* inside */ + e; // behind
        y = 1 % behind
          + x; end;""",
    "occbin": """
        var y r rn; varexo e; parameters rho floor;
        model;
        y = rho*y(-1) - 0.5*r + e;
        [name='taylor', relax='ELB'] r = rn;
        [name='taylor', bind='ELB'] r = -floor;
        rn = 1.5*y;
        end;
        occbin_constraints; name 'ELB'; bind rn < -floor; relax rn > -floor; end;""",
    "without_equal": "var x y; varexo e; model; x - e*y; y - x(-1) + 2 = 0; end;",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_equations(oracle, name, tmp_path):
    file = read_text(FILES[name], f"{name}.mod")
    if name == "tags":  # the preprocessor knows nothing of the bound: compare the equation behind it
        assert file.model[0].tags.pop("mcp") == "x > 0"  # type: ignore[union-attr]
    if name == "occbin":
        tmp_path = tmp_path / "occbin"
        tmp_path.mkdir()
    oracle.compare(FILES[name], file, tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_what_the_writer_writes_is_the_same_to_dynare(oracle, name, tmp_path):
    file = read_text(FILES[name], f"{name}.mod")
    text = write(file)
    if name == "tags":
        file.model[0].tags.pop("mcp")  # type: ignore[union-attr]
    oracle.compare(text, file, tmp_path)


@pytest.mark.parametrize("name", models.ids())
def test_the_catalogue(oracle, name, tmp_path):
    path = models.path(name)
    file = read_file(path)
    oracle.compare(write(file), file, tmp_path)


BLOCKS = """
var x y; varexo e u; parameters a b;
a = 0.5; b = a^2 + 1/3;
model; x = a*x(-1) + e; y = b*x(+1) + u; end;
steady_state_model; aux = 2*b; x = 0; y = aux - 2*b; end;
initval; x = 1; e = 0.5; end;
endval; e = 2; end;
histval; x(0) = 1.5; x(-2) = -0.5; e(-1) = 2; end;
shocks;
var e; periods 1 3:4, 7; values 0.5 -0.25, (1/4);
var u; stderr 0.1;
end;
shocks; var e = 0.04; corr e, u = 0.5; end;
perfect_foresight_setup(periods=20);
perfect_foresight_solver(tolf=1e-10, lmmcp);
"""


_SHOCKS = ("deterministic_shocks", "stderr", "variance", "correlation")


def test_blocks(oracle, tmp_path):
    """Statements of the file as the preprocessor lists them, against ours; and once more as the writer writes them."""
    file = read_text(BLOCKS, "blocks.mod")
    for text in (BLOCKS, write(file)):
        found: dict[str, list[dict]] = {}
        for item in oracle.ask(text, tmp_path)["statements"]:
            found.setdefault(item["statementName"], []).append(item)
        assert [item["name"] for item in found["param_init"]] == [item.name for item in file.assignments]
        assert [(item["name"], item["lag"]) for item in found["histval"][0]["vals"]] == sorted(
            ((item.name, item.lag) for item in file.histval), key=lambda item: (item[1] + 3 * (item[0] == "e"))
        )
        assert found["endval"][0]["vals"] == [{"name": "e", "value": "2"}]
        shocks = {key: [entry for block in found["shocks"] for entry in block.get(key, [])] for key in _SHOCKS}
        path = shocks["deterministic_shocks"][0]["values"]
        assert [(item["period1"], item["period2"]) for item in path] == [(1, 1), (3, 4), (7, 7)]
        assert shocks["stderr"] == [{"name": "u", "stderr": "0.1"}]
        assert shocks["variance"] == [{"name": "e", "variance": "0.04"}]
        assert shocks["correlation"] == [{"name": "e", "name2": "u", "correlation": "0.5"}]
        assert found["perfect_foresight_setup"][0]["options"] == {"periods": 20}
        assert found["perfect_foresight_solver"][0]["options"] == {"dynatol.f": 1e-10, "lmmcp.status": True}


@pytest.mark.parametrize(
    "text",
    [
        "var x; model; x = 2^3^2; end;",
        "var x; varexo e; model; x = e; end; shocks; var e; periods 1 2; values 1; end;",
        "var x; varexo e; model; x = e + STEADY_STATE(e); end;",
        "var x; model; x = max(1, 2, 3); end;",
        "var x; varexo e; model; x = e; end; histval; x(1) = 2; end;",
        "var x; varexo e; model; x = e; end; initval; z = 2; end;",
        "var x; model; x = sinh(x); end;",
        'var x; model; [name="x"] x = 1; end;',
        "var x; varexo e; model(linear); # a = x/2; x = e + max(e, a); end;",
        "var x; varexo e; model(linear); x = e + (x(-1) > 1); end;",
        "var x; model; # a = 1; # a = 2; x = a; end;",
        "var x; varexo e; model; x = e; end; shocks; var e; periods 1; values 1; var e; periods 2; values 1; end;",
    ],
)
def test_what_dynare_refuses_is_refused(oracle, text, tmp_path):
    with pytest.raises(oracle.Refused):
        oracle.run(text, tmp_path, "json=compute", "onlyjson")
    with pytest.raises(QelabError):
        build(read_text(text))
