"""Reductions in the language of programmes: what they need, what they replace, how large they are."""

from typing import Any

import pytest

from qelab.core.errors import QelabError
from qelab.policy.parts import Phase, supersedes
from qelab.policy.scenario import Counterfactual, Scenario

SAID = "a statement"
BUCKETS = [{"from_years": 3, "to_years": 10, "share": 1.0}]


def phase(**keys: Any) -> dict[str, Any]:
    return {"kind": "reduce", "asset": "treasury", "start": "2010-12", "months": 12, "source": SAID} | keys


def of(content: dict[str, Any], *announced: tuple[str, list[dict[str, Any]]], **changes: Any) -> Scenario:
    first = content["announcements"][0]
    content["announcements"] = [
        {
            "aim": first["aim"],
            "length": first["length"],
            "exit": first["exit"],
            "source": SAID,
            "date": date,
            "phases": phases,
        }
        for date, phases in announced
    ]
    content.pop("size_bn", None)
    return Scenario.from_mapping(content | changes)


def test_with_an_amount_it_needs_buckets_and_without_one_it_must_not_have_them():
    assert Phase.model_validate(phase(size_bn=80, buckets=BUCKETS)).size_bn == 80
    assert Phase.model_validate(phase()).size_bn is None
    for wrong in (
        {"size_bn": 80},
        {"buckets": BUCKETS},
        {"months": None},
        {"cap_bn_per_month": 5},
        {"asset": "agency_mbs"},
    ):
        with pytest.raises(ValueError):
            Phase.model_validate(phase(**wrong))


def test_alone_it_is_compared_with_full_reinvestment(content):
    alone = of(
        content, ("2010-11-03", [phase(size_bn=80, buckets=BUCKETS)]), counterfactual="full_reinvestment"
    )
    assert alone.announced_total_bn == 80
    assert alone.counterfactual is Counterfactual.FULL_REINVESTMENT
    content["counterfactual"] = "without_programme"
    with pytest.raises(QelabError, match="QE226"):
        of(content, ("2010-11-03", [phase(size_bn=80, buckets=BUCKETS)]))


def test_it_replaces_a_run_off_and_counts_until_it_is_replaced(content):
    run_off = {
        "kind": "run_off",
        "asset": "treasury",
        "start": "2010-12",
        "months": 12,
        "cap_bn_per_month": 10,
        "source": SAID,
    }
    first, second = (Phase.model_validate(one) for one in (run_off, phase(start="2011-06")))
    assert supersedes(second, first, same_programme=False)
    assert supersedes(first, second, same_programme=False)
    one = of(
        content, ("2010-11-03", [phase(size_bn=120, buckets=BUCKETS)]),
        ("2011-05-20", [phase(start="2011-06", months=6, size_bn=30, buckets=BUCKETS)]),
        counterfactual="full_reinvestment",
    )  # fmt: skip
    assert one.announced_total_bn == pytest.approx(120 * 6 / 12 + 30)


def test_as_much_as_matures_has_no_size(content):
    passive = of(content, ("2010-11-03", [phase()]), counterfactual="full_reinvestment")
    assert passive.announced_total_bn is None
    assert passive.phase_size_bn(passive.announcements[0], passive.announcements[0].phases[0]) is None


def test_a_new_size_scales_it(content):
    one = of(
        content,
        ("2010-11-03", [phase(size_bn=80, buckets=BUCKETS)]),
        counterfactual="full_reinvestment",
        size_bn=80,
    )
    assert one.with_(size_bn=40).announcements[0].phases[0].size_bn == 40


def test_it_is_read_back_as_written(content):
    one = of(
        content,
        ("2010-11-03", [phase(), phase(start="2012-01", size_bn=80, buckets=BUCKETS)]),
        counterfactual="full_reinvestment",
    )
    assert Scenario.from_mapping(one.to_mapping()) == one
