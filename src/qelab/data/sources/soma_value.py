"""What a file of SOMA holdings is worth, by kind and remaining maturity, on the packaged curve nearest to its day.

Answers: how much par, value and interest-rate risk is in this file? Treasuries and agency debt are priced one by one;
agency MBS as cohorts of coupon, term and vintage with option-adjusted duration.

Limits: curves are packaged for quarter ends, the one used is named; no curve of real yields is packaged, so that of
TIPS is the nominal one less ``BREAK_EVEN`` (assumption); commercial MBS are counted at par and not valued.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Status
from qelab.core.time import Month, Quarter
from qelab.core.units import MONTHS_PER_YEAR
from qelab.data.quarterly import History
from qelab.data.sources.soma import Held, Holding, Soma
from qelab.data.states import Opening
from qelab.portfolio.bonds import ParCurve
from qelab.portfolio.option_adjusted import value_and_duration
from qelab.portfolio.securities.cohorts import Pools, cohorts
from qelab.portfolio.securities.lots import Kind, Lots, Security
from qelab.portfolio.securities.on_curve import on_curve, shifted, ten_year_duration

Array = NDArray[np.float64]
BREAK_EVEN = 2.0  # percentage points, assumption: the inflation aim
FAR_DAYS = 46  # half a quarter: beyond, the file lies outside the packaged curves
BUCKETS = ("up_to_1y", "1_to_5y", "5_to_10y", "over_10y")
_EDGES_YEARS = np.array([1.0, 5.0, 10.0])
_DAYS_PER_YEAR = 365.25
_KNOTS = {
    "3m": 0.25, "6m": 0.5, "1y": 1.0, "2y": 2.0, "3y": 3.0, "5y": 5.0, "7y": 7.0, "10y": 10.0, "20y": 20.0, "30y": 30.0,
}  # fmt: skip
_NEEDED = ("3m", "2y", "10y", "30y")
_MORTGAGE_RATE = "mortgage_rate_30y_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """The par curve and the mortgage rate of a quarter's end; ``days_away`` from the file, later positive.

    ``constructed``: some of its maturities were published by nobody. ``mortgage_rates`` averages of the past quarters.
    """

    quarter: Quarter
    days_away: int
    curve: ParCurve
    mortgage_rate: float
    mortgage_rates: Mapping[Quarter, float]
    source: str
    constructed: bool

    def mortgage_rates_until(self, month: Month) -> Array:
        """The mortgage rate of each month up to this one, percent: averages of quarters, today's where none is known."""
        first = min(self.mortgage_rates, default=month.quarter).months[0]
        months = (first + step for step in range(month - first + 1))
        return np.array([self.mortgage_rates.get(one.quarter, self.mortgage_rate) for one in months])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Holdings of one kind and bucket (``all`` where a kind is not divided).

    ``par_bn`` par or current face; ``market_value_bn`` with accrued interest and inflation compensation;
    ``coupon`` percent and ``maturity_years`` are means weighted by par. What is not known is nan.
    """

    kind: str
    bucket: str
    count: int
    par_bn: float
    market_value_bn: float
    duration_years: float
    ten_year_equivalents_bn: float
    coupon: float
    maturity_years: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SomaValue:
    """A file valued: ``cells`` by kind and bucket, ``totals`` by kind, and everything together (``total``)."""

    soma: Soma
    packaged: Packaged
    duration_10y: float
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    total: Cell
    inflation_bn: float

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds that the file holds."""
        return tuple(cell.kind for cell in self.totals)


def nearest_curve(past: History, states: Iterable[Opening], soma: Soma) -> Packaged:
    """The quarter end next to the day of the file of which curve and mortgage rate are packaged.

    Parameters
    ----------
    past : quarterly history with par yields; states : openings, whose curves may lie beyond it
    """
    known = [
        quarter
        for place, quarter in enumerate(past.quarters)
        if np.isfinite([past.columns[_column(knot)][place] for knot in _NEEDED]).all()
        and np.isfinite(past.columns[_MORTGAGE_RATE][place])
    ]
    beyond = {state.month.quarter: state for state in states if state.month.quarter not in known}

    def away(quarter: Quarter) -> int:
        return (quarter.last_day - soma.as_of).days

    nearest = min((*known, *beyond), key=lambda quarter: abs(away(quarter)))
    if nearest in beyond:
        state = beyond[nearest]
        curve, rate = state.curve, state.economy["mortgage_rate_30y"]
        knots = [source for name, source in state.sources.items() if name.startswith("curve.")]
    else:
        curve, rate = _curve(past, nearest), past.at(_MORTGAGE_RATE, nearest)
        knots = [past.source(_column("10y"), nearest)]
    return Packaged(
        quarter=nearest,
        days_away=away(nearest),
        curve=curve,
        mortgage_rate=float(rate),
        mortgage_rates={
            quarter: float(average)
            for quarter, average in zip(past.quarters, past.columns["mortgage_rate_30y_average"], strict=True)
            if np.isfinite(average)
        },
        source="; ".join(dict.fromkeys(source.text for source in knots)),
        constructed=any(source.status is Status.CONSTRUCTED for source in knots),
    )


def _curve(past: History, quarter: Quarter) -> ParCurve:
    place = quarter - past.quarters[0]
    knots = {
        years: float(past.columns[_column(knot)][place])
        for knot, years in _KNOTS.items()
        if np.isfinite(past.columns[_column(knot)][place])
    }
    return ParCurve(maturities_years=np.array(list(knots)), yields=np.array(list(knots.values())))


def value_soma(soma: Soma, packaged: Packaged) -> SomaValue:
    """Par, value, effective duration and ten-year equivalents by kind and bucket.

    Raises
    ------
    QelabError QE370 to QE372 : a security that cannot be priced on the file's day
    """
    parts = [*_singles(soma, packaged), *_mortgages(soma, packaged)]
    duration_10y = ten_year_duration(packaged.curve)
    order = list(Held)
    kinds = [kind for kind in order if any(cell.kind == kind for cell in parts)]
    return SomaValue(
        soma=soma,
        packaged=packaged,
        duration_10y=duration_10y,
        cells=tuple(parts),
        totals=tuple(_sum(kind.value, [cell for cell in parts if cell.kind == kind], duration_10y) for kind in kinds),
        total=_sum("total", parts, duration_10y),
        inflation_bn=sum(holding.inflation_bn for holding in soma.holdings),
    )


def lots_of(holdings: list[Holding]) -> Lots:
    """Treasuries and agency debt (all have a maturity) as lots; index ratios of TIPS from their inflation compensation."""
    dated = [(one, one.maturity) for one in holdings if one.maturity is not None]
    securities = [
        Security(
            cusip=one.cusip,
            kind=Kind(one.kind.value),
            maturity=maturity,
            coupon=one.coupon or 0.0,
            spread=one.spread or 0.0,
            index_ratio=1.0 + (one.inflation_bn / one.par_bn if one.par_bn else 0.0),
        )
        for one, maturity in dated
    ]
    return Lots.of(securities, [one.par_bn for one, _ in dated])


def _singles(soma: Soma, packaged: Packaged) -> list[Cell]:
    """Cells of the securities that are priced one by one."""
    held = [one for one in soma.holdings if one.kind not in (Held.AGENCY_MBS, Held.AGENCY_CMBS)]
    if not held:
        return []
    lots = lots_of(held)
    valued = on_curve(lots, soma.as_of, packaged.curve, shifted(packaged.curve, -BREAK_EVEN))
    years = (lots.maturity - np.datetime64(soma.as_of, "D")).astype(float) / _DAYS_PER_YEAR
    bucket = np.searchsorted(_EDGES_YEARS, years)
    coupon = np.where(lots.is_kind(Kind.FRN), np.nan, lots.coupon)
    cells = []
    for kind in Held:
        for place, name in enumerate(BUCKETS):
            chosen = (lots.kind == kind.value) & (bucket == place)
            if chosen.any():
                par, value = lots.par_bn[chosen], valued.market_value_bn[chosen]
                cells.append(
                    Cell(
                        kind=kind.value,
                        bucket=name,
                        count=int(chosen.sum()),
                        par_bn=float(par.sum()),
                        market_value_bn=float(value.sum()),
                        duration_years=_mean(valued.duration_years[chosen], value),
                        ten_year_equivalents_bn=float(valued.ten_year_equivalents_bn[chosen].sum()),
                        coupon=_mean(coupon[chosen], par),
                        maturity_years=_mean(years[chosen], par),
                    )
                )
    return cells


def _mortgages(soma: Soma, packaged: Packaged) -> list[Cell]:
    """Agency MBS, valued as cohorts; commercial ones at par only."""
    cells = []
    for kind in (Held.AGENCY_MBS, Held.AGENCY_CMBS):
        held = [one for one in soma.holdings if one.kind is kind]
        if not held:
            continue
        face = np.array([one.par_bn for one in held])
        left = [np.nan if one.maturity is None else (one.maturity - soma.as_of).days for one in held]
        years = np.array(left) / _DAYS_PER_YEAR
        coupon = np.array([np.nan if one.coupon is None else one.coupon for one in held])
        value, duration = np.nan, np.nan
        if kind is Held.AGENCY_MBS:
            value, duration = _option_adjusted(held, face, coupon, soma, packaged)
        cells.append(
            Cell(
                kind=kind.value,
                bucket="all",
                count=len(held),
                par_bn=float(face.sum()),
                market_value_bn=value,
                duration_years=duration,
                ten_year_equivalents_bn=value * duration / ten_year_duration(packaged.curve),
                coupon=_mean(coupon, face),
                maturity_years=_mean(years, face),
            )
        )
    return cells


def _option_adjusted(
    held: list[Holding], face: Array, coupon: Array, soma: Soma, packaged: Packaged
) -> tuple[float, float]:
    pools = Pools(
        coupon=coupon,
        term_years=np.array([one.term_years or 30.0 for one in held]),
        maturity=np.array([Month.of_date(one.maturity).ordinal for one in held if one.maturity], dtype=np.int64),
        face_bn=face,
    )
    month = Month.of_date(soma.as_of)
    return value_and_duration(cohorts(pools, month, packaged.mortgage_rates_until(month)), packaged.mortgage_rate, month.ordinal % MONTHS_PER_YEAR + 1)


def _sum(kind: str, cells: list[Cell], duration_10y: float) -> Cell:
    """Cells added up; means over what is known (commercial MBS have no value, floating-rate notes no coupon)."""
    par = np.array([cell.par_bn for cell in cells])
    value = np.array([cell.market_value_bn for cell in cells])
    equivalents = np.array([cell.ten_year_equivalents_bn for cell in cells])
    market = _known_sum(value)
    risk = _known_sum(equivalents)
    return Cell(
        kind=kind,
        bucket="all",
        count=sum(cell.count for cell in cells),
        par_bn=float(par.sum()),
        market_value_bn=market,
        duration_years=risk * duration_10y / market if market else np.nan,
        ten_year_equivalents_bn=risk,
        coupon=_mean(np.array([cell.coupon for cell in cells]), par),
        maturity_years=_mean(np.array([cell.maturity_years for cell in cells]), par),
    )


def _known_sum(values: Array) -> float:
    known = np.isfinite(values)
    return float(values[known].sum()) if known.any() else np.nan


def _mean(values: Array, weights: Array) -> float:
    """Weighted mean of what is known; nan where nothing is."""
    known = np.isfinite(values)
    total = weights[known].sum()
    return float((values[known] * weights[known]).sum() / total) if total > 0 else np.nan


def _column(knot: str) -> str:
    return f"yield_{knot}_end"
