"""How far guidance on the policy rate was believed: what yields priced, set against guidance at its word.

Answers: of what guidance takes off the path that the policy rule would have taken, how much was in the yields of the
day? Nothing about the economy enters but the two paths; no effect of any programme is looked at.

Dealers, asked for the quarter of the first rise, never named one more than half a year before guidance did: 2014Q2 in
January 2012, when guidance went to mid-2013; 2014Q3 that March, when it went to late 2014; 2015Q3 in September 2012, on
the eve of guidance to mid-2015, and in October (medians of the New York Fed's Survey of Primary Dealers, confirmed in
reports of Reuters of 16 February, 4 April, 5 October and 15 November 2012). Guidance at its word is therefore the
laboratory's case, and the share in yields the lower one.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import QUARTERS_PER_YEAR
from qelab.data import History
from qelab.lab.pipeline import Run

Array = NDArray[np.float64]
_YEARS = 2


def priced_shares(guided: Run, plain: Run, past: History) -> dict[Quarter, float]:
    """Share of guidance that the two-year yield priced at each quarter end, by quarter.

    share = (rule - yield) / (rule - guided), from 0 to 1, of means over two years of the expected policy rate;
    quarters in which guidance reaches as far, from the first on.

    Parameters
    ----------
    guided : the record of history under guidance, believed at its word
    plain : the record of the same purchases without it; both reproduce the same data

    Limits: the two-year premium counts as none. Near the bound the rate can only surprise upwards, which lifts yields
    above the most likely path: the share leans towards disbelief.
    """
    stage, ahead = guided.stage, _YEARS * QUARTERS_PER_YEAR
    found: dict[Quarter, float] = {}
    for row, date in enumerate(stage.dates):
        said = stage.scenario.guidance_at(date)
        if said is None or said.until.quarter - date + 1 < ahead:
            continue
        word, rule = (_mean_rate(run, row, ahead) for run in (guided, plain))
        share = (rule - past.at(f"yield_{_YEARS}y_end", date)) / (rule - word)
        found[date] = float(np.clip(share, 0.0, 1.0))
    return found


def _mean_rate(run: Run, row: int, quarters: int) -> float:
    """Mean of the policy rate expected at a date, percent per annum."""
    stage = run.stage
    path = run.settled.programme.sequence.expected[row, :quarters, stage.model.index("i")]
    return float(path.mean()) + stage.settings.neutral_policy_rate
