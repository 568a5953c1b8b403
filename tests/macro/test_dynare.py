"""Dynare 5.3 on the same files: every model of the catalogue, and a small file for each construct and request.

One Octave process runs them all. Tolerances: paths, responses and rules 1e-8 (rules relative where a coefficient
exceeds one), steady states 1e-10; what is measured is some 1e-11, the rounding of both programs.
"""

from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.macro.requests.answer import answer
from qelab.macro.requests.dynare import DynareAnswer, DynareFailure, Job, dynare_folder, run_dynare
from qelab.macro.requests.experiments import Shock, exogenous_path, file_text
from qelab.macro.requests.parity import (
    Distance,
    catalogue_distance,
    catalogue_experiments,
    catalogue_jobs,
    distance,
)

FILES = sorted((Path(__file__).parent / "requests" / "files").glob("*.mod"))
HORIZON, LONG = 160, 480  # Dynare rests at the end of the longer one, our saddle path goes on after the shorter

pytestmark = pytest.mark.skipif(dynare_folder() is None, reason="Dynare with Octave is not installed")

US_CORE = {
    "premium": [Shock("tpf", 1, 20, -0.8), Shock("eps_y", 1, 1, -1.0), Shock("eps_pi", 2, 2, 0.3)],
    "bound": [
        Shock("eps_y", 1, 1, -12.0), Shock("eps_i", 1, 1, -3.0), Shock("eps_i", 3, 3, 0.4), Shock("eps_sp", 1, 4, 0.5),
    ],
    "other_shocks": [
        Shock("eps_m", 1, 2, 0.5), Shock("eps_erp", 1, 8, 1.0), Shock("eps_pi", 1, 1, -0.5), Shock("eps_u", 1, 1, 0.4),
    ],
    "long_spell": [Shock("eps_y", 1, 1, -30.0), Shock("eps_u", 2, 2, 0.5), Shock("tpf", 1, 40, -0.6)],
}  # fmt: skip


def assert_close(found: Distance) -> None:
    assert found.steady_state is not None
    assert found.steady_state < 1e-10
    assert max(found.values().values()) < 1e-8


def experiment_of(model_id: str) -> str:
    """The experiment that the ordinary run compares: at the bound, where the model has one."""
    return "bound" if "bound" in catalogue_experiments(model_id) else "every_shock"


@pytest.fixture(scope="module")
def theirs():
    """Dynare's answers by key: files of the folder, experiments of the default model, one of each other model."""
    jobs: dict[str | tuple[str, str], Job] = {path.stem: Job(text=path.read_text("utf-8"), rules=True) for path in FILES}
    source = macro.models.path("us_core").read_text(encoding="utf-8")
    for name, shocks in US_CORE.items():
        jobs["us_core", name] = Job(text=file_text(source, shocks, LONG), compiled=True)
    for model_id in macro.models.ids():
        made = catalogue_jobs([model_id])
        jobs["catalogue", model_id] = made[model_id, experiment_of(model_id)]
    return dict(zip(jobs, run_dynare(list(jobs.values())), strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_requests_of_small_files(theirs, path):
    other = theirs[path.stem]
    assert not isinstance(other, DynareFailure), other.reason
    found = distance(answer(macro.read(path)), other)
    assert other.tight
    assert (found.paths is None) == ("stoch_simul" in path.read_text("utf-8"))
    assert_close(found)


@pytest.mark.parametrize("model_id", macro.models.ids())
def test_catalogue(theirs, model_id):
    found = catalogue_distance(model_id, experiment_of(model_id), theirs["catalogue", model_id])
    assert found.rules is not None
    assert_close(found)


@pytest.mark.soak
def test_catalogue_every_experiment():
    jobs = catalogue_jobs()
    for key, other in zip(jobs, run_dynare(list(jobs.values()), timeout=1200), strict=True):
        assert_close(catalogue_distance(*key, other))


@pytest.mark.parametrize("experiment", US_CORE)
def test_us_core_agrees_with_dynare(us_core, theirs, experiment):
    solver = macro.PerfectForesight(us_core, LONG, terminal="steady_state")
    ours = solver.solve(us_core.steady_state, exogenous_path(us_core, US_CORE[experiment], LONG))
    assert apart(us_core, ours, theirs["us_core", experiment]) < 1e-8
    if experiment == "bound":
        assert ours.quarters_at_bound >= 4


@pytest.mark.parametrize("experiment", US_CORE)
def test_the_piecewise_linear_solver_agrees_with_dynare(us_core, theirs, experiment):
    solver = macro.PiecewiseLinear(us_core, HORIZON)
    ours = solver.solve(us_core.steady_state, exogenous_path(us_core, US_CORE[experiment], HORIZON))
    assert apart(us_core, ours, theirs["us_core", experiment]) < 1e-8
    if experiment == "long_spell":
        assert ours.binding.sum() >= 20


def apart(model: macro.Model, ours: macro.Path, other: DynareAnswer | DynareFailure) -> float:
    """Largest difference of the declared variables."""
    assert not isinstance(other, DynareFailure), other.reason
    assert other.path is not None
    columns = [model.index(name) for name in other.variables]
    return float(np.abs(ours.values[:, columns] - other.path[1 : len(ours.values) + 1]).max())
