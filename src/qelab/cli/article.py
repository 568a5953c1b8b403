"""``qelab article``: an article on QE, sentence by sentence, with the numbers that answer it computed anew."""

from typing import Annotated

import typer

from qelab.cli.asked import language
from qelab.cli.options import Draws, Json, Lang, Seed
from qelab.cli.progress import Progress
from qelab.cli.talk import show, show_document, width
from qelab.core.language import Language


def article(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help="One statement, as in Q05. May be repeated."),
    ] = None,
    draws: Draws = 0,
    seed: Seed = 1,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Answer an article on QE, sentence by sentence, Chinese first."""
    # The article is in Traditional Chinese, so that is the language of its answers unless told.
    lang = language(lang or Language.TRADITIONAL_CHINESE.value)
    from qelab.lab.article.statements import check_statements

    check_statements(only or ())
    from qelab.lab.article.answers import article as answered
    from qelab.lab.article.runs import Runs
    from qelab.report.article import article_document, article_lines

    with Progress(lang) as progress:
        found = answered(Runs(draws, seed, progress), only or ())
    if json:
        show_document(article_document(found, lang))
    else:
        show(article_lines(found, lang, width()))
