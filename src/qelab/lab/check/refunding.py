"""A claim about the Treasury's answer to QT: what the central bank redeems is refunded in bills.

Answers: how much of the term premium is left when no longer Treasuries reach the public? Once by the run itself, whose
scenario says so, once by hand from the run-off of MBS alone: they are not the Treasury's to refund.
"""

from qelab.core.time import information_quarter
from qelab.lab.check.measures import in_bp, revision
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.check.tightening import premium
from qelab.lab.equivalence.experiments import RUN_OFF_MONTHS, run_off
from qelab.policy.scenario import Scenario
from qelab.portfolio.projection import PROGRAMME, REFERENCE
from qelab.portfolio.state import BUCKETS

SIZE_BN = 2200.0
BILL_MONTHS = 3  # remaining maturity of the bills outstanding, held constant by rolling over: an assumption
_TREASURIES = [place for place, name in enumerate(BUCKETS) if name.startswith("treasury")]


def mortgages_alone() -> Scenario:
    """The run-off of ``tightening`` with its cap, but of MBS only: Treasuries are reinvested as ever."""
    mapping = run_off(SIZE_BN).to_mapping()
    (announcement,) = mapping["announcements"]
    (phase,) = announcement["phases"]
    changed = {**announcement, "phases": [{**phase, "asset": "agency_mbs"}]}
    return Scenario.from_mapping({**mapping, "id": "run_off_mbs_alone", "announcements": [changed]})


def bills_over_treasuries(runs: Runs) -> float:
    """Duration of three-month bills over that of the Treasuries that run off, per dollar at par, as expected at the
    announcement for the last month of the run-off."""
    run = runs.worlds(run_off(SIZE_BN))
    projection, bonds = run.settled.portfolio.projection, run.stage.valuation.bonds
    date = information_quarter(run.stage.scenario.main_date) - run.stage.dates[0]
    month = run.stage.scenario.announcements[0].phases[0].start - run.stage.opening.month - 1 + RUN_OFF_MONTHS - 1
    par, equivalents = (
        float((values[PROGRAMME] - values[REFERENCE])[date, month, _TREASURIES].sum())
        for values in (projection.par_bn, projection.ten_year_equivalents_bn)
    )
    return float(bonds.duration_par[BILL_MONTHS]) / (equivalents / par * bonds.duration_10y)


def premium_with_bills(runs: Runs) -> float:
    """The run-off of 2,200 over three years, the notes and bonds in it refunded in three-month bills
    (``treasury.bills_share = 1``): effect on the ten-year term premium in the quarter of the announcement."""
    run = runs.worlds(run_off(SIZE_BN), **{"treasury.bills_share": 1.0})
    return in_bp(revision(run, "tp10", information_quarter(run.stage.scenario.main_date)))


def premium_with_bills_by_hand(runs: Runs) -> float:
    """The run-off of 2,200 over three years, refunded in bills: effect on the ten-year term premium of the MBS alone,
    at the pace at which they run off there, plus the Treasuries' part times the duration of three-month bills over
    that of the Treasuries."""
    run = runs.worlds(mortgages_alone())
    mortgages = in_bp(revision(run, "tp10", information_quarter(run.stage.scenario.main_date)))
    return mortgages + (premium(runs) - mortgages) * bills_over_treasuries(runs)


ANSWERS = {"C08": Answer(premium_with_bills, premium_with_bills_by_hand)}
