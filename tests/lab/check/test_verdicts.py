"""From a number to a verdict: ranges, what is not a number, failures, reasons."""

import math

import pytest

from qelab.core.errors import QelabError
from qelab.lab.check import verdicts
from qelab.lab.check.claims import Claim
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import NoDraws, Runs
from qelab.lab.check.verdicts import Verdict, asked, check, judged, unexplained


def claim(low: float = -2.0, high: float = 4.0, name: str = "S01") -> Claim:
    return Claim(id=name, stage="spine", statement="", low=low, high=high, unit="bp", source="", kind="range")


def found(value: float, *, name: str = "S01", second=None):
    return judged(claim(name=name), Answer(lambda _: value, second), Runs())


@pytest.mark.parametrize("value", [-2.0, 0.0, 4.0])
def test_the_ends_belong_to_the_range(value):
    assert found(value).verdict is Verdict.MET


@pytest.mark.parametrize("value", [-2.0000001, math.nextafter(4.0, 5.0), math.nan, math.inf, -math.inf])
def test_outside_or_not_a_number_is_a_miss(value):
    assert found(value).verdict is Verdict.MISSED


def test_an_exact_claim_allows_nothing_else():
    exact = claim(600.0, 600.0)
    assert exact.holds(600.0)
    assert not exact.holds(math.nextafter(600.0, 601.0))


def test_the_second_route_is_taken_for_a_miss_only():
    taken = []

    def second(_):
        taken.append(1)
        return 9.5

    assert found(1.0, second=second).second is None
    assert taken == []
    assert found(9.0, second=second).second == 9.5


def test_without_an_answer_a_claim_is_not_tested():
    nothing = judged(claim(), None, Runs())
    assert (nothing.verdict, nothing.value) == (Verdict.NOT_TESTED, None)


def test_without_draws_a_claim_about_ranges_is_not_tested():
    def needs_draws(runs):
        return runs.draws("fed_2010_lsap2").peak("output_gap")

    with pytest.raises(NoDraws):
        needs_draws(Runs())
    result = judged(claim(), Answer(needs_draws), Runs())
    assert result.verdict is Verdict.NOT_TESTED
    assert "--draws" in result.reason("zh-Hant")


def test_a_computation_that_fails_is_a_miss_that_nothing_explains():
    def failing(_):
        raise QelabError("QE701", iterations=25, error=0.1)

    for answer in (Answer(failing), Answer(lambda _: 99.0, failing)):
        result = judged(claim(name="C04"), answer, Runs())
        assert result.verdict is Verdict.MISSED
        assert "25" in result.reason()
        assert unexplained([result]) == (result,)


def test_a_defect_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        judged(claim(), Answer(lambda _: 1 / 0), Runs())


def test_misses_without_a_written_reason_are_found(monkeypatch):
    row = {"reason_en": "why", "reason_zh_hant": "因", "second_route_en": "", "second_route_zh_hant": ""}
    monkeypatch.setattr(verdicts, "reasons", lambda: {("C04", "missed"): row, ("S", "not_tested"): row})
    with_reason, without = found(9.0, name="C04"), found(9.0, name="S02")
    assert unexplained([with_reason, without, found(1.0)]) == (without,)
    assert with_reason.reason("zh-Hant") == "因"
    assert without.reason() == ""  # the reason of a group is for what is not tested


def test_claims_are_chosen_by_id_and_by_stage():
    assert [one.id for one in asked(["S10", "S02"], None)] == ["S02", "S10"]  # in the order of the list
    assert {one.stage for one in asked(None, "ledger")} == {"ledger"}
    assert asked(["S02"], "ledger") == []
    for only, stage in ((["S99"], None), (None, "spline")):
        with pytest.raises(QelabError) as error:
            asked(only, stage)
        assert error.value.code == "QE101"


def test_findings_come_in_the_order_of_the_list_and_progress_is_told():
    shares = []
    answers = {"S02": Answer(lambda _: -0.2), "S01": Answer(lambda _: 0.0)}
    results = check(["S02", "S01"], answers=answers, progress=lambda _, share: shares.append(share))
    assert [(one.claim.id, one.verdict) for one in results] == [("S01", Verdict.MISSED), ("S02", Verdict.MET)]
    assert shares == [0.0, 0.5]


def test_a_run_is_made_once():
    runs, made = Runs(), []
    for _ in range(3):
        assert runs.kept("one", lambda: made.append(1) or "run") == "run"
    assert made == [1]
