"""Published elasticities: the list, and one of them in a run."""

import pytest

from qelab.cli.inputs import read_assumptions
from qelab.lab.lab import Lab
from qelab.lab.ranges.priors import default_priors
from qelab.lab.settings import Settings
from qelab.rates.elasticities import elasticity, estimates


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_list(qelab, golden, lang):
    outcome = qelab("list", "elasticities", "--lang", lang)
    assert outcome.code == 0
    golden(f"elasticities.{lang}.txt", outcome.out)


def test_document(qelab):
    document = qelab("list", "elasticities", "--json").document
    assert set(document) == {"schema", "elasticities"}
    rows = {row["id"]: row for row in document["elasticities"]}
    assert list(rows) == list(estimates())
    assert rows["chosen"]["effect_bp"] is None
    assert rows["chosen"]["elasticity"] == 0.13
    assert rows["li_wei_2013"]["elasticity"] == pytest.approx(0.147, abs=5e-4)
    assert all(row["source"] and row["conversion"] for row in rows.values())


@pytest.mark.parametrize("kind", ["programmes", "models", "openings"])
def test_one_kind(qelab, kind):
    whole, part = qelab("list", "--json").document, qelab("list", kind, "--json").document
    assert set(part) == {"schema", kind}
    assert part[kind] == whole[kind]


def test_unknown_names(qelab):
    assert "did you mean 'elasticities'" in qelab("list", "elasticity").err
    found = qelab("run", "fed_2010_lsap2", "--elasticity", "li_wei")
    assert found.code == 2
    assert "did you mean 'li_wei_2013'" in found.err


def test_a_run_takes_it():
    """The laboratory gets the study's number; an assumption by name comes after it."""
    assert read_assumptions().elasticity.lambda0 == 0.13
    assert read_assumptions((), "li_wei_2013").elasticity == elasticity("li_wei_2013")
    assert read_assumptions(("elasticity.lambda0=0.2",), "li_wei_2013").elasticity.lambda0 == 0.2


def test_ranges_lie_around_it():
    """Draws of the elasticity are centred on the one that the laboratory uses."""
    chosen, other = Lab(), Lab(settings=Settings(elasticity=elasticity("hamilton_wu_2012")))
    assert chosen.priors == default_priors()
    centres = {prior.parameter: prior.centre for prior in other.priors}
    assert centres["lambda0"] == elasticity("hamilton_wu_2012").lambda0
    assert [prior for prior in other.priors if prior.parameter != "lambda0"] == [
        prior for prior in chosen.priors if prior.parameter != "lambda0"
    ]
