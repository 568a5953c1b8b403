"""Machine code instead of CasADi's evaluation: the same bits, and never an obstacle."""

import shutil
import stat

import numpy as np
import pytest

from qelab import macro
from qelab.macro.stacked import evaluation, native

needs_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler here")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("QELAB_CC", raising=False)


def _kept(folder):
    return list((folder / "qelab").glob("native-*"))


def _path(model, exogenous, choice):
    solver = macro.PerfectForesight(model, 120, native=choice)
    return solver, solver.solve(model.steady_state, exogenous)


@needs_compiler
def test_the_same_to_the_last_bit(banks, capital_shock, tmp_path):
    with_code, path = _path(banks, capital_shock(0.05), True)
    without, other = _path(banks, capital_shock(0.05), False)
    assert with_code._system.evaluation.is_native
    assert not without._system.evaluation.is_native
    assert np.array_equal(path.values, other.values)
    assert [item.suffix for item in _kept(tmp_path)] == [".so"]


@needs_compiler
def test_a_library_made_before_is_taken_unasked(banks, capital_shock):
    assert not _path(banks, capital_shock(0.01), None)[0]._system.evaluation.is_native
    _path(banks, capital_shock(0.01), True)
    assert _path(banks.with_parameters(kappa=3.0), capital_shock(0.01), None)[0]._system.evaluation.is_native


@needs_compiler
def test_made_in_the_background_for_a_solver_that_is_used_often(banks, capital_shock, monkeypatch):
    monkeypatch.setattr(evaluation, "_OFTEN", 10)
    solver, first = _path(banks, capital_shock(0.05), None)
    solver.solve(banks.steady_state, capital_shock(0.04))
    maker = solver._system.evaluation._maker
    assert maker is not None
    maker.join()
    last = solver.solve(banks.steady_state, capital_shock(0.05))
    assert solver._system.evaluation.is_native
    assert np.array_equal(first.values, last.values)


@pytest.mark.parametrize("compiler", ["off", "no-such-compiler"])
def test_without_a_compiler(banks, capital_shock, monkeypatch, compiler):
    monkeypatch.setenv("QELAB_CC", compiler)
    assert native.compiler() is None
    solver, path = _path(banks, capital_shock(0.05), True)
    assert not solver._system.evaluation.is_native
    assert path.residual < 1e-10


def test_a_compiler_that_fails_is_no_obstacle(banks, capital_shock, monkeypatch, tmp_path):
    broken = tmp_path / "broken-cc"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("QELAB_CC", str(broken))
    assert _path(banks, capital_shock(0.05), True)[1].residual < 1e-10


@needs_compiler
@pytest.mark.parametrize("damage", [lambda content: content[: len(content) // 2], lambda _: b"not a library", lambda _: b""])
def test_a_damaged_library_is_not_loaded_and_made_anew(banks, capital_shock, tmp_path, damage):
    _path(banks, capital_shock(0.01), True)
    (library,) = _kept(tmp_path)
    whole = library.read_bytes()
    copy = library.with_name("copy")
    copy.write_bytes(damage(whole))
    copy.replace(library)
    solver, path = _path(banks, capital_shock(0.05), None)
    assert not solver._system.evaluation.is_native
    assert path.residual < 1e-10
    assert not _kept(tmp_path)
    assert _path(banks, capital_shock(0.05), True)[0]._system.evaluation.is_native
    assert [item.read_bytes() == whole for item in _kept(tmp_path)] == [True]


def test_a_folder_that_cannot_be_written_is_no_obstacle(banks, capital_shock, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert _path(banks, capital_shock(0.05), True)[1].residual < 1e-10
