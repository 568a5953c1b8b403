"""Conformance of every catalogue programme: schema, sums, dates, sources, both languages, round trips."""

import json
import re
import tomllib
from itertools import pairwise
from typing import Any

import pytest

from qelab.policy.catalogue import PROGRAMMES, scenario
from qelab.policy.parts import Announcement, Bucket, Phase
from qelab.policy.scenario import SCHEMA, Scenario

CHINESE = re.compile(r"[\u4e00-\u9fff]")
every_programme = pytest.mark.parametrize("name", PROGRAMMES.ids())
# Blocks that carry numbers, and so a source: key of the schema's definition.
SOURCED = ("Announcement", "Phase", "Exit", "AlreadyExpected", "Guidance", "Stress", "RateMove", "Standing")


def raw(name: str) -> dict[str, Any]:
    return tomllib.loads(PROGRAMMES.path(name).read_text("utf-8"))


def test_the_promised_programmes_are_there():
    assert set(PROGRAMMES.ids()) >= {
        "fed_2008_lsap1", "fed_2010_lsap2", "fed_2011_mep", "fed_2012_lsap3", "fed_2017_qt1",
        "fed_2020_qe4", "fed_2022_qt2", "fed_2008_2014", "fed_2008_2014_guidance", "fed_2008_2019",
        "taper_tantrum_2013", "from_now_500bn", "from_now_qt60", "rate_cut",
    }  # fmt: skip


@every_programme
def test_the_file_names_its_schema_and_its_id(name):
    content = raw(name)
    assert content["schema"] == SCHEMA
    assert content["id"] == name
    assert scenario(name).id == name


@every_programme
def test_phases_sum_to_the_announced_total(name):
    one = scenario(name)
    if one.announcements:
        assert one.size_bn is not None
        assert one.announced_total_bn == pytest.approx(one.size_bn, rel=1e-12)
    else:
        assert one.policy_rate is not None


@every_programme
def test_dates_are_in_order(name):
    one = scenario(name)
    dates = [announcement.date for announcement in one.announcements]
    assert dates == sorted(set(dates))
    for announcement in one.announcements:
        month = f"{announcement.date:%Y-%m}"
        assert all(str(phase.start) >= month for phase in announcement.phases)


def numbered_blocks(one: Scenario) -> list[Any]:
    blocks: list[Any] = [one.standing, *one.announcements]
    blocks += [phase for item in one.announcements for phase in item.phases]
    blocks += [*one.standing.phases, *([one.standing.guidance] if one.standing.guidance else [])]
    for item in one.announcements:
        blocks += [block for block in (item.exit, item.already_expected, item.guidance, item.stress) if block]
    return blocks + ([one.policy_rate] if one.policy_rate else [])


@every_programme
def test_a_source_at_every_block_unless_hypothetical(name):
    one = scenario(name)
    if name.startswith(("fed_", "taper_", "boe_")):
        assert not one.hypothetical
        assert [block for block in numbered_blocks(one) if len(block.source) < 10] == []
        assert "http" in one.source
    else:
        assert one.hypothetical


@every_programme
def test_both_languages(name):
    one = scenario(name)
    texts = [one.label, one.description]
    texts += [text for item in one.announcements for text in (item.aim, item.length)]
    for text in texts:
        assert text.in_language("en")
        assert not CHINESE.search(text.in_language("en"))
        assert CHINESE.search(text.in_language("zh-Hant"))


@every_programme
def test_round_trips(name, tmp_path):
    one = scenario(name)
    assert Scenario.from_mapping(one.to_mapping()) == one
    path = tmp_path / "copy.toml"
    path.write_text("".join(f"{key} = {toml(value)}\n" for key, value in one.to_mapping().items()), "utf-8")
    assert scenario(path) == one


def toml(value: Any) -> str:
    """Plain data as a TOML value, everything inline."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@every_programme
def test_shares_by_maturity(name):
    one = scenario(name)
    sets = [phase.buckets for item in one.announcements for phase in item.phases] + [one.standing.buckets]
    sets += [phase.buckets for phase in one.standing.phases]
    for buckets in filter(None, sets):
        assert sum(bucket.share for bucket in buckets) == pytest.approx(1.0, abs=1e-12)
        nominal = [bucket for bucket in buckets if not bucket.tips]
        assert all(one.to_years == two.from_years for one, two in pairwise(nominal))


@every_programme
def test_the_published_schema_knows_every_key(name):
    schema = Scenario.model_json_schema()
    unknown: list[str] = []

    def walk(content: Any, node: dict[str, Any], at: str) -> None:
        node = resolved(node, schema)
        if isinstance(content, dict):
            for key, value in content.items():
                if key not in node["properties"]:
                    unknown.append(f"{at}.{key}")
                else:
                    walk(value, node["properties"][key], f"{at}.{key}")
        elif isinstance(content, list):
            for value in content:
                walk(value, node["items"], f"{at}[]")

    walk(raw(name), schema, "")
    assert unknown == []


@every_programme
def test_the_published_schema_accepts_the_file(name):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(scenario(name).to_mapping(), Scenario.model_json_schema())


def test_the_schema_has_every_field_and_a_place_for_every_source():
    schema = Scenario.model_json_schema()
    aliases = {field.alias or key for key, field in Scenario.model_fields.items()}
    assert set(schema["properties"]) == aliases | {"includes"}
    for part in (Announcement, Phase, Bucket):
        assert set(schema["$defs"][part.__name__]["properties"]) == set(part.model_fields)
    for part in SOURCED:
        assert "source" in schema["$defs"][part]["properties"]
        assert schema["$defs"][part]["additionalProperties"] is False
    assert schema["additionalProperties"] is False


def resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for branch in node.get("anyOf", ()):
        if branch.get("type") != "null":
            node = branch
            break
    return schema["$defs"][node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node
