"""``qelab run``: one scenario with and without its programme, as a table, CSV, JSON, NetCDF file, picture and report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qelab.cli.asked import form, language
from qelab.cli.inputs import (
    check_economy,
    check_model,
    is_file_name,
    read_assumptions,
    read_scenario,
    scenario_file,
)
from qelab.cli.options import (
    Assume,
    Draws,
    Elasticity,
    Format,
    Json,
    Lang,
    Model,
    Plot,
    Report,
    ScenarioName,
    Seed,
    Settings,
)
from qelab.cli.outputs import PLOT_SUFFIXES, check_folder, checked, writing
from qelab.cli.progress import Progress
from qelab.cli.talk import json_text, show, show_document, talk, tell_written, width
from qelab.core.words import word

if TYPE_CHECKING:
    from qelab.lab.result import Result

OUT_SUFFIXES = (".nc", ".csv", ".json")
REPORT_SUFFIXES = (".html", ".htm")


def run(
    scenario: ScenarioName,
    settings: Settings = None,
    assume: Assume = None,
    elasticity: Elasticity = "chosen",
    model: Model = "us_core",
    draws: Draws = 0,
    seed: Seed = 1,
    format: Format = "table",
    json: Json = False,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help="Save the result: .nc, .csv or .json.")
    ] = None,
    plot: Plot = None,
    report: Report = None,
    write_mod: Annotated[
        str | None,
        typer.Option("--write-mod", metavar="DIR", help="Write files that Dynare runs, one for each information set."),
    ] = None,
    lang: Lang = None,
) -> None:
    """Run a scenario: what happens with the programme and without it."""
    lang, shape = language(lang), form(format, json)
    source = scenario_file(scenario)
    inputs = [source] if is_file_name(scenario) else []
    wanted = {"--out": (out, OUT_SUFFIXES), "--plot": (plot, PLOT_SUFFIXES), "--report": (report, REPORT_SUFFIXES)}
    paths = checked(wanted, inputs)
    check_model(model)
    if write_mod is not None:
        check_folder(write_mod, "--write-mod")
    asked, assumed = read_scenario(scenario, settings or ()), read_assumptions(assume or (), elasticity)
    check_economy(asked, model=model, draws=draws, others={"--report": report, "--write-mod": write_mod})
    if "--plot" in paths:
        from qelab.report.picture import check_fonts

        check_fonts(asked, lang)
    from qelab.lab.lab import Lab

    lab = Lab(macro=model, settings=assumed, draws=draws, seed=seed)
    with Progress(lang) as progress:
        result = lab.run(asked, progress=progress)
    with writing(paths) as parts:
        for option, part in parts.items():
            _write(result, option, part, lang)
    _print(result, shape, lang, settings or ())
    tell_written(paths, lang)
    if write_mod is not None:
        count = len(lab.write_mod(asked, write_mod))
        talk(word("run.written_mod", lang, count=count, path=write_mod))


def _write(result: "Result", option: str, part: Path, lang: str) -> None:
    if option == "--plot":
        from qelab.report.picture import save_picture

        save_picture(result, part, lang)
    elif option == "--report":
        from qelab.report.html.save import save_report

        save_report(result, part, lang)
    elif part.suffix.lower() == ".nc":
        result.save(part)
    elif part.suffix.lower() == ".csv":
        result.frame().to_csv(part, index=False, encoding="utf-8")
    else:
        part.write_text(json_text(result.as_document(lang)) + "\n", encoding="utf-8")


def _print(result: "Result", shape: str, lang: str, settings: list[str] | tuple[str, ...]) -> None:
    if shape == "json":
        show_document(result.as_document(lang))
    elif shape == "csv":
        show(result.frame().to_csv(index=False, lineterminator="\n").splitlines())
    else:
        from qelab.report.result import result_lines

        show(result_lines(result, lang, width(), settings))
