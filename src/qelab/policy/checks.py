"""How a scenario refuses: pydantic's findings turned into our errors.

Validators call ``refuse(kind, ...)``; ``as_error`` translates what pydantic collected into one ``QelabError``
with the key's path, the closest allowed key and the unit that was expected.
"""

from typing import Any, Never

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from qelab.core.errors import QelabError

_CUSTOM = {
    "month": "QE104",
    "date_with_time": "QE206",
    "bucket_order": "QE207",
    "bucket_sum": "QE208",
    "phase_asset": "QE209",
    "phase_needs": "QE210",
    "phase_unused": "QE211",
    "phase_before_announcement": "QE212",
    "expected_after": "QE213",
    "standing_buckets": "QE214",
    "announcements_order": "QE215",
    "size_sum": "QE216",
    "size_missing": "QE217",
    "nothing_announced": "QE218",
    "scale_from_zero": "QE219",
    "base_with_rate": "QE220",
    "source_missing": "QE221",
    "expected_later": "QE225",
    "counterfactual": "QE226",
    "no_reinvestment": "QE227",
    "exit_missing": "QE202",
    "says_nothing": "QE228",
    "guidance_past": "QE229",
    "currency": "QE235",
    "nothing_refunded": "QE234",
}
_LIMITS = {
    "greater_than_equal": ("≥", "ge"),
    "greater_than": (">", "gt"),
    "less_than_equal": ("≤", "le"),
    "less_than": ("<", "lt"),
}


def refuse(reason: str, /, **params: Any) -> Never:
    """Refuse a value from inside a validator; ``reason`` is a key of the table above."""
    raise PydanticCustomError(reason, "refused", params)  # type: ignore[arg-type]


def path_of(location: tuple[int | str, ...]) -> str:
    """``("announcements", 0, "date")`` as ``announcements[0].date``."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text


def as_error(error: ValidationError, model: type[BaseModel], where: str) -> QelabError:
    """The first finding as a ``QelabError``."""
    finding = error.errors(include_url=False)[0]
    location, kind = tuple(finding["loc"]), finding["type"]
    path, context = path_of(location), finding.get("ctx", {})
    name = str(location[-1]) if location else ""
    if kind == "extra_forbidden":
        return QelabError("QE201", path=path, where=where, name=name, allowed=_keys(model, location[:-1]))
    if kind == "missing":
        return QelabError("QE202", path=path, where=where, key=name)
    if kind in _LIMITS:
        word, key = _LIMITS[kind]
        limit, text = context[key], f"{finding['input']}"
        return QelabError("QE203", path=path, where=where, text=text, key=name, word=word, limit=f"{limit:g}")
    if kind in ("enum", "literal_error"):
        allowed = tuple(part.strip(" '") for part in context["expected"].replace(" or ", ", ").split(","))
        return QelabError("QE204", path=path, where=where, key=name, name=str(finding["input"]), allowed=allowed)
    if kind == "exit_missing":
        path = f"{path}.exit"
    if kind in _CUSTOM:
        return QelabError(_CUSTOM[kind], path=path, where=where, **context)
    return QelabError("QE205", path=path, where=where, key=name or "scenario", text=_shown(finding["input"]))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _keys(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[str, ...]:
    """Allowed keys of the block at ``location``, read from the published schema."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    for part in location:
        node = node["items"] if isinstance(part, int) else node["properties"][part]
        node = _resolved(node, schema)
    return tuple(node.get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for branch in node.get("anyOf", ()):
        if branch.get("type") != "null":
            node = branch
            break
    if "$ref" in node:
        return schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node
