"""``qelab report``: a saved result as one HTML page, to a file or to standard output."""

import sys
from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.inputs import is_result_name, read_result
from qelab.cli.options import Json, Lang, Report
from qelab.cli.outputs import checked, writing
from qelab.cli.run import REPORT_SUFFIXES
from qelab.cli.talk import show_document, tell_written
from qelab.core.errors import QelabError


def report(
    result: Annotated[str, typer.Argument(metavar="RESULT", help="A saved result (.nc).")],
    report: Report = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Write a saved result as a report in both languages; without --report, to standard output."""
    lang = language(lang)
    if not is_result_name(result):
        raise QelabError("QE818", name=result)
    paths = checked({"--report": (report, REPORT_SUFFIXES)})
    found = read_result(result)
    from qelab.report.html.page import report_html
    from qelab.report.html.save import save_report

    if not paths:
        page = report_html(found, lang)
        if json:
            show_document({"schema": "qelab.report/1", "scenario": found.scenario.id, "html": page})
        else:
            sys.stdout.write(page)
        return
    with writing(paths) as parts:
        for part in parts.values():
            save_report(found, part, lang)
    if json:
        show_document({"schema": "qelab.report/1", "scenario": found.scenario.id, "file": str(paths["--report"])})
    tell_written(paths, lang)
