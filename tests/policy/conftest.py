"""A small programme as plain data, to be damaged one key at a time."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

BUCKETS = [
    {"from_years": 2.0, "to_years": 5.0, "share": 0.4},
    {"from_years": 5.0, "to_years": 10.0, "share": 0.6},
]
CONTENT: dict[str, Any] = {
    "schema": "qelab.scenario/1",
    "id": "my_programme",
    "label": {"en": "My programme", "zh_hant": "我的方案"},
    "opening": "us_2010q3",
    "counterfactual": "without_programme",
    "size_bn": 300.0,
    "standing": {"agency_principal_into": "bills", "source": "a statement"},
    "announcements": [
        {
            "date": "2010-11-03",
            "aim": {"en": "lower long rates"},
            "length": {"en": "six months"},
            "phases": [
                {
                    "kind": "purchase",
                    "asset": "treasury",
                    "start": "2010-11",
                    "months": 6,
                    "size_bn": 200.0,
                    "buckets": BUCKETS,
                    "source": "a statement",
                },
                {
                    "kind": "purchase",
                    "asset": "agency_mbs",
                    "start": "2010-12",
                    "months": 4,
                    "size_bn": 100.0,
                    "source": "a statement",
                },
            ],
            "exit": {"hold_quarters": 6, "then_x_per_quarter": 0.97, "source": "an assumption"},
            "source": "a statement",
        }
    ],
    "source": "a statement",
}


@pytest.fixture
def content() -> dict[str, Any]:
    """A valid programme of 200bn of Treasuries and 100bn of MBS, free to change."""
    return copy.deepcopy(CONTENT)


@pytest.fixture
def altered(content) -> Callable[..., dict[str, Any]]:
    """``altered("announcements.0.date", "2010-11-04")``: the programme with one place changed, or removed."""

    def change(place: str, *value: Any) -> dict[str, Any]:
        node: Any = content
        *parents, last = (int(part) if part.isdigit() else part for part in place.split("."))
        for part in parents:
            node = node[part]
        if value:
            node[last] = value[0]
        else:
            del node[last]
        return content

    return change
