"""What a claim is: a published or independently computed number, and how far ours is from it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

_KEYS = {"id", "quantity", "value", "unit", "source", "tolerance", "verdict"}


@pytest.fixture(scope="session")
def judge() -> Callable[[Mapping[str, Any], Mapping[str, float]], None]:
    """Compare a row of ``claims.toml`` with what was measured, by the row's id.

    ``tolerance`` is absolute, in the claim's unit. A claim with the verdict ``missed`` has to miss, by a
    ``measured`` value that is written down, and to have a ``reason``: when it is met one day, the row changes.
    """

    def check(claim: Mapping[str, Any], measured: Mapping[str, float]) -> None:
        missing = _KEYS - set(claim)
        assert not missing, f"{claim.get('id')}: no {sorted(missing)}"
        assert claim["verdict"] in ("reproduced", "missed")
        found = measured[claim["id"]]
        apart = abs(found - claim["value"])
        if claim["verdict"] == "reproduced":
            assert apart <= claim["tolerance"], f"{claim['quantity']}: {found:.6g}, not {claim['value']}"
        else:
            assert claim["reason"]
            assert apart > claim["tolerance"], f"{claim['quantity']}: {found:.6g} is met now"
            assert found == pytest.approx(claim["measured"], rel=1e-2)

    return check


@pytest.fixture(scope="session")
def judge_reference() -> Callable[..., None]:
    """Compare one row of a table of reference numbers with what was measured, by the name of the measure.

    A value is a number or a list of them, one for each quarter. Allowed: the row's ``relative_tolerance`` and half of
    the last printed decimal of the measure.
    """

    def check(
        reference: Mapping[str, Any], measures: Mapping[str, Mapping[str, Any]], measured: Mapping[str, float]
    ) -> None:
        assert {"source", "relative_tolerance", "verdict"} <= set(reference)
        assert reference["verdict"] == "reproduced"
        for name, value in reference["values"].items():
            assert {"quantity", "unit", "decimals"} <= set(measures[name])
            rounding = 0.5 * 10.0 ** -measures[name]["decimals"]
            allowed = reference["relative_tolerance"] * np.abs(value) + rounding
            assert np.all(np.abs(np.subtract(measured[name], value)) <= allowed), f"{name}: {measured[name]}"

    return check
