"""Programmes inside a scenario: the key ``includes`` of a file, and the catalogue that it names.

Answers: which announcements does a file with ``includes`` contain? Those of the named programmes, each tagged with
the id of its programme and with its sizes stated, and the file's own, by date. Openings, standing policies,
horizons and counterfactuals are the file's own. Where the file itself says something on the day of an included
announcement, without phases, its exit, its guidance and its stress take the place of that announcement's.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.registry import Registry

PROGRAMMES = Registry("programme", Path(__file__).with_name("catalogue"), "{id}.toml")

_REPLACED = ("exit", "guidance", "stress")


def describe_includes(schema: dict[str, Any]) -> None:
    """Add the key to the published schema: it may be written, but a scenario holds what it stands for."""
    schema["properties"]["includes"] = {"type": "array", "items": {"type": "string"}, "default": []}


def with_included(
    content: dict[str, Any], where: str, announcements_of: Callable[[Path], list[dict[str, Any]]]
) -> dict[str, Any]:
    """Plain data of a file without ``includes``, the announcements of the named programmes among its own.

    Parameters
    ----------
    announcements_of : reads the announcements of a catalogue file as plain data

    Raises
    ------
    QelabError QE101 : no such programme; QE205 : not a list of ids
    """
    if "includes" not in content:
        return content
    names, own = content["includes"], content.get("announcements", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise QelabError("QE205", path="includes", where=where, key="includes", text=repr(names)[:60])
    if not isinstance(own, list) or not all(isinstance(item, dict) and "date" in item for item in own):
        return {key: value for key, value in content.items() if key != "includes"}  # refused where it is validated
    joined = [item for name in dict.fromkeys(names) for item in announcements_of(PROGRAMMES.path(name))]
    for item in own:
        same_day = [other for other in joined if str(other["date"]) == str(item["date"])]
        if same_day and not {"phases", "already_expected"} & set(item):
            same_day[0].update({key: item[key] for key in _REPLACED if key in item})
        else:
            joined.append(item)
    joined.sort(key=lambda item: str(item["date"]))
    return {key: value for key, value in content.items() if key != "includes"} | {"announcements": joined}
