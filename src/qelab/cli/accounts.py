"""``qelab accounts``: a programme's purchase and a walk through other events as T-accounts, or the matrices."""

from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.inputs import read_scenario
from qelab.cli.options import Json, Lang, ScenarioName, Settings
from qelab.cli.talk import show, show_document, width

EVENTS = (
    "purchase_from_bank", "purchase_from_non_bank", "rollover", "run_off", "sale_at_a_loss", "income", "loss",
    "indemnity", "bank_loan",
)  # fmt: skip
MATRICES = ("balance", "flows")

EventName = Annotated[
    str | None,
    typer.Option("--event", metavar="NAME", help="One event of the walk: " + ", ".join(EVENTS) + "."),
]
MatrixName = Annotated[
    str | None,
    typer.Option(
        "--matrix",
        metavar="|".join(MATRICES),
        help="All sectors and instruments: at the opening, or what the walk moves.",
    ),
]


def accounts(
    scenario: ScenarioName,
    settings: Settings = None,
    event: EventName = None,
    matrix: MatrixName = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Show the purchase as T-accounts, and walk through other events."""
    lang = language(lang)
    asked = read_scenario(scenario, settings or ())
    from qelab.report.accounts import accounts_document, accounts_lines

    if json:
        show_document(accounts_document(asked, lang, event, matrix))
    else:
        show(accounts_lines(asked, lang, width(), event, matrix))
