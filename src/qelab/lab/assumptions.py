"""Every number a laboratory assumes, by a dotted name: read, changed, compared with the default.

Answers: what is ``reserves.ratchet``, and what would follow from another value? The names are the fields of
``Settings`` and of the parts it is made of. A name or a value that does not fit or means nothing is refused, never ignored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from math import isfinite
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.provenance import Source
from qelab.core.time import Month, Quarter
from qelab.lab.assumption_bounds import check_bounds
from qelab.lab.settings import Settings

Number = bool | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One number: its dotted name, value and, where its part states one, its source."""

    name: str
    value: Number
    source: Source | None


def assumptions(settings: Settings | None = None) -> tuple[Assumption, ...]:
    """All numbers of a laboratory, those of the default one by default."""
    return tuple(_numbers(settings or Settings(), "", None))


def with_assumptions(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """A copy with other numbers.

    Parameters
    ----------
    changes : values by dotted name; texts are read as numbers

    Raises
    ------
    QelabError QE101 : no such assumption; QE890 : not a number of the kind that stands there; QE897 : outside its bounds
    """
    known = {item.name: item.value for item in assumptions(settings)}
    for name, value in changes.items():
        if name not in known:
            raise QelabError("QE101", noun="assumption", name=name, allowed=tuple(known))
        settings = _replaced(settings, name.split("."), _read(name, value, known[name]))
    check_assumptions(settings)
    return settings


def check_assumptions(settings: Settings) -> None:
    """Refuse numbers that mean nothing, and shares that do not add up.

    Raises
    ------
    QelabError QE897 : outside its bounds
    """
    check_bounds({item.name: item.value for item in assumptions(settings)})


def changed(settings: Settings) -> tuple[tuple[Assumption, Number], ...]:
    """What differs from the default laboratory: each number with the value that it has there."""
    default = {item.name: item.value for item in assumptions()}
    return tuple(
        (item, default[item.name]) for item in assumptions(settings) if item.value != default.get(item.name, item.value)
    )


def _numbers(part: Any, prefix: str, source: Source | None) -> Iterator[Assumption]:
    own = getattr(part, "source", None)
    source = own if isinstance(own, Source) else source
    for field in fields(part):
        value = getattr(part, field.name)
        if is_dataclass(value) and not isinstance(value, Source | Quarter | Month):
            yield from _numbers(value, f"{prefix}{field.name}.", source)
        elif isinstance(value, bool | int | float):
            yield Assumption(name=f"{prefix}{field.name}", value=value, source=source)


def _replaced(part: Any, path: list[str], value: Number) -> Any:
    inner = value if len(path) == 1 else _replaced(getattr(part, path[0]), path[1:], value)
    return replace(part, **{path[0]: inner})


def _read(name: str, value: Any, now: Number) -> Number:
    """The value as a number of the kind that stands there now."""
    try:
        if isinstance(now, bool):
            return {"true": True, "false": False}[str(value).lower()]
        if isinstance(now, int):
            return int(str(value))
        number = float(str(value))
    except (KeyError, ValueError):
        raise QelabError("QE890", name=name, value=str(value)) from None
    if not isfinite(number):
        raise QelabError("QE890", name=name, value=str(value))
    return number
