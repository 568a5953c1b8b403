"""``qelab compare``: several scenarios side by side, one scenario in several models, or other tools beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qelab.cli.asked import SAME, TOOLS, chosen, form, language, one_horizon, tools_asked
from qelab.cli.inputs import (
    OWN_MODEL,
    check_economy,
    check_model,
    check_models,
    is_file_name,
    read_assumptions,
    read_scenario,
    scenario_file,
)
from qelab.cli.options import Assume, Draws, Format, Json, Lang, Model, Seed, Settings, complete_programme
from qelab.cli.outputs import PLOT_SUFFIXES, checked, writing
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, tell_written, width
from qelab.core.errors import QelabError

if TYPE_CHECKING:
    from qelab.lab.models.comparison import ModelComparison
    from qelab.lab.result import Result


def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...",
            help="Two or more catalogue ids or TOML files; with --models or --tools one.",
            autocompletion=complete_programme,
        ),
    ],
    settings: Settings = None,
    assume: Assume = None,
    model: Model = "us_core",
    models: Annotated[
        str | None,
        typer.Option("--models", metavar="all|ID,ID...", help="One scenario in these models of the catalogue."),
    ] = None,
    tools: Annotated[
        str | None,
        typer.Option("--tools", metavar="all|NAME,NAME...", help=f"One scenario beside other tools: {', '.join(TOOLS)}."),
    ] = None,
    same: Annotated[
        str | None, typer.Option("--same", metavar="|".join(SAME), help="With --tools, what they have in common (output).")
    ] = None,
    quarters: Annotated[
        str | None, typer.Option("--quarters", metavar="K", help="With --tools, quarters for which the rate is held (8).")
    ] = None,
    draws: Draws = 0,
    seed: Seed = 1,
    format: Format = "table",
    json: Json = False,
    plot: Annotated[
        str | None, typer.Option("--plot", metavar="FILE", help="With --models, draw the spread: .png, .svg or .pdf.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Compare scenarios, or with --models the answers of models to one, with --tools other tools beside it; --set changes
    each scenario."""
    lang, shape = language(lang), form(format, json)
    for name in scenarios:
        scenario_file(name)
    if tools is not None:
        given = {"--models": models is not None, "--draws": draws, "--model": model != OWN_MODEL, "--plot": plot is not None}
        _refuse_beside("--tools", given)
        _compare_tools(scenarios, settings or (), assume or (), tools_asked(tools), same, quarters, shape, lang)
        return
    for option, value in (("--same", same), ("--quarters", quarters)):
        if value is not None:
            raise QelabError("QE845", option=option, name="--tools")
    if models is not None:
        if draws:
            raise QelabError("QE728", model=models)
        if assume:
            raise QelabError("QE838", option="--assume", models=models)
        _compare_models(scenarios, settings or (), models, shape, plot, lang)
        return
    if plot is not None:
        raise QelabError("QE837", option="--plot")
    if len(scenarios) < 2:
        raise QelabError("QE810", count=len(scenarios))
    check_model(model)
    assumed = read_assumptions(assume or ())
    asked = [read_scenario(name, settings or ()) for name in scenarios]
    for one in asked:
        check_economy(one, model=model, draws=draws)
    from qelab.lab.lab import Lab

    with Progress(lang) as progress:
        results = Lab(macro=model, settings=assumed, draws=draws, seed=seed).compare(asked, progress=progress)
    _print_results(results, shape, lang, settings or ())


def _print_results(results: "list[Result]", shape: str, lang: str, settings: Sequence[str]) -> None:
    """Several results side by side."""
    from qelab.report.result import comparison_lines, distinct_names

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
        show(comparison_lines(results, lang, width(), settings))


def _refuse_beside(option: str, given: dict[str, object]) -> None:
    for name, value in given.items():
        if value:
            raise QelabError("QE846", option=option, name=name)


def _compare_tools(
    scenarios: Sequence[str], settings: Sequence[str], assume: Sequence[str], tools: tuple[str, ...], same: str | None,
    quarters: str | None, shape: str, lang: str,
) -> None:  # fmt: skip
    """One scenario, other tools beside it."""
    if len(scenarios) != 1:
        raise QelabError("QE895", option="--tools", count=len(scenarios))
    common = chosen("--same", same or "output", SAME)
    held = {} if quarters is None else {"held_quarters": one_horizon(quarters)}
    asked, assumed = read_scenario(scenarios[0], settings), read_assumptions(assume)
    check_economy(asked, others={"--tools": True})
    from qelab.lab.equivalence.documents import tools_document, tools_frame
    from qelab.lab.equivalence.tools import Same, Tool
    from qelab.lab.lab import Lab
    from qelab.report.equivalence import tools_lines

    wanted = tuple(Tool(name) for name in tools)
    with Progress(lang) as progress:
        found = Lab(settings=assumed).compare_tools(asked, same=Same(common), tools=wanted, progress=progress, **held)
    if shape == "json":
        show_document(tools_document(found, lang))
    elif shape == "csv":
        show(tools_frame(found).to_csv(index=False, lineterminator="\n").splitlines())
    else:
        show(tools_lines(found, lang, width(), settings))


def _compare_models(
    scenarios: list[str], settings: list[str] | tuple[str, ...], models: str, shape: str, plot: str | None, lang: str
) -> None:
    """One scenario, many models."""
    if len(scenarios) != 1:
        raise QelabError("QE835", count=len(scenarios))
    names = check_models(models)
    inputs = [Path(scenarios[0])] if is_file_name(scenarios[0]) else []
    paths = checked({"--plot": (plot, PLOT_SUFFIXES)}, inputs)
    asked = read_scenario(scenarios[0], settings)
    check_economy(asked, others={"--models": models})
    if paths:
        from qelab.report.models_picture import check_models_fonts

        check_models_fonts(asked, lang)
    from qelab.lab.lab import Lab

    with Progress(lang) as progress:
        comparison = Lab().compare_models(asked, names, progress=progress)
    refusal = next((answer.failure for answer in comparison.answers if answer.failure), None)
    if refusal is not None and not comparison.answered:
        raise refusal  # no model gives a number: nothing to print or draw
    with writing(paths) as parts:
        for part in parts.values():
            from qelab.report.models_picture import save_models_picture

            save_models_picture(comparison, part, lang)
    _print_models(comparison, shape, lang, settings)
    tell_written(paths, lang)


def _print_models(comparison: "ModelComparison", shape: str, lang: str, settings: list[str] | tuple[str, ...]) -> None:
    if shape == "json":
        show_document(comparison.as_document(lang))
    elif shape == "csv":
        show(comparison.frame().to_csv(index=False, lineterminator="\n").splitlines())
    else:
        from qelab.report.models import models_lines

        show(models_lines(comparison, lang, width(), settings))
