"""``qelab replay``: a span of history, and the same shocks without the programmes."""

import csv
import io
from typing import TYPE_CHECKING, Annotated

import typer

from qelab.cli.asked import form, language
from qelab.cli.inputs import REPLAYS
from qelab.cli.options import Format, Json, Lang, Plot
from qelab.cli.outputs import PLOT_SUFFIXES, checked, writing
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, tell_written, width

if TYPE_CHECKING:
    from qelab.lab.replay import Replay


def complete_replay(incomplete: str) -> list[str]:
    return [name for name in REPLAYS.ids() if name.startswith(incomplete)]


def replay(
    name: Annotated[
        str,
        typer.Argument(metavar="REPLAY", help="A span, as in us_2007_2019.", autocompletion=complete_replay),
    ],
    hold: Annotated[
        int | None,
        typer.Option(
            "--hold",
            metavar="QUARTERS",
            help="How far ahead the second variant holds the policy rate on its path in history.",
        ),
    ] = None,
    format: Format = "table",
    json: Json = False,
    plot: Plot = None,
    lang: Lang = None,
) -> None:
    """Replay history with its shocks, with the programmes and without them."""
    lang, shape = language(lang), form(format, json)
    REPLAYS.path(name)
    paths = checked({"--plot": (plot, PLOT_SUFFIXES)})
    from qelab.lab.replay.definition import definition

    asked = definition(name, hold)
    if paths:
        from qelab.report.replay_picture import check_replay_fonts

        check_replay_fonts(asked, lang)
    from qelab.lab.replay import run

    with Progress(lang) as progress:
        found = run.replay(name, progress=progress, rate_held_quarters=hold)
    with writing(paths) as parts:
        for part in parts.values():
            from qelab.report.replay_picture import save_replay_picture

            save_replay_picture(found, part, lang)
    _print(found, shape, lang)
    tell_written(paths, lang)


def _print(found: "Replay", shape: str, lang: str) -> None:
    if shape == "json":
        show_document(found.as_document(lang))
    elif shape == "csv":
        from qelab.lab.replay.views import rows

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("date", "name", "kind", "value", "unit"))
        writer.writerows((*row[:3], "" if row[3] != row[3] else repr(row[3]), row[4]) for row in rows(found))
        show(text.getvalue().splitlines())
    else:
        from qelab.report.replay import replay_lines

        show(replay_lines(found, lang, width()))
