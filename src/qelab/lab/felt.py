"""What the economy feels of a programme: the paths that are imposed on the model, and the parts they are made of.

    tpf = duration + scarcity + strain                        instantaneous premium, percentage points
    duration = - lambda(stress) X                             risk taken away, or given back
    strain   = - (lambda raised by scarcity) min(X, 0)

Answers: from expected holdings and pressure to the shocks of the model. Scarce reserves are paid for in every rate
financed overnight, and the risk that run-off gives back is borne less willingly while they last; what earlier
purchases took away is not. Spreads over Treasuries do not widen: the cost is common to all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.lab.pressure import Pressure
from qelab.lab.settings import Settings
from qelab.lab.stage import Stage
from qelab.lab.world import Imposed, World
from qelab.rates.premium import instantaneous_premium

Array = NDArray[np.float64]
MORTGAGE = "eps_m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """What is expected of a programme at each date: ``holdings`` X, (dates, horizon) % of GDP, and its pressure."""

    holdings: Array
    pressure: Pressure

    @classmethod
    def nothing(cls, dates: int, horizon: int) -> "Felt":
        """No programme."""
        return cls(holdings=np.zeros((dates, horizon)), pressure=Pressure.none(dates, horizon))

    def distance(self, other: "Felt") -> Array:
        """Largest difference by date, (dates,), in % of GDP or percentage points."""
        return np.maximum(np.abs(self.holdings - other.holdings).max(axis=1), self.pressure.distance(other.pressure))

    def keeping(self, settled: NDArray[np.bool_], before: "Felt") -> "Felt":
        """The same with the dates that have settled as they were before."""
        holdings = np.where(settled[:, None], before.holdings, self.holdings)
        return Felt(holdings=holdings, pressure=self.pressure.keeping(settled, before.pressure))


def premium_parts(felt: Felt, settings: Settings, stress: Array | float) -> dict[str, Array]:
    """The programme's instantaneous premium by part, (dates, horizon) each, percentage points, to the common end.

    Parameters
    ----------
    stress : (dates, horizon), or one number: index of the scenario and the settings, 0 normal
    """
    elasticity, reserves = settings.elasticity, settings.reserves
    scarcity = felt.pressure.scarcity
    strained = reserves.stress_per_bp * convert(scarcity, "percentage points", "bp")
    parts = {
        "duration": instantaneous_premium(felt.holdings, elasticity, stress),
        "scarcity": reserves.passed_on * scarcity,
        "strain": -elasticity.lambda0 * elasticity.stress_slope * strained * np.minimum(felt.holdings, 0.0),
    }
    return {name: to_common_end(path) for name, path in parts.items()}


def imposed(stage: Stage, felt: Felt, stress: Array | float, other: Array | float = 0.0) -> Imposed:
    """The model's exogenous paths in the programme's world, by shock, (dates, horizon).

    Parameters
    ----------
    other : (dates, horizon) what moves the instantaneous premium besides the programme
    """
    premium = np.sum(list(premium_parts(felt, stage.settings, stress).values()), axis=0) + other
    return {
        stage.model.about.term_premium_exogenous: premium,
        MORTGAGE: to_common_end(felt.pressure.mortgage),
    }


def imposed_without(stage: Stage, other: Array) -> Imposed:
    """The same in the world without the programme: ``other`` (dates, horizon) alone."""
    nothing = np.zeros_like(other)
    return {stage.model.about.term_premium_exogenous: other, MORTGAGE: nothing}


def own_shocks(stage: Stage, world: World) -> Array:
    """Shocks of a world, (dates, k), without what was imposed in their first periods: those that the worlds share."""
    kept = world.sequence.shocks.copy()
    for name, path in world.imposed.items():
        kept[:, stage.model.shock_index(name)] -= path[:, 0]
    return kept


def to_common_end(path: Array) -> Array:
    """Expected paths up to the same calendar quarter at every date, zero after it.

    Each path covers as many quarters as the first one, so later dates would see further; what is left of a
    programme after forty years would then be news. Dropped at .97 a quarter: less than 1 % of X and 1e-6 of the
    premium; of a programme that never ends, what lies beyond forty years, less than 1 % of the premium.
    """
    dates, horizon = path.shape
    ahead = np.arange(dates)[:, None] + np.arange(horizon)[None, :]
    return np.where(ahead < horizon, path, 0.0)
