"""How numbers and amounts are written for people, in both languages. Machines get the full numbers."""

from collections.abc import Sequence

from qelab.core.language import Language
from qelab.core.units import convert
from qelab.core.words import word, words

# Yields and premia are spoken of in basis points, whatever the unit in which they are stored.
_IN_BASIS_POINTS = (
    "yield_", "term_premium_", "mortgage_rate_", "policy_rate", "corporate_", "funds_rate_", "emerging_yield_",
    "emerging_policy_rate",
)  # fmt: skip
MINUS = "\N{MINUS SIGN}"
_DECIMALS = {
    "bn": 0, "hundred million": 0, "hundred million per quarter": 0, "bp": 1, "bn per month": 0, "bn per quarter": 1,
    "years": 1, "bn per year": 1, "hundred million per year": 0, "coefficient": 4,
}  # fmt: skip
_DEFAULT_DECIMALS = 2
_COUNTED_IN_YI = ("bn", "bn per quarter", "bn per year")
_YI_PER_BN = 10  # 億 is a hundred million: ten of them are a billion
_ZHAO_FROM_BN = 1000  # from here on amounts are said in 兆 (a million million)


def number(value: float, unit: str = "", *, signed: bool = False, decimals: int | None = None) -> str:
    """A number with the digits that its unit deserves; a value that rounds to zero has no sign.

    >>> number(1234.5, "bn"), number(-0.001, "percent", signed=True), number(12.3, "bp", signed=True)
    ('1,234', '0.00', '+12.3')
    """
    digits = _DECIMALS.get(unit, _DEFAULT_DECIMALS) if decimals is None else decimals
    text = f"{value:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return text.removeprefix("-")
    return f"+{text}" if signed and value > 0 else text


def tick_texts(values: Sequence[float], mark: str = ",") -> list[str]:
    """Labels of an axis, with as many decimals as its ticks need, the same for all of them.

    >>> tick_texts([-0.5, 0.0, 0.5]), tick_texts([0, 1000])
    (['−0.5', '0.0', '0.5'], ['0', '1,000'])
    """
    decimals = next((d for d in range(4) if all(abs(v - round(v, d)) <= 1e-6 for v in values)), 4)
    texts = [f"{value:{mark}.{decimals}f}" for value in values]
    zeros = [float(text.replace(",", "")) == 0 for text in texts]
    return [
        text.replace("-", "" if zero else MINUS) for text, zero in zip(texts, zeros, strict=True)
    ]


def counted(value: float, unit: str, lang: str = "en") -> tuple[float, str]:
    """An amount in the unit in which a language counts: billions of dollars, or a quarter, are 億美元 in Chinese.

    >>> counted(600.0, "bn"), counted(600.0, "bn", "zh-Hant"), counted(-14.0, "bp", "zh-Hant")
    ((600.0, 'bn'), (6000.0, 'hundred million'), (-14.0, 'bp'))
    """
    if unit in _COUNTED_IN_YI and Language(lang) is Language.TRADITIONAL_CHINESE:
        return value * _YI_PER_BN, unit.replace("bn", "hundred million")
    return value, unit


def plain(value: float) -> str:
    """A typed number as a reader would type it: 0.05, 600, 1,250."""
    text = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def money(value_bn: float, lang: str = "en", currency: str = "USD") -> str:
    """An amount in words: 600bn is 6,000 億美元, 1,750bn is 1.75 兆美元.

    >>> money(600), money(600, "zh-Hant"), money(1750, "zh-Hant")
    ('$600bn', '6,000 億美元', '1.75 兆美元')
    """
    if Language(lang) is Language.ENGLISH:
        sign = "-" if value_bn < 0 else ""
        return f"{sign}{word(f'currency.{currency}', lang)}{plain(abs(value_bn))}bn"
    noun = word(f"currency.{currency}", lang)
    if abs(value_bn) >= _ZHAO_FROM_BN:
        return f"{plain(convert(value_bn, 'bn', 'tn'))} 兆{noun}"
    return f"{plain(value_bn * _YI_PER_BN)} 億{noun}"


def money_beside(value_bn: float, other_bn: float, lang: str = "en") -> str:
    """An amount without its unit, counted as ``money`` counts the amount beside it.

    >>> money_beside(995, 599), money_beside(995, 599, "zh-Hant"), money_beside(995, 1750, "zh-Hant")
    ('995', '9,950', '0.995')
    """
    if Language(lang) is Language.ENGLISH:
        return plain(value_bn)
    if abs(other_bn) >= _ZHAO_FROM_BN:
        return plain(convert(value_bn, "bn", "tn"))
    return plain(value_bn * _YI_PER_BN)


def unit_word(unit: str, lang: str = "en", currency: str = "USD") -> str:
    """The short form of a unit beside a number: percent per annum is "% p.a."; money of another currency names it."""
    keys = (f"unit.{unit}.{currency}", f"unit.{unit}")
    return next((word(key, lang) for key in keys if key in words()), unit)


def model_name(model: str, lang: str = "en") -> str:
    """A model as a reader sees it: its id, or that there is none."""
    key = f"model.{model}"
    return word(key, lang) if key in words() else model


def spoken(name: str, value: float, unit: str) -> tuple[float, str]:
    """An effect in the unit in which people speak of the series.

    >>> spoken("yield_10y", -0.25, "percentage points"), spoken("unemployment_rate", -0.25, "percentage points")
    ((-25.0, 'bp'), (-0.25, 'percentage points'))
    """
    if unit == "percentage points" and name.startswith(_IN_BASIS_POINTS):
        return convert(value, unit, "bp"), "bp"
    return value, unit
