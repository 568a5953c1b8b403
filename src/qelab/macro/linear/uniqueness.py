"""Is the path unique? With a lower bound there can be several, or none, although the saddle path is one.

Answers: for spells at the bound within the first quarters, is there exactly one path whatever the shocks? It is so
exactly where the matrix of the rate's response to anticipated wedges is a P-matrix (Holden 2023, Review of
Economics and Statistics 105(6)).
"""

from dataclasses import dataclass

import numpy as np

from qelab.macro.linear.complementarity import is_p_matrix
from qelab.macro.linear.form import linear_form
from qelab.macro.linear.linear_path import LinearPath
from qelab.macro.model import Model

EXACT = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniqueness:
    """The verdict for the first ``quarters``.

    ``exact``: every combination of quarters at the bound was looked at; otherwise all unbroken spells and a sample.
    ``spell``: quarters (from 0) that form a combination for which there are several paths or none, if one is known.
    """

    unique: bool
    exact: bool
    quarters: int
    spell: tuple[int, ...] = ()


def unique(model: Model, quarters: int = EXACT, samples: int = 1000, seed: int = 0) -> Uniqueness:
    """Whether paths that touch the bound only in the first ``quarters`` are unique, whatever the shocks.

    Up to 15 quarters exactly; beyond, unbroken spells and ``samples`` combinations drawn by chance: a violation is
    then proven, its absence is not.

    Raises
    ------
    QelabError QE535 : the model is not linear but for its bound
    """
    form = linear_form(model)
    if form.kink is None:
        return Uniqueness(unique=True, exact=True, quarters=quarters)
    linear = LinearPath(form, model.transition, quarters)
    matrix = linear.response(form.kink.variable, linear.count - 1, quarters, quarters)
    spell = _violation(matrix, samples, np.random.default_rng(seed))
    exact = bool(spell) or quarters <= EXACT
    single = not spell and (quarters > EXACT or is_p_matrix(matrix))
    return Uniqueness(unique=single, exact=exact, quarters=quarters, spell=spell)


def _violation(matrix: np.ndarray, samples: int, chance: np.random.Generator) -> tuple[int, ...]:
    """A combination of rows with a principal minor that is not positive: the shortest spell, else one by chance."""
    size = len(matrix)
    for length in range(1, size + 1):
        for first in range(size - length + 1):
            if _minor(matrix, np.arange(first, first + length)) <= 0:
                return tuple(range(first, first + length))
    for _ in range(samples):
        chosen = np.flatnonzero(chance.random(size) < chance.random())
        if chosen.size and _minor(matrix, chosen) <= 0:
            return tuple(int(item) for item in chosen)
    return ()


def _minor(matrix: np.ndarray, rows: np.ndarray) -> float:
    """Sign of a principal minor."""
    return float(np.linalg.slogdet(matrix[np.ix_(rows, rows)])[0])
