"""QE beside a rate cut: sentences Q16 to Q18."""

from qelab.core.units import convert
from qelab.lab.article.parts import Answer, Number
from qelab.lab.article.runs import BUY_NOW, COUNTED_QUARTERS, HELD_QUARTERS, LSAP2, Runs, total_output
from qelab.lab.article.take import ANNOUNCEMENT, derived, effect, level
from qelab.lab.result import Result


def not_a_rate_cut(runs: Runs) -> Answer:
    """Q16: purchases and the cut that gives the same output: which end of the curve each bends; and for three horizons the
    move of the policy rate that does the same, by output and by the ten-year yield."""
    bought, cut = runs[BUY_NOW], runs.equal_cut()
    move = cut.scenario.policy_rate
    assert move is not None, "a cut moves the policy rate"
    sums = (
        derived(
            key, total_output(result), "percent", name="total_output", run=result.scenario.id, signed=True
        )
        for key, result in (("bought_output", bought), ("cut_output", cut))
    )
    ends = (
        effect(result, f"yield_{years}y", ANNOUNCEMENT, key=f"{key}_{years}y")
        for key, result in (("bought", bought), ("cut", cut))
        for years in (2, 5, 10, 30)
    )
    return Answer(
        numbers=(
            derived("cut", move.cut_bp, "bp", name="cut_size", run=cut.scenario.id),
            *sums,
            *ends,
            effect(bought, "reserves_bn", key="bought_reserves"),
            effect(cut, "reserves_bn", key="cut_reserves"),
            *_equivalents(runs),
        ),
        texts={"held": str(HELD_QUARTERS), "counted": str(COUNTED_QUARTERS)},
    )


def _equivalents(runs: Runs) -> tuple[Number, ...]:
    """Equivalent moves of the purchase by horizon."""
    found = runs.equivalent(BUY_NOW)
    return tuple(
        derived(f"{key}_{row.quarters}", value, "bp", name=f"{key}_{row.quarters}", run=BUY_NOW, at=str(found.at), signed=True)
        for row in found.rows
        for key, value in (("equal_move", row.move_bp), ("equal_yield", row.by_yield_bp))
    )


def fails_at_zero(runs: Runs) -> Answer:
    """Q17: a cut asked for at the bound, and LSAP2."""
    cut, bought = runs["cut_at_bound"], runs[LSAP2]
    return Answer(
        numbers=(
            level(cut, "policy_rate", "counterfactual", "2010Q4", key="rate", name="rate_without"),
            effect(cut, "policy_rate", "2010Q4", key="cut_rate"),
            effect(cut, "output_gap", key="cut_output"),
            effect(cut, "unemployment_rate", key="cut_unemployment"),
            effect(bought, "output_gap", key="output"),
            effect(bought, "unemployment_rate", key="unemployment"),
        )
    )


def money_and_curve(runs: Runs) -> Answer:
    """Q18: money beside yields, and nominal GDP in the same quarter; and the money of a cut with the same output."""
    one = runs[LSAP2]
    money = effect(one, "broad_money_bn", "2012Q4")
    gdp = effect(one, "nominal_gdp_bn", "2012Q4")
    in_percent = tuple(
        derived(key, _percent(number), "percent", name=key, run=one.scenario.id, at=number.at, signed=True)
        for key, number in (("money_percent", money), ("gdp_percent", gdp))
    )
    turnover = convert(_times(gdp) / _times(money) - 1.0, "decimal", "percent")
    return Answer(
        numbers=(
            money,
            *in_percent,
            derived("velocity", turnover, "percent", name="velocity", run=one.scenario.id, at=money.at, signed=True),
            _slope(one),
            effect(one, "yield_2y", ANNOUNCEMENT),
            effect(one, "yield_30y", ANNOUNCEMENT),
            effect(runs[BUY_NOW], "broad_money_bn", key="bought_money"),
            effect(runs.equal_cut(), "broad_money_bn", key="cut_money"),
        )
    )


def _times(number: Number) -> float:
    """Level with the programme over that without."""
    assert number.without is not None, "an effect has its levels"
    return 1.0 + number.value / number.without


def _percent(number: Number) -> float:
    return convert(_times(number) - 1.0, "decimal", "percent")


def _slope(result: Result) -> Number:
    """Effect on the thirty-year less that on the two-year yield at the announcement."""
    long, short = (effect(result, f"yield_{years}y", ANNOUNCEMENT) for years in (30, 2))
    value = convert(long.value - short.value, "percentage points", "bp")
    return derived("slope", value, "bp", name="slope", run=result.scenario.id, at=long.at, signed=True)


ANSWERS = {
    "Q16": not_a_rate_cut,
    "Q17": fails_at_zero,
    "Q18": money_and_curve,
}
