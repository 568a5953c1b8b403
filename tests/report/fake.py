"""A result with made-up numbers and the interface of ``qelab.lab.result.Result``: quick, and the same everywhere."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from qelab.core.time import Quarter, information_quarter, quarters_from
from qelab.core.vocabulary import series
from qelab.policy.catalogue import scenario

LEVEL_AND_EFFECT = {
    # name: (start, drift a quarter, size of the effect)
    "soma_treasuries_bn": (811.7, 2.0, 640.0),
    "soma_mbs_bn": (1079.0, -30.0, -2.0),
    "reserves_bn": (985.0, -8.0, 610.0),
    "ten_year_equivalents_pct_gdp": (6.1, -0.05, 2.9),
    "term_premium_10y": (0.42, 0.01, -0.18),
    "yield_2y": (0.43, 0.02, -0.02),
    "yield_10y": (2.53, 0.03, -0.19),
    "yield_30y": (3.69, 0.02, -0.21),
    "mortgage_rate_30y": (4.35, 0.02, -0.2),
    "policy_rate": (0.19, 0.01, 0.0),
    "output_gap": (-5.2, 0.15, 0.42),
    "unemployment_rate": (9.5, -0.09, -0.21),
    "inflation_4q": (1.2, 0.03, 0.06),
}


@dataclass(frozen=True)
class FakeHeadline:
    series: str
    value: float
    unit: str
    at: str

    def label(self, lang="en"):
        return series(self.series).label(lang)


@dataclass(frozen=True)
class FakeExit:
    hold_quarters: int
    then_x_per_quarter: float
    term_premium_bp: float
    yield_10y_bp: float
    unemployment_peak_pp: float
    inflation_peak_pp: float
    assumed: bool

    def label(self, lang="en"):
        return f"{self.hold_quarters} 季" if lang == "zh-Hant" else f"held {self.hold_quarters} quarters"


@dataclass(frozen=True)
class FakeExplanation:
    series: str
    at: str
    total: float
    source: str = "Li & Wei (2013)"

    def rows(self, lang="en"):
        names = ("期限溢酬", "預期短期利率") if lang == "zh-Hant" else ("term premium", "expected short rate")
        return [(names[0], -18.0, "bp"), (names[1], -1.5, "bp")]

    def limits(self, lang="en"):
        return ["只計央行持有總量" if lang == "zh-Hant" else "stock effects only"]


class FakeResult:
    """One made-up result."""

    def __init__(self, asked=None):
        self.scenario = asked or scenario("fed_2010_lsap2")
        self.model = "us_core"
        first = information_quarter(self.scenario.first_date)
        self.quarters = quarters_from(first, self.scenario.horizon_quarters)
        self.names = tuple(LEVEL_AND_EFFECT)

    def values(self, name, world):
        start, drift, size = LEVEL_AND_EFFECT[name]
        steps = np.arange(len(self.quarters), dtype=float)
        scale = (self.scenario.size_bn or 0.0) / 600.0
        effect = scale * size * np.minimum(1.0, (steps + 1) / 3) * 0.97 ** np.maximum(steps - 8, 0)
        without = start + drift * steps
        return {"counterfactual": without, "effect": effect, "policy": without + effect}[world]

    def headline(self):
        at = str(self.quarters[0])
        later = str(self.quarters[6])
        return [
            FakeHeadline("soma_treasuries_bn", 640.0, "bn", later),
            FakeHeadline("term_premium_10y", -18.0, "bp", at),
            FakeHeadline("unemployment_rate", -0.21, "percentage points", later),
        ]

    def exit_table(self):
        if self.scenario.policy_rate is not None:
            return []
        return [
            FakeExit(0, 0.9, -9.1, -9.8, -0.1, 0.03, False),
            FakeExit(6, 0.97, -18.0, -19.0, -0.21, 0.06, True),
            FakeExit(20, 1.0, -31.4, -33.0, -0.4, 0.12, False),
        ]

    def counterfactual_text(self, lang="en"):
        return "沒有此方案" if lang == "zh-Hant" else "without this programme"

    def assumptions(self, lang="en"):
        return ["資產組合為推估" if lang == "zh-Hant" else "the portfolio is synthetic"]

    def explain(self, name, at=None):
        return FakeExplanation(name, at or str(self.quarters[0]), -19.5)

    def frame(self):
        rows = [
            (str(quarter), name, world, value, series(name).unit)
            for name in self.names
            for world in ("policy", "counterfactual", "effect")
            for quarter, value in zip(self.quarters, self.values(name, world), strict=True)
        ]
        return pd.DataFrame(rows, columns=["date", "series", "world", "value", "unit"])

    def as_document(self, lang="en"):
        return {"schema": "qelab.result/1", "scenario": self.scenario.to_mapping(), "model": self.model}

    def save(self, path):
        Path(path).write_text(json.dumps(self.as_document()), encoding="utf-8")

    @classmethod
    def load(cls, path):
        return cls()


class FakeLab:
    """Answers at once, or fails as it was told to."""

    failure: BaseException | None = None

    def __init__(self, macro="us_core"):
        self.macro = macro

    def run(self, asked, progress=None):
        if progress:
            progress("opening", 0.1)
        if self.failure is not None:
            raise self.failure
        return FakeResult(asked)

    def compare(self, asked, progress=None):
        return [self.run(each, progress) for each in asked]


LAST = Quarter.parse("2016Q4")
