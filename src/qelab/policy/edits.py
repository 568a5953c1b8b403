"""Changing a scenario: dotted keys, and the one rule that a new size scales every phase.

Answers: what does ``with_(size_bn=1200)`` or ``--set size_bn=1200`` mean? Works on plain data; the caller
validates the outcome.
"""

import copy
from typing import Any

from pydantic import BaseModel

from qelab.core.errors import QelabError

_SIZES = ("size_bn", "cap_bn_per_month")


def edited(content: dict[str, Any], changes: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """A copy of ``content`` with ``changes`` by dotted key.

    Raises
    ------
    QelabError QE201 : no such key; QE219 : a size to scale from zero
    """
    result = copy.deepcopy(content)
    states_sizes = any(key == "announcements" or key.endswith(tuple(f".{name}" for name in _SIZES)) for key in changes)
    if "size_bn" in changes and not states_sizes:
        _scale(result, changes["size_bn"])
    for key, value in changes.items():
        if key in ("label", "description") and isinstance(value, str):
            value = {"en": value, "zh_hant": value}
        _assign(result, key, value, tuple(_top_keys(model)))
    return result


def _top_keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _assign(content: dict[str, Any], key: str, value: Any, top: tuple[str, ...]) -> None:
    parts = key.replace("[", ".").replace("]", "").split(".")
    if parts[0] not in top:
        raise QelabError("QE201", path=key, name=parts[0], allowed=top)
    node: Any = content
    for position, part in enumerate(parts):
        place: Any = part
        if isinstance(node, list):
            if not part.isdigit() or int(part) >= len(node):
                raise QelabError("QE222", path=key, name=part, count=len(node))
            place = int(part)
        elif not isinstance(node, dict):
            raise QelabError("QE223", path=key, name=parts[position - 1])
        if position < len(parts) - 1:
            node = node[place] if isinstance(node, list) else node.setdefault(place, {})
        elif value is None and isinstance(node, dict):
            node.pop(place, None)
        else:
            node[place] = value


def _scale(content: dict[str, Any], size: Any) -> None:
    """Scale every sized phase so that the last announcement sums to the new size."""
    old = content.get("size_bn")
    if not isinstance(size, (int, float)) or isinstance(size, bool) or old is None:
        return
    sized = [
        (phase, key)
        for announcement in content.get("announcements", ())
        for phase in announcement.get("phases", ())
        for key in _SIZES
        if phase.get(key) is not None
    ]
    if not old and sized and size:
        raise QelabError("QE219", path="size_bn")
    for phase, key in sized:
        phase[key] = phase[key] * (size / old) if old else 0.0
