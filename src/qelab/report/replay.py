"""A replay as text: what was matched, by which shocks, and what the programmes did in either variant."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.time import Quarter
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.replay.outcome import EFFECTS, WORLDS, LargeShock
from qelab.lab.replay.views import PEAKS, VARIANTS, inflation_2021_2022, notes
from qelab.report.numbers import number, spoken, unit_word
from qelab.report.result import block
from qelab.report.text import Table, bullets, display_width, pairs, wrap

if TYPE_CHECKING:
    from qelab.lab.replay.outcome import Replay

PATH = ("policy_rate", "yield_10y", "term_premium_10y", "output_gap", "unemployment_rate", "inflation_4q")
_NUMBER_WIDE = 8
_FEWEST_COLUMNS = 4
_STEPS = (1, 2, 4, 8, 12, 16, 20, 40, 80)  # quarters


def replay_lines(replay: "Replay", lang: str, width: int) -> list[str]:
    """Everything that a replay owes its reader, as lines."""
    asked = replay.definition
    head = [
        (word("column.scenario", lang), replay.scenario.id),
        (word("column.model", lang), replay.model),
        (word("column.quarters", lang), f"{replay.inverted[0]} - {replay.inverted[-1]}"),
        (
            word("column.counterfactual", lang),
            word("replay.compared", lang, quarters=asked.rate_held_quarters),
        ),
    ]
    lines = [f"# {asked.label.in_language(lang)}", *pairs(head, width)]
    for table in (_fit(replay, lang), _peaks(replay, lang), _path(replay, lang, width), _large(replay, lang)):
        if table is not None:
            lines += ["", *block(table)]
    lines += ["", *wrap(_largest_text(replay, lang), width)]
    lines += ["", f"# {word('replay.premium', lang)}", *bullets(_premium_texts(replay, lang), width)]
    inflation = _inflation_text(replay, lang)
    if inflation:
        lines += ["", *wrap(inflation, width)]
    lines += ["", f"# {word('run.assumptions', lang)}", *bullets(notes(replay, lang), width)]
    return [*lines, "", *wrap(word("run.dates", lang), width), *wrap(word("disclaimer", lang), width)]


def _fit(replay: "Replay", lang: str) -> Table:
    """One row for each matched series: its shock, the largest error, the shock's spread and largest z."""
    shocks = [*(item.shock for item in replay.definition.observables), *list(replay.shocks)[-1:]]
    rows = []
    for name, shock in zip(replay.observed, shocks, strict=True):
        values, z = replay.shocks[shock], np.nan_to_num(replay.z(shock))
        place = int(np.abs(z).argmax())
        rows.append(
            (
                word(f"replay.observable.{name}", lang),
                word(f"replay.shock.{shock}", lang),
                f"{np.nanmax(np.abs(replay.errors[name])):.0e}",
                number(float(np.nanstd(values, ddof=1))),
                number(float(z[place]), signed=True),
                str(replay.inverted[place]),
            )
        )
    keys = ("observable", "shock", "largest_error", "standard_deviation", "largest_z", "quarter")
    return Table(title=word("replay.fit", lang), header=_header(keys, lang), rows=tuple(rows), align="llrrrl")


def _peaks(replay: "Replay", lang: str) -> Table:
    rows = []
    for name in PEAKS:
        cells: list[str] = []
        unit = ""
        for variant in VARIANTS:
            peak = replay.peak(name, variant)
            value, unit = spoken(name, peak.value, replay.unit(name))
            cells += [number(value, unit, signed=True), str(peak.quarter)]
        rows.append((series(name).label(lang), *cells, unit_word(unit, lang)))
    keys = ("series", "rule", "quarter", "rate_held", "quarter", "unit")
    return Table(title=word("replay.peaks", lang), header=_header(keys, lang), rows=tuple(rows), align="lrlrll")


def _path(replay: "Replay", lang: str, width: int) -> Table:
    """History and both paths without programmes up to the last quarter, in steps that fit."""
    names = [word(f"replay.world.{world}", lang) for world in WORLDS]
    words_wide = max(display_width(series(name).label(lang)) for name in PATH) + max(map(display_width, names)) + 4
    fitting = max(_FEWEST_COLUMNS, (width - words_wide) // _NUMBER_WIDE)
    last = len(replay.quarters) - 1
    step = next(step for step in _STEPS if last // step < fitting)
    chosen = range(last % step, last + 1, step)
    rows = []
    for name in PATH:
        for world, label in zip(WORLDS, names, strict=True):
            values = replay.values(name, world)
            first = series(name).label(lang) if world == WORLDS[0] else ""
            rows.append((first, label, *(number(float(values[place])) for place in chosen)))
    header = (*_header(("series", "world"), lang), *(str(replay.quarters[place]) for place in chosen))
    return Table(title=word("replay.path", lang), header=header, rows=tuple(rows), left=2)


def _large(replay: "Replay", lang: str) -> Table | None:
    """Shocks beyond four standard deviations, by either standard deviation; None where there are none."""
    calm = {_at(item): item for item in replay.large_shocks(without_exceptional=True)}
    found = {_at(item): item for item in replay.large_shocks()}
    if not found and not calm:
        return None
    rows = []
    for key in dict.fromkeys([*found, *calm]):
        item = found.get(key) or calm[key]
        place = replay.inverted.index(item.quarter)
        rows.append(
            (
                word(f"replay.shock.{item.shock}", lang),
                str(item.quarter),
                number(item.value, signed=True),
                number(float(replay.z(item.shock)[place]), signed=True),
                number(float(replay.z(item.shock, without_exceptional=True)[place]), signed=True),
                word("column.exceptional", lang) if item.exceptional else "",
            )
        )
    header = (*_header(("shock", "quarter", "value", "z", "z_calm"), lang), "")
    return Table(title=word("replay.large", lang), header=header, rows=tuple(rows), align="llrrrl")


def _at(item: LargeShock) -> tuple[str, Quarter]:
    return item.shock, item.quarter


def _largest_text(replay: "Replay", lang: str) -> str:
    item, calm = replay.largest_shock(), replay.largest_shock(without_exceptional=True)
    beyond = [shock for shock in replay.large_shocks() if not shock.exceptional]
    return word(
        "replay.large.some" if beyond else "replay.large.none",
        lang,
        quarters=", ".join(replay.definition.exceptional),
        shock=word(f"replay.shock.{item.shock}", lang),
        quarter=item.quarter,
        z=number(item.z, signed=True),
        calm_shock=word(f"replay.shock.{calm.shock}", lang),
        calm_quarter=calm.quarter,
        calm_z=number(calm.z, signed=True),
    )


def _premium_texts(replay: "Replay", lang: str) -> list[str]:
    answers = {"announcements": replay.premium_on_announcements(), "news": replay.premium_on_news()}
    return [
        word(
            f"replay.premium.{key}", lang, value=number(item.value, signed=True), t=number(item.t, signed=True),
            hac=number(item.t_hac, signed=True), count=item.observations,
        )
        for key, item in answers.items()
    ]  # fmt: skip


def _inflation_text(replay: "Replay", lang: str) -> str:
    found = inflation_2021_2022(replay)
    if found is None:
        return ""
    rule, held = (found[variant] for variant in EFFECTS)
    return word(
        "replay.inflation", lang, mean=number(rule["mean"]), maximum=number(rule["maximum"]),
        held_mean=number(held["mean"]), held_maximum=number(held["maximum"]),
    )  # fmt: skip


def _header(keys: tuple[str, ...], lang: str) -> tuple[str, ...]:
    return tuple(word(f"column.{key}", lang) for key in keys)
