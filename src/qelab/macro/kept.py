"""What is kept between processes, in the user's cache folder: each file whole or not at all, and checked when read.

Answers: is there a file of this name, as it was written? A file that was cut short or changed counts as absent, and is
made anew by whoever asked. Nothing here ever fails: without a folder nothing is kept.
"""

import hashlib
import os
import tempfile
from pathlib import Path

_DIGEST = 64  # characters of SHA-256


def key(*parts: str) -> str:
    """A name for what depends on these texts and on nothing else."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def folder() -> Path | None:
    """The cache folder, made if need be; None where there can be none."""
    import platformdirs

    try:
        found = Path(platformdirs.user_cache_dir("qelab", appauthor=False))
        found.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return found


def read(name: str) -> bytes | None:
    """Content of a kept file; None where there is none, or not as it was written."""
    place = folder()
    try:
        whole = b"" if place is None else (place / name).read_bytes()
    except OSError:
        return None
    content = whole[_DIGEST:]
    return content if whole[:_DIGEST] == _digest(content).encode() else None


def write(name: str, content: bytes) -> None:
    """Keep a file, in place of an earlier one: readers see the old content or the new one."""
    place = folder()
    if place is None:
        return
    try:
        with tempfile.TemporaryDirectory(dir=place) as scratch:
            part = Path(scratch) / "part"
            part.write_bytes(_digest(content).encode() + content)
            part.replace(place / name)
    except OSError:
        return


def find_library(name: str) -> Path | None:
    """A kept library, which another program has to be able to load: its digest stands in its name, not in the file."""
    place = folder()
    for found in [] if place is None else place.glob(f"{name}-*.so"):
        try:
            if found.stem.endswith(f"-{_digest(found.read_bytes())}"):
                return found
            found.unlink()  # cut short: loading it could end the process
        except OSError:
            continue
    return None


def keep_library(name: str, made: Path) -> None:
    """Move a library that lies on the same disk, ready to be used, to where ``find_library`` looks.

    Raises
    ------
    OSError : it cannot be moved
    """
    place = folder()
    if place is not None:
        os.replace(made, place / f"{name}-{_digest(made.read_bytes())}.so")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
