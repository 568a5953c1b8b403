"""Every public input of a scenario moves some output; the exceptions are texts, and each says why."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.policy.scenario import Scenario

PHASE, ANNOUNCEMENT = "announcements.0.phases.0", "announcements.0"
SHORT = [{"from_years": 1.0, "to_years": 4.0, "share": 0.5}, {"from_years": 6.0, "to_years": 9.0, "share": 0.5}]
TEXT = {"en": "text"}


def content(opening: str, year: int, phase: dict[str, Any], standing: dict[str, Any]) -> dict[str, Any]:
    announced = {
        "date": f"{year}-08-20",
        "aim": TEXT,
        "length": TEXT,
        "phases": [{"start": f"{year + 1}-02", "months": 6} | phase],
        "exit": {"hold_quarters": 4, "then_x_per_quarter": 0.95},
    }
    return {
        "id": "mine", "label": TEXT, "opening": opening, "horizon_quarters": 10, "announcements": [announced],
        "counterfactual": "full_reinvestment" if phase["kind"] == "run_off" else "without_programme",
        "standing": standing, "source": "hypothetical",
    }  # fmt: skip


BUY = {"kind": "purchase", "asset": "treasury", "size_bn": 300.0, "buckets": SHORT}
REINVEST = {"kind": "reinvest", "asset": "agency_mbs", "into": "treasury", "buckets": SHORT}
RUN_OFF = {"kind": "run_off", "asset": "securities", "cap_bn_per_month": 40.0}
BILLS, NOTES = ({"agency_principal_into": "bills"}, {"agency_principal_into": "treasury", "buckets": SHORT})
RATE = {
    "id": "mine", "label": TEXT, "opening": "us_2026q2", "horizon_quarters": 10, "counterfactual": "without_rate_move",
    "standing": BILLS, "policy_rate": {"date": "2026-08-20", "cut_bp": 50.0}, "source": "hypothetical",
}  # fmt: skip
BASES = {
    "buy": content("us_2026q2", 2026, BUY, BILLS),
    "notes": content("us_2026q2", 2026, BUY, NOTES),
    "total": content("us_2026q2", 2026, BUY | {"size_bn": None}, BILLS) | {"size_bn": 300.0},
    "reinvest": content("us_2026q2", 2026, REINVEST, BILLS),
    "run_off": content("us_2026q2", 2026, RUN_OFF, BILLS),
    "history": content("us_2010q3", 2010, BUY, BILLS),
    "rate": RATE,
}
KNOWN = f"{ANNOUNCEMENT}.already_expected"
BASES["known"] = content("us_2026q2", 2026, BUY, BILLS)
BASES["history"]["announcements"][0]["date"] = "2010-11-20"
BASES["known"]["announcements"][0] |= {"date": "2026-11-20", "already_expected": {"share": 0.5, "since": "2026-08-20"}}

UNDER_WAY = {"start": "2026-08", "months": 6}
MBS = {"kind": "purchase", "asset": "agency_mbs", "size_bn": 60.0, "coupon_above_current": 0.3}
for name, phase in (("stands", BUY | {"size_bn": 60.0}), ("stands_run_off", RUN_OFF), ("stands_reinvest", REINVEST), ("stands_mbs", MBS)):
    BASES[name] = content("us_2026q2", 2026, BUY, BILLS | {"programme": "earlier", "phases": [phase | UNDER_WAY]})
BASES["stands"]["announcements"][0] |= {"programme": "earlier"}
BASES["mbs"] = content("us_2026q2", 2026, MBS, BILLS)
BASES["nervous"] = content("us_2026q2", 2026, BUY, BILLS)
BASES["nervous"]["announcements"][0] |= {"stress": {"level": 1.0, "fades_per_quarter": 0.5}}
BASES["guided"] = content("us_2010q3", 2010, BUY, BILLS | {"guidance": {"until": "2012-03"}})
BASES["guided"]["announcements"][0] |= {"date": "2010-11-20", "guidance": {"until": "2012-06"}}


def one_bucket(**changes: Any) -> list[dict[str, Any]]:
    return [SHORT[0] | changes, SHORT[1]]


MOVES: list[tuple[str, str, dict[str, Any]]] = [
    # (base, key of the schema, change)
    ("history", "opening", {"opening": "us_2008q3"}),
    ("history", "record", {"record": "fed_2010_lsap2"}),
    ("total", "size_bn", {"size_bn": 310.0}),
    ("buy", "horizon_quarters", {"horizon_quarters": 11}),
    ("buy", "standing.agency_principal_into", {"standing.agency_principal_into": "run_off"}),
    ("notes", "standing.buckets.from_years", {"standing.buckets": one_bucket(from_years=2.0)}),
    ("notes", "standing.buckets.to_years", {"standing.buckets": one_bucket(to_years=5.0)}),
    ("notes", "standing.buckets.share", {"standing.buckets.0.share": 0.4, "standing.buckets.1.share": 0.6}),
    ("buy", "announcements.date", {f"{ANNOUNCEMENT}.date": "2026-11-20"}),
    ("buy", "announcements.phases.kind", {f"{PHASE}.kind": "sell"}),
    ("buy", "announcements.phases.asset", {f"{PHASE}.asset": "agency_mbs", f"{PHASE}.buckets": None}),
    ("buy", "announcements.phases.start", {f"{PHASE}.start": "2027-03"}),
    ("buy", "announcements.phases.months", {f"{PHASE}.months": 7}),
    ("buy", "announcements.phases.size_bn", {f"{PHASE}.size_bn": 310.0}),
    ("run_off", "announcements.phases.cap_bn_per_month", {f"{PHASE}.cap_bn_per_month": 45.0}),
    ("reinvest", "announcements.phases.into", {f"{PHASE}.into": "agency_mbs", f"{PHASE}.buckets": None}),
    ("buy", "announcements.phases.buckets.from_years", {f"{PHASE}.buckets": one_bucket(from_years=2.0)}),
    ("buy", "announcements.phases.buckets.to_years", {f"{PHASE}.buckets": one_bucket(to_years=5.0)}),
    ("buy", "announcements.phases.buckets.share", {f"{PHASE}.buckets.0.share": 0.4, f"{PHASE}.buckets.1.share": 0.6}),
    ("buy", "announcements.exit.hold_quarters", {f"{ANNOUNCEMENT}.exit.hold_quarters": 5}),
    ("buy", "announcements.exit.then_x_per_quarter", {f"{ANNOUNCEMENT}.exit.then_x_per_quarter": 0.94}),
    ("known", "announcements.already_expected.share", {f"{KNOWN}.share": 0.6}),
    ("known", "announcements.already_expected.since", {f"{KNOWN}.since": "2026-10-05"}),
    ("mbs", "announcements.phases.coupon_above_current", {f"{PHASE}.coupon_above_current": 0.8}),
    ("stands", "announcements.programme", {f"{ANNOUNCEMENT}.programme": "another"}),
    ("stands", "standing.programme", {"standing.programme": "another"}),
    ("stands", "standing.phases.kind", {"standing.phases.0.kind": "sell"}),
    ("stands", "standing.phases.asset", {"standing.phases.0.asset": "agency_mbs", "standing.phases.0.buckets": None}),
    ("stands", "standing.phases.start", {"standing.phases.0.start": "2026-10"}),
    ("stands", "standing.phases.months", {"standing.phases.0.months": 7}),
    ("stands", "standing.phases.size_bn", {"standing.phases.0.size_bn": 70.0}),
    ("stands", "standing.phases.buckets.from_years", {"standing.phases.0.buckets": one_bucket(from_years=2.0)}),
    ("stands", "standing.phases.buckets.to_years", {"standing.phases.0.buckets": one_bucket(to_years=5.0)}),
    ("stands", "standing.phases.buckets.share", {"standing.phases.0.buckets.0.share": 0.4, "standing.phases.0.buckets.1.share": 0.6}),
    ("stands_run_off", "standing.phases.cap_bn_per_month", {"standing.phases.0.cap_bn_per_month": 45.0}),
    ("stands_reinvest", "standing.phases.into", {"standing.phases.0.into": "agency_mbs", "standing.phases.0.buckets": None}),
    ("stands_mbs", "standing.phases.coupon_above_current", {"standing.phases.0.coupon_above_current": 0.8}),
    ("guided", "standing.guidance.until", {"standing.guidance.until": "2013-03"}),
    ("guided", "announcements.guidance.until", {f"{ANNOUNCEMENT}.guidance.until": "2013-06"}),
    ("guided", "standing.guidance.believed_share", {"standing.guidance.believed_share": 0.5}),
    ("guided", "announcements.guidance.believed_share", {f"{ANNOUNCEMENT}.guidance.believed_share": 0.5}),
    ("notes", "standing.buckets.tips", {"standing.buckets.0.tips": True}),
    ("notes", "announcements.phases.buckets.tips", {f"{PHASE}.buckets.0.tips": True}),
    ("stands", "standing.phases.buckets.tips", {"standing.phases.0.buckets.0.tips": True}),
    ("nervous", "announcements.stress.level", {f"{ANNOUNCEMENT}.stress.level": 0.5}),
    ("nervous", "announcements.stress.fades_per_quarter", {f"{ANNOUNCEMENT}.stress.fades_per_quarter": 0.8}),
    ("run_off", "treasury.bills_share", {"treasury.bills_share": 0.5}),
    ("rate", "policy_rate.date", {"policy_rate.date": "2026-11-20"}),
    ("rate", "policy_rate.cut_bp", {"policy_rate.cut_bp": 55.0}),
    ("rate", "policy_rate.hold_quarters", {"policy_rate.hold_quarters": 2}),
]
WORDS = {
    "id": "a name; a catalogue id chooses the record",
    "label.en": "a text", "label.zh_hant": "a text", "description.en": "a text", "description.zh_hant": "a text",
    "announcements.aim.en": "a text", "announcements.aim.zh_hant": "a text",
    "announcements.length.en": "a text; the phases say it in numbers", "announcements.length.zh_hant": "a text",
    "source": "a text; what is not hypothetical is part of the record",
    "standing.source": "a text", "announcements.source": "a text", "announcements.phases.source": "a text",
    "announcements.exit.source": "a text", "announcements.already_expected.source": "a text",
    "policy_rate.source": "a text", "treasury.source": "a text", "announcements.guidance.source": "a text", "announcements.stress.source": "a text",
    "standing.guidance.source": "a text", "standing.phases.source": "a text",
    "includes": "a key of files that stands for the announcements of other programmes; tests/policy shows them",
}  # fmt: skip
# One value only, or a name that must fit the rest: another value is refused, not ignored.
REFUSED = {
    "schema": {"schema": "qelab.scenario/2"},
    "economy": {"economy": "uk"},
    "currency": {"currency": "GBP"},
    "counterfactual": {"counterfactual": "full_reinvestment"},
}


def leaves(node: dict[str, Any], schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """Keys of the published schema, ``announcements.phases.size_bn``."""
    for branch in node.get("anyOf", ()):
        if branch.get("type") != "null":
            node = branch
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    if node.get("type") == "array":
        yield from leaves(node["items"], schema, at)
    elif "properties" in node:
        for key, below in node["properties"].items():
            yield from leaves(below, schema, f"{at}.{key}" if at else key)
    else:
        yield at


def test_every_key_of_the_schema_is_considered():
    schema = Scenario.model_json_schema()
    considered = [key for _, key, _ in MOVES] + [*WORDS, *REFUSED]
    assert sorted(considered) == sorted(set(considered))
    assert sorted(considered) == sorted(leaves(schema, schema))


def largest_change(one, other) -> float:
    """Largest difference between two results, of any series in any world and common quarter."""
    quarters = min(len(one.quarters), len(other.quarters))
    return max(
        float(np.abs(one.levels[name][:, :quarters] - other.levels[name][:, :quarters]).max()) for name in one.names
    )


@pytest.mark.parametrize(("base", "key", "change"), MOVES, ids=[key for _, key, _ in MOVES])
def test_an_input_moves_some_output(run, base, key, change):
    original = Scenario.from_mapping({k: v for k, v in BASES[base].items() if v is not None})
    one, other = run(original), run(original.with_(**change))
    if key == "horizon_quarters":
        assert len(other.quarters) == len(one.quarters) + 1
    elif key == "opening":
        assert one.quarters != other.quarters
    else:
        assert largest_change(one, other) > 1e-4


@pytest.mark.parametrize("key", REFUSED)
def test_what_could_have_no_effect_is_refused(key):
    with pytest.raises(QelabError):
        Scenario.from_mapping(BASES["buy"] | REFUSED[key])
