"""The tables of sectors and instruments say the same as the code, in both languages."""

import pytest

from qelab.ledger.cells import ALLOWED_CELLS, CELL_COUNT, index_of, position_of
from qelab.ledger.instruments import Instrument, rules
from qelab.ledger.sectors import Sector


@pytest.mark.parametrize("name", [*Sector, *Instrument])
def test_every_name_has_a_label_in_both_languages(name):
    english, chinese = name.label("en"), name.label("zh-Hant")
    assert english.strip()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


@pytest.mark.parametrize("instrument", Instrument)
def test_every_instrument_is_complete(instrument):
    row = rules(instrument)
    assert row.holders
    assert row.floored_holders <= set(row.holders)
    assert not set(row.issuers) & set(row.holders) or instrument == Instrument.REAL_ASSETS
    assert instrument.definition("en")
    assert instrument.definition("zh-Hant")


def test_cells_and_positions_are_each_other_s_inverse():
    for cell in range(CELL_COUNT):
        assert index_of(*position_of(cell)) == cell
    assert len(set(ALLOWED_CELLS.values())) == len(ALLOWED_CELLS)
