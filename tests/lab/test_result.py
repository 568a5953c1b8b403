"""What a result gives back: data sets, a tidy table, the document, headline numbers, and a file that loads equal."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.vocabulary import series as row_of
from qelab.lab.economies import has_model
from qelab.lab.result import Result
from qelab.lab.views import members_of
from qelab.policy.catalogue import PROGRAMMES, scenario

CHINESE = re.compile(r"[\u4e00-\u9fff]")
every_programme = pytest.mark.parametrize("name", [name for name in PROGRAMMES.ids() if has_model(scenario(name))])
PROMISED = [
    "soma_treasuries_bn", "soma_mbs_bn", "reserves_bn", "monetary_base_bn", "currency_bn", "bank_deposits_bn",
    "broad_money_bn", "ten_year_equivalents_pct_gdp", "policy_rate", "yield_2y", "yield_5y", "yield_10y",
    "yield_30y", "term_premium_10y", "mortgage_rate_30y", "output_gap", "consumption", "business_investment",
    "residential_investment", "unemployment_rate", "inflation_4q", "equity_price_index", "house_price_index",
    "real_exchange_rate_index",
]  # fmt: skip


@every_programme
def test_every_programme_runs_end_to_end(run, name):
    result = run(name)
    quarters = len(result.quarters)
    assert quarters == result.scenario.horizon_quarters + 1
    assert all(later - earlier == 1 for earlier, later in zip(result.quarters, result.quarters[1:], strict=False))
    assert set(PROMISED) <= set(result.names)
    for series in result.names:
        row_of(series)
        assert result.levels[series].shape == (2, quarters), series
        assert np.all(np.isfinite(result.levels[series])), series
    assert any(np.any(result.values(series) != 0) for series in result.names)
    assert result.diagnostics["largest_residual"] < 1e-10
    assert result.diagnostics["fixed_point_passes"] <= 50


@every_programme
@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_the_document(run, name, lang):
    result = run(name)
    document = json.loads(json.dumps(result.as_document(lang), allow_nan=False))
    assert document["schema"] == "qelab.result/1"
    assert set(document) >= {
        "schema", "scenario", "model", "counterfactual", "assumptions", "headline", "series",
    }  # fmt: skip
    assert document["scenario"]["id"] == name
    assert document["model"] == "us_core"
    assert len(document["assumptions"]) >= 5
    assert set(PROMISED) <= set(document["series"])
    for content in document["series"].values():
        assert content["label"]
        assert content["unit"]
        assert all(re.fullmatch(r"\d{4}Q[1-4]", date) for date in content["dates"])
        difference = np.array(content["policy"]) - np.array(content["counterfactual"])
        np.testing.assert_array_equal(difference, content["effect"])
        assert len(content["dates"]) == len(content["effect"]) == name_quarters(result)
    for row in document["headline"]:
        assert set(row) >= {"series", "label", "value", "unit", "at"}
        assert row["at"] in document["series"][row["series"]]["dates"]
    texts = [document["counterfactual"], document["disclaimer"], *document["assumptions"]]
    texts += [row["label"] for row in (*document["headline"], *document["series"].values(), *document["exit_table"])]
    assert all(bool(CHINESE.search(text)) == (lang == "zh-Hant") for text in texts)


def name_quarters(result: Result) -> int:
    return len(result.quarters)


def test_rates_and_their_effects_are_in_percentage_points(lsap2):
    content = lsap2.as_document()["series"]["yield_10y"]
    assert content["unit"] == "percent per annum"
    assert content["effect_unit"] == "percentage points"
    assert -0.3 < content["effect"][1] < -0.02
    assert 2 < content["counterfactual"][1] < 5


def test_the_headline(lsap2):
    rows = {(row.series, row.kind): row for row in lsap2.headline()}
    premium = rows["term_premium_10y", "announcement"]
    assert (premium.at, premium.unit) == ("2010Q4", "percentage points")
    assert premium.value == lsap2.values("term_premium_10y")[1]
    jobs = rows["unemployment_rate", "peak"]
    assert jobs.value == lsap2.values("unemployment_rate").min()
    assert {"yield_10y", "unemployment_rate", "inflation_4q", "output_gap"} <= {series for series, _ in rows}


@every_programme
def test_the_expected_exit_and_the_counterfactual_are_printed(run, name):
    result = run(name)
    assert result.counterfactual_text() != result.counterfactual_text("zh-Hant")
    printed = " ".join(result.assumptions())
    if result.scenario.announcements:
        exit_ = result.scenario.announcements[-1].exit
        assert f"{100 * (1 - exit_.then_x_per_quarter):g}" in printed
        assert "inflation-indexed securities follows consumer prices" in printed
    assert "The securities are synthetic" in printed
    assert "{" not in printed


def test_data_sets_carry_their_units(lsap2):
    for world in ("policy", "counterfactual", "effect"):
        data = getattr(lsap2, world)
        assert set(data.data_vars) == {*lsap2.names, *lsap2.panels}
        assert str(data["time"].values[0])[:10] == "2010-09-30"
        for name in lsap2.names:
            assert data[name].attrs["unit"] == lsap2.unit(name, world)
            np.testing.assert_array_equal(data[name].values, lsap2.values(name, world))
    seattle = lsap2.effect["house_price_by_metro"].sel(metro="seattle")
    np.testing.assert_array_equal(seattle.values, lsap2.values("house_price_by_metro:seattle"))
    assert lsap2.effect["yield_10y"].attrs["unit"] == "percentage points"
    assert lsap2.policy["yield_10y"].attrs["unit"] == "percent per annum"


def test_the_tidy_table(lsap2):
    table = lsap2.frame()
    assert list(table.columns) == ["date", "series", "world", "value", "unit"]
    members = [member for panel in lsap2.panels for member in members_of(panel)]
    assert len(table) == 3 * (len(lsap2.names) + len(members)) * len(lsap2.quarters)
    assert set(table["series"]) == {*lsap2.names, *members}
    one = table[(table["series"] == "unemployment_rate") & (table["world"] == "effect")]
    np.testing.assert_array_equal(one["value"].to_numpy(), lsap2.values("unemployment_rate"))
    assert list(one["date"])[:2] == ["2010Q3", "2010Q4"]
    assert not table.isna().any().any()


@pytest.mark.parametrize(("name", "world", "code"), [("yield_9y", "effect", "QE102"), ("yield_2y", "both", "QE101")])
def test_unknown_names(lsap2, name, world, code):
    with pytest.raises(QelabError) as caught:
        lsap2.values(name, world)
    assert caught.value.code == code


@every_programme
def test_a_saved_result_loads_equal(run, tmp_path, name):
    result = run(name)
    result.save(tmp_path / "result.nc")
    assert [path.name for path in tmp_path.iterdir()] == ["result.nc"]
    loaded = Result.load(tmp_path / "result.nc")
    assert loaded == result
    assert loaded.as_document() == result.as_document()
    assert str(loaded.explain("yield_10y")) == str(result.explain("yield_10y"))
    assert loaded.exit_table() == result.exit_table()


def test_another_result_is_not_equal(run, lsap2):
    assert lsap2 != run("fed_2010_lsap2", size_bn=1200)
    levels = dict(lsap2.levels)
    levels["yield_10y"] = levels["yield_10y"].copy()
    levels["yield_10y"][0, 3] = np.nextafter(levels["yield_10y"][0, 3], 10)
    assert lsap2 != replace(lsap2, levels=levels)
    assert lsap2 != 1


def test_saving_twice_keeps_the_second(run, lsap2, tmp_path):
    path = tmp_path / "result.nc"
    lsap2.save(path)
    run("from_now_500bn").save(path)
    assert Result.load(path).scenario.id == "from_now_500bn"


def test_a_saved_file_opens_with_other_programs(lsap2, tmp_path):
    import h5netcdf

    lsap2.save(tmp_path / "result.nc")
    with h5netcdf.File(tmp_path / "result.nc", "r") as file:
        yields = file["yield_10y"]
        assert yields.attrs["units"] == "percent per annum"
        np.testing.assert_array_equal(yields[...], lsap2.levels["yield_10y"])
        assert str(file["time"].attrs["units"]).startswith("days since")
