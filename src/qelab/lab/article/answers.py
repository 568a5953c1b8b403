"""The article's answers joined: which statements were asked for, and what each part says of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from qelab.lab.article import aims, costs, cut, steps, tightening
from qelab.lab.article.parts import Answer
from qelab.lab.article.runs import Runs
from qelab.lab.article.statements import Statement, check_statements, statements
from qelab.lab.result import Result

ANSWERS = aims.ANSWERS | steps.ANSWERS | cut.ANSWERS | tightening.ANSWERS | costs.ANSWERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Statements with their answers, in the order of the article, and the runs behind them."""

    answered: tuple[tuple[Statement, Answer], ...]
    runs: tuple[Result, ...]


def article(runs: Runs, only: Sequence[str] = ()) -> Article:
    """Answer the article, or the statements named.

    Raises
    ------
    QelabError QE101 : no such statement; and what the runs raise
    """
    check_statements(only)
    wanted = [one for id, one in statements().items() if not only or id in only]
    answered = tuple((one, ANSWERS[one.id](runs)) for one in wanted)
    return Article(answered=answered, runs=runs.made)
