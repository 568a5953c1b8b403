"""A result in other shapes: labelled data sets, a tidy table, the JSON document.

xarray and pandas are imported where they are used: a run from the command line prints and draws without them,
and they take a second to load.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.words import word
from qelab.lab.result_parts import WORLDS

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from qelab.lab.result import Result

SCHEMA = "qelab.result/1"


def dataset(result: "Result", world: str) -> "xr.Dataset":
    """One world as an xarray data set over period ends, with label, unit, kind and source of each series."""
    import xarray as xr

    time = np.array([quarter.last_day for quarter in result.quarters], dtype="datetime64[ns]")
    variables = {}
    for name in result.names:
        row = vocabulary_series(name)
        attrs = {
            "label": row.label(),
            "unit": result.unit(name, world),
            "kind": row.kind,
            "sign": row.sign,
            "definition": row.definition(),
            "source": row.source,
        }
        variables[name] = ("time", result.values(name, world), attrs)
    attrs = {"scenario": result.scenario.id, "model": result.model, "world": world}
    return xr.Dataset(variables, coords={"time": time}, attrs=attrs)


def frame(result: "Result") -> "pd.DataFrame":
    """Tidy table of all worlds: date (2010Q4), series, world, value, unit."""
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
            }
        )
        for name in result.names
        for world in WORLDS
    ]
    return pd.concat(parts, ignore_index=True)


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
            }
            for name in result.names
        },
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
        "diagnostics": dict(result.diagnostics),
        "disclaimer": word("disclaimer", lang),
    }
