"""Arguments and options that several commands share, with their help and their shell completion."""

from typing import Annotated

import typer

from qelab.cli.asked import FORMATS, LANGUAGES
from qelab.cli.inputs import MODELS, PROGRAMMES


def complete_programme(incomplete: str) -> list[str]:
    return [name for name in PROGRAMMES.ids() if name.startswith(incomplete)]


def complete_model(incomplete: str) -> list[str]:
    return [name for name in MODELS.ids() if name.startswith(incomplete)]


ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="Catalogue id ('qelab list') or a TOML file.",
        autocompletion=complete_programme,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a key of the scenario, as in size_bn=1200. May be repeated.",
    ),
]
Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="NAME=VALUE",
        help="Change an assumption ('qelab assumptions'), as in reserves.ratchet=1. May be repeated.",
    ),
]
Model = Annotated[
    str, typer.Option("--model", metavar="ID", help="Macro model.", autocompletion=complete_model)
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, errors included.")]
Format = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help="Form of the result on standard output.")
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", envvar="QELAB_LANG", metavar="|".join(LANGUAGES), help="Language of texts."),
]
Draws = Annotated[
    int,
    typer.Option("--draws", metavar="N", min=0, max=100_000, help="Draws of the parameters, for ranges (0: none)."),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of the draws.")]
Plot = Annotated[str | None, typer.Option("--plot", metavar="FILE", help="Draw it: .png, .svg or .pdf.")]
Report = Annotated[
    str | None, typer.Option("--report", metavar="FILE", help="Write a report to read and print: .html.")
]
Elasticity = Annotated[
    str,
    typer.Option(
        "--elasticity", metavar="ID", help="Published elasticity of the term premium ('qelab list elasticities')."
    ),
]
