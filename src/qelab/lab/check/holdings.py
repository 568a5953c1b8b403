"""Claims about what the central bank owned: the run-off of 2022 to 2025, and prepayment in 2020 and 2021."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, convert
from qelab.data import history
from qelab.lab.check.income import account_of_run, at_end_of, securities
from qelab.lab.check.measures import monthly
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.pipeline import Run
from qelab.lab.risk import largest_year_end_error, soma_risk
from qelab.portfolio import mortgages
from qelab.portfolio.projection import PROGRAMME
from qelab.portfolio.state import BUCKETS, State, initial_state

Array = NDArray[np.float64]
QT2 = "fed_2022_qt2"
# MBS pay on the 25th: what stands at the end of November 2025 stood on the 26th. Treasuries fell by 5 a month.
_BEFORE, _LAST = Month.of(2022, 5), Month.of(2025, 11)
_MBS = BUCKETS.index("agency_mbs")
_CAP_BN = 35.0
_PUBLISHED_MEAN_BN = 15.6  # H.4.1, as the claim quotes it


def _held(runs: Runs) -> tuple[Array, Month]:
    """Par by month and bucket with QT2, and the month before the first of them."""
    run = runs.worlds(QT2)
    return monthly(run, PROGRAMME), run.stage.opening.month


def _at(runs: Runs, month: Month) -> Array:
    par, opening = _held(runs)
    return par[month - opening - 1]


def mbs(runs: Runs) -> float:
    """MBS held at the end of November 2025, after that month's payment of the 25th; opening of 2022Q1."""
    return float(_at(runs, _LAST)[_MBS])


def mean_run_off(runs: Runs) -> float:
    """Fall of MBS from the end of May 2022 to the end of November 2025, over its 42 months."""
    return float(_at(runs, _BEFORE)[_MBS] - _at(runs, _LAST)[_MBS]) / (_LAST - _BEFORE)


def months_at_cap(runs: Runs) -> float:
    """Months from January 2023 to November 2025 in which MBS fell by 35 or more."""
    par, opening = _held(runs)
    face = par[Month.of(2022, 12) - opening - 1 : _LAST - opening, _MBS]
    return float(np.sum(-np.diff(face) >= _CAP_BN))


def decline(runs: Runs) -> float:
    """Fall of Treasuries, MBS and agency debt at par from the end of May 2022 to the end of November 2025; Treasuries
    with the inflation compensation of TIPS, as the published stock has it."""
    account = account_of_run(runs, QT2)
    return at_end_of(account, securities(account), _BEFORE) - at_end_of(account, securities(account), _LAST)


def decline_by_hand(_runs: Runs) -> float:
    """Caps of Treasuries as announced, month by month (3 of 30, 21 of 60, 10 of 25, 8 of 5), and 42 months of MBS at
    the published mean of 15.6."""
    treasuries = sum(months * cap for months, cap in ((3, 30.0), (21, 60.0), (10, 25.0), (8, 5.0)))
    return treasuries + (_LAST - _BEFORE) * _PUBLISHED_MEAN_BN


def prepayment(run: Run, *, opening_alone: bool = False) -> tuple[Array, Array]:
    """Prepayment of the MBS held, per cent a year (CPR), and their face, bn: by month of a run as it happened.

    What is repaid beyond the scheduled principal was prepaid. With ``opening_alone`` only the cohorts of the opening
    count, not what was bought since. NaN where there is nothing to prepay.
    """
    cohorts = len(run.stage.opening.holdings.mbs.face_bn)
    counted = slice(0, cohorts) if opening_alone else slice(None)
    principal = run.settled.portfolio.projection.flows.mbs_principal[PROGRAMME]
    speeds, faces = [], [_mbs(initial_state(run.stage.opening.holdings, 1, 0))]

    for month, state in enumerate(run.settled.portfolio.projection.happened):
        before, now = faces[-1], _mbs(state)
        face, wac, remaining = (row[counted] for row in before)
        scheduled = float(face @ mortgages.scheduled_share(wac, remaining))
        repaid = float((face - now[0][counted]).sum()) if opening_alone else _realised(principal, month)
        left = float(face.sum()) - scheduled
        annual = 1.0 - (1.0 - (repaid - scheduled) / left) ** MONTHS_PER_YEAR if left > 0 else np.nan
        speeds.append(convert(annual, "decimal", "percent"))
        faces.append(now)

    return np.array(speeds), np.array([face[counted].sum() for face, *_ in faces[1:]])


def _mbs(state: State) -> tuple[Array, Array, Array]:
    """Face, borrowers' rate and remaining months of the programme's cohorts, copied."""
    face, wac, remaining = (getattr(state, name)[PROGRAMME, 0].copy() for name in ("face", "wac", "remaining"))
    return face, wac, remaining


def _realised(flow: Array, month: int) -> float:
    """A flow of a month as seen from its own quarter (later months: from the last date)."""
    return float(flow[min(month // MONTHS_PER_QUARTER, len(flow) - 1), month])


def peak_speed(runs: Runs) -> float:
    """Programme of 2020 from the opening of 2019Q4: highest monthly prepayment rate (CPR) of all MBS held, January
    2020 to December 2021."""
    return _peak_speed(runs, opening_alone=False)


def peak_speed_of_the_opening(runs: Runs) -> float:
    """The same of the cohorts held at the end of 2019 alone, without what was bought since."""
    return _peak_speed(runs, opening_alone=True)


def _peak_speed(runs: Runs, *, opening_alone: bool) -> float:
    run = runs.worlds("fed_2020_qe4")
    speed, _ = prepayment(run, opening_alone=opening_alone)
    return float(np.nanmax(speed[: Month.of(2021, 12) - run.stage.opening.month]))


def year_end_error(runs: Runs) -> float:
    """Programmes of 2008-14 and QT1 in one run: ten-year equivalents of all that is held, at par on each day's curve as
    the New York Fed reports them, against the published; largest difference at a year end, 2009 to 2019."""
    run = runs.worlds("fed_2008_2019")
    past = history(run.stage.scenario.economy)
    return largest_year_end_error(soma_risk(run, past), past)[0]


ANSWERS = {
    "A01": Answer(year_end_error),
    "A02": Answer(mbs),
    "A03": Answer(mean_run_off),
    "A04": Answer(months_at_cap),
    "A05": Answer(decline, decline_by_hand),
    "A10": Answer(peak_speed, peak_speed_of_the_opening),
}
