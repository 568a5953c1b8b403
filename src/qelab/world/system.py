"""A small linear economy with expectations: its equations as a table, its rules, and its path as news arrives.

Answers: given equations that name what happened, what is and what is expected, and given what the rest of the world is
expected to do at each date, what happens at each date? The rules are exact for a horizon without end,

    x(t) = G x(t-1) + sum over k of F^k N u(t+k),

and a date uses nothing but the path u as it was expected then: no later news can touch it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError

Array = NDArray[np.float64]
# Right-hand side of an equation: coefficient by name; "name-" is the quarter before, "name+" what is expected of the next.
Terms = Mapping[str, float]
_SWEEPS = 60
_SMALL = 1e-14
_AGREEMENT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """lead E x(t+1) + current x(t) + lag x(t-1) + inward u(t) = 0; (n, n) each, ``inward`` (n, inputs)."""

    variables: tuple[str, ...]
    inputs: tuple[str, ...]
    lead: Array
    current: Array
    lag: Array
    inward: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The one path that stays bounded: ``transition`` G (n, n), ``ahead`` F (n, n), ``impact`` N (n, inputs)."""

    variables: tuple[str, ...]
    inputs: tuple[str, ...]
    transition: Array
    ahead: Array
    impact: Array

    def index(self, name: str) -> int:
        """Place of a variable."""
        return self.variables.index(name)


def system(equations: Mapping[str, Terms], inputs: tuple[str, ...]) -> System:
    """Equations ``variable = sum of coefficient times term`` as matrices.

    >>> one = system({"rate": {"rate-": 0.8, "news": 0.2}}, ("news",))
    >>> one.current[0, 0], one.lag[0, 0], one.inward[0, 0]
    (np.float64(1.0), np.float64(-0.8), np.float64(-0.2))

    Raises
    ------
    ValueError : a term that is neither a variable nor an input (a defect of the caller)
    """
    variables = tuple(equations)
    place = {name: number for number, name in enumerate(variables)}
    n = len(variables)
    lead, lag, current, inward = np.zeros((n, n)), np.zeros((n, n)), np.eye(n), np.zeros((n, len(inputs)))
    for row, terms in enumerate(equations.values()):
        for term, coefficient in terms.items():
            name, matrix = term, current
            if term[-1] in "+-":
                name, matrix = term[:-1], lead if term[-1] == "+" else lag
            if name in place:
                matrix[row, place[name]] -= coefficient
            elif term in inputs:
                inward[row, inputs.index(term)] -= coefficient
            else:
                raise ValueError(f"equation of {variables[row]!r}: no variable or input {term!r}")
    return System(variables=variables, inputs=inputs, lead=lead, current=current, lag=lag, inward=inward)


def rules(one: System, name: str = "") -> Rules:
    """The stable rules of a system, by cyclic reduction.

    Stable and unique where all roots of G and of F lie inside the unit circle: G's are the system's stable roots, F's
    the inverses of the others.

    Parameters
    ----------
    name : whose economy it is, for the error

    Raises
    ------
    QelabError QE880 : no bounded path, or many

    Source: Bini & Meini (1996), SIAM Journal on Matrix Analysis and Applications 17(4), on the reduction; Blanchard &
        Kahn (1980), Econometrica 48(5), on what makes the path unique.
    """
    transition = _reduced(one)
    inverse = None if transition is None else _inverse(one.lead @ transition + one.current)
    if transition is None or inverse is None:
        raise QelabError("QE880", name=name)
    ahead, impact = -inverse @ one.lead, -inverse @ one.inward
    gap = np.abs(one.lead @ transition @ transition + one.current @ transition + one.lag).max()
    if not (gap < _AGREEMENT and _radius(transition) < 1.0 and _radius(ahead) < 1.0):
        raise QelabError("QE880", name=name)
    return Rules(
        variables=one.variables, inputs=one.inputs, transition=transition, ahead=ahead, impact=impact
    )


def _reduced(one: System) -> Array | None:
    """A solution of lead X X + current X + lag = 0, or None where the sweeps lead to none."""
    before, middle, after, ends = one.lag, one.current, one.lead, one.current
    for _ in range(_SWEEPS):
        inverse = _inverse(middle)
        if inverse is None:
            return None
        below, above = before @ inverse, after @ inverse
        ends = ends - above @ before
        middle = middle - below @ after - above @ before
        before, after = -below @ before, -above @ after
        if not np.isfinite(middle).all():
            return None
        if np.abs(before).max() < _SMALL or np.abs(after).max() < _SMALL:
            break
    inverse = _inverse(ends)
    return None if inverse is None else -inverse @ one.lag


def _inverse(matrix: Array) -> Array | None:
    try:
        found = np.asarray(np.linalg.inv(matrix), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found).all() else None


def _radius(matrix: Array) -> float:
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def as_news_arrives(found: Rules, expected: Array) -> Array:
    """What happens at each date, from rest before the first.

    Parameters
    ----------
    expected : (dates, horizon, inputs) the inputs as seen from each date on; nothing beyond the horizon

    Returns
    -------
    (dates, n)
    """
    result = np.zeros((len(expected), len(found.variables)))
    state = np.zeros(len(found.variables))
    for date, foreseen in enumerate(_foreseen(found, expected)):
        state = found.transition @ state + foreseen
        result[date] = state
    return result


def path(found: Rules, expected: Array, state: Array | None = None) -> Array:
    """The path (horizon, n) expected from inputs (horizon, inputs), from ``state`` (n,) or from rest."""
    horizon = len(expected)
    result = np.zeros((horizon, len(found.variables)))
    ahead = np.zeros(len(found.variables))
    for step in range(horizon - 1, -1, -1):
        ahead = found.impact @ expected[step] + found.ahead @ ahead
        result[step] = ahead
    before = np.zeros(len(found.variables)) if state is None else state
    for step in range(horizon):
        before = found.transition @ before + result[step]
        result[step] = before
    return result


def _foreseen(found: Rules, expected: Array) -> Array:
    """Sum over k of F^k N u(t+k) at each date, (dates, n)."""
    result = np.zeros((len(expected), len(found.variables)))
    for step in range(expected.shape[1] - 1, -1, -1):
        result = expected[:, step] @ found.impact.T + result @ found.ahead.T
    return result
