"""A stock that falls by an announced envelope: maturities first, sales for the rest, by hand and on the synthetic portfolio."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from qelab.core.time import Month, quarters_from
from qelab.data import opening
from qelab.policy.catalogue import scenario
from qelab.policy.parts import Phase, PhaseKind
from qelab.policy.scenario import Scenario
from qelab.portfolio.bonds import bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.holdings import Holdings, MbsCohorts, TreasuryLots
from qelab.portfolio.operations import Operation
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection, project
from qelab.portfolio.reductions import Reductions
from qelab.portfolio.state import State, initial_state
from qelab.portfolio.timetable import timetable
from qelab.portfolio.valuation import Valuation

BUCKETS = [{"from_years": 3, "to_years": 7, "share": 0.5}, {"from_years": 7, "to_years": 20, "share": 0.5}]
_NO_LOTS = TreasuryLots(kind=(), maturity=np.zeros(0, dtype=np.int64), coupon=np.zeros(0), par_bn=np.zeros(0))
NOTHING: dict[str, Any] = {
    "treasuries": _NO_LOTS, "agency_debt": _NO_LOTS, "synthetic": True, "auction_mix": ((24, 1.0),),
    "mbs": MbsCohorts(**{name: np.zeros(0) for name in MbsCohorts.__slots__}),
}  # fmt: skip
ROWS = slice(0, 1)
ALL = np.array([[0.0], [1.0]])


def operation(size_bn: float | None, months: int = 4) -> Operation:
    buckets = BUCKETS if size_bn is not None else []
    phase = Phase.model_validate(
        {
            "kind": "reduce",
            "asset": "treasury",
            "start": "2026-08",
            "months": months,
            "size_bn": size_bn,
            "buckets": buckets,
        }
    )
    return Operation(phase=phase, programme="mine", first=0, last=months - 1, envelope_bn=size_bn)


def maturing(*months: float) -> State:
    """Holdings of both worlds at one date: coupon securities due in one, two, ... months."""
    state = initial_state(Holdings(month=Month.parse("2026-07"), **NOTHING), 1, 0)
    state.par[..., 1 : 1 + len(months)] = months
    return state


def test_a_sale_by_hand():
    """100 in four months, 10 gone in the first, 20, 5 and 5 will mature: 60 are left to sell, 15 a month."""
    reductions, plan = Reductions(1), operation(100.0)
    reductions.add(plan, ROWS, 10.0 * ALL)
    sale = reductions.sell(plan, ROWS, ALL, 0, maturing(20, 5, 5, 1000))
    np.testing.assert_allclose(sale, [[0.0], [15.0]])


def test_cut_short_it_keeps_its_pace_and_its_count():
    reductions, plan = Reductions(1), operation(100.0)
    cut = replace(plan, last=1)
    reductions.add(plan, ROWS, 40.0 * ALL)
    np.testing.assert_allclose(reductions.left(cut, ROWS, ALL), [[0.0], [60.0]])
    np.testing.assert_allclose(reductions.sell(cut, ROWS, ALL, 1, maturing(0)), [[0.0], [20.0]])


def test_maturities_beyond_the_envelope_are_reinvested_and_nothing_is_sold():
    reductions, plan = Reductions(1), operation(10.0)
    assert reductions.sell(plan, ROWS, ALL, 0, maturing(50)).max() == 0.0
    np.testing.assert_allclose(reductions.left(plan, ROWS, 0.5 * ALL), [[0.0], [5.0]])


def test_without_an_envelope_all_that_matures_may_leave_and_nothing_is_sold():
    reductions, plan = Reductions(1), operation(None)
    np.testing.assert_array_equal(reductions.left(plan, ROWS, ALL), [[0.0], [np.inf]])
    assert reductions.sell(plan, ROWS, ALL, 0, maturing(1)).max() == 0.0


def test_a_date_inherits_what_left_before_it():
    reductions, plan = Reductions(2), operation(100.0)
    reductions.add(plan, slice(0, 1), 30.0 * ALL)
    reductions.inherit(1)
    np.testing.assert_allclose(reductions.left(plan, slice(1, 2), ALL), [[0.0], [70.0]])


def programme(**keys: Any) -> Scenario:
    """A reduction announced in July 2026, on the synthetic portfolio of 2026."""
    phase = {"kind": "reduce", "asset": "treasury", "start": "2026-08", "months": 12} | keys
    mapping: dict[str, Any] = scenario("from_now_qt60").to_mapping() | {"size_bn": None}
    (announced,) = mapping["announcements"]
    changed = {**announced, "date": dt.date(2026, 7, 15), "phases": [phase]}
    kept = {key: value for key, value in mapping.items() if value is not None}
    return Scenario.from_mapping(kept | {"announcements": [changed]})


def projected(one: Scenario, quarters: int = 8) -> Projection:
    state = opening(one.opening)
    table = timetable(one, state.month, quarters_from(state.month.quarter + 1, quarters))
    valuation = Valuation(
        bonds=bond_table(state.curve), mortgages=duration_table(state.economy["mortgage_rate_30y"])
    )
    rate = np.full((2, quarters, table.months), state.economy["mortgage_rate_30y"])
    return project(state.holdings, one.standing, table, rate, np.ones((quarters, table.months)), valuation)


def fall(found: Projection, first: str, last: str) -> np.ndarray:
    """What the programme's Treasuries lose against the reference between two month ends, as it happened, bn."""
    start = found.timetable.opening
    before, after = (Month.parse(text) - start - 1 for text in (first, last))
    par = found.par_bn[..., :-2].sum(-1)
    gap = par[REFERENCE] - par[PROGRAMME]
    return gap[after // 3, after] - gap[before // 3, before]


@pytest.mark.parametrize("size", [200.0, 1500.0])
def test_the_stock_falls_by_the_envelope(size):
    """Against a world in which what matures is rolled over: by the envelope, more than matures or less."""
    found = projected(programme(size_bn=size, buckets=BUCKETS))
    assert fall(found, "2026-07", "2027-07") == pytest.approx(size, abs=1e-6)
    steps = np.arange(1, 13)
    sold = -found.flows.treasury_trades[PROGRAMME, steps // 3, steps]
    assert not found.flows.treasury_trades[REFERENCE, steps // 3, steps].any()
    assert (sold >= 0).all()
    assert sold.sum() == pytest.approx(
        size - found.flows.redeemed[PROGRAMME, steps // 3, steps].sum(), abs=1e-6
    )


def test_what_comes_in_later_lowers_later_sales():
    """Principal of MBS goes into bills, which mature inside the year: sales are even over what is known, and fall with news."""
    found = projected(programme(size_bn=1500.0, buckets=BUCKETS))
    steps = np.arange(1, 13)
    sold = -found.flows.treasury_trades[PROGRAMME, steps // 3, steps]
    assert (np.diff(sold) < 1e-9).all()
    np.testing.assert_allclose(
        sold[-3:], sold[-4]
    )  # bills of three months that come now are due after the end


def test_as_much_as_matures():
    found = projected(programme(months=6))
    steps = np.arange(1, 7)
    matured, redeemed = (
        getattr(found.flows, name)[PROGRAMME, steps // 3, steps] for name in ("matured", "redeemed")
    )
    np.testing.assert_allclose(redeemed, matured)
    assert not found.flows.treasury_trades[:, steps // 3, steps].any()


def test_of_size_zero_nothing_changes():
    found = projected(programme(size_bn=0.0, buckets=BUCKETS))
    np.testing.assert_array_equal(found.par_bn[PROGRAMME], found.par_bn[REFERENCE])


def test_expected_at_the_announcement_it_is_what_happens():
    """No later news: every information date that knows the plan sees the same months."""
    found = projected(programme(size_bn=1500.0, buckets=BUCKETS))
    for month in range(3, 12):
        np.testing.assert_allclose(found.par_bn[:, 0, month], found.par_bn[:, month // 3, month], rtol=1e-12)


def test_the_kind_is_named():
    assert PhaseKind("reduce") is PhaseKind.REDUCE
