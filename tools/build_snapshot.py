"""Rebuilds the packaged data snapshot (src/qelab/data/snapshot) from sources that any machine can get.

    python tools/build_snapshot.py --retrieved 2026-11-22 [--gretl DIR] [--wheels DIR]

Sources: Debian's ``gretl-data`` (its St. Louis Fed database, only series of United States government origin)
and two packages of the Python index, ``cpi`` (Bureau of Labor Statistics) and ``dailytreasuryrates``
(Treasury par curve), which are downloaded and opened but never installed. This is the only place of the
project that reaches for the network, and only for what the two folders do not hold. The same inputs give
the same bytes. ``us_published.csv`` is typed by hand from published tables and is only checked and hashed;
its provenance, like that of every other column, stands in ``snapshot_series.csv`` beside this file.
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
FIRST, LAST_FRED = Quarter.of(1985, 1), Quarter.of(2022, 3)
WHEELS = {"cpi": "2.1.0", "dailytreasuryrates": "0.4.5"}
MATURITIES = ("3 Mo", "6 Mo", "1 Yr", "2 Yr", "3 Yr", "5 Yr", "7 Yr", "10 Yr", "20 Yr", "30 Yr")
LAST_CURVE = Quarter.of(2024, 2)  # the packaged curve stops on 24 September 2024, inside 2024Q3
FILES = {
    "us_cpi.csv": ("Python package cpi 2.1.0", "United States government, public domain; package MIT"),
    "us_fred.csv": (
        "Debian package gretl-data 2022c-1 (St. Louis Fed database)",
        "series of United States government origin, public domain",
    ),
    "us_published.csv": ("typed from published tables", "facts; United States government and New York Fed"),
    "us_treasury_curve.csv": (
        "Python package dailytreasuryrates 0.4.5",
        "United States government, public domain; package MIT",
    ),
}


VINTAGES = {
    "us_cpi.csv": "2026-09",
    "us_fred.csv": "2022-10",
    "us_published.csv": "Federal Reserve series 2026-06; SOMA in ten-year equivalents as first published",
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
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        database = gretl_database(given.gretl, Path(scratch))
        wheels = {name: wheel(name, given.wheels, Path(scratch)) for name in WHEELS}
        built = {
            "us_cpi.csv": build_cpi(wheels["cpi"], Path(scratch)),
            "us_fred.csv": build_fred(database),
            "us_treasury_curve.csv": build_curve(wheels["dailytreasuryrates"]),
            "us_published.csv": (OUT / "us_published.csv").read_bytes(),
        }
        inputs = {
            "us_cpi.csv": {wheels["cpi"].name: digest(wheels["cpi"].read_bytes())},
            "us_fred.csv": {
                f"fedstl{end}": digest(database.with_suffix(end).read_bytes()) for end in (".bin", ".idx")
            },
            "us_treasury_curve.csv": {
                wheels["dailytreasuryrates"].name: digest(wheels["dailytreasuryrates"].read_bytes())
            },
            "us_published.csv": {},
        }
    for name, content in built.items():
        (given.out / name).write_bytes(content)
    text = json.dumps(manifest(built, inputs, str(given.retrieved)), indent=1, sort_keys=True) + "\n"
    (given.out / "manifest.json").write_text(text, "utf-8")
    sys.stdout.write(f"{len(built)} files in {given.out}\n")


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
    with zipfile.ZipFile(path) as archive:
        text = archive.read("src/dailytreasuryrates-cache.csv").decode("utf-8")
    last_day: dict[Quarter, dict[str, str]] = {}
    for row in sorted(csv.DictReader(io.StringIO(text)), key=lambda row: row["Date"]):
        last_day[Month.of_date(dt.date.fromisoformat(row["Date"])).quarter] = row
    first = min(last_day)
    rows = [last_day[first + step] for step in range(LAST_CURVE - first + 1)]
    names = {label: f"yield_{label.split()[0]}{'m' if 'Mo' in label else 'y'}_end" for label in MATURITIES}
    columns = {name: np.array([float(row[label] or "nan") for row in rows]) for label, name in names.items()}
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
            "inputs_sha256": inputs[name], "economy": "us", "frequency": "Q",
            "vintage": VINTAGES[name], "series": described[name],
        }  # fmt: skip
    return {"schema": "qelab.snapshot/1", "files": files}


def digest(content: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
