"""Emerging economies: sentences Q29 to Q31.

Effects are the block's, by type of economy; what currencies did in the summer of 2013 and real house prices did in the years
of the purchases are published figures, in which much besides QE is at work.
"""

import numpy as np

from qelab.core.time import Quarter
from qelab.core.units import QUARTERS_PER_YEAR, convert
from qelab.data.emerging_markets import EmergingMarket, emerging_markets, real_house_prices
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import HISTORY, TANTRUM, Runs
from qelab.lab.article.take import derived, effect, quote
from qelab.lab.channels.world import SUFFIX
from qelab.lab.check.world import dispersion_explained
from qelab.lab.result import Result

FIVE = ("brazil", "india", "indonesia", "south_africa", "turkey")  # called fragile in August 2013
_INFLOW, _CURRENCY, _PRICES = "emerging_inflow_pct_gdp", "emerging_exchange_rate", "emerging_inflation_4q"
_SHARES, _HOUSES = "emerging_equity_price", "emerging_house_price"
_END, _FIRST_YEAR = "2014Q4", "2009Q4"  # of the purchases, and their first full year


def inflows(runs: Runs) -> Answer:
    """Q29: inflows by type in 2008-14, the news of 2013 abroad, and what currencies did that summer."""
    one, tantrum = runs[HISTORY], runs[TANTRUM]
    most = effect(one, _INFLOW)
    news = str(tantrum.announcement())
    flows = one.values(_INFLOW)[: Quarter.parse(_END) - one.quarters[0] + 1]
    return Answer(
        numbers=(
            most,
            *_by_type(one, _INFLOW, _at(most), ("fragile", "managed")),
            derived("total", float(flows.sum() / QUARTERS_PER_YEAR), "percent of GDP", name="abroad_total", run=one.scenario.id, at=_END, signed=True),
            effect(tantrum, "term_premium_10y", news),
            effect(tantrum, _INFLOW, news, key="news_inflow"),
            *_by_type(tantrum, _CURRENCY, news, ("fragile", "average", "taiwan"), key="news"),
            _mean_move("five", [one for one in emerging_markets() if one.id in FIVE]),
            _mean_move("others", [one for one in emerging_markets() if one.id not in (*FIVE, "taiwan")]),
            _mean_move("taiwan", [one for one in emerging_markets() if one.id == "taiwan"]),
            _explained(),
            quote("tantrum_10y"),
        )
    )  # fmt: skip


def appreciation(runs: Runs) -> Answer:
    """Q30: currencies by type, and inflation through cheaper imports and through demand."""
    one = runs[HISTORY]
    most, prices = effect(one, _CURRENCY), effect(one, _PRICES)
    return Answer(
        numbers=(
            most,
            *_by_type(one, _CURRENCY, _at(most), ("fragile", "taiwan"), key="currency"),
            effect(one, _PRICES, _FIRST_YEAR, key="first_year"),
            *_parts(one, _PRICES, _FIRST_YEAR, ("inflation_import", "inflation_core")),
            effect(one, _PRICES, _END, key="at_end"),
            *_parts(one, _PRICES, _END, ("inflation_import", "inflation_core"), key="end"),
            prices,
            *_by_type(one, _PRICES, _at(prices), ("fragile", "managed"), key="prices"),
        )
    )


def overheating(runs: Runs) -> Answer:
    """Q31: shares and houses by type, and what real house prices did."""
    one = runs[HISTORY]
    shares, houses = effect(one, _SHARES), effect(one, _HOUSES)
    published = sorted(real_house_prices(), key=lambda each: each.value)
    source = published[0].source.text
    values = {
        "lowest": published[0].value,
        "middle": float(np.median([each.value for each in published])),
        "highest": published[-1].value,
    }
    return Answer(
        numbers=(
            shares,
            *_by_type(one, _SHARES, _at(shares), ("fragile", "managed"), key="shares"),
            houses,
            *_by_type(one, _HOUSES, _at(houses), ("fragile", "managed"), key="houses"),
            *(
                Number(key=key, name=f"abroad_houses_{key}", kind=Kind.DATA, value=value, unit="percent", at=_END, signed=True, source=source)
                for key, value in values.items()
            ),
        ),
        texts={"count": str(len(published))},
    )  # fmt: skip


def _at(number: Number) -> str:
    assert number.at is not None, "an effect has its quarter"
    return number.at


def _by_type(one: Result, series: str, at: str, members: tuple[str, ...], *, key: str = "") -> tuple[Number, ...]:
    """The effect on some members in a quarter; deviations in per cent as such."""
    place = Quarter.parse(at) - one.quarters[0]
    unit = one.unit(series)
    return tuple(
        derived(
            "_".join(filter(None, (key, member))), float(one.values(f"{series}{SUFFIX}:{member}")[place]),
            "percent" if unit == "percent of trend" else unit, name=f"abroad_{series}_{member}", run=one.scenario.id,
            at=at, signed=True,
        )
        for member in members
    )  # fmt: skip


def _parts(one: Result, series: str, at: str, parts: tuple[str, ...], *, key: str = "") -> tuple[Number, ...]:
    place = Quarter.parse(at) - one.quarters[0]
    return tuple(
        derived(
            "_".join(filter(None, (key, part))), float(one.channels[f"{series}.{part}"][place]), one.unit(series),
            name=f"abroad_{part}", run=one.scenario.id, at=at, signed=True,
        )
        for part in parts
    )  # fmt: skip


def _mean_move(key: str, economies: list[EmergingMarket]) -> Number:
    """Mean move of currencies against the dollar in the summer of 2013, as published."""
    return Number(
        key=key, name=f"abroad_moved_{key}", kind=Kind.DATA, unit="percent", at="2013", signed=True,
        value=float(np.mean([one.currency_move for one in economies])), source=economies[0].sources[0].text,
    )  # fmt: skip


def _explained() -> Number:
    """Share of the dispersion of those moves that a score of the two published figures explains."""
    value = convert(dispersion_explained(), "decimal", "percent")
    source = "; ".join(source.text for source in emerging_markets()[0].sources)
    return Number(key="explained", name="abroad_explained", kind=Kind.DATA, value=value, unit="percent", at="2013", source=source)


ANSWERS = {"Q29": inflows, "Q30": appreciation, "Q31": overheating}
