"""The whole article, answered once for all tests of this folder."""

import pytest

from qelab.lab.article.answers import Article, article
from qelab.lab.article.runs import Runs


@pytest.fixture(scope="session")
def runs() -> Runs:
    return Runs()


@pytest.fixture(scope="session")
def found(runs) -> Article:
    return article(runs)


@pytest.fixture(scope="session")
def numbers(found):
    """Numbers by statement and key: ``numbers["Q03"]["yield_10y"]``."""
    return {one.id: {item.key: item for item in answer.numbers} for one, answer in found.answered}
