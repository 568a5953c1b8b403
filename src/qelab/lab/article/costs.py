"""The costs, the verdict and the title: sentences Q26 to Q37."""

from qelab.core.units import convert
from qelab.data.facts import fact
from qelab.lab import valuation_2013
from qelab.lab.article import abroad
from qelab.lab.article.households import a_day, fortunes, inequality, wages
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import HISTORY, LSAP2, Runs
from qelab.lab.article.take import ANNOUNCEMENT, derived, effect, scored
from qelab.lab.cities import CityWindow, city_window
from qelab.lab.measures import Side, Verdict
from qelab.lab.scorecard import Scorecard, scorecard


def shares(runs: Runs) -> Answer:
    """Q26: the market's record and its earnings from published figures, and what the purchases did to prices and the ratio."""
    one = runs[HISTORY]
    return Answer(
        numbers=(
            _published("rise", "share_prices", "2009-03", "2013-12", name="shares_since_trough"),
            _published("record", "share_prices", "2007-10", "2013-12", name="shares_since_record"),
            _published("ratio", "price_earnings_mean", "1871-2013", "2013", of="price_earnings", name="ratio_above_mean"),
            _published("ratio_median", "price_earnings_median", "1871-2013", "2013", of="price_earnings", name="ratio_above_median"),
            effect(one, "equity_price_index", "2013Q4", key="in_2013"),
            effect(one, "equity_price_index"),
            derived("on_ratio", valuation_2013.effect_in_logs(one, "price_earnings_ratio"), "log points", name="ratio_logs",
                    run=one.scenario.id, at="2013", signed=True),
        )
    )  # fmt: skip


def _published(key: str, base: str, start: str, end: str, *, name: str, of: str = "") -> Number:
    """How far one published figure lies above another, per cent."""
    first, last = fact(base, start), fact(of or base, end)
    value = convert(last.value / first.value - 1.0, "decimal", "percent")
    return _data(key, value, "percent", name, end, last.source.text)


def _data(key: str, value: float, unit: str, name: str, at: str, source: str, *, signed: bool = False) -> Number:
    return Number(key=key, name=name, kind=Kind.DATA, value=value, unit=unit, at=at, source=source, signed=signed)


def valuation(runs: Runs) -> Answer:
    """Q27: the ratio of 2013 against three means, and its distance from the first cause by cause."""
    one = runs[HISTORY]
    source = fact("cape_mean", valuation_2013.MEAN).source.text
    average = valuation_2013.cape_average()
    levels = {
        "average": (average, valuation_2013.MEANS[0], "2013"),
        "january": (valuation_2013.cape_in("2013-01"), valuation_2013.MEANS[0], "2013-01"),
        "december": (valuation_2013.cape_in("2013-12"), valuation_2013.MEANS[0], "2013-12"),
        "to_2023": (average, valuation_2013.MEANS[1], "2013"),
        "since_1960": (average, valuation_2013.MEANS[2], "2013"),
    }
    above = (
        _data(key, valuation_2013.above_mean(value, span), "percent", f"cape_{key}", at, source)
        for key, (value, span, at) in levels.items()
    )
    logs = {
        "gap_logs": (valuation_2013.distance(), "cape_logs", "2013"),
        "before": (valuation_2013.distance(valuation_2013.cape_in("2007-10")), "cape_before", "2007-10"),
        "trough": (valuation_2013.distance(valuation_2013.cape_in("2009-03")), "cape_trough", "2009-03"),
    }
    distances = (
        _data(key, value, "log points", name, at, source, signed=True) for key, (value, name, at) in logs.items()
    )
    causes = (
        Number(
            key=cause.key, name=f"cape_{cause.key}", kind=Kind.LEVEL, value=cause.value, unit="log points",
            scenario=one.scenario.id, at="2013", signed=True, low=cause.low, high=cause.high,
        )
        for cause in valuation_2013.causes(one)
    )  # fmt: skip
    return Answer(numbers=(*above, *distances, *causes))


def houses(runs: Runs) -> Answer:
    """Q28: two cities as published, taken apart, and what the purchases added to national prices in that window."""
    one = runs[HISTORY]
    cities = (number for city in ("los_angeles", "seattle") for number in _city(city_window(one, city), one.scenario.id))
    return Answer(numbers=(*cities, _added(runs, "house_price_index", "2011Q4", "2014Q4"),
                           effect(one, "mortgage_rate_30y", "2014Q4")))  # fmt: skip


def _city(found: CityWindow, run: str) -> tuple[Number, ...]:
    """A city's rise and the fall before it as published, and the parts of the rise in log points."""
    source = fact(f"house_prices_{found.city}", found.end).source.text
    published = (
        Number(key=f"{found.city}{key}", name=f"{found.city}{key}", kind=Kind.DATA, value=value, unit="percent", at=at,
               signed=True, source=source)
        for key, value, at in (("", found.rise, found.end), ("_fall", found.fall, found.start))
    )  # fmt: skip
    values = {"total": found.total, **found.parts}
    values |= dict(zip(("purchases_low", "purchases_high"), found.ranges["purchases"], strict=True))
    parts = (
        derived(f"{found.city}_{key}", value, "log points", name=f"city_{key}", run=run, at=found.end, signed=True)
        for key, value in values.items()
    )
    return (*published, *parts)


def _added(runs: Runs, series: str, start: str, end: str) -> Number:
    """How much the effect on a price grew between two quarters, percentage points of the counterfactual level."""
    one = runs[HISTORY]
    first, last = (effect(one, series, quarter) for quarter in (start, end))
    return derived(
        "added", last.value - first.value, "percentage points", name=f"added_{series}", run=one.scenario.id, at=end, signed=True
    )  # fmt: skip


def size_and_timing(runs: Runs) -> Answer:
    """Q36: twice the size, and other expected exits; the optimum is missing."""
    one, double = runs[LSAP2], runs["lsap2_doubled"]
    rows = one.exit_table()
    quick = min(rows, key=lambda row: (row.then_x_per_quarter, row.hold_quarters))
    never = max(rows, key=lambda row: (row.then_x_per_quarter, row.hold_quarters))
    exits = tuple(
        derived(
            f"{key}_{what}",
            value,
            unit,
            name=f"exit_{what}",
            run=one.scenario.id,
            at=str(one.main_announcement()),
            signed=True,
        )
        for key, row in (("quick", quick), ("never", never))
        for what, value, unit in (
            ("premium", row.term_premium_bp, "bp"),
            ("jobs", row.unemployment_peak_pp, "percentage points"),
        )
    )
    sizes = (
        effect(result, "unemployment_rate", key=key) for key, result in (("once", one), ("twice", double))
    )
    premiums = (
        effect(result, "term_premium_10y", ANNOUNCEMENT, key=f"{key}_premium")
        for key, result in (("once", one), ("twice", double))
    )
    return Answer(numbers=(*premiums, *sizes, *exits), texts={"quick": f"{quick.then_x_per_quarter:g}"})


def does_it_help(runs: Runs) -> Answer:
    """Q37: the scorecard of the programmes of 2008 to 2014."""
    one = runs[HISTORY]
    card = scorecard(one)
    rows = [number for score in card.scores if (number := scored(score, one.scenario.id)) is not None]
    counts = {
        "helped": _count(card, (Side.AIM, Side.ECONOMY), Verdict.HELPED),
        "too_small": _count(card, (Side.AIM, Side.ECONOMY), Verdict.NONE, Verdict.UNSETTLED),
        "against": _count(card, (Side.AIM, Side.ECONOMY), Verdict.HURT),
        "costs": _count(card, (Side.COST,), Verdict.HURT),
        "waiting": _count(card, tuple(Side), Verdict.NOT_COMPUTED),
    }
    totals = (
        derived(key, float(count), "rows", name=f"rows_{key}", run=one.scenario.id)
        for key, count in counts.items()
    )
    return Answer(numbers=(*totals, *rows))


def _count(card: Scorecard, sides: tuple[Side, ...], *verdicts: Verdict) -> int:
    """Rows with one of these verdicts; money that moves by bookkeeping alone is not counted."""
    return sum(
        score.measure.side in sides and score.verdict in verdicts and score.measure.basis != "funds"
        for score in card.scores
    )


ANSWERS = {
    "Q26": shares,
    "Q27": valuation,
    "Q28": houses,
    **abroad.ANSWERS,
    "Q32": inequality,
    "Q33": wages,
    "Q34": fortunes,
    "Q35": a_day,
    "Q36": size_and_timing,
    "Q37": does_it_help,
}
