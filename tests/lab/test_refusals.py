"""What cannot become a result, and files that are none; golden texts (``QELAB_GOLDEN=write`` records them)."""

from dataclasses import replace
from pathlib import Path

import h5netcdf
import numpy as np
import pytest

from qelab.core.errors import QelabError, messages
from qelab.lab import lab as lab_module
from qelab.lab import levels
from qelab.lab.books.income import account_of
from qelab.lab.books.journals import journals
from qelab.lab.lab import Lab
from qelab.lab.levels import economy_series
from qelab.lab.result import Result
from qelab.lab.settings import Settings
from qelab.policy.catalogue import scenario
from qelab.portfolio.income.statement import IncomeRules
from qelab.rates.premium import Elasticity

PHASE = "announcements.0.phases.0"
TOO_MUCH = [
    ("fed_2010_lsap2", {"size_bn": 500_000}),
    ("from_now_500bn", {"size_bn": 500_000}),
    ("from_now_500bn", {"size_bn": 1_000_000, f"{PHASE}.months": 1}),
    ("from_now_500bn", {"size_bn": 50_000, f"{PHASE}.kind": "sell"}),
    ("from_now_500bn", {"size_bn": 3_000, f"{PHASE}.kind": "sell"}),
    ("from_now_500bn", {f"{PHASE}.kind": "sell", f"{PHASE}.asset": "agency_debt", f"{PHASE}.buckets": None}),
    ("fed_2010_lsap2", {f"{PHASE}.kind": "sell", f"{PHASE}.asset": "agency_mbs", f"{PHASE}.buckets": None, "size_bn": 1500}),
    ("fed_2008_lsap1", {"size_bn": 900_000}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes"), TOO_MUCH)
def test_a_programme_too_large_is_no_result(lab, name, changes):
    with pytest.raises(QelabError) as caught:
        lab.run(scenario(name).with_(**changes))
    assert caught.value.exit_code in (3, 4)
    assert caught.value.code in {"QE303", "QE307", "QE409", "QE527", "QE531", "QE701"}


def test_the_laboratory_works_after_a_failure(lab, run):
    before = run("from_now_500bn")
    with pytest.raises(QelabError):
        lab.run(scenario("from_now_500bn").with_(size_bn=900_000))
    again = lab.run(scenario("from_now_500bn"))
    for name in before.names:
        np.testing.assert_allclose(again.levels[name], before.levels[name], rtol=0, atol=1e-9, err_msg=name)


def test_two_runs_are_the_same_to_the_last_bit():
    one, other = (Lab().run(scenario("from_now_500bn")) for _ in range(2))
    assert one == other


def test_a_feedback_too_strong_does_not_settle(monkeypatch):
    monkeypatch.setattr(lab_module, "check_assumptions", lambda _settings: None)
    strong = Settings(elasticity=Elasticity(lambda0=40.0))
    with pytest.raises(QelabError) as caught:
        Lab(settings=strong).run(scenario("from_now_500bn"))
    assert caught.value.exit_code in (3, 4)


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("from_now_500bn", {"announcements.0.date": "2026-06-30"}, "QE304"),
        ("fed_2010_lsap2", {"opening": "us_2026q2"}, "QE304"),
        ("from_now_500bn", {"opening": "us_2008q3"}, "QE305"),
        ("from_now_500bn", {"opening": "us_2026q3"}, "QE607"),
        ("fed_2010_lsap2", {"record": "fed_2010_lsap"}, "QE101"),
        ("rate_cut", {"policy_rate.date": "2033-01-05"}, "QE305"),
        ("rate_cut", {"policy_rate.date": "2020-01-05"}, "QE304"),
    ],
)
def test_dates_and_openings_that_do_not_fit(lab, name, changes, code):
    with pytest.raises(QelabError) as caught:
        lab.run(scenario(name).with_(**changes))
    assert caught.value.code == code


def damaged(tmp_path: Path, result: Result, how: str) -> Path:
    path = tmp_path / "result.nc"
    if how == "missing":
        return path
    result.save(path)
    content = path.read_bytes()
    if how == "cut short":
        path.write_bytes(content[: len(content) // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "text":
        path.write_text("size_bn = 600\n")
    elif how == "overwritten":
        path.write_bytes(content[:2000] + bytes(4000) + content[6000:])
    elif how == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.unlink()
        with h5netcdf.File(path, "w") as file:
            if how == "another version":
                file.attrs["format"] = "qelab.result.nc/9"
            elif how == "nothing in it":
                file.attrs["format"] = "qelab.result.nc/1"
    return path


@pytest.mark.parametrize(
    "how",
    ["missing", "cut short", "empty", "text", "overwritten", "a folder", "another file", "another version", "nothing in it"],
)
def test_a_damaged_file_is_refused(lsap2, tmp_path, how):
    path = damaged(tmp_path, lsap2, how)
    with pytest.raises(QelabError) as caught:
        Result.load(path)
    assert (caught.value.code, caught.value.exit_code) == ("QE703", 3)
    assert str(path) in caught.value.render()


def test_a_place_that_cannot_be_written(lsap2, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "nowhere" / "result.nc", tmp_path / "file" / "result.nc", tmp_path / "folder"):
        with pytest.raises(QelabError) as caught:
            lsap2.save(path)
        assert (caught.value.code, caught.value.exit_code) == ("QE707", 3)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_an_interrupted_save_leaves_the_old_file(lsap2, tmp_path, monkeypatch):
    path = tmp_path / "result.nc"
    lsap2.save(path)
    before = path.read_bytes()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("qelab.lab.storage.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        lsap2.save(path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["result.nc"]


@pytest.fixture
def triggers(lab, lsap2, inside, monkeypatch):
    def mismatch() -> object:
        made = inside("fed_2010_lsap2")
        account = account_of(made, economy_series(made))
        wrong = account.earned.book_value.copy()
        wrong[1, 5] += 1.0
        account = replace(account, earned=replace(account.earned, book_value=wrong))
        return journals(made.settled.portfolio.projection, account, lab.settings.sellers)

    def without_lending() -> Lab:
        """Nothing is lent when reserves run out: no assumption that a user may make."""
        monkeypatch.setattr(lab_module, "check_assumptions", lambda _settings: None)
        return Lab(settings=Settings(income=IncomeRules(lowest_reserves_bn=-1e9)))

    def disagreement() -> object:
        monkeypatch.setattr(levels, "AGREEMENT", -1.0)
        return lab.run(scenario("from_now_500bn"))

    return {
        "QE701": lambda: Lab(settings=Settings(most_iterations=2)).run(scenario("fed_2010_lsap2")),
        "QE702": mismatch,
        "QE703": lambda: Result.load(Path("nowhere.nc")),
        "QE705": disagreement,
        "QE706": lambda: lsap2.explain("yield_10y", at="2030Q1"),
        "QE707": lambda: lsap2.save(Path("nowhere/result.nc")),
        "QE708": lambda: without_lending().run(scenario("fed_2008_lsap1")),
        "QE709": lambda: without_lending().run(scenario("from_now_qt60").with_(**{f"{QT_PHASE}.months": 60, f"{QT_PHASE}.cap_bn_per_month": 500})),
    }


QT_PHASE = "announcements.0.phases.0"
CODES = ("QE701", "QE702", "QE703", "QE705", "QE706", "QE707", "QE708", "QE709")


def test_every_error_of_the_layer_is_triggered_here():
    """Draws (QE72x) and replays (QE74x) have their own files."""
    assert set(CODES) == {code for code in messages() if "QE700" <= code < "QE720"}


@pytest.mark.parametrize("code", CODES)
def test_golden(code, golden_error, triggers):
    golden_error(code, triggers[code])
