"""How long does one path take, by each solver, and setting a solver up?  `python benchmarks/solvers.py`

us_core over 160 quarters; then the preferred-habitat model: its equilibrium at another calibration, the effects of all
quarters of an expected path, and one more path. Warm, the median of many. Measurements of one machine at one moment.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from qelab import macro
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.equilibrium import equilibrium
from qelab.rates.habitat.paths import expected

HORIZON = 160


def microseconds(work: Callable[[], object], times: int) -> float:
    """Median of single calls, after one that is not counted."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return 1e6 * statistics.median(found)


def questions(model: macro.Model) -> dict[str, tuple[np.ndarray, tuple[macro.Target, ...]]]:
    """Shocks and targets of the kinds that a run asks for."""
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    exogenous[:, model.shock_index("tpf")] = -np.exp(-np.arange(HORIZON) / 20)
    recession = exogenous.copy()
    recession[0, model.shock_index("eps_y")] = -12.0
    floor = model.parameters["elb"]
    rate = macro.Target(variable="i", shock="eps_i", values=np.array([floor]), bound=model.about.bound)
    held = macro.Target(variable="i", shock="eps_i", values=np.full(9, floor), bound=model.about.bound)
    output = macro.Target(variable="y", shock="eps_y", values=np.array([-6.0]))
    prices = macro.Target(variable="pi4", shock="eps_pi", values=np.array([-0.5]))
    return {
        "premium, no bound": (exogenous, ()),
        "premium, recession at the bound": (recession, ()),
        "output and rate matched": (exogenous, (output, rate)),
        "output, rate and inflation matched": (exogenous, (output, rate, prices)),
        "rate held for nine quarters": (recession, (held,)),
    }


def set_up(okun: float) -> object:
    """A solver for other parameters, ready for its first path."""
    model = macro.load("us_core").with_parameters(okun=okun)
    return macro.solver(model, HORIZON)


def habitat() -> dict[str, Callable[[], object]]:
    """Work of the preferred-habitat model; the first two at calibrations that no earlier call has left in a cache."""
    new = (replace(Habitat(), elasticity=float(value)) for value in np.linspace(30.0, 40.0, 1000))
    solved = [replace(Habitat(), risk_aversion=float(value)) for value in np.linspace(40.0, 60.0, 20)]
    for one in solved:
        equilibrium(one)
    path, fresh = np.ones((HORIZON, 2)), iter(solved)
    return {
        "preferred habitat, other calibration": lambda: equilibrium(next(new)),
        "preferred habitat, effects of every quarter": lambda: expected(next(fresh), path),
        "preferred habitat, one more expected path": lambda: expected(solved[0], path),
    }


def main() -> None:
    model = macro.load("us_core")
    solvers = {"piecewise linear": macro.PiecewiseLinear(model, HORIZON), "Newton": macro.PerfectForesight(model, HORIZON)}
    print(f"{'microseconds per path, from a near guess':<46}" + "".join(f"{name:>18}" for name in solvers))
    for what, (exogenous, targets) in questions(model).items():
        row = f"{what:<46}"
        for solver in solvers.values():
            state = model.steady_state
            near = solver.solve(state, 0.97 * exogenous, targets=targets).values
            times = 300 if solver.linear_solver == "piecewise linear" else 60
            row += f"{microseconds(lambda: solver.solve(state, exogenous, near, targets), times):>18.0f}"  # noqa: B023
        print(row)
    values = iter(np.linspace(0.5, 0.6, 1000))
    print(f"{'set-up for other parameters':<46}{microseconds(lambda: set_up(next(values)), 60):>18.0f}")
    for what, work in habitat().items():
        print(f"{what:<46}{microseconds(work, 15):>18.0f}")


if __name__ == "__main__":
    main()
