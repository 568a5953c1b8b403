"""All MBS of the desk: the opening's cohorts and what is bought later, together.

Answers: what do MBS repay, earn and cost, and what are they worth? Amounts are sums over both; the values of some months
are found in one step.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.portfolio.desk.mortgage_values import MortgageGrid
from qelab.portfolio.desk.pools import PREMIUM, Pools, Schedule
from qelab.portfolio.desk.production import Production
from qelab.portfolio.desk.programme import MbsPurchases

Array = NDArray[np.float64]


class MortgageBook:
    """MBS on some paths; ``bid`` and ``ask`` are the dealers' prices over the model's.

    ``sums`` (3, P) bn: face, interest of the coming month and unamortised premium.
    Purchases are known by month and by how far their borrowers' rate lies above the mortgage rate (``purchases``).
    """

    def __init__(
        self, schedule: Schedule, grid: MortgageGrid, purchases: MbsPurchases, opening: Month, mortgage_rate: Array,
        bid: float, ask: float,
    ) -> None:  # fmt: skip
        self._grid, self._purchases, self._rate = grid, purchases, mortgage_rate
        self._bid, self._ask = bid, ask
        paths = mortgage_rate.shape[1]
        self._pools = Pools(schedule, paths)
        self._new = {above: Production(opening, mortgage_rate, above) for above in purchases}
        self._faces: list[list[Array]] = []
        self._add_up()

    def _add_up(self) -> None:
        total = self._pools.sums
        for new in self._new.values():
            total = total + new.sums
        self.sums = total

    def begin(self, first: int, last: int) -> None:
        """Make ready for months ``first`` to ``last - 1``."""
        self._first, self._last, self._faces = first, last, []
        self._pools.begin(first, last, self._rate[first:last])
        for above, new in self._new.items():
            new.begin(first, last, may_buy=any(first <= month < last for month in self._purchases[above]))

    def repay(self, month: int) -> tuple[Array, Array]:
        """Principal of a month, and the premium that is written down with it, (P,) bn each."""
        before = self.sums[PREMIUM]
        principal = self._pools.repay(month)
        for new in self._new.values():
            principal = principal + new.repay(month)
        self._add_up()
        return principal, before - self.sums[PREMIUM]

    def buy(self, month: int, face: Array, above_current: float = 0.0) -> Array:
        """Buy current production (or above it), (P,) bn of face, at the model's price; returns the premium, (P,) bn."""
        price = self._grid.new(self._rate[month], above_current) * self._ask
        premium = face * (price - 1.0)
        self._new[above_current].buy(month, face, premium)
        self._add_up()
        return premium

    def sell(self, month: int, face: Array) -> tuple[Array, Array]:
        """Sell in proportion, (P,) bn of face, at most what is held; returns the gain and the premium that leaves."""
        held, _, premium = self.sums
        share = face / np.where(held > 0, held, 1.0)
        value = self._values(slice(month, month + 1), [self._now()])[0][0]
        for part in (self._pools, *self._new.values()):
            part.scale(1.0 - share)
        self._add_up()
        return share * (value * self._bid - held - premium), share * premium

    def _now(self) -> list[Array]:
        return [self._pools.face, *(new.face for new in self._new.values())]

    def note(self) -> None:
        """Remember the faces at the end of a month, to be valued with the others."""
        several = self._last - self._first > 1
        self._faces.append([face.copy() if several else face for face in self._now()])

    def values(self) -> tuple[Array, Array]:
        """Value of the months noted at their mortgage rates, and value times duration, (B, P) bn each."""
        return self._values(slice(self._first, self._last), self._faces)

    def _values(self, months: slice, noted: list[list[Array]]) -> tuple[Array, Array]:
        rate = self._rate[months]
        several = len(noted) > 1
        faces = [
            np.stack([part[place] for part in noted]) if several else noted[0][place][None]
            for place in range(1 + len(self._new))
        ]
        value, risk = self._grid.values(self._pools.nodes(months, faces[0]), rate)
        for new, face in zip(self._new.values(), faces[1:], strict=True):
            if face.shape[1]:
                more = self._grid.production(face, new.wac, new.remaining(months), rate)
                value, risk = value + more[0], risk + more[1]
        return value, risk
