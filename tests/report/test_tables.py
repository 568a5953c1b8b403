"""The text of a result against recorded ones, and the rules that hold for any result."""

import re

import pytest

from qelab.policy.catalogue import scenario
from qelab.report.explanation import explanation_document, explanation_lines
from qelab.report.result import comparison_lines, distinct_names, result_lines
from qelab.report.tables import exit_table, headline_tables, path_table
from qelab.report.text import display_width, draw

LANGUAGES = ("en", "zh-Hant")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_result(result, golden, lang):
    golden(f"result.{lang}.txt", "\n".join(result_lines(result, lang, 100, ["size_bn=600"])) + "\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_comparison(result, made_up, golden, lang):
    bigger = made_up(scenario("fed_2010_lsap2").with_(size_bn=1200))
    cut = made_up(scenario("rate_cut"))
    golden(f"comparison.{lang}.txt", "\n".join(comparison_lines([result, bigger, cut], lang, 100)) + "\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_explanation(result, golden, lang):
    text = explanation_lines(result, result.explain("yield_10y", "2011Q2"), lang, 100)
    golden(f"explanation.{lang}.txt", "\n".join(text) + "\n")


def test_explanation_adds_up_in_its_document(result):
    found = explanation_document(result, result.explain("yield_10y"), "en")
    assert sum(part["value"] for part in found["channels"]) == pytest.approx(found["total"], abs=1e-12)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_effect_is_with_less_without_as_printed(result, lang):
    for table in headline_tables(result, lang):
        for _, _, without, with_it, _, effect, unit in table.rows:
            difference = float(with_it.replace(",", "")) - float(without.replace(",", ""))
            scale = 100 if unit in ("bp", "基點") else 1
            assert difference * scale == pytest.approx(
                float(effect.replace(",", "")), abs=1.01 * scale * 0.01 + (unit in ("bn", "十億美元"))
            )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100, 120])
def test_tables_fit_the_width(result, lang, width):
    assert max(map(display_width, draw(path_table(result, lang, width))[1:])) <= max(width, 90)


def test_one_exit_is_marked_as_assumed(result):
    table = exit_table(result, "en")
    assert table is not None
    assert [row[-1] for row in table.rows].count("assumed here") == 1


def test_a_rate_cut_has_no_exit_table(made_up):
    assert exit_table(made_up(scenario("rate_cut")), "en") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_result_says_what_it_owes_its_reader(result, lang):
    text = "\n".join(result_lines(result, lang, 100))
    owed = [result.counterfactual_text(lang), "0.97"]
    owed += (
        ["not investment advice", "with the programme less"]
        if lang == "en"
        else ["不構成投資建議", "實施減未實施"]
    )
    flat = re.sub(r"\s+", " ", text)
    assert [words for words in owed if words not in flat] == []


def test_repeated_names_are_numbered():
    assert distinct_names(["a", "a", "b", "a"]) == ["a", "a (2)", "b", "a (3)"]
