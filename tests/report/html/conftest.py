"""Pages of made-up results, with and without draws, and of one real run."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
import pytest

from qelab.lab.ranges.draws import Draws
from qelab.report.html.page import report_html


def with_draws(result, count=40):
    """The result with ranges: each draw scales the effect by a number between 0.5 and 1.5, and moves no level."""
    scales = np.linspace(0.5, 1.5, count)
    levels = {
        name: np.stack([np.broadcast_to(without, (count, without.size)), without + np.outer(scales, policy - without)], 1)
        for name, (without, policy) in result.levels.items()
    }
    below = np.full((2, len(result.quarters)), np.nan)
    below[:, 1:9] = np.linspace(0.2, 0.05, 8), np.linspace(0.15, 0.02, 8)
    draws = Draws(
        seed=7, count=count, replaced=0, parameters={"lambda0": scales}, levels=levels, inflation_below_zero=below
    )
    return replace(result, draws=draws)


@pytest.fixture(scope="session")
def drawn(result):
    return with_draws(result)


@pytest.fixture(scope="session")
def add_draws():
    return with_draws


@pytest.fixture(scope="session")
def real():
    """A run of the laboratory, for what made-up numbers do not have: notes, balance sheets, real sources."""
    from qelab.lab.lab import Lab
    from qelab.policy.catalogue import scenario

    return Lab().run(scenario("from_now_qt60"))


@pytest.fixture(scope="session", params=["made up", "drawn", "peopled", "real"])
def any_result(request, result, drawn, peopled, real):
    return {"made up": result, "drawn": drawn, "peopled": peopled, "real": real}[request.param]


@pytest.fixture(scope="session")
def parsed():
    """A page as a tree; it is strict XML but for its first line."""

    def parse(result, lang="en"):
        first, _, rest = report_html(result, lang).partition("\n")
        assert first == "<!DOCTYPE html>"
        return ElementTree.fromstring(rest)

    return parse
