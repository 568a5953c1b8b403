"""``qelab assumptions`` and ``--assume``: names, values, sources; what is changed is said."""

import pytest


def test_the_list_has_names_values_and_sources(qelab):
    found = qelab("assumptions", "reserves.")
    assert found.code == 0
    assert "reserves.ratchet" in found.out
    assert "0.75" in found.out
    assert "Vissing-Jorgensen" in found.out
    assert "elasticity.lambda0" not in found.out


def test_the_document_holds_all_of_them(qelab):
    document = qelab("assumptions", "--json").document
    assert document["schema"] == "qelab.assumptions/1"
    names = [row["name"] for row in document["assumptions"]]
    assert "elasticity.lambda0" in names
    assert len(names) == len(set(names)) > 50


def test_a_changed_assumption_is_shown_changed(qelab):
    document = qelab("assumptions", "reserves.ratchet", "--assume", "reserves.ratchet=1", "--json").document
    assert document["assumptions"][0]["value"] == 1.0


def test_an_assumption_moves_the_answer_and_stands_among_those_of_the_result(qelab):
    usual = qelab("run", "from_now_qt60", "--json").document
    ample = qelab("run", "from_now_qt60", "--assume", "reserves.ample_bp=30", "--json").document
    effect = [min(one["series"]["output_gap"]["effect"]) for one in (usual, ample)]
    assert effect[0] < effect[1] < 0
    assert any("reserves.ample_bp = 30" in line for line in ample["assumptions"])
    assert not any("reserves.ample_bp" in line for line in usual["assumptions"])


@pytest.mark.parametrize(
    ("text", "code"),
    [("reserves.rachet=1", "QE101"), ("reserves.ratchet=much", "QE890"), ("reserves.ratchet", "QE224"), ("=1", "QE224"), ("reserves.ratchet=5", "QE897")],
)
@pytest.mark.parametrize("command", [("run", "from_now_qt60"), ("explain", "from_now_qt60", "yield_10y"), ("assumptions",)])
def test_what_does_not_fit_is_refused(qelab, command, text, code):
    found = qelab(*command, "--assume", text)
    assert found.code in (2, 3)
    assert code in found.err
    assert not found.out


def test_assumptions_of_a_stored_result_cannot_change(qelab, tmp_path):
    stored = tmp_path / "one.nc"
    assert qelab("run", "from_now_500bn", "--out", stored).code == 0
    found = qelab("explain", stored, "yield_10y", "--assume", "reserves.ratchet=1")
    assert found.code == 2
    assert "QE809" in found.err


def test_published_models_do_not_read_them(qelab):
    found = qelab("compare", "fed_2010_lsap2", "--models", "all", "--assume", "reserves.ratchet=1")
    assert found.code == 2
    assert "QE838" in found.err
