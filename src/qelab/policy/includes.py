"""Programmes inside a scenario: the key ``includes`` of a file, and the catalogue that it names.

Answers: which announcements does a file with ``includes`` contain? Those of the named programmes, each tagged with
the id of its programme and with its sizes stated, and the file's own, by date. Openings, standing policies,
horizons and counterfactuals are the file's own. Where the file itself says something on the day of an included
announcement, without phases, its exit, its guidance and its stress take the place of that announcement's.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.registry import Registry

PROGRAMMES = Registry("programme", Path(__file__).with_name("catalogue"), "{id}.toml")

_REPLACED = ("exit", "guidance", "stress")
_NUMBERED = re.compile(r"^announcements\[(\d+)\]")


def describe_includes(schema: dict[str, Any]) -> None:
    """Add the key to the published schema: it may be written, but a scenario holds what it stands for."""
    schema["properties"]["includes"] = {"type": "array", "items": {"type": "string"}, "default": []}


@dataclass(frozen=True, slots=True)
class Joined:
    """Plain data of a file without ``includes``; ``origins`` says where in the file each announcement stands."""

    content: dict[str, Any]
    origins: tuple[str, ...] = ()

    def placed(self, error: QelabError) -> QelabError:
        """An error of the joined data, its places those of the file."""
        params = {key: self._own(value) if key == "block" else value for key, value in error.params.items()}
        return QelabError(error.code, path=self._own(error.path), where=error.where, **params)

    def _own(self, place: str) -> str:
        return _NUMBERED.sub(
            lambda found: self.origins[int(found[1])] if int(found[1]) < len(self.origins) else found[0], place
        )


def with_included(
    content: dict[str, Any], where: str, announcements_of: Callable[[Path], list[dict[str, Any]]]
) -> Joined:
    """A file's data without ``includes``, the announcements of the named programmes among its own.

    Parameters
    ----------
    announcements_of : reads the announcements of a catalogue file as plain data

    Raises
    ------
    QelabError QE205 : not a list of ids; QE220 : a move of the policy rate, not a programme; QE233 : no such programme
    """
    if "includes" not in content:
        return Joined(content)
    rest = {key: value for key, value in content.items() if key != "includes"}
    names, own = content["includes"], content.get("announcements", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise QelabError("QE205", path="includes", where=where, key="includes", text=repr(names)[:60])
    if not isinstance(own, list) or not all(isinstance(item, dict) and "date" in item for item in own):
        return Joined(rest)  # refused where it is validated
    joined: list[tuple[dict[str, Any], str]] = []
    for name in dict.fromkeys(names):
        place = f"includes[{names.index(name)}]"
        joined += [(item, place) for item in _named(name, place, where, announcements_of)]
    for number, item in enumerate(own):
        at = [row for row, (other, _) in enumerate(joined) if str(other["date"]) == str(item["date"])]
        if at and not {"phases", "already_expected"} & set(item):
            replaced = joined[at[0]][0] | {key: item[key] for key in _REPLACED if key in item}
            joined[at[0]] = (replaced, f"announcements[{number}]")
        else:
            joined.append((item, f"announcements[{number}]"))
    joined.sort(key=lambda pair: str(pair[0]["date"]))
    return Joined(rest | {"announcements": [item for item, _ in joined]}, tuple(place for _, place in joined))


def _named(
    name: str, place: str, where: str, announcements_of: Callable[[Path], list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Announcements of a programme of the catalogue; what is wrong with the name is said of the file that names it."""
    if name not in PROGRAMMES.ids():
        raise QelabError("QE233", path=place, where=where, name=name, allowed=PROGRAMMES.ids())
    try:
        return announcements_of(PROGRAMMES.path(name))
    except QelabError as error:
        raise QelabError(error.code, path=place, where=where, **error.params) from None
