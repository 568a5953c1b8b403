"""A replay in other shapes: a labelled data set, the JSON document, rows of a table.

xarray is imported where it is used: a replay from the command line prints and draws without it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word

if TYPE_CHECKING:
    import xarray as xr

    from qelab.lab.replay.checks import Slope
    from qelab.lab.replay.outcome import LargeShock, Replay

Array = NDArray[np.float64]
SCHEMA = "qelab.replay/1"
PEAKS = (
    "term_premium_10y", "yield_10y", "mortgage_rate_30y", "policy_rate", "output_gap", "unemployment_rate",
    "inflation_4q", "equity_price_index", "house_price_index",
)  # fmt: skip
VARIANTS = ("effect", "effect_rate_held")
_ALL = ("history", "without", "without_rate_held", *VARIANTS)
NOTES = ("exact", "natural", "residual", "variants", "bound", "sources", "vintage")


def dataset(replay: "Replay", world: str) -> "xr.Dataset":
    """One world as an xarray data set over period ends."""
    import xarray as xr

    time = np.array([quarter.last_day for quarter in replay.quarters], dtype="datetime64[ns]")
    variables = {
        name: (
            "time",
            replay.values(name, world),
            {"label": vocabulary_series(name).label(), "unit": replay.unit(name, world)},
        )
        for name in replay.names
    }
    attrs = {"replay": replay.definition.id, "model": replay.model, "world": world}
    return xr.Dataset(variables, coords={"time": time}, attrs=attrs)


def rows(replay: "Replay") -> Iterator[tuple[str, str, str, float, str]]:
    """Tidy rows: date, name, kind (a world, an effect, data, shock or z), value, unit."""
    for name in replay.names:
        for world in _ALL:
            values, unit = replay.values(name, world), replay.unit(name, world)
            yield from _column(replay.quarters, name, world, values, unit)
    for name, values in replay.observed.items():
        yield from _column(replay.inverted, name, "data", values, "percent")
    for name, values in replay.shocks.items():
        yield from _column(replay.inverted, name, "shock", values, "percentage points")
        yield from _column(replay.inverted, name, "z", replay.z(name), "")
    for name in ("residual_premium", "programme_premium", "premium_news"):
        yield from _column(replay.inverted, name, "premium", getattr(replay, name), "percentage points")


def _column(
    quarters: Any, name: str, kind: str, values: Array, unit: str
) -> Iterator[tuple[str, str, str, float, str]]:
    for quarter, value in zip(quarters, values, strict=True):
        yield str(quarter), name, kind, float(value), unit


def notes(replay: "Replay", lang: str) -> list[str]:
    """What was assumed, sentence by sentence."""
    asked = replay.definition
    natural = next((item.level for item in asked.observables if item.variable == "u"), float("nan"))
    numbers = {
        "natural": natural,
        "persistence": asked.premium.persistence,
        "level": asked.premium.level,
        "quarters": asked.rate_held_quarters,
        "first": asked.first,
        "last": asked.last,
    }
    return [word(f"replay.note.{key}", lang, **numbers) for key in NOTES]


def document(replay: "Replay", lang: str) -> dict[str, Any]:
    """The ``--json`` document."""
    asked = replay.definition
    worst, error = replay.largest_error
    return {
        "schema": SCHEMA,
        "replay": asked.id,
        "label": asked.label.in_language(lang),
        "scenario": replay.scenario.id,
        "model": replay.model,
        "inverted_quarters": [str(quarter) for quarter in replay.inverted],
        "quarters": [str(quarter) for quarter in replay.quarters],
        "announcement_quarters": _where(replay, replay.announcements),
        "exceptional_quarters": _where(replay, replay.exceptional),
        "largest_error": {"observable": worst, "error": error},
        "observables": {name: _observable(replay, name, lang) for name in replay.observed},
        "shocks": {
            name: {
                "label": word(f"replay.shock.{name}", lang),
                "values": values.tolist(),
                "z": replay.z(name).tolist(),
            }
            for name, values in replay.shocks.items()
        },
        "large_shocks": [_shock(item) for item in replay.large_shocks()],
        "largest_shock": _shock(replay.largest_shock()),
        "largest_shock_without_exceptional": _shock(replay.largest_shock(without_exceptional=True)),
        "term_premium": {
            "residual": replay.residual_premium.tolist(),
            "programmes": replay.programme_premium.tolist(),
            "news": replay.premium_news.tolist(),
            "on_announcements": _slope(replay.premium_on_announcements()),
            "on_news": _slope(replay.premium_on_news()),
        },
        "peaks": [
            {"series": item.series, "effect": effect, "value": item.value, "unit": replay.unit(name), "at": str(item.quarter)}
            for name in PEAKS
            for effect in VARIANTS
            for item in (replay.peak(name, effect),)
        ],
        "inflation_2021_2022": inflation_2021_2022(replay),
        "series": {
            name: {
                "label": vocabulary_series(name).label(lang),
                "unit": vocabulary_series(name).unit,
                "effect_unit": replay.unit(name),
                **{world: replay.values(name, world).tolist() for world in _ALL},
            }
            for name in replay.names
        },
        "assumptions": notes(replay, lang),
        "diagnostics": dict(replay.diagnostics),
        "disclaimer": word("disclaimer", lang),
    }


def inflation_2021_2022(replay: "Replay") -> dict[str, dict[str, float]] | None:
    """Mean and maximum of the effect on core inflation in 2021 and 2022; None where the replay ends before."""
    if replay.quarters[-1].year < 2022:
        return None
    found = {variant: replay.inflation_effect(variant) for variant in VARIANTS}
    return {variant: {"mean": mean, "maximum": maximum} for variant, (mean, maximum) in found.items()}


def _where(replay: "Replay", chosen: NDArray[np.bool_]) -> list[str]:
    return [str(quarter) for quarter, taken in zip(replay.inverted, chosen, strict=True) if taken]


def _observable(replay: "Replay", name: str, lang: str) -> dict[str, Any]:
    items = {item.name: (item.shock, item.source) for item in replay.definition.observables}
    shock, source = items.get(name, ("e_tp", replay.definition.premium.source))
    return {
        "label": word(f"replay.observable.{name}", lang),
        "shock": shock,
        "source": source,
        "data": replay.observed[name].tolist(),
        "error": replay.errors[name].tolist(),
    }


def _shock(item: "LargeShock") -> dict[str, Any]:
    return {
        "shock": item.shock,
        "quarter": str(item.quarter),
        "value": item.value,
        "z": item.z,
        "exceptional": item.exceptional,
    }


def _slope(item: "Slope") -> dict[str, Any]:
    return {"value": item.value, "t": item.t, "t_hac": item.t_hac, "observations": item.observations}
