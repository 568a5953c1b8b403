"""Tables of channels and of members: the numbers of the result, in its order or by size, and nothing where there is none."""

import pytest

from qelab.core.members import members
from qelab.core.words import word
from qelab.report.members import largest_quarter, members_lines, members_table, summary_tables
from qelab.report.result import result_lines
from qelab.report.tables import channel_table
from qelab.report.text import display_width, draw

LANGUAGES = ("en", "zh-Hant")


def numbers(cells):
    return [float(cell) for cell in cells if cell != "-"]


def test_yields_by_channel_add_up_and_are_those_of_the_announcement(peopled):
    table = channel_table(peopled, "en")
    assert table is not None
    assert [row[0] for row in table.rows] == ["10-year Treasury yield", "30-year mortgage rate", "Corporate bond yield"]
    at = peopled.main_announcement() - peopled.quarters[0]
    for row, name in zip(table.rows, ("yield_10y", "mortgage_rate_30y", "corporate_yield"), strict=True):
        *parts, total = numbers(row[1:])
        assert total == pytest.approx(100 * peopled.values(name)[at], abs=0.051)
        assert sum(parts) == pytest.approx(total, abs=0.21)
    assert table.rows[1][1:] == ("+2.0", "-8.0", "0.0", "-0.7", "-6.7")  # a third of 20 bp: -.3, 1.2, 0, .1 of it


def test_yields_that_are_not_split_have_no_table(result, peopled):
    assert channel_table(result, "en") is not None
    bare = type(result)(**{name: getattr(result, name) for name in result.__slots__} | {"channels": {}})
    assert channel_table(bare, "en") is None


def test_groups_and_types_by_hand(peopled):
    groups, economies = summary_tables(peopled, "en")
    assert [row[0] for row in groups.rows] == [item.label() for item in members("wealth_group")]
    assert groups.rows[0] == ("Top 0.1 %", "+10", "+10.00", "+10.00")
    assert groups.rows[-1] == ("Bottom 50 %", "+50", "+50.00", "+50.00")
    assert [row[0] for row in economies.rows] == [
        "Fragile economies", "Average economies", "Managed economies", "Taiwan"
    ]  # fmt: skip
    assert economies.rows[-1][1:] == economies.rows[-2][1:] == ("-0.90", "-0.90", "-90.0", "-0.90", "-0.90")
    assert economies.header[3] == "10-year yield\n(bp)"
    assert economies.header[-1].startswith("output, 2011Q2\n")


def test_a_result_without_members_has_no_such_tables(result):
    assert summary_tables(result, "en") == []


def test_cities_from_the_largest_effect_to_the_smallest(peopled):
    found = members_table(peopled, ["house_price_by_metro"], "en", by_size=True)
    values = numbers([row[1] for row in found.rows])
    assert values == sorted(values, reverse=True)
    assert (found.rows[0][0], found.rows[-1][0]) == ("Washington", "Atlanta")
    lines = members_lines(peopled, "house_price_by_metro", None, "en", 100)
    assert [line.split("  ")[0] for line in lines if line.startswith(("Washington", "Atlanta"))] == ["Washington", "Atlanta"]


def test_one_quarter_can_be_asked_for(peopled):
    early = largest_quarter(peopled, "wealth_bn_by_group") + -2
    table = members_table(peopled, ["wealth_bn_by_group"], "en", at=early)
    assert str(early) in table.title
    assert table.rows[0][1] == "+3"  # a third of 10, one quarter after the opening


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_panel_is_printed_in_words_and_within_100_columns(peopled, lang):
    for name in peopled.panels:
        lines = members_lines(peopled, name, None, lang, 100)
        assert max(map(display_width, lines)) <= 100
    for table in [*summary_tables(peopled, lang), channel_table(peopled, lang)]:
        assert table is not None
        assert max(map(display_width, draw(table))) <= 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_of_a_result_has_them_after_its_own_tables(peopled, lang):
    lines = result_lines(peopled, lang, 100)
    keys = ("dimensions.wealth_group", "dimensions.economy")
    titles = [next(place for place, line in enumerate(lines) if line.startswith(f"# {word(key, lang)}")) for key in keys]
    exits = lines.index(f"# {word('run.exits', lang)}")
    assumptions = lines.index(f"# {word('run.assumptions', lang)}")
    assert exits < titles[0] < titles[1] < assumptions
