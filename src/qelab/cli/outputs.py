"""Files that a command writes: refused before the computation, complete or absent after it.

Answers: can this path be written, and what is left behind when something fails? Content goes to a temporary
name in the same folder, which takes the wanted name only when every file of the command is complete.
"""

import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from qelab.core.errors import QelabError

PLOT_SUFFIXES = (".png", ".svg", ".pdf")
_TERMINATED = 128 + signal.SIGTERM


def checked(
    wanted: Mapping[str, tuple[str | None, Sequence[str]]], inputs: Sequence[Path] = ()
) -> dict[str, Path]:
    """The files to write, by option, symbolic links followed.

    Parameters
    ----------
    wanted : by option, the path that was typed (None: not asked for) and the suffixes that can be written
    inputs : files that the command reads and must not overwrite

    Raises
    ------
    QelabError QE811 : no such folder; QE812 : cannot be written; QE813 : not an ordinary file;
        QE814 : unknown suffix; QE815 : two outputs, or an output and an input, are one file
    """
    paths: dict[str, Path] = {}
    taken = {_resolved(path, "", str(path)) for path in inputs}
    for option, (text, suffixes) in wanted.items():
        if text is None:
            continue
        path = _resolved(Path(text), option, text)
        if path.suffix.lower() not in suffixes and not path.is_dir():
            raise QelabError("QE814", path=option, where=text, name=path.name, suffixes=", ".join(suffixes))
        _check_place(path, option, text)
        if path in taken:
            raise QelabError("QE815", path=option, where=text)
        taken.add(path)
        paths[option] = path
    return paths


def check_folder(text: str, option: str) -> Path:
    """A folder to write into: new, in one that exists, or empty.

    Raises
    ------
    QelabError QE836 : something is in it, or it cannot be made
    """
    path = Path(text)
    try:
        if path.is_dir():
            reason = "the folder is not empty" if any(path.iterdir()) else ""
        else:
            reason = "File exists" if path.exists() else "" if path.parent.is_dir() else "No such file or directory"
    except (OSError, ValueError) as error:
        reason = reason_of(error)
    if reason:
        raise QelabError("QE836", path=option, name=text[:200], reason=reason)
    return path


def _resolved(path: Path, option: str, text: str) -> Path:
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise QelabError("QE812", path=option, where=text[:200], reason=reason_of(error)) from None


def _check_place(path: Path, option: str, text: str) -> None:
    try:
        if not path.parent.is_dir():
            raise QelabError("QE811", path=option, where=text, folder=str(path.parent))
        if path.exists() and not path.is_file():
            raise QelabError("QE813", path=option, where=text)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "Permission denied")
        trial = temporary(path)  # asking for permissions would not notice a read-only file system
        trial.touch(exist_ok=False)
        trial.unlink()
    except (OSError, ValueError) as error:
        raise QelabError("QE812", path=option, where=text[:200], reason=reason_of(error)) from None


def reason_of(error: Exception) -> str:
    """The operating system's reason, without number and file name."""
    return getattr(error, "strerror", None) or "unreadable"


def temporary(path: Path) -> Path:
    """A name beside ``path`` that is nobody else's, with the same suffix."""
    return path.with_name(f".{path.stem[:80]}.{os.getpid()}.part{path.suffix}")


@contextmanager
def writing(paths: Mapping[str, Path]) -> Iterator[dict[str, Path]]:
    """Temporary files to fill, by option; they take their names together at the end, or vanish.

    Raises
    ------
    QelabError QE816 : writing failed (a full disk)
    """
    parts = {option: temporary(path) for option, path in paths.items()}
    with _termination_unwinds():
        try:
            yield parts
            for option, path in paths.items():
                os.replace(parts[option], path)
        except OSError as error:
            raise QelabError("QE816", reason=reason_of(error)) from None
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)


@contextmanager
def _termination_unwinds() -> Iterator[None]:
    """A polite request to end runs the clean-up as an interrupt from the keyboard does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(_TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
