"""What QE is and what it is for: sentences Q01 to Q06."""

from qelab.core.units import convert
from qelab.lab.article.parts import Answer, Number
from qelab.lab.article.runs import BUY_NOW, HISTORY, LSAP1, LSAP2, QE4, Runs
from qelab.lab.article.take import ANNOUNCEMENT, derived, effect, level, per_premium, place_of, posted, scored
from qelab.lab.channels.lending import loans_between
from qelab.lab.result import Result
from qelab.lab.scorecard import scorecard
from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.postings import bank_loan, purchase
from qelab.ledger.sectors import Sector
from qelab.markets.lending import PARTS
from qelab.policy.catalogue import scenario
from qelab.rates.flow import FlowEffect

_TWO_YEARS = 8  # quarters: loans answer slowly


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
    names = ("term_premium_10y", "yield_10y", "yield_30y", "mortgage_rate_30y", "corporate_yield")
    split = one.explain("yield_10y", at=str(one.main_announcement()))
    parts = {row.key: row.value for row in split.rows}
    channels = (
        derived(key, float(convert(parts[key], split.unit, "bp")), "bp", name=f"channel_{key}", run=one.scenario.id,
                at=str(split.at), signed=True)
        for key in ("duration", "flow", "expectations")
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
    """Q04: a purchase and a loan by double entry; loans with their range, and by cause."""
    one = runs[LSAP2]
    later = str(one.main_announcement() + _TWO_YEARS)
    loans = effect(one, "bank_loans_bn", later)
    place = place_of(one, one.values("bank_loans_bn"), later)
    low, high = (float(end[place]) for end in loans_between(one.levels))
    parts = (
        derived(
            f"loans_{key}", float(one.channels[f"bank_loans_bn.{key}"][place]), "bn",
            name=f"loans_{key}", run=one.scenario.id, at=later, signed=True,
        )
        for key in PARTS
    )
    assert loans.without is not None, "an effect has levels"
    share = float(convert(loans.value / loans.without, "decimal", "percent"))
    return Answer(
        numbers=(
            *(effect(one, name) for name in ("reserves_bn", "bank_deposits_bn", "mortgage_rate_30y")),
            *lent(size_of_lsap2()),
            loans,
            *(
                derived(f"loans_{key}", end, "bn", name=f"loans_{key}", run=one.scenario.id, at=later, signed=True)
                for key, end in (("low", low), ("high", high))
            ),
            derived("loans_percent", share, "percent", name="loans_percent", run=one.scenario.id, at=later, signed=True),
            *parts,
        )
    )


def lent(amount_bn: float) -> tuple[Number, ...]:
    """What a bank loan of an amount does on the day: loans, deposits, reserves."""
    deal, banks = [bank_loan(amount_bn)], Sector.BANKS
    return (
        posted("lent_loans", deal, Instrument.BANK_LOANS, banks, Side.ASSET, name="lent_loans"),
        posted("lent_deposits", deal, Instrument.DEPOSITS, banks, Side.LIABILITY, name="lent_deposits"),
        posted("lent_reserves", deal, Instrument.RESERVES, banks, Side.ASSET, name="lent_reserves"),
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
    """Q06: stress and corporate spreads in March 2009 and March 2020, with the purchases and without."""
    return Answer(
        numbers=tuple(
            number
            for key, name, quarter in (("2009", LSAP1, "2009Q1"), ("2020", QE4, "2020Q1"))
            for number in nervous(runs[name], quarter, key)
        )
    )


def nervous(one: Result, quarter: str, key: str) -> tuple[Number, ...]:
    """Stress, corporate spread and the pressure of purchases on the ten-year yield in one quarter.

    The pressure stands as in calm markets, and times what the quarter's stress makes of it.
    """
    stress = effect(one, "stress_index", quarter, key=f"stress_{key}")
    pressed = one.channels["yield_10y.flow"][place_of(one, one.values("yield_10y"), quarter)]
    flow = float(convert(pressed, "percentage points", "bp"))
    times = float(FlowEffect().multiplier(stress.policy or 0.0))
    return (
        stress,
        effect(one, "corporate_spread", quarter, key=f"spread_{key}"),
        derived(f"flow_{key}", flow, "bp", name="flow_calm", run=one.scenario.id, at=quarter, signed=True),
        derived(f"flow_stress_{key}", flow * times, "bp", name="flow_stress", run=one.scenario.id, at=quarter, signed=True),
    )


ANSWERS = {
    "Q01": bound,
    "Q02": paid_with_reserves,
    "Q03": long_rates,
    "Q04": bank_funds,
    "Q05": deflation,
    "Q06": calm,
}
