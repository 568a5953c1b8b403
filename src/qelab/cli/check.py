"""``qelab check``: every claim of the fixed list beside what this code computes."""

from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.options import Json, Lang, Seed
from qelab.cli.outputs import checked, writing
from qelab.cli.progress import Progress
from qelab.cli.talk import json_text, show, show_document, talk, tell_written, width
from qelab.core.errors import QelabError

OUT_SUFFIXES = (".md", ".json")
_DRAWS = 200


def check(
    only: Annotated[
        str | None, typer.Option("--only", metavar="ID,ID", help="These claims alone, as in S01,C02.")
    ] = None,
    stage: Annotated[
        str | None, typer.Option("--stage", metavar="NAME", help="The claims of one stage, as in history.")
    ] = None,
    draws: Annotated[
        int,
        typer.Option("--draws", metavar="N", min=0, max=100_000, help="Draws for claims about ranges (0: none)."),
    ] = _DRAWS,
    seed: Seed = 1,
    json: Json = False,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help="Write the findings: .md or .json.")
    ] = None,
    lang: Lang = None,
) -> int:
    """Compare the laboratory with published numbers: met, missed and why, not tested."""
    lang = language(lang)
    paths = checked({"--out": (out, OUT_SUFFIXES)})
    if draws == 1:
        raise QelabError("QE723", path="--draws", count=draws)
    from qelab.lab.check import verdicts
    from qelab.report.check import check_document, check_lines, validation_text

    names = None if only is None else [name.strip() for name in only.split(",") if name.strip()]
    verdicts.asked(names, stage)
    with Progress(lang) as progress:
        findings = verdicts.check(names, stage, draws=draws, seed=seed, progress=progress)
    document = check_document(findings, lang)
    with writing(paths) as parts:
        for part in parts.values():
            markdown = part.suffix.lower() == ".md"
            text = validation_text(findings, lang) if markdown else json_text(document) + "\n"
            part.write_text(text, encoding="utf-8")
    if json:
        show_document(document)
    else:
        show(check_lines(findings, lang, width()))
    tell_written(paths, lang)
    missing = verdicts.unexplained(findings)
    if not missing:
        return 0
    error = QelabError("QE842", names=", ".join(found.claim.id for found in missing))
    talk(error.render(lang))  # standard output already carries its one document, the findings
    return error.exit_code
