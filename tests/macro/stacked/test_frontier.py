"""Kinks, folds and what lies beyond them: a solution where there is one, a cheap and named refusal where there is none."""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.stacked.newton import Newton

# Two kinks that the file declares nowhere: a stock that cannot be negative and a price with a ceiling.
TWO_KINKS = """
var s p d; varexo e; parameters cap; cap = 1.2;
model;
  [name='storage'] min(s, p - 0.95*p(+1)) = 0;
  [name='price'] p = min(cap, d - 0.5*(s(-1) - s));
  [name='demand'] d - 1 = 0.6*(d(-1) - 1) + e;
end;
initval; p = 1; d = 1; s = 0; end;
"""


def _banks_path(banks, capital_shock, size: float, **parameters: float) -> macro.Path:
    model = banks.with_parameters(**parameters)
    return macro.PerfectForesight(model, 120).solve(model.steady_state, capital_shock(size))


def test_the_published_frontier_of_the_bank_model(banks, capital_shock):
    """Gertler and Karadi's crisis without credit policy ends in a fold between 4.25 and 4.5 percent."""
    path = _banks_path(banks, capital_shock, 0.0425, kappa=0.0)
    output = path["Y"] / banks.steady_state[banks.index("Y")] - 1
    assert output.min() == pytest.approx(-0.0563, abs=0.002)
    assert path.quarters_at_bound >= 3
    with pytest.raises(QelabError) as caught:
        _banks_path(banks, capital_shock, 0.05, kappa=0.0)
    assert caught.value.code == "QE531"
    assert 0.0425 < 0.05 * float(caught.value.params["fraction"]) / 100 < 0.045
    assert caught.value.params["equation"] in banks.equation_names


def test_credit_policy_moves_the_frontier(banks, capital_shock):
    assert _banks_path(banks, capital_shock, 0.06, kappa=10.0).residual < 1e-10


@pytest.mark.parametrize("size", [0.3, 1.0, 30.0, -3.0])
def test_far_beyond_there_is_a_refusal_within_a_budget(banks, capital_shock, size, monkeypatch):
    steps = []
    search = Newton._search
    monkeypatch.setattr(Newton, "_search", lambda self, *rest: (steps.append(1), search(self, *rest))[1])
    with pytest.raises(QelabError) as caught:
        _banks_path(banks, capital_shock, size)
    assert caught.value.code == "QE531"
    assert np.isfinite(float(caught.value.params["fraction"]))
    assert len(steps) < 1200


def test_kinks_that_no_one_declared(write_model):
    model = write_model(TWO_KINKS)
    solver = macro.PerfectForesight(model, 60)
    for size in (-0.6, -0.3, 0.1, 0.3, 0.8):
        exogenous = np.zeros((60, 1))
        exogenous[0] = size
        path = solver.solve(model.steady_state, exogenous)
        gain = path["p"] - 0.95 * np.append(path["p"][1:], 1.0)
        assert np.abs(np.minimum(path["s"], gain))[:-1].max() < 1e-9
        assert path["s"].min() > -1e-10
        assert path["p"].max() <= 1.2 + 1e-10
    assert path["p"].max() == pytest.approx(1.2)


def test_a_start_that_is_not_a_number_is_no_obstacle(write_model):
    """At the steady state the first period's logarithm does not exist; with the shock grown from nothing it does."""
    model = write_model("var x y; varexo e; model; log(x) = log(1 - e); y = x + 0.5*y(-1); end; initval; x=1; y=2; end;")
    path = macro.PerfectForesight(model, 20).solve(model.steady_state, np.eye(20, 1) * 0.9)
    assert path["x"][0] == pytest.approx(0.1)
    with pytest.raises(QelabError) as caught:
        macro.PerfectForesight(model, 20).solve(model.steady_state, np.eye(20, 1) * 1.1)
    assert caught.value.code == "QE531"


def test_next_scenario_takes_few_steps(banks, capital_shock):
    solver = macro.PerfectForesight(banks, 120)
    near = solver.solve(banks.steady_state, capital_shock(0.057))
    path = solver.solve(banks.steady_state, capital_shock(0.06), near.values)
    assert path.iterations <= 5
    assert path.route == "Newton from the given guess"
    alone = solver.solve(banks.steady_state, capital_shock(0.06))
    assert path.values == pytest.approx(alone.values, abs=1e-10)
