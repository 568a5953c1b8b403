"""The parameters of the households: what moves with what, and who is hit by a job lost.

Answers: which numbers are published, which are recalled, and which are choices? Each may be set and drawn.
"""

from dataclasses import dataclass, field

from qelab.core.provenance import Source, Status
from qelab.households.groups import ByGroup

PRICES = Source(
    text="pensions: Employee Benefit Research Institute, 401(k) assets in 2012 (recalled); private business: mostly real "
    "estate in the Financial Accounts (recalled), elasticities and duration chosen",
    status=Status.ASSUMPTION,
)
JOBS = Source(
    text="shares: Survey of Consumer Finances by net worth (recalled); exposure to unemployment in the order of Guvenen, "
    "Schulhofer-Wohl, Song & Yogo 2017; wage slope between Gali 2011 and Leduc & Wilson 2017; levels by group chosen",
    status=Status.ASSUMPTION,
)
RETURNS = Source(
    text="dividend yield of the S&P 500 in 2009-19, deposit rates as in Drechsler, Savov & Schnabl 2017 (both recalled); "
    "return on private business chosen; elasticities that of dividends in us_core",
    status=Status.ASSUMPTION,
)
ACCESS = Source(
    text="the portfolio's prepayment curve; half of its refinancing for the bottom half chosen", status=Status.ASSUMPTION
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revaluation:
    """How values that have no price of their own follow those that have one.

    ``pension_equities`` and ``pension_bonds``: shares of defined-contribution pensions in equities (61 % of 401(k)
    assets at the end of 2012, balanced funds included; Employee Benefit Research Institute, recalled) and in bonds
    (choice; bond funds and the bonds of balanced funds); the rest is cash and insurance contracts. Defined-benefit
    entitlements keep their real value: the sponsor bears the risk. ``business_equities`` and ``business_houses``:
    private business follows share prices and house prices by these elasticities (choice: about two thirds of the
    assets of noncorporate business are real estate, Financial Accounts, recalled; the rest follows listed firms about
    half as much). ``bond_duration_years`` of bonds held outright and in pensions (choice: Treasury, municipal and
    corporate bonds of households are longer than the market's six years).
    """

    pension_equities: float = 0.60
    pension_bonds: float = 0.20
    business_equities: float = 0.20
    business_houses: float = 0.60
    bond_duration_years: float = 7.0
    source: Source = PRICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """Jobs and wages.

    ``income_to_gdp`` personal income over GDP (.83 in 2007, .87 in 2019; BEA, recalled). ``income_share`` of the groups,
    which the wealth accounts do not have (recalled, Survey of Consumer Finances by net worth: 38 to 43 % for the top
    tenth), and ``labour_share`` of earnings in each group's income (recalled from the same survey: wages are 45 % of
    the top tenth's income, 70 to 80 % below). ``job_betas``: a group's change of employment for one of the
    aggregate's (in the order of workers' earnings risk over the cycle, Guvenen, Ozkan & Song 2014 and Guvenen,
    Schulhofer-Wohl, Song & Yogo 2017; levels are a choice); they are scaled so that the groups' earnings add up to the
    aggregate's. ``unemployment_insurance`` what benefits replace of a lost wage (choice: half the wage for two
    unemployed in five).

    ``wage_slope`` annual growth of nominal wages for one point less unemployment, percentage points (choice between .2
    and .5; Gali 2011, Leduc & Wilson 2017, recalled); ``wage_betas`` the groups' multiples of it (choice: wages at the
    bottom are the more cyclical ones, Autor, Dube & McGrew 2023); ``wage_indexation`` the share of other inflation
    that wages make good in the quarter (choice); ``wage_memory`` what is left after a quarter of a wage out of line
    (choice: half-life of a year and a half, by which the wage bill does not outrun output).
    """

    income_to_gdp: float = 0.85
    income_share: ByGroup = field(
        default_factory=lambda: ByGroup(top_0_1=0.08, next_0_9=0.10, next_9=0.25, next_40=0.40, bottom_50=0.17)
    )
    labour_share: ByGroup = field(
        default_factory=lambda: ByGroup(top_0_1=0.20, next_0_9=0.40, next_9=0.60, next_40=0.70, bottom_50=0.80)
    )
    job_betas: ByGroup = field(
        default_factory=lambda: ByGroup(top_0_1=0.2, next_0_9=0.2, next_9=0.5, next_40=1.0, bottom_50=1.7)
    )
    unemployment_insurance: float = 0.20
    wage_slope: float = 0.30
    wage_betas: ByGroup = field(
        default_factory=lambda: ByGroup(top_0_1=0.50, next_0_9=0.50, next_9=0.75, next_40=1.0, bottom_50=1.25)
    )
    wage_indexation: float = 0.75
    wage_memory: float = 0.90
    source: Source = JOBS


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalIncome:
    """Dividends, business income and interest.

    ``dividend_yield`` of listed equities, per cent (S&P 500, about 2 in 2009-19; recalled) and their elasticity to
    output, ``dividend_lag_quarters`` later; ``business_yield``, per cent, of private business (choice) and its
    elasticity to output. Both elasticities are that of dividends in us_core. ``deposit_beta`` and
    ``money_fund_beta``: share of a change of the policy rate that reaches what they pay (.3 to .5 for deposits;
    Drechsler, Savov & Schnabl 2017, recalled). Coupons of bonds follow yields as fast as bonds mature.
    """

    dividend_yield: float = 2.0
    dividend_elasticity: float = 1.5
    dividend_lag_quarters: int = 4
    business_yield: float = 10.0
    business_elasticity: float = 1.5
    deposit_beta: float = 0.35
    money_fund_beta: float = 1.0
    source: Source = RETURNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinancing:
    """Who refinances.

    ``hazard`` multiplies the refinancing part of the portfolio's prepayment curve: half of it for the bottom half, many
    of whom cannot refinance for want of equity or of credit (choice).
    """

    hazard: ByGroup = field(
        default_factory=lambda: ByGroup(top_0_1=1.0, next_0_9=1.0, next_9=1.0, next_40=1.0, bottom_50=0.5)
    )
    source: Source = ACCESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """All parameters of the households."""

    revaluation: Revaluation = field(default_factory=Revaluation)
    earnings: Earnings = field(default_factory=Earnings)
    capital: CapitalIncome = field(default_factory=CapitalIncome)
    refinancing: Refinancing = field(default_factory=Refinancing)
