"""Claims about the models of the literature: numbers that their papers or programs print, each in its own experiment.

Answers: do the models of the catalogue say what they say at home? No programme and no data: steady states, one shock or
one stylised purchase, at first order where the printed number is, with the published calibration. The last claim of
this kind is that another program gives the same paths.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.lab.check.measures import in_bp, peak
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.macro import Model, Path, PerfectForesight, PiecewiseLinear, Target, load, solver
from qelab.macro.linear.linearised import linearised_form
from qelab.macro.requests.parity import catalogue_distances

Array = NDArray[np.float64]
_HORIZON = 200
_NO_BOUND = -1.0  # a lower bound that nothing reaches

_CAPITAL_QUALITY = -0.05
_BONDS_PCT_GDP = 2.52  # at the peak of the purchases, of annual output
_LSAP2_DEPTH, _PEG = 0.34293486, 4  # long debt taken out of private hands, share; quarters
_SLUMP, _PURCHASE = 0.2110553, 0.05527638  # innovations behind Table 2 of Cantore & Meichtry (2024)
_PRINTED = {"nu": 0.05, "beta_s": 0.99, "beta_b": 0.95, "rho_q": 0.9, "realised": 0.0}  # its calibration


def _from_rest(model: Model, targets: tuple[Target, ...] = (), **shocks: float | Array) -> Path:
    """The path after announced innovations, their first periods by name."""
    return solver(model, _HORIZON).solve(model.steady_state, _exogenous(model, shocks), targets=targets)


def _exogenous(model: Model, shocks: dict[str, float | Array]) -> Array:
    exogenous = np.zeros((_HORIZON, len(model.exogenous)))
    for name, values in shocks.items():
        first = np.atleast_1d(values)
        exogenous[: first.size, model.shock_index(name)] = first
    return exogenous


def _relative(model: Model, values: Array, name: str) -> Array:
    """Deviation of a level from rest, per cent."""
    return np.asarray(convert(values / model.steady_state[model.index(name)] - 1.0, "decimal", "percent"))


def gk11_capital(_runs: Runs) -> float:
    """Capital at rest of gertler_karadi_2011."""
    model = load("gertler_karadi_2011")
    return float(model.steady_state[model.index("k")])


def _crisis(credit_policy: float) -> float:
    model = load("gertler_karadi_2011").with_parameters(rho_i=0.0, elb=_NO_BOUND, kappa=credit_policy)
    path = _from_rest(model, e_xi=_CAPITAL_QUALITY)
    return float(_relative(model, path["y"], "y").min())


def gk11_crisis(_runs: Runs) -> float:
    """Lowest output after a loss of 5 per cent of the quality of capital; nonlinear, no bound, no inertia of the rule."""
    return _crisis(0.0)


def gk11_credit_policy(_runs: Runs) -> float:
    """The same with a central bank that lends ten times the rise of the premium, as a share of capital."""
    return _crisis(10.0)


def gk13_divertible(_runs: Runs) -> float:
    """The share of private securities that bankers of gertler_karadi_2013 can divert, from the targets of its table."""
    return load("gertler_karadi_2013").parameters["lambda"]


def _gk13_output(shock: str, share: str, stock: str) -> float:
    """Largest response of output, first order, to purchases that peak at 2.52 per cent of annual output, per cent."""
    model = load("gertler_karadi_2013").with_parameters(elb=_NO_BOUND)
    output = model.parameters["y_ss"]
    response = model.first_order.irf(shock, 1.0, _HORIZON)
    size = 4 * output * convert(_BONDS_PCT_GDP, "percent of GDP", "share of GDP") / model.parameters[stock]
    scale = size / response[:, model.index(share)].max()
    return float(convert(scale * response[:, model.index("y")].max() / output, "decimal", "percent"))


def gk13_bonds(_runs: Runs) -> float:
    """Largest response of output to purchases of government bonds, AR(2) as in the paper, 2.52 per cent of annual
    output at their peak; first order, no bound."""
    return _gk13_output("e_gamma", "gamma_cb", "bonds")


def gk13_private_over_bonds(_runs: Runs) -> float:
    """The same for private securities of the same value, over that."""
    return _gk13_output("e_psi", "psi", "k_ss") / gk13_bonds(_runs)


def swz_output(_runs: Runs) -> float:
    """Output at once after holdings of the central bank have risen by one per cent, published persistence."""
    return float(convert(_from_rest(load("sims_wu_zhang_2023"), e_q=0.01)["x"][0], "decimal", "percent"))


def swz_inflation(_runs: Runs) -> float:
    """Inflation over output at once after a purchase, over the same after a rate cut too small to reach the bound."""
    model = load("sims_wu_zhang_2023")
    purchase, cut = _from_rest(model, e_q=0.01), _from_rest(model, e_i=-1e-4)
    return float((purchase["pi"][0] / purchase["x"][0]) / (cut["pi"][0] / cut["x"][0]))


def sw21_government_over_private(_runs: Runs) -> float:
    """Largest response of output to a purchase of government bonds over that to private ones of the same market value;
    first order, no bound."""
    model = load("sims_wu_2021")
    column = model.index("y")

    def output(shock: str, price: str) -> float:
        worth = float(model.steady_state[model.index(price)])
        return peak(model.first_order.irf(shock, 1.0 / worth, _HORIZON)[:, column])

    return output("e_b", "q_b") / output("e_f", "q")


def _lsap2(model: Model) -> tuple[Array, tuple[Target, ...]]:
    """LSAP2 in the segmented market: long debt down over 4 quarters, kept for 8, back over 8; the rate held for 4."""
    quarters = np.arange(1, _HORIZON + 1)
    path = -_LSAP2_DEPTH * np.clip(np.minimum(quarters / 4, (20 - quarters) / 8), 0, 1)
    innovations = path - model.parameters["rho_b_long"] * np.append(0.0, path[:-1])
    return innovations, (Target(variable="i", shock="e_i", values=np.zeros(_PEG)),)


def _ccf(runs: Runs) -> Path:
    def solved() -> Path:
        model = load("chen_curdia_ferrero_2012")
        bonds, peg = _lsap2(model)
        return _from_rest(model, peg, e_b=bonds)

    return runs.kept("ccf lsap2", solved)


def ccf_growth(runs: Runs) -> float:
    """Growth at an annual rate in the first quarter after LSAP2 with the rate held for four quarters, published
    calibration."""
    return float(convert(_ccf(runs)["y"][0], "decimal per quarter", "percent per annum"))


def ccf_inflation(runs: Runs) -> float:
    """Inflation at an annual rate in the same quarter."""
    return in_bp(float(convert(_ccf(runs)["pi"][0], "decimal per quarter", "percent per annum")))


def ccf_inflation_stacked(_runs: Runs) -> float:
    """The same by Newton's method on all quarters together."""
    model = load("chen_curdia_ferrero_2012")
    bonds, peg = _lsap2(model)
    path = PerfectForesight(model, _HORIZON).solve(model.steady_state, _exogenous(model, {"e_b": bonds}), targets=peg)
    return in_bp(float(convert(path["pi"][0], "decimal per quarter", "percent per annum")))


def _cm_impact(*, bound: bool, **shocks: float) -> float:
    """Output of the first quarter in cantore_meichtry_2024, per cent of rest: first order with the bound exact."""
    model = load("cantore_meichtry_2024").with_parameters(**_PRINTED)
    model = model if bound else model.with_parameters(elb=_NO_BOUND)
    path = PiecewiseLinear(model, _HORIZON, form=linearised_form(model)).solve(
        model.steady_state, _exogenous(model, dict(shocks))
    )
    return float(_relative(model, path["y"], "y")[0])


def cm_purchase(_runs: Runs) -> float:
    """Output at once: a purchase in a slump at the bound, less the slump without it; the paper's calibration, at first
    order with the bound exact."""
    return _cm_impact(bound=True, e_theta=_SLUMP, e_q=_PURCHASE) - _cm_impact(bound=True, e_theta=_SLUMP)


def cm_sale(_runs: Runs) -> float:
    """Output at once after a sale of the same size away from the bound."""
    return _cm_impact(bound=False, e_q=-_PURCHASE)


def cm_sale_over_purchase(runs: Runs) -> float:
    """The sale's effect over the purchase's, in size."""
    return abs(cm_sale(runs) / cm_purchase(runs))


def spillover(_runs: Runs) -> float:
    """Lowest output at home within ten years of a purchase abroad of one per cent of its output. Not a number where
    consumption at home does not rise at first."""
    model = load("two_country_qe")
    path = _from_rest(model, e_lf=-model.parameters["per_x_treasury"])
    if path["c"][0] <= 0:
        return float("nan")
    return float(convert(path["y"][:40].min(), "decimal", "percent"))


def parity(_runs: Runs) -> float:
    """Every model through Dynare in the same run: an experiment that moves every shock, and one that reaches the bound
    where there is one; the largest difference of any path, in the file's units."""
    return max((distance.paths or 0.0 for distance in catalogue_distances().values()), default=float("nan"))


ANSWERS = {
    "E01": Answer(gk11_capital),
    "E02": Answer(gk11_crisis),
    "E03": Answer(gk11_credit_policy),
    "E04": Answer(gk13_divertible),
    "E05": Answer(gk13_bonds),
    "E06": Answer(gk13_private_over_bonds),
    "E07": Answer(swz_output),
    "E08": Answer(swz_inflation),
    "E09": Answer(sw21_government_over_private),
    "E10": Answer(ccf_growth),
    "E11": Answer(ccf_inflation, ccf_inflation_stacked),
    "E12": Answer(cm_sale_over_purchase),
    "E13": Answer(parity),
    "E14": Answer(cm_purchase),
    "E15": Answer(cm_sale),
    "E16": Answer(ccf_growth),
    "E17": Answer(spillover),
}
