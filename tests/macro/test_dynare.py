"""The catalogue's files run in Dynare as they are, and give the same paths."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from qelab import macro

DYNARE = Path("/usr/lib/dynare/matlab")
HORIZON = 160

pytestmark = pytest.mark.skipif(
    not (shutil.which("octave") and DYNARE.is_dir()), reason="Dynare with Octave is not installed"
)

EXPERIMENTS = {
    "premium": {"tpf": [(1, 20, -0.8)], "eps_y": [(1, 1, -1.0)], "eps_pi": [(2, 2, 0.3)]},
    "bound": {"eps_y": [(1, 1, -12.0)], "eps_i": [(1, 1, -3.0), (3, 3, 0.4)], "eps_sp": [(1, 4, 0.5)]},
    "other_shocks": {
        "eps_m": [(1, 2, 0.5)],
        "eps_erp": [(1, 8, 1.0)],
        "eps_pi": [(1, 1, -0.5)],
        "eps_u": [(1, 1, 0.4)],
    },
    "long_spell": {"eps_y": [(1, 1, -30.0)], "eps_u": [(2, 2, 0.5)], "tpf": [(1, 40, -0.6)]},
}


def run_dynare(folder: Path, source: str, shocks, horizon: int = HORIZON) -> np.ndarray:
    """Paths (T, n) of the declared variables from Dynare's perfect_foresight_solver."""
    lines = []
    for name, entries in shocks.items():
        periods = " ".join(f"{first}:{last}" if last > first else f"{first}" for first, last, _ in entries)
        values = " ".join(f"({value})" for *_, value in entries)
        lines.append(f"var {name}; periods {periods}; values {values};")
    commands = f"perfect_foresight_setup(periods={horizon}); perfect_foresight_solver(tolf=1e-11);"
    (folder / "parity.mod").write_text(
        f"{source}\nsteady;\nshocks;\n" + "\n".join(lines) + f"\nend;\n{commands}\n"
    )
    script = (
        f"addpath {DYNARE}; dynare parity.mod noclearall nolog; if ~oo_.deterministic_simulation.status, exit(3); end;"
        "dlmwrite('paths.csv', oo_.endo_simul', 'precision', 17);"
    )
    done = subprocess.run(
        ["octave", "--no-gui", "--norc", "--eval", script],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (folder / "paths.csv").exists(), done.stdout[-2000:] + done.stderr[-2000:]
    return np.loadtxt(folder / "paths.csv", delimiter=",")[1:-1]


def expected(model: macro.Model, experiment: str) -> np.ndarray:
    """The experiment's exogenous path (T, k)."""
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    for name, entries in EXPERIMENTS[experiment].items():
        for first, last, value in entries:
            exogenous[first - 1 : last, model.shock_index(name)] = value
    return exogenous


def apart(model: macro.Model, ours: macro.Path, theirs: np.ndarray) -> float:
    """Largest difference of the declared variables."""
    declared = len(model.endogenous) - len(model.compiled.symbolic.auxiliaries)
    return float(np.abs(ours.values[:, :declared] - theirs[: len(ours.values), :declared]).max())


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_us_core_agrees_with_dynare(us_core, tmp_path, experiment):
    source = macro.models.path("us_core").read_text(encoding="utf-8")
    theirs = run_dynare(tmp_path, source, EXPERIMENTS[experiment])
    ours = macro.PerfectForesight(us_core, HORIZON, terminal="steady_state").solve(
        us_core.steady_state, expected(us_core, experiment)
    )
    assert apart(us_core, ours, theirs) < 1e-8
    if experiment == "bound":
        assert ours.quarters_at_bound >= 4


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_piecewise_linear_solver_agrees_with_dynare(us_core, tmp_path, experiment):
    """Dynare rests at the end, the saddle path goes on: three times the horizon leaves nothing of the difference."""
    source = macro.models.path("us_core").read_text(encoding="utf-8")
    theirs = run_dynare(tmp_path, source, EXPERIMENTS[experiment], 3 * HORIZON)
    ours = macro.PiecewiseLinear(us_core, HORIZON).solve(
        us_core.steady_state, expected(us_core, experiment)
    )
    assert apart(us_core, ours, theirs) < 1e-8
    if experiment == "long_spell":
        assert ours.binding.sum() >= 20
