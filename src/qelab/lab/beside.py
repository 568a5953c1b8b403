"""What yields show of a programme beside what the model's own ten-year and five-year premium say.

Answers: how far do the two-year and the thirty-year yield move? What holdings do to them depends on the maturities that
are bought (``rates/habitat``). Scarce reserves are paid for over each bond's own life, so short yields feel a passing
scarcity most; the five-year premium of the model takes half of it, as it does of everything. And while purchases are
made they press on all yields of the day.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.lab.data_stress import data_stress
from qelab.lab.felt import Felt, premium_parts, to_common_end
from qelab.lab.owned import Owned
from qelab.lab.pressure import flow_pressure
from qelab.lab.stage import Stage
from qelab.lab.world import Beside
from qelab.portfolio.projection import PROGRAMME
from qelab.portfolio.state import BUCKETS
from qelab.rates.habitat.shape import TENORS as SHAPED
from qelab.rates.habitat.shape import bucket_shapes
from qelab.rates.premium import TENORS, forward_average, instantaneous_premium, of_ten_year, term_premium

Array = NDArray[np.float64]


def beside_of(stage: Stage, owned: Owned, felt: Felt, other: Array, stress: Array | float) -> Beside:
    """What a programme's world shows in its yields.

    Parameters
    ----------
    other : (dates, horizon) instantaneous premium that is not the programme's
    stress : (dates, horizon) index that the scenario and the laboratory state, or one number
    """
    gdp, horizon = owned.gdp_bn[PROGRAMME], other.shape[1]
    whole = premium_parts(felt, stage.settings, stress)
    parts = {
        years: {
            "duration": term_premium(whole["duration"], years)[:, 0],
            "liquidity": term_premium(whole["scarcity"] + whole["strain"], years)[:, 0],
        }
        for years in TENORS
    }
    for years, weights in zip(SHAPED, bucket_shapes(BUCKETS, SHAPED), strict=True):
        held = owned.expected.pct_gdp(gdp, horizon, weights)
        duration = to_common_end(instantaneous_premium(held, stage.settings.elasticity, stress))
        own_life = forward_average(whole["scarcity"], TENORS[years].discount)[:, 0]
        parts[years] = {
            "duration": term_premium(duration, 10)[:, 0],
            "liquidity": own_life + term_premium(whole["strain"], years)[:, 0],
        }
    strained = np.maximum(np.broadcast_to(stress, (len(stage.dates), horizon))[:, 0], data_stress(stage))
    return Beside(
        flow=flow_pressure(stage, owned.projection.timetable, owned.expected, gdp, strained),
        parts=parts,
        premium={years: sum(parts[years].values()) + of_ten_year(years) * term_premium(other, 10)[:, 0] for years in SHAPED},
    )
