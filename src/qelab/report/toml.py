"""A scenario as TOML text that reads back equal."""

import json
import re
from collections.abc import Mapping
from typing import Any

_DAYS = ("date", "since")
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def toml_lines(content: Mapping[str, Any]) -> list[str]:
    """Plain data (``Scenario.to_mapping``) as lines of TOML.

    Mappings of plain values stand inline; others get a section of their own.
    """
    return _section(content, "")


def _section(content: Mapping[str, Any], name: str) -> list[str]:
    lines, later = [], []
    for key, value in content.items():
        below = f"{name}.{_key(key)}" if name else _key(key)
        if _has_section(value):
            later += ["", f"[{below}]", *_section(value, below)]
        elif _are_sections(key, value):
            for item in value:
                later += ["", f"[[{below}]]", *_section(item, below)]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{_key(key)} = [", *(f"    {_value(item)}," for item in value), "]"]
        else:
            lines.append(f"{_key(key)} = {_value(value, key)}")
    return lines + later


def _has_section(value: Any) -> bool:
    return isinstance(value, dict) and not set(value) <= {"en", "zh_hant"}


def _are_sections(key: str, value: Any) -> bool:
    return isinstance(value, list) and key in ("announcements", "phases") and bool(value)


def _key(key: str) -> str:
    return key if _BARE.match(key) else _text(key)


def _value(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if key in _DAYS else _text(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v, k)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return repr(value)


def _text(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
