"""Savers and borrowers: the printed table at first order, the same experiments nonlinear, both calibrations."""

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.linear.linearised import linearised_form

pytestmark = pytest.mark.replication
CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))["claim"]
HORIZON = 200
PURCHASE, SLUMP = 0.05527638, 0.2110553  # the innovations behind the paper's Table 2
ONE_PERCENT = 0.01 * 4  # of annual output, in quarterly output
BASIS_POINTS = 4e4  # of a quarterly rate, annual
PAPER = {"nu": 0.05, "beta_s": 0.99, "beta_b": 0.95, "rho_q": 0.9, "realised": 0.0}
DISCOUNT = 0.99 ** np.arange(4)


@cache
def calibrated(**values: float) -> macro.Model:
    return macro.load("cantore_meichtry_2024").with_parameters(**values)


def shocks(model: macro.Model, **values: float) -> np.ndarray:
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    for name, value in values.items():
        exogenous[0, model.shock_index(name)] = value
    return exogenous


def linear(model: macro.Model, **values: float) -> macro.Path:
    """The path at first order, the bound exact."""
    solver = macro.PiecewiseLinear(model, HORIZON, form=linearised_form(model))
    return solver.solve(model.steady_state, shocks(model, **values))


def nonlinear(model: macro.Model, targets=(), **values: float) -> macro.Path:
    return macro.PerfectForesight(model, HORIZON).solve(
        model.steady_state, shocks(model, **values), targets=targets
    )


def percent(model: macro.Model, path: macro.Path, name: str) -> np.ndarray:
    """Deviation from the steady state."""
    return 100 * (path[name] / model.steady_state[model.index(name)] - 1)


def log_percent(path: macro.Path, name: str) -> np.ndarray:
    return 100 * np.log(path[name])


def table(kind: str, model: macro.Model) -> dict[str, float]:
    """The paper's Table 2: a purchase at the bound, a sale where there is none."""
    free = model.with_parameters(elb=-1.0)
    slump, sale = linear(model, e_theta=SLUMP), linear(free, e_q=-PURCHASE)
    bought = linear(model, e_theta=SLUMP, e_q=PURCHASE)
    found = {}
    for name in ("y", "pi", "c"):
        sides = {
            "purchase": percent(model, bought, name) - percent(model, slump, name),
            "sale": percent(model, sale, name),
        }
        for side, effect in sides.items():
            for source in ("printed", "resolved"):
                found[f"{source}.{kind}.impact.{name}.{side}"] = effect[0]
                found[f"{source}.{kind}.sum.{name}.{side}"] = effect[:4] @ DISCOUNT
    if kind == "two":
        for group, name in (("borrowers", "c_b"), ("savers", "c_s")):
            found[f"groups.{group}.purchase"] = (
                percent(model, bought, name)[0] - percent(model, slump, name)[0]
            )
            found[f"groups.{group}.sale"] = percent(model, sale, name)[0]
        found |= {
            "bound.spell": slump.quarters_at_bound,
            "bound.spell_purchase": bought.quarters_at_bound,
            "ratio": abs(found["resolved.two.impact.y.sale"] / found["resolved.two.impact.y.purchase"]),
            "erratum.linear_slump": percent(model, slump, "y")[0],
            "erratum.linear_borrowers": percent(model, slump, "c_b")[0],
        }
    return found


def responses(model: macro.Model, path: macro.Path, *, logs: bool) -> dict[str, float]:
    """What a purchase or sale does on impact, in the units of the claims."""
    steady = {name: model.steady_state[model.index(name)] for name in ("i", "yield_l")}
    sign = np.sign(path["q"][0] - model.parameters["qbar"])
    rate = BASIS_POINTS * (path["i"] - steady["i"])
    resting = {name: model.steady_state[model.index(name)] for name in ("y", "c_b", "c_s", "pi")}
    change = {
        name: 100 * np.log(path[name][0] / level) if logs else 100 * (path[name][0] / level - 1)
        for name, level in resting.items()
    }
    return {
        **{name: change[name] for name in ("y", "c_b", "c_s")},
        "pi": 4 * change["pi"],
        "i": rate[0],
        "i_peak": sign * (sign * rate).max(),
        "yield": BASIS_POINTS * (path["yield_l"][0] - steady["yield_l"]),
    }


def away_from_the_bound() -> dict[str, float]:
    """Purchases and sales with the rule active."""
    paper, laboratory = calibrated(**PAPER), calibrated()
    path = linear(paper, e_q=PURCHASE)
    output, sized = percent(paper, path, "y"), responses(paper, path, logs=False)
    found = {f"free.{name}": sized[name] for name in ("pi", "i", "i_peak", "yield")}
    found |= {"free.q1": output[0], "free.q2": output[1], "free.q4": output[3]}
    found["free.return"] = BASIS_POINTS * (path["r_l"][0] - paper.steady_state[paper.index("r_l")])
    share = ONE_PERCENT / paper.parameters["l_ss"]
    for kind, model in (
        ("published", paper),
        ("realised", paper.with_parameters(realised=1.0)),
        ("laboratory", laboratory),
    ):
        effects = {"linear": responses(model, linear(model, e_q=share), logs=False)}
        if kind != "realised":
            effects["purchase"] = responses(model, nonlinear(model, e_q=share), logs=True)
            effects["sale"] = responses(model, nonlinear(model, e_q=-share), logs=True)
        for how, values in effects.items():
            found |= {f"one.{kind}.{how}.{name}": value for name, value in values.items()}
    found["evidence.yield"] = found["one.published.linear.yield"]
    return found


def at_the_bound() -> dict[str, float]:
    """Purchases and sales in a slump, nonlinear, in both calibrations."""
    paper, laboratory = calibrated(**PAPER), calibrated()
    share = ONE_PERCENT / laboratory.parameters["l_ss"]
    found = {}
    for label, size in (("025", 0.025), ("03", 0.03)):
        slump = nonlinear(laboratory, e_theta=size)
        found |= {
            f"slump{label}.y": log_percent(slump, "y")[0],
            f"slump{label}.spell": slump.quarters_at_bound,
        }
        for side, sign in (("purchase", 1), ("sale", -1)):
            path = nonlinear(laboratory, e_theta=size, e_q=sign * share)
            for name in ("y", "c", "c_b", "c_s", "pi"):
                change = log_percent(path, name)[0] - log_percent(slump, name)[0]
                found[f"slump{label}.{side}.{name}"] = (4 if name == "pi" else 1) * change
            found[f"slump{label}.{side}.yield"] = BASIS_POINTS * (path["yield_l"] - slump["yield_l"])[0]
            if side == "purchase":
                found[f"slump{label}.spell_purchase"] = path.quarters_at_bound
    slump, bought = nonlinear(paper, e_theta=SLUMP), nonlinear(paper, e_theta=SLUMP, e_q=share)
    printed = nonlinear(paper, e_theta=SLUMP, e_q=PURCHASE)
    for name in ("y", "c", "c_b"):
        found[f"erratum.{name}"] = log_percent(bought, name)[0] - log_percent(slump, name)[0]
    return found | {
        "erratum.slump": log_percent(slump, "y")[0],
        "erratum.spell": slump.quarters_at_bound,
        "erratum.printed": log_percent(printed, "y")[0] - log_percent(slump, "y")[0],
    }


def near_the_bound() -> dict[str, float]:
    """A lower natural rate, at which a sale alone brings the bound."""
    model = calibrated(**{**PAPER, "beta_s": 0.99955})
    slump, bought = linear(model, e_theta=SLUMP), linear(model, e_theta=SLUMP, e_q=PURCHASE)
    sale = linear(model, e_q=-PURCHASE)
    return {
        "near.purchase": percent(model, bought, "y")[0] - percent(model, slump, "y")[0],
        "near.sale": percent(model, sale, "y")[0],
    }


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    paper = calibrated(**PAPER)
    tables = table("two", paper) | table("one", paper.with_parameters(lam=0.0001))
    return tables | near_the_bound() | away_from_the_bound() | at_the_bound()


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_claim(claim, measured, judge):
    judge(claim, measured)


def test_steady_state_in_closed_form():
    """Printed check values of both calibrations, and the file's formulas are the steady state to rounding."""
    for model, values in (
        (
            calibrated(**PAPER),
            {"tax": 0.230458, "tr": 0.012428, "v": 28.489209, "psi": 42.682927, "mu_b": 0.050505},
        ),
        (
            calibrated(),
            {"tax": 0.207557, "tr": 0.003084, "v": 36.355353, "psi": 43.478261, "mu_b": 0.034461},
        ),
    ):
        common = {"b": 2.461538, "b_s": 4.006762, "l_s": 0.901522, "b_b": -0.408163, "l_b": -0.091837}
        for name, value in (values | common).items():
            known = dict(zip(model.endogenous, model.steady_state, strict=True)) | dict(model.parameters)
            assert known[name] == pytest.approx(value, abs=6e-7), name
        assert np.abs(model.starting_values() - model.steady_state).max() < 1e-12


@pytest.mark.parametrize("realised", [0.0, 1.0])
def test_walras_law(realised):
    """The budget of the savers holds without being written down, but for the cost that borrowers pay to nobody."""
    model = calibrated(**{**PAPER, "realised": realised})
    known, path = model.parameters, nonlinear(model, e_q=PURCHASE, e_theta=0.02)

    def before(name: str) -> np.ndarray:
        return np.concatenate([[model.steady_state[model.index(name)]], path[name][:-1]])

    on_short, on_long = before("r"), before("r_l")
    if realised:
        on_short = before("i") / path["pi"]
        on_long = (1 + known["chi"] * path["v"]) / before("v") / path["pi"]
    costs = known["psi"] / 2 * (path["pi"] - 1) ** 2
    income = on_short * before("b_s") + on_long * before("l_s") + path["w"] * path["n_s"] - path["tax"]
    income += ((1 - path["w"] - costs) * path["y"] - known["tr"]) / (1 - known["lam"])
    nobody = known["lam"] / (1 - known["lam"]) * known["nu"] / 2 * path["x_b"] ** 2
    assert nobody.max() > 1e-7
    assert np.abs(path["c_s"] + path["b_s"] + path["l_s"] - income - nobody).max() < 1e-9


def test_purchase_and_sale_mirror_each_other_at_first_order_only():
    model = calibrated()
    share = ONE_PERCENT / model.parameters["l_ss"]
    up, down = (percent(model, linear(model, e_q=sign * share), "y") for sign in (1, -1))
    assert np.abs(up + down).max() < 1e-10
    up, down = (percent(model, nonlinear(model, e_q=sign * share), "y")[0] for sign in (1, -1))
    assert up + down > 0.02
    assert nonlinear(model, e_q=0.0).values == pytest.approx(np.tile(model.steady_state, (HORIZON, 1)), abs=1e-12)


def test_holdings_there_and_back():
    """1 percent of annual output of ten-year equivalents is per_x of all long bonds, at their duration."""
    for model in (calibrated(), calibrated(**PAPER)):
        known = model.parameters
        duration = 1 / (1 - known["chi"] * known["beta_s"]) / 4
        market_value = known["per_x"] * known["l_ss"] / 4  # of annual output
        assert market_value * duration / 8.5 == pytest.approx(0.01, rel=1e-12)
        share = known["qbar"] + known["per_x"]
        target = macro.Target(variable="q", shock="e_q", values=np.array([share]))
        path = nonlinear(model, targets=(target,))
        assert path["l_cb"][0] - known["qbar"] * known["l_ss"] == pytest.approx(4 * market_value, rel=1e-9)


def test_pegs():
    """Up to four quarters the effect grows with the peg; six have no path, and the next ones the opposite sign."""
    model = calibrated()
    held = model.steady_state[model.index("i")]
    bought = macro.Target(
        variable="q", shock="e_q", values=np.array([model.parameters["qbar"] + model.parameters["per_x"]])
    )
    effects, longest = [], 4
    assert model.about.experiment.longest_peg_quarters == 2  # beyond, the size of the effect is the peg's
    for quarters in range(longest + 1):
        peg = macro.Target(variable="i", shock="e_i", values=np.full(quarters, held))
        path = nonlinear(model, targets=(bought, peg) if quarters else (bought,))
        assert np.abs(path["i"][:quarters] - held).max(initial=0.0) < 1e-10
        effects.append(log_percent(path, "y")[0])
    assert effects == pytest.approx([0.0665, 0.1508, 0.3039, 0.5796, 1.1927], abs=1e-4)


def test_frontier_of_purchases():
    """6.2 percent of annual output has a path, 6.4 has none: borrowers' and savers' long bonds run out."""
    model = calibrated()
    known = model.parameters

    def buy(size: float) -> macro.Path:
        values = np.array([known["qbar"] + size * known["per_x"]])
        return nonlinear(model, targets=(macro.Target(variable="q", shock="e_q", values=values),))

    assert log_percent(buy(6.2), "y")[0] > 0.5
    with pytest.raises(QelabError, match="QE531"):
        buy(6.4)
