"""Published elasticities in the unit of the projection form."""

import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Status
from qelab.rates.elasticities import elasticity, estimate, estimates
from qelab.rates.expected_exit import EXITS
from qelab.rates.premium import Elasticity


def test_the_default_is_the_chosen_one():
    assert next(iter(estimates())) == "chosen"
    assert elasticity() == elasticity("chosen") == Elasticity()


def test_an_estimate_by_hand():
    """LSAP1 825.5, LSAP2 366 and the maturity extension 513.6 bn of ten-year equivalents: 11.4 % of GDP, -100 bp."""
    size = 825.5 / 14431 + 366 / 15142 + 513.6 / 15650
    assert estimate("li_wei_2013").pct_gdp == pytest.approx(100 * size, abs=0.02)
    assert elasticity("li_wei_2013").lambda0 == pytest.approx(1.0 / (100 * size * 0.5963), abs=0.0005)
    assert elasticity("damico_king_2013").lambda0 == pytest.approx(0.30 / (100 * 198 / 14431 * 0.5963), abs=0.0005)


def test_purchases_in_per_cent_of_gdp():
    row = estimate("altavilla_carboni_motto_2021")
    assert row.pct_gdp == 8.0
    assert row.lambda0() == pytest.approx(0.65 / (8.0 * EXITS["hump"].weight))


@pytest.mark.parametrize("name", [name for name in estimates() if name != "chosen"])
def test_every_row(name):
    row = estimate(name)
    assert 0.05 < row.lambda0() < 0.4
    assert row.effect_bp is not None
    assert row.size is not None
    assert row.effect_bp * row.size < 0  # purchases lower yields, run-off raises them
    assert row.size_unit in ("bn", "percent of GDP")
    assert (row.gdp_bn is None) == (row.size_unit == "percent of GDP")
    assert row.exit in EXITS
    assert all((row.study, row.measured["en"], row.measured["zh_hant"], row.source.text, row.conversion))
    assert row.source.status in (Status.CONFIRMED, Status.RECALLED, Status.UNSURE)
    assert elasticity(name).source is row.source
    assert elasticity(name).stress_slope == Elasticity().stress_slope


def test_the_exit_decides():
    """The same number read as permanent gives six tenths."""
    row = estimate("ihrig_et_al_2012")
    assert row.lambda0("permanent") / row.lambda0("hump") == pytest.approx(EXITS["hump"].weight)
    assert row.lambda0("permanent") < row.lambda0() == row.lambda0("hump")
    assert elasticity("ihrig_et_al_2012", exit="permanent").lambda0 == row.lambda0("permanent")


def test_the_default_lies_among_term_premium_studies_in_normal_times():
    studies = ("li_wei_2013", "ihrig_et_al_2012", "engen_laubach_reifschneider_2015", "wei_2022")
    found = [elasticity(name).lambda0 for name in studies]
    assert min(found) < Elasticity().lambda0 < max(found)
    assert all(0.1 < value < 0.15 for value in found)


def test_unknown_names():
    for wrong in (lambda: elasticity("li_wei"), lambda: elasticity("li_wei_2013", exit="never")):
        with pytest.raises(QelabError) as caught:
            wrong()
        assert caught.value.code == "QE101"
        assert caught.value.exit_code == 2
