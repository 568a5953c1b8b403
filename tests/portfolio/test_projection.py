"""The projection by hand and by conservation: what comes in, what goes out, what stays."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.data import opening
from qelab.policy.catalogue import PROGRAMMES, scenario
from qelab.portfolio.bonds import bond_table
from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection
from qelab.portfolio.state import BUCKETS
from qelab.portfolio.valuation import Valuation

SHORT = [{"from_years": 1.0, "to_years": 3.0, "share": 1.0}]
LONG = [{"from_years": 20.0, "to_years": 30.0, "share": 1.0}]
USES = [
    {"agency_principal_into": "run_off"},
    {"agency_principal_into": "bills"},
    {"agency_principal_into": "agency_mbs"},
    {"agency_principal_into": "treasury", "buckets": LONG},
]
TREASURIES = slice(0, len(BUCKETS) - 2)
MBS, AGENCY = BUCKETS.index("agency_mbs"), BUCKETS.index("agency_debt")


def by_asset(one: Projection) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return one.par_bn[..., TREASURIES].sum(-1), one.par_bn[..., MBS], one.par_bn[..., AGENCY]


def check_conservation(one: Projection, opening_par: tuple[float, float, float]) -> None:
    """Change of par = purchases - redemptions - principal + reinvestment, for every world, date and month."""
    flows = one.flows
    changes = (
        flows.treasury_trades + flows.reinvested_treasury - flows.redeemed,
        flows.mbs_trades + flows.reinvested_mbs - flows.mbs_principal,
        flows.agency_debt_trades - flows.agency_debt_matured,
    )
    for par, change, start in zip(by_asset(one), changes, opening_par, strict=True):
        before = np.concatenate([np.full((*par.shape[:2], 1), start), par[..., :-1]], axis=-1)
        np.testing.assert_allclose(par - before, change, rtol=0, atol=1e-9)
    assert np.all(flows.redeemed <= flows.matured + 1e-12)


@pytest.mark.parametrize("name", [name for name in PROGRAMMES.ids() if name != "rate_cut"])
def test_par_is_conserved_in_the_catalogue(name, projected):
    one = scenario(name)
    start = opening(one.opening)
    rate = start.economy.get("mortgage_rate_30y", 5.0)  # any, where there are no mortgages
    worth = Valuation(bonds=bond_table(start.curve), mortgages=duration_table(rate))
    done = projected(one, quarters=one.horizon_quarters, rate=rate, growth=1.003, held=start.holdings, worth=worth)
    held = start.holdings
    check_conservation(done, (held.treasuries.total_bn, held.mbs.total_bn, held.agency_debt.total_bn))


kinds = st.sampled_from(["purchase", "sell", "run_off", "reduce", "reinvest"])
assets = st.sampled_from(["treasury", "agency_mbs", "agency_debt"])


@given(
    kind=kinds, asset=assets, size=st.floats(0, 40), months=st.integers(1, 18), standing=st.sampled_from(USES),
    into=st.sampled_from(["run_off", "bills", "agency_mbs", "treasury"]), rate=st.floats(3, 8),
)  # fmt: skip
def test_par_is_conserved_by_any_phase(programme, projected, kind, asset, size, months, standing, into, rate):
    phase: dict[str, object] = {"kind": kind, "asset": asset, "months": months}
    if kind == "run_off":
        phase["cap_bn_per_month"] = size / 3 + 0.1
        standing = USES[1]
    elif kind == "reduce":
        phase |= {"asset": "treasury"} | ({"size_bn": size, "buckets": SHORT} if size > 1 else {})
        standing = USES[1]
    elif kind == "reinvest":
        phase |= {"asset": "agency_mbs", "into": into} | ({"buckets": SHORT} if into == "treasury" else {})
    else:
        phase |= {"size_bn": size} | ({"buckets": SHORT} if asset == "treasury" else {})
    check_conservation(projected(programme(phase, standing=standing), rate=rate), (1000.0, 500.0, 60.0))


def test_full_reinvestment_keeps_par(programme, projected, buy):
    for standing in USES[1:]:
        done = projected(programme(buy(0.0), standing=standing))
        total = done.par_bn.sum(-1)
        np.testing.assert_allclose(total, 1560.0, rtol=0, atol=1e-9)


def test_purchases_by_hand(programme, projected, buy):
    """60bn over six months from November: 10 a month, all in the programme's world, known from the first date."""
    done = projected(programme(buy(60.0)))
    bought = done.flows.treasury_trades
    np.testing.assert_array_equal(bought[REFERENCE], 0.0)
    np.testing.assert_allclose(bought[PROGRAMME, :, :8], np.tile([0, 10, 10, 10, 10, 10, 10, 0], (8, 1)), atol=1e-12)
    first = done.par_bn[PROGRAMME, 0] - done.par_bn[REFERENCE, 0]
    five, ten = BUCKETS.index("treasury_4.5_7y"), BUCKETS.index("treasury_7_10y")
    assert first[1, ten] == pytest.approx(5.0)
    assert first[1].sum() == pytest.approx(10.0)
    assert 0 < first[1, five] < 5.0


@pytest.mark.parametrize(
    ("asset", "column"), [("treasury", "treasury_trades"), ("agency_mbs", "mbs_trades"), ("agency_debt", "agency_debt_trades")]
)
def test_each_asset_is_bought_in_full(programme, projected, buy, asset, column):
    done = projected(programme(buy(120.0, asset=asset, months=5)))
    for name in ("treasury_trades", "mbs_trades", "agency_debt_trades"):
        bought = getattr(done.flows, name)[PROGRAMME, -1, :8].sum()
        assert bought == pytest.approx(120.0 if name == column else 0.0, abs=1e-9)


def test_two_phases_of_one_asset_are_both_bought(programme, projected, buy):
    """30bn of short and 60bn of long securities announced together: 90bn, as the phases say."""
    one = programme(buy(30.0, buckets=SHORT), buy(60.0, buckets=LONG))
    assert one.announced_total_bn == 90.0
    done = projected(one)
    assert done.flows.treasury_trades[PROGRAMME, 0, :7].sum() == pytest.approx(90.0)
    held = done.par_bn[PROGRAMME, 0, 6] - done.par_bn[REFERENCE, 0, 6]
    assert held[BUCKETS.index("treasury_22.5_30y")] + held[BUCKETS.index("treasury_10_22.5y")] == pytest.approx(60.0)


def test_a_maturity_swap_buys_and_sells_its_full_size(programme, projected, buy):
    """50bn of short securities sold, 50bn of long ones bought: par unchanged, ten-year equivalents up."""
    one = programme(buy(50.0, buckets=LONG), buy(50.0, kind="sell", buckets=SHORT))
    done = projected(one)
    change = done.par_bn[PROGRAMME, 0, 6] - done.par_bn[REFERENCE, 0, 6]
    assert change[TREASURIES].sum() == pytest.approx(0.0, abs=1e-9)
    assert change[BUCKETS.index("treasury_22.5_30y")] + change[BUCKETS.index("treasury_10_22.5y")] == pytest.approx(50.0)
    equivalents = done.ten_year_equivalents_bn.sum(-1)
    assert equivalents[PROGRAMME, 0, 6] - equivalents[REFERENCE, 0, 6] > 50.0


def test_an_expansion_counts_what_was_bought_before(programme, projected, buy, announce):
    """60bn, then 120bn in total: two months at 10 a month, then the remaining 100 over five months."""
    later = announce("2011-01-20", buy(120.0, months=5))
    done = projected(programme(buy(60.0), later=[later]))
    seen_last = done.flows.treasury_trades[PROGRAMME, -1, :9]
    np.testing.assert_allclose(seen_last, [0, 10, 10, 20, 20, 20, 20, 20, 0], atol=1e-9)
    seen_first = done.flows.treasury_trades[PROGRAMME, 0, :9]
    np.testing.assert_allclose(seen_first, [0, 10, 10, 10, 10, 10, 10, 0, 0], atol=1e-9)


def test_an_expansion_may_cut_short(programme, projected, buy, announce):
    """60bn, then 15bn in total although 20 were bought: nothing more is bought, nothing is sold."""
    later = announce("2011-01-20", buy(15.0, months=5))
    done = projected(programme(buy(60.0), later=[later]))
    np.testing.assert_allclose(done.flows.treasury_trades[PROGRAMME, -1, :9], [0, 10, 10] + [0] * 6, atol=1e-12)


def test_what_a_later_announcement_does_not_mention_goes_on(programme, projected, buy, announce):
    """MBS announced in January: the Treasuries of November are bought to the end."""
    later = announce("2011-01-20", buy(50.0, asset="agency_mbs", months=5))
    flows = projected(programme(buy(60.0), later=[later])).flows
    np.testing.assert_allclose(flows.treasury_trades[PROGRAMME, -1, :8], [0, 10, 10, 10, 10, 10, 10, 0], atol=1e-9)
    np.testing.assert_allclose(flows.mbs_trades[PROGRAMME, -1, :9], [0, 0, 0, 10, 10, 10, 10, 10, 0], atol=1e-9)
    np.testing.assert_array_equal(flows.mbs_trades[PROGRAMME, 0, :9], 0.0)


def test_a_later_sale_does_not_end_a_purchase(programme, projected, buy, announce):
    later = announce("2011-01-20", buy(40.0, kind="sell", buckets=SHORT, months=4))
    flows = projected(programme(buy(60.0), later=[later])).flows
    np.testing.assert_allclose(flows.treasury_trades[PROGRAMME, -1, :8], [0, 10, 10, 0, 0, 0, 0, 0], atol=1e-9)


@pytest.mark.parametrize(("cap", "asset"), list(product([2.0, 8.0, 40.0], ["treasury", "agency_mbs", "agency_debt", "securities"])))
def test_run_off_never_exceeds_its_cap(programme, projected, cap, asset):
    phase = {"kind": "run_off", "asset": asset, "months": 12, "cap_bn_per_month": cap}
    done = projected(programme(phase))
    total = done.par_bn.sum(-1)
    fall = -np.diff(np.concatenate([np.full((2, 8, 1), 1560.0), total], axis=-1), axis=-1)
    np.testing.assert_allclose(fall[REFERENCE], 0.0, atol=1e-9)
    assert np.all(fall[PROGRAMME, :, 1:13] <= cap + 1e-9)
    assert np.all(fall[PROGRAMME, :, 1:13] > 0)
    assert fall[PROGRAMME, 0, 0] == pytest.approx(0.0, abs=1e-12)


def test_run_off_of_all_securities_takes_mbs_first(programme, projected):
    """A cap below MBS principal leaves the rest alone; above it agency debt, then Treasuries fill it exactly."""
    principal = projected(programme({"kind": "run_off", "asset": "treasury", "cap_bn_per_month": 0.01})).flows.mbs_principal
    smallest, largest = principal[PROGRAMME, 0, 1:7].min(), principal[PROGRAMME, 0, 1:7].max()
    phase = {"kind": "run_off", "asset": "securities", "months": 6}
    below = projected(programme(phase | {"cap_bn_per_month": smallest / 2}))
    np.testing.assert_array_equal(below.flows.redeemed[PROGRAMME, 0], 0.0)
    above = projected(programme(phase | {"cap_bn_per_month": largest + 5.0}))
    months = slice(1, 7)
    flows = (above.flows.mbs_principal, above.flows.agency_debt_matured, above.flows.redeemed)
    joint = sum(flow[PROGRAMME, 0, months] for flow in flows)
    np.testing.assert_allclose(joint, largest + 5.0, rtol=0, atol=1e-9)
    assert np.all(above.flows.redeemed[PROGRAMME, 0, months] > 3.0)


def test_a_programme_in_short_securities_stays_short(programme, projected, buy):
    """What matures of it is replaced in kind: after eighteen months nothing of it is longer than three years."""
    exit_ = {"hold_quarters": 8, "then_x_per_quarter": 0.9}
    done = projected(programme(buy(60.0, buckets=SHORT), announced={"exit": exit_}))
    gap = done.par_bn[PROGRAMME, 0, 20] - done.par_bn[REFERENCE, 0, 20]
    held = dict(zip(BUCKETS, gap, strict=True))
    assert sum(gap) == pytest.approx(60.0)
    assert sum(held[name] for name in ("treasury_0_1y", "treasury_1_2.25y", "treasury_2.25_4.5y")) == pytest.approx(60.0)


def test_bills_are_rolled_into_bills(programme, projected, buy):
    wanted = [{"from_years": 0.0, "to_years": 0.25, "share": 1.0}]
    done = projected(programme(buy(60.0, buckets=wanted), announced={"exit": {"hold_quarters": 8, "then_x_per_quarter": 0.9}}))
    gap = done.par_bn[PROGRAMME, 0] - done.par_bn[REFERENCE, 0]
    np.testing.assert_allclose(gap[6:20, BUCKETS.index("treasury_0_1y")], 60.0)
    np.testing.assert_allclose(gap[6:20].sum(-1), 60.0)


def test_sixty_a_month_in_each_of_24_months(projected):
    one = scenario("from_now_qt60")
    start = opening(one.opening)
    rate = start.economy["mortgage_rate_30y"]
    worth = Valuation(bonds=bond_table(start.curve), mortgages=duration_table(rate))
    done = projected(one, quarters=12, rate=rate, held=start.holdings, worth=worth)
    for row in range(12):
        gap = done.par_bn[PROGRAMME, row].sum(-1) - done.par_bn[REFERENCE, row].sum(-1)
        np.testing.assert_allclose(gap[:24], -60.0 * np.arange(1, 25), rtol=0, atol=1e-8)
    principal = done.flows.mbs_principal[PROGRAMME, 0, :24]
    assert np.all((principal > 10) & (principal < 25))


def test_size_zero_leaves_the_worlds_bit_identical(programme, projected, buy):
    phases = (buy(0.0), buy(0.0, asset="agency_mbs"), buy(0.0, asset="agency_debt"), buy(0.0, kind="sell"))
    done = projected(programme(*phases, size_bn=0.0))
    for values in (done.par_bn, done.ten_year_equivalents_bn, done.market_value_bn):
        np.testing.assert_array_equal(values[PROGRAMME], values[REFERENCE])
    for name in type(done.flows).__dataclass_fields__:
        flow = getattr(done.flows, name)
        np.testing.assert_array_equal(flow[PROGRAMME], flow[REFERENCE])


def test_matured_securities_are_rolled_at_par(programme, projected, holdings):
    """Bills of 30bn and the notes of the first month mature in October and are replaced."""
    done = projected(programme({"kind": "run_off", "asset": "agency_debt", "cap_bn_per_month": 1.0}))
    notes = float(holdings.treasuries.par_bn[0])
    assert done.flows.matured[REFERENCE, 0, 0] == pytest.approx(30.0 + notes)
    assert done.flows.redeemed[REFERENCE].max() == 0.0
    assert by_asset(done)[0][REFERENCE] == pytest.approx(np.full((8, done.timetable.months), 1000.0) + np.cumsum(
        done.flows.reinvested_treasury[REFERENCE], axis=-1
    ))  # fmt: skip


def test_mbs_principal_by_hand(programme, projected):
    """October: scheduled share and mean-season prepayment of the two cohorts at 0.1 and 1.1 points incentive."""
    principal = 0.0
    for face, wac, months, age, burnout in ((300.0, 5.1, 340, 20, 1.0), (200.0, 6.1, 300, 60, 0.9)):
        incentive, i = wac - 5.0, wac / 1200
        turnover = 0.066 * min(age / 30, 1) * (1 - 0.22 / (1 + np.exp(1.6 * (incentive + 1.2))))
        cpr = turnover + 0.42 / (1 + np.exp(-2.2 * (incentive - 0.75))) * burnout
        scheduled = face * i / ((1 + i) ** months - 1)
        principal += scheduled + (face - scheduled) * (1 - (1 - cpr) ** (1 / 12))
    done = projected(programme({"kind": "run_off", "asset": "treasury", "cap_bn_per_month": 1.0}))
    assert done.flows.mbs_principal[REFERENCE, 0, 0] == pytest.approx(principal, rel=1e-12)


def test_lower_mortgage_rates_bring_more_principal(programme, projected, buy):
    flows = [projected(programme(buy(1.0)), rate=rate).flows.mbs_principal[REFERENCE, 0, :6] for rate in (4.0, 5.0, 6.0)]
    assert np.all(flows[0] > flows[1])
    assert np.all(flows[1] > flows[2])
