"""The costs, the verdict and the title: sentences Q26 to Q37."""

import numpy as np

from qelab.core.units import convert, log_percent
from qelab.lab.article.households import a_day, fortunes, inequality, wages
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import HISTORY, LSAP2, TANTRUM, Runs
from qelab.lab.article.take import ANNOUNCEMENT, derived, effect, in_logs, quote, scored
from qelab.lab.measures import Side, Verdict
from qelab.lab.scorecard import Scorecard, scorecard

_YEAR = ("2013Q1", "2013Q2", "2013Q3", "2013Q4")


def shares(runs: Runs) -> Answer:
    """Q26: what the purchases did to real share prices; the market's records are not packaged."""
    one = runs[HISTORY]
    return Answer(
        numbers=(
            effect(one, "equity_price_index", "2013Q4", key="in_2013"),
            effect(one, "equity_price_index"),
        )
    )


def valuation(runs: Runs) -> Answer:
    """Q27: CAPE as quoted, and the purchases' effect on the log of share prices in 2013."""
    one = runs[HISTORY]
    logs = in_logs(one, "equity_price_index", _YEAR)
    part = derived(
        "part", logs, "log points", name="equity_logs", run=one.scenario.id, at="2013", signed=True
    )
    gap = quote("cape_mean")
    logs_of_gap = float(log_percent(np.float64(1.0 + convert(gap.value, "percent", "decimal"))))
    gap_in_logs = Number(
        key="gap_logs",
        name="cape_logs",
        kind=Kind.ARITHMETIC,
        value=logs_of_gap,
        unit="log points",
        at=gap.at,
    )
    return Answer(numbers=(gap, quote("cape_january"), quote("cape_december"), gap_in_logs, part))


def houses(runs: Runs) -> Answer:
    """Q28: two cities as quoted, and what the purchases added to national prices in that window."""
    one = runs[HISTORY]
    return Answer(numbers=(quote("los_angeles"), quote("seattle"), _added(runs, "house_price_index", "2011Q4", "2014Q4"),
                           effect(one, "mortgage_rate_30y", "2014Q4")))  # fmt: skip


def _added(runs: Runs, series: str, start: str, end: str) -> Number:
    """How much the effect on a price grew between two quarters, percentage points of the counterfactual level."""
    one = runs[HISTORY]
    first, last = (effect(one, series, quarter) for quarter in (start, end))
    return derived(
        "added", last.value - first.value, "percentage points", name=f"added_{series}", run=one.scenario.id, at=end, signed=True
    )  # fmt: skip


def inflows(runs: Runs) -> Answer:
    """Q29: yields and the dollar in the quarter of the first news of 2013, beside what happened; flows are missing."""
    one = runs[TANTRUM]
    at = str(one.announcement())
    names = ("term_premium_10y", "yield_10y", "real_exchange_rate_index")
    return Answer(numbers=(*(effect(one, name, at) for name in names), quote("tantrum_10y")))


def appreciation(runs: Runs) -> Answer:
    """Q30: the dollar's side of it."""
    return Answer(numbers=(effect(runs[HISTORY], "real_exchange_rate_index"),))


def overheating(_runs: Runs) -> Answer:
    """Q31: nothing computed yet."""
    return Answer()


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
    "Q29": inflows,
    "Q30": appreciation,
    "Q31": overheating,
    "Q32": inequality,
    "Q33": wages,
    "Q34": fortunes,
    "Q35": a_day,
    "Q36": size_and_timing,
    "Q37": does_it_help,
}
