"""The New York Fed's holdings: forms of the file, their traps, and refusals that load nothing in part."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Quarter
from qelab.data import history, opening
from qelab.data.sources.soma import Held, address, joined, read_soma, read_summary
from qelab.data.sources.soma_value import lots_of, nearest_curve, value_soma

FILES = Path(__file__).parents[1] / "files"
PUBLISHED = Path(__file__).parents[4] / "shared" / "data"
JSON = (FILES / "soma_synthetic.json").read_bytes()
CSV = (FILES / "soma_synthetic.csv").read_bytes()
AS_OF = dt.date(2022, 5, 25)


def changed(row: int, **cells: str) -> bytes:
    """The JSON file with some cells of a row (from 1) changed."""
    document = json.loads(JSON)
    document["soma"]["holdings"][row - 1].update(cells)
    return json.dumps(document).encode()


def code_of(content: bytes, as_of: dt.date | None = None) -> QelabError:
    with pytest.raises(QelabError) as caught:
        read_soma(content, "soma.json", as_of)
    return caught.value


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (3, "coupon", "425"),  # basis points
        (3, "coupon", "-4"),
        (3, "maturityDate", "2060-05-15"),
        (8, "inflationCompensation", "300000000000"),
        (9, "spread", "35"),
        (11, "term", "999"),
        (11, "maturityDate", "2099-01-01"),
    ],
)
def test_what_cannot_be_in_a_column_s_unit_is_refused(row, column, text):
    error = code_of(changed(row, **{column: text}))
    assert (error.code, error.params["row"], error.params["column"]) == ("QE649", row, column)


def test_json_and_csv_hold_the_same():
    first, second = read_soma(JSON, "a.json", AS_OF), read_soma(CSV, "a.csv", AS_OF)
    assert first.holdings == second.holdings
    assert first.as_of == AS_OF
    assert len(first.holdings) == 14
    assert first.sha256 != second.sha256
    assert "2022-05-25" in str(first.source)
    assert first.source.address.startswith("https://markets.newyorkfed.org/")


def test_kinds_amounts_and_terms():
    holdings = {one.cusip[:8]: one for one in read_soma(JSON, "a.json").holdings}
    assert [one.kind for one in holdings.values()] == [
        Held.BILL, Held.BILL, Held.NOTE, Held.NOTE, Held.NOTE, Held.BOND, Held.BOND, Held.TIPS, Held.FRN,
        Held.AGENCY_DEBT, Held.AGENCY_MBS, Held.AGENCY_MBS, Held.AGENCY_MBS, Held.AGENCY_CMBS,
    ]  # fmt: skip
    assert holdings["9127SY01"].coupon is None  # a bill has none, and that is no gap
    assert holdings["9128SY02"].par_bn == 40.0
    assert holdings["9128SY02"].outstanding_share == 0.70  # a fraction: the limit of 70 per cent
    assert holdings["9128SY04"].inflation_bn == 3.0  # on top of par
    assert holdings["9128SY05"].spread == 0.035
    assert holdings["9128SY05"].coupon is None
    assert holdings["3140SY01"].par_bn == pytest.approx(60.00000000025)
    assert holdings["3140SY01"].aggregated
    assert (holdings["3140SY03"].term_years, holdings["3140SY01"].term_years) == (15.0, 30.0)
    described = holdings["3140SY02"]  # coupon and maturity stand in the description only
    assert (described.coupon, described.maturity) == (3.0, dt.date(2046, 6, 30))


def test_commercial_mbs_need_neither_coupon_nor_maturity():
    found = read_soma(changed(14, securityDescription="SYNTHETIC MULTIFAMILY"), "a.json").holdings[13]
    assert (found.kind, found.coupon, found.maturity) == (Held.AGENCY_CMBS, None, None)
    described = read_soma(JSON, "a.json").holdings[13]
    assert (described.coupon, described.maturity) == (3.56, dt.date(2028, 6, 30))


def test_single_quotes_around_a_cusip_of_the_csv():
    assert b"'9127SY01" in CSV
    assert all("'" not in one.cusip for one in read_soma(CSV, "a.csv").holdings)


@pytest.mark.parametrize(
    ("row", "cells", "code"),
    [
        (3, {"cusip": "9128SY019"}, "QE643"),  # wrong check digit
        (3, {"cusip": "9128SY0"}, "QE643"),
        (3, {"cusip": ""}, "QE643"),
        (3, {"coupon": ""}, "QE645"),
        (3, {"coupon": None}, "QE645"),
        (9, {"spread": ""}, "QE645"),
        (3, {"parValue": ""}, "QE645"),
        (3, {"maturityDate": ""}, "QE645"),
        (11, {"currentFaceValue": ""}, "QE645"),
        (11, {"securityDescription": "UMBS MORTPASS 10/51"}, "QE645"),  # where coupon and maturity of MBS stand
        (11, {"securityDescription": "UMBS MORTPASS 2%"}, "QE645"),
        (3, {"parValue": "30000"}, "QE646"),  # millions for dollars
        (3, {"parValue": "30"}, "QE646"),  # billions
        (3, {"parValue": "30000000050"}, "QE646"),  # Treasuries come in hundreds of dollars
        (3, {"parValue": "-100"}, "QE646"),
        (11, {"currentFaceValue": "60000000000000"}, "QE646"),
        (3, {"maturityDate": "2022-05-25"}, "QE647"),
        (3, {"maturityDate": "2012-05-25"}, "QE647"),
        (3, {"asOfDate": "2022-05-18"}, "QE648"),
        (3, {"coupon": "0,125"}, "QE649"),
        (3, {"parValue": "NaN"}, "QE649"),
        (3, {"maturityDate": "05/31/2023"}, "QE649"),
        (3, {"securityType": "Gilts"}, "QE650"),
        (3, {"percentOutstanding": "60.0"}, "QE651"),  # per cent for a fraction
    ],
)
def test_a_bad_row_is_named_and_nothing_is_loaded(row, cells, code):
    error = code_of(changed(row, **cells))
    assert error.code == code
    assert error.params["row"] == row
    assert error.where == "soma.json"
    assert f"row {row}" in str(error)
    assert error.exit_code == 3


def test_a_cusip_twice():
    error = code_of(changed(4, cusip=json.loads(JSON)["soma"]["holdings"][2]["cusip"]))
    assert (error.code, error.params["row"], error.params["first"]) == ("QE644", 4, 3)


def test_a_whole_file_in_millions_without_shares():
    """No single amount is impossible; that the largest is below a million dollars is."""
    document = json.loads(JSON)
    rows = [row for row in document["soma"]["holdings"] if row.get("currentFaceValue")]
    for row in rows:
        row["currentFaceValue"] = str(float(row["currentFaceValue"]) / 1e6)
    document["soma"]["holdings"] = rows
    assert code_of(json.dumps(document).encode()).code == "QE646"


def test_another_day_than_asked():
    error = code_of(JSON, dt.date(2022, 5, 18))
    assert (error.code, error.params["found"], error.params["day"]) == ("QE648", "2022-05-25", "2022-05-18")


@pytest.mark.parametrize("content", [JSON, CSV], ids=["json", "csv"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.77, 0.99])
def test_a_truncated_answer(content, share):
    assert code_of(content[: int(share * len(content))]).code in ("QE641", "QE642")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!DOCTYPE html><html><body>429 Too Many Requests</body></html>", "QE640"),
        (b"\n  <html>", "QE640"),
        (b"", "QE641"),
        (b"\xff\xfe\x00", "QE641"),
        (b"{", "QE641"),
        (b"{}", "QE642"),
        (b'{"soma": {}}', "QE642"),
        (b'{"soma": {"holdings": []}}', "QE642"),
        (b'{"soma": {"holdings": [1]}}', "QE642"),
        (b'{"soma": {"holdings": [{"cusip": "912810QT8"}]}}', "QE642"),
        (b'[{"cusip": "912810QT8"}]', "QE642"),
        (b"date,value\n2022-05-25,3\n", "QE642"),
    ],
)
def test_what_is_no_such_file(content, code):
    assert code_of(content).code == code


def test_a_row_of_the_csv_with_a_cell_too_few():
    lines = CSV.decode().splitlines()
    lines[4] = lines[4].rpartition(",")[0]
    error = code_of("\n".join(lines).encode())
    assert (error.code, error.params["line"]) == ("QE641", 5)


def test_treasuries_and_agency_securities_in_two_files():
    document = json.loads(JSON)
    rows = document["soma"]["holdings"]
    parts = [json.dumps({"soma": {"holdings": part}}).encode() for part in (rows[:9], rows[9:])]
    together = joined([read_soma(part, "part.json") for part in parts])
    assert [one.cusip for one in together.holdings] == [one.cusip for one in read_soma(JSON, "a.json").holdings]
    assert together.as_of == AS_OF


def test_byte_order_mark_and_windows_line_ends():
    content = b"\xef\xbb\xbf" + CSV.replace(b"\n", b"\r\n")
    assert read_soma(content, "a.csv").holdings == read_soma(CSV, "a.csv").holdings


def test_addresses():
    assert address("agency", AS_OF, "csv") == "https://markets.newyorkfed.org/api/soma/agency/get/asof/2022-05-25.csv"
    with pytest.raises(QelabError):
        address("gilts", AS_OF)


# ------------------------------------------------------------------ summary


def summary(**cells: str) -> bytes:
    row = {"asOfDate": "2022-05-25", "mbs": "2707000000000.40", "cmbs": "9000000000", "tips": "384000000000", "frn": "0",
           "tipsInflationCompensation": "98000000000", "notesbonds": "5000000000000", "bills": "326000000000",
           "agencies": "2347000000", "total": "8428347000000.40"}  # fmt: skip
    return json.dumps({"soma": {"summary": [row | cells]}}).encode()


def test_the_total_leaves_out_the_inflation_compensation():
    (found,) = read_summary(summary(), "summary.json")
    assert found.total_bn == pytest.approx(sum(value or 0.0 for value in found.by_class_bn.values()))
    assert found.inflation_bn == 98.0
    with pytest.raises(QelabError) as caught:
        read_summary(summary(total="8526347000000.40"), "summary.json")
    assert caught.value.code == "QE653"


def test_an_empty_class_is_not_known_and_not_nothing():
    (found,) = read_summary(summary(frn="", total="8446347000000.40"), "summary.json")
    assert found.by_class_bn["frn"] is None
    with pytest.raises(QelabError):  # but the others may not exceed the total
        read_summary(summary(frn="", total="8428346000000.40"), "summary.json")


# ------------------------------------------------------------------ value


@pytest.fixture(scope="module")
def valued():
    soma = read_soma(JSON, "a.json")
    return value_soma(soma, nearest_curve(history("us"), [opening("us_2026q2")], soma))


def test_cells_add_up(valued):
    assert valued.total.par_bn == pytest.approx(325.0)
    assert sum(cell.par_bn for cell in valued.cells) == pytest.approx(valued.total.par_bn)
    assert sum(cell.count for cell in valued.cells) == valued.total.count == 14
    known = [cell for cell in valued.cells if np.isfinite(cell.market_value_bn)]
    assert {cell.kind for cell in valued.cells} - {cell.kind for cell in known} == {"agency_cmbs"}
    assert sum(cell.market_value_bn for cell in known) == pytest.approx(valued.total.market_value_bn)
    assert sum(cell.ten_year_equivalents_bn for cell in known) == pytest.approx(valued.total.ten_year_equivalents_bn)
    for cell in known:
        by_duration = cell.market_value_bn * cell.duration_years / valued.duration_10y
        assert cell.ten_year_equivalents_bn == pytest.approx(by_duration)
    assert valued.inflation_bn == 3.0


def test_the_curve_is_that_of_the_nearest_quarter_end(valued):
    assert (str(valued.packaged.quarter), valued.packaged.days_away) == ("2022Q2", 36)
    assert valued.packaged.mortgage_rate == history("us").at("mortgage_rate_30y_end", Quarter.parse("2022Q2"))


def test_beyond_the_history_the_openings_have_curves():
    later = read_soma(JSON.replace(b"2022-05-25", b"2022-06-30"), "a.json")
    assert nearest_curve(history("us"), [], later).days_away == 0
    row = json.loads(JSON)["soma"]["holdings"][6] | {"asOfDate": "2026-07-01"}
    newest = read_soma(json.dumps({"soma": {"holdings": [row]}}).encode(), "a.json")
    found = nearest_curve(history("us"), [opening("us_2026q2")], newest)
    assert (str(found.quarter), found.days_away, found.constructed) == ("2026Q2", -1, True)


def test_index_ratio_from_the_inflation_compensation():
    soma = read_soma(JSON, "a.json")
    lots = lots_of([one for one in soma.holdings if one.kind is Held.TIPS])
    assert lots.index_ratio == pytest.approx([1.15])


# ------------------------------------------------------------------ published samples


def published(*parts: str) -> bytes:
    path = PUBLISHED.joinpath(*parts)
    if not path.is_file():
        pytest.skip("the sample is not on this machine")
    return path.read_bytes()


def test_a_real_csv():
    """Seven bills of 18 March 2026 (sample of the New York Fed's file; the sum is made from its text)."""
    content = published("soma_fixture_wamest", "nyfed_soma_tsy_2026-03-18.csv")
    soma = read_soma(content, "tsy.csv", dt.date(2026, 3, 18))
    assert {one.kind for one in soma.holdings} == {Held.BILL}
    dollars = sum(float(row["Par Value"]) for row in csv.DictReader(io.StringIO(content.decode())))
    assert sum(one.par_bn for one in soma.holdings) == pytest.approx(dollars / 1e9)
    assert soma.holdings[0].cusip == "912797PV3"


def test_a_real_row_at_the_limit_of_seventy_per_cent():
    (found,) = read_soma(published("_api_samples", "nyfed_soma_tsy_row.json"), "row.json").holdings
    assert found.kind is Held.BOND
    assert found.outstanding_share == pytest.approx(0.7, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "total"), [("2021-10-27", 7977.5835383872), ("2026-07-08", 6344.4281750831)]
)
def test_real_summaries(name, total):
    (found,) = read_summary(published("_api_samples", f"nyfed_soma_summary_{name}.json"), "summary.json")
    assert str(found.as_of) == name
    assert found.total_bn == pytest.approx(total, abs=1e-9)
