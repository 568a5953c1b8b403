"""The claim about single operations: engine and calculator agree, and only what is assumed makes its size."""

import pytest

from qelab.lab.check import flow
from qelab.lab.check.runs import Runs


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs()


def test_engine_and_calculator_agree(runs):
    assert flow.on_the_day(runs) == pytest.approx(flow.on_the_day_by_hand(runs), rel=0.1)


def test_on_the_whole_curve_an_operation_is_small(runs, monkeypatch):
    whole = flow.on_the_day(runs)
    monkeypatch.setattr(flow, "_SECTORS", 1)
    assert whole == pytest.approx(8 * flow.on_the_day(runs))
    assert -0.6 < flow.on_the_day(runs) < -0.2
