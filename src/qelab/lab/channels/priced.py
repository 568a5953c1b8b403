"""Parts of the effect on a price that looks ahead: the model's own price, solved again with one cause at a time.

Answers: of the effect on an index, how many points come from each cause? The causes add up in the logarithm of the price; in
points of the index the order would matter, so they are averaged over all orders.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import index_of
from qelab.lab.channels.expected import expected, worlds
from qelab.lab.pipeline import Run
from qelab.macro import Model
from qelab.markets.forward_price import Form, check_sum, price_parts
from qelab.markets.shapley import shapley

Array = NDArray[np.float64]


def index_parts(
    run: Run, variable: str, forms: Callable[[Model], Mapping[str, Form]], discount: float
) -> dict[str, Array]:
    """Parts of the effect on an index by cause, (quarters,) points, zero at the opening.

    Parameters
    ----------
    variable : the model's log price, 100 times the logarithm
    forms : the flows that make it up

    Raises
    ------
    QelabError QE860 : the flows do not add up to the model's price
    """
    model = run.stage.model
    start = float(run.state[model.index(variable)])
    causes = forms(model)
    both = []
    for world in worlds(run):
        parts = price_parts(expected(run, world), causes, discount)
        check_sum(variable, parts, world.sequence[variable])
        both.append(np.stack(list(parts.values())))
    moved = shapley(lambda inputs: index_of(inputs.sum(axis=0), start), both[0], both[1])
    return {name: np.concatenate([[0.0], part]) for name, part in zip(causes, moved, strict=True)}
