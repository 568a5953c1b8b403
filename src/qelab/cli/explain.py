"""``qelab explain``: why a series moved, by channel, with the source and the limits of the answer."""

from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.inputs import (
    check_economy,
    check_model,
    is_result_name,
    read_assumptions,
    read_result,
    read_scenario,
    scenario_file,
)
from qelab.cli.options import Assume, Json, Lang, Model, Settings, complete_programme
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, width
from qelab.core.errors import QelabError


def explain(
    result: Annotated[
        str,
        typer.Argument(
            metavar="RESULT",
            help="A saved result (.nc), or a scenario to run.",
            autocompletion=complete_programme,
        ),
    ],
    series: Annotated[str, typer.Argument(metavar="SERIES", help="A public series, as in yield_10y.")],
    at: Annotated[str | None, typer.Option("--at", metavar="QUARTER", help="Quarter, as in 2010Q4.")] = None,
    settings: Settings = None,
    assume: Assume = None,
    model: Model = "us_core",
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Explain a series: effect by channel, source, limits."""
    lang = language(lang)
    stored = is_result_name(result)
    for option, given in (("--set", settings), ("--assume", assume)):
        if stored and given:
            raise QelabError("QE809", option=option, name=result)
    if not stored:
        scenario_file(result)
        check_model(model)
    check_series(series)
    if at is not None:
        _check_quarter(at)
    if stored:
        found = read_result(result)
    else:
        asked, assumed = read_scenario(result, settings or ()), read_assumptions(assume or ())
        check_economy(asked, model=model)
        from qelab.lab.lab import Lab

        with Progress(lang) as progress:
            found = Lab(macro=model, settings=assumed).run(asked, progress=progress)
    if ":" not in series and series in found.panels:
        from qelab.report.members import members_document, members_lines

        if at is not None:
            found.place(at)
        if json:
            show_document(members_document(found, series, at, lang))
        else:
            show(members_lines(found, series, at, lang, width()))
        return
    from qelab.report.explanation import explanation_document, explanation_lines

    explanation = found.explain(series, at=at)
    if json:
        show_document(explanation_document(found, explanation, lang))
    else:
        show(explanation_lines(found, explanation, lang, width()))


def check_series(name: str) -> None:
    """Refuse a series that is not in the vocabulary.

    Raises
    ------
    QelabError QE102 : unknown; QE101 : no such member of it
    """
    from qelab.core.members import place
    from qelab.core.vocabulary import series

    asked, _, member = name.partition(":")
    dimension = series(asked).dimension
    if dimension and member:
        place(dimension, member)
    elif member:
        series(name)


def _check_quarter(text: str) -> None:
    from qelab.core.time import Quarter

    Quarter.parse(text, path="--at")
