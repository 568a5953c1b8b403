"""Rebuilds the packaged data snapshot (src/qelab/data/snapshot) from sources that any machine can get.

    python tools/build_snapshot.py --retrieved 2026-11-22 [--gretl DIR] [--wheels DIR] [--check]

Sources: Debian's ``gretl-data`` (its St. Louis Fed database, only series of United States government origin)
and two packages of the Python index, ``cpi`` (Bureau of Labor Statistics) and ``dailytreasuryrates``
(Treasury par curve), which are downloaded and opened but never installed. This is the only place of the
project that reaches for the network, and only for what the two folders do not hold. The same inputs give
the same bytes; ``--check`` compares them with the packaged ones and writes nothing. ``us_published.csv`` and
``uk_published.csv`` are typed by hand and are only checked and hashed; their provenance, like that of every other
column, stands in ``snapshot_series.csv`` beside this file. ``us_later.csv`` carries columns of the packages
beyond their end, and the national accounts from 2006 on, from ``us_vintage_2026.csv`` beside this file: typed,
as published in 2026. ``us_event_days.csv`` has the par yields of the days in ``event_days.csv`` beside this file,
which says why each is wanted.
"""

import argparse
import csv
import datetime as dt
import hashlib
import io
import json
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month, Quarter, monthly_to_quarterly
from qelab.core.units import MONTHS_PER_QUARTER, QUARTERS_PER_YEAR, convert
from qelab.data.gretl import GretlSeries, read_gretl

Array = NDArray[np.float64]
OUT = Path(__file__).parents[1] / "src" / "qelab" / "data" / "snapshot"
SERIES = Path(__file__).with_name("snapshot_series.csv")
LATER = Path(__file__).with_name("us_vintage_2026.csv")
FIRST, LAST_FRED = Quarter.of(1985, 1), Quarter.of(2022, 3)
DAYS = Path(__file__).with_name("event_days.csv")
WHEELS = {"cpi": "2.1.0", "dailytreasuryrates": "0.4.5"}
MATURITIES = ("3 Mo", "6 Mo", "1 Yr", "2 Yr", "3 Yr", "5 Yr", "7 Yr", "10 Yr", "20 Yr", "30 Yr")
EVENT_MATURITIES = ("2 Yr", "5 Yr", "10 Yr", "30 Yr")
LAST_CURVE = Quarter.of(2024, 2)  # the packaged curve stops on 24 September 2024, inside 2024Q3
FILES = {
    "uk_published.csv": ("typed from memory of published tables", "facts; Bank of England, Office for National Statistics"),
    "us_cpi.csv": ("Python package cpi 2.1.0", "United States government, public domain; package MIT"),
    "us_event_days.csv": (
        "Python package dailytreasuryrates 0.4.5",
        "United States government, public domain; package MIT",
    ),
    "us_fred.csv": (
        "Debian package gretl-data 2022c-1 (St. Louis Fed database)",
        "series of United States government origin, public domain",
    ),
    "us_later.csv": (
        "typed from published tables, tools/us_vintage_2026.csv",
        "facts; United States government and Freddie Mac",
    ),
    "us_published.csv": (
        "typed from published tables",
        "facts; United States government, New York Fed and Freddie Mac",
    ),
    "us_treasury_curve.csv": (
        "Python package dailytreasuryrates 0.4.5",
        "United States government, public domain; package MIT",
    ),
}
DAILY = ("us_event_days.csv",)  # one row a day; every other file has one a quarter
CONTINUES = ("us_later.csv",)  # its columns take over from their first value on
VINTAGES = {
    "uk_published.csv": "recalled, to 2025Q4",
    "us_cpi.csv": "2026-09",
    "us_event_days.csv": "2024-09",
    "us_fred.csv": "2022-10",
    "us_later.csv": "2026-06",
    "us_published.csv": "Federal Reserve series 2026-06; SOMA in ten-year equivalents and durations as first published",
    "us_treasury_curve.csv": "2024-09",
}


def main() -> None:
    """Fetch what is missing, build every file, write the manifest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--retrieved", required=True, type=dt.date.fromisoformat, help="date of the inputs")
    parser.add_argument(
        "--gretl", type=Path, default=Path("/usr/share/gretl/db"), help="holds fedstl.idx, .bin"
    )
    parser.add_argument("--wheels", type=Path, help="holds the two wheels")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true", help="compare with the packaged files, write nothing")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        database = gretl_database(given.gretl, Path(scratch))
        wheels = {name: wheel(name, given.wheels, Path(scratch)) for name in WHEELS}
        fred = build_fred(database)
        built = {
            "us_cpi.csv": build_cpi(wheels["cpi"], Path(scratch)),
            "us_event_days.csv": build_days(wheels["dailytreasuryrates"], DAYS.read_text("utf-8")),
            "us_fred.csv": fred,
            "us_later.csv": build_later(fred, LATER.read_text("utf-8")),
            "us_treasury_curve.csv": build_curve(wheels["dailytreasuryrates"]),
            "us_published.csv": (OUT / "us_published.csv").read_bytes(),
            "uk_published.csv": (OUT / "uk_published.csv").read_bytes(),
        }
        inputs = {
            "us_cpi.csv": {wheels["cpi"].name: digest(wheels["cpi"].read_bytes())},
            "us_event_days.csv": {
                DAYS.name: digest(DAYS.read_bytes()),
                wheels["dailytreasuryrates"].name: digest(wheels["dailytreasuryrates"].read_bytes()),
            },
            "us_fred.csv": {
                f"fedstl{end}": digest(database.with_suffix(end).read_bytes()) for end in (".bin", ".idx")
            },
            "us_treasury_curve.csv": {
                wheels["dailytreasuryrates"].name: digest(wheels["dailytreasuryrates"].read_bytes())
            },
            "us_later.csv": {LATER.name: digest(LATER.read_bytes())},
            "us_published.csv": {},
            "uk_published.csv": {},
        }
    if given.check:
        sys.exit(check(built, inputs))
    for name, content in built.items():
        (given.out / name).write_bytes(content)
    text = json.dumps(manifest(built, inputs, str(given.retrieved)), indent=1, sort_keys=True) + "\n"
    (given.out / "manifest.json").write_text(text, "utf-8")
    sys.stdout.write(f"{len(built)} files in {given.out}\n")


def check(built: dict[str, bytes], inputs: dict[str, dict[str, str]]) -> str | None:
    """What differs from the packaged files, None where nothing does."""
    packaged = json.loads((OUT / "manifest.json").read_text("utf-8"))
    retrieved = packaged["files"]["us_fred.csv"]["retrieved"]
    files = {path.name: path.read_bytes() for path in OUT.glob("*.csv")}
    wrong = [name for name, content in built.items() if files.get(name) != content]
    if manifest(built, inputs, retrieved) != packaged:
        wrong.append("manifest.json")
    return f"{', '.join(wrong)} differ from what was built" if wrong else None


def gretl_database(folder: Path, scratch: Path) -> Path:
    """The St. Louis Fed database: of the folder, or out of the Debian package."""
    if not (folder / "fedstl.idx").exists():
        subprocess.run(["apt-get", "download", "gretl-data"], cwd=scratch, check=True)
        package = next(scratch.glob("gretl-data_*.deb"))
        subprocess.run(["dpkg-deb", "-x", package.name, "gretl"], cwd=scratch, check=True)
        folder = scratch / "gretl" / "usr" / "share" / "gretl" / "db"
    return folder / "fedstl"


def wheel(name: str, folder: Path | None, scratch: Path) -> Path:
    """The wheel of a package at its pinned version: of the folder, or downloaded, never installed."""
    pinned = f"{name}-{WHEELS[name]}-py3-none-any.whl"
    if folder is None or not (folder / pinned).exists():
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", f"{name}=={WHEELS[name]}"]
        subprocess.run([*command, "--dest", str(scratch)], check=True)
        folder = scratch
    return folder / pinned


def build_fred(database: Path) -> bytes:
    """Quarterly columns out of the monthly and quarterly series of the St. Louis Fed database."""
    series = read_gretl(database)

    def mean(name: str) -> Array:
        return _quarters(series[name], "rate")

    def last_month(name: str) -> Array:
        return _quarters(series[name], "stock")

    real, potential = _quarters(series["gdpc1"], "rate"), _quarters(series["gdppot"], "rate")
    index = _quarters(series["pcepilfe"], "index", before=4)
    # Total reserves counted vault cash until requirements fell to zero in March 2020; balances stop in August.
    balances, total = last_month("resbalns"), last_month("totresns")
    reserves = np.where(np.isfinite(balances), balances, total)
    columns = {
        "real_gdp_bn": real,
        "potential_gdp_bn": potential,
        "output_gap": _percent(real / potential),
        "nominal_gdp_bn": _quarters(series["gdp"], "rate"),
        "unemployment_rate": mean("unrate"),
        "inflation_4q": _percent(index[4:] / index[:-4]),
        "inflation_annualised": _percent((index[4:] / index[3:-1]) ** QUARTERS_PER_YEAR),
        "policy_rate": mean("fedfunds"),
        **{f"yield_{years}y_average": mean(f"gs{years}") for years in (1, 2, 5, 10, 30)},
        "mortgage_rate_30y_average": mean("mortg"),
        "mortgage_rate_30y_end": last_month("mortg"),
        "m2_bn": last_month("m2sl"),
        "currency_bn": last_month("currcir"),
        "reserve_balances_bn": reserves,
        "monetary_base_bn": last_month("currcir") + reserves,
        "treasury_account_bn": last_month("treasury"),
        "reserve_bank_credit_bn": last_month("rsbkcrns"),
    }
    return _table(FIRST, columns)


def _quarters(series: GretlSeries, kind: str, before: int = 0) -> Array:
    """Values from ``before`` quarters ahead of FIRST to LAST_FRED by the rule of the kind; nan where missing."""
    start, quarters = FIRST.ordinal - before, LAST_FRED - FIRST + 1 + before
    per_quarter = MONTHS_PER_QUARTER if series.frequency == "M" else 1
    window = np.full(quarters * per_quarter, np.nan)
    offset = series.start - start * per_quarter
    low, high = max(offset, 0), min(offset + len(series.values), len(window))
    window[low:high] = series.values[low - offset : high - offset]
    return monthly_to_quarterly(window, kind) if per_quarter > 1 else window


def build_curve(path: Path) -> bytes:
    """Treasury par yields on the last business day of each quarter."""
    last_day: dict[Quarter, dict[str, str]] = {}
    for day, row in sorted(_par_yields(path).items()):
        last_day[Month.of_date(dt.date.fromisoformat(day)).quarter] = row
    first = min(last_day)
    rows = [last_day[first + step] for step in range(LAST_CURVE - first + 1)]
    names = {label: f"yield_{label.split()[0]}{'m' if 'Mo' in label else 'y'}_end" for label in MATURITIES}
    columns = {name: np.array([float(row[label] or "nan") for row in rows]) for label, name in names.items()}
    return _table(first, columns)


def _par_yields(path: Path) -> dict[str, dict[str, str]]:
    """Rows of the package's table of daily par yields by day, as published: percent, two decimals."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("src/dailytreasuryrates-cache.csv").decode("utf-8")
    return {row["Date"]: row for row in csv.DictReader(io.StringIO(text))}


def build_days(path: Path, typed: str) -> bytes:
    """Treasury par yields at the close of the wanted days; a day without quotations stops the building."""
    daily = _par_yields(path)
    wanted = [row["day"] for row in csv.DictReader(io.StringIO(typed))]
    lines = [",".join(("day", *(f"yield_{label.split()[0]}y" for label in EVENT_MATURITIES)))]
    lines += [",".join((day, *(f"{float(daily[day][label]):.2f}" for label in EVENT_MATURITIES))) for day in wanted]
    return ("\n".join(lines) + "\n").encode()


def build_later(fred: bytes, typed: str) -> bytes:
    """The accounts of the vintage of 2026 from 2006 on, and other columns beyond the packages' end.

    One vintage covers the years that are replayed: the older one puts the output gap up to 1.7 points lower, and
    a step between two vintages would be read as a shock. Real GDP and its potential are brought to the dollars of
    the older vintage by one factor, which leaves the gap as it is; rates are taken as they are.
    """
    rows = list(csv.DictReader(io.StringIO(typed)))
    first = Quarter.parse(rows[0]["quarter"])
    raw = {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0] if name != "quarter"}
    packaged = {row["quarter"]: row for row in csv.DictReader(io.StringIO(fred.decode()))}[str(LAST_FRED)]
    at, after = LAST_FRED - first, np.arange(len(rows)) > LAST_FRED - first

    dollars = float(packaged["real_gdp_bn"]) / raw["GDPC1"][at]
    real, potential = raw["GDPC1"] * dollars, raw["GDPPOT"] * dollars
    index, none = raw["PCEPILFE"], np.full(4, np.nan)
    year, quarter = index / np.append(none, index[:-4]), index / np.append(none[:1], index[:-1])
    columns = {
        "real_gdp_bn": real,
        "potential_gdp_bn": potential,
        "output_gap": _percent(real / potential),
        "nominal_gdp_bn": raw["GDP"],
        "unemployment_rate": raw["UNRATE"],
        "inflation_4q": np.where(after, _percent(year), np.nan),
        "inflation_annualised": np.where(after, _percent(quarter**QUARTERS_PER_YEAR), np.nan),
        "policy_rate": raw["FEDFUNDS"],
        "yield_2y_average": raw["GS2"],
        "yield_5y_average": raw["par_5y_mean"],
        "yield_10y_average": raw["GS10"],
        "yield_30y_average": raw["DGS30_mean"],
        "mortgage_rate_30y_average": raw["MORTGAGE30US"],
        "mortgage_rate_30y_end": raw["MORTGAGE30US_last_month"],
        **{name.replace("par", "yield"): raw[name] for name in raw if name.endswith("_end")},
    }
    return _table(first, columns)


def build_cpi(path: Path, scratch: Path) -> bytes:
    """Consumer prices, all items, seasonally adjusted: quarter mean and its four-quarter change."""
    with zipfile.ZipFile(path) as archive:
        archive.extract("cpi/cpi.db", scratch)
    query = (
        "SELECT year, period, value FROM indexes"
        " WHERE series = 'CUSR0000SA0' AND period BETWEEN 'M01' AND 'M12'"  # M13 is the year's mean
    )
    connection = sqlite3.connect(scratch / "cpi" / "cpi.db")
    monthly = {Month.of(year, int(period[1:])): value for year, period, value in connection.execute(query)}
    connection.close()
    last = (max(monthly) + 1).quarter + -1
    start = FIRST + -4
    months = [month for step in range(last - start + 1) for month in (start + step).months]
    # October 2025 was never published (no prices were collected): its quarter is missing, not guessed.
    index = monthly_to_quarterly(np.array([monthly.get(month, np.nan) for month in months]), "index")
    return _table(FIRST, {"cpi_index": index[4:], "cpi_inflation_4q": _percent(index[4:] / index[:-4])})


def _percent(ratio: Array) -> Array:
    return convert(ratio - 1.0, "decimal", "percent")


def _table(first: Quarter, columns: dict[str, Array]) -> bytes:
    """CSV, six digits (a four-byte float carries seven), empty where missing."""
    lines = [",".join(("quarter", *columns))]
    values = np.array(list(columns.values())).T
    for step, row in enumerate(values):
        cells = [f"{value:.6g}" if np.isfinite(value) else "" for value in row]
        lines.append(",".join((str(first + step), *cells)))
    return ("\n".join(lines) + "\n").encode()


def manifest(built: dict[str, bytes], inputs: dict[str, dict[str, str]], retrieved: str) -> dict[str, Any]:
    """What each file and each of its columns is; every column must be described, and nothing else."""
    described: dict[str, dict[str, dict[str, str]]] = {name: {} for name in built}
    with SERIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            described[row.pop("file")][row.pop("column")] = row
    files = {}
    for name, content in built.items():
        header = content.decode().splitlines()[0].split(",")[1:]
        if sorted(header) != sorted(described[name]):
            raise SystemExit(f"{name} and {SERIES.name} differ: {set(header) ^ set(described[name])}")
        source, licence = FILES[name]
        files[name] = {
            "source": source, "licence": licence, "retrieved": retrieved, "sha256": digest(content),
            "inputs_sha256": inputs[name], "economy": name.partition("_")[0], "frequency": "D" if name in DAILY else "Q",
            "vintage": VINTAGES[name], "continues": name in CONTINUES, "series": described[name],
        }  # fmt: skip
    return {"schema": "qelab.snapshot/1", "files": files}


def digest(content: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
