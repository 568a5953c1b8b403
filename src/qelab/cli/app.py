"""The commands and their options. Each command is one file of this folder; it imports what it needs when called."""

import sys
from collections.abc import Collection
from importlib import import_module
from typing import Annotated, Any

import typer

import qelab
from qelab.core.errors import QelabError

# The module of this folder and its function; only the modules that a command line needs are imported.
COMMANDS = {
    "list": ("listing", "list_everything"),
    "show": ("show", "show_scenario"),
    "schema": ("schema", "schema"),
    "run": ("run", "run"),
    "compare": ("compare", "compare"),
    "equivalent": ("equivalent", "equivalent"),
    "accounts": ("accounts", "accounts"),
    "assumptions": ("assumptions", "list_assumptions"),
    "article": ("article", "article"),
    "check": ("check", "check"),
    "explain": ("explain", "explain"),
    "mod": ("mod", "mod"),
    "project": ("project", "project"),
    "replay": ("replay", "replay"),
    "report": ("report", "report"),
    "doctor": ("doctor", "doctor"),
}

GROUPS = {"data": ("data", "data")}  # commands with commands of their own


def _imported(module: str, name: str) -> Any:
    return getattr(import_module(f"qelab.cli.{module}"), name)


def program(names: Collection[str]) -> typer.Typer:
    """The command line with these commands: preparing the options of all of them would take long."""
    app = typer.Typer(
        name="qelab",
        help="Quantitative easing and tightening: what a programme does, with it and without it.",
        epilog="For education and research, not investment advice.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    for name in names:
        if name in GROUPS:
            app.add_typer(_imported(*GROUPS[name]), name=name)
        else:
            app.command(name)(_imported(*COMMANDS[name]))
    return app


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"qelab {qelab.__version__}\n")
        raise typer.Exit


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
        arguments = _within(_imported(*GROUPS[first]), arguments)
    wanted = known if first is None or first != arguments[0] else (first,)
    outcome = program(wanted)(arguments or ["--help"], prog_name="qelab", standalone_mode=False)
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
