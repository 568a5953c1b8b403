"""The yield of corporate bonds: expectations, what of the term premium they take, and their spread."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CorporateBonds:
    """How corporate yields follow Treasuries. (being written)"""

    premium_pass_through: float = 0.85
