"""Published equivalents: as they stand in the table of elasticities, with source, status and both languages."""

import csv
from pathlib import Path

import pytest

from qelab.core.provenance import Status
from qelab.data.rate_equivalents import equivalents, pass_throughs

ORIGINAL = Path(__file__).parents[3] / "shared" / "reference" / "elasticities.csv"


def test_rows_are_complete():
    for item in (*equivalents(), *pass_throughs()):
        assert item.low <= item.high
        assert item.source.text
        assert item.about("en")
        assert item.about("zh-Hant") != item.about("en")
    for item in equivalents():
        assert item.measure in ("output", "yield")
        assert item.size_bn is not None
        assert (item.size_bn > 0) == (item.high <= 0)  # purchases are cuts, run-off is a rise
        if item.source.status is Status.CONFIRMED:
            assert item.source.address
    assert all(0 < item.low <= item.high < 1 for item in pass_throughs())


def test_ids_are_unique():
    for rows in (equivalents(), pass_throughs()):
        assert len({item.id for item in rows}) == len(rows)


def test_the_pass_throughs_of_two_measures_are_their_ratio():
    williams = next(item for item in pass_throughs() if item.id == "williams_2014")
    cut = next(item for item in equivalents() if item.id == "williams_2014")
    assert (williams.low, williams.high) == (pytest.approx(15 / -cut.high), pytest.approx(25 / -cut.low))
    wei = next(item for item in pass_throughs() if item.id == "wei_2022")
    assert wei.low == pytest.approx(6 / 29, abs=0.005)


def test_numbers_are_those_of_the_table():
    if not ORIGINAL.exists():
        pytest.skip("the original stands beside the checkout only")
    with ORIGINAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    values = {(row["paper"], row["value"]) for row in rows if row["object"] == "policy-rate equivalent"}
    found = {item.id: item for item in equivalents()}
    assert ("Wei 2022", f"{found['wei_2022'].low:g}") in values
    assert ("Wei 2022", f"{found['wei_2022_stress'].low:g}") in values
    assert ("Wei 2022", f"{found['wei_2022_bills'].low:g} / {found['wei_2022_bills'].high:g}") in values
    assert ("Williams 2012/14", f"{-found['williams_2014'].high:g}..{-found['williams_2014'].low:g}") in values
