"""Results and comparisons of other models: levels, what is absent, notes, keeping, refusals, files for Dynare."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.lab.lab import Lab
from qelab.lab.models.comparison import ModelAnswer, ModelComparison
from qelab.lab.models.experiment import experiment
from qelab.lab.models.outcome import PORTFOLIO, model_result
from qelab.lab.models.written import experiment_sets, information_sets, write_files
from qelab.lab.result import Result
from qelab.lab.scorecard import scorecard
from qelab.policy.catalogue import scenario

HORIZON = 160
DYNARE = Path("/usr/lib/dynare/matlab")


@pytest.fixture(scope="module")
def own(lab) -> Result:
    return lab.run(scenario("fed_2010_lsap2"))


@pytest.fixture(scope="module")
def answer(settled, toy):
    return experiment(settled("fed_2010_lsap2"), toy, "us_core", macro.solver(toy, HORIZON))


@pytest.fixture(scope="module")
def result(own, toy, answer) -> Result:
    # The name of a registered model, since a saved result and its explanation look the paper up.
    return model_result(own, toy, "us_core", answer, "toy solver")


def test_effects_stand_on_the_laboratory_s_counterfactual(own, toy, answer, result):
    for name, variable in (("output_gap", "y"), ("yield_10y", "yl"), ("policy_rate", "i")):
        assert np.array_equal(result.values(name, "counterfactual"), own.values(name, "counterfactual"))
        assert result.values(name)[1:] == pytest.approx(answer.realised[:, toy.index(variable)], abs=1e-12)
        assert result.values(name)[0] == 0


def test_portfolio_and_books_are_the_laboratory_s(own, result):
    for name in PORTFOLIO:
        assert np.array_equal(result.levels[name], own.levels[name])
    assert result.ledger is own.ledger


def test_what_the_model_lacks_is_absent(result, own):
    assert set(result.names) == {*PORTFOLIO, "output_gap", "inflation_4q", "policy_rate", "yield_10y"}
    assert [name for name in own.names if name in result.names] == list(result.names)
    assert result.exits == ()
    assert result.variants == ()
    assert {row.series for row in result.headline()} <= set(result.names)
    assert result.main_announcement() == own.main_announcement()
    with pytest.raises(QelabError, match="QE102"):
        result.values("unemployment_rate")


def test_every_view_bears_absence(result, tmp_path):
    from qelab.report.html.page import report_html
    from qelab.report.picture import picture
    from qelab.report.result import result_lines

    assert result.as_document()["series"].keys() == set(result.names)
    assert scorecard(result)["unemployment_rate"].effect is None
    for lang in ("en", "zh-Hant"):
        assert result_lines(result, lang, 100)
    assert len(picture(result).axes) == 6  # a chart of a series that the model does not have is left out
    assert "<html" in report_html(result, "en")
    result.save(tmp_path / "r.nc")
    assert Result.load(tmp_path / "r.nc") == result
    for name in result.names:
        explanation = result.explain(name)
        assert sum(row.value for row in explanation.rows) == pytest.approx(explanation.total, abs=1e-9)


def test_a_model_without_a_long_bond_has_no_yields_in_the_report(own, write_toy, texts, settled):
    from qelab.report.html.page import report_html

    bare = write_toy(about="\n".join(line for line in texts.ABOUT.splitlines() if not line.startswith("yield_10y")))
    found = experiment(settled("fed_2010_lsap2"), bare, "us_core", macro.solver(bare, HORIZON))
    page = report_html(model_result(own, bare, "us_core", found, "toy solver"), "en")
    assert "no long bond" in page


def test_notes_say_what_was_asked_and_whose_the_levels_are(result):
    keys = [key for key, _ in result.notes]
    assert keys[0] == "note.model.experiment"
    assert {"note.model.held_part", "note.model.translation.treasury", "note.model.levels", "note.model.cannot"} <= set(keys)
    assert "note.elasticity" not in keys
    assert "note.signalling" not in keys
    told = " ".join(result.assumptions())
    assert "-2" in told
    assert "us_core" in told
    assert "anything serious" in told


def test_an_index_is_moved_in_proportion(own, write_toy, texts, settled):
    line = 'equity_price_index = { variable = "y", transformation = "deviation_percent", unit = "percent" }\n'
    priced = write_toy(about=texts.ABOUT + line)
    found = experiment(settled("fed_2010_lsap2"), priced, "us_core", macro.solver(priced, HORIZON))
    moved = model_result(own, priced, "us_core", found, "toy solver")
    without, policy = moved.levels["equity_price_index"]
    assert np.log(policy / without)[1:] * 100 == pytest.approx(found.realised[:, priced.index("y")], abs=1e-9)


def test_a_comparison_holds_answers_and_refusals_apart(own, toy, answer, result):
    refusal = QelabError("QE725", model="b", asset="treasury", phases="purchase treasury 2010-11", answers="mbs")
    both = ModelComparison(
        scenario=own.scenario, quarters=own.quarters,
        answers=(
            ModelAnswer(model="a", about=toy.about, result=result, experiment=answer),
            ModelAnswer(model="b", about=toy.about, failure=refusal),
        ),
    )  # fmt: skip
    assert [row.model for row in both.answered] == ["a"]
    peak = both["a"].peak("output_gap")
    assert peak is not None
    assert peak.value == np.abs(result.values("output_gap")).max()
    assert both["a"].peak("unemployment_rate") is None
    assert both["b"].peak("output_gap") is None
    assert set(both.effects("yield_10y")) == {"a"}
    document = both.as_document()
    assert document["schema"] == "qelab.models/1"
    assert [row["answered"] for row in document["models"]] == [True, False]
    assert document["models"][1]["refusal"]["code"] == "QE725"
    assert document["models"][0]["translation"] == [{"variable": "b", "asset": "treasury", "per_x": -2.0}]
    assert set(both.frame()["series"]) == {"output_gap", "inflation_4q", "policy_rate", "yield_10y"}
    with pytest.raises(QelabError, match="QE101"):
        both["c"]


def test_ranges_belong_to_the_laboratory_s_own_model():
    other = next(name for name in macro.models.ids() if name != "us_core")
    with pytest.raises(QelabError, match="QE728"):
        Lab(macro=other, draws=2).run(scenario("fed_2010_lsap2"))


@pytest.fixture(scope="module")
def files(tmp_path_factory, settled, toy, answer, texts):
    """Files of the toy and of us_core, some of each: what Dynare is given."""
    folder = tmp_path_factory.mktemp("written")
    toys = write_files(folder / "toy", "lsap2", toy, "toy", texts.MOD, experiment_sets(toy, answer))
    run = settled("fed_2010_lsap2")
    model, source = run.stage.model, macro.models.path("us_core").read_text(encoding="utf-8")
    ours = write_files(folder / "own", "lsap2", model, "us_core", source, information_sets(run))
    return {"toy": toys, "own": ours}


def test_one_file_for_each_information_set(files, answer, settled):
    dates = settled("fed_2010_lsap2").stage.dates
    assert len(files["own"]) == 2 * len(dates)
    assert [path.name for path in files["toy"]] == [f"lsap2_policy_{answer.dates[row]}.mod" for row in answer.solved]
    text = files["toy"][1].read_text(encoding="utf-8")
    assert "histval;" in text
    assert "perfect_foresight_solver" in text
    assert "// qelab, period 1:" in text


def test_a_folder_that_holds_something_is_refused(tmp_path, toy, answer):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(QelabError, match="QE836"):
        write_files(tmp_path, "x", toy, "toy", "", experiment_sets(toy, answer))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(not (shutil.which("octave") and DYNARE.is_dir()), reason="Dynare with Octave is not installed")
def test_dynare_gives_the_same_first_periods(files, tmp_path):
    """Four files in one process: the dates of both worlds in which something is expected, and the toy's."""
    own = {path.name: path for path in files["own"]}
    chosen = [own["lsap2_policy_2010Q4.mod"], own["lsap2_counterfactual_2011Q3.mod"], *files["toy"][:2]]
    lines = [f"addpath {DYNARE}", "global oo_ M_"]
    for place, path in enumerate(chosen):
        name = f"f{place}"
        (tmp_path / f"{name}.mod").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        lines.append(f"dynare {name} noclearall nolog")
        lines.append("if ~oo_.deterministic_simulation.status, exit(3); end")
        lines.append(
            f"for k=1:M_.orig_endo_nbr, printf('VALUE {place} %s %.17g\\n', M_.endo_names{{k}}, "
            "oo_.endo_simul(k, M_.maximum_lag + 1)); end"
        )
    (tmp_path / "go.m").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(
        ["octave", "--no-gui", "--norc", "go.m"], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    theirs = {
        (int(line.split()[1]), line.split()[2]): float(line.split()[3])
        for line in done.stdout.splitlines()
        if line.startswith("VALUE ")
    }
    assert theirs, done.stdout[-2000:] + done.stderr[-2000:]
    compared = 0
    for place, path in enumerate(chosen):
        for line in path.read_text(encoding="utf-8").split("// qelab, period 1:")[1].splitlines():
            if " = " in line:
                name, value = line.removeprefix("//").split(" = ")
                assert theirs[place, name.strip()] == pytest.approx(float(value), abs=1e-8)
                compared += 1
    assert compared > 30


def test_nothing_is_left_of_files_that_could_not_all_be_written(tmp_path, toy, answer, monkeypatch):
    write, written = Path.write_text, []

    def full(path, *arguments, **options):
        if written:
            raise OSError(28, "no space left")
        written.append(path)
        return write(path, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", full)
    two = list(experiment_sets(toy, answer)) * 2
    two[1] = replace(two[0], date="later")
    with pytest.raises(QelabError, match="QE836"):
        write_files(tmp_path / "new", "mine", toy, "toy", "var y;", iter(two[:2]))
    assert written
    assert list((tmp_path / "new").iterdir()) == []
