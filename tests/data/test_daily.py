"""Daily yields: the days that are wanted and no others, built from a package's table, read with their source."""

import csv
import datetime as dt
import shutil
import zipfile
from pathlib import Path

import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Status
from qelab.data import history
from qelab.data.daily import event_days, read_days
from qelab.data.snapshot import FOLDER, read_manifest

FILE = "us_event_days.csv"
PUBLISHED = Path(__file__).parents[3] / "shared" / "reference" / "event_yields.csv"
with_published = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published changes are not at hand")
WANTED = Path(__file__).parents[2] / "tools" / "event_days.csv"
DAYS = event_days()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_days_are_those_that_are_wanted_each_with_its_why():
    wanted = rows(WANTED)
    assert [row["day"] for row in rows(FOLDER / FILE)] == [row["day"] for row in wanted]
    assert all(row["why"] for row in wanted)
    days = [dt.date.fromisoformat(row["day"]) for row in wanted]
    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)


@pytest.mark.parametrize(
    ("day", "name", "close"), [("2008-11-24", "yield_10y", 3.35), ("2009-03-18", "yield_2y", 0.82)]
)
def test_known_values(day, name, close):
    assert DAYS.at(name, dt.date.fromisoformat(day)) == close


@with_published
def test_changes_are_those_computed_from_the_federal_reserve_s_series():
    """The Treasury's par yields and the constant maturities of H.15 are the same numbers, to the basis point."""
    days = [dt.date.fromisoformat(row["day"]) for row in rows(WANTED)]
    compared = 0
    for row in rows(PUBLISHED):
        event = row["event"] and row["paper"].startswith("H.15") and dt.date.fromisoformat(row["event"])
        if (
            not event
            or event not in days
            or f"yield_{row['maturity']}" not in DAYS.columns
            or event.year > 2009
        ):
            continue
        place = days.index(event)
        end = days[place + (0 if row["window"] == "1-day" else 1)]
        change = 100 * DAYS.change(f"yield_{row['maturity']}", days[place - 1], end)
        assert change == pytest.approx(float(row["value"]), abs=1e-6), (event, row["maturity"], row["window"])
        compared += 1
    assert compared == 5 * 3 * 2


def test_every_column_has_its_source():
    assert set(DAYS.sources) == set(DAYS.columns) == {"yield_2y", "yield_5y", "yield_10y", "yield_30y"}
    source = DAYS.sources["yield_10y"]
    assert source.status is Status.CONFIRMED
    assert "U.S. Treasury" in source.text
    assert source.retrieved == read_manifest()["files"][FILE]["retrieved"]


def test_what_is_not_packaged_is_refused():
    with pytest.raises(QelabError) as caught:
        DAYS.at("yield_10y", dt.date(2008, 11, 27))
    assert caught.value.code == "QE101"
    assert "2008-11-27" in str(caught.value)
    with pytest.raises(QelabError):
        DAYS.at("yield_7y", dt.date(2008, 11, 24))


def test_a_damaged_file_is_refused(tmp_path):
    copy = shutil.copytree(FOLDER, tmp_path / "snapshot")
    (copy / FILE).write_bytes((copy / FILE).read_bytes().replace(b"3.35", b"3.36"))
    with pytest.raises(QelabError) as caught:
        read_days(copy)
    assert caught.value.code == "QE601"


def test_the_quarterly_history_does_not_read_it():
    assert not set(DAYS.columns) & set(history("us").columns)


def test_built_from_the_package_s_table(builder, tmp_path):
    """A wheel with three days, out of order: the wanted two come out, as published."""
    table = "Date,2 Yr,5 Yr,10 Yr,30 Yr\n2009-03-18,0.82,1.54,2.51,3.57\n2009-03-19,9,9,9,9\n2009-03-17,1.05,2.0,3.02,3.83\n"
    path = tmp_path / "rates.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("src/dailytreasuryrates-cache.csv", table)
    built = builder.build_days(path, "day,why\n2009-03-17,before\n2009-03-18,the day\n").decode()
    packaged = (FOLDER / FILE).read_text("utf-8").splitlines()
    assert built.splitlines() == [
        packaged[0],
        *(line for line in packaged if line.startswith(("2009-03-17", "2009-03-18"))),
    ]
    with pytest.raises(KeyError):
        builder.build_days(path, "day,why\n2009-03-21,a Saturday\n")


def test_built_from_these_days(builder):
    assert read_manifest()["files"][FILE]["inputs_sha256"][WANTED.name] == builder.digest(WANTED.read_bytes())
