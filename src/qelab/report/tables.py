"""The tables of a result as data: headline, path over time, expected exit; and of several results side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qelab.core.time import information_quarter
from qelab.core.vocabulary import series
from qelab.core.words import word
from qelab.lab.explain import channels
from qelab.report.numbers import number, plain, spoken, unit_word
from qelab.report.text import Table, display_width

if TYPE_CHECKING:
    from qelab.lab.result import Result

_PATH = (
    "soma_treasuries_bn", "soma_mbs_bn", "reserves_bn", "net_income_bn_per_quarter", "ten_year_equivalents_pct_gdp",
    "term_premium_10y", "yield_2y", "yield_10y", "yield_30y", "mortgage_rate_30y", "policy_rate", "output_gap", "unemployment_rate",
    "inflation_4q",
)  # fmt: skip
_OF_CHANNELS = ("yield_10y", "mortgage_rate_30y", "corporate_yield")
_CHANNELS = ("expectations", "duration", "liquidity", "flow", "credit")
_QUARTERS_AFTER_NEWS = (0, 1, 2, *range(4, 80, 4))
_FEWEST_QUARTERS, _NUMBER_WIDE, _UNITS_WIDE = 4, 8, 16


def headline_tables(result: "Result", lang: str) -> list[Table]:
    """The main quantities without and with the programme, and the difference; one table a kind of moment."""
    quarters, currency = [str(quarter) for quarter in result.quarters], result.scenario.currency
    rows: dict[str, list[tuple[str, ...]]] = {}
    for item in result.headline():
        row, at = series(item.series), quarters.index(item.at)
        levels = (
            number(float(result.values(item.series, world)[at]), row.unit)
            for world in ("counterfactual", "policy")
        )
        value, unit = spoken(item.series, item.value, item.unit)
        cells = (row.label(lang), item.at, *levels, unit_word(row.unit, lang, currency))
        rows.setdefault(item.kind, []).append(
            (*cells, number(value, unit, signed=True), unit_word(unit, lang, currency))
        )
    keys = ("series", "quarter", "without", "with", "unit", "effect", "unit")
    header = tuple(word(f"column.{key}", lang) for key in keys)
    return [
        Table(title=word(f"run.headline.{kind}", lang), header=header, rows=tuple(found), align="llrrlrl")
        for kind, found in rows.items()
    ]


def path_table(result: "Result", lang: str, width: int) -> Table:
    """Effects in some quarters from the first news to the end, as many as fit into ``width`` columns."""
    start = information_quarter(result.scenario.first_date) - result.quarters[0]
    wanted = [start + step for step in _QUARTERS_AFTER_NEWS if 0 <= start + step < len(result.quarters)]
    names = [name for name in _PATH if name in result.names]
    words_wide = max((display_width(series(name).label(lang)) for name in names), default=0) + _UNITS_WIDE
    room = min(len(wanted), max(_FEWEST_QUARTERS, (width - words_wide) // _NUMBER_WIDE))
    wanted = [wanted[round(place * (len(wanted) - 1) / max(room - 1, 1))] for place in range(room)]
    rows = []
    for name in names:
        row = series(name)
        effect = result.values(name, "effect")
        found = [spoken(name, float(effect[place]), row.effect_unit) for place in wanted]
        unit = found[0][1] if found else ""
        cells = (number(value, unit, signed=True) for value, _ in found)
        rows.append((row.label(lang), unit_word(unit, lang, result.scenario.currency), *cells))
    header = (
        word("column.series", lang),
        word("column.unit", lang),
        *(str(result.quarters[i]) for i in wanted),
    )
    return Table(title=word("run.path", lang), header=header, rows=tuple(rows), left=2)


def channel_table(result: "Result", lang: str) -> Table | None:
    """Long yields and borrowing rates at the main announcement by channel; None where they are not split."""
    at = result.main_announcement()
    place = at - result.quarters[0]
    split = {
        name: {key: result.channels.get(f"{name}.{key}") for key in _CHANNELS}
        for name in _OF_CHANNELS
        if name in result.names and set(_CHANNELS) & set(channels(result, name))
    }
    if not split:
        return None
    keys = [key for key in _CHANNELS if any(parts[key] is not None for parts in split.values())]
    rows = []
    for name, parts in split.items():
        found = [*(parts[key] for key in keys), result.values(name)]
        cells = ["-" if values is None else _spoken(name, float(values[place]), result) for values in found]
        rows.append((series(name).label(lang), *cells))
    header = (word("column.series", lang), *(word(f"short.{key}", lang) for key in keys), word("explain.total", lang))
    unit = unit_word(spoken(_OF_CHANNELS[0], 0.0, result.unit(_OF_CHANNELS[0]))[1], lang)
    title = word("run.by_channel", lang, at=str(at), unit=unit)
    return Table(title=title, header=header, rows=tuple(rows))


def _spoken(name: str, value: float, result: "Result") -> str:
    return number(*spoken(name, value, result.unit(name)), signed=True)


def exit_table(result: "Result", lang: str) -> Table | None:
    """How the answer moves with the expected exit; None for a move of the policy rate."""
    expected = result.exit_table()
    if not expected:
        return None
    rows = tuple(
        (
            str(item.hold_quarters),
            plain(item.then_x_per_quarter),
            number(item.term_premium_bp, "bp", signed=True),
            number(item.yield_10y_bp, "bp", signed=True),
            number(item.unemployment_peak_pp, signed=True),
            number(item.inflation_peak_pp, signed=True),
            word("exit.assumed", lang) if item.assumed else "",
        )
        for item in expected
    )
    keys = ("hold", "then", "term_premium_bp", "yield_10y_bp", "unemployment_pp", "inflation_pp")
    header = (*(_unit_below(word(f"column.{key}", lang)) for key in keys), "")
    notes = (word("run.x", lang),)
    return Table(title=word("run.exits", lang), header=header, rows=rows, align="rrrrrrl", notes=notes)


def _unit_below(text: str) -> str:
    """A header with its bracketed unit on a second line."""
    return text.replace(" (", "\n(").replace("（", "\n（")


def comparison_table(results: Sequence["Result"], names: Sequence[str], lang: str) -> Table:
    """Headline effects of several results, one column each; the quarter stands beside each number."""
    cells: dict[tuple[str, str], dict[int, str]] = {}
    for place, result in enumerate(results):
        for item in result.headline():
            value, unit = spoken(item.series, item.value, item.unit)
            text = f"{number(value, unit, signed=True)} ({item.at})"
            key = (item.label(lang), unit_word(unit, lang, result.scenario.currency))
            cells.setdefault(key, {})[place] = text
    rows = tuple(
        (*key, *(found.get(place, "-") for place in range(len(results)))) for key, found in cells.items()
    )
    header = (word("column.series", lang), word("column.unit", lang), *names)
    return Table(title=word("compare.headline", lang), header=header, rows=rows, left=2)
