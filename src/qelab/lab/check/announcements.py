"""Claims about single announcements, and about markets while the programmes of 2008 to 2014 ran."""

import datetime as dt

import numpy as np

from qelab.core.time import Quarter
from qelab.core.units import MONTHS_PER_QUARTER, convert, log_percent
from qelab.lab.check.history import PROGRAMMES
from qelab.lab.check.measures import at_announcement, in_bp
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.pipeline import Run
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario

_TREASURIES_ANNOUNCED, _TREASURIES_BN, _MONTHS = dt.date(2009, 3, 18), 300.0, 8


def treasuries_of_2009() -> Scenario:
    """The 300 of Treasuries of 18 March 2009 without the agency securities announced with and before them."""
    content = scenario("fed_2008_lsap1").to_mapping()
    announced = next(item for item in content["announcements"] if item["date"] == str(_TREASURIES_ANNOUNCED))
    announced["phases"] = [phase for phase in announced["phases"] if phase["asset"] == "treasury"]
    content |= {"id": "treasuries_2009", "announcements": [announced]}
    content.pop("size_bn", None)
    return Scenario.from_mapping(content)


def stock_effect(runs: Runs) -> float:
    """The 300 of Treasuries of 18 March 2009 alone, with LSAP1's maturities and expected exit: effect on the
    ten-year term premium in 2009Q1."""
    return in_bp(at_announcement(runs.result(treasuries_of_2009()), "term_premium_10y"))


def stock_effect_by_hand(runs: Runs) -> float:
    """The same with a calculator: par bonds at 3 per cent in the middle of each bucket over the GDP of the opening,
    bought evenly from March to October, 3.5 per cent less each quarter after that; then
    TP = -lambda (1 - delta) sum of delta^j X."""
    run = runs.worlds(treasuries_of_2009())
    announced = run.stage.scenario.announcements[0]
    assert announced.exit is not None, "purchases state their exit"
    by_month = np.concatenate([[0.0, 0.0], np.arange(1, _MONTHS) / _MONTHS])  # January to September 2009
    built = by_month.reshape(-1, MONTHS_PER_QUARTER).mean(axis=1)
    settings, delta = run.stage.settings, run.stage.model.parameters["delta10"]
    kept = announced.exit.then_x_per_quarter ** np.arange(settings.horizon - len(built))
    path = ten_year_equivalents_by_hand(run) * np.concatenate([built, kept])
    weights = (1 - delta) * delta ** np.arange(len(path))
    return in_bp(-settings.elasticity.lambda0 * float(weights @ path))


def ten_year_equivalents_by_hand(run: Run) -> float:
    """The same 300 in par bonds at 3 per cent in the middle of each bucket, % of the opening's annual GDP."""
    buckets = run.stage.scenario.announcements[0].phases[0].buckets
    years = sum(bucket.share * _duration((bucket.from_years + bucket.to_years) / 2) for bucket in buckets)
    share = _TREASURIES_BN * years / _duration(10.0) / run.stage.opening.economy["nominal_gdp_bn"]
    return float(convert(share, "share of GDP", "percent of GDP"))


def _duration(years: float, percent: float = 3.0) -> float:
    """Modified duration of a par bond that pays twice a year, years."""
    rate = convert(percent, "percent", "decimal")
    return float((1 - (1 + rate / 2) ** (-2 * years)) / rate)


def share_of_cape_gap(runs: Runs) -> float:
    """Effect of the purchases of 2008-14 on the log of real equity prices, mean of 2013; the ten-year mean of
    earnings is taken as given."""
    result = runs.result(PROGRAMMES)
    places = [Quarter.of(2013, number) - result.quarters[0] for number in (1, 2, 3, 4)]
    policy, without = (result.values("equity_price_index", world)[places] for world in ("policy", "counterfactual"))
    return float(np.mean(log_percent(policy / without)))


ANSWERS = {
    "C04": Answer(stock_effect, stock_effect_by_hand),
    "M03": Answer(share_of_cape_gap),
}
