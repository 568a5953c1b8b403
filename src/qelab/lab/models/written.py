"""A run as files that Dynare runs: one for each information set, with the state inherited from the one before.

Answers: how does somebody else check a scenario with another program? Each file is the model's own file, followed by the
state before the date (``histval``), everything then expected of the exogenous variables (``shocks``: purchases or the
term premium, and the innovations that hold the policy rate), and the request for the path. Its first period is what
happened at the date; it is the state of the next file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.lab.models.experiment import Experiment
from qelab.lab.pipeline import Run
from qelab.macro import InformationSequence, Model

Array = NDArray[np.float64]
LONGER = 3  # the files rest at their last period, our paths go on: so many horizons leave nothing of the difference
_SHOWN = 12  # digits of the numbers to compare with, in comments


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationSet:
    """What one date inherits and expects: ``state`` (n,), ``exogenous`` (T, k), and its path ``expected`` (T, n)."""

    world: str
    date: str
    state: Array
    exogenous: Array
    expected: Array


def information_sets(run: Run) -> Iterator[InformationSet]:
    """Both worlds of the laboratory's own model, date by date."""
    worlds = {"counterfactual": run.settled.counterfactual, "policy": run.settled.programme}
    for name, world in worlds.items():
        yield from _dates(name, world.sequence, run.state, [str(date) for date in run.stage.dates])


def _dates(
    world: str, sequence: InformationSequence, state: Array, dates: list[str]
) -> Iterator[InformationSet]:
    for row, date in enumerate(dates):
        yield InformationSet(
            world=world, date=date, state=state if row == 0 else sequence.realised[row - 1],
            exogenous=sequence.expected_exogenous[row], expected=sequence.expected[row],
        )  # fmt: skip


def experiment_sets(model: Model, answer: Experiment) -> Iterator[InformationSet]:
    """The dates of another model's experiment on which something became known; its counterfactual rests."""
    for row in answer.solved:
        yield InformationSet(
            world="policy", date=str(answer.dates[row]), state=answer.realised[row - 1] if row else model.steady_state,
            exogenous=answer.exogenous[row], expected=answer.expected[row],
        )  # fmt: skip


def write_files(
    folder: Path, scenario: str, model: Model, model_id: str, source: str, sets: Iterator[InformationSet]
) -> tuple[Path, ...]:
    """Write one file for each information set into a new or empty folder.

    Parameters
    ----------
    source : the text of the model's file

    Raises
    ------
    QelabError QE836 : the folder holds something, or cannot be written
    """
    texts = {f"{scenario}_{item.world}_{item.date}.mod": mod_text(scenario, model, model_id, source, item) for item in sets}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise QelabError("QE836", name=str(folder), reason="the folder is not empty")
        try:
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
        except BaseException:  # a full disk, or somebody who stops it: nothing half-written
            for name in texts:
                (folder / name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise QelabError("QE836", name=str(folder), reason=error.strerror or str(error)) from None
    return tuple(folder / name for name in texts)


def mod_text(scenario: str, model: Model, model_id: str, source: str, item: InformationSet) -> str:
    """One information set as a file."""
    parts = [
        *_about(scenario, model_id, item), "", source.rstrip(), "",
        "// What this date inherits: the state at the end of the quarter before.", *_history(model, item.state), "",
        "// What is expected from this date on: period 1 is this date.", *_shocks(model, item.exogenous), "",
        f"perfect_foresight_setup(periods={LONGER * len(item.exogenous)});",
        "perfect_foresight_solver(tolf=1e-9);", "", *_compare(model, item),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _about(scenario: str, model_id: str, item: InformationSet) -> list[str]:
    """What the reader of the file must know, as comments."""
    lines = [
        f"Scenario {scenario}, {item.world}, information set of {item.date}; model {model_id}; written by qelab.",
        "One file for each date on which something became known: solve it, keep period 1, and it is what the next",
        "date inherits. Each file stands alone: histval below is what ours gave for the quarter before.",
        f"Shocks end after {len(item.exogenous)} periods. The path is asked for {LONGER} times as long, because this",
        "program rests in the last period and ours goes on along the saddle path: so nothing is left of the difference.",
        "To run it: dynare <file>. The last lines say what qelab has for period 1.",
        "For education and research, not investment advice.",
    ]
    return [f"// {line}" for line in lines]


def _history(model: Model, state: Array) -> list[str]:
    """The block of initial values: each declared variable, and its own past where the equations reach back further."""
    lines = ["histval;"]
    for name, value in zip(model.endogenous, state, strict=True):
        base, mark, lag = name.partition("__")
        if not mark:
            lines.append(f"  {name}(0) = {_number(value)};")
        elif lag.startswith("lag"):
            lines.append(f"  {base}(-{lag.removeprefix('lag')}) = {_number(value)};")
    return [*lines, "end;"]


def _shocks(model: Model, exogenous: Array) -> list[str]:
    """The block of expected shocks, in the periods in which they are not at rest."""
    away = exogenous != model.exogenous_at_rest
    moved = [column for column in range(exogenous.shape[1]) if np.any(away[:, column])]
    if not moved:
        return ["// nothing"]
    lines = ["shocks;"]
    for column in moved:
        periods = np.flatnonzero(away[:, column])
        lines.append(f"  var {model.exogenous[column]};")
        lines.append("  periods " + " ".join(str(period + 1) for period in periods) + ";")
        lines.append("  values " + " ".join(f"({_number(exogenous[period, column])})" for period in periods) + ";")
    return [*lines, "end;"]


def _compare(model: Model, item: InformationSet) -> list[str]:
    """The values of period 1 to compare with."""
    named = dict.fromkeys(observable.variable for observable in model.about.series.values())
    return ["// qelab, period 1:"] + [
        f"//   {name} = {item.expected[0, model.index(name)]:.{_SHOWN}g}" for name in named
    ]


def _number(value: float) -> str:
    return repr(float(value))
