"""Projections of the laboratory: from its own opening, from files, along given and simulated rates."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.data.sources.soma import Held
from qelab.lab.projection.holdings_file import desk_opening_of, issuance_of
from qelab.lab.projection.rate_file import read_rates
from qelab.lab.projection.run import Request
from qelab.policy.catalogue import scenario
from qelab.portfolio.desk.rules import AfterStop, Allocation, DeskRules, StopRule


@pytest.fixture(scope="module")
def qt2(lab):
    return lab.project(scenario("fed_2022_qt2"), Request(years=8))


def at(found, name: str, month: str) -> np.ndarray:
    return found.monthly()[name][:, Month.parse(month) - found.opening - 1]


def test_the_balance_sheet_balances_every_month(qt2, close):
    """Securities at cost, lending and other assets, and the deferred asset are what is owed, and capital."""
    paid = qt2.statement
    owed = paid.reserves + paid.reverse_repo + paid.foreign_pool + paid.treasury_account + paid.currency
    close(paid.total_assets + paid.deferred_asset, owed + paid.other_liabilities + paid.capital)


def test_holdings_are_those_of_the_laboratory_s_own_run(qt2, lab):
    """As long as the scenario has months. The run repays MBS at its quarters' rates, the desk on a line between them; it
    lets the compensation of maturing TIPS go, which the desk rolls over as the principal it is: 30bn in five years."""
    result = lab.run(scenario("fed_2022_qt2"))
    quarters = slice(2, 60, 3)
    mbs = result.values("soma_mbs_bn", "policy")[1:]
    np.testing.assert_allclose(qt2.monthly()["mbs_bn"][0, quarters], mbs, atol=1.0)
    treasuries = result.values("soma_treasuries_bn", "policy")[1:]
    np.testing.assert_allclose(qt2.monthly()["treasuries_bn"][0, quarters], treasuries, atol=35.0)
    reserves = result.values("reserves_bn", "policy")[1:]
    np.testing.assert_allclose(qt2.statement.reserves[0, quarters], reserves, rtol=0.015)
    # Premiums are written down in a straight line there and by the yield here; TIPS as above.
    deferred = result.values("deferred_asset_bn", "policy")[1:]
    np.testing.assert_allclose(qt2.monthly()["deferred_asset_bn"][0, quarters], deferred, atol=8.0)
    income = qt2.statement.net_income[0, :60].reshape(-1, 3).sum(1)
    np.testing.assert_allclose(income, result.values("net_income_bn_per_quarter", "policy")[1:], atol=1.0)


def test_reserves_were_paid_a_quarter_of_a_percent_while_rates_were_near_zero(lab):
    """As `qelab run` has it: the spread over the policy rate alone would give .16."""
    paid = lab.project(scenario("fed_2010_lsap2"), Request(years=2)).statement
    np.testing.assert_allclose(paid.interest_on_reserves[0, 1:], 0.0025 / 12 * paid.reserves[0, :-1], rtol=1e-9)


def test_what_is_lent_when_reserves_run_out_is_said(lab):
    """Thirty years in which currency grows and nothing is bought."""
    series = lab.project(scenario("from_now_qt60"), Request(years=30)).monthly()
    lent = series["open_market_lending_bn"][0]
    assert lent[0] == 0.0 < lent[-1]
    np.testing.assert_allclose(series["reserves_bn"][0, lent > 0], 40.0)


def test_run_off_adds_up(qt2, close):
    total = qt2.monthly()["securities_bn"][0]
    close(sum(qt2.opening_bn) - total[-1], sum(row["run_off_bn"][0] for _, row in qt2.years()))


def test_years_are_sums_and_ends(qt2, close):
    years = dict(qt2.years())
    series = qt2.monthly()
    assert list(years) == list(range(2022, 2031))
    close(years[2023]["net_income_bn"], series["net_income_bn"][:, 9:21].sum(1))
    close(years[2023]["reserves_bn"], series["reserves_bn"][:, 20])
    assert str(qt2.last_month(2030)) == "2030-03"


def test_losses_begin_in_2022_and_build_a_deferred_asset(qt2):
    """Not fitted: the caps, the scenario's rates, and what reserves and reverse repo are paid."""
    series = qt2.monthly()
    first = qt2.opening + (int(np.argmax(series["deferred_asset_bn"][0] > 0)) + 1)
    assert Month.parse("2022-08") <= first <= Month.parse("2022-11")
    assert 200.0 < series["deferred_asset_bn"].max() < 260.0
    assert -132.0 < dict(qt2.years())[2023]["net_income_bn"][0] < -97.0  # -114.3, within 15 %


def test_a_file_of_rates_is_what_it_says(lab, rate_text, qt2):
    """The scenario's own rates, written into a file, give the scenario's own projection."""
    rates = qt2.rates
    header = "month,policy_rate,yield_2y,yield_5y,yield_10y,yield_30y,mortgage_rate,bill_yield,inflation"
    lines = [header]
    for step in range(rates.months):
        row = [
            rates.policy_rate[0, step], *rates.par_yields[0, step, 1:], rates.mortgage_rate[0, step],
            rates.bill_yield[0, step], 1200 * (rates.price_growth[0, step] - 1),
        ]  # fmt: skip
        lines.append(",".join([str(qt2.opening + (step + 1)), *map(repr, map(float, row))]))
    given = read_rates("\n".join(lines).encode(), "own.csv")
    found = lab.project(scenario("fed_2022_qt2"), Request(years=8, rates=given, rates_name="own.csv"))
    assert found.rates_from == "file"
    for name, path in qt2.monthly().items():
        np.testing.assert_allclose(found.monthly()[name], path, rtol=1e-9, atol=1e-7, err_msg=name)


def test_higher_rates_cost_more_and_hold_mortgages_longer(lab, rate_text):
    low, high = rate_text("2022-04", 12, 2.0, path="low"), rate_text("2022-04", 12, 7.0, path="high")
    given = read_rates(low + b"\n".join(high.splitlines()[1:]), "two.csv")
    found = lab.project(scenario("fed_2022_qt2"), Request(years=3, rates=given, rates_name="two.csv"))
    end = dict(found.years())[2024]
    assert end["mbs_bn"][1] > end["mbs_bn"][0] + 50.0
    assert end["unrealised_gain_bn"][1] < end["unrealised_gain_bn"][0] - 500.0
    assert end["deferred_asset_bn"][1] > end["deferred_asset_bn"][0]


def test_simulated_paths_lie_around_the_baseline(lab, qt2):
    found = lab.project(scenario("fed_2022_qt2"), Request(years=8, paths=100, seed=3))
    assert found.paths == 100
    assert found.rates_from == "simulated"
    own, many = dict(qt2.years())[2026], dict(found.years())[2026]
    for name in ("mbs_bn", "reserves_bn", "deferred_asset_bn", "duration_years"):
        low, high = np.quantile(many[name], [0.02, 0.98])
        assert low <= own[name][0] <= high, name
    document = found.as_document()["years"][0]
    assert set(document["mbs_bn"]) == {"median", "low", "high"}


def test_the_stop_ends_run_off_and_bills_hold_the_ratio(lab):
    asked = scenario("from_now_qt60")
    free = lab.project(asked, Request(years=4))
    rules = DeskRules(stop=StopRule(ample_pct_gdp=8.0))
    held = lab.project(asked, Request(years=4, rules=rules))
    grown = lab.project(
        asked, Request(years=4, rules=replace(rules, stop=StopRule(ample_pct_gdp=8.0, then=AfterStop.GROW)))
    )
    for found in (held, grown):
        end = int(found.desk.stopped_in[0])
        assert end >= 0
        ratio = found.monthly()["reserves_pct_gdp"][0]
        assert ratio[end] < 8.0 <= ratio[end - 1]
        np.testing.assert_allclose(found.desk.flows.redeemed[0, end + 1 :], 0.0, atol=1e-9)
        np.testing.assert_allclose(
            ratio[: end + 1], free.monthly()["reserves_pct_gdp"][0, : end + 1], rtol=1e-12
        )
    assert held.monthly()["reserves_pct_gdp"][0, -1] < 7.5
    end = int(grown.desk.stopped_in[0])
    # What lacks is bought a month later, and GDP steps up by a quarter at a time: a tenth of a point is missing then.
    np.testing.assert_allclose(grown.monthly()["reserves_pct_gdp"][0, end + 1 :], ratio[end], atol=0.2)


def test_what_is_held_of_an_economy_without_a_model(lab):
    found = lab.project(scenario("boe_2009_apf"), Request(years=10))
    assert found.rates_from == "record"
    assert dict(found.years())[2012]["treasuries_bn"][0] == pytest.approx(375.0)
    assert (found.statement.deferred_asset == 0).all()  # the Treasury indemnifies


# ---------------------------------------------------------------------------------------------------- files of holdings


def test_files_become_lots_with_the_sizes_of_their_issues(soma, debt, qt2):
    from qelab.data import opening
    from qelab.lab.books.income import premium_of

    packaged = opening("us_2022q1")
    alone = desk_opening_of(soma, None, packaged, premium_of(packaged), 1.0)
    sized = desk_opening_of(soma, debt, packaged, premium_of(packaged), 1.0)
    assert alone.month == Month.of_date(soma.as_of)
    held = [one for one in soma.holdings if one.kind.value in ("bill", "note", "bond", "tips", "frn")]
    assert alone.treasuries.par_bn.sum() == pytest.approx(sum(one.par_bn + one.inflation_bn for one in held))
    shares = {one.cusip: one.outstanding_share for one in held}
    for cusip, par, size in zip(
        alone.treasuries.cusip, alone.treasuries.par_bn, alone.treasuries.outstanding_bn, strict=True
    ):
        share = shares[str(cusip)]
        assert (np.isnan(size) and not share) or par / size == pytest.approx(share)
    assert set(alone.treasuries.cusip) <= set(sized.treasuries.cusip)
    assert sized.treasuries.par_bn.sum() == pytest.approx(alone.treasuries.par_bn.sum())
    assert not alone.synthetic


def test_bills_of_a_file_yield_what_bills_yield_on_its_day(lab, soma):
    """Two years into the scenario, at more than five per cent; at its opening they were below one."""
    later = replace(soma, as_of=soma.as_of.replace(year=2024))
    bills = [one for one in soma.holdings if one.kind is Held.BILL]
    dated = [replace(one, maturity=one.maturity.replace(year=2024)) for one in bills]
    asked = Request(years=1, holdings=replace(later, holdings=tuple(dated)))
    found = lab.project(scenario("fed_2022_qt2"), asked)
    interest = found.desk.earned.treasury_interest[0, 0]
    par = sum(one.par_bn for one in bills)
    assert interest == pytest.approx(found.rates.bill_yield[0, 0] / 1200 * par, rel=1e-9)
    assert found.rates.bill_yield[0, 0] > 5.0


def test_what_the_treasury_sells_comes_from_its_statement(debt):
    found, without = issuance_of(debt, ((24, 1.0),)), issuance_of(None, ((24, 1.0),))
    assert np.isnan(without.bn_per_month)
    assert found.shares.sum() == pytest.approx(1.0)


def test_a_projection_from_files_goes_on_from_their_day(lab, soma, debt, close):
    asked = Request(years=2, holdings=soma, holdings_names=("soma.json",), debt=debt)
    found = lab.project(scenario("fed_2022_qt2"), asked)
    assert found.opening == Month.of_date(soma.as_of)
    assert found.rules.allocation is Allocation.FREE_FLOAT
    assert not found.source.synthetic
    assert found.source.sha256 == soma.sha256
    # The caps of June to August 2022 are those of the first three months.
    assert (found.desk.flows.redeemed[0, :3] <= 30.0 + 1e-9).all()
    paid = found.statement
    owed = paid.reserves + paid.reverse_repo + paid.foreign_pool + paid.treasury_account + paid.currency
    close(paid.total_assets + paid.deferred_asset, owed + paid.other_liabilities + paid.capital)
    assert found.away_from_run_bn < -7000.0  # a made-up file of a few hundred billions


# ---------------------------------------------------------------------------------------------------------- refusals


@pytest.fixture
def triggers(lab, rate_text, soma, debt):
    own, british = scenario("fed_2022_qt2"), scenario("boe_2009_apf")
    early = replace(soma, as_of=soma.as_of.replace(year=2019))
    shifted = read_rates(rate_text("2022-05", 3), "rates.csv")
    text = rate_text("2022-04", 3)
    steep = read_rates(text.replace(b"2022-05,3,3,3,3,3", b"2022-05,0,0,1,8,12"), "rates.csv")
    late = replace(debt, as_of=debt.as_of.replace(year=2024))
    other = b"\n".join(rate_text("2022-04", 2, path="high").splitlines()[1:])
    return {
        "QE330": lambda: read_rates(text.replace(b"yield_2y", b"yield_3y"), "rates.csv"),
        "QE331": lambda: read_rates(text.replace(b"05,3,", b"05,n/a,"), "rates.csv"),
        "QE332": lambda: read_rates(text.replace(b"2022-05", b"2022-08"), "rates.csv"),
        "QE333": lambda: read_rates(text.replace(b"05,3,", b"05,300,"), "rates.csv"),
        "QE334": lambda: read_rates(rate_text("2022-04", 3, path="low") + other, "rates.csv"),
        "QE335": lambda: lab.project(own, Request(years=1, rates=shifted, rates_name="rates.csv")),
        "QE336": lambda: lab.project(own, Request(years=40)),
        "QE337": lambda: lab.project(own, Request(years=1, holdings=early)),
        "QE338": lambda: lab.project(
            own, Request(years=1, rules=DeskRules(allocation=Allocation.FREE_FLOAT))
        ),
        "QE339": lambda: lab.project(british, Request(years=1, holdings=soma)),
        "QE340": lambda: lab.project(own, Request(years=1, rates=steep, rates_name="rates.csv")),
        "QE341": lambda: lab.project(own, Request(years=1, holdings=soma, debt=late)),
    }


CODES = tuple(f"QE{number}" for number in range(330, 342))


def test_every_error_of_the_projection_is_triggered_here(triggers):
    from qelab.core.errors import messages

    assert sorted(triggers) == list(CODES) == [code for code in messages() if "QE330" <= code < "QE350"]


@pytest.mark.parametrize("code", CODES)
def test_golden(code, golden_error, triggers):
    golden_error(code, triggers[code])


@pytest.mark.parametrize(
    ("code", "name", "given"),
    [
        ("QE731", "boe_2009_apf", {"paths": 2}),  # what is drawn are changes of the Treasury curve
        ("QE845", "fed_2022_qt2", {"debt": True}),
        ("QE846", "fed_2022_qt2", {"rates": True, "paths": 2}),
    ],
)
def test_what_would_have_no_effect_is_refused(lab, rate_text, debt, code, name, given):
    values = {"debt": debt, "rates": read_rates(rate_text("2022-04", 3), "rates.csv")}
    asked = Request(years=1, **{key: values.get(key, value) for key, value in given.items()})
    with pytest.raises(QelabError) as caught:
        lab.project(scenario(name), asked)
    assert caught.value.code == code


def test_paths_beyond_the_most_are_refused(lab):
    with pytest.raises(QelabError, match="QE336"):
        lab.project(scenario("fed_2022_qt2"), Request(paths=100_000))
