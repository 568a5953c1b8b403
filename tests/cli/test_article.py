"""``qelab article``: Chinese unless told, one statement, JSON, refusals. The numbers are tested beside the laboratory."""

import pytest


def test_chinese_unless_told(qelab, monkeypatch):
    assert "每日 3,700 萬美元乘以 365 天，一年為 135 億美元。" in qelab("article", "--only", "Q35").out
    assert "is $13.5bn a year" in qelab("article", "--only", "Q35", "--lang", "en").out
    monkeypatch.setenv("QELAB_LANG", "en")
    assert "is $13.5bn a year" in qelab("article", "--only", "Q35").out


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_both_statements_stand_there(qelab, lang):
    out = qelab("article", "--only", "Q35", "--lang", lang).out
    first, second = "Buffett about 37m a day in 2013", "巴菲特 2013 年平均每日增加 3,700 萬美元"
    if lang == "zh-Hant":
        first, second = second, first
    assert -1 < out.index(first) < out.index(second)


def test_json(qelab):
    document = qelab("article", "--only", "Q35,Q36", "--json").document
    assert document["schema"] == "qelab.article/1"
    assert [one["id"] for one in document["sentences"]] == ["Q35", "Q36"]
    arithmetic, waiting = document["sentences"]
    assert waiting["missing"]
    assert set(arithmetic) == {
        "id", "topic", "statement_zh_hant", "statement_en", "numbers", "answer", "caution", "missing",
    }  # fmt: skip
    number = arithmetic["numbers"][0]
    assert number["value"] == pytest.approx(13.505)
    assert {"label", "value", "unit", "at", "with", "without"} <= set(number)


def test_levels_are_counted_as_the_value_beside_them(qelab):
    """億 in both, billions in both: 9,950 and 15,940 beside +5,990 億美元, 995 and 1,594 beside +$599bn."""
    rows = [line for line in qelab("article", "--only", "Q04").out.splitlines() if line.split()[:1] == ["準備金"]]
    without, policy, value = (float(cell.replace(",", "")) for cell in rows[0].split()[3:6])
    assert rows[0].endswith("億美元")
    assert policy - without == pytest.approx(value, abs=10.1)  # each rounded to ten


def test_a_statement_that_does_not_exist(qelab):
    outcome = qelab("article", "--only", "Q99")
    assert outcome.code == 2
    assert "找不到句子代號「Q99」" in outcome.err
    assert "unknown statement 'Q99'" in qelab("article", "--only", "Q99", "--lang", "en").err


def test_help(qelab, golden):
    golden("help/article.txt", " ".join(qelab("article", "--help").out.split()) + "\n")
