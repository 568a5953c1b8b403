"""The program ``qelab``: runs a command line and turns everything that can go wrong into a message and a code.

Answers: what does the shell see? Results on standard output, talk on standard error, and an exit code. Nothing
heavy is loaded here or for `--help`: each command imports what it computes with when it is called.
"""

import gc
import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
BROKEN_PIPE = 141
_MANY_OBJECTS = 100_000  # new ones between two searches for garbage: a short command ends before the first


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Parameters
    ----------
    argv : arguments without the program's name; those of the process when left out

    Returns
    -------
    exit code: 0 done, 2 usage, 3 invalid scenario or file, 4 no equilibrium, 5 data missing, 6 a check failed,
    130 interrupted (1: a defect of qelab itself)
    """
    if argv is None:
        gc.set_threshold(_MANY_OBJECTS)
    arguments = [str(argument) for argument in (sys.argv[1:] if argv is None else argv)]
    try:
        code = _guarded(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return BROKEN_PIPE
    finally:
        if argv is None:
            gc.freeze()  # the process ends: looking through all it has made once more takes a tenth of a second


def _guarded(arguments: list[str]) -> int:
    # Imported here so that an interrupt during the imports is caught as well.
    from qelab.cli.app import run_command_line
    from qelab.cli.failure import report_failure
    from qelab.cli.talk import make_printable

    make_printable()
    try:
        return run_command_line(arguments)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except SystemExit as leaving:
        # The parser answers a closed pipe by leaving with 1, as if something had failed.
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        raise
    except Exception as error:
        if os.environ.get("QELAB_DEBUG"):
            raise
        return report_failure(error, arguments)


def _close_stdout() -> None:
    """Nobody reads any more: keep the interpreter from complaining when it flushes at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
