"""The page: head, language switch, five steps, what the numbers rest on.

Answers: in which order does a reader meet what? The switch works by the style sheet alone: two radio buttons
stand before everything that they show or hide, and nothing on the page runs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qelab.core.language import Language
from qelab.core.vocabulary import series, vocabulary
from qelab.core.words import word
from qelab.lab.economies import check_has_model
from qelab.macro.about import read_about
from qelab.macro.catalogue import models
from qelab.report.html.costs import costs
from qelab.report.html.decision import decision
from qelab.report.html.economy import economy
from qelab.report.html.foundations import assumptions, limits, made_with, reproduce, sources
from qelab.report.html.markup import Html, both, joined, said, tag, words
from qelab.report.html.purchase import purchase
from qelab.report.html.scorecard import scorecard_section
from qelab.report.html.summary import exits, headlines, ranges, tiles
from qelab.report.html.yields import yields
from qelab.report.scenario import size_text

if TYPE_CHECKING:
    from qelab.lab.result import Result

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_NAMES = {Language.ENGLISH: "English", Language.TRADITIONAL_CHINESE: "中文"}
_STEPS: tuple[tuple[str, Callable[["Result"], Html]], ...] = (
    ("decision", decision),
    ("purchase", purchase),
    ("yields", yields),
    ("economy", economy),
    ("costs", costs),
)


def report_html(result: "Result", lang: str = "en") -> str:
    """The report of a result as one HTML document.

    Parameters
    ----------
    lang : the language that is shown first; the other is one click away

    Raises
    ------
    QelabError QE731 : the result of an economy without a model, of which most steps cannot be shown
    """
    check_has_model(result.scenario, "report")
    shown = Language(lang)
    title = word("html.page_title", lang, label=result.scenario.label.in_language(lang))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Html(_style())),
    )
    body = tag("body", *_switch(shown), _header(result), _main(result), _footer())
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=shown.value)}\n"


def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def _switch(shown: Language) -> list[Html]:
    """Radio buttons that the style sheet reads; their labels stand in the header."""
    return [
        tag(
            "input",
            type="radio",
            name="language",
            id=f"show-{language.value}",
            class_="switch",
            aria_label=_NAMES[language],
            checked="checked" if language is shown else None,
        )
        for language in Language
    ]


def _header(result: "Result") -> Html:
    scenario = result.scenario
    labels = [
        tag("label", _NAMES[language], for_=f"show-{language.value}", lang=language.value, class_="always")
        for language in Language
    ]
    facts = said(
        "html.facts",
        size=lambda lang: size_text(scenario, lang),
        first=str(result.quarters[0]),
        last=str(result.quarters[-1]),
        model=result.model,
    )
    links = [tag("a", words(f"html.step.{key}"), href=f"#{key}") for key, _ in _STEPS]
    links += [tag("a", words(f"html.part.{key}"), href=f"#{key}") for key in ("scorecard", "numbers", "foundations")]
    return tag(
        "header",
        tag("div", *labels, class_="languages"),
        tag("p", "qelab", class_="brand"),
        tag("h1", both(scenario.label.in_language)),
        tag("p", both(facts), class_="facts"),
        tag("p", both(scenario.description.in_language)) if scenario.description.en else "",
        tag("nav", *links),
    )


def _main(result: "Result") -> Html:
    steps = [
        tag(
            "section",
            tag("h2", tag("span", str(place), class_="number"), " ", words(f"html.step.{key}")),
            tag("p", words(f"html.lead.{key}"), class_="lead"),
            make(result),
            id=key,
        )
        for place, (key, make) in enumerate(_STEPS, start=1)
    ]
    return tag("main", _glance(result), *steps, _scorecard(result), _numbers(result), _foundations(result))


def _glance(result: "Result") -> Html:
    """Tiles, and how to read the charts."""
    key = tag(
        "p",
        tag("span", tag("i", class_="solid"), words("policy"), class_="key"),
        " ",
        tag("span", tag("i", class_="dashes"), both(_counterfactual(result)), class_="key"),
        " ",
        tag("span", tag("i", class_="dots"), words("html.legend.news"), class_="key"),
        class_="legend",
    )
    notes = [tag("p", sentence, class_="note") for sentence in (words("run.dates"), *ranges(result))]
    return tag("section", tag("h2", words("html.glance")), tiles(result), key, *notes, id="glance")


def _counterfactual(result: "Result") -> Callable[[str], str]:
    return said("picture.counterfactual", text=result.counterfactual_text)


def _scorecard(result: "Result") -> Html:
    return tag("section", tag("h2", words("html.part.scorecard")), scorecard_section(result), id="scorecard")


def _numbers(result: "Result") -> Html:
    parts = [headlines(result), tag("h3", words("html.part.exits")), exits(result)]
    return tag("section", tag("h2", words("html.part.numbers")), *parts, id="numbers")


def _foundations(result: "Result") -> Html:
    about = read_about(models.path(result.model).with_name("about.toml"))
    parts = [
        tag("h3", words("run.assumptions")),
        assumptions(result),
        tag("h3", words("html.part.limits", model=result.model)),
        limits(about),
        tag("h3", words("html.part.sources")),
        sources(result),
        _definitions(result),
        tag("h3", words("html.part.reproduce")),
        reproduce(result),
        made_with(result),
    ]
    return tag("section", tag("h2", words("html.part.foundations")), *parts, id="foundations")


def _definitions(result: "Result") -> Html:
    """Each series: what is measured, and where it comes from."""
    items = [
        joined([tag("dt", both(series(name).label)), tag("dd", both(series(name).definition))])
        for name in vocabulary()
        if name in result.names
    ]
    return tag("details", tag("summary", words("html.definitions")), tag("dl", *items))


def _footer() -> Html:
    return tag("footer", tag("p", words("disclaimer"), class_="disclaimer"))
