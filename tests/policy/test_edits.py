"""``with_``: a validated copy; a new size scales every phase; nothing mutates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.errors import QelabError
from qelab.policy.catalogue import PROGRAMMES, scenario
from qelab.policy.scenario import Scenario


def sizes(one: Scenario) -> list[list[float | None]]:
    return [[one.phase_size_bn(item, phase) for phase in item.phases] for item in one.announcements]


def test_doubling_lsap2():
    original = scenario("fed_2010_lsap2")
    bigger = original.with_(size_bn=1200, label="LSAP2 doubled")
    assert sizes(original) == [[600.0]]
    assert sizes(bigger) == [[1200.0]]
    assert (bigger.size_bn, bigger.announced_total_bn) == (1200, 1200)
    assert bigger.label.in_language("en") == bigger.label.in_language("zh-Hant") == "LSAP2 doubled"
    assert original == scenario("fed_2010_lsap2")


def test_halving_lsap1_halves_every_phase_of_every_announcement():
    half = scenario("fed_2008_lsap1").with_(size_bn=875)
    assert sizes(half) == [[250.0, 50.0], [625.0, 100.0, 150.0], [None]]
    assert half.announced_total_bn == 875


def test_scaling_qt_scales_the_cap():
    half = scenario("from_now_qt60").with_(size_bn=720)
    assert half.announcements[0].phases[0].cap_bn_per_month == 30
    assert half.announced_total_bn == 720


def test_size_zero():
    none = scenario("fed_2008_lsap1").with_(size_bn=0)
    assert sizes(none) == [[0.0, 0.0], [0.0, 0.0, 0.0], [None]]


@given(name=st.sampled_from(["fed_2008_lsap1", "fed_2010_lsap2", "from_now_qt60"]), size=st.floats(0.01, 1e5))
def test_phases_always_sum_to_the_size(name, size):
    assert scenario(name).with_(size_bn=size).announced_total_bn == pytest.approx(size, rel=1e-9)


@pytest.mark.parametrize("name", PROGRAMMES.ids())
def test_nothing_changes_when_nothing_is_changed(name):
    assert scenario(name).with_() == scenario(name)


def test_dotted_keys():
    original = scenario("fed_2010_lsap2")
    changed = original.with_(
        **{"announcements.0.exit.hold_quarters": 12, "announcements[0].phases[0].months": 4, "horizon_quarters": 12}
    )
    assert changed.to_mapping()["announcements"][0]["exit"]["hold_quarters"] == 12
    assert changed.announcements[0].phases[0].months == 4
    assert changed.horizon_quarters == 12
    assert original.to_mapping()["announcements"][0]["exit"]["hold_quarters"] == 6


def test_a_block_that_was_not_there():
    known = {
        "announcements.0.already_expected.share": 0.4,
        "announcements.0.already_expected.since": "2010-10-15",
        "announcements.0.already_expected.source": "a survey",
    }
    changed = scenario("fed_2010_lsap2").with_(**known)
    assert changed.announcements[0].already_expected is not None
    assert str(changed.first_date) == "2010-10-15"


def test_none_removes_a_key():
    assert scenario("fed_2010_lsap2").with_(size_bn=None, **{"announcements.0.phases.0.size_bn": 600}).size_bn is None


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"sizebn": 600}, "QE201", "sizebn"),
        ({"announcements.0.exitt.hold_quarters": 3}, "QE201", "announcements[0].exitt"),
        ({"announcements.0.exit.hold": 3}, "QE201", "announcements[0].exit.hold"),
        ({"announcements.1.date": "2011-01-01"}, "QE222", "announcements.1.date"),
        ({"announcements.first.date": "2011-01-01"}, "QE222", "announcements.first.date"),
        ({"announcements.-1.date": "2011-01-01"}, "QE222", "announcements.-1.date"),
        ({"size_bn.x": 1}, "QE223", "size_bn.x"),
        ({"size_bn": -1}, "QE203", "size_bn"),
        ({"size_bn": "much"}, "QE205", "size_bn"),
        ({"announcements.0.phases.0.months": 0}, "QE203", "announcements[0].phases[0].months"),
    ],
)
def test_a_wrong_change_names_its_place(changes, code, path):
    with pytest.raises(QelabError) as caught:
        scenario("fed_2010_lsap2").with_(**changes)
    assert (caught.value.code, caught.value.path) == (code, path)


def test_frozen():
    original = scenario("fed_2010_lsap2")
    with pytest.raises(ValueError, match="frozen"):
        original.size_bn = 1200
    with pytest.raises(ValueError, match="frozen"):
        original.announcements[0].exit.hold_quarters = 12  # type: ignore[union-attr]


def test_a_change_given_to_with_is_not_kept_by_reference():
    buckets = [{"from_years": 2.0, "to_years": 10.0, "share": 1.0}]
    changed = scenario("fed_2010_lsap2").with_(**{"announcements.0.phases.0.buckets": buckets})
    buckets[0]["share"] = 0.5
    assert changed.announcements[0].phases[0].buckets[0].share == 1.0


def test_a_changed_phase_changes_the_total(content):
    changed = Scenario.from_mapping(content).with_(**{"announcements.0.phases.1.size_bn": 150.0})
    assert (changed.size_bn, changed.announced_total_bn) == (350.0, 350.0)


def test_sizes_and_phases_changed_together_must_agree(content):
    original = Scenario.from_mapping(content)
    changes = {"announcements.0.phases.0.size_bn": 100.0, "announcements.0.phases.1.size_bn": 50.0}
    assert original.with_(**changes, size_bn=150.0).size_bn == 150.0
    with pytest.raises(QelabError) as caught:
        original.with_(**changes, size_bn=300.0)
    assert caught.value.code == "QE216"


def test_the_total_counts_what_stands_at_the_end(content):
    """An announcement replaces phases of the same kind and asset, as an envelope; others are added to it."""
    first = content["announcements"][0]
    treasuries, mbs = first["phases"]
    later = {**first, "date": "2011-01-26"}
    del content["size_bn"]
    first["phases"] = [treasuries]
    content["announcements"].append(later | {"phases": [{**treasuries, "start": "2011-02", "size_bn": 350.0}]})
    assert Scenario.from_mapping(content).announced_total_bn == 350.0
    content["announcements"][1]["phases"] = [{**mbs, "start": "2011-02"}]
    assert Scenario.from_mapping(content).announced_total_bn == 300.0
