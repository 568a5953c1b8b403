"""How QE works, step by step: sentences Q07 to Q15."""

from qelab.core.units import convert
from qelab.lab.article.aims import paid_for, size_of_lsap2
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import BUY_NOW, LSAP2, Runs
from qelab.lab.article.take import ANNOUNCEMENT, data_change, derived, effect
from qelab.lab.result import Result
from qelab.lab.settings import Settings
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector

_DATA = ("2008Q2", "2014Q4")  # before the crisis facilities and the first programme; after the last purchase


def announced(runs: Runs) -> Answer:
    """Q07: what was said on the day, and how much of the effect came before the purchases."""
    one = runs[LSAP2]
    main = one.scenario.main_announcement
    assert main is not None, "a programme announces something"
    assert main.exit is not None, "LSAP2 states its exit"
    phase = next(phase for phase in main.phases if one.scenario.phase_size_bn(main, phase))
    run = one.scenario.id
    bought = effect(one, "soma_treasuries_bn", ANNOUNCEMENT)
    share = convert(bought.value / size_of_lsap2(), "decimal", "percent")
    return Answer(
        numbers=(
            derived("size", size_of_lsap2(), "bn", name="amount", run=run),
            derived("months", float(phase.months or 0), "months", name="months", run=run),
            derived("hold", float(main.exit.hold_quarters), "quarters", name="hold", run=run),
            bought,
            derived("bought_share", share, "percent", name="bought_share", run=run, at=bought.at),
            effect(one, "term_premium_10y", ANNOUNCEMENT, key="at_once"),
            effect(one, "term_premium_10y", key="largest"),
        ),
        texts={"date": str(main.date), "start": str(phase.start), "end": str(phase.end)},
    )


def sellers(runs: Runs) -> Answer:
    """Q08: reserves and broad money after the last purchase; their ratio is the share not sold by banks."""
    one = runs[LSAP2]
    reserves = effect(one, "reserves_bn")
    assert reserves.at is not None, "an effect has its quarter"
    money = effect(one, "broad_money_bn", reserves.at)
    share = convert(money.value / reserves.value, "decimal", "percent")
    mix = Settings().sellers
    parts = {"non_banks": mix.non_banks, "foreigners": mix.rest_of_world, "banks": mix.banks}
    return Answer(
        numbers=(
            reserves,
            money,
            derived("share", share, "percent", name="money_per_reserves", run=one.scenario.id),
        ),
        texts={name: f"{convert(part, 'decimal', 'percent'):g}" for name, part in parts.items()},
    )


def credited(_runs: Runs) -> Answer:
    """Q09: reserves, currency and the monetary base on the day."""
    reserves, _, currency = paid_for(Sector.NON_BANKS, "from_non_banks")
    total = reserves.value + currency.value
    base = Number(key="base", name="base_on_the_day", kind=Kind.LEDGER, value=total, unit="bn")
    return Answer(numbers=(reserves, currency, base))


def base_money(runs: Runs) -> Answer:
    """Q10: the money series after the last purchase, and what absorbed the reserves of 2008-14 in the data."""
    one = runs[LSAP2]
    reserves = effect(one, "reserves_bn")
    assert reserves.at is not None, "an effect has its quarter"
    rest = (
        effect(one, name, reserves.at) for name in ("monetary_base_bn", "bank_deposits_bn", "broad_money_bn")
    )
    columns = ("total_assets_bn", "reserves_bn", "currency_bn", "treasury_account_bn")
    data = (data_change(f"data_{name}", name, *_DATA, name=f"data_{name}") for name in columns)
    return Answer(numbers=(reserves, *rest, *data), texts={"start": _DATA[0], "end": _DATA[1]})


def curve(runs: Runs) -> Answer:
    """Q11: yields by maturity, and the same amount of bills."""
    one = runs[LSAP2]
    yields = (effect(one, f"yield_{years}y", ANNOUNCEMENT) for years in (2, 5, 10, 30))
    long, short = runs[BUY_NOW], runs["bills_500bn"]
    return Answer(
        numbers=(
            *yields,
            effect(long, "yield_10y", ANNOUNCEMENT, key="coupons"),
            effect(short, "yield_10y", ANNOUNCEMENT, key="bills"),
        )
    )


def finance(runs: Runs) -> Answer:
    """Q12: the mortgage rate against the term premium and the ten-year yield."""
    one = runs[LSAP2]
    names = ("term_premium_10y", "yield_10y", "mortgage_rate_30y")
    premium, long_yield, mortgage = (effect(one, name, ANNOUNCEMENT) for name in names)
    passed = derived(
        "passed",
        mortgage.value / premium.value,
        "ratio",
        name="mortgage_per_premium",
        run=one.scenario.id,
        at=mortgage.at,
    )
    return Answer(numbers=(premium, long_yield, mortgage, passed))


def spending(runs: Runs) -> Answer:
    """Q13: output at its largest and the contribution of each kind of spending in that quarter."""
    one = runs[LSAP2]
    output = effect(one, "output_gap")
    split = one.explain("output_gap", at=output.at)
    parts = (
        derived(
            f"by_{row.key}",
            row.value,
            output.unit,
            name=f"by_{row.key}",
            run=one.scenario.id,
            at=output.at,
            signed=True,
        )
        for row in split.rows
        if row.key != "other_demand_pct_gdp"
    )
    names = ("consumption", "business_investment", "residential_investment")
    return Answer(numbers=(output, *(effect(one, name) for name in names), *parts))


def rebalancing(runs: Runs) -> Answer:
    """Q14: what non-banks hold after the last purchase; one transaction shows that deposits stay in the aggregate."""
    one = runs[LSAP2]
    at = effect(one, "reserves_bn").at or ""
    bonds = _held_more(one, Instrument.TREASURY_SECURITIES, at)
    deposits = _held_more(one, Instrument.DEPOSITS, at)
    return Answer(
        numbers=(
            derived(
                "bonds", bonds, "bn", name="non_banks_treasuries", run=one.scenario.id, at=at, signed=True
            ),
            derived(
                "deposits", deposits, "bn", name="non_banks_deposits", run=one.scenario.id, at=at, signed=True
            ),
            effect(one, "equity_price_index"),
        )
    )


def _held_more(result: Result, instrument: Instrument, at: str) -> float:
    """What non-banks hold more of an instrument with the programme than without it, bn."""
    policy, without = (
        result.ledger.balance_sheet(Sector.NON_BANKS, at=at, world=world)
        for world in ("policy", "counterfactual")
    )
    return policy.assets.get(instrument, 0.0) - without.assets.get(instrument, 0.0)


def wealth(runs: Runs) -> Answer:
    """Q15: prices of shares and houses, and consumption; the split of consumption is missing."""
    one = runs[LSAP2]
    return Answer(
        numbers=tuple(
            effect(one, name) for name in ("equity_price_index", "house_price_index", "consumption")
        )
    )


ANSWERS = {
    "Q07": announced,
    "Q08": sellers,
    "Q09": credited,
    "Q10": base_money,
    "Q11": curve,
    "Q12": finance,
    "Q13": spending,
    "Q14": rebalancing,
    "Q15": wealth,
}
