"""``qelab accounts``: the walk and the matrices, in both languages, at the width of a terminal."""

import pytest

from qelab.cli.accounts import EVENTS, MATRICES
from qelab.cli.inputs import PROGRAMMES
from qelab.core.words import words
from qelab.ledger import postings
from qelab.ledger.walk import event_names, walk
from qelab.report import matrices
from qelab.report.text import display_width

LANGUAGES = ("en", "zh-Hant")
TRADING = [name for name in PROGRAMMES.ids() if name != "rate_cut"]


def columns_taken(line: str) -> int:
    """Columns of the terminal; closing punctuation of Chinese may hang over the edge."""
    return display_width(line.rstrip("，。、；：）"))


def test_the_help_names_what_exists():
    assert event_names() == EVENTS
    assert matrices.MATRICES == MATRICES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("matrix", MATRICES)
def test_printed_matrices(qelab, golden, matrix, lang):
    golden(
        f"matrix_{matrix}.{lang}.txt",
        qelab("accounts", "fed_2022_qt2", "--matrix", matrix, "--lang", lang).out,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_event_alone(qelab, golden, lang):
    golden(
        f"accounts_loss.{lang}.txt", qelab("accounts", "fed_2022_qt2", "--event", "loss", "--lang", lang).out
    )


def test_every_step_has_its_words_in_both_languages():
    for event in walk(1.0):
        keys = [
            f"walk.{event.name}",
            *(f"walk.{event.name}.{s.name}{end}" for s in event.steps for end in ("", ".why")),
        ]
        assert all(words()[key][lang] for key in keys for lang in ("en", "zh_hant")), event.name


def test_every_event_that_moves_net_worth_has_its_word():
    named = {key.removeprefix("posting.") for key in words() if key.startswith("posting.")}
    assert named <= {*postings.__all__, "sale"}
    assert {"treasury_interest", "remittance", "deferral", "tax", "sale"} <= named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_walk_is_numbered_and_fits_eighty_columns(qelab, monkeypatch, lang):
    monkeypatch.setattr("qelab.cli.accounts.width", lambda: 80)
    lines = qelab("accounts", "fed_2010_lsap2", "--lang", lang).out.splitlines()
    assert max(map(columns_taken, lines)) <= 80
    titles = [line for line in lines if line.split(".")[0].isdigit()]
    assert [title.split(".")[0] for title in titles] == [str(number) for number in range(1, len(EVENTS) + 1)]
    for matrix in MATRICES:
        printed = qelab("accounts", "fed_2022_qt2", "--matrix", matrix, "--lang", lang).out
        assert max(map(columns_taken, printed.splitlines())) <= 80


def test_documents_keep_their_keys_and_gain_the_walk(qelab):
    found = qelab("accounts", "fed_2010_lsap2", "--json").document
    assert list(found) == ["schema", "scenario", "unit", "purchases", "walk"]
    assert found["schema"] == "qelab.accounts/1"
    assert [event["event"] for event in found["walk"]] == list(EVENTS)
    for event in found["walk"]:
        for step in event["steps"]:
            for account in step["accounts"]:
                left, right = (
                    sum(line["change_bn"] for line in account[side]) for side in ("assets", "liabilities")
                )
                assert left - right == pytest.approx(account["net_worth_change_bn"], abs=1e-9)
    one = qelab("accounts", "fed_2010_lsap2", "--event", "run_off", "--json").document
    assert one["purchases"] == found["purchases"]
    assert [event["event"] for event in one["walk"]] == ["run_off"]


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("name", TRADING)
def test_rows_and_columns_of_every_programme_s_matrices_sum_to_zero(qelab, name, matrix):
    found = qelab("accounts", name, "--matrix", matrix, "--json").document["matrix"]
    assert found["kind"] == matrix
    for row in found["rows"]:
        assert sum(row["values_bn"]) == pytest.approx(row["total_bn"], abs=1e-6)
        if row["block"] in ("claims", "current"):
            assert row["total_bn"] == pytest.approx(0, abs=1e-6)
    for column in zip(*(row["values_bn"] for row in found["rows"]), strict=True):
        assert sum(column) == pytest.approx(0, abs=1e-6)


def test_an_opening_without_accounts_says_so(qelab):
    text = qelab("accounts", "fed_2010_lsap2", "--matrix", "balance").out
    assert "No accounts of all sectors are packaged" in text
    recalled = qelab("accounts", "fed_2022_qt2", "--matrix", "balance").out
    assert "Residuals: currency of households" in recalled
    assert qelab("accounts", "fed_2022_qt2", "--matrix", "balance", "--json").document["matrix"]["residuals"]


@pytest.mark.parametrize(
    ("options", "noun"), [(["--event", "purchase_from_banks"], "event"), (["--matrix", "flow"], "matrix")]
)
def test_unknown_names_are_refused_with_what_is_allowed(qelab, options, noun):
    refused = qelab("accounts", "fed_2010_lsap2", *options, "--json").document
    assert refused["code"] == "QE101"
    assert noun in refused["message"]
    assert "did you mean" in refused["hint"]


def test_a_plan_under_caps_shows_what_it_lets_go_and_not_its_last_change(qelab):
    amounts = {
        p["asset"]: p["amount_bn"] for p in qelab("accounts", "fed_2022_qt2", "--json").document["purchases"]
    }
    assert amounts == {"treasury": -(3 * 30 + 34 * 60), "agency_mbs": -(3 * 17.5 + 34 * 35)}
