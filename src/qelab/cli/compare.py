"""``qelab compare``: several scenarios side by side, in one laboratory."""

from typing import Annotated

import typer

from qelab.cli.asked import form, language
from qelab.cli.inputs import check_model, read_scenario, scenario_file
from qelab.cli.options import Draws, Format, Json, Lang, Model, Seed, Settings, complete_programme
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, width
from qelab.core.errors import QelabError


def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...",
            help="Two or more catalogue ids or TOML files.",
            autocompletion=complete_programme,
        ),
    ],
    settings: Settings = None,
    model: Model = "us_core",
    draws: Draws = 0,
    seed: Seed = 1,
    format: Format = "table",
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Compare scenarios; --set changes each of them."""
    lang, shape = language(lang), form(format, json)
    for name in scenarios:
        scenario_file(name)
    if len(scenarios) < 2:
        raise QelabError("QE810", count=len(scenarios))
    check_model(model)
    asked = [read_scenario(name, settings or ()) for name in scenarios]
    from qelab.lab.lab import Lab
    from qelab.report.result import comparison_lines, distinct_names

    with Progress(lang) as progress:
        results = Lab(macro=model, draws=draws, seed=seed).compare(asked, progress=progress)
    if shape == "json":
        documents = [result.as_document(lang) for result in results]
        show_document({"schema": "qelab.comparison/1", "results": documents})
    elif shape == "csv":
        names = distinct_names([result.scenario.id for result in results])
        for place, (name, result) in enumerate(zip(names, results, strict=True)):
            frame = result.frame()
            frame.insert(0, "scenario", name)
            show(frame.to_csv(index=False, lineterminator="\n", header=place == 0).splitlines())
    else:
        show(comparison_lines(results, lang, width(), settings or ()))
