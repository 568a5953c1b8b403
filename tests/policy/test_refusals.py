"""Each refusal of the policy layer by an example, against golden files (``QELAB_GOLDEN=write`` records them)."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qelab.core.errors import QelabError, messages
from qelab.policy.catalogue import parse_setting, scenario
from qelab.policy.scenario import Scenario

PHASE, ANNOUNCEMENT = "announcements.0.phases.0", "announcements.0"

# code: (place, value) changed in the valid programme; no value removes the key.
CHANGES: dict[str, tuple[Any, ...]] = {
    "QE104": (f"{PHASE}.start", "2010-13"),
    "QE201": (f"{PHASE}.size_bnn", 200.0),
    "QE202": (f"{ANNOUNCEMENT}.exit",),
    "QE203": (f"{PHASE}.size_bn", -200.0),
    "QE204": (f"{PHASE}.asset", "treasuries"),
    "QE205": (f"{PHASE}.size_bn", "200bn"),
    "QE206": (f"{ANNOUNCEMENT}.date", dt.datetime(2010, 11, 3, 14, 15)),  # as TOML reads 2010-11-03T14:15:00
    "QE207": (f"{PHASE}.buckets.0.from_years", 5.0),
    "QE208": (f"{PHASE}.buckets.0.share", 0.3),
    "QE209": (f"{PHASE}.asset", "securities"),
    "QE210": (f"{PHASE}.months",),
    "QE211": (f"{PHASE}.cap_bn_per_month", 30.0),
    "QE212": (f"{PHASE}.start", "2010-10"),
    "QE213": (f"{ANNOUNCEMENT}.already_expected", {"share": 0.3, "since": "2010-11-03", "source": "a survey"}),
    "QE214": ("standing.agency_principal_into", "treasury"),
    "QE216": ("size_bn", 350.0),
    "QE218": ("announcements", []),
    "QE220": ("policy_rate", {"date": "2010-11-03", "cut_bp": 75, "source": "a statement"}),
    "QE221": (f"{PHASE}.source", ""),
    "QE226": ("counterfactual", "full_reinvestment"),
    "QE229": (f"{ANNOUNCEMENT}.guidance", {"until": "2010-09", "source": "a statement"}),
    "QE235": ("currency", "GBP"),
    "QE234": ("treasury", {"bills_share": 0.5, "source": "a statement"}),
}


def second_announcement(content: dict[str, Any], **changes: Any) -> dict[str, Any]:
    later = {**content["announcements"][0], "date": "2011-01-26", **changes}
    later["phases"] = [{**phase, "start": "2011-02"} for phase in later["phases"]]
    content["announcements"].append(later)
    return content


def without_sizes(content: dict[str, Any]) -> dict[str, Any]:
    for phase in content["announcements"][0]["phases"]:
        del phase["size_bn"]
    return content


def write(text: bytes) -> str:
    Path("scenario.toml").write_bytes(text)
    return "scenario.toml"


def run_off_of_what_runs_off(content: dict[str, Any]) -> Scenario:
    phase = {"kind": "run_off", "asset": "treasury", "start": "2010-11", "months": 6, "cap_bn_per_month": 50.0}
    content["announcements"][0]["phases"] = [phase | {"source": "a statement"}]
    content["standing"]["agency_principal_into"] = "run_off"
    return Scenario.from_mapping(content | {"counterfactual": "full_reinvestment"})


def silent(content: dict[str, Any]) -> Scenario:
    for key in ("phases", "exit"):
        del content["announcements"][0][key]
    return Scenario.from_mapping(content)


KNOWN = {"share": 0.5, "since": "2010-12-01", "source": "a survey"}
OTHERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "QE101": lambda _: scenario("fed_2010_lsap"),
    "QE215": lambda content: Scenario.from_mapping(second_announcement(content, date="2010-11-03")),
    "QE217": lambda content: Scenario.from_mapping(without_sizes(content)),
    "QE219": lambda content: Scenario.from_mapping(content).with_(size_bn=0).with_(size_bn=300),
    "QE222": lambda content: Scenario.from_mapping(content).with_(**{"announcements.1.date": "2011-01-26"}),
    "QE223": lambda content: Scenario.from_mapping(content).with_(**{"size_bn.treasury": 1.0}),
    "QE224": lambda _: parse_setting("size_bn"),
    "QE225": lambda content: Scenario.from_mapping(second_announcement(content, already_expected=KNOWN)),
    "QE227": run_off_of_what_runs_off,
    "QE228": silent,
    "QE230": lambda _: scenario("nowhere/scenario.toml"),
    "QE231": lambda _: scenario(write(b"CDF\x01\xff\xfe\x00binary")),
    "QE232": lambda _: scenario(write(b"size_bn 600\n")),
    "QE233": lambda content: Scenario.from_mapping(content | {"includes": ["fed_2010_lsap"]}, "scenario.toml"),
}


def refused(code: str, content: dict[str, Any], altered: Callable[..., dict[str, Any]]) -> Callable[[], object]:
    """What is refused with a code."""
    if code in CHANGES:
        return lambda: Scenario.from_mapping(altered(*CHANGES[code]), "scenario.toml")
    return lambda: OTHERS[code](content)


def test_the_undamaged_programme_is_fine(content):
    assert Scenario.from_mapping(content).announced_total_bn == 300.0


def test_every_error_of_the_layer_is_triggered_here():
    own = {code for code in messages() if "QE200" <= code < "QE300"}
    assert {code for code in (*CHANGES, *OTHERS) if code >= "QE200"} == own


@pytest.mark.parametrize("code", sorted((*CHANGES, *OTHERS)))
def test_golden(code, golden_error, content, altered, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    error = golden_error(code, refused(code, content, altered))
    assert error.exit_code == (2 if code in ("QE101", "QE224") else 3)


@pytest.mark.parametrize("code", sorted((*CHANGES, *OTHERS)))
def test_the_chinese_text_names_no_english_noun(code, content, altered, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QelabError) as caught:
        refused(code, content, altered)()
    assert re.search(r"[a-z]「", caught.value.message("zh-Hant")) is None


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        (f"{PHASE}.size_bnn", 200.0, "QE201", "announcements[0].phases[0].size_bnn"),
        ("sizebn", 600, "QE201", "sizebn"),
        ("standing.bucket", [], "QE201", "standing.bucket"),
        (f"{PHASE}.buckets.1.weight", 0.6, "QE201", "announcements[0].phases[0].buckets[1].weight"),
        (f"{PHASE}.months", 0, "QE203", "announcements[0].phases[0].months"),
        (f"{PHASE}.months", 6.5, "QE205", "announcements[0].phases[0].months"),
        (f"{PHASE}.size_bn", float("nan"), "QE205", "announcements[0].phases[0].size_bn"),
        (f"{PHASE}.size_bn", float("inf"), "QE205", "announcements[0].phases[0].size_bn"),
        (f"{PHASE}.size_bn", 600e9, "QE203", "announcements[0].phases[0].size_bn"),
        (f"{PHASE}.buckets.0.share", 1.4, "QE203", "announcements[0].phases[0].buckets[0].share"),
        (f"{PHASE}.buckets.0.to_years", 40.0, "QE203", "announcements[0].phases[0].buckets[0].to_years"),
        (f"{ANNOUNCEMENT}.date", "3 November 2010", "QE205", "announcements[0].date"),
        (f"{ANNOUNCEMENT}.exit.then_x_per_quarter", 1.01, "QE203", "announcements[0].exit.then_x_per_quarter"),
        (f"{ANNOUNCEMENT}.exit.hold_quarters", -1, "QE203", "announcements[0].exit.hold_quarters"),
        ("horizon_quarters", 1000, "QE203", "horizon_quarters"),
        ("counterfactual", "without", "QE204", "counterfactual"),
        ("id", "My programme!", "QE205", "id"),
        ("economy", "jp", "QE204", "economy"),
        ("currency", "EUR", "QE204", "currency"),
        ("schema", "qelab.scenario/9", "QE204", "schema"),
        ("announcements", "none", "QE205", "announcements"),
    ],
)
def test_code_and_place(altered, place, value, code, path):
    with pytest.raises(QelabError) as caught:
        Scenario.from_mapping(altered(place, value))
    assert (caught.value.code, caught.value.path) == (code, path)


@pytest.mark.parametrize(
    ("name", "meant"), [("sizebn", "size_bn"), ("announcement", "announcements"), ("horizon", "horizon_quarters")]
)
def test_an_unknown_key_is_answered_with_the_one_that_was_meant(altered, name, meant):
    with pytest.raises(QelabError) as caught:
        Scenario.from_mapping(altered(name, 1))
    assert f"did you mean '{meant}'?" in caught.value.hint()


def test_a_total_that_the_phases_leave_out_is_refused(content):
    """One phase takes the rest of the total; where the others already exceed it, nothing is left to take."""
    content["size_bn"] = 50.0
    del content["announcements"][0]["phases"][0]["size_bn"]
    with pytest.raises(QelabError) as caught:
        Scenario.from_mapping(content)
    assert caught.value.code == "QE216"


def test_a_key_that_would_have_no_effect_is_refused(altered):
    """``into`` belongs to reinvestment only, even where it names the default."""
    with pytest.raises(QelabError) as caught:
        Scenario.from_mapping(altered(f"{PHASE}.into", "run_off"))
    assert caught.value.code == "QE211"


def test_treasuries_are_rolled_over_and_not_reinvested(content):
    phase = {"kind": "reinvest", "asset": "treasury", "start": "2010-11", "into": "bills", "source": "a statement"}
    content["announcements"][0]["phases"].append(phase)
    with pytest.raises(QelabError) as caught:
        Scenario.from_mapping(content)
    assert caught.value.code == "QE209"
