"""A scenario as text: what was announced, when, how much of what, until when, and who says so.

Sources are quoted in the language in which they were written.
"""

from qelab.core.units import convert
from qelab.core.words import word, words
from qelab.lab.economies import counterfactual_text
from qelab.policy.parts import UNREINVESTED, Announcement, Bucket, Exit, Guidance, Phase, PhaseKind
from qelab.policy.scenario import Scenario
from qelab.report.numbers import money, plain, unit_word
from qelab.report.text import GAP, Table, draw, pairs

Rows = list[tuple[str, str]]  # key of a word of words.csv (column.KEY) and its text


def scenario_lines(scenario: Scenario, lang: str, width: int) -> list[str]:
    """Every number of a scenario with its source."""
    head = pairs(labelled(head_rows(scenario, lang), lang), width)
    lines = [f"# {scenario.label.in_language(lang)}", *head]
    for number, announcement in enumerate(scenario.announcements, start=1):
        lines += ["", f"# {word('show.announcement', lang, number=number, date=announcement.date)}"]
        lines += _announcement(scenario, announcement, lang, width)
    lines += ["", f"# {word('show.standing', lang)}", *pairs(labelled(standing_rows(scenario, lang), lang), width)]
    lines += _below(bucket_table(scenario.standing.buckets, None, lang))
    for phase in scenario.standing.phases:
        lines += _phase(scenario, phase, standing_phase_rows(scenario, phase, lang), phase.size_bn, lang, width)
    return lines


def labelled(rows: Rows, lang: str) -> Rows:
    """Rows with the word in place of its key, without those that have no text."""
    return [(word(f"column.{key}", lang), text) for key, text in rows if text]


def exit_text(expected: Exit, lang: str) -> str:
    """The expected exit in a sentence."""
    hold = word(
        "exit.hold" if expected.hold_quarters else "exit.no_hold", lang, quarters=expected.hold_quarters
    )
    return hold + word("exit.then", lang, factor=plain(expected.then_x_per_quarter))


def expected_exit_text(scenario: Scenario, lang: str) -> str:
    """The exit expected at the main announcement; a move of the policy rate has none."""
    main = scenario.main_announcement
    return word("exit.none", lang) if main is None or main.exit is None else exit_text(main.exit, lang)


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


def head_rows(scenario: Scenario, lang: str) -> Rows:
    """What holds for the whole scenario."""
    return [
        ("id", scenario.id),
        ("description", scenario.description.in_language(lang)),
        ("size", size_text(scenario, lang)),
        ("date", dates_text(scenario)),
        ("opening", scenario.opening),
        ("counterfactual", counterfactual_text(scenario, lang)),
        ("horizon", word("show.quarters", lang, count=scenario.horizon_quarters)),
        ("expected_exit", expected_exit_text(scenario, lang)),
        ("source", _source(scenario.source, lang)),
    ]


def _source(text: str, lang: str) -> str:
    return word("kind_of.hypothetical", lang) if text == "hypothetical" else text


def announcement_rows(announcement: Announcement, lang: str) -> Rows:
    """What was said on one day, without its phases."""
    rows = [("aim", announcement.aim.in_language(lang)), ("length", announcement.length.in_language(lang))]
    if announcement.already_expected:
        known = announcement.already_expected
        share = word("show.already_expected", lang, share=plain(known.share), since=known.since)
        rows += [("already_expected", share), ("source", known.source)]
    if announcement.programme:
        rows.append(("programme", announcement.programme))
    if announcement.exit:
        rows += [("expected_exit", exit_text(announcement.exit, lang)), ("exit_source", announcement.exit.source)]
    rows += _guidance_rows(announcement.guidance, lang)
    if announcement.stress:
        said = announcement.stress
        text = word("show.stress", lang, level=plain(said.level), kept=plain(said.fades_per_quarter))
        rows += [("stress", text), ("source", said.source)]
    return [*rows, ("source", announcement.source)]


def _guidance_rows(guidance: Guidance | None, lang: str) -> Rows:
    if guidance is None:
        return []
    name = "show.guidance" if guidance.believed_share == 1.0 else "show.guidance_believed"
    said = word(name, lang, until=guidance.until, share=plain(guidance.believed_share))
    return [("guidance", said), ("source", guidance.source)]


def _announcement(scenario: Scenario, announcement: Announcement, lang: str, width: int) -> list[str]:
    lines = pairs(labelled(announcement_rows(announcement, lang), lang), width)
    for phase in announcement.phases:
        rows = phase_rows(scenario, announcement, phase, lang)
        lines += _phase(scenario, phase, rows, scenario.phase_size_bn(announcement, phase), lang, width)
    return lines


def _phase(scenario: Scenario, phase: Phase, rows: Rows, size: float | None, lang: str, width: int) -> list[str]:
    shown = None if phase.kind is PhaseKind.REDUCE else size  # of a reduction only what does not mature is sold
    table = bucket_table(phase.buckets, shown, lang, scenario.currency)
    body = pairs(labelled(rows, lang), width - 2)
    return ["", phase_title(phase, lang, scenario.economy), *(GAP + line for line in body), *_below(table)]


def phase_title(phase: Phase, lang: str, economy: str = "us") -> str:
    """What is done with which asset, by its name in the economy."""
    keys = (f"asset.{phase.asset.value}.{economy}", f"asset.{phase.asset.value}")
    asset = next(word(key, lang) for key in keys if key in words())
    return word(f"phase.{phase.kind.value}", lang, asset=asset)


def phase_rows(scenario: Scenario, announcement: Announcement | None, phase: Phase, lang: str) -> Rows:
    """Months, size and pace of an operation, with its source; no announcement: one that stands at the opening."""
    rows = [("months", _months(phase, lang))]
    size = phase.size_bn if announcement is None else scenario.phase_size_bn(announcement, phase)
    if phase.kind is PhaseKind.RUN_OFF and phase.cap_bn_per_month is not None:
        cap = money(phase.cap_bn_per_month, lang, scenario.currency)
        rows.append(("cap", word("show.per_month", lang, amount=cap)))
    if size is not None:
        rows.append(("size", money(size, lang, scenario.currency)))
        whole = announcement is None or not scenario.counts_earlier(announcement, phase)
        if phase.months and phase.kind not in UNREINVESTED and whole:
            pace = money(round(size / phase.months, 1), lang, scenario.currency)
            rows.append(("pace", word("show.per_month", lang, amount=pace)))
    if phase.coupon_above_current is not None:
        rows.append(("coupon", word("show.coupon", lang, points=plain(phase.coupon_above_current))))
    if phase.into is not None:
        rows.append(("into", word(f"into.{phase.into.value}", lang)))
    return [*rows, ("source", phase.source)]


def _months(phase: Phase, lang: str) -> str:
    if phase.end is None:
        return word("show.from", lang, start=phase.start)
    if phase.months == 1:
        return word("show.one_month", lang, start=phase.start)
    return word("show.from_to", lang, start=phase.start, end=phase.end, count=phase.months)


def bucket_table(
    buckets: tuple[Bucket, ...], size: float | None, lang: str, currency: str = "USD"
) -> Table | None:
    """Shares by maturity, and amounts where a size is given; None without buckets."""
    if not buckets:
        return None
    keys = ("maturity", "share") if size is None else ("maturity", "share", "amount_bn")
    rows = []
    for bucket in buckets:
        years = word("show.years", lang, low=plain(bucket.from_years), high=plain(bucket.to_years))
        label = f"{years} {word('show.tips', lang)}" if bucket.tips else years
        amount = () if size is None else (f"{size * bucket.share:,.1f}",)
        rows.append((label, f"{bucket.share:.2f}", *amount))
    header = [word(f"column.{key}", lang) for key in keys]
    if size is not None:
        header[-1] = unit_word("bn", lang, currency)
    return Table(title="", header=tuple(header), rows=tuple(rows))


def _below(table: Table | None) -> list[str]:
    return [] if table is None else [GAP + line for line in draw(table)]


def standing_rows(scenario: Scenario, lang: str) -> Rows:
    """The reinvestment policy at the opening."""
    standing = scenario.standing
    into = word(f"into.{standing.agency_principal_into.value}", lang)
    rows = [("agency_principal", into), ("source", standing.source), *_guidance_rows(standing.guidance, lang)]
    if standing.programme:
        rows.append(("programme", standing.programme))
    if scenario.treasury is not None:
        percent = float(convert(scenario.treasury.bills_share, "decimal", "percent"))
        share = word("show.refunding", lang, share=plain(percent))
        rows += [("refunding", share), ("source", _source(scenario.treasury.source, lang))]
    return rows


def standing_phase_rows(scenario: Scenario, phase: Phase, lang: str) -> Rows:
    """An operation under way at the opening, in both worlds."""
    return phase_rows(scenario, None, phase, lang)
