"""A report as a file: whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qelab.core.errors import QelabError
from qelab.report.html.page import report_html

if TYPE_CHECKING:
    from qelab.lab.result import Result

SUFFIXES = (".html", ".htm")


def save_report(result: "Result", path: str | Path, lang: str = "en") -> None:
    """Write the report of a result as one HTML file; an existing one is replaced when the new one is complete.

    Parameters
    ----------
    lang : the language that is shown first, en or zh-Hant

    Raises
    ------
    QelabError QE814 : the name does not end in .html or .htm
    QelabError QE816 : the place cannot be written; nothing is left half-written
    """
    place = Path(path)
    if place.suffix.lower() not in SUFFIXES:
        raise QelabError("QE814", where=str(place), name=place.name, suffixes=", ".join(SUFFIXES))
    content = report_html(result, lang)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.stem[:80]}.", suffix=place.suffix, dir=place.parent)
        part = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        os.chmod(part, 0o666 & ~_umask())  # mkstemp makes a file that only its owner can read
        os.replace(part, place)
    except OSError as error:
        raise QelabError("QE816", where=str(place), reason=error.strerror or str(error)) from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
