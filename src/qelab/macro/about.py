"""What a model says of itself, beside its equations: `about.toml`.

Answers: where does the model come from, which of its variables are public series, which exogenous variable
takes the term premium, where is its lower bound, and what can it not answer?
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError

_TERM_PREMIUM = ("exogenous", "endogenous", "none")
_TRANSFORMATIONS = ("deviation_percent", "deviation_percentage_points", "level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A lower bound: ``variable = max(floor, shadow)``, where ``floor`` is a parameter."""

    variable: str
    shadow: str
    floor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observable:
    """A public series as a variable of the model."""

    variable: str
    transformation: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Title, source and limits of a model; every text in English."""

    title: str = ""
    source: str = ""
    frequency: str = "quarterly"
    deviations: tuple[str, ...] = ()
    units: str = ""
    term_premium: str = "none"
    term_premium_exogenous: str = ""
    bound: Bound | None = None
    series: Mapping[str, Observable] = field(default_factory=dict)
    cannot_answer: tuple[str, ...] = ()
    experiment: str = ""


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
    series = {
        name: _record(Observable, item, path, f"series.{name}")
        for name, item in table.pop("series", {}).items()
    }
    for name, item in series.items():
        _check_choice(path, f"series.{name}.transformation", item.transformation, _TRANSFORMATIONS)
    bound = table.pop("bound", None)
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return _record(
        About,
        {
            **values,
            "series": series,
            "bound": None if bound is None else _record(Bound, bound, path, "bound"),
        },
        path,
        "",
    )


def _record(kind: type, values: Mapping[str, Any], path: Path, place: str) -> Any:
    allowed = tuple(kind.__dataclass_fields__)
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
