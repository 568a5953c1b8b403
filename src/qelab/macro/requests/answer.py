"""What a model file asks for, answered: steady state, paths, rules and impulse responses.

Answers: what would Dynare print for this file? Requests that are outside what is solved here are refused by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.compiled import compile_model
from qelab.macro.linear.first_order import FirstOrder
from qelab.macro.linear.saddle_path import UNIT_ROOT, Roots, roots
from qelab.macro.model import Model
from qelab.macro.modfile import syntax
from qelab.macro.modfile.symbolic import build
from qelab.macro.requests import deterministic, occasional, stochastic
from qelab.macro.requests.deterministic import Setting
from qelab.macro.requests.options import asks_complementarity, check_options, number

SCHEMA = "qelab.mod/1"
_SETTLED = 1e-3  # of the largest move of the path: what may be left of it in the last period


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a file's requests; declared variables only.

    ``steady_state``: name to value. ``periods``: 0 (the initial state) to T, empty without a deterministic
    request; ``paths``: name to (T + 1,). ``irfs``: shock to name to (periods,), deviations from the steady state.
    ``rules``: first-order rules where they were asked for. ``roots``: of the model at its steady state, None where
    there is none. ``diagnostics``: what was done, as plain data.
    """

    title: str
    steady_state: Mapping[str, float]
    periods: tuple[int, ...] = ()
    paths: Mapping[str, np.ndarray] = field(default_factory=dict)
    irfs: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)
    rules: FirstOrder | None = None
    roots: Roots | None = None
    diagnostics: Mapping[str, Any] = field(default_factory=dict)

    def as_document(self) -> dict[str, Any]:
        """Plain data for JSON, schema ``qelab.mod/1``."""
        return {
            "schema": SCHEMA,
            "steady_state": dict(self.steady_state),
            "periods": list(self.periods),
            "paths": {name: values.tolist() for name, values in self.paths.items()},
            "irfs": {
                shock: {name: values.tolist() for name, values in found.items()}
                for shock, found in self.irfs.items()
            },
            "diagnostics": dict(self.diagnostics),
        }


def answer(model: Model) -> Answer:
    """Answer the requests of the model's file.

    Raises
    ------
    QelabError QE557 to QE566 : a request outside what is solved here, or one that does not hang together
    QelabError QE522, QE551 to QE554 : no steady state; QE526, QE529, QE555, QE556 : no unique stable path
    QelabError QE531 : no path found
    """
    file = model.file
    check_options(file)
    model = _as_asked(model)
    asked, wanted = deterministic.deterministic_request(file), stochastic.stochastic_request(file)
    notes: dict[str, Any] = {"requests": [item.name for item in file.requests]}
    bent = occasional.occbin_request(file)
    if bent is not None:
        other = asked or wanted
        if other is not None:
            where = file.where(other.place)
            raise QelabError("QE566", where=where, request=bent.name, other=other.name)
        return _occbin(model, bent, notes)
    if asked is not None:
        return _deterministic(model, asked, wanted, notes)
    now, _ = deterministic.resting_point(model)
    steady = model.steady_state_at(now.exogenous, now.endogenous)
    rested = model.at_rest(steady, now.exogenous)
    notes["steady_state_residual"] = _residual(rested)
    if wanted is not None:
        rules = stochastic.rules(model, wanted)
        irfs = stochastic.responses(model, wanted, rules)
        notes.update(_verdict(rules.roots))
        notes["irfs"] = "deviations from the steady state after one standard deviation; the shock is in the first"
        return Answer(
            title=_title(model),
            steady_state=_named(model, steady),
            irfs=irfs,
            rules=rules,
            roots=rules.roots,
            diagnostics=notes,
        )
    found = _roots(rested, notes)
    return Answer(title=_title(model), steady_state=_named(model, steady), roots=found, diagnostics=notes)


def _deterministic(
    model: Model, asked: syntax.Request, wanted: syntax.Request | None, notes: dict[str, Any]
) -> Answer:
    setting = deterministic.setting(model, asked)
    path = deterministic.solve(model, setting)
    values = np.vstack([setting.initial, path.values])
    rested = model.at_rest(setting.end.endogenous, setting.end.exogenous)
    notes |= {
        "period_0": "initial state; periods 1 to T are solved, in T + 1 the model rests at steady_state",
        "iterations": path.iterations,
        "residual": path.residual,
        "route": path.route,
        "steady_state_residual": _residual(rested),
        **_horizon(setting, values),
    }
    found, rules, irfs = _roots(rested, notes), None, {}
    if wanted is not None:
        rules = stochastic.rules(model, wanted)
        irfs = stochastic.responses(model, wanted, rules)
    return Answer(
        title=_title(model),
        steady_state=_named(model, setting.end.endogenous),
        periods=tuple(range(len(values))),
        paths={name: values[:, model.index(name)] for name in model.declared},
        irfs=irfs,
        rules=rules,
        roots=found if rules is None else rules.roots,
        diagnostics=notes,
    )


def _occbin(model: Model, asked: syntax.Request, notes: dict[str, Any]) -> Answer:
    rested, path = occasional.solve(model, asked)
    values = np.vstack([rested.steady_state, path.values])
    names = [item.name for item in model.file.occbin_constraints]
    notes |= {
        "period_0": "steady state; each surprise comes in its period, constraints hold piecewise linearly",
        "steady_state_residual": _residual(rested),
        "binding_periods": {
            name: (np.flatnonzero(path.binding[:, place]) + 1).tolist() for place, name in enumerate(names)
        },
    }
    found = _roots(rested, notes)
    return Answer(
        title=_title(model),
        steady_state=_named(model, rested.steady_state),
        periods=tuple(range(len(values))),
        paths={name: values[:, model.index(name)] for name in model.declared},
        roots=found,
        diagnostics=notes,
    )


def _as_asked(model: Model) -> Model:
    """The model without its ``mcp`` tags where the file does not ask for them: Dynare then leaves them out too."""
    file = model.file
    tagged = any(isinstance(item, syntax.Equation) and "mcp" in item.tags for item in file.model)
    if not tagged or not file.requests or asks_complementarity(file.requests):
        return model
    equations = tuple(
        replace(item, tags={key: text for key, text in item.tags.items() if key != "mcp"})
        if isinstance(item, syntax.Equation)
        else item
        for item in file.model
    )
    file = replace(file, model=equations)
    return Model(file, compile_model(build(file)), model.about, model.overrides)


def _title(model: Model) -> str:
    return model.about.title or model.file.path.stem


def _named(model: Model, point: np.ndarray) -> dict[str, float]:
    return {name: float(point[model.index(name)]) for name in model.declared}


def _residual(model: Model) -> float:
    """Largest residual of the equations at rest."""
    residual, _ = model.compiled.static.evaluate(
        model.steady_state, model.exogenous_at_rest, model.parameter_values
    )
    return float(np.abs(residual).max(initial=0.0))


def _roots(model: Model, notes: dict[str, Any]) -> Roots | None:
    """Roots at the steady state; a path can exist without them, so that their lack is only noted."""
    asked = next((item for item in reversed(model.file.requests) if item.name == "check"), None)
    limit = UNIT_ROOT if asked is None else number(model.file, asked, "qz_criterium", UNIT_ROOT)
    try:
        found = roots(model, limit)
    except (QelabError, ArithmeticError, ValueError):
        return None
    notes.update(_verdict(found))
    return found


def _verdict(found: Roots) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "unstable_roots": found.unstable_leads,
        "variables_with_a_lead": found.leads,
    }


def _horizon(setting: Setting, values: np.ndarray) -> dict[str, Any]:
    """How far from its end the path still is in the last period, as a share of its largest move."""
    away = np.abs(values[1:] - setting.end.endogenous)
    largest = away.max(axis=0, initial=0.0)
    moved = largest > 1e-8
    share = float((away[-1, moved] / largest[moved]).max(initial=0.0))
    return {"left_in_the_last_period": share, "horizon_long_enough": share < _SETTLED}
