"""Each error of the data layer in both languages, against its golden file (``QELAB_GOLDEN=write`` records it)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qelab.core.errors import QelabError, messages
from qelab.core.time import Quarter
from qelab.data import history, opening
from qelab.data.gretl import read_gretl
from qelab.data.quarterly import read_history
from qelab.data.snapshot import FOLDER
from qelab.data.states import FOLDER as OPENINGS
from qelab.data.states import read_opening


def damaged(folder: Path) -> None:
    copy = shutil.copytree(FOLDER, folder / "snapshot")
    file = copy / "us_fred.csv"
    file.write_text(file.read_text("utf-8").replace("2010Q3", "2010Q3 ", 1), "utf-8")
    read_history("us", copy)


def incomplete(folder: Path) -> None:
    copy = shutil.copytree(FOLDER, folder / "snapshot")
    (copy / "us_cpi.csv").unlink()
    read_history("us", copy)


def unbalanced(folder: Path) -> None:
    text = (OPENINGS / "us_2010q3.toml").read_text("utf-8")
    (folder / "mine.toml").write_text(text.replace("value = 995.2", "value = 985.2"), "utf-8")
    read_opening(folder / "mine.toml", history("us"))


TRIGGERS: dict[str, Callable[[Path], object]] = {
    "QE601": damaged,
    "QE602": incomplete,
    "QE603": lambda folder: read_gretl(half_a_database(folder)),
    "QE604": lambda _: history("us").at("mortgage_rate_30y_end", Quarter.parse("2025Q1")),
    "QE605": lambda _: history("us").at("output_gab", Quarter.parse("2010Q1")),
    "QE606": lambda _: history("jp"),
    "QE607": lambda _: opening("us_2010"),
    "QE608": unbalanced,
}


def half_a_database(folder: Path) -> Path:
    (folder / "small.idx").write_text("rate  A rate\nM  2008.11 - 2009.01  n = 3\n", "latin-1")
    (folder / "small.bin").write_bytes(b"\0" * 8)
    return folder / "small"


def test_every_error_of_the_data_layer_is_triggered_here():
    # from QE640 on: sources/test_errors.py
    assert sorted(TRIGGERS) == sorted(code for code in messages() if "QE600" <= code < "QE640")


@pytest.mark.parametrize("code", TRIGGERS)
def test_golden(code, golden_error, tmp_path):
    golden_error(code, lambda: TRIGGERS[code](tmp_path), {str(tmp_path): "FOLDER"})


def test_a_damaged_snapshot_ends_a_command_with_5():
    assert messages()["QE601"].exit_code == 5


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ('source = "h41", status = "confirmed", note = "WALCL"', 'note = "WALCL"', "source, status"),
        ('month = "2010-09"', 'month = "2010-09', "TOMLDecodeError"),
        ("tilt = 2.5\n", "\n", "KeyError 'tilt'"),
        ('first = "2009-03"', 'first = "March"', "'March'"),
    ],
)
def test_other_files_that_are_not_openings(tmp_path, find, put, said):
    text = (OPENINGS / "us_2010q3.toml").read_text("utf-8")
    assert find in text
    (tmp_path / "mine.toml").write_text(text.replace(find, put), "utf-8")
    with pytest.raises(QelabError, match="error") as caught:
        read_opening(tmp_path / "mine.toml", history("us"))
    assert caught.value.exit_code == 3
    assert said in str(caught.value) or caught.value.code == "QE608"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_empty_and_binary_files(tmp_path, content):
    (tmp_path / "mine.toml").write_bytes(content)
    with pytest.raises(QelabError) as caught:
        read_opening(tmp_path / "mine.toml", history("us"))
    assert caught.value.code == "QE608"
