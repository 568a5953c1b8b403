"""Assumptions by name: listed, changed, refused, and said in the result."""

import pytest

from qelab.core.errors import QelabError
from qelab.lab.assumptions import assumptions, changed, with_assumptions
from qelab.lab.settings import Settings


def test_every_number_of_the_settings_has_a_name_and_most_a_source():
    names = [item.name for item in assumptions()]
    assert len(names) == len(set(names))
    assert {"horizon", "elasticity.lambda0", "reserves.ratchet", "sellers.banks", "income.facility.width_pct_gdp"} <= set(names)
    assert next(item for item in assumptions() if item.name == "reserves.ratchet").source is not None


def test_a_change_changes_that_number_alone():
    settings = with_assumptions(Settings(), {"reserves.ratchet": "0.5", "horizon": 120})
    assert settings.reserves.ratchet == 0.5
    assert settings.horizon == 120
    assert [(item.name, item.value, default) for item, default in changed(settings)] == [
        ("horizon", 120, 160), ("reserves.ratchet", 0.5, 0.75),
    ]  # fmt: skip
    assert not changed(Settings())


@pytest.mark.parametrize("value", ["much", "nan", "inf", ""])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {"reserves.ratchet": value})
    assert caught.value.code == "QE890"


def test_half_a_quarter_of_horizon_is_refused():
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {"horizon": "120.5"})
    assert caught.value.code == "QE890"


def test_an_unknown_name_is_refused_with_a_suggestion():
    with pytest.raises(QelabError) as caught:
        with_assumptions(Settings(), {"reserves.rachet": 1})
    assert caught.value.code == "QE101"
    assert "reserves.ratchet" in str(caught.value)
