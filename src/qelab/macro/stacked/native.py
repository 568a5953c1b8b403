"""A period's equations as machine code, where there is a C compiler: about five times faster to evaluate.

Answers: is there a compiled library for this function, and how is one made? Libraries are kept (``macro.kept``) under a
hash of function, compiler and flags. ``QELAB_CC`` names the compiler; "off" switches this off. Nothing
here ever fails: without a compiler, or when it does not succeed, CasADi's own evaluation stays in use. The numbers are
the same to the last bit.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import casadi as ca

from qelab.macro import kept

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
    library = None if program is None else kept.find_library(_name(function, program))
    return None if library is None else _load(function.name(), library)


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
    if program is None or kept.folder() is None:
        return None
    name = _name(function, program)
    generator = ca.CodeGenerator("period.c")
    generator.add(function)
    source = generator.dump()

    def work() -> None:
        try:
            _compile(source, program, name)
        except (OSError, subprocess.SubprocessError):
            return

    return work


def _compile(source: str, program: str, name: str) -> None:
    """Compile in a folder beside the library and move the result: others see all of it or nothing."""
    with tempfile.TemporaryDirectory(dir=kept.folder()) as scratch:
        text, made = Path(scratch) / "period.c", Path(scratch) / "period.so"
        text.write_text(source, encoding="utf-8")
        command = [program, *_FLAGS, "-o", str(made), str(text), "-lm"]
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
        kept.keep_library(name, made)


def _load(name: str, library: Path) -> Any | None:
    try:
        return ca.external(name, str(library))
    except RuntimeError:  # made for another machine, or broken
        return None


def _name(function: Any, program: str) -> str:
    """What this function's library is called."""
    return "native-" + kept.key(function.serialize(), ca.CasadiMeta.version(), _version(program), " ".join(_FLAGS))


@cache
def _version(program: str) -> str:
    """What the compiler says of itself: another compiler makes another library."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return program
    return program + done.stdout
