"""The laboratory as a user holds it: runs, comparisons, progress, and what it says of itself."""

import numpy as np
import pytest

import qelab as qe
from qelab.core.errors import QelabError
from qelab.lab.lab import Lab


def test_the_names_of_the_front_door(run):
    assert qe.Lab is Lab
    bigger = qe.scenario("fed_2010_lsap2").with_(size_bn=1200, label="LSAP2 doubled")
    assert isinstance(bigger, qe.Scenario)
    assert qe.rate_cut(bp=75) == qe.scenario("rate_cut")
    with pytest.raises(AttributeError, match="no attribute 'lab_coat'"):
        qe.lab_coat


def test_unknown_model():
    with pytest.raises(QelabError) as caught:
        Lab(macro="us_cor")
    assert caught.value.code == "QE101"
    assert "did you mean 'us_core'?" in caught.value.hint()


def test_compare_runs_in_order(lab, run):
    cut, more = qe.scenario("rate_cut"), qe.scenario("from_now_500bn")
    results = lab.compare([cut, more])
    assert [result.scenario.id for result in results] == ["rate_cut", "from_now_500bn"]
    np.testing.assert_allclose(results[1].values("output_gap"), run("from_now_500bn").values("output_gap"), atol=1e-9)


def test_progress_goes_from_little_to_all(lab):
    told: list[tuple[str, float]] = []
    lab.run(qe.scenario("from_now_500bn"), lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] == 1.0
    assert len({step for step, _ in told}) == len(told)


@pytest.mark.parametrize("name", ["fed_2008_lsap1", "fed_2010_lsap2", "from_now_500bn"])
def test_headline_rates_are_those_of_the_main_announcement(run, name):
    result = run(name)
    rows = {row.series: row for row in result.headline() if row.kind == "announcement"}
    expected = {"fed_2008_lsap1": "2009Q1", "fed_2010_lsap2": "2010Q4", "from_now_500bn": "2026Q3"}[name]
    assert {row.at for row in rows.values()} == {expected}
    at = [str(quarter) for quarter in result.quarters].index(expected)
    assert rows["yield_10y"].value == result.values("yield_10y")[at]
