"""A result of made-up numbers: quick to have and the same for ever, so that what is printed can be compared."""

from dataclasses import replace
from typing import ClassVar

import numpy as np

from qelab.core.members import members
from qelab.core.time import information_quarter, quarters_from
from qelab.core.vocabulary import vocabulary
from qelab.lab.exits import ExitRow
from qelab.lab.result import Books, Result
from qelab.ledger.cells import SHAPE
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario

# name: (start, drift a quarter, size of the effect of 600bn)
LEVEL_AND_EFFECT = {
    "soma_treasuries_bn": (811.7, 2.0, 640.0),
    "soma_mbs_bn": (1079.0, -30.0, -2.0),
    "agency_debt_bn": (154.0, -6.0, 0.0),
    "ten_year_equivalents_pct_gdp": (6.1, -0.05, 2.9),
    "reserves_bn": (985.0, -8.0, 610.0),
    "bank_deposits_bn": (7740.0, 50.0, 480.0),
    "broad_money_bn": (8690.0, 60.0, 480.0),
    "policy_rate": (0.19, 0.01, 0.0),
    "yield_2y": (0.43, 0.02, -0.02),
    "yield_10y": (2.53, 0.03, -0.19),
    "yield_30y": (3.69, 0.02, -0.21),
    "term_premium_10y": (0.42, 0.01, -0.18),
    "mortgage_rate_30y": (4.35, 0.02, -0.2),
    "output_gap": (-5.2, 0.15, 0.42),
    "consumption": (-3.0, 0.1, 0.2),
    "business_investment": (-9.0, 0.3, 0.6),
    "residential_investment": (-30.0, 0.5, 0.9),
    "net_exports_pct_gdp": (0.0, 0.0, -0.01),
    "other_demand_pct_gdp": (-1.0, 0.0, 0.0),
    "unemployment_rate": (9.5, -0.09, -0.21),
    "inflation_4q": (1.2, 0.03, 0.06),
    "equity_price_index": (100.0, 0.5, 1.1),
    "house_price_index": (100.0, 0.2, 0.7),
    "real_exchange_rate_index": (100.0, -0.1, -0.4),
}
EXITS = (
    (0, 0.9, -9.1, -9.8, -0.1, 0.03),
    (6, 0.97, -18.0, -19.0, -0.21, 0.06),
    (20, 1.0, -31.4, -33.0, -0.4, 0.12),
)


def made_up_result(asked: Scenario | None = None) -> Result:
    """A result with straight lines and a hump, scaled by the size of the scenario."""
    asked = asked or scenario("fed_2010_lsap2")
    first = information_quarter(asked.first_date)
    quarters = quarters_from(first + -1, asked.horizon_quarters + 1)
    steps = np.arange(len(quarters), dtype=float)
    shape = np.minimum(1.0, steps / 3) * 0.97 ** np.maximum(steps - 8, 0) * (asked.size_bn or 0.0) / 600.0
    levels = {}
    for name, (start, drift, size) in LEVEL_AND_EFFECT.items():
        without = start + drift * steps
        levels[name] = np.stack([without, without + size * shape])
    effect = levels["yield_10y"][1] - levels["yield_10y"][0]
    exits = () if asked.policy_rate else tuple(_exit(*row) for row in EXITS)
    return Result(
        scenario=asked,
        model="us_core",
        quarters=quarters,
        levels=levels,
        ledger=Books(first=quarters[0].last_month.ordinal, folds=np.zeros((2, 3 * len(quarters) - 2, *SHAPE))),
        exits=exits,
        notes=(("note.exit", {"date": "2010-11-03", "hold": 6, "decline": "3"}), ("note.tips", {})),
        diagnostics={"linear_solver": "none"},
        channels={
            f"yield_{years}y.{part}": share * effect
            for years in (2, 5, 10, 30)
            for part, share in (("duration", 0.9), ("expectations", 0.1))
        } | {"output_weights": np.ones(5)},
    )


MORE_LEVELS = {
    "bank_loans_bn": (8300.0, 90.0, 40.0),
    "corporate_yield": (5.5, 0.0, -0.15),
    "stress_index": (0.4, 0.0, -0.1),
    "price_earnings_ratio": (15.5, 0.0, 0.3),
    "cape_ratio": (20.0, 0.0, 0.4),
    "top_1_wealth_share_pct": (30.0, 0.0, 0.05),
}
# shares of the effect by part; they add up to one
PARTS = {
    "equity_price_index": {"term_premium": 1.3, "risk_free": -0.5, "earnings": 0.2},
    "mortgage_rate_30y": {"expectations": -0.3, "duration": 1.2, "liquidity": 0.0, "credit": 0.1},
    "corporate_yield": {"expectations": -0.3, "duration": 1.2, "credit": 0.1},
    "top_1_wealth_share_pct": {"equities": 1.5, "houses": -0.5},
}
MEMBER_PARTS = {
    "wealth_bn_by_group": {"equities": 0.8, "houses": 0.5, "deposits": -0.3},
    "wealth_gain_pct_by_group": {"equities": 0.8, "houses": 0.5, "deposits": -0.3},
    "income_gain_pct_by_group": {"jobs": 0.7, "interest": -0.2, "refinancing": 0.5},
}
SIZES = {"metro": 1.0, "wealth_group": 10.0, "holder": -50.0, "economy": -0.3}


def with_members(result: Result) -> Result:
    """The result with the markets, and with members that move by 1, 2, 3 ... times the same; Taiwan as the managed type."""
    steps = np.arange(len(result.quarters), dtype=float)
    shape = np.minimum(1.0, steps / 3) * 0.97 ** np.maximum(steps - 8, 0)
    levels = dict(result.levels)
    for name, (start, drift, size) in MORE_LEVELS.items():
        without = start + drift * steps
        levels[name] = np.stack([without, without + size * shape])
    panels, channels = {}, dict(result.channels)
    for name, row in vocabulary().items():
        if not row.dimension:
            continue
        ids = [item.id for item in members(row.dimension)]
        times = {item: place for place, item in enumerate(ids, start=1)} | {"taiwan": 3}
        effects = SIZES[row.dimension] * np.array([times[item] for item in ids])[:, None] * shape
        without = 100.0 * np.ones_like(effects)
        panels[name] = np.stack([without, without + effects])
        for item, effect in zip(ids, effects, strict=True):
            parts = MEMBER_PARTS.get(name, {})
            channels |= {f"{name}:{item}.{part}": share * effect for part, share in parts.items()}
    for name, parts in PARTS.items():
        effect = levels[name][1] - levels[name][0]
        channels |= {f"{name}.{part}": share * effect for part, share in parts.items()}
    return replace(result, levels=levels, panels=panels, channels=channels)


def _exit(hold: int, factor: float, premium: float, long_yield: float, jobs: float, prices: float) -> ExitRow:
    return ExitRow(
        hold_quarters=hold,
        then_x_per_quarter=factor,
        assumed=hold == 6,
        term_premium_bp=premium,
        yield_10y_bp=long_yield,
        unemployment_peak_pp=jobs,
        inflation_peak_pp=prices,
    )


class FakeLab:
    """Answers at once, or fails as it was told to."""

    failure: ClassVar[BaseException | None] = None

    def __init__(self, macro="us_core", settings=None, draws=0, seed=1):
        self.macro = macro

    def run(self, asked, progress=None):
        for stage, share in (("opening", 0.1), ("a stage without a word", 0.5), ("done", 1.0)):
            if progress:
                progress(stage, share)
        if self.failure is not None:
            raise self.failure
        return made_up_result(asked)

    def compare(self, asked, progress=None):
        return [self.run(each, progress) for each in asked]
