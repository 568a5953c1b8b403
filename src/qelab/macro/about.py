"""What a model says of itself, beside its equations: `about.toml`.

Answers: where does the model come from, which of its variables are public series, what is it asked when a programme
comes, which of its variables does each asset move, where is its lower bound, and what can it not answer?
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError

_TERM_PREMIUM = ("exogenous", "endogenous", "none")
TRANSFORMATIONS = (
    "deviation_percent", "deviation_percentage_points", "level", "percent", "percent_of_steady_state",
    "percentage_points", "annualised_percentage_points", "four_quarter_sum_percentage_points",
)  # fmt: skip
ASSETS = ("treasury", "mbs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A lower bound: ``variable = max(floor, shadow)``, where ``floor`` is a parameter."""

    variable: str
    shadow: str
    floor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observable:
    """A public series as a variable of the model; ``transformation`` is one of ``observe``."""

    variable: str
    transformation: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """How a programme's holdings of one asset enter.

    ``variable`` is moved, by the innovation ``shock``, by the parameter ``per_x`` for each per cent of annual GDP of
    ten-year equivalents that the central bank holds more; ``text`` says how value and duration are translated.
    ``largest_x`` is the size, in the same per cent, up to which the model is meant to be used; None: no limit stated.
    ``lowest`` is the deviation of ``variable`` at which the central bank owns nothing more to sell.
    """

    variable: str
    shock: str
    per_x: str
    text: str = ""
    largest_x: float | None = None
    lowest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What the model is asked.

    ``longest_peg_quarters`` bounds the spell for which ``rate`` is held by ``rate_shock`` (0: never; None: the
    model's own lower bound decides); ``frontier`` is the largest shock for which a path is found, in words.
    """

    text: str = ""
    longest_peg_quarters: int | None = None
    rate: str = ""
    rate_shock: str = ""
    frontier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Title, source and limits of a model; every text in English."""

    title: str = ""
    source: str = ""
    frequency: str = "quarterly"
    deviations: tuple[str, ...] = ()
    errata: tuple[str, ...] = ()
    units: str = ""
    term_premium: str = "none"
    term_premium_exogenous: str = ""
    bound: Bound | None = None
    series: Mapping[str, Observable] = field(default_factory=dict)
    cannot_answer: tuple[str, ...] = ()
    experiment: Experiment = field(default_factory=Experiment)
    purchase: Mapping[str, Purchase] = field(default_factory=dict)


def read_about(path: Path) -> About:
    """Read an ``about.toml``.

    Raises
    ------
    QelabError QE524 : unreadable
    QelabError QE525, QE528 : a key or value that is not allowed, a key that is missing
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise QelabError("QE524", where=str(path)) from reason
    _check_choice(path, "term_premium", table.get("term_premium", "none"), _TERM_PREMIUM)
    records = {
        "series": _records(Observable, table.pop("series", {}), path, "series"),
        "purchase": _records(Purchase, table.pop("purchase", {}), path, "purchase"),
        "experiment": _record(Experiment, table.pop("experiment", {}), path, "experiment"),
    }
    for name, item in records["series"].items():
        _check_choice(path, f"series.{name}.transformation", item.transformation, TRANSFORMATIONS)
    for name in records["purchase"]:
        _check_choice(path, "purchase", name, ASSETS)
    if "bound" in table:
        records["bound"] = _record(Bound, table.pop("bound"), path, "bound")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return _record(About, {**values, **records}, path, "")


def _records(kind: type, tables: Any, path: Path, place: str) -> dict[str, Any]:
    if not isinstance(tables, Mapping):
        raise QelabError("QE525", where=str(path), path=place, name=str(tables), allowed=("table",))
    return {name: _record(kind, values, path, f"{place}.{name}") for name, values in tables.items()}


def _record(kind: type, values: Any, path: Path, place: str) -> Any:
    allowed = tuple(kind.__dataclass_fields__)
    if not isinstance(values, Mapping):
        raise QelabError("QE525", where=str(path), path=place, name=str(values), allowed=allowed)
    for key in values:
        if key not in allowed:
            raise QelabError("QE525", where=str(path), path=place, name=key, allowed=allowed)
    for key, item in kind.__dataclass_fields__.items():
        if key not in values and item.default is MISSING and item.default_factory is MISSING:
            raise QelabError("QE528", where=str(path), path=place, key=key)
    return kind(**values)


def _check_choice(path: Path, key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise QelabError("QE525", where=str(path), path=key, name=value, allowed=allowed)
