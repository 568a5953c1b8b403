"""What a run gives back: three sets of series, the books, the exit table, and how to keep them.

``policy``, ``counterfactual`` and ``effect`` are xarray data sets over time (period ends), with units in the
attributes; ``effect`` is policy minus counterfactual. A result that exists is a valid one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.members import place
from qelab.core.time import Quarter, information_quarter
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.lab.economies import NO_MODEL, counterfactual_text, refuse_series
from qelab.lab.exits import ExitRow
from qelab.lab.explain import Explanation, explain
from qelab.lab.moment import largest, main_quarter
from qelab.lab.ranges.draws import Draws
from qelab.lab.result_parts import MOMENT, WORLDS, Books, Headline
from qelab.lab.storage import load, save
from qelab.lab.variants import Variant
from qelab.lab.views import dataset, document, ensemble, frame
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Result:
    """A scenario's two worlds.

    ``levels`` maps each public series to (2, quarters): counterfactual and policy. ``quarters`` begins with
    the opening. ``panels`` maps the series that have members (cities, wealth groups, economies) to (2, members,
    quarters); ``name:member`` names one of them wherever a series is asked for. ``notes`` are the assumptions as word keys with their parameters; ``diagnostics`` what the
    solvers reported; ``channels`` holds what ``explain`` needs beyond the public series; ``variants`` the scenario
    with less in it; ``draws`` the same series under other parameters, where they were asked for.
    """

    scenario: Scenario
    model: str
    quarters: tuple[Quarter, ...]
    levels: Mapping[str, Array]
    ledger: Books
    exits: tuple[ExitRow, ...]
    notes: tuple[tuple[str, Mapping[str, Any]], ...]
    diagnostics: Mapping[str, Any]
    channels: Mapping[str, Array] = field(default_factory=dict)
    panels: Mapping[str, Array] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    draws: Draws | None = None

    def __repr__(self) -> str:
        span = f"{self.quarters[0]} to {self.quarters[-1]}"
        return f"<Result of {self.scenario.id} with {self.model}, {span}, {len(self.levels)} series>"

    @property
    def names(self) -> tuple[str, ...]:
        """Public series in this result, without those that have members (``panels``)."""
        return tuple(self.levels)

    def values(self, name: str, world: str = "effect") -> Array:
        """One series, or one member's (``house_price_by_metro:seattle``), (quarters,).

        Raises
        ------
        QelabError QE102 : not a series; QE730 : one that takes a model of the economy; QE101 : not a world or a member
        """
        counterfactual, policy = self._levels(name)
        if world not in WORLDS:
            raise QelabError("QE101", noun="world", name=world, allowed=WORLDS)
        return {"policy": policy, "counterfactual": counterfactual, "effect": policy - counterfactual}[world]

    def _levels(self, name: str) -> Array:
        series, _, member = name.partition(":")
        if series in self.panels:
            return self.panels[series][:, place(vocabulary_series(series).dimension, member)]
        if name in self.levels:
            return self.levels[name]
        if self.model == NO_MODEL:
            raise refuse_series(name, self.scenario, self.names)
        raise QelabError("QE102", name=name, allowed=(*self.names, *self.panels))

    def band(self, name: str, world: str = "effect", coverage: float = 80) -> tuple[Array, Array]:
        """The middle ``coverage`` per cent of the draws of a series, (quarters,) each end.

        Raises
        ------
        QelabError QE721 : run without draws; QE102 : not a series; QE101 : not a world; QE720 : no such coverage
        """
        if self.draws is None:
            raise QelabError("QE721")
        if world not in WORLDS:
            raise QelabError("QE101", noun="world", name=world, allowed=WORLDS)
        return self.draws.band(name, world, coverage)

    def unit(self, name: str, world: str = "effect") -> str:
        """Unit of a series in a world: effects on rates are percentage points."""
        row = vocabulary_series(name.partition(":")[0])
        return row.effect_unit if world == "effect" else row.unit

    @property
    def policy(self) -> "xr.Dataset":
        """With the programme."""
        return self._dataset("policy")

    @property
    def counterfactual(self) -> "xr.Dataset":
        """Without it."""
        return self._dataset("counterfactual")

    @property
    def effect(self) -> "xr.Dataset":
        """Policy minus counterfactual."""
        return self._dataset("effect")

    def _dataset(self, world: str) -> "xr.Dataset":
        return dataset(self, world)

    def ensemble(self, world: str = "effect") -> "xr.Dataset":
        """Every draw of one world, over ``draw`` and ``time``.

        Raises
        ------
        QelabError QE721 : run without draws
        """
        return ensemble(self, world)

    def frame(self) -> "pd.DataFrame":
        """Tidy table: date, series, world, value, unit."""
        return frame(self)

    def place(self, at: str) -> int:
        """Position of a quarter in the run.

        Raises
        ------
        QelabError QE706 : not a quarter of the result
        """
        position = Quarter.parse(at) - self.quarters[0]
        if not 0 <= position < len(self.quarters):
            raise QelabError("QE706", at=at, first=str(self.quarters[0]), last=str(self.quarters[-1]))
        return position

    def announcement(self) -> Quarter:
        """Quarter of the first news, announced or leaked."""
        return information_quarter(self.scenario.first_date)

    def main_announcement(self) -> Quarter:
        """Quarter of the announcement that headlines belong to, or of the move of the policy rate (``moment``).

        The same with every model: it goes by the laboratory's own term premium.
        """
        premium = self.channels[MOMENT] if MOMENT in self.channels else self.values("term_premium_10y")
        return main_quarter(self.scenario, self.quarters, premium)

    def headline(self) -> list[Headline]:
        """The numbers people ask for first: yields at the main announcement, the economy at its peak."""
        at = self.main_announcement() - self.quarters[0]
        rows = [self._headline(name, "announcement", at) for name in _AT_ANNOUNCEMENT if name in self.levels]
        for name in _AT_PEAK:
            if name not in self.levels:
                continue
            effect = self.values(name)
            if np.nanmax(np.abs(effect)) < _IF_MOVED.get(name, 0.0):
                continue
            rows.append(self._headline(name, "peak", largest(effect, at)))
        return rows

    def _headline(self, name: str, kind: str, position: int) -> Headline:
        return Headline(
            series=name, kind=kind, value=float(self.values(name)[position]), unit=self.unit(name),
            at=str(self.quarters[position]),
        )  # fmt: skip

    def counterfactual_text(self, lang: str = "en") -> str:
        """What the programme is compared with."""
        return counterfactual_text(self.scenario, lang)

    def assumptions(self, lang: str = "en") -> list[str]:
        """What was assumed, sentence by sentence."""
        return [word(key, lang, **params) for key, params in self.notes]

    def exit_table(self) -> tuple[ExitRow, ...]:
        """How the answer moves with the expected exit."""
        return self.exits

    def as_document(self, lang: str = "en") -> dict[str, Any]:
        """The result as plain data for ``--json``, schema ``qelab.result/1``."""
        return document(self, lang)

    def explain(self, series: str, at: str | None = None) -> Explanation:
        """Why a series moved: its channels, which sum to the effect, with sources and limits."""
        return explain(self, series, at)

    def save(self, path: str | Path) -> None:
        """Write one NetCDF file that loads back equal.

        Raises
        ------
        QelabError QE707 : the file cannot be written; nothing is left half-written
        """
        save(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file that ``save`` wrote.

        Raises
        ------
        QelabError QE703 : unreadable, or not a result
        """
        return load(cls, Path(path))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        plain = ("scenario", "model", "quarters", "exits", "notes", "diagnostics", "variants")
        return (
            all(getattr(self, name) == getattr(other, name) for name in plain)
            and _same_arrays(self.levels, other.levels)
            and _same_arrays(self.channels, other.channels)
            and _same_arrays(self.panels, other.panels)
            and self.ledger.first == other.ledger.first
            and np.array_equal(self.ledger.folds, other.ledger.folds)
            and _same_draws(self.draws, other.draws)
        )

    __hash__ = None  # type: ignore[assignment]


_AT_ANNOUNCEMENT = ("term_premium_10y", "yield_2y", "yield_10y", "yield_30y", "mortgage_rate_30y", "corporate_yield")
_AT_PEAK = (
    "soma_treasuries_bn", "reserves_bn", "overnight_reverse_repo_bn", "broad_money_bn", "remittances_bn_per_quarter",
    "deferred_asset_bn", "unrealised_gain_bn", "ten_year_equivalents_pct_gdp", "output_gap", "unemployment_rate",
    "inflation_4q", "policy_rate", "bank_loans_bn", "stress_index", "equity_price_index", "price_earnings_ratio",
    "house_price_index", "real_exchange_rate_index", "top_1_wealth_share_pct",
)  # fmt: skip
# Left out where the programme does nothing to them: facilities, losses and stress that there are not at all times.
_IF_MOVED = {"overnight_reverse_repo_bn": 0.5, "deferred_asset_bn": 0.5, "stress_index": 0.01}


def _same_arrays(one: Mapping[str, Array], other: Mapping[str, Array]) -> bool:
    return list(one) == list(other) and all(np.array_equal(one[key], other[key], equal_nan=True) for key in one)


def _same_draws(one: Draws | None, other: Draws | None) -> bool:
    if one is None or other is None:
        return one is other
    below = (one.inflation_below_zero, other.inflation_below_zero)
    if (below[0] is None) != (below[1] is None):
        return False
    same_below = below[0] is None or below[1] is None or np.array_equal(below[0], below[1], equal_nan=True)
    return (
        (one.seed, one.count, one.replaced) == (other.seed, other.count, other.replaced)
        and _same_arrays(one.parameters, other.parameters)
        and _same_arrays(one.levels, other.levels)
        and same_below
    )
