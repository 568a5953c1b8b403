"""``qelab assumptions``: every number that the laboratory assumes, with its source."""

from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.options import Assume, Json, Lang
from qelab.cli.talk import show, show_document


def list_assumptions(
    pattern: Annotated[
        str, typer.Argument(metavar="[PART]", help="Only names that contain this, as in reserves.")
    ] = "",
    assume: Assume = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """List what the laboratory assumes: names for --assume, values, sources."""
    lang = language(lang)
    from qelab.cli.inputs import read_assumptions
    from qelab.lab.assumptions import assumptions
    from qelab.report.assumptions import assumption_document, assumption_lines

    found = [item for item in assumptions(read_assumptions(assume or ())) if pattern in item.name]
    if json:
        show_document(assumption_document(found))
    else:
        show(assumption_lines(found, lang))
