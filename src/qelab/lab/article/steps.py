"""How QE works, step by step: sentences Q07 to Q15."""

from qelab.core.units import convert
from qelab.data import opening
from qelab.lab.article.aims import paid_for, size_of_lsap2
from qelab.lab.article.parts import Answer, Kind, Number
from qelab.lab.article.runs import BUY_NOW, LSAP2, MEP, Runs
from qelab.lab.article.take import ANNOUNCEMENT, between_openings, data_change, derived, effect
from qelab.lab.result import Result
from qelab.lab.settings import Settings
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.macro import load
from qelab.markets.wealth import cents_per_dollar

_DATA = ("2008Q2", "2014Q4")  # before the crisis facilities and the first programme; after the last purchase
_OPENINGS = ("us_2008q3", "us_2013q1")  # openings name reverse repo; the overnight facility came later in 2013


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
    dates = {"start": _DATA[0], "end": _DATA[1], "data_reverse_repo_from": str(opening(_OPENINGS[0]).month.quarter)}
    repo = between_openings("reverse_repo_bn", *_OPENINGS, name="data_reverse_repo_bn")
    return Answer(numbers=(reserves, *rest, *data, repo), texts=dates)


def curve(runs: Runs) -> Answer:
    """Q11: yields by maturity; the same for longer ones bought against short ones, and for bills."""
    one, extension = runs[LSAP2], runs[MEP]
    announced_on = str(extension.announcement())
    yields = (effect(one, f"yield_{years}y", ANNOUNCEMENT) for years in (2, 5, 10, 30))
    extended = (effect(extension, f"yield_{years}y", announced_on, key=f"mep_{years}y") for years in (2, 10, 30))
    slopes = (
        derived(key, _premium_over_ten_year(of, at), "ratio", name="long_over_ten_year", run=of.scenario.id, at=at)
        for key, of, at in (("long", one, str(one.main_announcement())), ("mep_long", extension, announced_on))
    )
    long, short = runs[BUY_NOW], runs["bills_500bn"]
    return Answer(
        numbers=(
            *yields,
            *extended,
            *slopes,
            effect(long, "yield_10y", ANNOUNCEMENT, key="coupons"),
            effect(short, "yield_10y", ANNOUNCEMENT, key="bills"),
        )
    )


def _premium_over_ten_year(result: Result, at: str) -> float:
    """Fall of the thirty-year yield through its term premium, over that of the ten-year yield."""
    parts = ({row.key: row.value for row in result.explain(f"yield_{years}y", at=at).rows} for years in (30, 10))
    long, ten = (part["duration"] for part in parts)
    return long / ten


def finance(runs: Runs) -> Answer:
    """Q12: mortgage and corporate rates against the term premium."""
    one = runs[LSAP2]
    names = ("term_premium_10y", "mortgage_rate_30y", "corporate_yield", "corporate_spread")
    premium, mortgage, bonds, spread = (effect(one, name, ANNOUNCEMENT) for name in names)
    run, at = one.scenario.id, mortgage.at
    per_premium = (
        derived(key, of.value / premium.value, "ratio", name=name, run=run, at=at)
        for key, of, name in (
            ("passed", mortgage, "mortgage_per_premium"),
            ("passed_to_firms", bonds, "corporate_per_premium"),
        )
    )
    passed_on = Settings().markets.corporate.premium_pass_through
    return Answer(numbers=(premium, mortgage, bonds, spread, *per_premium), texts={"passed_on": f"{passed_on:g}"})


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
    """Q14: what non-banks hold after the last purchase, who has the deposits, and the risk premium in share prices."""
    one = runs[LSAP2]
    run, at = one.scenario.id, effect(one, "reserves_bn").at or ""
    held = {
        "bonds": ("non_banks_treasuries", Sector.NON_BANKS, Instrument.TREASURY_SECURITIES),
        "corporate": ("non_banks_corporate_bonds", Sector.NON_BANKS, Instrument.CORPORATE_BONDS),
        "shares": ("non_banks_equities", Sector.NON_BANKS, Instrument.EQUITIES),
        "deposits": ("non_banks_deposits", Sector.NON_BANKS, Instrument.DEPOSITS),
        "households": ("households_deposits", Sector.HOUSEHOLDS, Instrument.DEPOSITS),
        "firms": ("firms_deposits", Sector.FIRMS, Instrument.DEPOSITS),
        "foreigners": ("foreigners_deposits", Sector.REST_OF_WORLD, Instrument.DEPOSITS),
    }
    positions = (
        derived(key, _held_more(one, sector, instrument, at), "bn", name=name, run=run, at=at, signed=True)
        for key, (name, sector, instrument) in held.items()
    )
    prices = effect(one, "equity_price_index")
    premium = _part(one, "equity_price_index", "risk_premium", prices.at, "by_risk_premium", "percent")
    next_ = Settings().sellers.rebalancing
    texts = {name: f"{convert(getattr(next_, name), 'decimal', 'percent'):g}" for name in ("corporate_bonds", "equities")}
    return Answer(numbers=(*positions, effect(one, "bank_deposits_bn", at), prices, premium), texts=texts)


def _part(result: Result, series: str, key: str, at: str | None, name: str, unit: str) -> Number:
    """One cause of an effect in a quarter; of an index in per cent of the level without the programme."""
    told = result.explain(series, at=at)
    value = next(row.value for row in told.rows if row.key == key)
    if result.unit(series, "policy") == "index":
        level = result.values(series, "counterfactual")[told.at - result.quarters[0]]
        value = convert(value / level, "decimal", "percent")
    return derived(name, value, unit, name=name, run=result.scenario.id, at=at, signed=True)


def _held_more(result: Result, sector: Sector, instrument: Instrument, at: str) -> float:
    """What a sector holds more of an instrument with the programme than without it, bn."""
    policy, without = (
        result.ledger.balance_sheet(sector, at=at, world=world)
        for world in ("policy", "counterfactual")
    )
    return policy.assets.get(instrument, 0.0) - without.assets.get(instrument, 0.0)


def wealth(runs: Runs) -> Answer:
    """Q15: prices of shares and houses, consumption, and how much of it comes from what they are worth more."""
    one = runs[LSAP2]
    spent = effect(one, "consumption")
    parts = (
        _part(one, "consumption", f"{asset}_wealth", spent.at, f"by_{asset}_wealth", spent.unit)
        for asset in ("share", "house")
    )
    cents = cents_per_dollar(load(one.model), Settings().markets.wealth)
    return Answer(
        numbers=(
            *(effect(one, name) for name in ("equity_price_index", "house_price_index")),
            spent,
            *parts,
            derived("cents", cents, "cents", name="cents_per_dollar", run=one.scenario.id),
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
