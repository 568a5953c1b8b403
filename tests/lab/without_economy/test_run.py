"""A programme of an economy without a model: what is computed, what balances, and what is refused in words."""

from collections.abc import Callable

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Quarter
from qelab.core.units import convert
from qelab.data.bank_rate import monthly_means
from qelab.lab.economies import NO_MODEL
from qelab.lab.lab import Lab
from qelab.lab.result import Result
from qelab.policy.catalogue import scenario
from qelab.report.html.page import report_html

APF = "boe_2009_apf"
NAMES = {
    "soma_treasuries_bn", "soma_market_value_bn", "ten_year_equivalents_pct_gdp", "reserves_bn", "currency_bn",
    "monetary_base_bn", "bank_deposits_bn", "broad_money_bn", "net_income_bn_per_quarter", "remittances_bn_per_quarter",
    "unrealised_gain_bn", "soma_duration_years",
}  # fmt: skip


@pytest.fixture(scope="module")
def apf(run) -> Result:
    return run(APF)


def test_portfolio_money_and_income_and_nothing_else(apf):
    assert set(apf.names) == NAMES
    assert apf.model == NO_MODEL
    assert (apf.exits, apf.variants, apf.draws) == ((), (), None)
    assert (apf.quarters[0], apf.quarters[-1]) == (Quarter.of(2008, 4), Quarter.of(2026, 3))
    assert all(np.isfinite(levels).all() for levels in apf.levels.values())


def test_the_treasury_gets_the_profit_and_bears_the_loss(apf):
    income, paid = (
        apf.values("net_income_bn_per_quarter", "policy")[1:],
        apf.values("remittances_bn_per_quarter", "policy")[1:],
    )
    np.testing.assert_array_equal(income, paid)
    effect = apf.values("remittances_bn_per_quarter")[1:]
    quarters = apf.quarters[1:]
    assert all(
        effect[place] > 0
        for place, quarter in enumerate(quarters)
        if Quarter.of(2009, 2) <= quarter <= Quarter.of(2022, 2)
    )
    assert all(effect[place] < 0 for place, quarter in enumerate(quarters) if quarter >= Quarter.of(2022, 4))


def test_without_the_programme_there_is_the_income_on_currency_alone(apf):
    """Bank Rate on the growth of banknotes since the opening, a month later: by another route."""
    notes = apf.values("currency_bn", "counterfactual")
    growth = np.concatenate([[0.0], np.cumsum(np.repeat(np.diff(notes) / 3, 3))])[:-1]
    rate = convert(
        monthly_means(apf.quarters[1].months[0], len(growth)), "percent per annum", "decimal per month"
    )
    expected = (growth * rate).reshape(-1, 3).sum(-1)
    np.testing.assert_allclose(
        apf.values("net_income_bn_per_quarter", "counterfactual")[1:], expected, atol=1e-9
    )
    assert not apf.values("soma_treasuries_bn", "counterfactual").any()


def test_reserves_are_what_the_gilts_cost(apf):
    """Bought at par, profits passed on: reserves differ by the stock, in the ledger as in the portfolio."""
    np.testing.assert_allclose(apf.values("reserves_bn"), apf.values("soma_treasuries_bn"), atol=1e-6)
    sheet = apf.ledger.balance_sheet("central_bank", at="2022-06")
    held = apf.values("soma_treasuries_bn", "policy")[apf.quarters.index(Quarter.of(2022, 2))]
    assert dict(sheet.assets)["treasury_securities"] == pytest.approx(held, abs=1e-6)


def test_a_programme_of_size_zero_does_nothing(run):
    nothing = run(scenario(APF).with_(size_bn=0))
    for name in nothing.names:
        assert np.nanmax(np.abs(nothing.values(name))) < 1e-9, name


def test_twice_the_programme_is_twice_the_money(run, apf):
    twice = run(scenario(APF).with_(size_bn=2450))
    for name in ("soma_treasuries_bn", "reserves_bn", "remittances_bn_per_quarter", "unrealised_gain_bn"):
        np.testing.assert_allclose(
            twice.values(name)[1:], 2 * apf.values(name)[1:], rtol=1e-9, atol=1e-9, err_msg=name
        )


def test_it_is_kept_and_read_back(apf, tmp_path):
    apf.save(tmp_path / "apf.nc")
    again = Result.load(tmp_path / "apf.nc")
    assert again == apf


def test_other_views_hold_what_there_is(apf):
    assert set(apf.frame()["series"]) == NAMES
    document = apf.as_document("en")
    assert set(document["series"]) == NAMES
    assert (document["model"], document["exit_table"]) == (NO_MODEL, [])
    assert {row.series for row in apf.headline()} <= NAMES
    assert apf.main_announcement() == Quarter.of(
        2022, 3
    )  # of all announcements with a size the one with most withdrawn


def test_a_money_series_is_explained_and_says_what_is_missing(apf):
    found = apf.explain("broad_money_bn")
    assert sum(row.value for row in found.rows) == pytest.approx(found.total)
    assert "no model" in found.limits()[0]


def test_the_notes_say_why_in_both_languages(apf):
    english, chinese = apf.assumptions("en"), apf.assumptions("zh-Hant")
    assert len(english) == len(chinese) == 9
    assert "no model" in english[0]
    assert "尚無" in chinese[0]


def test_a_user_may_change_it(run, apf):
    slower = run(scenario(APF).with_(**{"announcements.15.phases.0.size_bn": 40}))
    assert slower.values("soma_treasuries_bn")[-1] == pytest.approx(
        apf.values("soma_treasuries_bn")[-1] + 30, abs=1e-6
    )
    assert slower.values("soma_treasuries_bn")[-5] == pytest.approx(
        apf.values("soma_treasuries_bn")[-5], abs=1e-9
    )


REFUSED: dict[str, Callable[[Lab, Result], object]] = {
    "QE730": lambda _, apf: apf.values("output_gap"),
    "QE731": lambda lab, _: lab.compare_models(scenario(APF)),
    "QE732": lambda lab, _: lab.run(scenario(APF).with_(opening="us_2008q3")),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusals_in_words(code, golden_error, lab, apf):
    """``QELAB_GOLDEN=write`` records the texts."""
    golden_error(code, lambda: REFUSED[code](lab, apf))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda apf: apf.explain("yield_10y"),
        lambda apf: apf.values("unemployment_rate", "policy"),
        lambda apf: apf.values("deferred_asset_bn"),
    ],
)
def test_series_that_are_not_there(apf, attempt):
    with pytest.raises(QelabError, match="QE730"):
        attempt(apf)


def test_a_name_that_does_not_exist_stays_one(apf):
    with pytest.raises(QelabError, match="QE102"):
        apf.values("gilts_bn")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda _lab, apf: Lab(macro="sims_wu_2021").run(apf.scenario),
        lambda _lab, apf: Lab(draws=4).run(apf.scenario),
        lambda lab, apf: lab.settled(apf.scenario),
        lambda lab, apf: lab.write_mod(apf.scenario, "nowhere"),
        lambda _lab, apf: report_html(apf),
        lambda lab, apf: lab.run(
            apf.scenario.with_(**{"announcements.0.guidance": {"until": "2010-06", "source": "said"}})
        ),
        lambda lab, apf: lab.run(
            apf.scenario.with_(
                **{"announcements.0.stress": {"level": 1.0, "fades_per_quarter": 0.5, "source": "said"}}
            )
        ),
    ],
)
def test_what_takes_a_model_is_refused(lab, apf, attempt):
    with pytest.raises(QelabError, match="QE731"):
        attempt(lab, apf)


def test_the_opening_of_another_economy_is_refused_the_other_way_too(lab):
    with pytest.raises(QelabError, match="QE732"):
        lab.run(scenario("fed_2010_lsap2").with_(opening="uk_2008q4"))
