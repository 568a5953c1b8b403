"""``qelab data``: what a published file holds.

``qelab data soma`` reads the New York Fed's lists of holdings, ``qelab data fetch soma`` downloads them: the only
command that reaches for the network.
"""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from qelab.cli.asked import chosen, form, language
from qelab.cli.inputs import data_file
from qelab.cli.options import Format, Json, Lang
from qelab.cli.outputs import checked, reason_of, writing
from qelab.cli.talk import show, show_document, talk, width
from qelab.core.errors import QelabError
from qelab.core.words import word

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day that the file must be of, as in 2022-05-25."),
]

data = typer.Typer(help="Read published data files.", no_args_is_help=True, rich_markup_mode=None)


@data.callback()
def root() -> None:
    """Read published data files."""


@data.command("soma")
def soma(
    files: Annotated[
        list[str],
        typer.Option("--file", metavar="FILE", help="From the New York Fed: JSON or CSV. May be repeated."),
    ],
    as_of: AsOf = None,
    format: Format = "table",
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Show the Fed's securities by kind and maturity: value, duration."""
    lang, shape = language(lang), form(format, json)
    asked = None if as_of is None else _day(as_of)
    paths = [data_file(name) for name in files]
    from qelab.data import history, opening, openings
    from qelab.data.sources.soma import joined, read_soma
    from qelab.data.sources.soma_value import nearest_curve, value_soma
    from qelab.report.soma import soma_document, soma_lines, soma_rows, soma_warnings

    held = joined([read_soma(_content(path), path.name, asked) for path in paths])
    curve = nearest_curve(history("us"), [opening(name) for name in openings()], held)
    value = value_soma(held, curve)
    for warning in soma_warnings(value, lang):
        talk(warning)
    if shape == "json":
        show_document(soma_document(value))
    elif shape == "csv":
        show(soma_rows(value))
    else:
        show(soma_lines(value, lang, width()))


@data.command("fetch")
def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to download: soma.")],
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="A Wednesday, as in 2022-05-25.")],
    out: Annotated[str, typer.Option("--out", metavar="FOLDER", help="Where to write the files.")] = ".",
    lang: Lang = None,
) -> None:
    """Download holdings and write the files, once they are read without error."""
    lang = language(lang)
    chosen("NAME", name, ("soma",))
    day = _day(as_of)
    folder = Path(out)
    targets = {part: folder / f"soma_{part}_{day}.json" for part in ("tsy", "agency")}
    paths = checked({part: (str(path), (".json",)) for part, path in targets.items()})
    from qelab.data.sources import download
    from qelab.data.sources.soma import address, read_soma

    contents = {}
    for part, path in targets.items():
        contents[part] = download.fetch(address(part, day))
        read_soma(contents[part], path.name, day)
    with writing(paths) as parts:
        for part, path in parts.items():
            path.write_bytes(contents[part])
    for path in targets.values():
        talk(word("run.written", lang, option=name, path=path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:  # a file that may not be read
        raise QelabError("QE843", where=str(path), reason=reason_of(error)) from None


def _day(text: str) -> dt.date:
    """A day from the command line.

    Raises
    ------
    QelabError QE844 : it is not written 2022-05-25
    """
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise QelabError("QE844", where="--as-of", text=text) from None
