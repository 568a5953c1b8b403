"""Every public series is complete in both languages, with a unit that is known."""

import re

import pytest

from qelab.core.errors import QelabError
from qelab.core.units import units
from qelab.core.vocabulary import KINDS, series, vocabulary

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Units that nothing is converted from or to: deviations and indices.
OTHER_UNITS = {
    "index", "ratio", "percent of potential", "percent of trend", "percent of own wealth", "percent of own income",
    "percent of wages", "coefficient",
}  # fmt: skip
PROMISED = [
    "soma_treasuries_bn", "soma_mbs_bn", "reserves_bn", "monetary_base_bn", "currency_bn", "bank_deposits_bn",
    "broad_money_bn", "ten_year_equivalents_pct_gdp", "policy_rate", "yield_2y", "yield_5y", "yield_10y",
    "yield_30y", "term_premium_10y", "mortgage_rate_30y", "output_gap", "consumption", "business_investment",
    "residential_investment", "unemployment_rate", "inflation_4q", "equity_price_index", "house_price_index",
    "real_exchange_rate_index",
]  # fmt: skip


@pytest.mark.parametrize("name", vocabulary())
def test_row_is_complete(name):
    row = series(name)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert row.unit in {*units(), *OTHER_UNITS}
    assert row.kind in KINDS
    assert row.frequency == "quarterly"
    assert row.source
    assert row.sign
    for lang in ("en", "zh-Hant"):
        assert row.label(lang).strip() == row.label(lang) != ""
        assert row.definition(lang).strip() == row.definition(lang) != ""
        assert row.unit_label(lang)
    assert CHINESE.search(row.label("zh-Hant"))
    assert CHINESE.search(row.definition("zh-Hant"))
    assert not CHINESE.search(row.label("en") + row.definition("en") + row.unit)


@pytest.mark.parametrize("name", PROMISED)
def test_promised_series_are_there(name):
    assert name in vocabulary()


@pytest.mark.parametrize(("suffix", "unit"), [("_bn", "bn"), ("_pct_gdp", "percent of GDP"), ("_index", "index")])
def test_the_suffix_tells_the_unit(suffix, unit):
    named = [row for row in vocabulary().values() if row.name.endswith(suffix)]
    assert named
    assert {row.unit for row in named} == {unit}


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_no_two_series_share_a_label(lang):
    labels = [row.label(lang) for row in vocabulary().values()]
    assert len(set(labels)) == len(labels)


def test_effects_on_rates_are_percentage_points():
    assert series("yield_10y").effect_unit == "percentage points"
    assert series("unemployment_rate").effect_unit == "percentage points"
    assert series("reserves_bn").effect_unit == "bn"
    assert series("house_price_index").effect_unit == "index"


def test_a_unit_has_one_translation():
    translations: dict[str, set[str]] = {}
    for row in vocabulary().values():
        translations.setdefault(row.unit, set()).add(row.unit_label("zh-Hant"))
    assert {unit: found for unit, found in translations.items() if len(found) > 1} == {}


def test_unknown_series():
    with pytest.raises(QelabError) as caught:
        series("yield_10")
    assert caught.value.code == "QE102"
    assert "did you mean 'yield_10y'?" in caught.value.hint()
    assert "您是指「yield_10y」嗎？" in caught.value.hint("zh-Hant")
