"""The fixed list is unedited; every statement has an answer or says what is missing, in both languages."""

import re
import string
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.core.time import information_quarter
from qelab.lab.article.answers import ANSWERS
from qelab.lab.article.runs import BOUND_DATE, BUY_NOW, CUT_NOW, LSAP2, QT_NOW, Runs
from qelab.lab.article.statements import REFERENCE, check_statements, labels, quoted, sentences, statements
from qelab.lab.check.claims import claims
from qelab.policy.catalogue import scenario

ORIGINAL = Path(__file__).parents[4] / "shared" / "reference" / "article.csv"
COLUMNS = ("en", "zh_hant")
FORBIDDEN = ("收益率", "國債", "溢價", "存款準備", "久期", "基準點", "通脹", "傳導渠道", "市盈率")


def test_the_list_is_the_original():
    if not ORIGINAL.exists():
        pytest.skip("the original stands beside the checkout only")
    assert (REFERENCE / "article.csv").read_bytes() == ORIGINAL.read_bytes()


def test_all_statements_are_answered_by_a_function():
    assert list(statements()) == [f"Q{number:02d}" for number in range(1, 38)]
    assert list(ANSWERS) == list(statements())


def test_sentences_belong_to_statements():
    assert {name.partition(".")[0] for name in sentences()} == set(statements())


@pytest.mark.parametrize("id", statements())
def test_every_statement_has_an_answer_or_says_what_is_missing(id):
    rows = [row for name, row in sentences().items() if name.partition(".")[0] == id]
    for column in COLUMNS:
        assert any(row[f"answer_{column}"] or row[f"missing_{column}"] for row in rows)


def test_no_text_is_missing_in_one_language():
    for name, row in sentences().items():
        for text in ("answer", "caution", "missing"):
            assert bool(row[f"{text}_en"]) == bool(row[f"{text}_zh_hant"]), (name, text)
    assert [key for key, row in labels().items() if not (row["en"] and row["zh_hant"])] == []


def test_every_caution_of_the_list_is_given():
    silent = [one.id for one in statements().values() if one.caution and not sentences()[one.id]["caution_en"]]
    assert silent == []


def test_both_languages_name_the_same_numbers():
    """Quarters may stand in one language only: an answer needs each of its numbers in both."""
    for name, row in sentences().items():
        used = [_fields(row[f"answer_{column}"]) for column in COLUMNS]
        assert used[0] == used[1], name


def _fields(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def test_words_are_those_of_taiwan():
    texts = [row[key] for row in sentences().values() for key in row if key.endswith("zh_hant")]
    texts += [row["zh_hant"] for row in labels().values()]
    assert [text for text in texts if any(word in text for word in FORBIDDEN)] == []


@pytest.mark.parametrize("key", quoted())
def test_quoted_figures_stand_in_the_fixed_tables(key):
    figure = quoted()[key]
    if figure.stands_in in statements():
        row = statements()[figure.stands_in]
        assert f"{figure.value:g} %" in f"{row.answered_by} {row.caution}"
        return
    claim = next(claim for claim in claims() if claim.id == figure.stands_in)
    if figure.unit == "bn":  # the source names trillions
        assert f"{figure.value / 1000:.2f}" in claim.source
    else:
        assert claim.holds(figure.value)
    assert figure.source.split()[0] in claim.source


def test_an_unknown_statement_is_refused():
    with pytest.raises(QelabError, match="Q99") as refused:
        check_statements(["Q99"])
    assert refused.value.code == "QE101"


def test_arithmetic_needs_no_run():
    runs = Runs()
    assert ANSWERS["Q35"](runs).numbers[0].value == pytest.approx(13.505)
    assert runs.made == ()


def test_results_come_from_runs_and_not_from_templates():
    """A number with decimals in an answer would be a result written by hand."""
    for name, row in sentences().items():
        for column in COLUMNS:
            assert re.findall(r"\d+\.\d+", row[f"answer_{column}"]) == [], name


def test_inputs_named_in_sentences_are_those_of_the_scenarios():
    bought, qt, cut = (scenario(name) for name in (BUY_NOW, QT_NOW, CUT_NOW))
    assert bought.size_bn == 500
    assert [one.opening for one in (bought, qt)] == ["us_2026q2"] * 2
    assert [str(information_quarter(one.first_date)) for one in (bought, qt)] == ["2026Q3"] * 2
    phase = qt.announcements[0].phases[0]
    assert (phase.cap_bn_per_month, phase.months) == (60, 24)
    assert cut.policy_rate is not None
    assert cut.policy_rate.cut_bp == 75
    assert scenario(LSAP2).first_date.isoformat() == BOUND_DATE
