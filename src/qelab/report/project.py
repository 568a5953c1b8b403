"""A desk's projection as tables, notes and rows: securities, money and income by the end of each year."""

import math
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.core.words import word
from qelab.lab.economies import has_model
from qelab.lab.projection.outcome import BAND, SERIES, spread
from qelab.report.numbers import counted, number, plain, unit_word
from qelab.report.text import Table, bullets, draw, wrap

if TYPE_CHECKING:
    from qelab.lab.projection.outcome import Projected

SECURITIES = (
    "treasuries_bn", "mbs_bn", "agency_debt_bn", "securities_bn", "run_off_bn", "duration_years", "unrealised_gain_bn",
)  # fmt: skip
MONEY = (
    "reserves_bn", "reserves_pct_gdp", "overnight_reverse_repo_bn", "net_income_bn", "remittances_bn", "deferred_asset_bn",
)  # fmt: skip
RANGES = ("securities_bn", "reserves_bn", "net_income_bn", "deferred_asset_bn", "unrealised_gain_bn")
_DECIMALS = {"bn": 0, "years": 1, "percent of GDP": 1}
_NOTHING = 0.05  # bn: smaller columns, and purchases that failed, are not shown
_FAR = (
    0.03  # of the opening's par: a file that differs more from the scenario's own portfolio is worth a word
)
_INCOME = ("net_income_bn", "remittances_bn")  # small beside stocks: one decimal


def project_lines(found: "Projected", lang: str, width: int) -> list[str]:
    """Title, where everything comes from, two or three tables, what the numbers mean and leave out."""
    label = found.scenario.label.in_language(lang)
    lines = [f"# {label}", *wrap(_origin(found, lang), width), *wrap(_rates(found, lang), width), ""]
    for name, series in (("securities", SECURITIES), ("money", MONEY)):
        lines += [*draw(_table(found, name, series, lang)), ""]
    if found.paths > 1:
        lines += [*draw(_ranges(found, lang)), ""]
    lines += wrap(ample_text(found, lang), width)
    return [*lines, "", *bullets(notes(found, lang), width)]


def project_rows(found: "Projected") -> list[str]:
    """CSV: end of the year, series, statistic, value, unit."""
    rows = ["date,series,statistic,value,unit"]
    for date, name, statistic, value, unit in found.rows():
        rows.append(f"{date},{name},{statistic},{'' if math.isnan(value) else repr(value)},{unit}")
    return rows


def ample_text(found: "Projected", lang: str) -> str:
    """When reserves fall below what is ample, and whether anything follows from it."""
    when, share = found.falls_below_ample()
    level = plain(found.ample_pct_gdp)
    if when is None:
        return word("project.ample.never", lang, level=level)
    kind = "stops" if found.stops else "falls"
    if when == found.opening + 1:  # it need not have fallen
        kind = f"{kind}_at_once"
    text = word(f"project.ample.{kind}", lang, level=level, quarter=when.quarter)
    if found.paths == 1:
        return text
    return text + word("project.ample.share", lang, share=plain(round(convert(share, "decimal", "percent"))))


def notes(found: "Projected", lang: str) -> list[str]:
    """What a reader must know: periods, assumptions, what could not be bought."""
    first, last = found.opening + 1, found.opening + found.rates.months
    keys: list[tuple[str, dict[str, object]]] = [("flows", {"first": first, "last": last})]
    if found.source.synthetic:
        keys.append(("synthetic", {}))
    assert found.rules.allocation is not None
    keys.append((f"allocation.{found.rules.allocation.value}", {"limit": _percent(found.rules.issue_limit)}))
    if abs(found.away_from_run_bn) > _FAR * sum(found.opening_bn):
        keys.append(
            (
                "away",
                {
                    "amount": _amount(found, abs(found.away_from_run_bn), lang),
                    "direction": word(f"project.{'more' if found.away_from_run_bn > 0 else 'less'}", lang),
                },
            )
        )
    missing = float(np.median(found.desk.not_bought.sum(axis=1)))
    if missing >= _NOTHING:
        keys.append(
            (
                "not_bought",
                {"amount": _amount(found, missing, lang), "limit": _percent(found.rules.issue_limit)},
            )
        )
    shares = found.desk.largest_share
    if shares.any():
        keys.append(("largest_share", {"share": _percent(float(np.median(shares.max(axis=1))))}))
    if any(operation.envelope_bn or operation.amount_bn < 0 for operation in found.operations):
        keys.append((f"sales.{found.rules.sales.value}", {"coupon": plain(found.rules.sale_coupon)}))
    if found.stops and found.rules.stop is not None:
        keys.append((f"then.{found.rules.stop.then.value}", {}))
    lent = float(np.median(found.statement.open_market_lending.max(axis=1)))
    if lent >= _NOTHING:
        keys.append(("lending", {"amount": _amount(found, lent, lang)}))
    keys.append(("given", {}))
    if has_model(found.scenario):  # elsewhere currency has assets of its own
        keys.append(("currency", {}))
    if found.desk.earned.mbs_par.any():
        keys.append(("model", {}))
    return [word(f"project.note.{key}", lang, **values) for key, values in keys]


def _origin(found: "Projected", lang: str) -> str:
    kind = "synthetic" if found.source.synthetic else "files"
    return word(f"project.opening.{kind}", lang, name=found.source.name, month=found.opening)


def _rates(found: "Projected", lang: str) -> str:
    last = found.opening + found.known
    text = word(
        f"project.rates.{found.rates_from}",
        lang,
        last=last,
        count=f"{found.paths:,}",
        seed=found.seed if found.seed else 0,
    )
    beyond = found.rates_from != "file" and found.known < found.rates.months
    return text + (word("project.rates.beyond", lang, last=last) if beyond else "")


def _table(found: "Projected", name: str, series: tuple[str, ...], lang: str) -> Table:
    rows, years = [], found.years()
    # An economy without MBS, a bank without a deferred asset: columns of zeros say nothing.
    series = tuple(one for one in series if any(np.abs(row[one]).max() >= _NOTHING for _, row in years))
    for year, row in years:
        cells = (_cell(one, float(np.median(row[one])), lang) for one in series)
        rows.append((_when(found, year), *cells))
    return Table(
        title=word(f"project.table.{name}", lang, unit=_money(found, lang)),
        header=_header(series, lang),
        rows=tuple(rows),
    )


def _ranges(found: "Projected", lang: str) -> Table:
    rows = []
    for year, row in found.years():
        ends = (
            (_cell(one, low, lang, fine=False), _cell(one, high, lang, fine=False))
            for one in RANGES
            for low, _, high in [spread(row[one])]
        )
        rows.append(
            (_when(found, year), *(word("project.range", lang, low=low, high=high) for low, high in ends))
        )
    inside = plain(round(convert(BAND[1] - BAND[0], "decimal", "percent")))
    title = word("project.table.ranges", lang, share=inside, unit=_money(found, lang))
    return Table(title=title, header=_header(RANGES, lang), rows=tuple(rows))


def _header(series: tuple[str, ...], lang: str) -> tuple[str, ...]:
    names = (word(f"project.column.{one}", lang).replace("|", "\n") for one in series)
    return (word("project.column.year", lang), *names)


def _money(found: "Projected", lang: str) -> str:
    return unit_word(counted(0.0, "bn", lang)[1], lang, found.scenario.currency)


def _when(found: "Projected", year: int) -> str:
    """The year, or the month where the projection ends within it."""
    last = found.last_month(year)
    return str(year) if last.month == MONTHS_PER_YEAR else str(last)


def _cell(name: str, value: float, lang: str, *, fine: bool = True) -> str:
    unit = SERIES[name]
    if math.isnan(value):
        return "-"
    shown, counted_unit = counted(value, unit, lang)
    decimals = _DECIMALS[unit]
    if fine and name in _INCOME and counted_unit == "bn":
        decimals = 1
    return number(shown, counted_unit, decimals=decimals)


def _amount(found: "Projected", value_bn: float, lang: str) -> str:
    shown, unit = counted(value_bn, "bn", lang)
    return f"{number(shown, unit, decimals=1)} {unit_word(unit, lang, found.scenario.currency)}"


def _percent(share: float) -> str:
    return plain(round(convert(share, "decimal", "percent"), 1))
