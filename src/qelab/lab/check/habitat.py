"""Claims about the whole curve and about other currency areas: the preferred-habitat model, and the projection form abroad."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, monthly_to_quarterly
from qelab.core.units import MONTHS_PER_QUARTER, convert
from qelab.lab.check.history import PROGRAMMES
from qelab.lab.check.measures import in_bp, news_quarters
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.pipeline import Run
from qelab.portfolio.state import BUCKETS
from qelab.rates.elasticities import estimate
from qelab.rates.expected_exit import EXITS
from qelab.rates.habitat.bonds import exposure
from qelab.rates.habitat.calibration import SHORT_RATE, Habitat
from qelab.rates.habitat.closed_form import risk_neutral_reversion
from qelab.rates.habitat.effects import fading
from qelab.rates.habitat.equilibrium import equilibrium
from qelab.rates.habitat.paths import expected
from qelab.rates.habitat.projection import model_effect
from qelab.rates.habitat.shape import BUCKET_YEARS, HALF_LIFE_YEARS

Array = NDArray[np.float64]
_EURO_AREA = "altavilla_carboni_motto_2021"
_EURO_EXIT = "hump"
_EURO_BOUGHT_YEARS = 8.0  # average maturity of what the Eurosystem bought (recalled)


def forward_peak(runs: Runs) -> float:
    """Announcements of purchases, 2008-14, added up: what each changed in expected holdings by maturity, put through the
    preferred-habitat model; the maturity at which the instantaneous forward rate falls most. Taken one by one, LSAP1
    (mostly MBS) and LSAP2 peak earlier than their sum, and the maturity extension has no peak: it lowers forward rates
    ever more up to thirty years."""
    return expected(Habitat(), announced(runs) @ bucket_exposures()).forward_peak_years


def forward_peak_by_hand(runs: Runs) -> float:
    """The same maturities bought at once, with a half-life of seven years: closed form instead of expected paths."""
    bought = announced(runs).sum(axis=0)
    return fading(Habitat(), bought @ bucket_exposures(), HALF_LIFE_YEARS).forward_peak_years


def announced(runs: Runs) -> Array:
    """Revisions of expected holdings over all announcements of purchases of 2008-14, (quarters ahead, buckets), % of GDP."""
    run = runs.worlds(PROGRAMMES)
    portfolio = [item for item in run.stage.scenario.announcements if item.moves_the_portfolio]
    return np.sum([revised_holdings(run, quarter) for quarter in news_quarters(run, portfolio)], axis=0)


def bucket_exposures() -> Array:
    """Exposures of 1 % of GDP of ten-year equivalents by bucket, (buckets, factors)."""
    return np.stack([exposure(Habitat(), BUCKET_YEARS[name]) for name in BUCKETS])


def revised_holdings(run: Run, quarter: Quarter) -> Array:
    """Expected ten-year equivalents by quarter ahead and bucket, less what was expected a quarter ago, % of GDP."""
    row = quarter - run.stage.dates[0]
    now = _expected(run, row)
    if row == 0:
        return now
    before = np.zeros_like(now)
    before[:-1] = _expected(run, row - 1)[1:]
    return now - before


def _expected(run: Run, row: int) -> Array:
    """Expected holdings of one date by quarter ahead and bucket, (horizon, buckets), % of GDP: quarters' averages."""
    owned, horizon = run.settled.portfolio, run.stage.settings.horizon
    holdings, first = owned.expected, row * MONTHS_PER_QUARTER
    ratio = holdings.ten_year_equivalents_bn[row] / owned.gdp_bn[1, row][:, None]
    months = first + np.arange(horizon * MONTHS_PER_QUARTER)
    last = int(holdings.last_month[row])
    tail = holdings.monthly_tail[row] ** np.maximum(months - last, 0)
    share = ratio[np.minimum(months, last)] * tail[:, None]
    quarterly = monthly_to_quarterly(share.T, "rate").T
    return np.asarray(convert(quarterly, "share of GDP", "percent of GDP"))


def euro_area(runs: Runs) -> float:
    """Purchases of 10 per cent of GDP with an average maturity of eight years (.8 ten-year equivalents each), expected to be
    held for two years and then to shrink by 3 per cent a quarter: ten-year premium by the projection form with the
    laboratory's own elasticity. Expected to be held for ever, the same purchases would do two thirds more."""
    tpf = -runs.lab.settings.elasticity.lambda0 * _euro_size()
    return in_bp(tpf * EXITS[_EURO_EXIT].weight)


def euro_area_habitat(_runs: Runs) -> float:
    """The same by the preferred-habitat model: par bonds of eight years, same expected path, ten-year par yield."""
    return _euro_size() * model_effect(Habitat(), EXITS[_EURO_EXIT], _EURO_BOUGHT_YEARS).par_bp(10)


def _euro_size() -> float:
    size = estimate(_EURO_AREA).pct_gdp
    assert size is not None, "the row has a size"
    return size


def one_factor(_runs: Runs) -> float:
    """The model with the short rate alone: risk-neutral mean reversion by the general solution, less the one of the scalar
    equation with its integrals written out."""
    habitat = Habitat(factors=(SHORT_RATE,))
    return abs(float(equilibrium(habitat).matrix[0, 0]) - risk_neutral_reversion(habitat))


ANSWERS = {
    "C09": Answer(forward_peak, forward_peak_by_hand),
    "C11": Answer(euro_area, euro_area_habitat),
    "C12": Answer(one_factor),
}
