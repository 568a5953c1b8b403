"""The opening's MBS cohorts along many paths: principal, interest and value of thousands of them at once.

Answers: how much of the cohorts is repaid in a month on each path? The same rule as ``mortgages``, arranged for speed:

* what depends on the path depends on the borrowers' rate and nothing else of a cohort, so it is computed once for each
  distinct rate: the prepayment rate is turnover(age) a + ramp(age) burnout b with a, b of (month, rate, path);
* burnout telescopes: it falls by factors that depend on (month, rate, path) alone and stops at a floor, so that
  burnout = max(min(floor, start), start * product of factors);
* what ages does so alike on all paths: scheduled principal, seasoning and place between the nodes of remaining life, at
  which MBS are priced, are tables by month.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio import mortgages
from qelab.portfolio.duration_table import REMAINING_NODES
from qelab.portfolio.holdings import MbsCohorts

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
_SEASONED = 1e6  # months: an age at which every ramp has ended
# Of a block, cohorts times paths and cohorts: its arrays stay in the cache, and yet each step is long enough that two
# processors do not wait for each other at the interpreter's lock (a quarter of it makes two slower than one).
_CELLS, _ROWS = 1 << 16, 1 << 10
_TWELFTH = 1.0 / MONTHS_PER_YEAR
FACE, INTEREST, PREMIUM = 0, 1, 2


class Schedule:
    """What happens to the cohorts on every path alike; shared by all paths.

    Cohorts stand in order of borrowers' rate and remaining life. ``kept`` (months, K) share of the face left by scheduled
    principal; ``turnover`` and ``ramp`` (months, K) seasoning of the two parts of prepayment, as long as a cohort is not
    seasoned; ``hats`` (months, nodes, K) shares of the nodes of remaining life at the end of a month.
    """

    def __init__(self, mbs: MbsCohorts, premium_share: float, opening: Month, months: int) -> None:
        order = np.lexsort((mbs.remaining_months, mbs.wac))
        held = order[mbs.face_bn[order] > 0]
        self.opening, self.cohorts = opening, held
        self.face, wac = mbs.face_bn[held], mbs.wac[held]
        self.wac, self.group = np.unique(wac, return_inverse=True)
        self.burnout = mbs.burnout[held]
        self.floor = np.minimum(mortgages.STANDARD.burnout_floor, self.burnout)
        self.coupon = mbs.coupon[held]
        # Face, interest of the coming month and unamortised premium are sums of face with these weights.
        monthly = convert(mbs.coupon[held], "percent per annum", "decimal per month")
        self.weights = np.stack([np.ones(len(held)), monthly, np.full(len(held), premium_share)])
        when, age = np.arange(months, dtype=float)[:, None], mbs.age_months[held]
        left = mbs.remaining_months[held] - when
        self.kept = np.where(left > 1, 1.0 - mortgages.scheduled_share(wac, np.maximum(left, 1.0)), 0.0)
        self.turnover = _ramp(age, when, 0.0)
        self.ramp = _ramp(age, when, 1.0)
        ends = np.append(np.flatnonzero(np.diff(self.group, prepend=-1)), len(held))
        self.groups = [slice(int(first), int(last)) for first, last in pairwise(ends)]
        self.hats = _hats(np.maximum(left - 1.0, 1.0))


def _hats(remaining: Array) -> Array:
    """Shares of nodes of remaining life between which a cohort lies, (months, nodes, K), of (months, K) months left."""
    left = np.clip(remaining, REMAINING_NODES[0], REMAINING_NODES[-1])
    whole = left.astype(np.int64)  # nodes are whole months, so that a table by month is exact between them
    hats = _HATS_BY_MONTH[:, whole]
    part = left - whole
    if part.any():
        hats += part * (_HATS_BY_MONTH[:, np.minimum(whole + 1, _HATS_BY_MONTH.shape[1] - 1)] - hats)
    return np.ascontiguousarray(np.moveaxis(hats, 0, 1))


_HATS_BY_MONTH = np.stack(
    [
        np.interp(np.arange(REMAINING_NODES[-1] + 1), REMAINING_NODES, unit)
        for unit in np.eye(len(REMAINING_NODES))
    ]
)


def _ramp(age: Array, when: Array, burnout: float) -> Array:
    """Seasoning of turnover (``burnout`` 0) or of refinancing (1), (months until all are seasoned, K)."""
    youngest = float(age.min(initial=_SEASONED))
    lasts = max(mortgages.STANDARD.seasoning_months, MONTHS_PER_YEAR) if burnout == 0 else MONTHS_PER_YEAR
    now = when[: max(0, int(np.ceil(lasts - youngest)))] + age
    # At a prohibitive rate nobody refinances and turnover alone is left; far in the money refinancing is whole.
    full = _speed(burnout, _SEASONED)
    return _speed(burnout, now) / full


def _speed(burnout: float, age: Array | float) -> Array:
    incentive, ages = np.zeros(np.shape(age)), np.asarray(age, float)
    none = mortgages.conditional_prepayment_rate(incentive, ages, np.zeros_like(ages), 1)
    if burnout == 0:
        return none
    return mortgages.conditional_prepayment_rate(incentive, ages, np.ones_like(ages), 1) - none


class Speeds:
    """What prepayment depends on besides age: by borrowers' rate, month and path.

    ``turnover``, ``refinancing`` and ``reacting`` (the product of burnout factors up to the month) are (B, W, P).
    """

    def __init__(self, wac: Array, mortgage_rate: Array, months: list[Month], reacting: Array) -> None:
        """For B months, of mortgage rates (B, P) percent, going on from ``reacting`` (W, P)."""
        incentive = wac[:, None] - mortgage_rate[:, None, :]
        aged = np.full_like(incentive, _SEASONED)
        season = np.array([float(month.month) for month in months])[:, None, None]
        nobody, all_ = np.zeros_like(incentive), np.ones_like(incentive)
        self.turnover = mortgages.conditional_prepayment_rate(incentive, aged, nobody, season)
        self.refinancing = (
            mortgages.conditional_prepayment_rate(incentive, aged, all_, season) - self.turnover
        )
        factors = np.cumprod(mortgages.next_burnout(all_, incentive), axis=0)
        self.reacting = np.concatenate([reacting[None], reacting * factors])

    @property
    def after(self) -> Array:
        """The product after the last month, (W, P)."""
        return self.reacting[-1]


class Pools:
    """Faces of the cohorts on some paths, (K, P) bn; ``sums`` (3, P): face, next month's interest, premium."""

    def __init__(self, schedule: Schedule, paths: int) -> None:
        self._schedule = schedule
        self.face = np.repeat(schedule.face[:, None], paths, axis=1)
        self.sums = schedule.weights @ self.face
        self._first, self._kept = 0, np.empty((0, *self.face.shape))
        # Small matrices: the linear algebra library would start threads of its own for large ones, beside ours.
        self._rows = max(64, min(_ROWS, _CELLS // paths))
        self._reacting = np.ones((len(schedule.wac), paths))

    def begin(self, first: int, last: int, mortgage_rate: Array) -> None:
        """Prepayment speeds of months ``first`` to ``last - 1``, from their mortgage rates (B, P) percent."""
        months = [self._schedule.opening + (month + 1) for month in range(first, last)]
        self._speeds = Speeds(self._schedule.wac, mortgage_rate, months, self._reacting)
        self._reacting, self._first = self._speeds.after, first
        self._blocks = [slice(start, start + self._rows) for start in range(0, len(self.face), self._rows)]
        shape = (last - first, min(self._rows, len(self.face)), self.face.shape[1])
        self._speed, self._part = np.empty(shape), np.empty(shape)
        if last - first > 1:  # few paths: many months in one step
            self._kept = np.empty((last - first, *self.face.shape))
            for block in self._blocks:
                self._kept[:, block] = self._survivors(block, slice(first, last))

    def repay(self, month: int) -> Array:
        """Scheduled principal and prepayment of a month, (P,) bn."""
        before, weights = self.sums[FACE], self._schedule.weights
        if len(self._kept):
            self.face *= self._kept[month - self._first]
            self.sums = weights @ self.face
            return before - self.sums[FACE]
        self.sums = np.zeros_like(self.sums)
        for block in self._blocks:
            face = self.face[block]
            face *= self._survivors(block, slice(month, month + 1))[0]
            self.sums += weights[:, block] @ face
        return before - self.sums[FACE]

    def _survivors(self, block: slice, months: slice) -> Array:
        """Share of face that is left of a block of cohorts after each of some months, (B, rows, P)."""
        schedule, speeds = self._schedule, self._speeds
        group = schedule.group[block]
        speed, part = self._speed[:, : len(group)], self._part[:, : len(group)]
        np.take(speeds.reacting[: len(speed)], group, axis=1, out=speed, mode="clip")
        speed *= schedule.burnout[block, None]
        np.maximum(speed, schedule.floor[block, None], out=speed)
        np.take(speeds.refinancing, group, axis=1, out=part, mode="clip")
        speed *= part
        young = schedule.ramp[months, block, None]
        speed[: len(young)] *= young
        np.take(speeds.turnover, group, axis=1, out=part, mode="clip")
        young = schedule.turnover[months, block, None]
        part[: len(young)] *= young
        speed += part
        np.subtract(1.0, speed, out=speed)
        np.power(speed, _TWELFTH, out=speed)
        speed *= schedule.kept[months, block, None]
        return speed

    def nodes(self, months: slice, faces: Array) -> Array:
        """Faces of some months, (B, K, P), by borrowers' rate and node of remaining life, (B, W * nodes, P)."""
        hats, groups = self._schedule.hats[months], self._schedule.groups
        shape = (len(faces), len(groups), hats.shape[1], faces.shape[-1])
        if len(faces) > 1 and groups:  # few paths: many months in one step
            starts = [group.start for group in groups]
            sums = np.add.reduceat(hats[..., None] * faces[:, None], starts, axis=2)  # (B, nodes, W, P)
            return np.moveaxis(sums, 2, 1).reshape(len(faces), -1, faces.shape[-1])
        result = np.zeros(shape)
        for place, group in enumerate(groups):
            for start in range(group.start, group.stop, self._rows):
                some = slice(start, min(start + self._rows, group.stop))
                result[:, place] += hats[:, :, some] @ faces[:, some]
        return result.reshape(len(faces), -1, faces.shape[-1])

    def scale(self, kept: Array) -> None:
        """Sell in proportion: keep a share of every cohort, (P,)."""
        self.face *= kept
        self.sums *= kept
