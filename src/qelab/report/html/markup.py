"""Pieces of HTML that cannot break the page: plain text is escaped, and every text exists in both languages.

Answers: how does a text get into the file? A text that reads the same in both languages stands once; any other
stands twice, marked with ``lang``, and the style sheet shows one of them.
"""

from collections.abc import Callable, Iterable
from html import escape

from qelab.core.language import Language
from qelab.core.words import word
from qelab.report.numbers import MINUS

Say = Callable[[str], str]
"""A text as a function of the language."""

_VOID = frozenset({"input", "meta", "br", "rect", "circle", "line", "path"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def text(content: str) -> Html:
    """Plain text, or markup as it is."""
    return content if isinstance(content, Html) else Html(escape(content, quote=False))


def tag(name: str, /, *content: str, **attributes: object) -> Html:
    """An element. Names of attributes: ``class_`` is class, ``aria_label`` aria-label; None leaves one out.

    >>> tag("p", "a < b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID and not content:
        return Html(f"<{name}{pairs}/>")
    return Html(f"<{name}{pairs}>{''.join(map(text, content))}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Several pieces as one."""
    return Html(between.join(map(text, parts)))


def both(say: Say, name: str = "span") -> Html:
    """A text in both languages; once where they agree.

    >>> both(lambda lang: "GDP")
    'GDP'
    """
    said = [(language.value, say(language.value)) for language in Language]
    if len({content for _, content in said}) == 1:
        return text(said[0][1])
    return joined(tag(name, content, lang=lang) for lang, content in said)


def words(key: str, **params: object) -> Html:
    """A row of ``words.csv`` in both languages."""
    return both(said(key, **params))


def said(key: str, **params: object) -> Say:
    """A row of ``words.csv`` as a function of the language; parameters may be such functions as well."""

    def say(lang: str) -> str:
        filled = {name: value(lang) if callable(value) else value for name, value in params.items()}
        return word(key, lang, **filled)

    return say


def quoted(source: str) -> Html:
    """A text that stays in the language in which it was written."""
    return tag("span", source, class_="quoted", lang="en") if source else Html("")


def minus(number: str) -> str:
    """A number with a true minus sign."""
    return number.replace("-", MINUS)
