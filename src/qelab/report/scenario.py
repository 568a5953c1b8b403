"""A scenario as text: what was announced, when, how much of what, until when, and who says so.

Sources are quoted in the language in which they were written.
"""

from qelab.core.words import word
from qelab.policy.parts import Announcement, Bucket, Exit, Phase, PhaseKind
from qelab.policy.scenario import Scenario
from qelab.report.numbers import money, plain
from qelab.report.text import GAP, Table, draw, pairs


def scenario_lines(scenario: Scenario, lang: str, width: int) -> list[str]:
    """Every number of a scenario with its source."""
    lines = [f"# {scenario.label.in_language(lang)}", *pairs(_head(scenario, lang), width)]
    for number, announcement in enumerate(scenario.announcements, start=1):
        lines += ["", f"# {word('show.announcement', lang, number=number, date=announcement.date)}"]
        lines += _announcement(scenario, announcement, lang, width)
    lines += ["", f"# {word('show.standing', lang)}", *_standing(scenario, lang, width)]
    return lines


def exit_text(expected: Exit, lang: str) -> str:
    """The expected exit in a sentence."""
    hold = word(
        "exit.hold" if expected.hold_quarters else "exit.no_hold", lang, quarters=expected.hold_quarters
    )
    return hold + word("exit.then", lang, factor=plain(expected.then_x_per_quarter))


def expected_exit_text(scenario: Scenario, lang: str) -> str:
    """The exit expected at the main announcement; a move of the policy rate has none."""
    main = scenario.main_announcement
    return word("exit.none", lang) if main is None else exit_text(main.exit, lang)


def dates_text(scenario: Scenario) -> str:
    """Days of all news, leaked or announced, or of the move of the policy rate."""
    days = [scenario.first_date, *(announcement.date for announcement in scenario.announcements)]
    return ", ".join(str(day) for day in dict.fromkeys(days))


def size_text(scenario: Scenario, lang: str) -> str:
    """The size, or the move of the policy rate."""
    if scenario.policy_rate is not None:
        move = scenario.policy_rate
        return word("show.rate_move", lang, bp=plain(-move.cut_bp), quarters=move.hold_quarters)
    size = scenario.size_bn if scenario.size_bn is not None else scenario.announced_total_bn
    return "-" if size is None else money(size, lang, scenario.currency)


def _head(scenario: Scenario, lang: str) -> list[tuple[str, str]]:
    rows = [("id", scenario.id), ("description", scenario.description.in_language(lang))]
    rows += [
        ("size", size_text(scenario, lang)),
        ("date", dates_text(scenario)),
        ("opening", scenario.opening),
    ]
    rows += [("counterfactual", word(f"counterfactual.{scenario.counterfactual.value}", lang))]
    rows += [("horizon", word("show.quarters", lang, count=scenario.horizon_quarters))]
    rows += [
        ("expected_exit", expected_exit_text(scenario, lang)),
        ("source", _source(scenario.source, lang)),
    ]
    return [(word(f"column.{key}", lang), text) for key, text in rows if text]


def _source(text: str, lang: str) -> str:
    return word("kind_of.hypothetical", lang) if text == "hypothetical" else text


def _announcement(scenario: Scenario, announcement: Announcement, lang: str, width: int) -> list[str]:
    rows = [("aim", announcement.aim.in_language(lang)), ("length", announcement.length.in_language(lang))]
    if announcement.already_expected:
        known = announcement.already_expected
        share = word("show.already_expected", lang, share=plain(known.share), since=known.since)
        rows += [("already_expected", share), ("source", known.source)]
    rows += [("expected_exit", exit_text(announcement.exit, lang)), ("exit_source", announcement.exit.source)]
    rows += [("source", announcement.source)]
    lines = pairs([(word(f"column.{key}", lang), text) for key, text in rows if text], width)
    for phase in announcement.phases:
        lines += ["", *_phase(scenario, announcement, phase, lang, width)]
    return lines


def _phase(scenario: Scenario, announcement: Announcement, phase: Phase, lang: str, width: int) -> list[str]:
    title = word(f"phase.{phase.kind.value}", lang, asset=word(f"asset.{phase.asset.value}", lang))
    rows = [("months", _months(phase, lang))]
    size = scenario.phase_size_bn(announcement, phase)
    if phase.kind is PhaseKind.RUN_OFF and phase.cap_bn_per_month is not None:
        cap = money(phase.cap_bn_per_month, lang, scenario.currency)
        rows.append(("cap", word("show.per_month", lang, amount=cap)))
    if size is not None:
        rows.append(("size", money(size, lang, scenario.currency)))
        if phase.months and phase.kind is not PhaseKind.RUN_OFF:
            pace = money(round(size / phase.months, 1), lang, scenario.currency)
            rows.append(("pace", word("show.per_month", lang, amount=pace)))
    if phase.into is not None:
        rows.append(("into", word(f"into.{phase.into.value}", lang)))
    rows.append(("source", phase.source))
    labelled = [(word(f"column.{key}", lang), text) for key, text in rows if text]
    return [
        title,
        *(GAP + line for line in [*pairs(labelled, width - 2), *_buckets(phase.buckets, size, lang)]),
    ]


def _months(phase: Phase, lang: str) -> str:
    if phase.end is None:
        return word("show.from", lang, start=phase.start)
    return word("show.from_to", lang, start=phase.start, end=phase.end, count=phase.months)


def _buckets(buckets: tuple[Bucket, ...], size: float | None, lang: str) -> list[str]:
    if not buckets:
        return []
    keys = ("maturity", "share") if size is None else ("maturity", "share", "amount_bn")
    rows = []
    for bucket in buckets:
        years = word("show.years", lang, low=plain(bucket.from_years), high=plain(bucket.to_years))
        label = f"{years} {word('show.tips', lang)}" if bucket.tips else years
        amount = () if size is None else (f"{size * bucket.share:,.1f}",)
        rows.append((label, f"{bucket.share:.2f}", *amount))
    header = tuple(word(f"column.{key}", lang) for key in keys)
    return draw(Table(title="", header=header, rows=tuple(rows)))


def _standing(scenario: Scenario, lang: str, width: int) -> list[str]:
    standing = scenario.standing
    into = word(f"into.{standing.agency_principal_into.value}", lang)
    rows = [(word("column.agency_principal", lang), into), (word("column.source", lang), standing.source)]
    lines = pairs([row for row in rows if row[1]], width)
    return [*lines, *(GAP + line for line in _buckets(standing.buckets, None, lang))]
