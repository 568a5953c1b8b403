"""How a failure is reported: our errors, and those of the command-line parser turned into ours."""

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer

from qelab.cli.asked import json_asked, language_asked
from qelab.cli.phrases import localised
from qelab.cli.talk import show_document, talk
from qelab.core.errors import QelabError

# Typer carries its own copy of click in some versions and depends on click in others.
UsageError = typer.BadParameter.__mro__[1]


def report_failure(error: Exception, arguments: Sequence[str]) -> int:
    """Print a failure where it belongs and return the exit code.

    Under ``--json`` the message is the one document on standard output, else it is text on standard error.
    """
    lang = language_asked(arguments)
    ours = localised(as_qelab_error(error), lang)
    if json_asked(arguments):
        show_document(ours.as_json(lang))
        sys.stdout.flush()
    else:
        talk(ours.render(lang))
    return ours.exit_code


def as_qelab_error(error: Exception) -> QelabError:
    """Any exception as one of ours; what is nobody's fault but qelab's is QE899."""
    if isinstance(error, QelabError):
        return error
    if isinstance(error, UsageError):
        return _usage(error)
    return QelabError("QE899", kind=type(error).__name__, reason=_one_line(str(error)))


def _usage(error: Any) -> QelabError:
    """The parser's finding, recognised by the class and the fields that it has had in every version."""
    kind = type(error).__name__
    where = error.ctx.command_path if error.ctx else ""
    if kind == "MissingParameter":
        return QelabError("QE802", where=where, name=_argument(error), command=where)
    if kind == "NoSuchOption":
        return QelabError("QE804", where=where, name=error.option_name, allowed=_options(error.ctx))
    if kind == "BadOptionUsage":
        code = "QE807" if "not take" in error.message else "QE805"
        return QelabError(code, where=where, option=error.option_name)
    extra = re.search(r"unexpected extra argument\S* \((.*)\)", error.message)
    if extra:
        return QelabError("QE806", where=where, name=extra[1], command=where)
    return QelabError("QE808", where=where, reason=_one_line(error.format_message()))


def _argument(error: Any) -> str:
    parameter = error.param
    if parameter is None:
        return ""
    if getattr(parameter, "param_type_name", "") == "option":
        return max(parameter.opts, key=len)
    return str(getattr(parameter, "metavar", None) or parameter.name or "").removesuffix("...")


def _options(context: Any) -> tuple[str, ...]:
    if context is None:
        return ()
    names = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
    return tuple(sorted({*names, "--help"}))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:197] + "..."
