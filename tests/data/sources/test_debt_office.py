"""The public-debt statement and the auctions: millions here, dollars there, tranches, totals among securities."""

import datetime as dt
import json
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.data.sources.debt_office import read_auctions, read_outstanding
from qelab.portfolio.securities.lots import Kind

FILES = Path(__file__).parents[1] / "files"
PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "_api_samples"
STATEMENT = (FILES / "mspd_synthetic.json").read_bytes()
AUCTIONS = (FILES / "auctions_synthetic.json").read_bytes()


def changed(content: bytes, row: int, **cells: object) -> bytes:
    document = json.loads(content)
    document["data"][row - 1].update(cells)
    return json.dumps(document).encode()


def test_tranches_are_one_security_and_totals_are_none():
    found = {one.cusip[:8]: one for one in read_outstanding(STATEMENT, "mspd.json", dt.date(2022, 5, 31)).securities}
    assert [one.kind for one in found.values()] == [Kind.BILL, Kind.NOTE, Kind.BOND, Kind.TIPS, Kind.FRN]
    note = found["9128SY02"]
    assert (note.tranches, note.outstanding_bn, note.issued) == (2, 57.1428, dt.date(2018, 2, 28))
    assert note.coupon == 2.75
    assert found["9127SY01"].coupon == 0.0
    assert sum(one.outstanding_bn for one in found.values()) == pytest.approx(403.1428)  # the row "Total Marketable"


@pytest.mark.parametrize(
    ("row", "cells", "code"),
    [
        (3, {"outstanding_amt": "57142.8"}, "QE644"),  # two tranches would count twice
        (5, {"outstanding_amt": "90000000000"}, "QE646"),  # dollars for millions
        (5, {"outstanding_amt": "null"}, "QE645"),
        (5, {"interest_rate_pct": "null"}, "QE645"),
        (5, {"security_class2_desc": "912810S29"}, "QE643"),
        (5, {"security_class1_desc": "Consols"}, "QE650"),
        (5, {"maturity_date": "2022-05-31"}, "QE647"),
        (5, {"record_date": "2022-04-30"}, "QE648"),
    ],
)
def test_bad_rows_of_the_statement(row, cells, code):
    with pytest.raises(QelabError) as caught:
        read_outstanding(changed(STATEMENT, row, **cells), "mspd.json")
    assert caught.value.code == code
    assert caught.value.params["row"] in (row, 4)  # of two amounts of one security the second is named


def test_one_page_of_several_is_refused():
    document = json.loads(STATEMENT)
    document["meta"]["total-count"] = 400
    with pytest.raises(QelabError) as caught:
        read_outstanding(json.dumps(document).encode(), "mspd.json")
    assert (caught.value.code, caught.value.params) == ("QE654", {"count": 9, "total": 400})


def test_auctions():
    found = read_auctions(AUCTIONS, "auctions.json").auctions
    assert [one.kind for one in found] == [Kind.NOTE, Kind.NOTE, Kind.TIPS, Kind.FRN, Kind.NOTE]
    assert [one.reopening for one in found] == [False, True, False, False, False]
    assert found[0].accepted_bn == 30.0
    assert found[0].soma_bn == 5.0
    announced = found[-1]
    assert (announced.coupon, announced.high_yield, announced.accepted_bn) == (None, None, None)


def test_auctions_and_statement_agree_in_billions():
    statement = {one.cusip: one.outstanding_bn for one in read_outstanding(STATEMENT, "mspd.json").securities}
    auctions = read_auctions(AUCTIONS, "auctions.json").auctions
    cusip = auctions[0].cusip
    sold = sum(one.accepted_bn or 0.0 for one in auctions if one.cusip == cusip)
    assert sold == pytest.approx(statement[cusip])


@pytest.mark.parametrize(
    ("row", "cells", "code"),
    [
        (1, {"total_accepted": "30000"}, "QE646"),  # millions for dollars
        (1, {"int_rate": "null"}, "QE645"),
        (1, {"cusip": "912828SY0"}, "QE643"),
        (1, {"maturity_date": "2018-02-28"}, "QE647"),
        (1, {"security_type": "Gilt"}, "QE650"),
        (1, {"auction_date": "22 Feb"}, "QE649"),
        (2, {"auction_date": "2018-02-22"}, "QE644"),
    ],
)
def test_bad_rows_of_the_auctions(row, cells, code):
    with pytest.raises(QelabError) as caught:
        read_auctions(changed(AUCTIONS, row, **cells), "auctions.json")
    assert (caught.value.code, caught.value.params["row"]) == (code, row)


def test_provenance():
    statement, auctions = read_outstanding(STATEMENT, "a.json"), read_auctions(AUCTIONS, "b.json")
    assert statement.source.vintage == str(statement.as_of) == "2022-05-31"
    assert auctions.source.vintage == "2022-06-08"
    assert statement.sha256 != auctions.sha256
    assert all(one.source.address.startswith("https://api.fiscaldata.treasury.gov/") for one in (statement, auctions))


@pytest.mark.parametrize("read", [read_outstanding, read_auctions])
@pytest.mark.parametrize(("content", "code"), [(b"<html>", "QE640"), (STATEMENT[:400], "QE641"), (b"{}", "QE642")])
def test_what_is_no_such_file(read, content, code):
    with pytest.raises(QelabError) as caught:
        read(content, "x.json")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "read"), [("mspd_table_3_market_rows.json", read_outstanding), ("auctions_query_row.json", read_auctions)]
)
def test_samples_with_an_illustrative_cusip_are_refused(name, read):
    """The field names of these samples are real, their CUSIP is not: its check digit gives it away."""
    path = PUBLISHED / name
    if not path.is_file():
        pytest.skip("the sample is not on this machine")
    with pytest.raises(QelabError) as caught:
        read(path.read_bytes(), name)
    assert caught.value.code == "QE643"
    assert "91282ABC1" in str(caught.value)
