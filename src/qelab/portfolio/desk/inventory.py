"""Treasury securities one by one: par, coupon, unamortised premium and size of issue of every lot.

Answers: which lots can be bought or sold, how much of each is held, what did it cost? Rows stand in order of maturity:
the opening's lots, one for each issue that the desk may take at auction, and, where purchases do not name lots, one
for each month of maturity.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio.bonds import LONGEST_MONTHS
from qelab.portfolio.desk.ladders import Rungs
from qelab.portfolio.desk.opening import DeskOpening
from qelab.portfolio.desk.rules import Issuance
from qelab.portfolio.maturities import BILL_MONTHS
from qelab.portfolio.securities.lots import Kind

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
AT_OPENING = -1
NEW_BILL_MONTHS = 3
_RUNGS = {
    Kind.BILL: Rungs.BILLS, Kind.NOTE: Rungs.NOMINAL, Kind.BOND: Rungs.NOMINAL, Kind.TIPS: Rungs.TIPS, Kind.FRN: Rungs.FRN,
}  # fmt: skip


class Rows:
    """What does not change of every row, each (rows,): shared by all paths.

    ``column`` month of maturity and ``issued`` month of issue after the opening (``AT_OPENING`` before it);
    ``rungs`` the ladder a row belongs to; ``lot`` its place in the opening, -1 for none; ``anonymous`` whether it stands
    for all securities of a month. ``issue`` (terms, months) rows of the auctions, ``bill`` (months,) of new bills.
    """

    def __init__(
        self, opening: DeskOpening, issuance: Issuance, months: int, anonymous: frozenset[Rungs]
    ) -> None:
        lots, terms = opening.treasuries, len(issuance.months)
        when = np.arange(months)
        held = len(lots.cusip)
        kinds = [Kind(kind) for kind in lots.kind]
        issues = (when + 1 + issuance.months[:, None]).ravel()
        columns = [lots.maturity - opening.month.ordinal, issues, when + 1 + NEW_BILL_MONTHS]
        issued = [np.full(held, AT_OPENING), np.tile(when, terms), when]
        rungs = [*(_RUNGS[kind] for kind in kinds), *[Rungs.NOMINAL] * len(issues), *[Rungs.BILLS] * months]
        for kind in sorted(anonymous):
            span = months + (BILL_MONTHS if kind is Rungs.BILLS else LONGEST_MONTHS)
            columns.append(np.arange(1, span + 1))
            issued.append(np.full(span, AT_OPENING))
            rungs += [kind] * span
        column = np.concatenate(columns)
        order = np.argsort(column, kind="stable")
        place = np.argsort(order)
        self.column: Integers = column[order]
        self.issued: Integers = np.concatenate(issued)[order]
        self.rungs = np.array([rung.value for rung in rungs], np.str_)[order]
        self.lot: Integers = np.where(order < held, order, -1)
        self.issue: Integers = place[held : held + len(issues)].reshape(terms, months)
        self.bill: Integers = place[held + len(issues) : held + len(issues) + months]
        self.anonymous = order >= held + len(issues) + months
        self._anonymous = {
            kind: np.flatnonzero(self.anonymous & (self.rungs == kind.value)) for kind in anonymous
        }

    def __len__(self) -> int:
        return len(self.column)

    def of_month(self, kind: Rungs, columns: Integers) -> Integers:
        """Anonymous rows that mature in some months."""
        return self._anonymous[kind][columns - 1]

    def tradable(self, month: int, first: int, last: int, *kinds: Rungs) -> Integers:
        """Rows with ``first`` to ``last`` months left at the end of a month, issued by then, of some kinds."""
        low, high = np.searchsorted(self.column, [month + 1 + first, month + 2 + last])
        span = slice(int(low), int(high))
        chosen = (self.issued[span] <= month) & np.isin(self.rungs[span], [kind.value for kind in kinds])
        return int(low) + np.flatnonzero(chosen)


class Inventory:
    """What is held of every row, each (rows, P): ``par`` bn, ``coupon`` percent.

    Par of TIPS, and the size of their issues, is in units of the opening's index (``ladders.Ladder``); ``base`` is what was
    paid for it without compensation, the same array as ``par`` where nothing is indexed. ``outstanding`` size of the
    issue, NaN where it is not known. Premiums are kept for the rows that have one; ``total_premium`` (P,) of all.
    """

    def __init__(self, rows: Rows, opening: DeskOpening, issuance: Issuance, paths: int) -> None:
        lots, self._rows = opening.treasuries, rows
        self._public = issuance.bn_per_month * issuance.shares[:, None]
        shape = (len(rows), paths)
        held = np.flatnonzero(rows.lot >= 0)
        of = rows.lot[held]
        self.par, self.coupon = np.zeros(shape), np.zeros(shape)
        self.par[held] = lots.par_bn[of, None]
        self.coupon[held] = np.where(lots.is_kind(Kind.FRN), lots.spread, lots.coupon)[of, None]
        self.outstanding = np.full(shape, np.nan)
        self.outstanding[held] = lots.outstanding_bn[of, None]
        self.base = self.par.copy() if (rows.rungs == Rungs.TIPS.value).any() else self.par
        # Rows with a premium in order of maturity, when they mature, their premium and how fast it is written down.
        carrying = lots.premium_bn[of] != 0
        self._carrying: Integers = held[carrying]
        self._column = rows.column[self._carrying]
        self._premium = np.repeat(lots.premium_bn[of[carrying], None], paths, axis=1)
        self._speed = np.repeat(_speed(_book_yield(opening))[of[carrying], None], paths, axis=1)
        self.total_premium = self._premium.sum(0)
        self._first, self._losses = 0, None
        self._any_size = bool(np.isfinite(self._public).any() or np.isfinite(lots.outstanding_bn).any())

    def issue(self, month: int, par: Array, coupon: Array) -> None:
        """Take new issues at auction: (terms, P) bn and percent; the public's part stands in the issuance."""
        rows = self._rows.issue[:, month]
        self.par[rows], self.coupon[rows] = par, coupon
        if self.base is not self.par:
            self.base[rows] = par
        if self._any_size:
            self.outstanding[rows] = self._public + par

    def premium(self, rows: Integers) -> Array:
        """Unamortised premium of some rows, (n, P) bn."""
        self._carry(rows)
        return self._premium[np.searchsorted(self._carrying, rows)]

    def trade(
        self, rows: Integers, par: Array, base: Array, coupon: Array, premium: Array, yields: Array | None
    ) -> None:
        """Buy (or, with what they carry, sell: negative) some rows; (n, P).

        Parameters
        ----------
        par, base : in units, and without compensation
        coupon : percent, of what is bought; blends with what is held (only rows that stand for a month have several)
        premium : bn, what is paid above par (or leaves)
        yields : percent, at which the premium of what is bought will be written down; None for a sale
        """
        self._carry(rows)
        self._losses = None
        place = np.searchsorted(self._carrying, rows)
        if yields is not None:
            after = self.par[rows] + par
            bought = np.where(after > 0, par / np.where(after > 0, after, 1.0), 0.0)
            # What was taken at auction cost par: its yield is its coupon.
            speed = np.where(self._speed[place] > 0, self._speed[place], _speed(self.coupon[rows]))
            self._speed[place] = speed + bought * (_speed(yields) - speed)
            self.coupon[rows] += bought * (coupon - self.coupon[rows])
        self.par[rows] += par
        if self.base is not self.par:
            self.base[rows] += base
        self._premium[place] += premium
        self.total_premium += premium.sum(0)

    def amortise(self, month: int) -> Array:
        """Write premiums down over a month, (P,) bn; positive lowers income.

        Effective interest: a premium is worth the coupons above the yield that are left, so that of it
        (1 - v^(n-1)) / (1 - v^n) is left after one of n months, with v the monthly discount factor at its yield.
        """
        if not len(self._premium):
            return np.zeros(self.par.shape[1])
        lost = self._lost(month, month + 1)[0] if self._losses is None else self._losses[month - self._first]
        written = self._premium * lost
        self._premium -= written
        result = np.add.reduce(written)
        self.total_premium -= result
        return result

    def begin(self, first: int, last: int) -> None:
        """Make ready for months ``first`` to ``last - 1``: how premiums are written down, as long as nothing is traded."""
        self._first, self._losses = first, self._lost(first, last) if last - first > 1 else None

    def _lost(self, first: int, last: int) -> Array:
        """Share of each premium that is written down in some months, (B, n, P); 0 after maturity."""
        left = (self._column - np.arange(first, last, dtype=float)[:, None])[..., None]
        speed = np.maximum(self._speed, _SLOWEST)
        ends = np.maximum(left, 1.0)
        lost = 1.0 - np.expm1((1.0 - ends) * speed) / np.expm1(-ends * speed)
        return np.where(left >= 1.0, lost, 0.0)

    def _carry(self, rows: Integers) -> None:
        """Make room for the premiums of some rows."""
        carrying = np.union1d(self._carrying, rows)
        if len(carrying) == len(self._carrying):
            return
        place, self._losses = np.searchsorted(carrying, self._carrying), None
        for name in ("_premium", "_speed"):
            before = getattr(self, name)
            after = np.zeros((len(carrying), before.shape[1]))
            after[place] = before
            setattr(self, name, after)
        self._carrying, self._column = carrying, self._rows.column[carrying]

    def largest_share(self, month: int) -> Array | float:
        """Largest share held of any issue at the end of a month, (P,); 0 where no size is known."""
        if not self._any_size:
            return 0.0
        known = np.isfinite(self.outstanding) & (self.outstanding > 0)
        alive = (self._rows.column > month + 1) & (self._rows.issued <= month)
        held = np.where(known & alive[:, None], self.par / np.where(known, self.outstanding, 1.0), 0.0)
        return held.max(axis=0, initial=0.0)


_SLOWEST = 1e-9  # a yield of zero writes premiums down in a straight line


def _speed(yields: Array) -> Array:
    """Continuous monthly rate of a yield in percent."""
    monthly = convert(np.asarray(yields, float), "percent per annum", "decimal per month")
    return np.maximum(np.log1p(np.maximum(monthly, 0.0)), _SLOWEST)


def _book_yield(opening: DeskOpening) -> Array:
    """Yield at cost, roughly: coupon less premium over par and remaining years, percent."""
    lots = opening.treasuries
    years = (lots.maturity - opening.month.ordinal) / MONTHS_PER_YEAR
    par = np.where(lots.par_bn > 0, lots.par_bn, 1.0)
    return lots.coupon - convert(lots.premium_bn / (par * years), "decimal", "percent")
