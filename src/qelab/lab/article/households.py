"""Households: sentences Q32 to Q35.

Facts about fortunes are recalled figures of ``data/reference/published_facts.csv``, quoted and not computed; what the
market's return of 2013 makes of them is arithmetic.
"""

import numpy as np

from qelab.core.time import Quarter
from qelab.core.units import convert, log_percent
from qelab.data.facts import fact
from qelab.households.balance import Balance
from qelab.households.groups import BOTTOM_HALF, GROUPS, TOP_TENTH
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import HISTORY, Runs
from qelab.lab.article.take import derived, effect, in_logs
from qelab.lab.net import net
from qelab.lab.result import Result

_DAYS, _BN_A_DAY = 365, 0.037
_AT = "2013Q4"
_BEFORE = "2012Q4"
NEXT_40 = slice(3, 4)


def _of(one: Result, key: str, value: float, unit: str, *, at: str = _AT, signed: bool = True) -> Number:
    return derived(key, value, unit, name=f"groups_{key}", run=one.scenario.id, at=at, signed=signed)


def inequality(runs: Runs) -> Answer:
    """Q32: who gains by prices, in dollars and in per cent of own wealth, and what it does to shares."""
    one = runs[HISTORY]
    found = net(one, _AT)
    top_1 = "top_1_wealth_share_pct"
    highest = str(one.quarters[int(np.argmax(one.values(top_1)))])
    return Answer(
        numbers=(
            effect(one, "equity_price_index", _AT),
            effect(one, "house_price_index", _AT),
            _of(one, "total", float(found.wealth_bn.sum()), "bn"),
            _of(one, "top_tenth", float(found.wealth_bn[TOP_TENTH].sum()), "bn"),
            _of(one, "bottom_half", float(found.wealth_bn[BOTTOM_HALF].sum()), "bn"),
            _of(one, "top_tenth_share", found.share_of_wealth_gain(TOP_TENTH), "percent", signed=False),
            _of(one, "top_tenth_pct", found.wealth_pct(TOP_TENTH), "percent"),
            _of(one, "bottom_half_pct", found.wealth_pct(BOTTOM_HALF), "percent"),
            effect(one, top_1, highest, key="top_1_highest"),
            effect(one, top_1, str(one.quarters[-1]), key="top_1_last"),
            effect(one, top_1, _AT),
            *(
                _of(one, f"top_1_by_{part}", _part(one, f"{top_1}.{part}"), "percentage points")
                for part in ("equities", "houses")
            ),
            effect(one, "wealth_gini", _AT),
        )
    )


def wages(runs: Runs) -> Answer:
    """Q33: jobs, wages and income by group, and the net with wealth."""
    one = runs[HISTORY]
    found = net(one, _AT)
    bottom = f"income_gain_pct_by_group:{GROUPS[-1]}"
    return Answer(
        numbers=(
            effect(one, "unemployment_rate", _AT),
            effect(one, "real_wage_gain_pct", _AT),
            _of(one, "income_bottom_half", found.income_pct(BOTTOM_HALF), "percent"),
            *(
                _of(one, f"bottom_{part}", _part(one, f"{bottom}.{part}"), "percent")
                for part in ("jobs", "wages", "refinancing")
            ),
            _of(one, "income_next_40", found.income_pct(NEXT_40), "percent"),
            _of(one, "income_top_tenth", found.income_pct(TOP_TENTH), "percent"),
            *_net(one, found),
        )
    )


def _part(one: Result, part: str) -> float:
    place = Quarter.parse(_AT) - one.quarters[0]
    return float(one.channels[part][place])


def _net(one: Result, found: Balance) -> tuple[Number, ...]:
    return (
        _of(one, "net_bottom_half", found.net_pct(BOTTOM_HALF), "percent"),
        _of(one, "net_top_tenth", found.net_pct(TOP_TENTH), "percent"),
        _of(one, "net_wealth_bottom_half", found.net_of_wealth(BOTTOM_HALF), "percent"),
        _of(one, "net_wealth_top_tenth", found.net_of_wealth(TOP_TENTH), "percent"),
        _of(one, "net_share_top_tenth", found.share_of_net(TOP_TENTH), "percent", signed=False),
        _of(one, "net_share_bottom_half", found.share_of_net(BOTTOM_HALF), "percent", signed=False),
    )


def fortunes(runs: Runs) -> Answer:
    """Q34: ten fortunes times the market's return; the purchases' share of that return, from what they added in the
    year to all that they had added by its end."""
    one = runs[HISTORY]
    held, later = (_typed("ten_richest_americans", date, f"ten_richest_{date[:4]}") for date in ("2012-09", "2013-09"))
    market = _typed("sp500_price_return", "2013", "market_return")
    gain = convert(market.value, "percent", "decimal")
    implied = held.value * gain
    whole = log_percent(1.0 + gain)
    standing = in_logs(one, "equity_price_index", (_AT,))
    added = standing - in_logs(one, "equity_price_index", (_BEFORE,))
    shares = {"least": min(added, standing) / whole, "most": max(added, standing) / whole}
    of_market = {key: convert(part, "decimal", "percent") for key, part in shares.items()}
    return Answer(
        numbers=(
            held,
            later,
            market,
            _arithmetic("implied", implied, "bn"),
            _of(one, "added", added, "log points"),
            _of(one, "standing", standing, "log points"),
            *(_of(one, f"{key}_share", part, "percent", signed=False) for key, part in of_market.items()),
            *(_of(one, f"{key}_bn", part * implied, "bn") for key, part in shares.items()),
        )
    )


def a_day(_runs: Runs) -> Answer:
    """Q35: millions a day times the days of a year, beside the fortune as published and the market's return on it."""
    value = _BN_A_DAY * _DAYS
    held, later = (_typed("buffett", date, f"buffett_{date[:4]}") for date in ("2012-09", "2013-09"))
    market = _typed("sp500_price_return", "2013", "market_return")
    return Answer(
        numbers=(
            Number(key="year", name="day_by_year", kind=Kind.ARITHMETIC, value=value, unit="bn", at="2013"),
            held,
            later,
            market,
            _arithmetic("buffett_implied", held.value * convert(market.value, "percent", "decimal"), "bn"),
        )
    )


def _typed(name: str, date: str, key: str) -> Number:
    row = fact(name, date)
    unit = {"%": "percent"}.get(row.unit, row.unit)
    return Number(key=key, name=key, kind=Kind.QUOTED, value=row.value, unit=unit, at=date, source=str(row.source))


def _arithmetic(key: str, value: float, unit: str) -> Number:
    return Number(key=key, name=f"groups_{key}", kind=Kind.ARITHMETIC, value=value, unit=unit, at="2013")


ANSWERS = {"Q32": inequality, "Q33": wages, "Q34": fortunes, "Q35": a_day}
