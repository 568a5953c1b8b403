"""A small portfolio of round numbers, programmes as plain data, and projections under fixed rates."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from qelab.core.time import Month, quarters_from
from qelab.policy.scenario import Scenario
from qelab.portfolio.bonds import ParCurve, bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.expected import ExpectedHoldings, expected_holdings
from qelab.portfolio.holdings import Holdings, MbsCohorts, TreasuryLots
from qelab.portfolio.projection import Projection, project
from qelab.portfolio.timetable import timetable
from qelab.portfolio.valuation import Valuation

OPENING = Month.parse("2010-09")
RATE = 5.0
SHORT = [{"from_years": 1.0, "to_years": 3.0, "share": 1.0}]
MIDDLE = [{"from_years": 3.0, "to_years": 7.0, "share": 0.5}, {"from_years": 7.0, "to_years": 10.0, "share": 0.5}]
LONG = [{"from_years": 20.0, "to_years": 30.0, "share": 1.0}]


@pytest.fixture(scope="session")
def valuation() -> Valuation:
    """A flat curve at 4 % and a mortgage rate of 5 %."""
    curve = ParCurve(maturities_years=np.array([0.25, 30.0]), yields=np.array([4.0, 4.0]))
    return Valuation(bonds=bond_table(curve), mortgages=duration_table(RATE))


@pytest.fixture(scope="session")
def holdings() -> Holdings:
    """1,000bn of Treasuries over all maturities, 500bn of MBS in two cohorts, 60bn of agency debt."""
    months = np.arange(1, 361)
    par = np.exp(-months / 60)
    notes = TreasuryLots(
        kind=("note",) * 360, maturity=months + OPENING.ordinal, coupon=np.full(360, 4.0), par_bn=900 * par / par.sum()
    )
    bills = TreasuryLots(
        kind=("bill",) * 3, maturity=np.arange(1, 4) + OPENING.ordinal, coupon=np.zeros(3), par_bn=np.array([30.0, 40, 30])
    )
    return Holdings(
        month=OPENING,
        treasuries=TreasuryLots(
            kind=notes.kind + bills.kind,
            maturity=np.concatenate([notes.maturity, bills.maturity]),
            coupon=np.concatenate([notes.coupon, bills.coupon]),
            par_bn=np.concatenate([notes.par_bn, bills.par_bn]),
        ),
        mbs=MbsCohorts(
            coupon=np.array([4.5, 5.5]),
            wac=np.array([5.1, 6.1]),
            remaining_months=np.array([340.0, 300.0]),
            age_months=np.array([20.0, 60.0]),
            burnout=np.array([1.0, 0.9]),
            face_bn=np.array([300.0, 200.0]),
        ),
        agency_debt=TreasuryLots(
            kind=("agency",) * 60,
            maturity=np.arange(1, 61) + OPENING.ordinal,
            coupon=np.full(60, 4.0),
            par_bn=np.ones(60),
        ),
        synthetic=True,
        auction_mix=((24, 0.25), (60, 0.25), (120, 0.25), (360, 0.25)),
    )


@pytest.fixture(scope="session")
def programme() -> Callable[..., Scenario]:
    """``programme(phase, phase, ..., later=[...])``: a hypothetical scenario of 3 November 2010."""

    def make(*phases: dict[str, Any], later: list[dict[str, Any]] | None = None, **changes: Any) -> Scenario:
        first = dict(changes.pop("announced", {}))
        date = first.pop("date", "2010-11-03")
        only_run_off = {phase["kind"] for phase in phases} <= {"run_off", "reduce"} and not later
        content: dict[str, Any] = {
            "id": "test",
            "label": {"en": "test"},
            "opening": "us_2010q3",
            "counterfactual": "full_reinvestment" if only_run_off else "without_programme",
            "standing": {"agency_principal_into": "bills"},
            "announcements": [announcement(date, *phases, **first), *(later or [])],
            "source": "hypothetical",
        }
        return Scenario.from_mapping(content | changes)

    return make


def announcement(date: str, *phases: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """One announcement as plain data; purchases and sales run for six months from its own month on."""
    complete = [{"start": date[:7]} | ({"months": 6} if p["kind"] != "reinvest" else {}) | p for p in phases]
    exit_ = {"hold_quarters": 2, "then_x_per_quarter": 0.9}
    return {
        "date": date, "aim": {"en": "aim"}, "length": {"en": "length"}, "phases": complete, "exit": exit_,
    } | changes  # fmt: skip


@pytest.fixture(scope="session")
def announce() -> Callable[..., dict[str, Any]]:
    return announcement


@pytest.fixture(scope="session")
def buy() -> Callable[..., dict[str, Any]]:
    """``buy(60.0)``: Treasuries of 3 to 10 years; other keys as given."""

    def phase(size_bn: float, **changes: Any) -> dict[str, Any]:
        treasury = changes.get("asset", "treasury") == "treasury"
        one = {"kind": "purchase", "asset": "treasury", "size_bn": size_bn} | ({"buckets": MIDDLE} if treasury else {})
        return one | changes

    return phase


@pytest.fixture(scope="session")
def projected(holdings, valuation) -> Callable[..., Projection]:
    """Project a scenario over eight quarters with a constant mortgage rate and constant nominal GDP."""

    def run(
        scenario: Scenario,
        *,
        quarters: int = 8,
        rate: float | np.ndarray = RATE,
        growth: float = 1.0,
        held: Holdings = holdings,
        worth: Valuation = valuation,
    ) -> Projection:
        dates = quarters_from(held.month.quarter + 1, quarters)
        table = timetable(scenario, held.month, dates)
        shape = table.in_force.shape
        rates = np.broadcast_to(rate, (2, *shape)).copy()
        return project(held, scenario.standing, table, rates, np.full(shape, growth), worth, whole_grid=True)

    return run


@pytest.fixture(scope="session")
def expect(projected) -> Callable[..., ExpectedHoldings]:
    """Expected holdings of a scenario under the same fixed rates."""

    def run(scenario: Scenario, **options: Any) -> ExpectedHoldings:
        return expected_holdings(projected(scenario, **options), "test")

    return run
