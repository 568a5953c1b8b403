"""The reader of gretl's databases: a small file written here, and known values of Debian's copy."""

import struct
from pathlib import Path

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter
from qelab.data.gretl import read_gretl

DEBIAN = Path("/usr/share/gretl/db/fedstl")
INDEX = (
    "# a comment\nrate  A rate, %, NSA\nM  2008.11 - 2009.01  n = 3\nsum  A sum\nQ  1990.2 - 1990.3  n = 2\n"
)


def write(folder: Path, index: str, *values: float) -> Path:
    folder.joinpath("small.idx").write_text(index, "latin-1")
    folder.joinpath("small.bin").write_bytes(struct.pack(f"<{len(values)}f", *values))
    return folder / "small"


def test_a_small_database(tmp_path):
    series = read_gretl(write(tmp_path, INDEX, 1.0, -999.0, 0.25, 10.0, 11.0))
    assert list(series) == ["rate", "sum"]
    assert series["rate"].description == "A rate, %, NSA"
    assert Month(series["rate"].start) == Month.parse("2008-11")
    assert Quarter(series["sum"].start) == Quarter.parse("1990Q2")
    np.testing.assert_array_equal(series["rate"].values, [1.0, np.nan, 0.25])
    np.testing.assert_array_equal(series["sum"].values, [10.0, 11.0])


@pytest.mark.parametrize(
    ("index", "count"),
    [(INDEX, 4), (INDEX, 6), (INDEX.replace("n = 2", "n = two"), 5)],
    ids=["short", "long", "odd"],
)
def test_files_that_do_not_fit(tmp_path, index, count):
    with pytest.raises(QelabError) as caught:
        read_gretl(write(tmp_path, index, *range(count)))
    assert caught.value.code == "QE603"


def test_a_missing_database(tmp_path):
    with pytest.raises(QelabError) as caught:
        read_gretl(tmp_path / "nothing")
    assert caught.value.code == "QE603"


@pytest.mark.skipif(not DEBIAN.with_suffix(".idx").exists(), reason="Debian's gretl-data is not installed")
@pytest.mark.parametrize(
    ("name", "month", "value"),
    [
        ("unrate", "2009-10", 10.0),
        ("fedfunds", "2008-12", 0.16),
        ("gs10", "2010-10", 2.54),
        ("mortg", "2010-09", 4.35),
    ],
)
def test_known_values(name, month, value):
    series = read_gretl(DEBIAN)[name]
    assert series.values[Month.parse(month).ordinal - series.start] == pytest.approx(value, abs=1e-6)
