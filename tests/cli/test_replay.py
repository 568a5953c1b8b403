"""``qelab replay``: forms, languages, picture and refusals."""

import csv
import io

import pytest

from qelab.cli.inputs import REPLAYS
from qelab.lab.replay import REPLAYS as OWNED
from qelab.report.fonts import chinese_font

NAME = "us_2020_2022"


def test_quick_list_agrees_with_its_owner():
    assert REPLAYS.ids() == OWNED.ids()


def test_table_in_both_languages(qelab, foreign):
    english, chinese = qelab("replay", NAME), qelab("replay", NAME, "--lang", "zh-Hant")
    assert english.code == chinese.code == 0
    assert "without, rate held" in english.out
    assert "無方案，利率固定" in chinese.out
    assert foreign(chinese.out, frozenset({"Newey", "West", "t", "z", "e"})) == []
    assert max(map(len, english.out.splitlines())) <= 110


def test_json(qelab):
    found = qelab("replay", NAME, "--json").document
    assert found["schema"] == "qelab.replay/1"
    assert found["largest_error"]["error"] < 1e-6
    assert set(found["shocks"]) == {"eps_y", "eps_pi", "eps_i", "eps_u", "eps_m", "e_tp"}
    assert found["inflation_2021_2022"]["effect"]["mean"] > 0
    assert {row["effect"] for row in found["peaks"]} == {"effect", "effect_rate_held"}


def test_csv(qelab):
    rows = list(csv.DictReader(io.StringIO(qelab("replay", NAME, "--format", "csv").out)))
    kinds = {row["kind"] for row in rows}
    assert kinds == {"history", "without", "without_rate_held", "effect", "effect_rate_held", "data", "shock", "z", "premium"}
    one = {row["kind"]: float(row["value"]) for row in rows if (row["date"], row["name"]) == ("2021Q4", "unemployment_rate")}
    assert one["history"] == pytest.approx(one["data"], abs=1e-6)
    assert one["effect"] == pytest.approx(one["history"] - one["without"])


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_picture(qelab, tmp_path, lang):
    if lang == "zh-Hant" and chinese_font() is None:
        pytest.skip("no font with Chinese characters here")
    file = tmp_path / "replay.png"
    assert qelab("replay", NAME, "--plot", file, "--lang", lang).code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_hold(qelab):
    text = qelab("replay", NAME, "--hold", 4).out
    assert "4 quarters" in " ".join(text.split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["us_2020"], "QE101"), ([], "QE802"), ([NAME, "--hold", "0"], "QE740"), ([NAME, "--format", "xml"], "QE803"),
     ([NAME, "--plot", "replay.txt"], "QE814")],
)  # fmt: skip
def test_refusals(qelab, arguments, code):
    outcome = qelab("replay", *arguments)
    assert outcome.code == (3 if code == "QE814" else 2)
    assert outcome.err.startswith(f"error[{code}]")


def test_help(qelab, golden):
    golden("help/replay.txt", " ".join(qelab("replay", "--help").out.split()) + "\n")
