"""Results on disk: one NetCDF file, written whole or not at all, that loads back equal.

h5netcdf is imported where it is used: a run that saves nothing should not pay a quarter of a second for it.
"""

import datetime as dt
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from qelab.core.errors import QelabError
from qelab.core.members import members
from qelab.core.time import Month, Quarter
from qelab.core.vocabulary import series as vocabulary_series
from qelab.lab.exits import ExitRow
from qelab.lab.ranges.draws import Draws
from qelab.lab.result_parts import BOOK_WORLDS, Books
from qelab.lab.variants import Variant
from qelab.ledger.cells import INSTRUMENTS, SECTORS, SIDES
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    from qelab.lab.result import Result

FORMAT = "qelab.result.nc/1"
R = TypeVar("R", bound="Result")


def save(result: "Result", path: Path) -> None:
    """Write to a temporary name beside ``path``, then rename.

    Raises
    ------
    QelabError QE707 : the place cannot be written
    """
    import h5netcdf

    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise QelabError("QE707", where=str(path), reason=error.strerror or str(error)) from None
    try:
        with h5netcdf.File(name, "w") as file:
            _write(result, file)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        raise QelabError("QE707", where=str(path), reason=error.strerror or str(error)) from None
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write(result: "Result", file: Any) -> None:
    folds = result.ledger.folds
    file.dimensions = {"world": 2, "time": len(result.quarters), "book_month": folds.shape[1]}
    file.attrs["format"] = FORMAT
    for key, content in _metadata(result).items():
        file.attrs[key] = json.dumps(content, ensure_ascii=False)
    _names(file, "world", BOOK_WORLDS)
    _names(file, "book_side", SIDES)
    _names(file, "book_sector", SECTORS)
    _names(file, "book_instrument", INSTRUMENTS)
    first = result.ledger.first
    _days(file, "time", [quarter.last_day for quarter in result.quarters])
    _days(file, "book_month", [Month(first + step).last_day for step in range(folds.shape[1])])
    for name, levels in result.levels.items():
        variable = file.create_variable(name, ("world", "time"), dtype="f8")
        variable[...] = levels
        variable.attrs["units"] = result.unit(name, "policy")
        variable.attrs["long_name"] = vocabulary_series(name).label()
    for name, values in result.panels.items():
        dimension = vocabulary_series(name).dimension
        if dimension not in file.dimensions:
            _names(file, dimension, tuple(item.id for item in members(dimension)))
        variable = file.create_variable(name, ("world", dimension, "time"), dtype="f8")
        variable[...] = values
        variable.attrs["units"] = result.unit(name, "policy")
        variable.attrs["long_name"] = vocabulary_series(name).label()
    parts = {name: values for name, values in result.channels.items() if values.shape == (len(result.quarters),)}
    if result.channels:
        _names(file, "channel", tuple(result.channels))
    if parts:  # in one table, since a variable for each would take seconds to open
        file.dimensions["part"] = len(parts)
        file.create_variable("parts", ("part", "time"), dtype="f8")[...] = np.stack(list(parts.values()))
    for name, values in result.channels.items():
        if name in parts:
            continue
        dimensions = tuple(f"channel_{name}_{axis}" for axis in range(values.ndim))
        for dimension, size in zip(dimensions, values.shape, strict=True):
            file.dimensions[dimension] = size
        file.create_variable(f"channel_{name}", dimensions, dtype="f8")[...] = values
    if result.draws is not None:
        _write_draws(result.draws, file)
    axes = ("world", "book_month", "book_side", "book_sector", "book_instrument")
    ledger = file.create_variable("ledger", axes, dtype="f8")
    ledger[...] = folds
    ledger.attrs["units"] = "bn"


def _write_draws(draws: Draws, file: Any) -> None:
    file.dimensions["draw"] = draws.count
    for name, values in draws.parameters.items():
        file.create_variable(f"parameter_{name}", ("draw",), dtype="f8")[...] = values
    for name, levels in draws.levels.items():
        variable = file.create_variable(f"draws_{name}", ("draw", "world", "time"), dtype="f8")
        variable[...] = levels
    if draws.inflation_below_zero is not None:
        variable = file.create_variable("draws_inflation_below_zero_prob", ("world", "time"), dtype="f8")
        variable[...] = draws.inflation_below_zero


def _names(file: Any, axis: str, names: tuple[str, ...]) -> None:
    """A coordinate of names."""
    import h5py

    if axis not in file.dimensions:
        file.dimensions[axis] = len(names)
    variable = file.create_variable(axis, (axis,), dtype=h5py.string_dtype())
    variable[...] = np.array([str(name) for name in names], dtype=object)


def _days(file: Any, axis: str, days: list[dt.date]) -> None:
    """A coordinate of period ends."""
    variable = file.create_variable(axis, (axis,), dtype="i8")
    variable[...] = np.array(days, dtype="datetime64[D]").astype("i8")
    variable.attrs["units"] = "days since 1970-01-01"
    variable.attrs["calendar"] = "proleptic_gregorian"


def _metadata(result: "Result") -> dict[str, Any]:
    return {
        "scenario": result.scenario.to_mapping(),
        "model": result.model,
        "quarters": [str(quarter) for quarter in result.quarters],
        "series": list(result.levels),
        "panels": list(result.panels),
        "exits": [{field: getattr(row, field) for field in ExitRow.__dataclass_fields__} for row in result.exits],
        "variants": [{field: getattr(row, field) for field in Variant.__dataclass_fields__} for row in result.variants],
        "notes": [[key, dict(params)] for key, params in result.notes],
        "diagnostics": dict(result.diagnostics),
        "ledger_first": result.ledger.first,
        "draws": None if result.draws is None else _draws_metadata(result.draws),
    }


def _draws_metadata(draws: Draws) -> dict[str, Any]:
    return {
        "seed": draws.seed,
        "count": draws.count,
        "replaced": draws.replaced,
        "parameters": list(draws.parameters),
        "series": list(draws.levels),
        "inflation": draws.inflation_below_zero is not None,
    }


def load(kind: type[R], path: Path) -> R:
    """Read a result.

    Raises
    ------
    QelabError QE703 : unreadable, or not a result of this laboratory
    """
    import h5netcdf

    if not path.is_file():
        raise QelabError("QE703", where=str(path), reason="no such file")
    try:
        with h5netcdf.File(path, "r") as file:
            if file.attrs.get("format") != FORMAT:
                raise QelabError("QE703", where=str(path), reason=f"not {FORMAT}")
            return _read(kind, file)
    except QelabError:
        raise
    except Exception as error:  # the HDF5 library raises whatever it likes on a damaged file
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise QelabError("QE703", where=str(path), reason=reason) from None


def _read(kind: type[R], file: Any) -> R:
    def metadata(key: str) -> Any:
        return json.loads(file.attrs[key])

    return kind(
        scenario=Scenario.from_mapping(metadata("scenario")),
        model=metadata("model"),
        quarters=tuple(Quarter.parse(text) for text in metadata("quarters")),
        levels={name: np.asarray(file[name][...]) for name in metadata("series")},
        ledger=Books(first=metadata("ledger_first"), folds=_folds(file)),
        exits=tuple(ExitRow(**row) for row in metadata("exits")),
        variants=tuple(Variant(**row) for row in metadata("variants")),
        notes=tuple((key, params) for key, params in metadata("notes")),
        diagnostics=metadata("diagnostics"),
        panels={name: _panel(name, file) for name in json.loads(file.attrs.get("panels", "[]"))},
        channels=_channels(file),
        draws=None if metadata("draws") is None else _read_draws(metadata("draws"), file),
    )


def _channels(file: Any) -> dict[str, np.ndarray]:
    """Channels by name, in order; older files hold each as a variable of its own."""
    names = json.loads(file.attrs.get("channel_names", "[]"))
    if "channel" in file.variables:
        names = [_text(name) for name in file["channel"][...]]
    rows = iter(np.asarray(file["parts"][...]) if "parts" in file.variables else ())
    alone = {name for name in names if f"channel_{name}" in file.variables}
    return {name: np.asarray(file[f"channel_{name}"][...]) if name in alone else next(rows) for name in names}


def _panel(name: str, file: Any) -> np.ndarray:
    """A panel in today's order of its members; one that an older file does not know is not a number."""
    stored, dimension = np.asarray(file[name][...]), vocabulary_series(name).dimension
    known = [_text(item) for item in file[dimension][...]]
    wanted = [item.id for item in members(dimension)]
    panel = np.full((stored.shape[0], len(wanted), stored.shape[2]), np.nan)
    for row, member in enumerate(known):
        if member in wanted:
            panel[:, wanted.index(member)] = stored[:, row]
    return panel


def _text(item: Any) -> str:
    return item.decode() if isinstance(item, bytes) else str(item)


def _folds(file: Any) -> np.ndarray:
    """Stocks in today's order of sectors and instruments; what an older file does not know is zero."""
    stocks = np.asarray(file["ledger"][...])
    for axis, (dimension, names) in enumerate((("book_sector", SECTORS), ("book_instrument", INSTRUMENTS)), start=3):
        known = [_text(name) for name in file[dimension][...]]
        wider = np.zeros((*stocks.shape[:axis], len(names), *stocks.shape[axis + 1 :]))
        places = [[str(name) for name in names].index(name) for name in known]
        wider[(slice(None),) * axis + (places,)] = stocks
        stocks = wider
    return stocks


def _read_draws(about: dict[str, Any], file: Any) -> Draws:
    below = np.asarray(file["draws_inflation_below_zero_prob"][...]) if about["inflation"] else None
    return Draws(
        seed=about["seed"],
        count=about["count"],
        replaced=about["replaced"],
        parameters={name: np.asarray(file[f"parameter_{name}"][...]) for name in about["parameters"]},
        levels={name: np.asarray(file[f"draws_{name}"][...]) for name in about["series"]},
        inflation_below_zero=below,
    )
