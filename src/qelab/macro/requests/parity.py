"""How far our answers are from Dynare's, on the same file or the same experiment of the catalogue.

Answers: what is the largest difference, and where? Paths and responses in the units of the file. Where Dynare is not
installed there is no answer, and that is an error rather than a zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.catalogue import load, models
from qelab.macro.linear.first_order import FirstOrder
from qelab.macro.model import Model
from qelab.macro.modfile import syntax
from qelab.macro.modfile.writer import write
from qelab.macro.requests.answer import Answer
from qelab.macro.requests.dynare import DynareAnswer, DynareFailure, Job, run_dynare
from qelab.macro.requests.experiments import Shocks, experiments, file_text, solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Largest absolute difference from Dynare of each kind, None where there was nothing to compare.

    ``where`` names the variable (and period, or shock) of each; ``tight`` says whether Dynare reached 1e-13.
    """

    steady_state: float | None = None
    paths: float | None = None
    irfs: float | None = None
    rules: float | None = None
    where: Mapping[str, str]
    tight: bool = True

    @property
    def largest(self) -> float:
        """The largest of all."""
        return max((value for value in self.values().values()), default=0.0)

    def values(self) -> dict[str, float]:
        """Kind to difference, those that were compared."""
        kinds = {
            "steady_state": self.steady_state, "paths": self.paths, "irfs": self.irfs, "rules": self.rules,
        }  # fmt: skip
        return {name: value for name, value in kinds.items() if value is not None}


def against_dynare(model: Model, found: Answer) -> Distance:
    """Run the model's own file through Dynare and compare.

    Raises
    ------
    QelabError QE830 : no Dynare; QE833, QE832 : Dynare did not solve the file
    """
    path = model.file.path
    text = _with_overrides(model) if model.overrides else path.read_text(encoding="utf-8")
    if not model.file.requests:
        text += "\nsteady;\n"
    job = Job(text=text, folder=path.parent, rules=found.rules is not None)
    theirs = run_dynare([job])[0]
    if isinstance(theirs, DynareFailure):
        raise QelabError("QE832", where=str(path), reason=theirs.reason)
    return distance(found, theirs)


def _with_overrides(model: Model) -> str:
    """The file written anew with the values that ``with_parameters`` put in place of its own."""

    def changed(items: Sequence[syntax.Assignment]) -> tuple[syntax.Assignment, ...]:
        return tuple(
            replace(item, expression=syntax.Number(model.overrides[item.name])) if item.name in model.overrides else item
            for item in items
        )

    file = model.file
    before = tuple(
        syntax.Assignment(name, syntax.Number(number), syntax.Place(0, 0))
        for name, number in model.overrides.items()
        if all(item.name != name for item in (*file.assignments, *file.steady_state_model))
    )
    file = replace(
        file,
        assignments=(*before, *changed(file.assignments)),
        steady_state_model=changed(file.steady_state_model),
    )
    return write(file)


def catalogue_jobs(model_ids: Sequence[str] | None = None) -> dict[tuple[str, str], Job]:
    """Files for Dynare: every experiment of every model of the catalogue, by model and experiment."""
    jobs = {}
    for model_id in models.ids() if model_ids is None else model_ids:
        source = models.path(model_id).read_text(encoding="utf-8")
        for name, shocks in catalogue_experiments(model_id).items():
            text = file_text(source, shocks)
            jobs[model_id, name] = Job(text=text, folder=models.path(model_id).parent, rules=True, compiled=True)
    return jobs


@cache
def catalogue_experiments(model_id: str) -> Mapping[str, Shocks]:
    """Experiments of a model of the catalogue by name."""
    return experiments(load(model_id))


def catalogue_distance(model_id: str, experiment: str, theirs: DynareAnswer | DynareFailure) -> Distance:
    """Distance of one experiment from Dynare's answer to its job.

    Raises
    ------
    QelabError QE832 : Dynare did not solve it
    """
    if isinstance(theirs, DynareFailure):
        raise QelabError("QE832", where=f"{model_id} {experiment}", reason=theirs.reason)
    model = load(model_id)
    path = solved(model, catalogue_experiments(model_id)[experiment])
    values = np.vstack([model.steady_state, path.values])
    found = Answer(
        title=model_id,
        steady_state={name: float(model.steady_state[model.index(name)]) for name in model.declared},
        periods=tuple(range(len(values))),
        paths={name: values[:, model.index(name)] for name in model.declared},
        rules=model.first_order,
    )
    return distance(found, theirs)


def catalogue_distances(model_ids: Sequence[str] | None = None) -> dict[tuple[str, str], Distance]:
    """How far each experiment of the catalogue is from Dynare, all in one Octave process.

    Raises
    ------
    QelabError QE830 : no Dynare; QE833, QE832 : Dynare did not solve one
    """
    jobs = catalogue_jobs(model_ids)
    answers = run_dynare(list(jobs.values()), timeout=1200)
    return {
        key: catalogue_distance(*key, theirs) for key, theirs in zip(jobs, answers, strict=True)
    }


def distance(found: Answer, theirs: DynareAnswer) -> Distance:
    """Compare an answer with Dynare's, variable by variable by name."""
    where: dict[str, str] = {}
    steady = [abs(found.steady_state[name] - value) for name, value in _pairs(theirs)]
    paths = None
    if found.paths and theirs.path is not None:
        ours = np.column_stack([found.paths[name] for name in theirs.variables])
        other = theirs.path[: len(ours)].copy()
        other[0] = np.where(np.isnan(other[0]), ours[0], other[0])
        gap = np.abs(ours - other)
        paths = _note(gap, "paths", theirs.variables, where)
    rules = None
    if found.rules is not None and theirs.transition is not None and theirs.impact is not None:
        rules = rules_distance(found.rules, theirs)
    return Distance(
        steady_state=_note(np.array([steady]), "steady_state", theirs.variables, where),
        paths=paths,
        irfs=_irfs(found, theirs, where),
        rules=rules,
        where=where,
        tight=theirs.tight,
    )


def rules_distance(ours: FirstOrder, theirs: DynareAnswer) -> float:
    """Largest difference of the first-order rules of the declared variables, relative where a coefficient exceeds one."""
    assert theirs.transition is not None
    assert theirs.impact is not None
    places = [ours.endogenous.index(name) for name in theirs.variables]
    shocks = [ours.exogenous.index(name) for name in theirs.shocks]
    state = _relative(ours.transition[np.ix_(places, places)], theirs.transition)
    return max(state, _relative(ours.impact[np.ix_(places, shocks)], theirs.impact))


def _relative(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float((np.abs(ours - theirs) / np.maximum(1.0, np.abs(theirs))).max(initial=0.0))


def _pairs(theirs: DynareAnswer) -> list[tuple[str, float]]:
    return list(zip(theirs.variables, theirs.steady_state.tolist(), strict=True))


def _irfs(found: Answer, theirs: DynareAnswer, where: dict[str, str]) -> float | None:
    largest = None
    for shock, responses in found.irfs.items():
        for name, ours in responses.items():
            other = theirs.irfs.get(shock, {}).get(name)
            if other is None:
                continue
            gap = float(np.abs(ours - other).max())
            if largest is None or gap > largest:
                largest, where["irfs"] = gap, f"{name} / {shock}"
    return largest


def _note(gap: np.ndarray, kind: str, names: Sequence[str], where: dict[str, str]) -> float:
    """Largest entry of (periods, n), its variable noted in ``where``."""
    if not gap.size:
        return 0.0
    gap = np.nan_to_num(gap, nan=np.inf)
    period, column = np.unravel_index(int(np.argmax(gap)), gap.shape)
    where[kind] = f"{names[int(column)]}" + (f" ({int(period)})" if kind == "paths" else "")
    return float(gap.max())
