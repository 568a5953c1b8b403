"""The economy of one archetype: its equations, and which of them make up the parts of an effect.

Answers: what moves inflows, the currency, yields, prices and output of an emerging economy when yields, rates, output, share
prices and nerves in the United States move? All in deviation from what would be without it: per cent, percentage points,
inflows in per cent of annual GDP. The currency is its real exchange rate against the dollar, up is appreciation:

    e = b m e(+1) + 1/4 [ (i - pi(+1)) - r* - (th (1 - s) tpf* + cp) ]
        + (1 - b m rho) (k position - k' reserves),
    position = rho position(-1) + inflow/4,    reserves = rho reserves(-1) + chi (e - e(-1)),

r* and tpf* are the American real short rate and instantaneous term premium, s the share of the premium that spills over to
the own yield (only the difference of premia pays for holding one bond rather than the other), cp is the country premium, m
attention. What foreigners and the central bank have bought must be held by others: k and k' are what a position of 1 per
cent of GDP does to the currency, as it fades by rho. An inflow at a rate of 1 per cent of GDP a year that fades by a quarter
each quarter adds up to just that. Equations that are linear recursions of a sum are written once for each part of it, so
that parts add up by construction.

Source: own block, in the spirit of small models of open economies (Berg, Karam & Laxton 2006) with portfolio flows.
Limits: linear, so no sudden stop and no default; policy rates have no floor; one foreign country; no oil, no partners.
"""

from qelab.core.units import QUARTERS_PER_YEAR
from qelab.world.settings import Archetype, WorldSettings
from qelab.world.system import Rules, Terms, rules, system

# What comes from the United States, as deviation: rates and yields in percentage points a year, output and share prices
# in per cent, stress as an index (1: risk aversion has doubled). The changes are those from the quarter before.
INPUTS = (
    "us_real_rate", "us_premium", "us_premium_10y", "us_premium_change", "us_expected_10y", "us_output", "us_equity",
    "stress", "stress_change",
)  # fmt: skip

# Series of the block and the variables whose sum each is.
PARTS: dict[str, tuple[str, ...]] = {
    "inflow": ("inflow_premium", "inflow_yields", "inflow_stress"),
    "currency": ("currency_rates", "currency_premium", "currency_risk", "currency_flow", "currency_intervention"),
    "yield_10y": ("yield_rates", "yield_premium", "yield_us_rates", "yield_risk", "yield_flow"),
    "equity": ("equity_world", "equity_flow", "equity_risk"),
    "houses": ("houses_output", "houses_rate", "houses_flow"),
    "inflation_4q": ("inflation_import", "inflation_core"),
    "output": ("output_credit", "output_trade", "output_debt", "output_rate", "output_us"),
    "policy_rate": ("rule_inflation", "rule_output", "rule_currency"),
}


def equations(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    """All equations, by the variable on their left."""
    found = {
        **_inflow(own, common), **_currency(own, common), **_yield(own, common), **_prices(own, common),
        **_demand(own, common), **_rule(own), **_assets(own, common),
    }  # fmt: skip
    return found | {name: dict.fromkeys(parts, 1.0) for name, parts in PARTS.items()}


def rules_of(own: Archetype, common: WorldSettings, name: str) -> Rules:
    """The rules of one archetype; ``name`` for the error.

    Raises
    ------
    QelabError QE880 : its policies leave no bounded path, or many
    """
    return rules(system(equations(own, common), INPUTS), name)


def _inflow(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    last, free = common.inflow_inertia, 1.0 - common.tax_on_response * own.policies.capital_flow_tax
    yields = free * (1 - last) * common.inflow_on_yields
    american = {"us_expected_10y": -yields, "us_premium_10y": -yields}
    return {
        "inflow_premium": {"inflow_premium-": last, "us_premium_change": -free * own.inflow_on_premium},
        "inflow_yields": {"inflow_yields-": last, "yield_10y": yields, **american},
        "inflow_stress": {"inflow_stress-": last, "stress_change": -free * common.inflow_on_stress},
    }


def _currency(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    ahead = common.currency_horizon * common.attention
    quarter = 1.0 / QUARTERS_PER_YEAR
    premium = common.premium_in_currency * (1.0 - own.yield_on_premium)
    held = 1.0 - ahead * common.position_last  # so that a position's whole effect, as it fades, is the coefficient
    flow, bought = own.currency_on_inflow * held, own.currency_on_reserves * held
    chi = own.policies.intervention
    rates = {"policy_rate": quarter, "inflation+": -quarter, "us_real_rate": -quarter}
    return {
        "currency_rates": {"currency_rates+": ahead, **rates},
        "currency_premium": {"currency_premium+": ahead, "us_premium": -quarter * premium},
        "currency_risk": {"currency_risk+": ahead, "country_premium": -quarter},
        "currency_flow": {"currency_flow+": ahead, "position": flow},
        "currency_intervention": {"currency_intervention+": ahead, "reserves": -bought},
        "position": {"position-": common.position_last, "inflow": quarter},
        "reserves": {"reserves-": common.position_last, "currency": chi, "currency-": -chi},
    }


def _yield(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    long = common.long_horizon
    return {
        "country_premium": {"us_premium": own.risk_on_premium, "stress": own.risk_on_stress},
        "yield_rates": {"yield_rates+": long * common.attention, "policy_rate": 1 - long},
        "yield_premium": {"us_premium_10y": own.yield_on_premium},
        "yield_us_rates": {"us_expected_10y": own.yield_on_expectations},
        "yield_risk": {"yield_risk+": long, "country_premium": 1 - long},
        "yield_flow": {"inflow": -common.yield_on_inflow},
        "inflation_10y": {"inflation_10y+": long * common.attention, "inflation+": 1 - long},
    }


def _prices(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    last, year = common.import_inertia, float(QUARTERS_PER_YEAR)
    passed = own.pass_through / (1.0 - last**QUARTERS_PER_YEAR)  # within a year, of a currency that stays where it is
    core = {"core-": common.core_inertia, "core+": common.core_ahead * common.attention}
    lags = {"core_1": {"core-": 1.0}, "core_2": {"core_1-": 1.0}, "core_3": {"core_2-": 1.0}}
    lags |= {"import_1": {"import-": 1.0}, "import_2": {"import_1-": 1.0}, "import_3": {"import_2-": 1.0}}
    return {
        # what the currency has done to the price level, per cent
        "import": {"import-": last, "currency": -(1 - last) * passed},
        "core": {**core, "output": common.core_on_output},
        "inflation": {"core": 1.0, "import": year, "import-": -year},
        **lags,
        "inflation_import": {"import": 1.0, "import_3-": -1.0},
        "inflation_core": dict.fromkeys(("core", "core_1", "core_2", "core_3"), 1.0 / QUARTERS_PER_YEAR),
    }


def _demand(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    short = 1.0 - common.long_share
    found = {
        "output_credit": {"inflow": own.credit_on_inflow},
        "output_trade": {"currency": -own.trade_on_currency},
        "output_debt": {"currency": own.debt_on_currency},
        "output_rate": {"real_rate": -common.demand_on_rate},
        "output_us": {"us_output": own.exports_on_us_output},
    }
    ahead = common.demand_ahead * common.attention
    moves = {part: {f"{part}-": common.demand_inertia, f"{part}+": ahead, **terms} for part, terms in found.items()}
    real_rate = {
        "policy_rate": short, "inflation+": -short, "yield_10y": common.long_share, "inflation_10y": -common.long_share
    }  # fmt: skip
    return {**moves, "real_rate": real_rate}


def _rule(own: Archetype) -> dict[str, Terms]:
    one = own.policies
    last = one.rate_inertia
    return {
        "rule_inflation": {"rule_inflation-": last, "inflation_4q": (1 - last) * one.rate_on_inflation},
        "rule_output": {"rule_output-": last, "output": (1 - last) * one.rate_on_output},
        "rule_currency": {"rule_currency-": last, "currency": -(1 - last) * one.rate_on_currency},
    }


def _assets(own: Archetype, common: WorldSettings) -> dict[str, Terms]:
    last, moves = common.houses_inertia, 1.0 - common.houses_inertia
    rate = moves * common.houses_on_rate
    return {
        "equity_world": {"us_equity": own.equity_on_us_equity},
        "equity_flow": {"inflow": own.equity_on_inflow},
        "equity_risk": {"yield_risk": -common.equity_on_risk},
        "houses_output": {"houses_output-": last, "output": moves * common.houses_on_output},
        "houses_rate": {"houses_rate-": last, "yield_10y": -rate, "inflation_10y": rate},
        "houses_flow": {"houses_flow-": last, "inflow": moves * common.houses_on_inflow},
    }
