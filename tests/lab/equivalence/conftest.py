"""Settled worlds and equivalent moves, made once for this folder."""

from collections.abc import Callable
from typing import Any

import pytest

from qelab.lab.equivalence.rate_cut import Equivalence, equivalent_moves
from qelab.lab.pipeline import Run
from qelab.macro import Solver
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario


@pytest.fixture(scope="session")
def problem(lab) -> Solver:
    return lab._problem


@pytest.fixture(scope="session")
def settled(lab) -> Callable[..., Run]:
    """``settled("fed_2010_lsap2", size_bn=500)`` or ``settled(scenario)``: both worlds, made once and kept."""
    kept: dict[str, Run] = {}

    def of(one: str | Scenario, **changes: Any) -> Run:
        chosen = scenario(one) if isinstance(one, str) else one
        chosen = chosen.with_(**changes) if changes else chosen
        key = str(chosen.to_mapping())
        if key not in kept:
            kept[key] = lab.settled(chosen)
        return kept[key]

    return of


@pytest.fixture(scope="session")
def moves(settled, problem) -> Callable[..., Equivalence]:
    """``moves("fed_2010_lsap2", (8, 12))``: the equivalent moves."""

    def of(one: str | Scenario, quarters: tuple[int, ...] = (8, 12, 24), **changes: Any) -> Equivalence:
        return equivalent_moves(settled(one, **changes), problem, quarters)

    return of
