"""Claims about households: who gains from equities, what prices do to inequality, who gains from jobs.

Answers: do the five groups respond as the distributional accounts and the literature say? Effects of one thing moved by
hand, with published holdings; the first from a run.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import QUARTERS_PER_YEAR, convert
from qelab.data.wealth_groups import published_wealth
from qelab.households.groups import BOTTOM_HALF, GROUPS, POPULATION, TOP_TENTH, Holdings
from qelab.households.incomes import Economy, earned, income_bn
from qelab.households.inequality import gini
from qelab.households.parameters import Households
from qelab.households.prices import ValueEffects
from qelab.households.revaluation import gains
from qelab.lab.check.evidence import top_tenth_at
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs

Array = NDArray[np.float64]
HISTORY, HELD_AT = "fed_2008_2014", "2013Q4"  # the run, and the quarter
EQUITIES, HOUSES = 0.09, 0.06
UNEMPLOYMENT, FEWER = 7.0, 1.0  # percent, percentage points


def top_tenth(runs: Runs) -> float:
    """fed_2008_2014 in 2013Q4: gain of the top tenth in directly held equities over that of all groups, in dollars."""
    result = runs.result(HISTORY)
    place = Quarter.parse(HELD_AT) - result.quarters[0]
    gained = np.array([result.channels[f"wealth_bn_by_group:{group}.equities"][place] for group in GROUPS])
    return float(gained[TOP_TENTH].sum() / gained.sum())


def top_tenth_by_hand(_runs: Runs) -> float:
    """The published share of the top tenth in equities held at the end of 2013: all see the same percentage."""
    return top_tenth_at(HELD_AT)


def wealth_gini(_runs: Runs) -> float:
    """Equities 9 % dearer, houses 6 %, all else unchanged, with the holdings last published (2022Q4): change of the
    interpolated Gini coefficient of wealth. Private business and pensions follow by their shares in both."""
    return gini_after(max(published_wealth(), key=lambda quarter: quarter.ordinal))


def gini_after(quarter: Quarter) -> float:
    """The same with the holdings of any published date."""
    held = Holdings(bn=published_wealth()[quarter].holdings_bn).growing(np.ones(1))
    nothing = np.zeros(1)
    effects = ValueEffects(equities=nothing + EQUITIES, houses=nothing + HOUSES, bonds=nothing, money=nothing)
    gained = np.sum(list(gains(held, effects, Households().revaluation).values()), axis=0)
    return float(gini(held.net_worth + gained)[0] - gini(held.net_worth)[0])


def wealth_gini_by_hand(_runs: Runs) -> float:
    """The same from net worth, equities and houses alone (no business, no pensions), as twice the area between the
    diagonal and straight lines through the five points of the Lorenz curve."""
    held = published_wealth()[max(published_wealth(), key=lambda quarter: quarter.ordinal)].holdings_bn
    before = Holdings(bn=held).net_worth
    return _straight_gini(before + EQUITIES * held["equities"] + HOUSES * held["houses"]) - _straight_gini(before)


def _straight_gini(wealth: Array) -> float:
    owned, area = 0.0, 0.0
    for people, amount in zip(POPULATION.values[::-1], wealth[::-1], strict=True):
        area += people * (2.0 * owned + amount) / wealth.sum()
        owned += amount
    return float(1.0 - area)


def jobs(_runs: Runs) -> float:
    """Unemployment one point lower (6 instead of 7 %) for a year, nothing else moved: gain in income of the bottom half
    after that year, jobs and real wages, over that of the top tenth, each in per cent of its own. The top tenth stands
    for the top quintile of the source; profits, which come with output, are not moved."""
    parameters = Households().earnings
    economy = _fewer_unemployed()
    income = income_bn(np.ones(QUARTERS_PER_YEAR + 1), parameters)
    gained = np.sum(list(earned(economy, income, parameters).values()), axis=0)[:, -1]
    of = income[:, -1]
    return float(
        (gained[BOTTOM_HALF].sum() / of[BOTTOM_HALF].sum()) / (gained[TOP_TENTH].sum() / of[TOP_TENTH].sum())
    )


def _fewer_unemployed() -> Economy:
    before = np.full(QUARTERS_PER_YEAR + 1, UNEMPLOYMENT)
    after = before - FEWER * np.concatenate([[0.0], np.ones(QUARTERS_PER_YEAR)])
    still = np.zeros((2, QUARTERS_PER_YEAR + 1))
    return Economy(
        unemployment=np.stack([before, after]), output_gap=still, inflation_4q=still, policy_rate=still, yields={}
    )


def jobs_by_hand(_runs: Runs) -> float:
    """The same in closed form: each group's labour share times (job beta x 1 / 93 less insurance + wage beta x slope / 4
    x four quarters' memory), the betas divided by their mean over earnings, the top tenth weighted by income."""
    one = Households().earnings
    weight = one.income_share.values * one.labour_share.values
    mean = [float(weight @ betas.values / weight.sum()) for betas in (one.job_betas, one.wage_betas)]
    years = sum(one.wage_memory**age for age in range(QUARTERS_PER_YEAR)) / QUARTERS_PER_YEAR
    per_job = (1.0 - one.unemployment_insurance) * FEWER / (convert(1.0, "decimal", "percent") - UNEMPLOYMENT)
    per_wage = convert(one.wage_slope * FEWER, "percentage points", "decimal") * years
    gain = one.labour_share.values * (
        one.job_betas.values / mean[0] * per_job + one.wage_betas.values / mean[1] * per_wage
    )
    share = one.income_share.values
    top = float(share[:3] @ gain[:3] / share[:3].sum())
    return float(gain[4]) / top


ANSWERS = {
    "F01": Answer(top_tenth, top_tenth_by_hand),
    "F02": Answer(wealth_gini, wealth_gini_by_hand),
    "F03": Answer(jobs, jobs_by_hand),
}
