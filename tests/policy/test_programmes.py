"""Several programmes in one scenario: includes, sizes within a programme, what was said besides purchases."""

from typing import Any

import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario

SAID = "a statement"
EXIT = {"hold_quarters": 6, "then_x_per_quarter": 0.97, "source": SAID}
AIM = {"aim": {"en": "aim"}, "length": {"en": "length"}, "source": SAID}
LONG = [{"from_years": 6.0, "to_years": 30.0, "share": 1.0}]


def said(date: str, *phases: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """One announcement as plain data; phases bring an exit with them."""
    content = {"date": date, **AIM, **parts}
    return content | ({"phases": list(phases), "exit": parts.get("exit", EXIT)} if phases else {})


def trade(kind: str, size: float, start: str = "2010-12", months: int = 6, asset: str = "treasury") -> dict[str, Any]:
    phase = {"kind": kind, "asset": asset, "start": start, "months": months, "size_bn": size, "source": SAID}
    return phase | ({"buckets": LONG} if asset == "treasury" else {})


def run_off(cap: float, start: str, months: int) -> dict[str, Any]:
    return {
        "kind": "run_off", "asset": "treasury", "start": start, "months": months, "cap_bn_per_month": cap, "source": SAID,
    }  # fmt: skip


def of(content: dict[str, Any], *announcements: dict[str, Any], **changes: Any) -> Scenario:
    content.pop("size_bn", None)
    return Scenario.from_mapping(content | {"announcements": list(announcements)} | changes)


@pytest.fixture
def including(content, tmp_path):
    """``including(["fed_2010_lsap2"], announcement, ...)``: a file of us_2008q3 that includes programmes, read."""

    def read(names: Any, *announcements: dict[str, Any], **changes: Any) -> Scenario:
        content.pop("size_bn", None)
        written = content | {"announcements": list(announcements), "includes": names} | changes
        return Scenario.from_mapping(written, str(tmp_path / "mine.toml"))

    return read


# Includes.


def test_included_announcements_are_tagged_sized_and_in_order(including):
    one = including(["fed_2010_lsap2", "fed_2008_lsap1"])
    assert one.programmes == ("fed_2008_lsap1", "fed_2010_lsap2")
    dates = [item.date for item in one.announcements]
    assert dates == sorted(dates)
    assert [item.programme for item in one.announcements] == ["fed_2008_lsap1"] * 3 + ["fed_2010_lsap2"]
    assert one.announcements[-1].phases[0].size_bn == 600  # in its own file it is the rest of the total
    assert one.announced_total_bn == 1750 + 600


def test_own_announcements_join_by_date(including):
    one = including(["fed_2010_lsap2"], said("2010-08-10", trade("purchase", 50)), said("2011-06-01", guidance=UNTIL))
    assert [str(item.date) for item in one.announcements] == ["2010-08-10", "2010-11-03", "2011-06-01"]
    assert one.programmes == ("my_programme", "fed_2010_lsap2")


def test_what_is_said_on_an_included_day_is_added_to_it(including):
    one = including(["fed_2010_lsap2"], said("2010-11-03", guidance=UNTIL, exit=EXIT | {"hold_quarters": 2}))
    (only,) = one.announcements
    assert only.programme == "fed_2010_lsap2"
    assert only.guidance is not None
    assert str(only.guidance.until) == "2012-06"
    assert only.exit is not None
    assert only.exit.hold_quarters == 2
    assert only.phases == tuple(
        phase.model_copy(update={"size_bn": 600.0}) for phase in scenario("fed_2010_lsap2").announcements[0].phases
    )


def test_a_second_purchase_on_an_included_day_is_refused(including):
    with pytest.raises(QelabError) as caught:
        including(["fed_2010_lsap2"], said("2010-11-03", trade("purchase", 50)))
    assert caught.value.code == "QE215"


def test_includes_of_includes(including):
    one = including(["fed_2008_2014"])
    assert one.programmes == ("fed_2008_lsap1", "fed_2010_lsap2", "fed_2011_mep", "fed_2012_lsap3")


@pytest.mark.parametrize(
    ("names", "code", "path"),
    [
        ("fed_2010_lsap2", "QE205", "includes"), ([1], "QE205", "includes"),
        (["fed_2010_lsap2", "fed_2010_lsap"], "QE233", "includes[1]"), (["rate_cut"], "QE220", "includes[0]"),
    ],
)  # fmt: skip
def test_what_cannot_be_included(including, names, code, path):
    with pytest.raises(QelabError) as caught:
        including(names)
    error = caught.value
    assert (error.code, error.path, error.exit_code) == (code, path, 3)
    assert error.where.endswith("mine.toml")


def test_places_are_counted_in_the_file_itself(including):
    """Not among the three announcements of LSAP1 that come before."""
    first, second = said("2010-11-03", trade("purchase", 50)), said("2011-06-01", trade("purchase", 50, "2011-06"))
    with pytest.raises(QelabError) as caught:
        including(["fed_2008_lsap1"], first, second | {"lenght": 1})
    assert (caught.value.code, caught.value.path) == ("QE201", "announcements[1].lenght")
    with pytest.raises(QelabError) as caught:
        including(["fed_2008_lsap1"], first, {key: value for key, value in second.items() if key != "source"}, source="FOMC")
    assert caught.value.code == "QE221"
    assert "announcements[1]" in caught.value.render()


def test_what_is_added_to_an_included_day_has_its_place_in_the_file(including):
    with pytest.raises(QelabError) as caught:
        including(["fed_2008_lsap1", "fed_2010_lsap2"], said("2010-11-03", guidance=UNTIL | {"till": 1}))
    assert (caught.value.code, caught.value.path) == ("QE201", "announcements[0].guidance.till")


def test_a_written_scenario_holds_what_it_includes():
    one = scenario("fed_2008_2014")
    assert "includes" not in one.to_mapping()
    assert Scenario.from_mapping(one.to_mapping()) == one


@pytest.mark.parametrize("name", ["fed_2008_2014", "fed_2008_2019"])
def test_what_is_included_is_the_programme_itself(name):
    """Announcement for announcement, what the programme's own file says."""
    one = scenario(name)
    for programme in set(one.programmes) - {name}:
        own = [item.phases for item in scenario(programme).announcements]
        inside = [item.phases for item in one.announcements if item.programme == programme]
        stated = [[phase.model_copy(update={"size_bn": None}) for phase in phases] for phases in inside]
        assert stated == [[phase.model_copy(update={"size_bn": None}) for phase in phases] for phases in own]


# Sizes.


def test_envelopes_belong_to_a_programme(content):
    """60bn, then 100bn in total of the same programme, and 40bn of another: 140bn."""
    one = of(
        content, said("2010-11-03", trade("purchase", 60)), said("2011-01-20", trade("purchase", 40, "2011-02"), programme="other"),
        said("2011-02-20", trade("purchase", 100, "2011-03")),
    )  # fmt: skip
    assert one.programmes == ("my_programme", "other")
    assert one.announced_total_bn == 140


def test_a_swap_counts_once(content):
    assert of(content, said("2010-11-03", trade("purchase", 50), trade("sell", 50))).announced_total_bn == 50
    assert of(content, said("2010-11-03", trade("purchase", 50), trade("sell", 80)), size_bn=80).size_bn == 80


def test_a_swap_takes_the_rest_of_its_size_on_one_side(content):
    phases = trade("purchase", 50), trade("sell", 0)
    del phases[1]["size_bn"]
    one = of(content, said("2010-11-03", *phases), size_bn=50)
    assert one.phase_size_bn(one.announcements[0], one.announcements[0].phases[1]) == 50


def test_a_run_off_counts_until_it_is_superseded(content):
    """30bn a month for 12 months, lowered to 10 after 4, ended after 3 more: 4 x 30 + 3 x 10."""
    one = of(
        content, said("2010-11-03", run_off(30, "2010-12", 12)), said("2011-03-20", run_off(10, "2011-04", 12)),
        said("2011-06-20", run_off(0, "2011-07", 1)), counterfactual="full_reinvestment", size_bn=150,
    )  # fmt: skip
    assert one.announced_total_bn == 150
    assert one.with_(size_bn=300).announcements[0].phases[0].cap_bn_per_month == 60


def test_scaling_scales_every_programme():
    one = scenario("fed_2008_2014")
    twice = one.with_(size_bn=2 * 4630)
    for before, after in zip(one.announcements, twice.announcements, strict=True):
        for old, new in zip(before.phases, after.phases, strict=True):
            assert new.size_bn == (None if old.size_bn is None else 2 * old.size_bn)


# What is said besides.

UNTIL = {"until": "2012-06", "source": SAID}
NERVOUS = {"level": 1.0, "fades_per_quarter": 0.5, "source": SAID}
quarter = Quarter.parse


def _until(guidance):
    return None if guidance is None else guidance.until


def test_guidance_is_believed_at_its_word_unless_something_else_is_said(content):
    one = of(content, said("2010-11-03", guidance=UNTIL), said("2011-08-09", guidance=UNTIL | {"believed_share": 0.4}))
    guidance = [one.guidance_at(quarter(date)) for date in ("2010Q4", "2011Q3")]
    assert [item.believed_share for item in guidance if item is not None] == [1.0, 0.4]
    written = [item["guidance"] for item in one.to_mapping()["announcements"] if "guidance" in item]
    assert ["believed_share" in item for item in written] == [False, True]


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_believed_share_is_a_share(content, share):
    with pytest.raises(QelabError):
        of(content, said("2010-11-03", guidance=UNTIL | {"believed_share": share}))


def test_guidance_is_known_from_its_quarter_to_its_end(content):
    later = {"until": "2013-03", "source": SAID}
    one = of(content, said("2010-11-03", guidance=UNTIL), said("2011-08-09", guidance=later))
    assert one.has_guidance
    dates = ("2010Q3", "2010Q4", "2011Q3", "2013Q1", "2013Q2")
    known = {date: _until(one.guidance_at(quarter(date))) for date in dates}
    march, june = Month.parse("2013-03"), Month.parse("2012-06")
    assert known == {"2010Q3": None, "2010Q4": june, "2011Q3": march, "2013Q1": march, "2013Q2": None}


def test_standing_guidance_is_known_in_both_worlds(content):
    content["standing"]["guidance"] = UNTIL
    one = of(content, said("2011-08-09", guidance=UNTIL | {"until": "2011-12"}))
    assert _until(one.standing_guidance(quarter("2012Q2"))) == Month.parse("2012-06")
    assert _until(one.guidance_at(quarter("2011Q1"))) == Month.parse("2012-06")
    assert _until(one.guidance_at(quarter("2011Q4"))) == Month.parse("2011-12")
    assert one.guidance_at(quarter("2012Q1")) is None  # the later one is over, and it replaced the earlier
    assert one.standing_guidance(quarter("2012Q3")) is None


def test_stress_fades(content):
    one = of(content, said("2010-11-03", stress=NERVOUS), said("2011-08-09", stress=NERVOUS | {"level": 0.0}))
    assert [one.stress_at(quarter("2010Q3") + step) for step in range(5)] == [0.0, 1.0, 0.5, 0.25, 0.0]
    assert (one.stress_fade_at(quarter("2010Q3")), one.stress_fade_at(quarter("2010Q4"))) == (0.0, 0.5)


def test_without_guidance_or_stress(content):
    one = of(content, said("2010-11-03", trade("purchase", 60), guidance=UNTIL), said("2011-08-09", stress=NERVOUS))
    assert not one.without(guidance=True).has_guidance
    assert [len(one.without(stress=True).announcements), len(one.without(guidance=True).announcements)] == [1, 2]
    assert one.without() == one
    assert one.without(guidance=True, stress=True).announced_total_bn == 60


def test_a_scenario_of_words_alone(content):
    one = of(content, said("2010-11-03", guidance=UNTIL))
    assert one.main_announcement is None
    assert str(one.main_date) == "2010-11-03"
    assert one.announced_total_bn is None
    with pytest.raises(QelabError) as caught:
        one.without(guidance=True)
    assert caught.value.code == "QE218"


def test_guidance_scenario_differs_by_its_guidance_only():
    with_words, purchases = scenario("fed_2008_2014_guidance"), scenario("fed_2008_2014")
    assert with_words.without(guidance=True).announcements == purchases.announcements


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"stress": NERVOUS | {"level": -1}}, "QE203", "announcements[0].stress.level"),
        ({"stress": NERVOUS | {"fades_per_quarter": 1.5}}, "QE203", "announcements[0].stress.fades_per_quarter"),
        ({"guidance": {"until": "mid-2012"}}, "QE104", "announcements[0].guidance.until"),
        ({"guidance": {"until": "2012-06", "till": 1}}, "QE201", "announcements[0].guidance.till"),
        ({"guidance": {"until": "2012-06"}}, "QE221", ""),
        ({"programme": "LSAP 2"}, "QE205", "announcements[0].programme"),
    ],
)
def test_code_and_place(content, changes, code, path):
    with pytest.raises(QelabError) as caught:
        of(content, said("2010-11-03", trade("purchase", 60), **changes))
    assert (caught.value.code, caught.value.path) == (code, path)


# What stands at the opening.


def test_standing_sizes_are_stated(content):
    phase = trade("purchase", 60)
    del phase["size_bn"]
    content["standing"]["phases"] = [phase]
    with pytest.raises(QelabError) as caught:
        of(content, said("2010-11-03", trade("purchase", 60)))
    assert (caught.value.code, caught.value.path) == ("QE217", "standing")


def test_run_off_on_top_of_run_off_is_compared_with_the_world_without_it(content):
    content["standing"]["phases"] = [run_off(30, "2010-10", 12)]
    parts = said("2010-11-03", run_off(60, "2010-12", 12))
    assert of(content, parts).counterfactual == "without_programme"
    with pytest.raises(QelabError) as caught:
        Scenario.from_mapping(content | {"announcements": [parts], "counterfactual": "full_reinvestment"})
    assert caught.value.code == "QE226"


@pytest.mark.parametrize("asset", ["treasury", "agency_debt"])
def test_a_coupon_belongs_to_mbs(content, asset):
    with pytest.raises(QelabError) as caught:
        of(content, said("2010-11-03", trade("purchase", 60, asset=asset) | {"coupon_above_current": 0.3}))
    assert caught.value.code == "QE211"


def test_an_envelope_with_earlier_purchases_is_no_pace():
    one = scenario("fed_2012_lsap3")
    first, second = one.announcements[:2]
    assert not any(one.counts_earlier(first, phase) for phase in first.phases)
    assert [one.counts_earlier(second, phase) for phase in second.phases] == [True, False, False, False]
