"""The files of the packaged data snapshot: their manifest, and a reader that refuses a damaged file.

Answers: is this file the one that was built, and where does each column come from? What the columns mean to
a user is ``quarterly``'s affair; how the files are made is ``tools/build_snapshot.py``'s.
"""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.provenance import Source, Status

FOLDER = Path(__file__).with_name("snapshot")


def read_manifest(folder: Path = FOLDER) -> dict[str, Any]:
    """The manifest: files with source, licence, retrieved, sha256 and vintage, and their series.

    Raises
    ------
    QelabError QE602 : there is no manifest
    QelabError QE601 : it cannot be read
    """
    path = folder / "manifest.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise QelabError("QE602", file=path.name, where=str(path)) from error
    except (OSError, ValueError) as error:
        raise QelabError("QE601", file=path.name, where=str(path)) from error


def read_verified(name: str, entry: dict[str, Any], folder: Path = FOLDER) -> list[list[str]]:
    """Rows of a snapshot file, the header first, after comparing its SHA-256 with the manifest.

    Raises
    ------
    QelabError QE602 : the file is missing
    QelabError QE601 : the file is not the one that was built
    """
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QelabError("QE602", file=name, where=str(path)) from error
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise QelabError("QE601", file=name, where=str(path))
    return list(csv.reader(content.decode("utf-8").splitlines()))


def series_source(file_entry: dict[str, Any], series_entry: dict[str, Any]) -> Source:
    """Provenance of one column: the series' own words, the file's licence and dates."""
    return Source(
        text=f"{series_entry['source']}: {series_entry['series']}; {series_entry['transformation']}",
        status=Status(series_entry["status"]),
        address=series_entry.get("address", ""),
        licence=file_entry["licence"],
        retrieved=file_entry["retrieved"],
        vintage=file_entry["vintage"],
    )
