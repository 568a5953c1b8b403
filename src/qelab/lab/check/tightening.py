"""Claims about a reduction of the balance sheet: its term premium, and the policy rate that would do the same."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import information_quarter
from qelab.lab.check.measures import in_bp, revision
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.equivalence.experiments import run_off
from qelab.lab.equivalence.rate_cut import equivalent_moves

Array = NDArray[np.float64]
SUSTAINED_QUARTERS = 24  # K
_DOUBLED = 1.0  # stress index at which risk aversion has doubled


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
    return equivalent_moves(run, runs.problem, (SUSTAINED_QUARTERS,)).rows[0].move_bp


ANSWERS = {
    "C06": Answer(premium, premium_by_hand),
    "C07": Answer(doubled_risk_aversion),
    "D05": Answer(sustained_rate),
}
