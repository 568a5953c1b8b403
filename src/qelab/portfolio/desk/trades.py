"""How much of each lot is bought or sold: an amount divided by weights, within the room of each lot.

Answers: if this much is wanted, which lots give it? What does not fit into a lot goes to the others of the bucket; what
fits into none is left over and the caller says so.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.desk.rules import SaleRule

Array = NDArray[np.float64]
_NOTHING = 1e-12  # of an amount: what rounding leaves


def allocate(amount: Array, weight: Array, room: Array) -> Array:
    """Divide an amount in proportion to weights, at most the room of each lot; (lots, P).

    Lots that are full drop out and the rest is divided among the others, until all is placed or no lot is left: each
    pass fills at least one lot of each path that is not finished.

    Parameters
    ----------
    amount : (P,), not negative
    weight, room : (lots, P), not negative
    """
    taken = np.zeros(np.broadcast_shapes(weight.shape, room.shape))
    left, open_ = amount.astype(float), (weight > 0) & (room > 0)
    for _ in range(len(taken) + 1):
        free = np.where(open_, weight, 0.0)
        total = free.sum(0)
        wanted = left * (free / np.where(total > 0, total, 1.0))
        full = open_ & (wanted >= room - taken)
        taken = np.where(full, room, taken + wanted)
        left = np.maximum(amount - taken.sum(0), 0.0)
        open_ &= ~full
        if not (full.any() and (left > _NOTHING * amount).any()):
            break
    return taken


def in_order(amount: Array, room: Array) -> Array:
    """Fill the lots one after another, (lots, P): the first ones first."""
    before = np.cumsum(room, axis=0) - room
    return np.clip(amount - before, 0.0, room)


def sold(
    amount: Array, par: Array, rule: SaleRule, dv01: Array, coupon: Array, coupon_at_least: float
) -> Array:
    """Par of each lot that is sold, (lots, P); lots in order of maturity.

    Parameters
    ----------
    amount : (P,) bn of par, not negative
    par, coupon : (lots, P) held, bn, and percent
    dv01 : (lots, P) fall of the value of 1 of par for a basis point, any unit
    """
    if rule is SaleRule.SHORTEST:
        return in_order(amount, par)
    if rule is SaleRule.CONSTANT_DV01:
        weight = np.where(par > 0, 1.0 / np.maximum(dv01, np.finfo(float).tiny), 0.0)
        return allocate(amount, weight, par)
    if rule is SaleRule.COUPON_AT_LEAST:
        return allocate(amount, np.where(coupon >= coupon_at_least, par, 0.0), par)
    return allocate(amount, par, par)
