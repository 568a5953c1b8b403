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
        str | None, typer.Option("--only", metavar="ID,ID", help="These statements alone, as in Q03,Q05.")
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

    names = [] if only is None else [name.strip() for name in only.split(",") if name.strip()]
    check_statements(names)
    from qelab.lab.article.answers import article as answered
    from qelab.lab.article.runs import Runs
    from qelab.report.article import article_document, article_lines

    with Progress(lang) as progress:
        found = answered(Runs(draws, seed, progress), names)
    if json:
        show_document(article_document(found, lang))
    else:
        show(article_lines(found, lang, width()))
