"""The laboratory's ladders turned into income: a watcher of the projection, month after month.

Answers: what did the portfolio of each world earn, what is its book, what is it worth? The projection keeps par and
cohorts; coupons at each month's own yields, premiums, compensation and gains are kept here. Securities are bought at par
at the month's own curve and sold at its prices. What the bank pays for its money is ``statement``'s affair.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.portfolio import mortgages
from qelab.portfolio.bonds import LONGEST_MONTHS, ladder
from qelab.portfolio.holdings import Holdings
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.ladder import Ladder, share_kept
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.income.tables import BondTables, bond_tables, mortgage_values
from qelab.portfolio.state import State, initial_state, total

Array = NDArray[np.float64]
# Percentage points of a nominal yield that an indexed security pays in principal: expected inflation at issue
# (assumption; the ten-year break-even rate was 1.5 to 2.5 in most of 2010-25, recalled).
INFLATION_AT_ISSUE = 2.0
# Percent. Treasury issues no TIPS with a lower coupon since 2011 (31 CFR 356.20; recalled): below it they are sold above par,
# which at the opening is part of the premium.
LOWEST_INDEXED_COUPON = 0.125
_BILL_MEMORY = 3  # months whose mean yield the bills held pay: they are new three-month bills


@dataclass(frozen=True, slots=True, kw_only=True)
class Premiums:
    """Unamortised premium less discount of the opening, bn, and what new MBS cost above par.

    ``treasuries_bn`` is spread over coupon securities in proportion to par times remaining life, ``mbs_bn`` over the
    cohorts in proportion to face. ``new_mbs_share`` of face is paid above par for MBS bought during the run.
    """

    treasuries_bn: float = 0.0
    mbs_bn: float = 0.0
    new_mbs_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cohorts:
    """MBS of a month to be valued, each (P, cohorts)."""

    face: Array
    wac: Array
    remaining: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """Outright sales of an asset, all (P, months), bn: ``par``, what of the book was ``above_par``, and the ``gain``."""

    par: Array
    above_par: Array
    gain: Array

    @property
    def proceeds(self) -> Array:
        """What the buyers paid."""
        return self.par + self.above_par + self.gain


class Recorder:
    """Watches a projection as it happened and keeps its books; give ``watch`` to ``project``.

    Parameters
    ----------
    holdings : the opening; P worlds begin with it
    rates : by path, one for each world of the projection, in its order
    premiums : of the opening, none by default
    bill_yields_before : percent, of the months up to the opening, last one last; the first month's by default
    prepayment_rate : (P, months) percent, the mortgage rate with which the projection repays MBS; by default that of
        ``rates``. Principal is told from sales by it, so it has to be the projection's own.
    sales : (P, months), or (months,) for all, months of outright sales, none by default. What leaves in other months
        (a tail, a position that rolls less of what it does not hold) leaves at par: its premium counts as amortised.

    Limits: premiums are written down in a straight line, not at constant yield. Bills stand at face and earn the mean bill
    yield of the last three months. Indexed securities are valued as nominal ones of the same coupon, their
    compensation alongside; deflation is not floored, and what of it matures is paid out and not rolled over, as the principal
    that it is would be (DECISIONS/0016). Agency debt keeps the opening's coupons. MBS are paid for when they are bought.
    """

    def __init__(
        self, holdings: Holdings, rates: RatePaths, premiums: Premiums | None = None,
        *, bill_yields_before: Array | None = None, prepayment_rate: Array | None = None,
        sales: NDArray[np.bool_] | None = None,
    ) -> None:  # fmt: skip
        self._holdings, self._rates, self._premiums = holdings, rates, premiums or Premiums()
        self._repays_at = rates.mortgage_rate if prepayment_rate is None else prepayment_rate
        selling = np.zeros(rates.months, dtype=bool) if sales is None else sales
        self._selling = np.broadcast_to(selling, (rates.paths, rates.months))
        self._tables = bond_tables(rates.maturities_years, rates.par_yields)
        self._bill_yield = _mean_bill_yield(rates.bill_yield, bill_yields_before)
        self._before: State | None = None
        self._nominal, self._indexed, self._agency = _opening_ladders(holdings, rates.paths, self._premiums)
        face = holdings.mbs.face_bn
        share = self._premiums.mbs_bn / total(face) if len(face) and total(face) > 0 else 0.0
        self._mbs_premium = np.tile(face * share, (rates.paths, 1))
        names = [*Earned.__dataclass_fields__, "dollar_duration"]
        self._months: dict[str, list[Array]] = {name: [] for name in names}
        self._mbs: list[_Cohorts] = []
        self._sold: list[dict[str, Array]] = []

    def watch(self, month: int, state: State) -> None:
        """Take note of a month, 0, 1, ... in order; months beyond the rates are left alone."""
        if month >= self._rates.months:
            return
        dates, cohorts = state.par.shape[1], state.face.shape[-1]
        if self._before is None:
            self._before = initial_state(self._holdings, dates, cohorts - len(self._holdings.mbs.face_bn))
            self._mbs_premium = np.pad(
                self._mbs_premium, ((0, 0), (0, cohorts - self._mbs_premium.shape[-1]))
            )
        table = BondTables(**{name: getattr(self._tables, name)[:, month] for name in BondTables.__slots__})
        noted = self._bonds(month, table, state)
        noted |= self._mortgages(month, self._before, state)
        noted["realised_gains"] = noted["gain_bonds"] + noted["gain_mbs"]
        noted["premium_traded"] = noted["above_par_mbs"] - noted["above_par_bonds"]
        noted["amortisation"] = noted["bond_amortisation"] + noted["mbs_amortisation"]
        noted["book_value"] = noted["book_bonds"] + noted["mbs_par"] + total(self._mbs_premium)
        for name, values in self._months.items():
            values.append(noted[name])
        self._before = state.copy()

    def earned(self) -> Earned:
        """What has been noted, with MBS valued: all (P, months).

        Raises
        ------
        ValueError : the projection ended before the rates
        """
        noted = {name: np.stack(values, axis=-1) for name, values in self._months.items() if values}
        if not noted or noted["book_value"].shape != self._rates.policy_rate.shape:
            raise ValueError("Recorder: the projection is shorter than the rates")
        face, wac, remaining = (
            np.stack([getattr(cohorts, name) for cohorts in self._mbs], axis=1) for name in _Cohorts.__slots__
        )
        price, slope = np.zeros_like(face), np.zeros_like(face)
        held = face != 0
        rate = np.broadcast_to(self._rates.mortgage_rate[..., None], face.shape)
        price[held], slope[held] = mortgage_values(rate[held], wac[held], remaining[held])
        market = noted["market_value"] + total(face * price)
        dollar_duration = noted.pop("dollar_duration") + total(face * slope)
        noted["market_value"] = market
        noted["duration_years"] = np.where(
            market > 0, dollar_duration / np.where(market > 0, market, 1.0), 0.0
        )
        return Earned(**noted)

    def sold(self) -> dict[str, Sold]:
        """What was sold outright, by asset: treasury, agency_debt, mbs."""
        stacked = {name: np.stack([month[name] for month in self._sold], axis=-1) for name in self._sold[0]}
        return {name: Sold(par=par, above_par=above, gain=gain) for name, (par, above, gain) in stacked.items()}

    def _bonds(self, month: int, table: BondTables, state: State) -> dict[str, Array]:
        """Treasuries and agency debt: a month passes, then what differs from the projection was traded."""
        nominal, indexed, agency, before = self._nominal, self._indexed, self._agency, self._before
        assert before is not None
        bills = _flat(before.bills).sum(-1)
        noted = {
            "treasury_interest": nominal.interest()
            + indexed.interest()
            + convert(bills * self._bill_yield[:, month], "percent per annum", "decimal per month"),
            "agency_interest": agency.interest(),
            "inflation_compensation": indexed.index(self._rates.price_growth[:, month]),
        }
        tips = _flat(state.tips)
        held = (_flat(state.par) - tips, tips, _flat(state.agency))
        written, repaid, gains, above_par = np.zeros((4, self._rates.paths))
        sold: list[Array] = []
        for ladder_, now in zip((nominal, indexed, agency), held, strict=True):
            amortised, matured = ladder_.amortise(), ladder_.age()
            left = ladder_.trade(now, table, self._selling[:, month])
            sold.append(np.stack([left.par, left.above_par, left.gain]))
            written, repaid = written + amortised + left.written, repaid + matured + left.repaid
            gains, above_par = gains + left.gain, above_par + left.above_par
        self._sold.append({"treasury": sold[0] + sold[1], "agency_debt": sold[2]})
        bills = _flat(state.bills)
        short = slice(0, bills.shape[-1])
        ladders = (nominal, indexed, agency)
        return noted | {
            "bond_amortisation": written, "gain_bonds": gains, "above_par_bonds": above_par,
            "compensation_repaid": repaid,
            "treasury_par": _flat(state.par).sum(-1) + bills.sum(-1) + indexed.accrued.sum(-1),
            "agency_par": agency.par.sum(-1),
            "book_bonds": sum((item.book() for item in ladders), bills.sum(-1)),
            "market_value": sum(
                (item.values(table).sum(-1) for item in ladders), (bills * table.price_par[:, short]).sum(-1)
            ),
            "dollar_duration": sum(
                (item.dollar_duration(table) for item in ladders), (bills * table.duration_par[:, short]).sum(-1)
            ),
            "duration_years": np.zeros(self._rates.paths),  # with MBS, at the end
        }  # fmt: skip

    def _mortgages(self, month: int, before: State, state: State) -> dict[str, Array]:
        """MBS: interest on what stood, principal as the projection repays it; what else differs was traded."""
        wac, stood = _flat(before.wac), _flat(before.face).copy()
        interest = convert(total(stood * self._coupons(wac)), "percent per annum", "decimal per month")
        rate = self._repays_at[:, month].reshape(before.face.shape[:2])
        before.repay_mbs(rate, (self._holdings.month + (month + 1)).month)
        left, now = _flat(before.face), _flat(state.face)
        repaid = np.where(stood != 0, 1.0 - left / np.where(stood != 0, stood, 1.0), 0.0)
        written = self._mbs_premium * repaid
        premium = self._mbs_premium - written
        kept = share_kept(left, now)
        gone, added = (1.0 - kept) * left, now - kept * left
        gone_premium, paid = total((1.0 - kept) * premium), added * self._premiums.new_mbs_share
        selling, gain = self._selling[:, month], np.zeros(len(now))
        if (gone * selling[:, None]).any():
            price, _ = mortgage_values(
                self._rates.mortgage_rate[:, month][:, None], wac, _flat(before.remaining)
            )
            gain = np.where(selling, total(gone * (price - 1.0)) - gone_premium, 0.0)
        self._sold[-1]["mbs"] = np.where(selling, np.stack([total(gone), gone_premium, gain]), 0.0)
        self._mbs_premium = kept * premium + paid
        self._mbs.append(
            _Cohorts(face=now.copy(), wac=_flat(state.wac).copy(), remaining=_flat(state.remaining).copy())
        )
        return {
            "mbs_interest": interest, "mbs_par": total(now), "gain_mbs": gain,
            "mbs_amortisation": total(written) + np.where(selling, 0.0, gone_premium),
            "above_par_mbs": total(paid) - np.where(selling, gone_premium, 0.0),
        }  # fmt: skip


    def _coupons(self, wac: Array) -> Array:
        """Coupons of the cohorts, (P, cohorts) percent: the opening's own, then those of what was bought."""
        own = self._holdings.mbs.coupon
        coupons = wac - mortgages.COUPON_TO_WAC
        coupons[:, : len(own)] = own
        return coupons


def _flat(values: Array) -> Array:
    """(2 worlds, dates, ...) as (P, ...)."""
    worlds, dates, last = values.shape
    return values.reshape(worlds * dates, last)  # not -1, which fails where there are no cohorts


def _mean_bill_yield(bill_yield: Array, before: Array | None) -> Array:
    """Mean yield of this month and the two before it, (P, months)."""
    known = np.zeros(0) if before is None else np.asarray(before, dtype=np.float64)[-(_BILL_MEMORY - 1) :]
    missing = np.repeat(bill_yield[:, :1] if not len(known) else np.full((len(bill_yield), 1), known[0]),
                        _BILL_MEMORY - 1 - len(known), axis=1)  # fmt: skip
    path = np.concatenate([missing, np.tile(known, (len(bill_yield), 1)), bill_yield], axis=1)
    months = bill_yield.shape[1]
    return np.mean([path[:, step : step + months] for step in range(_BILL_MEMORY)], axis=0)


def _opening_ladders(holdings: Holdings, paths: int, premiums: Premiums) -> tuple[Ladder, Ladder, Ladder]:
    """Nominal coupon securities, indexed ones, agency debt, each for all paths."""
    month, lots = holdings.month.ordinal, holdings.treasuries
    kinds = np.array(lots.kind, dtype=object)
    is_tips, is_nominal = kinds == "tips", (kinds != "tips") & (kinds != "bill")
    weight = np.where(kinds != "bill", lots.par_bn * (lots.maturity - month), 0.0)
    premium = premiums.treasuries_bn * weight / weight.sum() if weight.sum() > 0 else np.zeros_like(weight)
    indexed_coupon = np.maximum(lots.coupon - INFLATION_AT_ISSUE, LOWEST_INDEXED_COUPON)

    def rungs(values: Array, keep: NDArray[np.bool_]) -> Array:
        sums = np.bincount(lots.maturity[keep] - month, weights=values[keep], minlength=LONGEST_MONTHS + 1)
        return np.tile(sums.astype(float), (paths, 1))

    def ladder_of(keep: NDArray[np.bool_], paid: Array, inflation: float) -> Ladder:
        par = rungs(lots.par_bn, keep)
        return Ladder(
            par=par, coupon=rungs(lots.par_bn * lots.coupon, keep), paid=rungs(lots.par_bn * paid, keep),
            premium=rungs(premium, keep), accrued=np.zeros_like(par), inflation=inflation,
        )  # fmt: skip

    par, coupon = (np.tile(rung, (paths, 1)) for rung in ladder(holdings.agency_debt, month))
    agency = Ladder(
        par=par, coupon=coupon, paid=coupon.copy(), premium=np.zeros_like(par), accrued=np.zeros_like(par)
    )
    return (
        ladder_of(is_nominal, lots.coupon, 0.0),
        ladder_of(is_tips, indexed_coupon, INFLATION_AT_ISSUE),
        agency,
    )
