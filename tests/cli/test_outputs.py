"""Files that are written: refused before the run, whole or absent after it."""

import csv
import json
import os
import signal
import subprocess
import time

import pytest

from qelab.cli.outputs import checked, temporary, writing
from qelab.core.errors import QelabError
from qelab.lab.result import Result

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be written by this user"
)


def test_all_kinds(qelab, quick, made_up, tmp_path):
    for out in ("a.nc", "a.csv", "a.json"):
        assert qelab("run", "fed_2010_lsap2", "--out", tmp_path / out, "--plot", tmp_path / "a.png").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.json", "a.nc", "a.png"]
    assert Result.load(tmp_path / "a.nc") == made_up()
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["schema"] == "qelab.result/1"
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text("utf-8").splitlines()))
    assert [float(row["value"]) for row in rows] == made_up().frame()["value"].tolist()


def test_results_on_stdout_talk_on_stderr(qelab, quick, tmp_path):
    outcome = qelab("run", "fed_2010_lsap2", "--json", "--out", tmp_path / "a.nc")
    assert outcome.document["schema"] == "qelab.result/1"
    assert outcome.err == f"--out: {tmp_path / 'a.nc'}\n"


def test_an_existing_file_is_replaced(qelab, quick, tmp_path):
    (tmp_path / "a.json").write_text("old")
    assert qelab("run", "fed_2010_lsap2", "--out", tmp_path / "a.json").code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))


def test_a_link_stays_a_link(qelab, quick, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "real" / "a.json")
    assert qelab("run", "fed_2010_lsap2", "--out", tmp_path / "link.json").code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real" / "a.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("option", "name", "code"),
    [
        ("--out", "no/such/a.nc", "QE811"),
        ("--out", "folder", "QE813"),
        ("--out", "a.xlsx", "QE814"),
        ("--out", "a", "QE814"),
        ("--plot", "a.gif", "QE814"),
        ("--plot", "folder.png", "QE813"),
        ("--out", "x" * 300 + ".nc", "QE812"),
        ("--out", "a\0b.nc", "QE812"),
        ("--out", "", "QE813"),
    ],
)
def test_refused_before_the_run(qelab, quick, tmp_path, monkeypatch, option, name, code):
    quick.failure = AssertionError("it must not come to a run")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.png").mkdir()
    monkeypatch.chdir(tmp_path)
    outcome = qelab("run", "fed_2010_lsap2", option, name, "--json")
    assert (outcome.document["code"], outcome.code) == (code, 3)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "folder.png"]


@needs_permissions
def test_folder_without_permission(qelab, quick, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    outcome = qelab("run", "fed_2010_lsap2", "--out", tmp_path / "closed" / "a.nc", "--json")
    assert (outcome.document["code"], outcome.code) == ("QE812", 3)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="no /proc here")
def test_file_system_that_takes_no_files(qelab, quick):
    outcome = qelab("run", "fed_2010_lsap2", "--out", "/proc/self/a.nc", "--json")
    assert (outcome.document["code"], outcome.code) == ("QE812", 3)


def test_outputs_may_not_be_one_file_nor_the_input(tmp_path):
    with pytest.raises(QelabError, match="QE815"):
        checked({"--out": (str(tmp_path / "a.x"), [".x"]), "--plot": (str(tmp_path / "." / "a.x"), [".x"])})
    with pytest.raises(QelabError, match="QE815"):
        checked({"--out": (str(tmp_path / "a.x"), [".x"])}, [tmp_path / "a.x"])


def test_a_failing_run_writes_nothing(qelab, quick, tmp_path):
    quick.failure = QelabError("QE701", iterations=25, error=0.1)
    outcome = qelab("run", "fed_2010_lsap2", "--out", tmp_path / "a.nc", "--plot", tmp_path / "a.png")
    assert outcome.code == 4
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), QelabError("QE707", reason="x"), OSError(28, "No space left on device")]
)
def test_a_failing_picture_takes_the_other_file_with_it(qelab, quick, tmp_path, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr("qelab.report.picture.save_picture", fail)
    (tmp_path / "a.json").write_text("old")
    outcome = qelab("run", "fed_2010_lsap2", "--out", tmp_path / "a.json", "--plot", tmp_path / "a.png")
    assert outcome.code == (130 if isinstance(error, KeyboardInterrupt) else 3)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_text() == "old"


def test_temporary_names_lie_beside_and_keep_the_suffix(tmp_path):
    path = tmp_path / ("x" * 200 + ".nc")
    assert temporary(path).parent == tmp_path
    assert temporary(path).suffix == ".nc"
    with writing({"--out": path}) as parts:
        parts["--out"].write_text("content")
        assert not path.exists()
    assert path.read_text() == "content"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_while_writing_leaves_nothing(tmp_path, program, number, code):
    """The picture is held up in another process, which is then told to end."""
    slow = (
        "import sys, time, qelab.report.picture as p\n"
        "def wait(result, path, lang):\n"
        "    path.write_bytes(b'half'); print('writing', file=sys.stderr, flush=True); time.sleep(60)\n"
        "p.save_picture = wait\n"
    )
    command = [*program[:2], slow + program[2], "run", "fed_2010_lsap2", "--plot", str(tmp_path / "a.png")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "writing\n"
        assert len(list(tmp_path.iterdir())) == 1
        process.send_signal(number)
        error = process.stderr.read()
    assert process.returncode == code
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupt_at_any_time_leaves_nothing(tmp_path, program):
    command = [
        *program[:2],
        "import sys; print('started', file=sys.stderr, flush=True); " + program[2],
        "run",
        "fed_2010_lsap2",
        "--out",
        str(tmp_path / "a.nc"),
        "--plot",
        str(tmp_path / "a.png"),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "started\n"
        time.sleep(0.4)
        process.send_signal(signal.SIGINT)
        error = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []
