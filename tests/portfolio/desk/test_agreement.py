"""The desk and the laboratory's projection: the same opening, the same mortgage rates, the programme as it happened.

Where they must agree to rounding: what matures, what is redeemed, rolled over, reinvested and traded, and so par in
total; par by bucket of a run-off; MBS up to the laboratory's cohort of a quarter, which here are three. Where they differ
and why: the laboratory rolls what a programme itself has bought over in kind, the desk at auction like everything else, so
that the maturities of a purchase programme drift apart once its first securities mature; it sells in the shares in
which it bought, the desk in proportion to what is held; and the tail is an expectation that no desk carries out.
"""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.time import quarters_from
from qelab.data import opening
from qelab.policy.catalogue import scenario
from qelab.portfolio.bonds import bond_table
from qelab.portfolio.desk.opening import desk_opening
from qelab.portfolio.desk.programme import as_it_happens, without_programme
from qelab.portfolio.desk.projection import DeskProjection, project_desk
from qelab.portfolio.desk.rules import Issuance
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection, project
from qelab.portfolio.timetable import timetable
from qelab.portfolio.valuation import Valuation


def both(name: str, world: int = PROGRAMME) -> tuple[Projection, DeskProjection, int]:
    """The laboratory's projection as its last date has seen it, the desk's, and the months before the tail."""
    asked = scenario(name)
    state = opening(asked.opening)
    dates = quarters_from(state.month.quarter + 1, asked.horizon_quarters)
    table, months = timetable(asked, state.month, dates), 3 * len(dates)
    seen = replace(
        table, information_dates=dates[-1:], in_force=table.in_force[-1:], in_tail=table.in_tail[-1:]
    )
    # Mortgage rates of quarters, as the laboratory has them: refinancing waves and lock-in.
    rate = np.repeat(4.0 + 1.5 * np.sin(np.arange(-(-table.months // 3)) / 3), 3)[: table.months]
    worth = Valuation(bonds=bond_table(state.curve), mortgages=duration_table(4.0))
    growth = np.ones((1, table.months))
    lab = project(state.holdings, asked.standing, seen, np.tile(rate, (2, 1, 1)), growth, worth)
    flat = np.ones((1, months))
    rates = RatePaths(
        maturities_years=state.curve.maturities_years, par_yields=np.tile(state.curve.yields, (1, months, 1)),
        policy_rate=flat, bill_yield=flat, mortgage_rate=rate[None, :months], price_growth=flat,
    )  # fmt: skip
    plan = (as_it_happens if world == PROGRAMME else without_programme)(table, asked.standing, months)
    desk = project_desk(
        desk_opening(state.holdings, 1.0), plan, rates, Issuance.of(state.holdings.auction_mix)
    )
    tail = seen.in_tail[0, :months]
    return lab, desk, int(np.argmax(tail)) if tail.any() else months


def difference(lab: Projection, desk: DeskProjection, months: int, world: int = PROGRAMME) -> np.ndarray:
    """Largest difference by bucket over the months, (9,) bn."""
    found = np.concatenate(
        [desk.by_bucket_bn[0], desk.earned.mbs_par[0][:, None], desk.earned.agency_par[0][:, None]], axis=1
    )
    return np.abs(found - lab.par_bn[world, 0, : len(found)])[:months].max(0)


def test_a_run_off_agrees_by_bucket():
    lab, desk, months = both("fed_2022_qt2")
    assert months == 60
    gap = difference(lab, desk, months)
    assert gap[1:7].max() < 1e-9
    assert gap[8] < 1e-9
    # Of 2,715bn: three cohorts a quarter instead of one, and the bills into which their principal goes in the end.
    assert gap[7] < 0.01
    assert gap[0] < 0.01


@pytest.mark.parametrize("name", ["fed_2010_lsap2", "fed_2012_lsap3", "fed_2011_mep", "fed_2020_qe4"])
def test_a_purchase_programme_agrees_in_total(name):
    lab, desk, months = both(name)
    own = lab.par_bn[PROGRAMME, 0, :months, :7].sum(-1)
    np.testing.assert_allclose(desk.earned.treasury_par[0, :months], own, rtol=0, atol=1e-8)
    assert difference(lab, desk, months)[7] < 0.02
    for flow in ("matured", "treasury_trades", "mbs_trades"):
        mine, theirs = getattr(desk.flows, flow)[0, :months], getattr(lab.flows, flow)[PROGRAMME, 0, :months]
        if flow != "matured":  # what matures depends on the maturities, see above
            np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-9, err_msg=flow)


def test_purchases_agree_by_bucket_until_they_mature():
    """The second programme buys two years and more; its first securities mature after the twentieth month."""
    lab, desk, _ = both("fed_2010_lsap2")
    assert difference(lab, desk, 20).max() < 1e-9


def test_the_reference_agrees_by_bucket():
    lab, desk, months = both("fed_2022_qt2", REFERENCE)
    gap = difference(lab, desk, months, REFERENCE)
    assert gap[:7].max() < 1e-9
    assert gap[7] < 0.01
