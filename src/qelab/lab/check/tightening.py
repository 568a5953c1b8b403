"""Claims about a reduction of the balance sheet: its term premium, and the policy rate that would do the same."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import information_quarter
from qelab.lab.check.experiments import held_rate
from qelab.lab.check.measures import in_bp, revision
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
OPENING, DATE, START = "us_2022q1", "2022-05-04", "2022-06"
MONTHS = 36
SUSTAINED_QUARTERS = 24  # K
COUNTED_QUARTERS = SUSTAINED_QUARTERS + 4
_DOUBLED = 1.0  # stress index at which risk aversion has doubled


def run_off(size_bn: float) -> Scenario:
    """Nothing is sold; maturing principal is not reinvested, evenly over three years from June 2022.

    MBS principal first, the rest maturing Treasuries; afterwards the gap to full reinvestment closes by 2.5 % a
    quarter, as in the catalogue's QT.
    """
    phase = {
        "kind": "run_off", "asset": "securities", "start": START, "months": MONTHS,
        "cap_bn_per_month": size_bn / MONTHS,
    }  # fmt: skip
    announcement = {
        "date": DATE, "aim": {"en": "a smaller balance sheet"}, "length": {"en": "three years"}, "phases": [phase],
        "exit": {"hold_quarters": 0, "then_x_per_quarter": 0.975},
    }  # fmt: skip
    return Scenario.from_mapping(
        {
            "id": f"run_off_{size_bn:.0f}bn", "label": {"en": "QT over three years"}, "opening": OPENING,
            "counterfactual": "full_reinvestment", "standing": {"agency_principal_into": "agency_mbs"},
            "announcements": [announcement], "source": "hypothetical",
        }
    )  # fmt: skip


def _premium(runs: Runs, size_bn: float, stress: float = 0.0) -> float:
    run = runs.worlds(run_off(size_bn), stress=stress)
    return revision(run, "tp10", information_quarter(run.stage.scenario.main_date))


def premium(runs: Runs) -> float:
    """2,200 run off over three years from the opening of 2022Q1, announced 4 May 2022, nothing sold: effect on the
    ten-year term premium in the quarter of the announcement. Full reinvestment is what it is compared with."""
    return in_bp(_premium(runs, 2200.0))


def premium_by_hand(runs: Runs) -> float:
    """The same from the expected gap in holdings alone: TP = -lambda (1 - delta) sum of delta^j X."""
    run = runs.worlds(run_off(2200.0))
    settings, delta = run.stage.settings, run.stage.model.parameters["delta10"]
    row = information_quarter(run.stage.scenario.main_date) - run.stage.dates[0]
    held = run.settled.holdings_pct_gdp[row]
    return in_bp(-settings.elasticity.lambda0 * float((1 - delta) * delta ** np.arange(len(held)) @ held))


def doubled_risk_aversion(runs: Runs) -> float:
    """The same run-off in a laboratory whose risk aversion has doubled for good, over the normal one. The ratio is
    an assumption of the calibration (stress slope 74/29 - 1), passed through prepayment and GDP."""
    return _premium(runs, 2200.0, _DOUBLED) / _premium(runs, 2200.0)


def sustained_rate(runs: Runs) -> float:
    """2,500 run off in the same way, policy rate held at rest for K = 24 quarters: cumulative output over K + 4
    quarters, over that of a policy rate one point higher for K quarters and the rule afterwards."""
    run = runs.worlds(run_off(2500.0))
    row = information_quarter(run.stage.scenario.main_date) - run.stage.dates[0]
    tightening = runs.steady((held_rate(SUSTAINED_QUARTERS),), tpf=run.settled.programme.tpf[row])
    point = runs.steady((held_rate(SUSTAINED_QUARTERS, 1.0),))
    counted = slice(0, COUNTED_QUARTERS)
    return in_bp(float(tightening["y"][counted].sum() / point["y"][counted].sum()))


ANSWERS = {
    "C06": Answer(premium, premium_by_hand),
    "C07": Answer(doubled_risk_aversion),
    "D05": Answer(sustained_rate),
}
