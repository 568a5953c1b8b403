"""What is not known about the parameters, as distributions with their sources.

Answers: from where do the draws of an ensemble come? A prior is stated before any result is seen; no draw is
dropped for what it implies. ``priors.csv`` is the default list.
"""

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy.special import ndtr, ndtri

from qelab.core.errors import QelabError

FILE = Path(__file__).with_name("priors.csv")
# Owned by ``rates``; a dotted name is an assumption of the laboratory, every other a parameter of the macro model.
ELASTICITY = "lambda0"
_LEAST_SHARE = 1e-6
_DISTRIBUTIONS = ("normal", "uniform")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """One parameter's distribution.

    ``normal`` has mean ``centre`` and standard deviation ``spread``, cut off at ``low`` and ``high``; ``uniform``
    lies between ``low`` and ``high``. With ``relative`` the numbers multiply the parameter's own value.

    Raises
    ------
    QelabError QE722 : no such distribution, or bounds that leave nothing
    """

    parameter: str
    distribution: str
    centre: float
    spread: float
    low: float = -np.inf
    high: float = np.inf
    relative: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        sensible = self.low < self.high and (self.distribution == "uniform" or self.spread > 0)
        if self.distribution == "uniform":
            sensible = sensible and bool(np.isfinite(self.low) and np.isfinite(self.high))
        if sensible and self.distribution == "normal":  # something of the bell must lie between the ends
            sensible = bool(self._share(self.high) - self._share(self.low) > _LEAST_SHARE)
        if self.distribution not in _DISTRIBUTIONS or not sensible:
            raise QelabError("QE722", name=self.parameter)

    def _share(self, end: float) -> float:
        """Share of the uncut normal distribution below an end."""
        return float(ndtr((end - self.centre) / self.spread))

    def at(self, probability: float, own: float) -> float:
        """The value below which the parameter lies with a probability; ``own`` is its value in the model."""
        if self.distribution == "uniform":
            value = self.low + probability * (self.high - self.low)
        else:
            below, above = self._share(self.low), self._share(self.high)
            value = self.centre + self.spread * ndtri(below + probability * (above - below))
        return float(value) * (own if self.relative else 1.0)


@cache
def default_priors() -> tuple[Prior, ...]:
    """The packaged priors."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Prior(
                parameter=row["parameter"],
                distribution=row["distribution"],
                relative=row["relative"] == "yes",
                source=row["source"],
                **{key: float(row[key]) for key in ("centre", "spread", "low", "high")},
            )
            for row in csv.DictReader(file)
        )


def around(priors: tuple[Prior, ...], elasticity: float) -> tuple[Prior, ...]:
    """The same priors with the elasticity's centred on the one that a laboratory uses, its spread as it is."""
    return tuple(replace(prior, centre=elasticity) if prior.parameter == ELASTICITY else prior for prior in priors)


def sample(priors: tuple[Prior, ...], own: dict[str, float], seed: int, index: int, attempt: int) -> dict[str, float]:
    """Parameter values of one draw.

    They depend on the seed, the draw's number and the attempt alone, so that draws are the same wherever and in
    whatever order they are computed, and a wider prior stretches the same draws.
    """
    probabilities = np.random.default_rng([seed, index, attempt]).random(len(priors))
    return {
        prior.parameter: prior.at(float(probability), own[prior.parameter])
        for prior, probability in zip(priors, probabilities, strict=True)
    }
