"""Dynare's own preprocessor, asked what a file says; our reading, asked the same, on the same random path.

Its answer is a tree of each equation with every long lead and lag already replaced by auxiliary variables; both
programs name those differently, so both are evaluated along one path of the declared variables.
"""

import json
import math
import operator
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import casadi as ca
import numpy as np
from scipy.special import ndtr

from qelab.macro.modfile import syntax
from qelab.macro.modfile.symbolic import SymbolicModel, build

PREPROCESSOR = shutil.which("dynare-preprocessor")
_OPERATORS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": lambda a, b: math.nan if a < 0 and b != int(b) else a**b,
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
    "max": max, "min": min,
}  # fmt: skip
_FUNCTIONS = {
    "exp": math.exp, "log": math.log, "log10": math.log10, "sqrt": math.sqrt, "cbrt": np.cbrt, "abs": abs,
    "sign": np.sign, "erf": math.erf, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin,
    "acos": math.acos, "atan": math.atan, "uminus": operator.neg,
}  # fmt: skip


class Refused(Exception):
    """The preprocessor does not take the file."""


def ask(text: str, folder: Path) -> dict[str, Any]:
    """What the preprocessor makes of a file: names, statements, and trees with auxiliaries."""
    run(text, folder, "json=compute", "onlyjson")
    answer = (folder / "asked" / "model" / "json" / "modfile.json").read_text(encoding="utf-8")
    return json.loads(answer, object_pairs_hook=_pairs)


def run(text: str, folder: Path, *options: str) -> None:
    (folder / "asked.mod").write_text(text, encoding="utf-8")
    assert PREPROCESSOR
    done = subprocess.run(
        [PREPROCESSOR, "asked.mod", *options], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise Refused(done.stdout + done.stderr)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a node with three arguments gives the name ``arg2`` twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        found["arg3" if name == "arg2" and name in found else name] = value
    return found


@dataclass
class Draw:
    """Random values of every declared variable at every date, of parameters, and of the steady state."""

    path: Mapping[str, Mapping[int, float]]
    parameters: Mapping[str, float]
    resting: Mapping[str, float]


def draw(file: syntax.ModFile, seed: int, periods: int = 12) -> Draw:
    rng = np.random.default_rng(seed)
    names = [symbol.name for symbol in (*file.endogenous, *file.exogenous)]
    return Draw(
        path={name: {t: float(rng.uniform(0.2, 1.8)) for t in range(-periods, periods + 1)} for name in names},
        parameters={symbol.name: float(rng.uniform(0.2, 0.9)) for symbol in file.parameters},
        resting={name: float(rng.uniform(0.2, 1.8)) for name in names},
    )


def their_residuals(answer: dict[str, Any], drawn: Draw) -> list[float]:
    """Residuals, left minus right, of the equations that the author wrote."""
    trees = [item["AST"] for item in answer["abstract_syntax_tree"]]
    declared = [item for item in trees if not _auxiliary(item)]
    definitions = {item["arg1"]["name"]: item["arg2"] for item in trees if _auxiliary(item)}
    return [_value(item, 0, drawn, definitions) for item in declared]


def _auxiliary(tree: dict[str, Any]) -> bool:
    return tree["op"] == "=" and str(tree["arg1"].get("name", "")).startswith("AUX_")


def _value(node: dict[str, Any], date: int, drawn: Draw, definitions: dict[str, Any]) -> Any:
    kind = node["node_type"]
    if kind == "NumConstNode":
        return float(node["value"])
    if kind == "VariableNode":
        name, at = node["name"], date + node["lag"]
        if name in definitions:
            return _value(definitions[name], at, drawn, definitions)
        if node["type"] == "parameter":
            return 0.0 if name.startswith("occbin_") else drawn.parameters[name]
        return drawn.path[name][at]
    if kind == "UnaryOpNode":
        if node["op"] == "steady_state":
            rest = Draw({name: dict.fromkeys(range(-30, 31), value) for name, value in drawn.resting.items()},
                        drawn.parameters, drawn.resting)  # fmt: skip
            return _value(node["arg"], 0, rest, definitions)
        return _FUNCTIONS[node["op"]](_value(node["arg"], date, drawn, definitions))
    a, b = (_value(node[name], date, drawn, definitions) for name in ("arg1", "arg2"))
    if kind == "TrinaryOpNode":
        c = _value(node["arg3"], date, drawn, definitions)
        if node["op"] == "normcdf":
            return float(ndtr((a - b) / c))
        return math.exp(-(((a - b) / c) ** 2) / 2) / (c * math.sqrt(2 * math.pi))
    return a - b if node["op"] == "=" else _OPERATORS[node["op"]](a, b)


def our_residuals(symbolic: SymbolicModel, declared: int, drawn: Draw) -> tuple[np.ndarray, np.ndarray]:
    """Residuals of the declared equations, and of the auxiliary ones, on the same path."""
    dates = {name: _dated(symbolic, name) for name in symbolic.endogenous}

    def at(shift: int) -> list[float]:
        return [drawn.path[name][lag + shift] for name, lag in (dates[item] for item in symbolic.endogenous)]

    inputs = [symbolic.previous, symbolic.current, symbolic.next, symbolic.shocks, symbolic.values]
    values = [
        *(drawn.parameters[name] for name in symbolic.parameters),
        *(drawn.resting[name] for name in symbolic.resting),
    ]
    shocks = [drawn.path[name][0] for name in symbolic.exogenous]
    function = ca.Function("residual", inputs, [ca.densify(symbolic.residual)])
    found = np.array(function(at(-1), at(0), at(1), shocks, values)).ravel()
    return found[:declared], found[declared:]


def _dated(symbolic: SymbolicModel, name: str) -> tuple[str, int]:
    lag = 0
    while name in symbolic.auxiliaries:
        name, _, kind = name.rpartition("__")
        lag += {"lag": -1, "lea": 1, "now": 0}[kind[:3]] * int(kind.lstrip("leadgnow") or 0)
    return name, lag


def incidence(symbolic: SymbolicModel) -> list[list[bool]]:
    """For each variable: does it appear with a lag, now, with a lead?"""
    dates = (symbolic.previous, symbolic.current, symbolic.next)
    used = [ca.which_depends(symbolic.residual, date, 1, False) for date in dates]
    return [[bool(item[number]) for item in used] for number in range(len(symbolic.endogenous))]


def compare(text: str, file: syntax.ModFile, folder: Path) -> None:
    """Assert that both programs read the same model."""
    answer = ask(text, folder)
    theirs = [item["name"] for item in answer["endogenous"]]
    symbolic = build(file)
    count = len(file.endogenous)
    assert [name for name in theirs if not name.startswith("AUX_")] == list(symbolic.endogenous[:count])
    assert [item["name"] for item in answer["exogenous"]] == list(symbolic.exogenous)
    parameters = [item["name"] for item in answer["parameters"] if not item["name"].startswith("occbin_")]
    assert parameters == list(symbolic.parameters)
    if not symbolic.auxiliaries:
        rows = [[bool(number) for number in row] for row in answer["model_info"]["lead_lag_incidence"]]
        if len(rows[0]) == 3:
            assert rows == incidence(symbolic)
    for seed in range(3):
        drawn = draw(file, seed)
        expected = their_residuals(answer, drawn)
        ours, auxiliary = our_residuals(symbolic, count, drawn)
        assert len(expected) == count
        np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-12)
        np.testing.assert_allclose(auxiliary, 0, rtol=0, atol=0)
