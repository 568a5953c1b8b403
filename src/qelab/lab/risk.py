"""Interest-rate risk of the central bank's portfolio as it stood: what was held, on the curve of each day.

Answers: how many ten-year notes would have carried the same risk at the end of a quarter, and what was the average
duration? Beside the figures that the New York Fed published for 2008 to 2019. The pipeline itself measures a
programme on the opening's curve (quantities only); here the portfolio of a run's policy world is valued each
quarter on that day's par curve and mortgage rate.

The published ten-year equivalents are *par* times average duration over the duration of the ten-year note: for
Treasuries the published durations give them back within 1.5 % from 2013 on and within 10 % before. Market values
would give 5 to 15 % more. ``equivalents`` therefore takes par unless asked for values.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import convert
from qelab.data import History, history
from qelab.lab.pipeline import Run
from qelab.portfolio.bonds import BondTable, ParCurve, bond_table
from qelab.portfolio.option_adjusted import Cohorts, RateUncertainty, value_and_duration
from qelab.portfolio.projection import PROGRAMME
from qelab.portfolio.state import State

Array = NDArray[np.float64]
ASSETS = ("treasury", "agency_mbs", "agency_debt")
# Columns of the history with the published counterpart of an asset, or of all.
PUBLISHED = {
    "treasury": "soma_treasury_ten_year_equivalents_bn",
    "agency_mbs": "soma_mbs_ten_year_equivalents_bn",
    "total": "soma_ten_year_equivalents_bn",
}
PUBLISHED_DURATION = {
    "treasury": "soma_treasury_duration_years",
    "agency_mbs": "soma_mbs_duration_years",
    "total": "soma_duration_years",
}
_PUBLISHED_PAR = {"treasury": "soma_treasuries_bn", "agency_mbs": "soma_mbs_bn"}
_CURVE_YEARS = {"3m": 0.25, "6m": 0.5, "1y": 1.0, "2y": 2.0, "3y": 3.0, "5y": 5.0, "7y": 7.0, "10y": 10.0, "20y": 20.0, "30y": 30.0}  # fmt: skip
_MORTGAGE_RATE = "mortgage_rate_30y_last_week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Holdings at quarter ends on the day's curve, by asset of ``ASSETS``, each (quarters,).

    ``par_bn`` face, ``value_bn`` clean market value, ``duration_years`` value-weighted and modified (MBS:
    option-adjusted); ``duration_10y`` of the ten-year par note, years.
    """

    quarters: tuple[Quarter, ...]
    par_bn: Mapping[str, Array]
    value_bn: Mapping[str, Array]
    duration_years: Mapping[str, Array]
    duration_10y: Array

    def equivalents(self, asset: str = "total", *, at: str = "par") -> Array:
        """Ten-year equivalents, bn, of an asset or in total; ``at`` par as published, or market ``value``."""
        if asset == "total":
            return np.sum([self.equivalents(name, at=at) for name in ASSETS], axis=0)
        amount = self.par_bn if at == "par" else self.value_bn
        return amount[asset] * self.duration_years[asset] / self.duration_10y

    def duration(self, asset: str = "total") -> Array:
        """Average duration, years, weighted by value; NaN where nothing is held."""
        if asset != "total":
            return np.where(self.value_bn[asset] > 0, self.duration_years[asset], np.nan)
        total = np.sum([self.value_bn[name] for name in ASSETS], axis=0)
        return np.sum([self.value_bn[name] * self.duration_years[name] for name in ASSETS], axis=0) / total

    def error(self, past: History, asset: str = "total") -> Array:
        """Equivalents against the published ones, per cent of them; NaN where none are published (or none held)."""
        column, first = past.columns[PUBLISHED[asset]], past.quarters[0]
        published = np.array([column[quarter - first] for quarter in self.quarters])
        published = np.where(published > 0, published, np.nan)
        return convert(self.equivalents(asset) / published - 1.0, "decimal", "percent")


def soma_risk(run: Run, past: History | None = None, uncertainty: RateUncertainty | None = None) -> Risk:
    """Risk of what the policy world of a run holds, at each quarter end for which the history has a curve.

    Parameters
    ----------
    past : history with the curves; that of the scenario's economy by default
    uncertainty : of the mortgage rate, in the option-adjusted duration of MBS
    """
    past = past or history(run.stage.scenario.economy)
    known = [quarter for quarter in run.stage.dates if _has_curve(past, quarter)]
    wanted = {(quarter.last_month - run.stage.opening.month) - 1: quarter for quarter in known}
    held = run.settled.portfolio.projection.happened
    rows = [_on_the_day(held[month], past, quarter, uncertainty) for month, quarter in wanted.items()]
    columns = {name: np.array([row[name] for _, row in rows]).reshape(-1, 3).T for name in ASSETS}
    return Risk(
        quarters=tuple(known),
        par_bn={name: column[0] for name, column in columns.items()},
        value_bn={name: column[1] for name, column in columns.items()},
        duration_years={name: column[2] for name, column in columns.items()},
        duration_10y=np.array([ten for ten, _ in rows]),
    )


def implied_duration(risk: Risk, past: History, asset: str) -> Array:
    """Average duration that the published ten-year equivalents imply, years, (quarters,); NaN where none are.

    D = equivalents * duration of the ten-year note / par published for ``asset``, Treasuries or MBS.

    From 2013 on it is the published duration within a few per cent; in the report on 2008 to 2012 the two are at
    odds where refinancing pays: for MBS 1.9 years against 1.4 at the end of 2011, on the same day.
    """
    columns, first = past.columns, past.quarters[0]
    places = [quarter - first for quarter in risk.quarters]
    par, published = (columns[name][places] for name in (_PUBLISHED_PAR[asset], PUBLISHED[asset]))
    held = (par > 0) & np.isfinite(published)
    return np.where(held, published, np.nan) * risk.duration_10y / np.where(held, par, 1.0)


def largest_year_end_error(risk: Risk, past: History, first: int = 2009, last: int = 2019) -> tuple[float, Quarter]:
    """Largest error of total ten-year equivalents at the ends of the years, per cent, and when."""
    error = dict(zip(risk.quarters, risk.error(past), strict=True))
    ends = [Quarter.of(year, 4) for year in range(first, last + 1)]
    worst = max(ends, key=lambda quarter: abs(error[quarter]))
    return float(abs(error[worst])), worst


def _has_curve(past: History, quarter: Quarter) -> bool:
    place = quarter - past.quarters[0]
    names = (_MORTGAGE_RATE, *(f"yield_{name}_end" for name in _CURVE_YEARS))
    columns = [past.columns[name] for name in names]
    return all(0 <= place < len(column) and np.isfinite(column[place]) for column in columns)


def _on_the_day(
    state: State, past: History, quarter: Quarter, uncertainty: RateUncertainty | None
) -> tuple[float, dict[str, tuple[float, float, float]]]:
    """Duration of the ten-year note, and (par, value, duration) of each asset."""
    yields = np.array([past.at(f"yield_{name}_end", quarter) for name in _CURVE_YEARS])
    bonds = bond_table(ParCurve(maturities_years=np.array(list(_CURVE_YEARS.values())), yields=yields))
    held = {name: getattr(state, name)[PROGRAMME, 0] for name in State.__dataclass_fields__}
    cohorts = Cohorts(
        face_bn=held["face"], wac=held["wac"], remaining_months=held["remaining"],
        age_months=held["age"], burnout=held["burnout"],
    )  # fmt: skip
    value, duration = value_and_duration(
        cohorts, past.at(_MORTGAGE_RATE, quarter), quarter.last_month.month, uncertainty
    )
    agency = held["agency"]
    nothing = np.zeros_like(agency[: len(held["bills"])])
    return bonds.duration_10y, {
        "treasury": _fixed(bonds, held["par"], held["coupon"], held["bills"]),
        "agency_mbs": (float(held["face"].sum()), value, duration),
        "agency_debt": _fixed(bonds, agency, agency * bonds.par_coupon, nothing),
    }


def _fixed(bonds: BondTable, par: Array, coupon: Array, bills: Array) -> tuple[float, float, float]:
    """Par, value and duration of fixed-coupon securities and bills; MBS apart."""
    short = slice(0, len(bills))
    value = float(bonds.market_value(par, coupon) + bills @ bonds.price_par[short])
    equivalents = float(bonds.ten_year_equivalents(par, coupon).sum()) * bonds.duration_10y
    dollar_duration = equivalents + float(bills @ bonds.duration_par[short])
    return float(par.sum() + bills.sum()), value, dollar_duration / value if value > 0 else 0.0
