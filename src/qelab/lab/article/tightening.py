"""Leaving QE: sentences Q19 to Q25."""

import numpy as np

from qelab.core.units import convert
from qelab.data import opening
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import BUY_NOW, LSAP2, QT2, QT_NOW, Runs
from qelab.lab.article.take import ANNOUNCEMENT, derived, effect, level, per_premium, posted, quote
from qelab.lab.reserve_price import demand_at
from qelab.lab.result import Result
from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.postings import refunding, run_off
from qelab.ledger.sectors import Sector

_MATURING_BN = 100.0
QT2_END = "2024Q4"


def drains(runs: Runs) -> Answer:
    """Q19: run-off from now."""
    one = runs[QT_NOW]
    names = (
        "reserves_bn",
        "term_premium_10y",
        "yield_10y",
        "output_gap",
        "unemployment_rate",
        "inflation_4q",
    )
    return Answer(numbers=tuple(effect(one, name) for name in names))


def passive(runs: Runs) -> Answer:
    """Q20: both legs of a maturity that is not rolled over, and the run-off of today's scenario."""
    legs = [run_off(_MATURING_BN), refunding(_MATURING_BN, buyer=Sector.NON_BANKS)]
    bank = Sector.CENTRAL_BANK
    rows = {
        "held": (Instrument.TREASURY_SECURITIES, bank, Side.ASSET),
        "public": (Instrument.TREASURY_SECURITIES, Sector.NON_BANKS, Side.ASSET),
        "reserves": (Instrument.RESERVES, bank, Side.LIABILITY),
        "deposits": (Instrument.DEPOSITS, Sector.BANKS, Side.LIABILITY),
        "treasury": (Instrument.TREASURY_GENERAL_ACCOUNT, bank, Side.LIABILITY),
    }
    return Answer(
        numbers=(
            Number(
                key="amount", name="maturing", kind=Kind.LEDGER, value=_MATURING_BN, unit="bn", signed=False
            ),
            *(posted(key, legs, *where, name=f"run_off_{key}") for key, where in rows.items()),
            effect(runs[QT_NOW], "soma_treasuries_bn", key="scenario"),
        )
    )


def active(runs: Runs) -> Answer:
    """Q21: the same 500 sold, and what the portfolio is worth against its par."""
    sold = runs["sale_500bn"]
    names = ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn")
    par = sum(float(sold.values(name, "counterfactual")[0]) for name in names)
    value = float(sold.values("soma_market_value_bn", "counterfactual")[0])
    start = str(sold.quarters[0])
    gap = convert(value / par - 1.0, "decimal", "percent")
    return Answer(
        numbers=(
            effect(sold, "yield_10y", ANNOUNCEMENT),
            effect(sold, "output_gap"),
            effect(sold, "reserves_bn"),
            derived("realised", _realised(sold), "bn", name="realised", run=sold.scenario.id, signed=True),
            derived(
                "value_gap", value - par, "bn", name="value_gap", run=sold.scenario.id, at=start, signed=True
            ),
            derived(
                "value_gap_percent",
                gap,
                "percent",
                name="value_gap_percent",
                run=sold.scenario.id,
                at=start,
                signed=True,
            ),
        )
    )


def _realised(sold: Result) -> float:
    """Gains and losses that sales realise along the run, bn."""
    return float(np.sum(sold.channels["income.realised_gains"]))


def dearer(runs: Runs) -> Answer:
    """Q22: reserves, borrowing costs, spending, inflation; reverse repo and reserves in 2022-24, computed and quoted."""
    one, past = runs[QT_NOW], runs[QT2]
    names = ("reserves_bn", "mortgage_rate_30y", "corporate_yield", "consumption", "business_investment", "inflation_4q")
    price = effect(one, "funds_rate_spread")
    assert price.at is not None, "an effect has its quarter"
    return Answer(
        numbers=(
            *(effect(one, name) for name in names),
            price,
            level(one, "reserves_needed_bn", "policy", price.at, key="needed", name="needed"),
            effect(past, "overnight_reverse_repo_bn", QT2_END, key="facility", name="facility"),
            effect(past, "reserves_bn", QT2_END, key="reserves_then", name="reserves_then"),
            quote("qt2_decline"),
            quote("qt2_reverse_repo"),
        )
    )


def used_to_ease(runs: Runs) -> Answer:
    """Q23: the same 500 bought and sold where reserves are at the edge, and where they are plentiful."""
    bought, sold, plenty = runs[BUY_NOW], runs["sale_500bn"], runs.with_plenty("sale_500bn")
    moves = {key: effect(one, "yield_10y", ANNOUNCEMENT, key=key)
             for key, one in (("bought", bought), ("sold", sold), ("plenty", plenty))}  # fmt: skip
    outputs = (effect(one, "output_gap", key=f"{key}_output") for key, one in (("bought", bought), ("sold", sold), ("plenty", plenty)))
    ratios = (
        derived(f"{key}ratio", -moves[name].value / moves["bought"].value, "ratio", name=f"{key}sold_over_bought",
                run=one.scenario.id)
        for key, name, one in (("", "sold", sold), ("plenty_", "plenty", plenty))
    )  # fmt: skip
    share = convert(runs.lab.settings.reserves.ratchet, "decimal", "percent")
    ratchet = derived("ratchet", share, "percent", name="ratchet", run=sold.scenario.id)
    there = level(sold, "reserves_bn", "counterfactual", str(sold.quarters[0]), key="reserves")
    enough = (there, *_range_of_enough(runs, sold))
    return Answer(numbers=(*enough, *moves.values(), *outputs, *ratios, ratchet), texts={"stops": _stops(sold)})


def gradual(runs: Runs) -> Answer:
    """Q24: the same trillion over four and over sixteen quarters, and how few reserves are enough."""
    slow, fast = runs["trillion_slow"], runs["trillion_fast"]
    pairs = (
        item
        for key, one in (("fast", fast), ("slow", slow))
        for item in (
            derived(f"{key}_total", _taken_off(one), "bn", name="taken_off", run=one.scenario.id, signed=True),
            effect(one, "yield_10y", ANNOUNCEMENT, key=f"{key}_yield"),
            effect(one, "output_gap", key=f"{key}_output"),
            effect(one, "inflation_4q", key=f"{key}_inflation"),
        )
    )
    there = level(slow, "reserves_bn", "counterfactual", str(slow.quarters[0]), key="reserves")
    return Answer(
        numbers=(*pairs, *_range_of_enough(runs, slow), there),
        texts={"fast_stops": _stops(fast), "slow_stops": _stops(slow)},
    )


def _range_of_enough(runs: Runs, result: Result) -> tuple[Number, ...]:
    """Reserves that are enough at the opening's deposits: low end, middle, high end."""
    start = opening(result.scenario.opening)
    demand = demand_at(start, runs.lab.settings.reserves)
    assert demand is not None, "today's opening is a floor system"
    enough = demand.stops_at_bn(start.money["bank_deposits_bn"])
    return tuple(
        derived(key, value, "bn", name=key, run=result.scenario.id, at=str(result.quarters[0]))
        for key, value in zip(("needed_low", "needed_middle", "needed_high"), enough, strict=True)
    )


def _stops(result: Result) -> str:
    """The first quarter in which the programme leaves fewer reserves than are then enough; a dash for none."""
    below = np.flatnonzero(result.values("reserves_bn", "policy") < result.values("reserves_needed_bn", "policy"))
    return str(result.quarters[int(below[0])]) if len(below) else "-"


def _taken_off(result: Result) -> float:
    """Most by which the central bank's securities fall short of those without the programme, bn at par."""
    moved = np.sum([result.values(name) for name in _SECURITIES], axis=0)
    return float(moved.min())


_SECURITIES = ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn")


def two_phases(runs: Runs) -> Answer:
    """Q25: signs and sizes of LSAP2 at the bound and of QT away from it: whole, for each 100bn, and for each ten basis
    points of premium."""
    easing, tightening = runs[LSAP2], runs[QT_NOW]
    whole = (
        effect(one, name, key=f"{key}_{name}")
        for key, one in (("qe", easing), ("qt", tightening))
        for name in ("yield_10y", "output_gap", "unemployment_rate", "inflation_4q")
    )
    each = (per_premium(one, f"{key}_each") for key, one in (("qe", easing), ("qt", tightening)))
    dollars = (
        derived(f"{key}_per_100bn", _per_100bn(one), "percent", name="output_per_100bn", run=one.scenario.id, signed=True)
        for key, one in (("qe", easing), ("qt", tightening))
    )
    return Answer(numbers=(*whole, *dollars, *each, effect(tightening, "policy_rate", key="qt_rate")))


def _per_100bn(result: Result) -> float:
    """Largest effect on output for each 100bn announced, per cent."""
    size = result.scenario.announced_total_bn
    assert size, "a programme states its size"
    return effect(result, "output_gap").value / size * _HUNDRED_BN


_HUNDRED_BN = 100.0


ANSWERS = {
    "Q19": drains,
    "Q20": passive,
    "Q21": active,
    "Q22": dearer,
    "Q23": used_to_ease,
    "Q24": gradual,
    "Q25": two_phases,
}
