"""A result in other shapes: labelled data sets, a tidy table, the JSON document.

xarray and pandas are imported where they are used: a run from the command line prints and draws without them,
and they take a second to load.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.core.members import members
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.lab.ranges.draws import BANDS
from qelab.lab.result_parts import WORLDS
from qelab.lab.scorecard import scorecard, scorecard_document

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from qelab.lab.result import Result

SCHEMA = "qelab.result/1"


def dataset(result: "Result", world: str) -> "xr.Dataset":
    """One world as an xarray data set over period ends, with label, unit, kind and source of each series."""
    import xarray as xr

    variables: dict[str, Any] = {
        name: ("time", result.values(name, world), _attrs(result, name, world)) for name in result.names
    }
    coordinates: dict[str, Any] = {"time": _time(result)}
    for name in result.panels:
        dimension = vocabulary_series(name).dimension
        coordinates[dimension] = [item.id for item in members(dimension)]
        paths = np.stack([result.values(member, world) for member in members_of(name)])
        variables[name] = ((dimension, "time"), paths, _attrs(result, name, world))
    return xr.Dataset(variables, coords=coordinates, attrs=_about(result, world))


def members_of(panel: str) -> tuple[str, ...]:
    """Names under which the members of a panel are asked for."""
    return tuple(f"{panel}:{item.id}" for item in members(vocabulary_series(panel).dimension))


def ensemble(result: "Result", world: str) -> "xr.Dataset":
    """One world in every draw, over ``draw`` and ``time``; the parameters of each draw are coordinates."""
    import xarray as xr

    draws = result.draws
    if draws is None:
        raise QelabError("QE721")
    if world not in WORLDS:
        raise QelabError("QE101", noun="world", name=world, allowed=WORLDS)
    variables = {
        name: (("draw", "time"), draws.values(name, world), _attrs(result, name, world)) for name in draws.levels
    }
    coordinates = {name: ("draw", values) for name, values in draws.parameters.items()}
    coordinates |= {"time": _time(result), "draw": np.arange(draws.count)}
    about = _about(result, world) | {"seed": draws.seed, "replaced": draws.replaced}
    return xr.Dataset(variables, coords=coordinates, attrs=about)


def _time(result: "Result") -> np.ndarray:
    return np.array([quarter.last_day for quarter in result.quarters], dtype="datetime64[ns]")


def _about(result: "Result", world: str) -> dict[str, Any]:
    return {"scenario": result.scenario.id, "model": result.model, "world": world}


def _attrs(result: "Result", name: str, world: str) -> dict[str, str]:
    row = vocabulary_series(name)
    return {
        "label": row.label(),
        "unit": result.unit(name, world),
        "kind": row.kind,
        "sign": row.sign,
        "definition": row.definition(),
        "source": row.source,
    }


def frame(result: "Result") -> "pd.DataFrame":
    """Tidy table of all worlds: date (2010Q4), series, world, value, unit; with draws the ends of the bands."""
    import pandas as pd

    dates = [str(quarter) for quarter in result.quarters]
    parts = [
        pd.DataFrame(
            {
                "date": dates,
                "series": name,
                "world": world,
                "value": result.values(name, world),
                "unit": result.unit(name, world),
                **_ends(result, name, world),
            }
        )
        for name in (*result.names, *(member for panel in result.panels for member in members_of(panel)))
        for world in WORLDS
    ]
    return pd.concat(parts, ignore_index=True)


def _ends(result: "Result", name: str, world: str) -> dict[str, np.ndarray]:
    """Ends of the bands by column name, none without draws."""
    if result.draws is None:
        return {}
    if name not in result.draws.levels:  # members of panels are not drawn
        nothing = np.full(len(result.quarters), np.nan)
        return {f"{side}_{coverage}": nothing for side in ("low", "high") for coverage in BANDS}
    ends = {coverage: result.band(name, world, coverage) for coverage in BANDS}
    low = {f"low_{coverage}": ends[coverage][0] for coverage in reversed(BANDS)}
    return low | {f"high_{coverage}": ends[coverage][1] for coverage in BANDS}


def document(result: "Result", lang: str) -> dict[str, Any]:
    """The ``--json`` document: scenario, counterfactual, assumptions, headline, series, exit table."""
    scenario = result.scenario
    dates = [str(quarter) for quarter in result.quarters]
    return {
        "schema": SCHEMA,
        "scenario": scenario.to_mapping(),
        "model": result.model,
        "counterfactual": result.counterfactual_text(lang),
        "assumptions": result.assumptions(lang),
        "headline": [
            {
                "series": row.series,
                "label": row.label(lang),
                "value": row.value,
                "unit": row.unit,
                "at": row.at,
            }
            for row in result.headline()
        ],
        "series": {
            name: {
                "label": vocabulary_series(name).label(lang),
                "unit": vocabulary_series(name).unit,
                "effect_unit": result.unit(name),
                "dates": dates,
                **{world: result.values(name, world).tolist() for world in WORLDS},
                **_bands(result, name),
            }
            for name in result.names
        },
        "panels": {name: _panel(result, name, lang) for name in result.panels},
        "exit_table": [
            {
                "label": row.label(lang),
                "hold_quarters": row.hold_quarters,
                "then_x_per_quarter": row.then_x_per_quarter,
                "assumed": row.assumed,
                "term_premium_bp": row.term_premium_bp,
                "yield_10y_bp": row.yield_10y_bp,
                "unemployment_peak_pp": row.unemployment_peak_pp,
                "inflation_peak_pp": row.inflation_peak_pp,
            }
            for row in result.exits
        ],
        "variants": [
            {"label": word(f"variant.{row.key}", lang)} | {name: getattr(row, name) for name in row.__dataclass_fields__}
            for row in result.variants
        ],
        **_about_draws(result),
        "scorecard": scorecard_document(scorecard(result), lang),
        "diagnostics": dict(result.diagnostics),
        "disclaimer": word("disclaimer", lang),
    }


def _panel(result: "Result", name: str, lang: str) -> dict[str, Any]:
    """A series with members, for the document."""
    row = vocabulary_series(name)
    return {
        "label": row.label(lang),
        "unit": row.unit,
        "effect_unit": result.unit(name),
        "dimension": row.dimension,
        "dates": [str(quarter) for quarter in result.quarters],
        "members": {
            item.id: {
                "label": item.label(lang),
                **{world: result.values(f"{name}:{item.id}", world).tolist() for world in WORLDS},
            }
            for item in members(row.dimension)
        },
    }


def _bands(result: "Result", name: str) -> dict[str, Any]:
    """Bands of a series by world and coverage, for the document; nothing without draws."""
    if result.draws is None:
        return {}
    found: dict[str, Any] = {}
    for world in WORLDS:
        ends = {coverage: result.band(name, world, coverage) for coverage in BANDS}
        found[world] = {
            str(coverage): {"low": low.tolist(), "high": high.tolist()} for coverage, (low, high) in ends.items()
        }
    return {"bands": found}


def _about_draws(result: "Result") -> dict[str, Any]:
    draws = result.draws
    if draws is None:
        return {}
    below = draws.inflation_below_zero
    return {
        "draws": {
            "seed": draws.seed,
            "count": draws.count,
            "replaced": draws.replaced,
            "parameters": {name: values.tolist() for name, values in draws.parameters.items()},
            "inflation_below_zero_prob": None
            if below is None
            else {"counterfactual": below[0].tolist(), "policy": below[1].tolist()},
        }
    }
