"""How numbers and amounts are said."""

import pytest

from qelab.core.vocabulary import vocabulary
from qelab.core.words import words
from qelab.report.numbers import money, money_beside, number, plain, spoken, unit_word


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1234.5, "bn", "+1,234"),
        (-14.04, "bp", "-14.0"),
        (0.0, "bp", "0.0"),
        (-0.004, "percent", "0.00"),
        (0.2, "", "+0.20"),
    ],
)
def test_signed_numbers(value, unit, text):
    assert number(value, unit, signed=True) == text


@pytest.mark.parametrize(
    ("bn", "english", "chinese"),
    [
        (600, "$600bn", "6,000 億美元"),
        (75, "$75bn", "750 億美元"),
        (0.05, "$0.05bn", "0.5 億美元"),
        (1000, "$1,000bn", "1 兆美元"),
        (1750, "$1,750bn", "1.75 兆美元"),
        (0, "$0bn", "0 億美元"),
        (-40, "-$40bn", "-400 億美元"),
    ],
)
def test_money_by_hand(bn, english, chinese):
    assert money(bn) == english
    assert money(bn, "zh-Hant") == chinese


@pytest.mark.parametrize(
    ("bn", "beside", "english", "chinese"),
    [(995, 599, "995", "9,950"), (0.3, 42, "0.3", "3"), (995, 1750, "995", "0.995"), (0, 599, "0", "0")],
)
def test_amounts_of_a_row_share_the_unit_of_its_last(bn, beside, english, chinese):
    assert (money_beside(bn, beside), money_beside(bn, beside, "zh-Hant")) == (english, chinese)


def test_plain_numbers_look_as_typed():
    assert [plain(v) for v in (600.0, 0.97, 1250.5, 1e-3, 0)] == ["600", "0.97", "1,250.5", "0.001", "0"]


def test_yields_are_said_in_basis_points_and_nothing_else():
    assert spoken("yield_30y", -0.125, "percentage points") == (-12.5, "bp")
    assert spoken("inflation_4q", 0.05, "percentage points") == (0.05, "percentage points")
    assert spoken("reserves_bn", 600.0, "bn") == (600.0, "bn")


def test_every_unit_of_the_vocabulary_has_a_short_form():
    units = {unit for row in vocabulary().values() for unit in (row.unit, row.effect_unit)}
    assert [unit for unit in units if f"unit.{unit}" not in words()] == []
    assert unit_word("percentage points", "zh-Hant") == "百分點"


def test_a_ratio_is_so_many_times():
    assert [unit_word("ratio", lang) for lang in ("en", "zh-Hant")] == ["x", "倍"]
