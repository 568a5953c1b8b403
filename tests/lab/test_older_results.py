"""A result that was saved when the ledger knew fewer instruments still says who held what."""

import numpy as np
import pytest

from qelab.lab.storage import _folds
from qelab.ledger.cells import INSTRUMENTS, SECTORS, SIDES
from qelab.ledger.instruments import Instrument

BEFORE = ("reserves", "deposits", "treasury_securities", "real_assets")


def test_positions_are_found_by_name_and_what_was_unknown_is_zero():
    stocks = np.random.default_rng(1).normal(size=(2, 3, len(SIDES), len(SECTORS), len(BEFORE)))
    names = np.array([name.encode() for name in BEFORE], dtype=object)
    sectors = np.array([str(sector) for sector in reversed(SECTORS)], dtype=object)
    read = _folds({"ledger": stocks, "book_sector": sectors, "book_instrument": names})
    assert read.shape == (2, 3, len(SIDES), len(SECTORS), len(INSTRUMENTS))
    for place, name in enumerate(BEFORE):
        assert (read[..., INSTRUMENTS.index(Instrument(name))] == stocks[..., ::-1, place]).all()
    assert read.sum() == pytest.approx(stocks.sum())


def test_a_name_that_nobody_knows_is_no_position():
    stocks = np.zeros((2, 1, len(SIDES), len(SECTORS), 1))
    sectors = np.array([str(sector) for sector in SECTORS], dtype=object)
    with pytest.raises(ValueError):
        _folds(
            {"ledger": stocks, "book_sector": sectors, "book_instrument": np.array(["gilts"], dtype=object)}
        )
