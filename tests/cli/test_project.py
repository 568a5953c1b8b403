"""``qelab project``: forms, languages, picture and refusals."""

import csv
import io
from pathlib import Path

import pytest

from qelab.cli.project import SALES, THEN
from qelab.portfolio.desk.rules import AfterStop, SaleRule
from qelab.report.fonts import chinese_font

FILES = Path(__file__).parents[1] / "data" / "files"
HEADER = "month,policy_rate,yield_2y,yield_5y,yield_10y,yield_30y,mortgage_rate\n"


def test_choices_are_those_of_the_desk():
    assert list(SALES) == [rule.value for rule in SaleRule]
    assert list(THEN) == [rule.value for rule in AfterStop]


@pytest.mark.parametrize(
    "more", [[], ["--paths", "20", "--seed", "2"], ["--stop", "9", "--then", "grow"]], ids=str
)
def test_table_in_both_languages(qelab, foreign, more):
    english = qelab("project", "from_now_qt60", "--years", 3, *more)
    chinese = qelab("project", "from_now_qt60", "--years", 3, *more, "--lang", "zh-Hant")
    assert english.code == chinese.code == 0
    assert "synthetic" in english.out
    assert "synthetic" in chinese.out
    assert foreign(chinese.out, frozenset({"synthetic"})) == []
    tables = [line for line in english.out.splitlines() if line[:2].isdigit() or line.startswith("---")]
    assert max(map(len, tables)) <= 80


def test_json(qelab):
    found = qelab("project", "fed_2022_qt2", "--years", 2, "--json").document
    assert found["schema"] == "qelab.project/1"
    assert found["opening"]["synthetic"] is True
    assert [row["year"] for row in found["years"]] == [2022, 2023, 2024]
    assert set(found["units"]) <= set(found["years"][0])
    assert found["years"][0]["largest_share_of_an_issue"] is None


def test_csv(qelab):
    out = qelab("project", "fed_2022_qt2", "--years", 2, "--paths", 5, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["statistic"] for row in rows} == {"low", "median", "high"}
    assert {row["date"] for row in rows} == {"2022-12-31", "2023-12-31", "2024-03-31"}
    one = {
        row["statistic"]: float(row["value"])
        for row in rows
        if row["series"] == "mbs_bn" and row["date"] == "2024-03-31"
    }
    assert one["low"] <= one["median"] <= one["high"]


def test_files(qelab, tmp_path):
    rates = tmp_path / "rates.csv"
    rates.write_text(HEADER + "2022-06,1,2,3,3,3,5\n2022-07,1,2,3,3,3,5\n", encoding="utf-8")
    outcome = qelab(
        "project", "fed_2022_qt2", "--years", 1, "--holdings", FILES / "soma_synthetic.json", "--outstanding",
        FILES / "mspd_synthetic.json", "--rates", rates, "--json",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    found = outcome.document
    assert found["opening"]["month"] == "2022-05"
    assert found["opening"]["synthetic"] is False
    assert found["rates"]["from"] == "file"
    assert found["rules"]["allocation"] == "free_float"
    assert 0 < found["years"][0]["largest_share_of_an_issue"] <= 1


def test_a_rule_of_sales_counts_where_something_is_sold(qelab):
    """The maturity extension sold what had three years left or less."""
    found = [
        qelab("project", "fed_2011_mep", "--years", 1, "--json", *more).document["years"][0]["duration_years"]
        for more in ((), ("--sales", "pro_rata"), ("--sales", "shortest"))
    ]
    assert found[0] == found[1] != found[2]


def test_notes_say_what_there_is(qelab):
    """No MBS and no currency to be replaced in the British record; reserves below the American threshold from the start."""
    british = " ".join(qelab("project", "boe_2009_apf", "--years", 1).out.split())
    assert "in the first month already" in british
    assert "Currency grows" not in british
    assert "Prepayment" not in british
    lent = " ".join(qelab("project", "from_now_qt60", "--years", 30).out.split())
    assert "the central bank lends up to" in lent


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_picture(qelab, tmp_path, lang):
    if lang == "zh-Hant" and chinese_font() is None:
        pytest.skip("no font with Chinese characters")
    path = tmp_path / "project.png"
    outcome = qelab("project", "from_now_qt60", "--years", 2, "--paths", 5, "--plot", path, "--lang", lang)
    assert outcome.code == 0, outcome.err
    assert path.stat().st_size > 20_000


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("QE101", ["fed_2022_qt3"]),
        ("QE336", ["fed_2022_qt2", "--years", "31"]),
        ("QE336", ["fed_2022_qt2", "--paths", "0"]),
        ("QE803", ["fed_2022_qt2", "--sales", "longest"]),
        ("QE803", ["fed_2022_qt2", "--stop", "9", "--then", "sell"]),
        ("QE843", ["fed_2022_qt2", "--rates", "missing.csv"]),
        ("QE845", ["fed_2022_qt2", "--then", "grow"]),
        ("QE845", ["fed_2022_qt2", "--outstanding", "{debt}"]),
        ("QE846", ["fed_2022_qt2", "--paths", "5", "--rates", "{debt}"]),
        ("QE847", ["fed_2022_qt2", "--stop", "0"]),
        ("QE848", ["fed_2022_qt2", "--sales", "coupon_at_least"]),
        ("QE848", ["fed_2022_qt2", "--sales", "shortest=2"]),
        ("QE848", ["fed_2022_qt2", "--sales", "coupon_at_least=two"]),
        ("QE848", ["fed_2022_qt2", "--sales", "coupon_at_least=nan"]),
        ("QE809", ["fed_2022_qt2", "--sales", "shortest"]),
        ("QE845", ["fed_2022_qt2", "--seed", "2"]),
        ("QE731", ["boe_2009_apf", "--paths", "2"]),
        ("QE814", ["fed_2022_qt2", "--plot", "project.txt"]),
    ],
)
def test_refusals(qelab, code, arguments):
    asked = [argument.format(debt=FILES / "mspd_synthetic.json") for argument in arguments]
    outcome = qelab("project", *asked, "--json")
    assert outcome.document["code"] == code
    assert outcome.code != 0
