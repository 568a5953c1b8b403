"""A scenario written as TOML reads back equal."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.policy.catalogue import PROGRAMMES, scenario
from qelab.policy.scenario import Scenario
from qelab.report.toml import toml_lines


@pytest.mark.parametrize("name", PROGRAMMES.ids())
def test_catalogue_reads_back_equal(name):
    written = "\n".join(toml_lines(scenario(name).to_mapping()))
    assert Scenario.from_mapping(tomllib.loads(written)) == scenario(name)


@given(st.text(max_size=40), st.floats(0, 1e6), st.integers(0, 60))
def test_any_text_and_number_reads_back_equal(text, size, hold):
    changed = scenario("fed_2010_lsap2").with_(
        **{"label": text, "size_bn": size, "announcements.0.exit.hold_quarters": hold}
    )
    written = "\n".join(toml_lines(changed.to_mapping()))
    assert Scenario.from_mapping(tomllib.loads(written)) == changed


def test_dates_are_dates_and_not_texts():
    written = "\n".join(toml_lines(scenario("fed_2010_lsap2").to_mapping()))
    assert "date = 2010-11-03" in written
