"""The commands and their options. Each command is one file of this folder; it imports what it needs when called."""

import sys
from typing import Annotated

import typer

import qelab
from qelab.cli.accounts import accounts
from qelab.cli.article import article
from qelab.cli.check import check
from qelab.cli.compare import compare
from qelab.cli.data import data
from qelab.cli.doctor import doctor
from qelab.cli.explain import explain
from qelab.cli.listing import list_everything
from qelab.cli.mod import mod
from qelab.cli.replay import replay
from qelab.cli.report import report
from qelab.cli.run import run
from qelab.cli.schema import schema
from qelab.cli.show import show_scenario
from qelab.core.errors import QelabError

COMMANDS = {
    "list": list_everything,
    "show": show_scenario,
    "schema": schema,
    "run": run,
    "compare": compare,
    "accounts": accounts,
    "article": article,
    "check": check,
    "explain": explain,
    "mod": mod,
    "replay": replay,
    "report": report,
    "doctor": doctor,
}

GROUPS = {"data": data}  # commands with commands of their own

app = typer.Typer(
    name="qelab",
    help="Quantitative easing and tightening: what a programme does, with it and without it.",
    epilog="For education and research, not investment advice.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name, _function in COMMANDS.items():
    app.command(_name)(_function)
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"qelab {qelab.__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Quantitative easing and tightening: what a programme does, with it and without it."""


def run_command_line(arguments: list[str]) -> int:
    """Parse and run; the exit code.

    Raises
    ------
    QelabError QE801 : unknown command; and whatever the command or the parser raises
    """
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    known = (*COMMANDS, *GROUPS)
    if arguments and first == arguments[0] and first not in known:
        raise QelabError("QE801", name=first, allowed=known)
    if arguments and first in GROUPS:
        arguments = _within(GROUPS[first], arguments)
    outcome = app(arguments or ["--help"], prog_name="qelab", standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0


def _within(group: typer.Typer, arguments: list[str]) -> list[str]:
    """A command of a group checked as those of the program are; nothing after the group is its help.

    Raises
    ------
    QelabError QE801 : unknown command
    """
    name, *rest = arguments
    known = tuple(command.name for command in group.registered_commands)
    if rest and not rest[0].startswith("-") and rest[0] not in known:
        raise QelabError("QE801", name=f"{name} {rest[0]}", allowed=tuple(f"{name} {one}" for one in known))
    return arguments if rest else [name, "--help"]
