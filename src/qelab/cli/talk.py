"""Standard output and standard error: who says what where, in which language and how wide.

Results go to standard output through ``show`` and ``show_document``; everything else goes to standard error.
"""

import json
import math
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from qelab.core.words import word

_WIDTH_OF_FILES = 100
_NARROWEST, _WIDEST = 60, 120


def make_printable() -> None:
    """On a terminal that cannot write Chinese, print escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if encoding not in ("utf8", "utf16", "utf32") and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking at the stream."""
    return stream.isatty() and os.environ.get("TERM", "") != "dumb"


def width() -> int:
    """Columns to write in: those of the terminal, and a fixed number into files and pipes."""
    if not sys.stdout.isatty():
        return _WIDTH_OF_FILES
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((_WIDTH_OF_FILES, 24)).columns))


def show(lines: Sequence[str]) -> None:
    """Print a result. Lines that begin with ``# `` are headings: bold on a terminal, unless NO_COLOR is set."""
    bold = is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    for line in lines:
        if line.startswith("# "):
            line = f"\033[1m{line[2:]}\033[0m" if bold else line[2:]
        sys.stdout.write(line + "\n")


def show_document(document: Any) -> None:
    """Print one JSON document; what is not a finite number is null."""
    sys.stdout.write(json_text(document) + "\n")


def json_text(document: Any) -> str:
    """A document as JSON text that any reader accepts, floats written so that they read back equal."""
    return json.dumps(_finite(document), ensure_ascii=False, indent=2, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def talk(text: str) -> None:
    """Say something that is not the result."""
    sys.stderr.write(text + "\n")


def tell_written(paths: Mapping[str, Path], lang: str) -> None:
    """Say which files were written, by option."""
    for option, path in paths.items():
        talk(word("run.written", lang, option=option, path=path))
