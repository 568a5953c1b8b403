"""What QE is and what it is for: sentences Q01 to Q06."""

from qelab.core.units import convert
from qelab.lab.article.parts import Answer, Number
from qelab.lab.article.runs import BUY_NOW, HISTORY, LSAP1, LSAP2, Runs
from qelab.lab.article.take import ANNOUNCEMENT, derived, effect, level, per_premium, posted, scored
from qelab.lab.scorecard import scorecard
from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.postings import purchase
from qelab.ledger.sectors import Sector
from qelab.policy.catalogue import scenario


def bound(runs: Runs) -> Answer:
    """Q01: a rate cut at the bound beside purchases at the bound and away from it."""
    there, cut, now = runs[LSAP2], runs["cut_at_bound"], runs[BUY_NOW]
    return Answer(
        numbers=(
            level(there, "policy_rate", "counterfactual", ANNOUNCEMENT, key="rate", name="rate_without"),
            effect(cut, "output_gap", ANNOUNCEMENT, key="cut_output"),
            effect(there, "output_gap", key="bound_output"),
            effect(now, "output_gap", key="now_output"),
            per_premium(there, "bound_each"),
            per_premium(now, "now_each"),
            effect(now, "policy_rate", key="now_rate"),
        )
    )


def size_of_lsap2() -> float:
    """The announced size of LSAP2, bn."""
    size = scenario(LSAP2).size_bn
    assert size is not None, "LSAP2 states its size"
    return size


def paid_for(seller: Sector, prefix: str) -> tuple[Number, ...]:
    """What the purchase of LSAP2's size from one seller does on the day: reserves, deposits, currency."""
    deal = [purchase(size_of_lsap2(), seller=seller)]
    bank = Sector.CENTRAL_BANK
    return (
        posted(
            f"{prefix}_reserves", deal, Instrument.RESERVES, bank, Side.LIABILITY, name=f"{prefix}_reserves"
        ),
        posted(
            f"{prefix}_deposits",
            deal,
            Instrument.DEPOSITS,
            Sector.BANKS,
            Side.LIABILITY,
            name=f"{prefix}_deposits",
        ),
        posted(
            f"{prefix}_currency", deal, Instrument.CURRENCY, bank, Side.LIABILITY, name=f"{prefix}_currency"
        ),
    )


def paid_with_reserves(_runs: Runs) -> Answer:
    """Q02: the ledger on the day of the purchase, by seller."""
    amount = derived("amount", size_of_lsap2(), "bn", name="amount", run=LSAP2)
    return Answer(
        numbers=(amount, *paid_for(Sector.NON_BANKS, "from_non_banks"), *paid_for(Sector.BANKS, "from_banks"))
    )


def long_rates(runs: Runs) -> Answer:
    """Q03: yields and the mortgage rate at the announcement, the ten-year yield by channel, and all programmes."""
    one, all_of_them = runs[LSAP2], runs[HISTORY]
    names = ("term_premium_10y", "yield_10y", "yield_30y", "mortgage_rate_30y")
    split = one.explain("yield_10y", at=str(one.main_announcement()))
    parts = {row.key: row.value for row in split.rows}
    channels = (
        derived(key, float(convert(parts[key], split.unit, "bp")), "bp", name=f"channel_{key}", run=one.scenario.id,
                at=str(split.at), signed=True)
        for key in ("duration", "expectations")
    )  # fmt: skip
    return Answer(
        numbers=(
            *(effect(one, name, ANNOUNCEMENT) for name in names),
            *channels,
            effect(all_of_them, "term_premium_10y", key="all_premium"),
            effect(all_of_them, "yield_10y", key="all_yield"),
        )
    )


def bank_funds(runs: Runs) -> Answer:
    """Q04: funds by double entry, the price of a loan; the amount of loans is missing."""
    one = runs[LSAP2]
    return Answer(
        numbers=tuple(effect(one, name) for name in ("reserves_bn", "bank_deposits_bn", "mortgage_rate_30y"))
    )


def deflation(runs: Runs) -> Answer:
    """Q05: inflation, its distance from the target, and the probability of deflation where there are draws."""
    one = runs[LSAP2]
    card = scorecard(one)
    distance = scored(card["inflation_distance"], one.scenario.id)
    chance = scored(card["inflation_below_zero_prob"], one.scenario.id, key="chance")
    numbers = [
        effect(one, "inflation_4q"),
        effect(runs[HISTORY], "inflation_4q", key="all_inflation"),
        distance,
        chance,
    ]
    return Answer(
        numbers=tuple(number for number in numbers if number is not None),
        tags=("no_draws",) if chance is None else ("draws",),
    )


def calm(runs: Runs) -> Answer:
    """Q06: no measure of stress yet; what LSAP1 did to the ten-year yield in March 2009 stands beside."""
    return Answer(
        numbers=(
            effect(runs[LSAP1], "yield_10y", "2009Q1"),
            effect(runs[LSAP1], "term_premium_10y", "2009Q1"),
        )
    )


ANSWERS = {
    "Q01": bound,
    "Q02": paid_with_reserves,
    "Q03": long_rates,
    "Q04": bank_funds,
    "Q05": deflation,
    "Q06": calm,
}
