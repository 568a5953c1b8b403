"""The commands and their options. Each command is one file of this folder; it imports what it needs when called."""

import sys
from typing import Annotated

import typer

import qelab
from qelab.cli.accounts import accounts
from qelab.cli.article import article
from qelab.cli.check import check
from qelab.cli.compare import compare
from qelab.cli.doctor import doctor
from qelab.cli.explain import explain
from qelab.cli.listing import list_everything
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
    "replay": replay,
    "report": report,
    "doctor": doctor,
}

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
    if arguments and first == arguments[0] and first not in COMMANDS:
        raise QelabError("QE801", name=first, allowed=tuple(COMMANDS))
    outcome = app(arguments or ["--help"], prog_name="qelab", standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0
