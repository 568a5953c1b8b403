"""What a replay gives back: history, history without the programmes, and the shocks that are in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Quarter, information_quarter
from qelab.core.vocabulary import series as vocabulary_series
from qelab.lab.replay.checks import Slope, slope, z_values
from qelab.lab.replay.definition import Definition
from qelab.lab.replay.views import dataset, document
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

Array = NDArray[np.float64]
WORLDS = ("history", "without", "without_rate_held")  # the order of stored paths
EFFECTS = {"effect": "without", "effect_rate_held": "without_rate_held"}
LARGE = 4.0  # standard deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeShock:
    """A shock beyond four standard deviations."""

    shock: str
    quarter: Quarter
    value: float
    z: float
    exceptional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """The largest effect of a series under one variant."""

    series: str
    effect: str
    value: float
    quarter: Quarter


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Replay:
    """A replay of history.

    ``inverted`` are the quarters whose shocks were found, ``quarters`` those of the paths, from the opening on.
    ``observed`` and ``errors`` hold by observable its value in the data and what the model's variable missed
    it by, (inverted,); ``shocks`` by name, (inverted,), NaN where the data have nothing to match; ``identified`` the
    quarters in which the data say what the shock was: not where the policy rate is at its bound. ``paths`` maps
    each public series to (3, quarters), in the order of ``WORLDS``. ``residual_premium``, ``programme_premium``
    and ``premium_news``, (inverted,) percentage points of the ten-year premium: the part that no programme
    explains, the programmes' own, and what of it was news in its quarter.
    """

    definition: Definition
    scenario: Scenario
    model: str
    inverted: tuple[Quarter, ...]
    quarters: tuple[Quarter, ...]
    observed: Mapping[str, Array]
    errors: Mapping[str, Array]
    shocks: Mapping[str, Array]
    identified: Mapping[str, NDArray[np.bool_]]
    paths: Mapping[str, Array]
    residual_premium: Array
    programme_premium: Array
    premium_news: Array
    diagnostics: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<Replay {self.definition.id} with {self.model}, {self.inverted[0]} to {self.inverted[-1]}>"

    @property
    def names(self) -> tuple[str, ...]:
        """Public series of the paths."""
        return tuple(self.paths)

    def values(self, name: str, world: str = "effect") -> Array:
        """A series in a world, or an effect (history less without), (quarters,).

        Raises
        ------
        QelabError QE102 : not a series; QE101 : not a world
        """
        if name not in self.paths:
            raise QelabError("QE102", name=name, allowed=self.names)
        if world in EFFECTS:
            return self.values(name, "history") - self.values(name, EFFECTS[world])
        if world not in WORLDS:
            raise QelabError("QE101", noun="world", name=world, allowed=(*WORLDS, *EFFECTS))
        return self.paths[name][WORLDS.index(world)]

    def unit(self, name: str, world: str = "effect") -> str:
        """Unit of a series in a world."""
        row = vocabulary_series(name)
        return row.effect_unit if world in EFFECTS else row.unit

    def peak(self, name: str, effect: str = "effect") -> Peak:
        """The largest effect on a series, in size."""
        values = self.values(name, effect)
        place = int(np.abs(values).argmax())
        return Peak(series=name, effect=effect, value=float(values[place]), quarter=self.quarters[place])

    @property
    def largest_error(self) -> tuple[str, float]:
        """The observable that is matched worst, and by how much."""
        sizes = {name: float(np.nanmax(np.abs(errors))) for name, errors in self.errors.items()}
        worst = max(sizes, key=sizes.__getitem__)
        return worst, sizes[worst]

    @property
    def exceptional(self) -> NDArray[np.bool_]:
        """Quarters in which a large shock is no surprise, (inverted,)."""
        return np.array([self.definition.is_exceptional(quarter) for quarter in self.inverted])

    def z(self, shock: str, *, without_exceptional: bool = False) -> Array:
        """A shock over its standard deviation, (inverted,).

        The standard deviation is that of the quarters in which the data identify the shock, or of those among them
        that are not exceptional. At the bound the policy shock is a placeholder, the smallest that fits and mostly
        zero: an estimate of its spread leaves it out, as an inversion filter leaves the policy rate and its shock
        out of the likelihood there (Guerrieri & Iacoviello 2017, Journal of Monetary Economics 90; recalled).

        Raises
        ------
        QelabError QE521 : no such shock
        """
        if shock not in self.shocks:
            raise QelabError("QE521", name=shock, allowed=tuple(self.shocks))
        counted = self.identified[shock]
        return z_values(self.shocks[shock], counted & ~self.exceptional if without_exceptional else counted)

    def large_shocks(self, *, without_exceptional: bool = False, beyond: float = LARGE) -> tuple[LargeShock, ...]:
        """Shocks beyond four standard deviations, largest first."""
        found = []
        for name, values in self.shocks.items():
            z = self.z(name, without_exceptional=without_exceptional)
            for place in np.flatnonzero(np.nan_to_num(np.abs(z)) > beyond):
                found.append(
                    LargeShock(
                        shock=name, quarter=self.inverted[place], value=float(values[place]), z=float(z[place]),
                        exceptional=bool(self.exceptional[place]),
                    )
                )  # fmt: skip
        return tuple(sorted(found, key=lambda item: -abs(item.z)))

    def largest_shock(self, *, without_exceptional: bool = False) -> LargeShock:
        """The largest shock in standard deviations outside the exceptional quarters."""
        every = self.large_shocks(without_exceptional=without_exceptional, beyond=0.0)
        return next(item for item in every if not item.exceptional)

    @property
    def announcements(self) -> NDArray[np.bool_]:
        """Quarters with an announcement of a programme, (inverted,)."""
        dates = {information_quarter(item.date) for item in self.scenario.announcements}
        return np.array([quarter in dates for quarter in self.inverted])

    def premium_on_announcements(self) -> Slope:
        """How the change of the residual premium differs in quarters with announcements, percentage points.

        Over the quarters after the opening: before it the residual holds earlier programmes as well.
        """
        return slope(self._residual_change, self._after_opening(self.announcements.astype(float)))

    def premium_on_news(self) -> Slope:
        """Response of the residual premium to the programmes' own news: 0 where the data show it, -1 where not."""
        return slope(self._residual_change, self._after_opening(self.premium_news))

    @property
    def _residual_change(self) -> Array:
        return self._after_opening(np.diff(self.residual_premium, prepend=np.nan))

    def _after_opening(self, values: Array) -> Array:
        return values[len(values) - (len(self.quarters) - 1) :]

    def inflation_effect(self, effect: str = "effect", first: str = "2021Q1", last: str = "2022Q4") -> tuple[float, float]:
        """Mean and maximum of the effect on four-quarter core inflation in a span of quarters, percentage points.

        Raises
        ------
        QelabError QE706 : outside the replay
        """
        start, end = Quarter.parse(first), min(Quarter.parse(last), self.quarters[-1])
        if not self.quarters[0] <= start <= end:
            raise QelabError("QE706", at=first, first=str(self.quarters[0]), last=str(self.quarters[-1]))
        span = slice(start - self.quarters[0], end - self.quarters[0] + 1)
        values = self.values("inflation_4q", effect)[span]
        return float(values.mean()), float(values.max())

    def dataset(self, world: str = "history") -> "xr.Dataset":
        """One world, or an effect, as an xarray data set over period ends."""
        return dataset(self, world)

    def as_document(self, lang: str = "en") -> dict[str, Any]:
        """The replay as plain data for ``--json``, schema ``qelab.replay/1``."""
        return document(self, lang)
