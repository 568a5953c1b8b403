"""The article as people and programs read it: both languages, its structure, numbers that fit the page."""

import re

import pytest

from qelab.lab.article.parts import Answer, Kind, Number
from qelab.report.article import article_document, article_lines, said, statement_lines
from qelab.report.text import display_width

LANGUAGES = ("en", "zh-Hant")


def _structure(document) -> str:
    """Ids, keys, units, kinds and runs of all numbers, and which texts there are: nothing that a new run moves."""
    lines = [document["schema"]]
    for one in document["sentences"]:
        texts = ", ".join(key for key in ("answer", "caution", "missing") if one[key])
        lines.append(f"{one['id']} [{one['topic']}] {texts}")
        lines += [f"  {item['key']}: {item['kind']}, {item['unit']}, {item['scenario']}" for item in one["numbers"]]
    return "\n".join(lines) + "\n"


def test_structure(found, golden):
    golden("structure.txt", _structure(article_document(found, "en")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_has_a_label_a_unit_and_a_place(found, lang):
    document = article_document(found, lang)
    assert len(document["sentences"]) == 37
    for one in document["sentences"]:
        for item in one["numbers"]:
            assert item["label"], one["id"]
            assert item["unit"], one["id"]
            if item["kind"] in ("effect", "level"):
                assert item["scenario"], (one["id"], item["key"])
            if item["kind"] in ("quoted", "data"):
                assert item["source"], (one["id"], item["key"])
            if item["kind"] == "effect":
                assert item["at"], (one["id"], item["key"])
                assert None not in (item["with"], item["without"]), (one["id"], item["key"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quoted_figures_are_called_so(found, lang):
    phrase = "Quoted, not computed" if lang == "en" else "引用而非計算"
    for one, answer in found.answered:
        quotes = any(item.kind is Kind.QUOTED for item in answer.numbers)
        assert quotes == (phrase in said(one.id, answer, "answer", lang)), one.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_of_a_sentence_is_in_its_table(found, lang):
    for statement, answer in found.answered:
        lines = statement_lines(statement, answer, lang, 100)
        assert statement.statement_en in re.sub(r"\s+", " ", "\n".join(lines))
        assert statement.statement_zh_hant in "\n".join(lines)
        assert "{" not in "\n".join(lines)
        assert not re.search(r"\bnan\b", "\n".join(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_run_tells_its_counterfactual(found, lang):
    text = re.sub(r"\s+", "", "\n".join(article_lines(found, lang, 100)))
    for run in found.runs:
        assert re.sub(r"\s+", "", run.counterfactual_text(lang)) in text
        assert run.scenario.id in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paragraphs_fit_the_page(found, lang):
    wide = [line for line in article_lines(found, lang, 100) if display_width(line.removeprefix("# ")) > 125]
    assert wide == []


def test_the_chinese_text_is_chinese(found):
    for one, answer in found.answered:
        text = said(one.id, answer, "answer", "zh-Hant")
        assert re.search(r"[\u4e00-\u9fff]", text), one.id
        assert not re.search(r"\b(pp|bp|bn)\b", text), one.id


def test_a_probability_is_told_in_both_worlds_and_its_change_in_points():
    chance = Number(
        key="chance", name="inflation_below_zero_prob", kind=Kind.EFFECT, value=-0.04, unit="probability", at="2011Q1",
        without=0.10, policy=0.06, level_unit="probability",
    )  # fmt: skip
    inflation = {
        key: Number(key=key, series="inflation_4q", kind=Kind.EFFECT, value=0.1, unit="percentage points", at="2011Q1",
                    without=1.0, policy=1.1, level_unit="percent per annum")
        for key in ("inflation_4q", "all_inflation", "inflation_distance")
    }  # fmt: skip
    answer = Answer(numbers=(*inflation.values(), chance), tags=("draws",))
    text = said("Q05", answer, "answer", "en")
    assert "is 10.0 % without LSAP2 and 6.0 % with it (2011Q1" in text
    assert said("Q05", answer, "missing", "en") == ""
