"""What emerging economies are taken to be: three archetypes, their responses, and what their policies are.

Every number is a field with its source; "choice" is an assumption within what the literature reports. Three things are set
with the summer of 2013 in view and cannot be tested on it: ``risk_on_premium`` (local ten-year yields of fragile economies
rose by 100 to 200 bp, of average ones by 40 to 80), ``intervention`` and how the types differ in ``inflow_on_premium``. For
them that summer is a check of the calibration, no evidence.
"""

from dataclasses import dataclass, field

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status

ARCHETYPES = ("fragile", "average", "managed")
CHOSEN = Source(
    text="chosen between published estimates, the types apart with the summer of 2013 in view", status=Status.ASSUMPTION
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """What the economy's own authorities do; changed to ask what another answer would have done.

    ``rate_inertia``, ``rate_on_inflation``, ``rate_on_output`` the Taylor rule on four-quarter inflation and the output
    gap; ``rate_on_currency`` percentage points by which the rule's rate falls for each per cent of appreciation, 0 for a
    rule that does not look at the currency (Mohanty & Klau 2004, BIS Working Paper 149: most of them do; recalled).
    ``intervention`` foreign exchange bought, per cent of annual GDP, for each per cent by which the currency rises in a
    quarter (choice). ``capital_flow_tax`` percentage points a year on inflows.
    """

    rate_inertia: float = 0.80
    rate_on_inflation: float = 1.5
    rate_on_output: float = 0.5
    rate_on_currency: float = 0.10
    intervention: float = 0.2
    capital_flow_tax: float = 0.0
    source: Source = CHOSEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Archetype:
    """One type of economy: how it responds to what happens in the United States. Quarterly.

    Inflows, per cent of annual GDP at an annual rate
        ``inflow_on_premium`` for each percentage point by which the ten-year term premium falls in a quarter: 1.2 gives
        the World Bank's range of .8 to 1.8 for 100 bp (Global Economic Prospects 2015, confirmed).
    Currency, per cent
        ``currency_on_inflow`` for assets of 1 per cent of GDP bought by foreigners, 1.5 to 2.5 (limited
        intermediation: Gabaix & Maggiori 2015, Quarterly Journal of Economics 130(3); size a choice);
        ``currency_on_reserves`` for reserves bought of 1 per cent of GDP, 1.0 to 1.5 (Adler, Lisack & Mano 2019, Emerging
        Markets Review 40: 1.7 to 2.0; recalled, the lower figure a choice).
    Ten-year yield, percentage points
        ``yield_on_premium`` for one point of the US term premium, .45 to .65; ``yield_on_expectations`` for one point of the
        policy rate expected over ten years there, the same (Curcuru, Kamin, Li & Rodriguez 2018, International Finance
        Discussion Papers: both spill over alike; confirmed). ``risk_on_premium``, ``risk_on_stress``: the country premium
        for one point of the US instantaneous term premium, and for stress of one.
    Inflation
        ``pass_through`` of the currency to consumer prices within a year: .1 to .2, .3 where it is weak (choice).
    Demand, per cent of GDP in the first quarter
        ``credit_on_inflow``; ``trade_on_currency`` lost for 1 per cent of appreciation; ``debt_on_currency`` gained as debt
        in dollars weighs less, a little more than trade loses in fragile economies (Kearns & Patel 2016, BIS Quarterly
        Review, December: it offsets the trade channel in emerging markets; recalled); ``exports_on_us_output``: with the inertia of demand five times as much in the long run,
        so that a real depreciation of 10 per cent moves net exports by 1.5 per cent of GDP (World Economic Outlook,
        October 2015, chapter 3; recalled).
    Prices of shares and houses, per cent
        ``equity_on_us_equity`` the world's factor (1.0 to 1.2), ``equity_on_inflow`` (choice).
    """

    inflow_on_premium: float = 1.2
    currency_on_inflow: float = 2.0
    currency_on_reserves: float = 1.25
    yield_on_premium: float = 0.55
    yield_on_expectations: float = 0.55
    risk_on_premium: float = 0.05
    risk_on_stress: float = 0.25
    pass_through: float = 0.15
    credit_on_inflow: float = 0.03
    trade_on_currency: float = 0.03
    debt_on_currency: float = 0.0
    exports_on_us_output: float = 0.06
    equity_on_us_equity: float = 1.1
    equity_on_inflow: float = 3.0
    policies: Policies = field(default_factory=Policies)
    source: Source = CHOSEN


FRAGILE = Archetype(
    inflow_on_premium=1.8,
    currency_on_inflow=2.5,
    currency_on_reserves=1.0,
    yield_on_premium=0.65,
    yield_on_expectations=0.65,
    risk_on_premium=1.0,
    risk_on_stress=0.75,
    pass_through=0.30,
    debt_on_currency=0.04,
    exports_on_us_output=0.04,
    equity_on_us_equity=1.2,
    policies=Policies(intervention=0.1),
)
MANAGED = Archetype(
    inflow_on_premium=0.8,
    currency_on_inflow=1.5,
    currency_on_reserves=1.5,
    yield_on_premium=0.45,
    yield_on_expectations=0.45,
    risk_on_premium=0.0,
    risk_on_stress=0.1,
    pass_through=0.10,
    trade_on_currency=0.04,
    exports_on_us_output=0.10,
    equity_on_us_equity=1.0,
    policies=Policies(intervention=2.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSettings:
    """The three archetypes and what they have in common. Quarterly; percentage points and per cent.

    Inflows
        ``inflow_inertia``; ``inflow_on_yields`` per cent of GDP for one point of the ten-year yield over the American;
        ``inflow_on_stress`` for a stress of one, taken as ten points of the VIX (in June 2013 the MOVE index doubled and
        the VIX rose by about 7; recalled, rounded), of which ``stress_fades`` is expected a quarter later;
        ``tax_on_response`` the share of the response that a tax of one percentage point takes away, .3 to .5: choices.
    Currency
        ``attention`` to the future and ``currency_horizon`` as in the American model. ``premium_in_currency`` how much the
        part of the US term premium that does not spill over counts in the currency's expected return, .5 to .85: the
        dollar answers expected rates more than premia (Curcuru et al. 2018, confirmed). ``position_last`` how much of
        what was bought weighs on the currency a quarter later: half of it is gone after 12 to 23 months (Adler, Lisack &
        Mano 2019, recalled).
    Yields
        ``long_horizon`` the quarterly weight of the future in a ten-year yield; ``yield_on_inflow`` percentage points for
        1 per cent of GDP (choice).
    Demand and inflation, after Berg, Karam & Laxton (2006), IMF Working Papers 06/80 and 06/81 (recalled), flatter
        ``demand_inertia``, ``demand_ahead``, ``demand_on_rate``, the real rate a mean of the short and, by
        ``long_share``, the ten-year one; ``core_inertia``, ``core_ahead``, ``core_on_output`` of inflation without import
        prices; ``import_inertia`` of what the currency passes through.
    Prices of houses and shares
        ``houses_inertia``, ``houses_on_output``, ``houses_on_rate`` as in the American model, ``houses_on_inflow`` a choice
        (Cesa-Bianchi, Cespedes & Rebucci 2015, Journal of Money, Credit and Banking 47(S1): strong in emerging markets;
        recalled); ``equity_on_risk`` per cent for one point of the country premium over ten years (choice).

    Raises
    ------
    QelabError QE881 : a tax that would turn the response of inflows round
    """

    fragile: Archetype = field(default_factory=lambda: FRAGILE)
    average: Archetype = field(default_factory=Archetype)
    managed: Archetype = field(default_factory=lambda: MANAGED)
    inflow_inertia: float = 0.75
    inflow_on_yields: float = 0.4
    inflow_on_stress: float = 0.5
    stress_fades: float = 0.5
    tax_on_response: float = 0.4
    attention: float = 0.97
    currency_horizon: float = 0.99
    premium_in_currency: float = 0.85
    position_last: float = 0.87
    long_horizon: float = 1.0 - 1.0 / 34.0
    yield_on_inflow: float = 0.25
    demand_inertia: float = 0.70
    demand_ahead: float = 0.10
    demand_on_rate: float = 0.10
    long_share: float = 0.5
    core_inertia: float = 0.50
    core_ahead: float = 0.45
    core_on_output: float = 0.04
    import_inertia: float = 0.5
    houses_inertia: float = 0.90
    houses_on_output: float = 0.7
    houses_on_rate: float = 4.0
    houses_on_inflow: float = 4.0
    equity_on_risk: float = 3.0
    source: Source = CHOSEN

    def __post_init__(self) -> None:
        limit = 1.0 / self.tax_on_response if self.tax_on_response > 0.0 else float("inf")
        for own in self.archetypes:
            if not 0.0 <= own.policies.capital_flow_tax <= limit:
                raise QelabError("QE881", value=own.policies.capital_flow_tax, limit=limit)

    @property
    def archetypes(self) -> tuple[Archetype, ...]:
        """In the order of ``ARCHETYPES``."""
        return self.fragile, self.average, self.managed
