"""``qelab mod``: solves a model file as Dynare would, for the requests that the file itself makes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qelab.cli.asked import form, language
from qelab.cli.inputs import model_file
from qelab.cli.options import Format, Json, Lang
from qelab.cli.talk import show, show_document, width
from qelab.core.errors import QelabError

if TYPE_CHECKING:
    from qelab.macro.model import Model
    from qelab.macro.requests.answer import Answer
    from qelab.macro.requests.parity import Distance


def mod(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .mod file, or the id of a model ('qelab list').")],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Another value for a parameter. May be repeated."
        ),
    ] = None,
    against_dynare: Annotated[
        bool, typer.Option("--against-dynare", help="Run Dynare on the same file and print the largest difference.")
    ] = False,
    format: Format = "table",
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Solve a model file: steady state, and the path or the responses it asks for."""
    lang, shape = language(lang), form(format, json)
    path = model_file(file)
    values = parameter_values(settings or ())
    from qelab.macro.catalogue import read
    from qelab.macro.requests.answer import answer
    from qelab.report.mod import answer_lines, answer_rows

    model: Model = read(path)
    if values:
        model = model.with_parameters(**values)
    found = answer(model)
    distance = _distance(model, found) if against_dynare else None
    if shape == "json":
        document = found.as_document()
        if distance is not None:
            apart = {**distance.values(), "where": dict(distance.where), "tight": distance.tight}
            document["diagnostics"]["against_dynare"] = apart
        show_document(document)
    elif shape == "csv":
        show(answer_rows(found))
    else:
        show(answer_lines(found, lang, width(), distance))


def _distance(model: "Model", found: "Answer") -> "Distance":
    from qelab.macro.requests.parity import against_dynare

    return against_dynare(model, found)


def parameter_values(settings: Sequence[str]) -> dict[str, float]:
    """Values of parameters from NAME=VALUE texts.

    Raises
    ------
    QelabError QE834 : not NAME=VALUE with a number
    """
    values = {}
    for setting in settings:
        name, _, text = setting.partition("=")
        try:
            values[name.strip()] = float(text)
        except ValueError:
            raise QelabError("QE834", where="--set", text=setting) from None
    return values
