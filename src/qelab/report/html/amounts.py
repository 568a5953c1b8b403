"""Numbers as the page writes them: in the units in which each language counts, with a true minus sign."""

from math import isfinite
from typing import TYPE_CHECKING

from qelab.core.vocabulary import series
from qelab.core.words import word, words
from qelab.report.html.markup import Say, minus
from qelab.report.numbers import counted, number, spoken, unit_word

if TYPE_CHECKING:
    from qelab.lab.result import Result

NOTHING = "–"


def amount(value: float, unit: str, lang: str, kind: str = "level") -> str:
    """A number without its unit; an effect has its sign, what is not known is a dash."""
    if not isfinite(value):
        return NOTHING
    number_, unit_ = counted(float(value), unit, lang)
    return minus(number(number_, unit_, signed=kind == "effect"))


def amount_of(value: float, unit: str, kind: str = "level") -> Say:
    """The same as a function of the language."""
    return lambda lang: amount(value, unit, lang, kind)


def with_unit(value: float, unit: str, kind: str = "level") -> Say:
    """A number and its unit; an index has none."""

    def say(lang: str) -> str:
        number_ = amount(value, unit, lang, kind)
        return number_ if unit == "index" else f"{number_} {unit_of(unit)(lang)}"

    return say


def unit_of(unit: str) -> Say:
    """The short form of the unit that ``amount`` used."""
    return lambda lang: unit_word(counted(0.0, unit, lang)[1], lang)


def axis_of(unit: str) -> Say:
    """What stands at an axis: billions are written out."""

    def say(lang: str) -> str:
        used = counted(0.0, unit, lang)[1]
        return word(f"axis.{used}", lang) if f"axis.{used}" in words() else unit_word(used, lang)

    return say


def effect_in(result: "Result", name: str) -> tuple[float, str]:
    """Factor and unit that turn the effect on a series into what people speak of: basis points for yields."""
    return spoken(name, 1.0, result.unit(name))


def label_of(name: str) -> Say:
    """The name of a series."""
    return series(name).label
