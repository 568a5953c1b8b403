"""Step 1, the decision: who said what, when, why, with which assets, for how long, with which exit expected."""

from functools import partial
from typing import TYPE_CHECKING

from qelab.core.words import word
from qelab.policy.parts import Announcement
from qelab.policy.scenario import Scenario
from qelab.report.html.markup import Html, Say, both, joined, quoted, said, tag, words
from qelab.report.html.table import Cell, definitions, from_table, grid, keyed_rows, keyed_texts
from qelab.report.scenario import (
    announcement_rows,
    bucket_table,
    dates_text,
    expected_exit_text,
    head_rows,
    phase_rows,
    phase_title,
    size_text,
    standing_rows,
)

if TYPE_CHECKING:
    from qelab.lab.result import Result

_FEW = 4


def decision(result: "Result") -> Html:
    """The decision in short, then every announcement with its sources."""
    scenario = result.scenario
    rows: list[tuple[Cell, Cell]] = [
        (said("html.decision.who"), said(f"html.bank.{scenario.economy}")),
        (said("html.decision.what"), lambda lang: size_text(scenario, lang)),
        (said("html.decision.when"), _dates(scenario)),
    ]
    several = len(scenario.announcements) > 1
    if scenario.announcements:
        rows.append((said("html.decision.assets"), _assets(scenario)))
    for announcement in () if several else scenario.announcements:
        rows += [
            (said("html.decision.aim"), announcement.aim.in_language),
            (said("html.decision.length"), announcement.length.in_language),
        ]
    rows += [
        (said("html.decision.exit"), lambda lang: expected_exit_text(scenario, lang)),
        (said("html.decision.counterfactual"), result.counterfactual_text),
    ]
    return joined([definitions(rows), _overview(scenario) if several else "", _everything(scenario)])


def _dates(scenario: Scenario) -> Cell:
    """Days of news; of many only the first and the last, because the table below has them all."""
    count, first = len(scenario.announcements), str(scenario.first_date)
    if count <= _FEW:
        return dates_text(scenario)
    return said("html.decision.dates", first=first, last=str(scenario.announcements[-1].date), count=count)


def _assets(scenario: Scenario) -> Say:
    """Assets of all announcements, in order of appearance."""
    assets = dict.fromkeys(asset for item in scenario.announcements for asset in item.assets)
    return lambda lang: word("list.joint", lang).join(word(f"asset.{asset.value}", lang) for asset in assets)


def _overview(scenario: Scenario) -> Html:
    """All announcements, with the numbers by which the charts mark them."""
    found = [dict(keyed_texts(partial(announcement_rows, item))) for item in scenario.announcements]
    keys = [key for key in dict.fromkeys(key for row in found for key in row) if not key.endswith("source")]
    header: list[Cell] = [said("html.decision.number"), *(said(f"column.{key}") for key in ["date", *keys])]
    rows = [
        [str(place), tag("time", str(item.date)), *(row.get(key, "") for key in keys)]
        for place, (item, row) in enumerate(zip(scenario.announcements, found, strict=True), start=1)
    ]
    return grid(header, rows, align="l" * len(header))


def _everything(scenario: Scenario) -> Html:
    """The scenario with every number and source, as ``qelab show`` prints it."""
    parts = [definitions(keyed_rows(lambda lang: head_rows(scenario, lang)))]
    shown: dict[Html, int] = {}
    for place, announcement in enumerate(scenario.announcements, start=1):
        parts += _announcement(scenario, announcement, place, shown)
    if scenario.policy_rate is not None:
        parts.append(tag("p", words("html.source"), " ", quoted(scenario.policy_rate.source), class_="source"))
    parts.append(tag("h4", words("show.standing")))
    parts.append(definitions(keyed_rows(lambda lang: standing_rows(scenario, lang))))
    parts.append(from_table(lambda lang: bucket_table(scenario.standing.buckets, None, lang)))
    return tag("details", tag("summary", words("html.decision.everything")), *parts)


def _announcement(
    scenario: Scenario, announcement: Announcement, place: int, shown: dict[Html, int]
) -> list[Html]:
    """One announcement; a table of maturities that an earlier one has ``shown`` is referred to, not repeated."""
    title = said("show.announcement", number=place, date=str(announcement.date))
    parts = [tag("h4", both(title)), definitions(keyed_rows(lambda lang: announcement_rows(announcement, lang)))]
    if announcement.phases:
        parts.append(_operations(scenario, announcement))
    for phase in announcement.phases:
        if phase.buckets:
            table = from_table(lambda lang, phase=phase: bucket_table(phase.buckets, None, lang))
            first = shown.setdefault(table, place)
            known = tag("p", words("html.decision.same_maturities", number=first), class_="note")
            parts += [
                tag("h5", both(lambda lang, phase=phase: phase_title(phase, lang))),
                table if first == place else known,
            ]
    return parts


def _operations(scenario: Scenario, announcement: Announcement) -> Html:
    """The operations of one announcement side by side: what it names of each, and who says so."""
    found = [
        dict(keyed_texts(lambda lang, phase=phase: phase_rows(scenario, announcement, phase, lang)))
        for phase in announcement.phases
    ]
    keys = list(dict.fromkeys(key for row in found for key in row if key != "source"))
    header: list[Cell] = [said("html.operation"), *(said(f"column.{key}") for key in [*keys, "source"])]
    rows = [
        [lambda lang, phase=phase: phase_title(phase, lang), *(row.get(key, "") for key in [*keys, "source"])]
        for phase, row in zip(announcement.phases, found, strict=True)
    ]
    return grid(header, rows, align="l" * len(header))
