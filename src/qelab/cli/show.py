"""``qelab show``: a scenario with every number, source and expected exit; ``--toml`` prints it as a file.

The id of a macro model shows what the model says of itself.
"""

from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.inputs import MODELS, read_scenario, scenario_file
from qelab.cli.options import Json, Lang, ScenarioName, Settings
from qelab.cli.talk import show, show_document, width
from qelab.core.errors import QelabError


def show_scenario(
    scenario: ScenarioName,
    settings: Settings = None,
    toml: Annotated[
        bool, typer.Option("--toml", help="Print a file that reads back as this scenario.")
    ] = False,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Show a scenario or a model: numbers, sources, expected exit."""
    lang = language(lang)
    if scenario in MODELS.ids():
        for option, given in (("--set", settings), ("--toml", toml)):
            if given:
                raise QelabError("QE809", option=option, name=scenario)
        _show_model(scenario, json, lang)
        return
    asked = read_scenario(scenario, settings or ())
    if json:
        show_document({"schema": "qelab.show/1", "scenario": asked.to_mapping()})
        return
    from qelab.report.scenario import scenario_lines
    from qelab.report.toml import toml_lines

    if not toml:
        show(scenario_lines(asked, lang, width()))
    elif settings:
        show(toml_lines(asked.to_mapping()))
    else:  # as it was written, with its comments
        show(scenario_file(scenario).read_text("utf-8").splitlines())


def _show_model(name: str, json: bool, lang: str) -> None:
    from qelab.macro.about import read_about
    from qelab.report.model import model_document, model_lines

    about = read_about(MODELS.path(name).with_name("about.toml"))
    if json:
        show_document(model_document(name, about))
    else:
        show(model_lines(name, about, lang, width()))
