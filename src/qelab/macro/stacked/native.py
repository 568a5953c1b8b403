"""A period's equations as machine code, where there is a C compiler: about five times faster to evaluate.

Answers: is there a compiled library for this function, and how is one made? Libraries are kept in the user's cache
folder under a hash of function, compiler and flags. ``QELAB_CC`` names the compiler; "off" switches this off. Nothing
here ever fails: without a compiler, or when it does not succeed, CasADi's own evaluation stays in use. The numbers are
the same to the last bit.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import casadi as ca

# -O2 buys nothing here; contraction would let results depend on the processor.
_FLAGS = ("-O1", "-fPIC", "-shared", "-ffp-contract=off")
_PATIENCE = 120  # seconds


def compiler() -> str | None:
    """Path of the C compiler in use, or None."""
    wanted = os.environ.get("QELAB_CC", "cc")
    return None if wanted.lower() in ("off", "") else shutil.which(wanted)


def cached(function: Any) -> Any | None:
    """The function from its library, where one was made before; None otherwise."""
    program = compiler()
    library = None if program is None else _library(function, program)
    return _load(function.name(), library) if library is not None and library.exists() else None


def compile_native(function: Any) -> Any | None:
    """The function from its library, made now if need be (0.3 s for 40 equations); None where that fails."""
    found = cached(function)
    if found is None:
        work = compilation(function)
        if work is not None:
            work()
            found = cached(function)
    return found


def compilation(function: Any) -> Callable[[], None] | None:
    """The work of making a library, to be called here or in another thread; None where there is no compiler.

    The source is written at once: only what follows leaves CasADi alone.
    """
    program = compiler()
    library = None if program is None else _library(function, program)
    if program is None or library is None:
        return None
    generator = ca.CodeGenerator("period.c")
    generator.add(function)
    source = generator.dump()

    def work() -> None:
        try:
            _compile(source, program, library)
        except (OSError, subprocess.SubprocessError):
            return

    return work


def _compile(source: str, program: str, library: Path) -> None:
    """Compile in a folder beside the library and move the result: others see all of it or nothing."""
    library.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=library.parent) as scratch:
        text, made = Path(scratch) / "period.c", Path(scratch) / library.name
        text.write_text(source, encoding="utf-8")
        command = [program, *_FLAGS, "-o", str(made), str(text), "-lm"]
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
        made.replace(library)


def _load(name: str, library: Path) -> Any | None:
    try:
        return ca.external(name, str(library))
    except RuntimeError:  # made for another machine, or broken
        return None


def _library(function: Any, program: str) -> Path | None:
    """Where this function's library belongs; None without a cache folder."""
    import platformdirs

    try:
        folder = Path(platformdirs.user_cache_dir("qelab", appauthor=False)) / "native"
    except (OSError, RuntimeError):
        return None
    text = "\n".join((function.serialize(), ca.CasadiMeta.version(), _version(program), " ".join(_FLAGS)))
    return folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.so"


@cache
def _version(program: str) -> str:
    """What the compiler says of itself: another compiler makes another library."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return program
    return program + done.stdout
