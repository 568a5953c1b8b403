"""A desk with a few securities of every kind, paths of rates, and programmes on its month grid."""

from collections.abc import Callable

import numpy as np
import pytest

from qelab.core.time import Month, quarters_from
from qelab.policy.scenario import Scenario
from qelab.portfolio.desk.opening import DeskLots, DeskOpening
from qelab.portfolio.desk.programme import Programme, as_it_happens
from qelab.portfolio.desk.rules import Issuance
from qelab.portfolio.holdings import MbsCohorts, TreasuryLots
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.timetable import timetable

OPENING = Month.parse("2010-09")
KNOTS = np.array([0.25, 2.0, 5.0, 10.0, 30.0])
# cusip, kind, months to maturity, coupon, spread, par, premium, outstanding
LOTS = (
    ("B1", "bill", 2, 1.0, 0.0, 20.0, 0.0, 100.0),
    ("N1", "note", 4, 2.0, 0.0, 30.0, 0.3, 60.0),
    ("N2", "note", 40, 3.0, 0.0, 50.0, -1.0, 80.0),
    ("N3", "note", 44, 1.5, 0.0, 10.0, 0.0, 70.0),
    ("T1", "tips", 41, 0.5, 0.0, 15.0, 0.2, 60.0),
    ("T2", "tips", 7, 1.0, 0.0, 5.0, 0.0, 50.0),
    ("F1", "frn", 9, 0.0, 0.1, 8.0, 0.0, 40.0),
    ("O1", "bond", 110, 5.0, 0.0, 40.0, 6.0, 75.0),
    ("O2", "bond", 300, 4.0, 0.0, 25.0, 2.0, 60.0),
)


@pytest.fixture(scope="session")
def desk() -> DeskOpening:
    """203bn of nine Treasuries, 120bn of MBS in three cohorts, one of them nearly repaid, 6bn of agency debt."""
    cusip, kind, left, coupon, spread, par, premium, outstanding = zip(*LOTS, strict=True)
    return DeskOpening(
        month=OPENING,
        treasuries=DeskLots(
            cusip=np.array(cusip), kind=np.array(kind), maturity=np.array(left) + OPENING.ordinal,
            coupon=np.array(coupon), spread=np.array(spread), par_bn=np.array(par), premium_bn=np.array(premium),
            outstanding_bn=np.array(outstanding),
        ),
        mbs=MbsCohorts(
            coupon=np.array([5.5, 4.0, 4.0]), wac=np.array([6.1, 4.6, 4.6]), remaining_months=np.array([300.0, 5.0, 350.0]),
            age_months=np.array([60.0, 175.0, 10.0]), burnout=np.array([0.9, 0.3, 1.0]), face_bn=np.array([70.0, 1.0, 49.0]),
        ),
        agency_debt=TreasuryLots(
            kind=("agency",) * 2, maturity=np.array([3, 50]) + OPENING.ordinal, coupon=np.array([4.0, 5.0]),
            par_bn=np.array([2.0, 4.0]),
        ),
        mbs_premium_share=0.03,
    )  # fmt: skip


@pytest.fixture(scope="session")
def issuance() -> Issuance:
    """30bn a month to the public: half two years, the rest five and ten."""
    return Issuance.of(((24, 0.5), (60, 0.3), (120, 0.2)), bn_per_month=30.0)


@pytest.fixture(scope="session")
def rates() -> Callable[..., RatePaths]:
    """``rates(paths, months)``: wandering curves, mortgage rates that make refinancing pay and not, prices that rise."""

    def make(paths: int = 3, months: int = 24, seed: int = 1) -> RatePaths:
        random = np.random.default_rng(seed)
        level = 3.0 + np.cumsum(random.normal(0.0, 0.3, (paths, months)), axis=1)
        yields = np.maximum(level[..., None] + np.array([-2.0, -1.0, -0.3, 0.2, 0.9]), 0.05)
        return RatePaths(
            maturities_years=KNOTS, par_yields=yields, policy_rate=yields[..., 0], bill_yield=yields[..., 0],
            mortgage_rate=np.maximum(level + 1.8, 1.6), price_growth=1.0 + random.normal(0.002, 0.003, (paths, months)),
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def on_grid() -> Callable[..., Programme]:
    """``on_grid(scenario, months)``: what it does in each month after the opening."""

    def make(scenario: Scenario, months: int = 24) -> Programme:
        dates = quarters_from(OPENING.quarter + 1, -(-months // 3))
        return as_it_happens(timetable(scenario, OPENING, dates), scenario.standing, months)

    return make
