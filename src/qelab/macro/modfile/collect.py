"""Sorting the statements of a file by kind.

Answers: is there one model block, does every block name declared variables, and does the order of the statements
mean what it says? Blocks may be repeated, as in Dynare; a later ``shocks(overwrite)`` drops the earlier ones.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.macro.modfile import syntax
from qelab.macro.modfile.builder import Block, refusal
from qelab.macro.modfile.walk import deeper_than, expressions, first_bend

DEEPEST = 100  # brackets inside brackets; published files stay below 30
_ORDERED = ("initval", "endval", "histval", "shocks")  # what a request that comes after them can see
_POINTS = ("initval", "endval")  # what a ``steady`` reads
_SOLVING = ("perfect_foresight_setup", "perfect_foresight_solver", "simul", "stoch_simul", "occbin_setup", "occbin_solver")


def collect(statements: tuple[Any, ...], path: Path) -> syntax.ModFile:
    """A file from its statements.

    Raises
    ------
    QelabError QE502 : surprise shocks without occbin_constraints: nothing else understands them
    QelabError QE504 : no model block, or several
    QelabError QE505 : a block gives a value to a name that is not a variable
    QelabError QE512 : a value that changes after the request that it would change, a point that ``steady`` has read
    QelabError QE513 : brackets nested too deeply
    QelabError QE537 : a kink in a model that is said to be linear
    """
    blocks: dict[str, list[Any]] = {}
    models, requests, assignments = [], [], []
    for statement in statements:
        match statement:
            case syntax.Request():
                after = tuple(name for name in _ORDERED if name in blocks)
                requests.append(
                    syntax.Request(statement.name, statement.options, statement.variables, statement.place, after)
                )
            case syntax.Assignment():
                _check_order(path, requests, statement.place, statement.name, (*_SOLVING, "steady"))
                assignments.append(statement)
            case Block():
                kind, content = statement
                if kind == "model":
                    models.append(content)
                    continue
                if kind == "overwrite":
                    kind = "shocks"
                    blocks[kind] = []
                if kind in _ORDERED:
                    _check_block_order(path, requests, kind, content)
                blocks.setdefault(kind, []).extend(content)
    if len(models) != 1:
        raise QelabError("QE504", where=str(path), count=len(models))
    file = syntax.ModFile(
        path=path,
        endogenous=tuple(blocks.get("var", ())),
        exogenous=tuple(blocks.get("varexo", ())),
        parameters=tuple(blocks.get("parameters", ())),
        predetermined=tuple(item.name for item in blocks.get("predetermined", ())),
        assignments=tuple(assignments),
        model_options=models[0][0],
        model=models[0][1],
        initval=tuple(blocks.get("initval", ())),
        endval=tuple(blocks.get("endval", ())),
        histval=tuple(blocks.get("histval", ())),
        steady_state_model=tuple(blocks.get("steady_state_model", ())),
        shocks=tuple(blocks.get("shocks", ())),
        occbin_constraints=tuple(blocks.get("occbin_constraints", ())),
        requests=tuple(requests),
    )
    _check_depth(file)
    _check_surprises(file)
    _check_linear(file)
    _check_names(file, blocks.get("predetermined", ()))
    return file


def _check_order(
    path: Path, requests: list[syntax.Request], place: syntax.Place, symbol: str, changed: tuple[str, ...]
) -> None:
    for request in requests:
        if request.name in changed:
            raise QelabError("QE512", where=syntax.where(path, place), symbol=symbol, request=request.name)


def _check_block_order(path: Path, requests: list[syntax.Request], kind: str, content: Sequence[Any]) -> None:
    place = content[0].place if content else syntax.Place(0, 0)
    _check_order(path, requests, place, kind, _SOLVING)
    if kind in _POINTS:  # blocks of a kind are joined: a ``steady`` between two would see what it did not
        _check_order(path, [item for item in requests if kind in item.after], place, kind, ("steady",))


def _check_names(file: syntax.ModFile, predetermined: Iterable[syntax.Name]) -> None:
    endogenous = tuple(symbol.name for symbol in file.endogenous)
    exogenous = tuple(symbol.name for symbol in file.exogenous)
    both = (*endogenous, *exogenous)
    for item in predetermined:
        _check(file, item.name, item.place, endogenous)
    for item in (*file.initval, *file.endval, *file.histval):
        _check(file, item.name, item.place, both)
    for item in file.shocks:
        for name in (item.name,) if isinstance(item, syntax.ShockPath) else item.names:
            _check(file, name, item.place, exogenous)
    for request in file.requests:
        for name in request.variables:
            _check(file, name, request.place, both)


def _check(file: syntax.ModFile, name: str, place: syntax.Place, allowed: tuple[str, ...]) -> None:
    if name not in allowed:
        raise QelabError("QE505", where=file.where(place), name=name, allowed=allowed)


def _check_depth(file: syntax.ModFile) -> None:
    for expression, place in expressions(file):
        if deeper_than(expression, DEEPEST):
            raise QelabError("QE513", where=file.where(place), what="( ( (", limit=DEEPEST)


def _check_surprises(file: syntax.ModFile) -> None:
    for item in file.shocks:
        if isinstance(item, syntax.ShockPath) and item.surprise and not file.occbin_constraints:
            raise refusal(file.path, item.place, "shocks(surprise)")


def _check_linear(file: syntax.ModFile) -> None:
    found = first_bend(file) if file.linear else None
    if found is not None:
        raise QelabError("QE537", where=file.where(found[1]), construct=found[0])
