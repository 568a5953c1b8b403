"""The fixed list: copied unedited, complete, and each claim either computed or its absence explained."""

from pathlib import Path

import pytest

from qelab.lab.check import claims as listed
from qelab.lab.check.verdicts import ANSWERS, Verdict, reasons

CLAIMS = listed.claims()
ORIGINAL = Path(__file__).parents[4] / "shared" / "reference" / "claims.csv"


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original list is not at hand")
def test_the_list_is_a_copy():
    assert listed.FILE.read_bytes() == ORIGINAL.read_bytes()


def test_ids_are_unique_and_ranges_in_order():
    ids = [claim.id for claim in CLAIMS]
    assert len(ids) == len(set(ids)) == 88
    assert [claim.id for claim in CLAIMS if not claim.low <= claim.high] == []


def test_every_answer_belongs_to_a_claim_and_says_what_it_computes():
    assert set(ANSWERS) <= {claim.id for claim in CLAIMS}
    for name, answer in ANSWERS.items():
        assert answer.how.endswith("."), name
        assert answer.second is None or answer.how_second.endswith("."), name


def test_what_is_not_computed_has_a_reason():
    written = reasons()
    for claim in CLAIMS:
        if claim.id not in ANSWERS:
            keys = {(claim.id, Verdict.NOT_TESTED), (claim.id[0], Verdict.NOT_TESTED)}
            assert keys & set(written), claim.id


def test_reasons_name_claims_and_verdicts_and_speak_both_languages():
    ids = {claim.id for claim in CLAIMS}
    for (name, verdict), row in reasons().items():
        assert name in ids | {one[0] for one in ids}
        assert verdict in tuple(Verdict)
        assert row["reason_en"], name
        assert row["reason_zh_hant"], name
        assert bool(row["second_route_en"]) == bool(row["second_route_zh_hant"]), name
        computed = name in ANSWERS
        assert computed == (verdict != Verdict.NOT_TESTED), name


def test_a_second_route_that_is_told_is_computed_and_the_other_way_round():
    for (name, verdict), row in reasons().items():
        if verdict == Verdict.MISSED:
            assert bool(row["second_route_en"]) == (ANSWERS[name].second is not None), name
