"""Corporate earnings from the cycle, and the two ratios in which prices are compared with them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """How earnings follow GDP. (being written)"""

    cyclical_elasticity: float = 2.5
