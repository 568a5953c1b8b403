"""A file's deterministic request: where the path begins and ends, what is expected, and the path itself.

Answers: what do initval, endval, histval, shocks and ``steady`` add up to? The order of the statements matters,
as it does for Dynare: ``steady`` between initval and endval makes the first of them a point of rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.model import Model
from qelab.macro.modfile import syntax
from qelab.macro.modfile.evaluate import assign
from qelab.macro.path import Path
from qelab.macro.requests.options import whole
from qelab.macro.stacked.perfect_foresight import PerfectForesight

_COMMANDS = ("perfect_foresight_setup", "simul")


@dataclass(frozen=True, slots=True)
class Point:
    """Endogenous (n,) and exogenous (k,) values that belong together."""

    endogenous: np.ndarray
    exogenous: np.ndarray


@dataclass(frozen=True, slots=True)
class Setting:
    """A deterministic experiment: state of period 0 (n,), exogenous path (T, k), values of period T + 1 (n,)."""

    initial: np.ndarray
    exogenous: np.ndarray
    end: Point


@dataclass(frozen=True, slots=True)
class _Stand:
    """What is known after the statements read so far: ``before`` is the point that endval has replaced."""

    now: Point
    before: Point | None = None
    seen: frozenset[str] = frozenset()


def resting_point(model: Model, requests: Iterable[syntax.Request] | None = None) -> tuple[Point, Point | None]:
    """Point of the last block and, with an endval, the point before it, after these requests (None: all)."""
    stand = _start(model)
    for request in model.file.requests if requests is None else requests:
        stand = _read_blocks(model, stand, request.after)
        if request.name == "steady":
            stand = _Stand(_rest(model, stand.now), stand.before, stand.seen)
    stand = _read_blocks(model, stand, ("initval", "endval") if requests is None else ())
    return stand.now, stand.before


def deterministic_request(file: syntax.ModFile) -> syntax.Request | None:
    """The last request for a path, or None.

    Raises
    ------
    QelabError QE559 : a solver without the setup that gives it the number of periods
    """
    asked = next((item for item in reversed(file.requests) if item.name in _COMMANDS), None)
    solver = next((item for item in file.requests if item.name == "perfect_foresight_solver"), None)
    if asked is None and solver is not None:
        raise QelabError("QE559", where=file.where(solver.place), request=_COMMANDS[0])
    return asked


def setting(model: Model, request: syntax.Request) -> Setting:
    """What a deterministic request asks.

    Raises
    ------
    QelabError QE559 : no number of periods
    QelabError QE560 : histval together with endval
    QelabError QE562 : shocks after the last period
    """
    file = model.file
    if "periods" not in request.options:
        raise QelabError("QE559", where=file.where(request.place), request=request.name)
    horizon = whole(file, request, "periods", 0, 1)
    until = file.requests[: file.requests.index(request) + 1]
    now, before = resting_point(model, until)
    if file.steady_state_model:
        now = _rest(model, now)
    if file.histval and before is not None:
        raise QelabError("QE560", where=file.where(file.histval[0].place))
    first = before or now
    exogenous = np.tile(now.exogenous, (horizon, 1))
    for shock in file.shocks:
        if isinstance(shock, syntax.ShockPath) and not shock.surprise:
            _write_shock(model, shock, exogenous)
    history = _history(model) if file.histval else None
    return Setting(_initial(model, first, history), exogenous, now)


def solve(model: Model, asked: Setting) -> Path:
    """The path of an experiment; errors as those of ``PerfectForesight.solve``."""
    resting = model.at_rest(asked.end.endogenous, asked.end.exogenous)
    solver = PerfectForesight(resting, len(asked.exogenous), terminal="steady_state", truncate=True)
    return solver.solve(asked.initial, asked.exogenous)


def _start(model: Model) -> _Stand:
    nothing = np.zeros(len(model.exogenous))
    return _Stand(Point(np.zeros(len(model.endogenous)), nothing))


def _read_blocks(model: Model, stand: _Stand, blocks: Iterable[str]) -> _Stand:
    """The point after the blocks that are new among these."""
    for name, assignments in (("initval", model.file.initval), ("endval", model.file.endval)):
        if name not in blocks or name in stand.seen or not assignments:
            continue
        before = stand.now if name == "endval" else stand.before
        stand = _Stand(_assigned(model, stand.now, assignments), before, stand.seen | {name})
    return stand


def _assigned(model: Model, point: Point, assignments: Iterable[syntax.Assignment]) -> Point:
    """A point with some of its values replaced; auxiliaries follow the variables behind them."""
    known = dict(model.parameters)
    known.update(zip(model.endogenous, point.endogenous.tolist(), strict=True))
    known.update(zip(model.exogenous, point.exogenous.tolist(), strict=True))
    assign(assignments, known, model.file.path, allowed=(*model.declared, *model.exogenous))
    exogenous = np.array([known[name] for name in model.exogenous], dtype=float)
    return Point(np.array([known[model.base(name)] for name in model.endogenous], dtype=float), exogenous)


def _rest(model: Model, point: Point) -> Point:
    return Point(model.steady_state_at(point.exogenous, point.endogenous), point.exogenous)


def _write_shock(model: Model, shock: syntax.ShockPath, exogenous: np.ndarray) -> None:
    column = model.shock_index(shock.name)
    where = model.file.where(shock.place)
    for (start, stop), expression in zip(shock.periods, shock.values, strict=True):
        if stop > len(exogenous):
            raise QelabError("QE562", where=where, shock=shock.name, last=stop, horizon=len(exogenous))
        exogenous[start - 1 : stop, column] = value(model, expression, shock.place)


def value(model: Model, expression: syntax.Expression, place: syntax.Place) -> float:
    """Number behind an expression of parameters."""
    known = dict(model.parameters)
    assign([syntax.Assignment("(value)", expression, place)], known, model.file.path)
    return known["(value)"]


def _history(model: Model) -> Mapping[tuple[str, int], float]:
    """Values of the past by name and lag (0 or below), as histval gives them."""
    found = {}
    for item in model.file.histval:
        found[item.name, item.lag] = value(model, item.expression, item.place)
    return found


def _initial(model: Model, first: Point, history: Mapping[tuple[str, int], float] | None) -> np.ndarray:
    """State of period 0 (n,); with a histval, what it leaves out is zero, as in Dynare."""
    exogenous = dict(zip(model.exogenous, first.exogenous.tolist(), strict=True))
    values = np.empty(len(model.endogenous))
    for place, name in enumerate(model.endogenous):
        base, lag = model.dated(name)
        if history is None:
            values[place] = exogenous[base] if base in exogenous else first.endogenous[model.index(base)]
        else:
            values[place] = history.get((base, lag), exogenous.get(base, 0.0) if lag == 0 else 0.0)
    return values
