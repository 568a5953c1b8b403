"""What the numbers rest on: assumptions, what the model cannot say, sources, data, and how to get them again."""

from typing import TYPE_CHECKING

import qelab
from qelab.core.provenance import Source
from qelab.data import opening
from qelab.data.snapshot import read_manifest
from qelab.macro.about import About
from qelab.policy.catalogue import PROGRAMMES, scenario
from qelab.report.html.markup import Html, both, joined, quoted, said, tag, words
from qelab.report.html.table import Cell, definitions, grid
from qelab.report.toml import toml_lines

if TYPE_CHECKING:
    from qelab.lab.result import Result


def assumptions(result: "Result") -> Html:
    """What was assumed, sentence by sentence."""
    by_place = [both(lambda lang, place=place: result.assumptions(lang)[place]) for place in range(len(result.notes))]
    return tag("ul", *(tag("li", sentence) for sentence in by_place))


def limits(about: About) -> Html:
    """What the model says of itself; quoted, because it is written in one language."""
    parts = [definitions([(said("column.title_quoted"), quoted(about.title)), (said("column.source"), quoted(about.source))])]
    for key, texts in (("cannot_answer", about.cannot_answer), ("deviations", about.deviations)):
        if texts:
            parts += [tag("h3", words(f"show.{key}")), tag("ul", *(tag("li", quoted(text)) for text in texts))]
    return joined(parts)


def sources(result: "Result") -> Html:
    """Sources of the opening state, and the packaged data with their vintages."""
    start = opening(result.scenario.opening)
    found: dict[Source, list[str]] = {}
    for name, source in start.sources.items():
        found.setdefault(source, []).append(name.partition(".")[2] or name)
    rows: list[list[Cell]] = [
        [_linked(source), quoted(source.vintage), tag("code", ", ".join(sorted(names)))] for source, names in found.items()
    ]
    header: list[Cell] = [said("column.source"), said("html.vintage"), said("html.figures")]
    title = said("html.sources.opening", title=lambda lang: start.title["zh_hant" if lang == "zh-Hant" else "en"])
    opened = tag("details", tag("summary", both(title)), grid(header, rows, align="lll"))
    return joined([tag("p", words("html.sources.lead")), opened, _snapshot()])


def _linked(source: Source) -> Html:
    name = quoted(f"{source.text} [{source.status.value}]")
    return tag("a", name, href=source.address, rel="noreferrer") if source.address.startswith("http") else name


def _snapshot() -> Html:
    """The packaged series: file, source, vintage."""
    rows: list[list[Cell]] = [
        [
            tag("code", name),
            quoted(entry["source"]),
            quoted(entry.get("vintage", "")),
            entry["retrieved"],
            quoted(entry["licence"]),
        ]
        for name, entry in read_manifest()["files"].items()
    ]
    keys = ("html.file", "column.source", "html.vintage", "html.retrieved", "html.licence")
    table = grid([said(key) for key in keys], rows, align="lllll")
    return tag("details", tag("summary", words("html.sources.snapshot")), table)


def reproduce(result: "Result") -> Html:
    """The same numbers from the command line and from Python; a changed scenario comes along as a file."""
    asked = result.scenario
    known = asked.id in PROGRAMMES.ids() and scenario(asked.id) == asked
    name = asked.id if known else f"{asked.id}.toml"
    draws = result.draws
    options = "" if draws is None else f" --draws {draws.count} --seed {draws.seed}"
    model = "" if result.model == "us_core" else f" --model {result.model}"
    command = f"qelab run {name}{model}{options} --report {asked.id}.html"
    reader = f'qe.scenario("{asked.id}")' if known else f'qe.Scenario.from_toml(Path("{name}"))'
    more = "" if draws is None else f", draws={draws.count}, seed={draws.seed}"
    shown = "yield_10y" if "yield_10y" in result.names else "output_gap"
    python = [
        *([] if known else ["from pathlib import Path", ""]),
        "import qelab as qe",
        "",
        f'result = qe.Lab(macro="{result.model}"{more}).run({reader})',
        f'print(result.effect["{shown}"])',
        f'qe.save_report(result, "{asked.id}.html")',
    ]
    parts = [
        tag("h3", words("html.reproduce.shell")),
        _typed(command),
        tag("h3", words("html.reproduce.python")),
        _typed("\n".join(python)),
    ]
    if not known:
        file = "\n".join(toml_lines(asked.to_mapping()))
        summary = tag("summary", words("html.reproduce.file", name=name))
        parts.append(tag("details", summary, _typed(file)))
    return joined(parts)


def _typed(content: str) -> Html:
    """Something to type, or a file; it scrolls, so the keyboard must reach it."""
    return tag("pre", tag("code", content), tabindex="0")


def made_with(result: "Result") -> Html:
    """Version, model and solver."""
    rows: list[tuple[Cell, Cell]] = [
        (said("html.version"), f"qelab {qelab.__version__}"),
        (said("column.model"), tag("code", result.model)),
        (said("doctor.solver"), quoted(str(result.diagnostics.get("linear_solver", "-")))),
    ]
    return definitions(rows)
