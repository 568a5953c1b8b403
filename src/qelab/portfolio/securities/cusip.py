"""CUSIP numbers: is this one, and does its last digit agree with the other eight?

Source: the modulus 10 double-add-double rule of the CUSIP system (ANSI X9.6), in which a letter counts as its place
in the alphabet plus nine.
"""

_PLACES = 9
_VALUES = {
    **{digit: int(digit) for digit in "0123456789"},
    **{letter: place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", start=10)},
    "*": 36, "@": 37, "#": 38,
}  # fmt: skip


def check_digit(first_eight: str) -> str:
    """The ninth character of a CUSIP.

    >>> check_digit("91279737"), check_digit("912810QT")
    ('2', '8')
    """
    total = 0
    for place, character in enumerate(first_eight):
        value = _VALUES[character] * (2 if place % 2 else 1)
        total += value // 10 + value % 10
    return str(-total % 10)


def is_cusip(text: str) -> bool:
    """Whether a text has nine characters of a CUSIP and the right check digit.

    >>> is_cusip("912810QT8"), is_cusip("912810QT9"), is_cusip("912810QT")
    (True, False, False)
    """
    known = len(text) == _PLACES and all(character in _VALUES for character in text)
    return known and text[-1] == check_digit(text[:-1])
