"""What a laboratory assumes beyond the scenario: horizon, trend, seller mix, elasticity.

Every number has a source; changing one gives another laboratory, never a hidden switch.
"""

from dataclasses import dataclass, field

from qelab.core.time import Quarter
from qelab.households.parameters import Households
from qelab.markets.parameters import Markets
from qelab.portfolio.income.statement import IncomeRules
from qelab.rates.flow import FlowEffect
from qelab.rates.mortgage_spread import MortgageSpread
from qelab.rates.premium import Elasticity
from qelab.rates.reserve_demand import ReserveDemand
from qelab.world.settings import WorldSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebalancing:
    """What non-banks buy next, shares of what they are paid for securities; the rest stays on deposit.

    Bonds of firms are newly issued for the share ``newly_issued`` of them and bought from households for the rest, shares are
    bought from households. Where non-banks buy from the central bank they sell as much of both.

    Source: choices. Sellers went on into riskier assets, corporate bonds above all (Carpenter, Demiralp, Ihrig & Klee 2015;
    Joyce, Liu & Tonks 2017, recalled); of what mutual funds sold half or more went into newly issued Treasuries
    (Bank of Canada staff working paper 2018-33), which leaves less for firms.
    """

    corporate_bonds: float = 0.20
    equities: float = 0.05
    newly_issued: float = 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerMix:
    """Who sells to the central bank, shares of each purchase (and who buys what it sells or lets run off).

    ``rebalancing`` is what non-banks among them do with the money.

    Source: chosen flow shares (assumption; Carpenter, Demiralp, Ihrig & Klee 2015 find households including hedge
    funds dominant among sellers; recalled).
    """

    non_banks: float = 0.60
    rest_of_world: float = 0.20
    banks: float = 0.20
    rebalancing: Rebalancing = field(default_factory=Rebalancing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Numbers of the laboratory.

    ``horizon`` quarters of every expected path; ``nominal_trend`` growth of nominal GDP expected in the long
    run, percent a year (2 % potential, 2 % inflation); ``at_bound_below`` a policy rate in the data at or
    below this, percent, is at the lower bound; ``data_end`` the last quarter whose shocks are inverted;
    ``stress`` 0 in normal times, 1 when arbitrageurs' risk aversion has doubled: it raises the elasticity; ``flow``,
    ``reserves`` and ``mortgage_spread``: what buying, scarce reserves and MBS held do to premia and spreads; ``sellers`` and
    ``income``: who trades with the central bank, and what it pays for its money.
    """

    horizon: int = 160
    nominal_trend: float = 4.0
    at_bound_below: float = 0.30
    inflation_target: float = 2.0
    neutral_policy_rate: float = 3.5
    history_start: Quarter = field(default_factory=lambda: Quarter.of(2008, 4))
    data_end: Quarter = field(default_factory=lambda: Quarter.of(2024, 4))
    stress: float = 0.0
    elasticity: Elasticity = field(default_factory=Elasticity)
    flow: FlowEffect = field(default_factory=FlowEffect)
    reserves: ReserveDemand = field(default_factory=ReserveDemand)
    mortgage_spread: MortgageSpread = field(default_factory=MortgageSpread)
    sellers: SellerMix = field(default_factory=SellerMix)
    income: IncomeRules = field(default_factory=IncomeRules)
    markets: Markets = field(default_factory=Markets)
    households: Households = field(default_factory=Households)
    world: WorldSettings = field(default_factory=WorldSettings)
    tolerance_pct_gdp: float = 1e-10
    most_iterations: int = 25
